"""One round laid side by side: how far the coders agree on each code, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seutukuva.web.evidence.coding.models import Coding, Round
from seutukuva.web.evidence.coding.transcript import touched
from seutukuva.web.evidence.models import Source


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


def differences(round: Round, names: Mapping[int, str]) -> list[Difference]:
    """Return where the coders of a round differ, in the order of the sources and their texts."""
    coders = {person.pk: str(person) for person in round.coders.all()}
    found = []
    for (source, code), rows in _by_source_and_code(round).items():
        for group in _overlapping(rows):
            missing = [name for pk, name in coders.items() if pk not in {row.coder_id for row in group}]
            if missing:
                found.append(_difference(group, source, names[code], coders, missing))
    return sorted(found, key=lambda one: (one.source.label, one.line, one.name))


def codings_of(round: Round) -> list[Coding]:
    """Return the codings that the round's coders gave to its sources, dropped ones too."""
    rows = Coding.objects.filter(
        passage__source__in=round.sources.all(), coder__in=round.coders.all(), passage__lost=False
    )
    return list(rows.select_related("passage__source", "code", "coder").order_by("passage__start", "id"))


def _by_source_and_code(round: Round) -> dict[tuple[Source, int], list[Coding]]:
    found: dict[tuple[Source, int], list[Coding]] = defaultdict(list)
    for row in codings_of(round):
        found[row.passage.source, row.code_id].append(row)
    return found


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
class Comparison:
    """What the page of a compared round shows."""

    differences: Sequence[Difference]


def compare(round: Round, names: Mapping[int, str]) -> Comparison:
    """Lay a round's codings side by side; the caller got the round by permission, and it is no longer blind."""
    return Comparison(differences(round, names))
