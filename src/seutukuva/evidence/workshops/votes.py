"""Dots with a budget, and impact beside effort.

Opinions are told by the median and the quartiles (Hyndman & Fan 1996, type 7): on a slider the mean of a group that
disagrees is a place where nobody stands, and a few at the ends do not move the median.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seutukuva.base import Problem
from seutukuva.evidence.workshops.model import SCALE, Board, Opinion


@dataclass(frozen=True)
class Spread:
    """What a group of people said on a slider: median, lower and upper quartile, how many said."""

    median: float
    low: float
    high: float
    count: int

    @property
    def width(self) -> float:
        """Return the distance of the quartiles: 0 when half of the people say the same."""
        return self.high - self.low


@dataclass(frozen=True)
class Result:
    """A group's dots by phone and on paper, their share of all dots (None when there are none), and the sliders."""

    group: str
    dots: int
    paper: int
    share: float | None
    impact: Spread | None
    effort: Spread | None

    @property
    def total(self) -> int:
        """Return all dots."""
        return self.dots + self.paper


def check_ballot(ballot: Mapping[str, int], budget: int) -> dict[str, int]:
    """Return one participant's dots, group -> dots, without the groups that got none.

    Raises Problem for a number below zero, or more dots than the budget.
    """
    if any(dots < 0 for dots in ballot.values()):
        raise Problem("evidence.workshops.below_zero")
    given = sum(ballot.values())
    if given > budget:
        raise Problem("evidence.workshops.over_budget", given=given, budget=budget)
    return {group: dots for group, dots in ballot.items() if dots}


def check_paper(dots: Mapping[str, int], voters: int, budget: int) -> dict[str, int]:
    """Return the dots counted on paper. Raises Problem when they are more than so many voters have."""
    if voters < 0 or any(given < 0 for given in dots.values()):
        raise Problem("evidence.workshops.below_zero")
    given = sum(dots.values())
    if given > voters * budget:
        raise Problem("evidence.workshops.paper_over_budget", given=given, voters=voters, budget=budget)
    return dict(dots)


def check_opinion(opinion: Opinion) -> Opinion:
    """Return an opinion. Raises Problem for a value that is not on the slider."""
    for value in (opinion.impact, opinion.effort):
        if not 0 <= value <= SCALE:
            raise Problem("evidence.workshops.off_scale", value=value, most=SCALE)
    return opinion


def spread(values: Sequence[float]) -> Spread | None:
    """Return median and quartiles of values; None when there are none."""
    if not values:
        return None
    low, median, high = (float(v) for v in np.quantile(values, [0.25, 0.5, 0.75], method="linear"))
    return Spread(median, low, high, len(values))


def results(board: Board) -> tuple[Result, ...]:
    """Return every group's result, the most dots first; equal ones in the order of the board."""
    phones: Counter[str] = Counter()
    for group, dots in board.dots:
        phones[group] += dots
    said: dict[str, list[Opinion]] = defaultdict(list)
    for opinion in board.opinions:
        said[opinion.group].append(opinion)
    everything = sum(phones[group.id] + group.paper for group in board.groups)
    found = [
        Result(
            group=group.id,
            dots=phones[group.id],
            paper=group.paper,
            share=(phones[group.id] + group.paper) / everything if everything else None,
            impact=spread([opinion.impact for opinion in said[group.id]]),
            effort=spread([opinion.effort for opinion in said[group.id]]),
        )
        for group in board.groups
    ]
    return tuple(sorted(found, key=lambda result: -result.total))
