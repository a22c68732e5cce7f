"""Reads of codebook and codings. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db.models import Q, QuerySet
from django.http import Http404

from seutukuva.base import LANGUAGES, Term, parse_urn
from seutukuva.evidence import codebook as library
from seutukuva.web.evidence.coding.models import Code, CodebookVersion, Coding, Memo, Mention, Round, RoundState, Step
from seutukuva.web.evidence.models import Passage
from seutukuva.web.kit.releases.kinds import row_ids
from seutukuva.web.kit.texts.selectors import OwnText, own_text, own_texts
from seutukuva.web.programmes.selectors import get_participant, get_programme, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.evidence.models import Source
    from seutukuva.web.programmes.models import Ecosystem, Programme

_ASKED_ONE_BY_ONE = 50  # stretches; of more, all that lies between the first and the last is read
EMPTY = OwnText({}, dict.fromkeys(LANGUAGES, "missing"), None)


@dataclass(frozen=True)
class CodeRow:
    """A code with its texts; `depth` is how far it stands from the top."""

    code: Code
    name: OwnText
    definition: OwnText
    examples: OwnText
    depth: int


def codes_of(programme: Programme) -> list[CodeRow]:
    """Return a programme's codes in the order of its tree; the caller got the programme by permission."""
    codes = list(Code.objects.filter(programme=programme).select_related("parent"))
    texts = own_texts([code.urn for code in codes])
    children: dict[int | None, list[Code]] = defaultdict(list)
    for code in codes:
        children[code.parent_id].append(code)
    rows: list[CodeRow] = []

    def walk(parent: int | None, depth: int) -> None:
        for code in children[parent]:
            name, definition, examples = (
                texts.get((code.urn, field), EMPTY) for field in ("name", "definition", "examples")
            )
            rows.append(CodeRow(code, name, definition, examples, depth))
            walk(code.pk, depth + 1)

    walk(None, 0)
    return rows


def times_used(user: Any, programme: Programme) -> Mapping[int, int]:
    """Return how often codes were given, by number, as far as a person may know: in the towns whose evidence he reads,
    and nothing that a blind round hides from him."""
    return Counter(counted(user, programme).order_by().values_list("code_id", flat=True))


def names_of(codes: Iterable[Code], language: str) -> dict[int, str]:
    """Return the names of codes for a reader of `language`; the slug where a code has no name."""
    codes = list(codes)
    texts = own_texts([code.urn for code in codes])
    return {code.pk: texts.get((code.urn, "name"), EMPTY).shown(language).body or code.slug for code in codes}


def code_names(programme: int, language: str) -> dict[int, str]:
    """Return the names of all codes of a programme for a reader of `language`."""
    return names_of(Code.objects.filter(programme_id=programme), language)


def get_code(user: Any, programme: str, code: int, permission: str = "programmes.belong") -> Code:
    """Return a code of a programme that a person has `permission` for. Raises Http404."""
    owner = get_programme(user, programme, permission)
    row = Code.objects.select_related("programme", "parent").filter(programme=owner, pk=code).first()
    if row is None:
        raise Http404
    return row


def code_numbers(programme: Programme) -> dict[str, int]:
    """Return the numbers of a programme's codes by slug; the caller got the programme by permission."""
    return dict(Code.objects.filter(programme=programme).values_list("slug", "pk"))


def code_by_slug(programme: Programme, slug: str) -> Code:
    """Return a code by its slug; the caller got the programme by permission. Raises Code.DoesNotExist."""
    return Code.objects.get(programme=programme, slug=slug)


def versions(programme: Programme) -> Sequence[CodebookVersion]:
    """Return the versions of a codebook, newest first; the caller got the programme by permission."""
    return list(CodebookVersion.objects.filter(programme=programme).select_related("made_by"))


def as_codebook(programme: Programme) -> library.Codebook:
    """Return the codebook as the library reads it; the caller got the programme by permission."""
    last = CodebookVersion.objects.filter(programme=programme).first()
    return library.Codebook(
        id=programme.slug,
        version=str(last.number if last else 0),
        name=_term(own_text(programme.urn, "name"), programme.slug),
        codes=tuple(
            library.Code(
                id=row.code.slug,
                parent=row.code.parent.slug if row.code.parent else "",
                name=_term(row.name, row.code.slug),
                definition=_term(row.definition, ""),
                examples=_examples(row.examples),
                colour=library.COLOURS[row.code.colour - 1],
                points_to=row.code.points_to,
            )
            for row in codes_of(programme)
        ),
    )


def _examples(text: OwnText) -> tuple[Term, ...]:
    """Return the examples, a line each; a language with fewer lines borrows the original's."""
    lines = {language: body.splitlines() for language, body in text.bodies.items()}
    first = lines.get(text.original or "", [])
    return tuple(
        Term(**{one: lines[one][n] if n < len(lines.get(one, [])) else spare for one in LANGUAGES})
        for n, spare in enumerate(first)
    )


