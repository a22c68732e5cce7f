"""The ties that a figure of a town's network stands on, each with what tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seutukuva.base import Language, Term
from seutukuva.network.vocabulary import vocabulary
from seutukuva.web.network.models import Actor, Tie
from seutukuva.web.network.names import roots_of
from seutukuva.web.network.selectors import actor_names

if TYPE_CHECKING:
    import polars as pl

    from seutukuva.web.programmes.models import Ecosystem

MOST_PAIRS = 200
_KEY = ("kind", "start", "end", "permanence", "cluster")


@dataclass(frozen=True)
class ToldTie:
    """A tie with its words in the vocabulary."""

    tie: Tie
    kind: Term
    permanence: Term | None


@dataclass(frozen=True)
class ToldPair:
    """Two actors (number and name) with the ties between them."""

    ends: tuple[tuple[int, str], tuple[int, str]]
    ties: tuple[ToldTie, ...]


def told_pairs(ecosystem: Ecosystem, chosen: pl.DataFrame, language: Language) -> list[ToldPair]:
    """Return the pairs of the chosen ties of an ecosystem, by name; the caller got the ecosystem by permission.

    chosen: rows of the network's frame of ties.
    """
    wanted = set(chosen.select("source", "target", *_KEY).iter_rows())
    into = Actor.objects.filter(programme_id=ecosystem.programme_id).values_list("pk", "merged_into")
    roots = roots_of(dict(into))
    pairs: dict[tuple[int, int], list[Tie]] = {}
    for tie in Tie.objects.filter(ecosystem=ecosystem).select_related("dataset"):
        ends = roots[tie.source_id], roots[tie.target_id]
        key = (*map(str, ends), tie.kind, tie.start, tie.end, tie.permanence or None, tie.cluster or None)
        if key in wanted:
            pairs.setdefault((min(ends), max(ends)), []).append(tie)
    names = actor_names(Actor.objects.filter(pk__in={end for pair in pairs for end in pair}), language)
    kinds = {entry.id: entry.name for entry in vocabulary().ties}
    lasting = {entry.id: entry.name for entry in vocabulary().permanence}
    rows = [
        ToldPair(
            ((one, names[one]), (other, names[other])),
            tuple(
                ToldTie(tie, kinds.get(tie.kind, Term(tie.kind, tie.kind, tie.kind)), lasting.get(tie.permanence))
                for tie in ties
            ),
        )
        for (one, other), ties in pairs.items()
    ]
    return sorted(rows, key=lambda row: [name.casefold() for _number, name in row.ends])
