"""A programme's coded material as REFI-QDA knows it: texts, codes, codings with their coders, variables, memos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, QuerySet

from seutukuva import __version__
from seutukuva.base import Language, Message, Problem, render
from seutukuva.evidence import refi
from seutukuva.evidence.codebook import COLOURS
from seutukuva.evidence.refi.offsets import STANDARD, Ruler
from seutukuva.web.evidence.coding.models import Coding, Memo
from seutukuva.web.evidence.coding.selectors import CodeRow, coded_blind_by, codes_of
from seutukuva.web.evidence.models import Passage, Source
from seutukuva.web.evidence.selectors import CODED_ONLY
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes.selectors import programme_by_slug

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme

SYNTHETIC: Final = Message("base.synthetic")  # what a file of made data bears in its description
VARIABLES: Final = ("town", "ecosystem", "kind", "sector", "organisation", "role", "language", "date", "consent")


def project_of(slug: str, language: Language, reader: Any = None) -> refi.Project:
    """Return the coded material of a programme, its codes named in `language`.

    What others gave to a source that `reader` codes blind now is left out; at the machine itself (None) nothing is.

    Who was interviewed is left out: the label names the source. Ratings and mentions have no place in REFI-QDA.
    Raises Problem when there is no such programme.
    """
    programme = programme_by_slug(slug)
    if programme is None:
        raise Problem("evidence.refi.unknown_programme", slug=slug)
    return _Export(programme, language, reader).project()


def codebook_file(programme: Programme, language: Language) -> bytes:
    """Return a programme's codebook as a `.qdc`; the caller got the programme by permission.

    Raises Problem when it has no code.
    """
    return refi.write_codebook(_Export(programme, language).codebook())


@dataclass
class _Export:
    programme: Programme
    language: Language
    reader: Any = None
    users: dict[int, refi.User] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)  # URN of a thing -> notes on it

    def project(self) -> refi.Project:
        memos = self._memos()
        rows = codes_of(self.programme)
        variables = self._variables()
        sources = self._sources(variables)
        name = own_text(self.programme.urn, "name").shown(self.language).body or self.programme.slug
        return refi.Project(
            name=name,
            origin=f"Seutukuva {__version__}",
            users=tuple(self.users.values()),
            codes=self._codes(rows, None),
            variables=tuple(variables.values()),
            sources=tuple(source for _, source in sources),
            notes=memos,
            sets=self._towns(sources),
            description=render(SYNTHETIC, self.language) if self.programme.synthetic else "",
            about=tuple(self.notes.get(self.programme.urn, ())),
            made=refi.Stamp(at=_time(self.programme.made)),
        )

    def codebook(self) -> refi.Codebook:
        return refi.Codebook(f"Seutukuva {__version__}", self._codes(codes_of(self.programme), None))

    def _guid(self, *parts: object) -> str:
        """Return a GUID that is the thing's own in every export, and no other installation's."""
        return refi.guid_of(self.programme.slug, self.programme.made.isoformat(), *parts)

    def _stamp(self, user: User | None, made: datetime) -> refi.Stamp:
        if user is None:
            return refi.Stamp(at=_time(made))
        if user.pk not in self.users:
            name = user.name or render(Message("evidence.refi.coder", {"number": len(self.users) + 1}), self.language)
            self.users[user.pk] = refi.User(self._guid("user", user.pk), name)
        return refi.Stamp(self.users[user.pk].guid, _time(made))

    def _memos(self) -> tuple[refi.Note, ...]:
        found = []
        memos = Memo.objects.filter(programme=self.programme).select_related("author")
        if self._blind():
            # Whose words a memo is about is not asked: any of the others' in these towns may be about a blind source.
            memos = memos.filter(Q(author=self.reader.pk) | ~Q(ecosystem__in=self._blind().values("ecosystem")))
        for memo in memos:
            guid = self._guid(memo.urn)
            self.notes.setdefault(memo.about, []).append(guid)
            stamp = self._stamp(memo.author, memo.made)
            found.append(refi.Note(guid, text=refi.plain_text(memo.body), made=stamp))
        return tuple(found)

    def _blind(self) -> QuerySet[Source]:
        """Return the sources that the reader codes blind."""
        return Source.objects.filter(pk__in=coded_blind_by(self.reader)) if self.reader else Source.objects.none()

    def _codes(self, rows: Iterable[CodeRow], parent: int | None) -> tuple[refi.Code, ...]:
        rows = list(rows)
        return tuple(
            refi.Code(
                guid=self._guid(row.code.urn),
                name=row.name.shown(self.language).body or row.code.slug,
                codable=not row.code.retired,
                colour=COLOURS[row.code.colour - 1].upper(),
                description=refi.plain_text(self._description(row)),
                notes=tuple(self.notes.get(row.code.urn, ())),
                children=self._codes(rows, row.code.pk),
            )
            for row in rows
            if row.code.parent_id == parent
        )

    def _description(self, row: CodeRow) -> str:
        """Return the definition, and the examples below it."""
        parts = (row.definition.shown(self.language).body, row.examples.shown(self.language).body)
        return "\n\n".join(part for part in parts if part)

    def _variables(self) -> dict[str, refi.Variable]:
        """Return the variables that every source has, and those that imported files brought along."""
        found: dict[str, refi.Variable] = {}
        for key in VARIABLES:
            name = render(Message(f"evidence.refi.variable.{key}"), self.language)
            found[key] = refi.Variable(self._guid("variable", key), name, "Date" if key == "date" else "Text")
        for source in self._rows():
            for heading in source.variables:
                found.setdefault(f"own {heading}", refi.Variable(self._guid("own variable", heading), heading))
        return found

    def _rows(self) -> list[Source]:
        rows = Source.objects.filter(ecosystem__participant__programme=self.programme, erased=None)
        return list(
            rows.select_related("ecosystem__participant").order_by("ecosystem__participant__slug", "label", "pk")
        )

    def _sources(self, variables: Mapping[str, refi.Variable]) -> list[tuple[str, refi.Source]]:
        """Return the sources with their towns' names."""
        passages: dict[int, list[Passage]] = defaultdict(list)
        found = Passage.objects.filter(source__ecosystem__participant__programme=self.programme, lost=False)
        given = Coding.objects.filter(code__programme=self.programme).exclude(verdict="dropped")
        if self._blind():
            of_others = Q(passage__source__in=self._blind()) & ~Q(coder=self.reader.pk)
            given = given.exclude(of_others)
            found = found.exclude(CODED_ONLY & Q(source__in=self._blind()) & ~Q(pk__in=given.values("passage")))
        for passage in found.order_by("start", "end", "pk"):
            passages[passage.source_id].append(passage)
        codings: dict[int, list[Coding]] = defaultdict(list)
        for coding in given.select_related("code", "coder"):
            codings[coding.passage_id].append(coding)
        rows = self._rows()
        return [(self._town(row), self._source(row, passages[row.pk], codings, variables)) for row in rows]

    def _town(self, row: Source) -> str:
        return str(getattr(row.ecosystem.participant.name, self.language))

    def _source(
        self,
        row: Source,
        passages: Iterable[Passage],
        codings: Mapping[int, list[Coding]],
        variables: Mapping[str, refi.Variable],
    ) -> refi.Source:
        ruler = Ruler(row.text, STANDARD)  # a stored text may still have line breaks of two characters
        marks = ((passage, ruler.stretch(passage.start, passage.end)) for passage in passages)
        return refi.Source(
            guid=self._guid(row.urn),
            name=f"{self._town(row)} {row.label}",
            text=ruler.text,
            selections=tuple(
                self._selection(passage, place, codings.get(passage.pk, []))
                for passage, place in marks
                if place is not None and place[0] < place[1]
            ),
            notes=tuple(self.notes.get(row.urn, ())),
            values=self._values(row, variables),
            made=refi.Stamp(at=_time(row.made)),
        )

    def _selection(self, passage: Passage, place: tuple[int, int], codings: Iterable[Coding]) -> refi.Selection:
        return refi.Selection(
            guid=self._guid(passage.urn),
            start=place[0],
            end=place[1],
            name=passage.quote,
            codings=tuple(
                refi.Coding(
                    guid=self._guid(coding.urn),
                    code=self._guid(coding.code.urn),
                    made=self._stamp(coding.coder, coding.made),
                    notes=tuple(self.notes.get(coding.urn, ())),
                )
                for coding in codings
            ),
            notes=tuple(self.notes.get(passage.urn, ())),
            made=refi.Stamp(at=_time(passage.made)),
        )

    def _values(self, row: Source, variables: Mapping[str, refi.Variable]) -> tuple[refi.Value, ...]:
        """Return what is known of a source, in the words of the export's language where we have words."""
        known = {
            "town": self._town(row),
            "ecosystem": row.ecosystem.slug,
            "kind": render(Message(f"evidence.kind.{row.kind}"), self.language),
            "sector": render(Message(f"evidence.sector.{row.sector}"), self.language) if row.sector else "",
            "organisation": row.organisation,
            "role": row.role,
            "language": row.language,
            "date": row.date.isoformat(),
            "consent": row.consent,
        }
        known |= {f"own {heading}": str(value) for heading, value in row.variables.items()}
        return tuple(
            refi.Value(variables[key].guid, refi.plain_text(text), variables[key].kind)
            for key, text in known.items()
            if text
        )

    def _towns(self, sources: Iterable[tuple[str, refi.Source]]) -> tuple[refi.Set, ...]:
        towns: dict[str, list[str]] = defaultdict(list)
        for town, source in sources:
            towns[town].append(source.guid)
        return tuple(refi.Set(self._guid("town", town), town, sources=tuple(held)) for town, held in towns.items())


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