def snapshot(programme: Programme) -> list[dict[str, Any]]:
    """Return the whole codebook as plain data."""
    return [
        {
            "slug": row.code.slug,
            "parent": row.code.parent.slug if row.code.parent else None,
            "names": dict(row.name.bodies),
            "definitions": dict(row.definition.bodies),
            "examples": dict(row.examples.bodies),
            "points_to": row.code.points_to,
            "retired": row.code.retired,
        }
        for row in codes_of(programme)
    ]


def _term(text: OwnText, fallback: str) -> Term:
    first = text.bodies.get(text.original or "", fallback)
    return Term(**{language: text.bodies.get(language, first) for language in LANGUAGES})


def blind_for(user: Any, source: Source) -> bool:
    """Tell whether a person codes this source blind: he must not see what the others do."""
    return Round.objects.filter(sources=source, coders=user.pk, state=RoundState.BLIND).exists()


def codings_seen(user: Any, source: Source) -> QuerySet[Coding]:
    """Return the codings of a source that a person may see now; the caller got the source by permission."""
    rows = Coding.objects.filter(passage__source=source, passage__lost=False).exclude(verdict="dropped")
    if blind_for(user, source):
        rows = rows.filter(coder=user.pk)
    return rows.select_related("passage", "code", "coder")


def codings_between(user: Any, source: Source, stretches: Sequence[tuple[int, int]]) -> list[Coding]:
    """Return the codings seen that touch stretches [start, end) of a source, read together."""
    if len(stretches) > _ASKED_ONE_BY_ONE:
        stretches = [(min(start for start, _end in stretches), max(end for _start, end in stretches))]
    near = Q(pk__in=[])
    for start, end in stretches:
        near |= Q(passage__start__lt=end, passage__end__gt=start)
    return list(to_draw(codings_seen(user, source).filter(near))) if stretches else []


def to_draw(rows: QuerySet[Coding]) -> QuerySet[Coding]:
    """Return codings without the words of their passages, which stand in the source's text."""
    return rows.defer("passage__quote", "passage__before", "passage__after")


def last_step(source: Source) -> int:
    """Return the number of the latest step in a source, from which a page asks on."""
    row = Step.objects.filter(source=source).last()
    return row.pk if row else 0


def steps_since(user: Any, source: Source, since: int) -> list[Step]:
    """Return what happened in a source after a step; the caller got the source by permission."""
    rows = Step.objects.filter(source=source, pk__gt=since)
    if blind_for(user, source):
        rows = rows.filter(coder=user.pk)
    return list(rows)


def get_coding(user: Any, source: Source, coding: int) -> Coding:
    """Return a coding that a person sees in a source. Raises Http404."""
    row = codings_seen(user, source).filter(pk=coding).first()
    if row is None:
        raise Http404
    return row


def mentions_of(source: Source) -> Sequence[Mention]:
    """Return the mentions of a source; the caller got the source by permission."""
    return list(Mention.objects.filter(passage__source=source).select_related("passage", "by"))


def mentions_in(ecosystem: Ecosystem) -> Sequence[Mention]:
    """Return the mentions in the sources of an ecosystem, by source and place; the caller got it by permission.

    Those whose words are no longer in the text, or were erased, are left out.
    """
    rows = Mention.objects.filter(
        passage__source__ecosystem=ecosystem, passage__source__erased=None, passage__lost=False
    )
    rows = rows.select_related("passage__source").defer("passage__source__text")
    return list(rows.order_by("passage__source__label", "passage__start", "pk"))


def get_mention(source: Source, mention: int) -> Mention:
    """Return a mention of a source that the caller got by permission. Raises Http404."""
    row = Mention.objects.filter(passage__source=source, pk=mention).select_related("passage__source").first()
    if row is None:
        raise Http404
    return row


def memos_about(urns: Iterable[str]) -> Mapping[str, Sequence[Memo]]:
    """Return memos by what they are about; the caller may see those things."""
    found: dict[str, list[Memo]] = defaultdict(list)
    for memo in Memo.objects.filter(about__in=list(urns)).select_related("author"):
        found[memo.about].append(memo)
    return found


def memos_in(source: Source) -> Sequence[Memo]:
    """Return the memos on a source and its passages; the caller got the source by permission."""
    written = list(Memo.objects.filter(ecosystem=source.ecosystem_id).select_related("author"))
    # A long source has thousands of passages and an ecosystem a few memos: ask which of theirs are of this source.
    numbers = {parse_urn(memo.about).id for memo in written if parse_urn(memo.about).kind == "passage"}
    here = {row.urn for row in source.passages.filter(pk__in=numbers)} | {source.urn}
    return [memo for memo in written if memo.about in here]


def mentions_seen(user: Any, source: Source) -> Sequence[Mention]:
    """Return the mentions of a source that a person may see now; the caller got the source by permission."""
    blind = blind_for(user, source)
    return [row for row in mentions_of(source) if not blind or row.by_id == user.pk]


