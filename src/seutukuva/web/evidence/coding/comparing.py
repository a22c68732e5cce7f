"""One round laid side by side: how far the coders agree on each code, and where they differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from seutukuva.base import Message
from seutukuva.evidence.agreement import (
    Agreement,
    ReadText,
    Spans,
    alpha,
    by_pair,
    character_alpha,
    fleiss,
    percent,
    rating_table,
    read_spans,
    unitising_alpha,
)
from seutukuva.web.evidence.coding.models import Coding, Round
from seutukuva.web.evidence.coding.transcript import touched
from seutukuva.web.evidence.models import Rating, Source


@dataclass(frozen=True)
class Difference:
    """A stretch that some coders gave a code and others did not."""

    name: str
    source: Source
    line: int
    words: str
    given: str
    missing: str
    verdict: str
    codings: Sequence[Coding]


def differences(
    rows: Iterable[Coding], sources: Iterable[Source], coders: Mapping[int, str], names: Mapping[int, str]
) -> list[Difference]:
    """Return where the coders of sources differ, in the order of the sources and their texts.

    `coders` and the codes' `names` by number; `rows` as `codings_of` gives them.
    """
    texts = {source.pk: source for source in sources}
    given: dict[tuple[int, int], list[Coding]] = defaultdict(list)
    for row in rows:
        given[row.passage.source_id, row.code_id].append(row)
    found = []
    for (source, code), group_rows in given.items():
        for group in _overlapping(group_rows):
            missing = [name for pk, name in coders.items() if pk not in {row.coder_id for row in group}]
            if missing:
                found.append(_difference(group, texts[source], names[code], coders, missing))
    return sorted(found, key=lambda one: (one.source.label, one.line, one.name))


def codings_of(round: Round, sources: Iterable[Source]) -> list[Coding]:
    """Return the codings that the round's coders gave to these of its sources, dropped ones too."""
    rows = Coding.objects.filter(
        passage__source__in=[source.pk for source in sources], coder__in=round.coders.all(), passage__lost=False
    )
    return list(rows.select_related("passage", "code").order_by("passage__start", "id"))


def _overlapping(rows: Sequence[Coding]) -> list[list[Coding]]:
    """Return codings of one code, by start, in groups that overlap from one to the next."""
    groups: list[list[Coding]] = []
    end = -1
    for row in rows:
        if groups and row.passage.start < end:
            groups[-1].append(row)
        else:
            groups.append([row])
        end = max(end, row.passage.end) if groups[-1][0] is not row else row.passage.end
    return groups


def _difference(
    group: list[Coding], source: Source, name: str, coders: Mapping[int, str], missing: list[str]
) -> Difference:
    start, end = min(row.passage.start for row in group), max(row.passage.end for row in group)
    verdicts = {row.verdict for row in group}
    return Difference(
        name=name,
        source=source,
        line=touched(source.text, start, start)[0],
        words=source.text[start:end],
        given=", ".join(sorted({coders.get(row.coder_id or 0, "") for row in group})),
        missing=", ".join(missing),
        verdict=verdicts.pop() if len(verdicts) == 1 else "",
        codings=group,
    )


@dataclass(frozen=True)
class CodeAgreement:
    """How far the coders agree on a code: on its words, on its units, and how often it was given."""

    name: str
    characters: Agreement
    units: Agreement
    codings: int


@dataclass(frozen=True)
class Comparison:
    """What the page of a compared round shows.

    `overall` is of all codes together; `pairs` of every two coders; `ratings` name what was rated and how alike.
    """

    overall: Agreement
    codes: Sequence[CodeAgreement]
    pairs: Sequence[tuple[str, Agreement]]
    ratings: Sequence[tuple[Message, Agreement]]
    differences: Sequence[Difference]


REPLICATES = 300  # resamples behind each interval: quick enough for a page, steady to two decimals


def compare(round: Round, names: Mapping[int, str], sources: Sequence[Source]) -> Comparison:
    """Lay the codings of these sources of a round side by side.

    The caller got the round by permission, it is no longer blind, and the reader codes none of the sources blind in
    another round. Codings that were dropped afterwards count: they are what the coders did.
    """
    rows = codings_of(round, sources)
    coders = {person.pk: str(person) for person in round.coders.all()}
    people = {str(pk): name for pk, name in coders.items()}
    spans = read_spans(_frame(rows), [ReadText(str(one.pk), len(one.text), tuple(people)) for one in sources])
    given = Counter(row.code.slug for row in rows)
    return Comparison(
        overall=character_alpha(spans, spans.codes, replicates=REPLICATES),
        codes=_by_code(spans, {row.code.slug: names[row.code_id] for row in rows}, given),
        pairs=[
            (f"{people[one]} – {people[other]}", found)
            for (one, other), found in by_pair(spans, character_alpha, replicates=REPLICATES).items()
        ],
        ratings=_ratings(round, sources),
        differences=differences(rows, sources, coders, names),
    )


def _by_code(spans: Spans, names: Mapping[str, str], given: Mapping[str, int]) -> list[CodeAgreement]:
    return [
        CodeAgreement(
            names[code],
            character_alpha(spans, (code,), replicates=REPLICATES),
            unitising_alpha(spans, (code,), replicates=REPLICATES),
            given[code],
        )
        for code in spans.codes
    ]


def _frame(rows: Sequence[Coding]) -> pl.DataFrame:
    table = [
        (str(row.passage.source_id), row.code.slug, str(row.coder_id), row.passage.start, row.passage.end)
        for row in rows
    ]
    kinds = {"source": pl.String, "code": pl.String, "coder": pl.String, "start": pl.Int64, "end": pl.Int64}
    return pl.DataFrame(table, schema=kinds, orient="row")


def _ratings(round: Round, sources: Iterable[Source]) -> list[tuple[Message, Agreement]]:
    """Return how alike the coders rated what more than one of them rated: levels are ordered, kappa stands beside."""
    rows = Rating.objects.filter(
        passage__source__in=[source.pk for source in sources], rater__in=round.coders.all(), level__isnull=False
    )
    table = [(f"{row.passage_id} {row.dimension}", str(row.rater_id), row.level) for row in rows]
    if not table:
        return []
    frame = pl.DataFrame(table, schema={"unit": pl.String, "coder": pl.String, "level": pl.Int64}, orient="row")
    levels = rating_table(frame, unit="unit", coder="coder", value="level")
    return [
        (Message("web_evidence.agreement.ordinal"), alpha(levels, "ordinal", replicates=REPLICATES)),
        (Message("web_evidence.agreement.kappa"), fleiss(levels, replicates=REPLICATES)),
        (Message("web_evidence.agreement.percent"), percent(levels, replicates=REPLICATES)),
    ]
