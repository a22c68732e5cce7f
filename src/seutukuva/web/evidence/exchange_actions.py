"""A project of another program brought into a town: its codes, texts, codings and memos, all or none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from seutukuva.base import LANGUAGES, Language, Message, Problem, Term, render
from seutukuva.base.identifiers import slug as slug_of
from seutukuva.evidence import anchor, refi
from seutukuva.evidence.codebook import COLOURS
from seutukuva.evidence.codebook import Code as BookCode
from seutukuva.evidence.codebook import Codebook as Book
from seutukuva.evidence.material.languages import language_of
from seutukuva.web.evidence.actions import add_source
from seutukuva.web.evidence.coding.actions import add_coding, passage_at, write_memo
from seutukuva.web.evidence.coding.codebook_actions import adopt_codebook
from seutukuva.web.evidence.coding.models import Code
from seutukuva.web.evidence.coding.selectors import codes_of
from seutukuva.web.evidence.exchange import SYNTHETIC, project_of
from seutukuva.web.evidence.models import Passage, Source
from seutukuva.web.kit.actions import action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Programme

_LONGEST_SLUG: Final = 60
_LONGEST_WHO: Final = 120


@dataclass(frozen=True)
class Facts:
    """What holds of all sources of a project, whose file tells none of it; `language` where the text does not."""

    kind: str
    prefix: str
    language: str
    date: date
    consent: str


@dataclass(frozen=True)
class Brought:
    """What came in. Codings are those of who brought them: the file's coders have no account here."""

    ecosystem: Ecosystem
    sources: int
    codings: int
    lost: tuple[Message, ...]

    @property
    def urn(self) -> str:
        """Return the URN of the ecosystem, for the audit trail."""
        return self.ecosystem.urn

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id


@action("programmes.work_on_town", on="ecosystem.participant")
def bring_project(*, actor: User, ecosystem: Ecosystem, project: refi.Project, facts: Facts) -> Brought:
    """Make the sources of a project with their codings. Codes that the codebook has, by their place and name, are used.

    New codes need the right to change the codebook. A source's name stays with members only; its public label is of
    the prefix and a number. Raises Problem for a text that cannot be used, and for made data in a real town.
    """
    if project.description in {render(SYNTHETIC, language) for language in LANGUAGES} and not _made(ecosystem):
        raise Problem("kit.synthetic_carrier", carrier=project.name)
    codes = _codes(actor, ecosystem, project.codes)
    return _Bringing(actor, ecosystem, project, facts, codes).bring()


@action("programmes.analyse", on="programme")
def bring_codebook(*, actor: User, programme: Programme, codebook: refi.Codebook) -> int:
    """Take the codes of another program's codebook that the programme's lacks; return how many were new."""
    return adopt_codebook(actor=actor, programme=programme, codebook=_read(codebook.codes, programme)[1])


@action("programmes.analyse", on="programme")
def export_project(*, actor: User, programme: Programme, language: Language) -> bytes:
    """Return a programme's coded material as a `.qdpx`: an action, for the trail tells who took all texts along."""
    return refi.write_project(project_of(programme.slug, language, actor))


@dataclass
class _Bringing:
    actor: User
    ecosystem: Ecosystem
    project: refi.Project
    facts: Facts
    codes: dict[str, Code]
    codings: int = 0
    without_words: int = 0
    empty: list[str] = field(default_factory=list)

    def bring(self) -> Brought:
        labels = _labels(self.ecosystem, self.facts.prefix)
        sources = 0
        for source in self.project.sources:
            if source.text.strip():
                self._source(source, next(labels))
                sources += 1
            else:
                self.empty.append(source.name)
        for code in self.project.walk():
            self._memos(self.codes[code.guid].urn, code.notes, "")
        lost = [Message("evidence.refi.lost.no_plain_text", {"source": name}) for name in self.empty]
        if self.without_words:
            lost.append(Message("evidence.refi.lost.codings", {"count": self.without_words}))
        if len({coding.coder for source in self.project.sources for coding in _all_codings(source)}) > 1:
            lost.append(Message("evidence.refi.lost.coders", {"count": len(self.project.users)}))
        return Brought(self.ecosystem, sources, self.codings, tuple(lost))

    def _source(self, source: refi.Source, label: str) -> None:
        row = add_source(
            actor=self.actor,
            ecosystem=self.ecosystem,
            kind=self.facts.kind,
            label=label,
            who=source.name[:_LONGEST_WHO],
            sector="",
            language=language_of(source.text) or self.facts.language,
            date=self.facts.date,
            text=source.text,
            consent=self.facts.consent,
        )
        self._memos(row.urn, source.notes, source.description)
        if source.codings:
            self._codings(row, 0, len(source.text), source.codings)
        for selection in source.selections:
            passage = self._codings(row, selection.start, selection.end, selection.codings)
            if passage is not None:
                self._memos(passage.urn, selection.notes, selection.description)

    def _codings(self, row: Source, start: int, end: int, codings: Iterable[refi.Coding]) -> Passage | None:
        """Code a stretch; return its passage, None when it has no words."""
        given = tuple(codings)
        if not row.text[start:end].strip():
            self.without_words += len(given)
            return None
        at = anchor(row.text, start, end)
        for coding in given:
            add_coding(actor=self.actor, source=row, at=at, code=self.codes[coding.code])
        self.codings += len(given)
        return passage_at(row, at)

    def _memos(self, about: str, notes: Iterable[str], description: str) -> None:
        found = {note.guid: note for note in self.project.notes}
        held = [found[guid] for guid in notes if guid in found]
        bodies = [*("\n".join(part for part in (note.name, note.text) if part) for note in held), description]
        for body in bodies:
            if body.strip():
                write_memo(actor=self.actor, ecosystem=self.ecosystem, about=about, body=body)