def memos_seen(user: Any, source: Source) -> Sequence[Memo]:
    """Return the memos in a source that a person may see now; the caller got the source by permission."""
    blind = blind_for(user, source)
    return [row for row in memos_in(source) if not blind or row.author_id == user.pk]


def coded_blind_by(user: Any) -> Any:
    """Return the sources (as a query for their ids) that a person codes blind now."""
    return Round.objects.filter(coders=user.pk, state=RoundState.BLIND).values("sources")


def unseen_passages(user: Any, carriers: Iterable[str], to: str) -> set[str]:
    """Return the passages among things, of sources that a person codes blind now, that he did not code himself with a
    code that points to something that begins with `to`: what others coded is not told him."""
    parts = [(parse_urn(carrier), carrier) for carrier in carriers]
    passages = {pk: carrier for part, carrier in parts if part.kind == "passage" for pk in row_ids([part.id])}
    if user.pk is None or not passages:
        return set()
    own = Coding.objects.filter(coder=user.pk, code__points_to__startswith=to).values("passage")
    rows = Passage.objects.filter(pk__in=passages, source__in=coded_blind_by(user)).exclude(pk__in=own)
    return {passages[pk] for pk in rows.values_list("pk", flat=True)}


def homes_pointing(passages: Iterable[int], to: str) -> set[int]:
    """Return the ecosystems of passages with a code that points to something that begins with `to`; the caller asks
    the right to each."""
    rows = _standing().filter(passage__in=list(passages), code__points_to__startswith=to)
    return set(rows.values_list("passage__source__ecosystem", flat=True))


def sources_shown(user: Any, round_: Round) -> list[Source]:
    """Return the sources of a round whose codings a person may see; he may still code others blind in another round."""
    blind = set(coded_blind_by(user).values_list("sources", flat=True))
    return [source for source in round_.sources.all() if source.pk not in blind]


def counted(user: Any, programme: Programme) -> QuerySet[Coding]:
    """Return the codings that count in the towns whose evidence a person may read, dropped ones left out.

    What others gave to a source that the person still codes blind is left out too.
    """
    towns = [town.pk for town in participants_readable_by(user, programme)]
    rows = _standing().filter(passage__source__ecosystem__participant__in=towns)
    return rows.filter(Q(coder=user.pk) | ~Q(passage__source__in=coded_blind_by(user)))


def counted_in(ecosystem: Ecosystem) -> QuerySet[Coding]:
    """Return the codings that count in an ecosystem, whoever asks; the caller tells nobody what single ones say."""
    return _standing().filter(passage__source__ecosystem=ecosystem)


def _standing() -> QuerySet[Coding]:
    rows = Coding.objects.filter(passage__lost=False).exclude(verdict="dropped")
    rows = rows.select_related("passage__source__ecosystem__participant", "code", "coder")
    return rows.defer("passage__source__text")  # every row would bring the whole text of its source along


def coding_frame(rows: Iterable[Coding]) -> pl.DataFrame:
    """Return codings as the library's analysis reads them, one row a coding.

    Columns: coding, passage (ids), source (label), town (slug), ecosystem (slug), sector, kind, language, date (ISO),
    code (slug), coder (id), start, end, quote.
    """
    table = [
        {
            "coding": row.pk,
            "passage": row.passage_id,
            "source": f"{row.passage.source.ecosystem.participant.slug}/{row.passage.source.label}",
            "town": row.passage.source.ecosystem.participant.slug,
            "ecosystem": row.passage.source.ecosystem.slug,
            "sector": row.passage.source.sector,
            "kind": row.passage.source.kind,
            "language": row.passage.source.language,
            "date": row.passage.source.date.isoformat(),
            "code": row.code.slug,
            "coder": str(row.coder_id or ""),
            "start": row.passage.start,
            "end": row.passage.end,
            "quote": row.passage.quote,
        }
        for row in rows
    ]
    return pl.DataFrame(table, schema=CODING_COLUMNS)


CODING_COLUMNS = {
    "coding": pl.Int64,
    "passage": pl.Int64,
    "source": pl.String,
    "town": pl.String,
    "ecosystem": pl.String,
    "sector": pl.String,
    "kind": pl.String,
    "language": pl.String,
    "date": pl.String,
    "code": pl.String,
    "coder": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "quote": pl.String,
}


def rounds_of(ecosystem: Ecosystem) -> Sequence[Round]:
    """Return the rounds of double coding; the caller got the ecosystem by permission."""
    return list(Round.objects.filter(ecosystem=ecosystem).prefetch_related("sources", "coders"))


def get_round(user: Any, programme: str, town: str, round_: int, permission: str) -> Round:
    """Return a round of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    rows = Round.objects.select_related("ecosystem__participant__programme").prefetch_related("sources", "coders")
    row = rows.filter(ecosystem__participant=participant, pk=round_).first()
    if row is None:
        raise Http404
    return row
