"""What a proposer learns from, and what it is asked about: the paragraphs and turns of a programme's sources.

People's codings are laid on the units of a text (paragraphs, turns), because units are what it proposes for. A unit
beside a coded one was read and left: it teaches what has no code. So does one whose proposals a person turned down.
Questions are passed over: in the training network 4 of 742 were coded. There (47 sources, whole sources set aside) this
gave F1 .35 over the units; with the questions .30; learning from the coded quotes alone .21.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from seutukuva.base.languages import as_language
from seutukuva.evidence.suggestions import Example, Text
from seutukuva.evidence.words import Unit, units
from seutukuva.web.evidence.coding.models import Coding, Round, RoundState, Verdict
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.suggestions.models import Proposal, Proposer, State

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme

_HALF = 0.5
Row = tuple[int, int, int, list[str]]


@dataclass(frozen=True)
class Taught:
    """Rows as `Proposer.taught` keeps them, the hashes of the texts, and the same as the library's examples."""

    rows: tuple[Row, ...]
    texts: dict[str, str]
    examples: tuple[Example, ...]


def peoples_codings(programme: Programme) -> QuerySet[Coding]:
    """Return the codings to learn from: people's, not dropped, of codes in use; no source of an open blind round.

    One proposer serves everybody in the programme: what it learned from a blind round's coders would reach the others.
    """
    blind = Round.objects.filter(ecosystem__participant__programme=programme, state=RoundState.BLIND).values("sources")
    return (
        Coding.objects.filter(code__programme=programme, code__retired=False, passage__lost=False)
        .filter(passage__source__erased=None)
        .exclude(verdict=Verdict.DROPPED)
        .exclude(passage__source__in=blind)
    )


def most_used(programme: Programme) -> tuple[int, int]:
    """Return how many passages the most used code has, and how many codings there are to learn from."""
    counts = (
        peoples_codings(programme)
        .order_by()
        .values("code")
        .annotate(passages=Count("passage", distinct=True))
        .values_list("passages", flat=True)
    )
    return max(counts, default=0), sum(counts)


def to_learn(programme: Programme) -> Taught:
    """Return what people's codings of a programme teach now."""
    given: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    told = peoples_codings(programme).values_list("passage__source", "passage__start", "passage__end", "code__slug")
    for source, start, end, slug in told:
        given[source].append((start, end, slug))
    refused: dict[int, set[tuple[int, int]]] = defaultdict(set)
    turned_down = Proposal.objects.filter(
        reading__source__in=list(given), state=State.REJECTED, reading__proposer__programme=programme
    )
    for proposal in turned_down.select_related("reading"):
        refused[proposal.reading.source_id].add((proposal.start, proposal.end))
    sources = Source.objects.in_bulk(list(given))
    rows: list[Row] = []
    for pk in sorted(given):
        rows += [(pk, unit.start, unit.end, codes) for unit, codes in _units(sources[pk], given[pk], refused[pk])]
    return _taught(rows, sources)


def learned_by(proposer: Proposer) -> Taught | None:
    """Return what a proposer learned from; None when a text of it has changed or is gone: the model is no more."""
    sources = Source.objects.in_bulk([int(pk) for pk in proposer.texts])
    if {str(pk): source.text_hash for pk, source in sources.items()} != proposer.texts:
        return None
    return _taught([(source, start, end, codes) for source, start, end, codes in proposer.taught], sources)


def still_stands(proposers: Iterable[Proposer]) -> set[int]:
    """Return those whose texts are all as they were when they learned."""
    every = list(proposers)
    asked = {int(pk) for proposer in every for pk in proposer.texts}
    now = {str(pk): value for pk, value in Source.objects.filter(pk__in=asked).values_list("pk", "text_hash")}
    return {one.pk for one in every if all(now.get(pk) == value for pk, value in one.texts.items())}


def uncoded(source: Source) -> list[Unit]:
    """Return the units of a source in which nobody has coded anything."""
    coded = list(
        Coding.objects.filter(passage__source=source, passage__lost=False)
        .exclude(verdict=Verdict.DROPPED)
        .order_by()
        .values_list("passage__start", "passage__end")
        .distinct()
    )
    return [unit for unit in statements(source.text) if not any(a < unit.end and b > unit.start for a, b in coded)]


def statements(text: str) -> list[Unit]:
    """Return the units of a text that say something: a question belongs to who interviews."""
    return [unit for unit in units(text) if text[unit.end - 1] != "?"]


def texts_of(source: Source, stretches: Sequence[Unit]) -> list[Text]:
    """Return stretches of a source as the library reads them."""
    language = as_language(source.language)
    return [Text(source.text[unit.start : unit.end], language) for unit in stretches]


def _units(
    source: Source, given: Sequence[tuple[int, int, str]], refused: set[tuple[int, int]]
) -> list[tuple[Unit, list[str]]]:
    """Return the units that teach, with their codes: coded ones, their neighbours, those turned down."""
    every = statements(source.text)
    codes = [sorted({slug for start, end, slug in given if _covers(unit, start, end)}) for unit in every]
    known = [bool(own) for own in codes]
    return [
        (unit, codes[i])
        for i, unit in enumerate(every)
        if any(known[max(i - 1, 0) : i + 2]) or (unit.start, unit.end) in refused
    ]


def _covers(unit: Unit, start: int, end: int) -> bool:
    """Tell whether a coding is about a unit: it shares half of the shorter of the two."""
    shared = min(unit.end, end) - max(unit.start, start)
    return shared > 0 and shared >= _HALF * min(unit.end - unit.start, end - start)


def _taught(rows: Sequence[Row], sources: dict[int, Source]) -> Taught:
    learned = tuple(
        Example(
            text=sources[source].text[start:end],
            codes=frozenset(codes),
            language=as_language(sources[source].language),
            source=str(source),
        )
        for source, start, end, codes in rows
    )
    kept = {row[0] for row in rows}
    return Taught(tuple(rows), {str(pk): sources[pk].text_hash for pk in sorted(kept)}, learned)


def coded_blind(sources: Iterable[int]) -> set[int]:
    """Return which sources somebody codes blind now: coders with the same proposals would agree for no reason."""
    rounds = Round.objects.filter(sources__in=list(sources), state=RoundState.BLIND)
    return set(rounds.values_list("sources", flat=True))