def _made(ecosystem: Ecosystem) -> bool:
    return bool(ecosystem.participant.programme.synthetic)


def _read(tops: Iterable[refi.Code], programme: Programme) -> tuple[dict[str, str], Book]:
    """Return GUID -> slug, and the codes as a codebook of ours.

    A code that the programme has under the same one, by its name in any language, gets that one's slug.
    """
    slugs: dict[str, str] = {}
    named = {
        (row.code.parent.slug if row.code.parent else "", name.strip().lower()): row.code.slug
        for row in codes_of(programme)
        for name in row.name.bodies.values()
    }
    book: dict[str, BookCode] = {}

    def walk(codes: Iterable[refi.Code], parent: str) -> None:
        for code in codes:
            slug = named.get((parent, code.name.strip().lower())) or _slug(parent, code.name)
            slugs[code.guid] = slug
            name, definition = code.name.strip() or slug, code.description
            colour = _nearest(code.colour)
            texts = (Term(name, name, name), Term(definition, definition, definition))
            book.setdefault(slug, BookCode(slug, texts[0], parent, texts[1], colour=colour))
            walk(code.children, slug)

    walk(tops, "")
    return slugs, Book("refi", "1", Term("", "", ""), (*book.values(),))


def _codes(actor: User, ecosystem: Ecosystem, tops: Iterable[refi.Code]) -> dict[str, Code]:
    """Return GUID -> code of the programme; what its codebook lacks is added in one version."""
    programme = ecosystem.participant.programme
    slugs, book = _read(tops, programme)
    known = set(Code.objects.filter(programme=programme).values_list("slug", flat=True))
    missing = {code.id for code in book.codes} - known
    if missing:
        if not actor.has_perm("programmes.analyse", programme):
            raise Problem("evidence.refi.codes_need_right", count=len(missing))
        adopt_codebook(actor=actor, programme=programme, codebook=book)
    rows = {row.slug: row for row in Code.objects.filter(programme=programme)}
    retired = next((rows[slug].slug for slug in slugs.values() if rows[slug].retired), None)
    if retired is not None:
        raise Problem("web_evidence.code_not_in_use", code=retired)
    return {guid: rows[slug] for guid, slug in slugs.items()}


def _slug(parent: str, name: str) -> str:
    """Return the slug of a code under another; one that is too long, or has no letters, ends in a digest."""
    word = slug_of(name)
    slug = f"{parent}.{word}" if parent else word
    if word and len(slug) <= _LONGEST_SLUG:
        return slug
    digest = hashlib.sha256(f"{parent}/{name}".encode()).hexdigest()[:10]
    return f"{slug[: _LONGEST_SLUG - 11].rstrip('.-')}-{digest}".lstrip("-")


def _nearest(colour: str | None) -> str:
    """Return the colour of ours that is nearest: white letters must be readable on it."""
    if colour is None:
        return COLOURS[0]
    digits = colour[1:] if len(colour) == len("#rrggbb") else "".join(2 * digit for digit in colour[1:])
    wanted = bytes.fromhex(digits)

    def far(ours: str) -> int:
        return sum((one - other) ** 2 for one, other in zip(wanted, bytes.fromhex(ours[1:]), strict=True))

    return min(COLOURS, key=far)


def _labels(ecosystem: Ecosystem, prefix: str) -> Iterator[str]:
    """Yield labels that are free: K-01, K-02."""
    taken = set(Source.objects.filter(ecosystem=ecosystem).values_list("label", flat=True))
    number = 0
    while True:
        number += 1
        label = f"{prefix}-{number:02}"
        if label not in taken:
            yield label


def _all_codings(source: refi.Source) -> Iterator[refi.Coding]:
    yield from source.codings
    for selection in source.selections:
        yield from selection.codings
