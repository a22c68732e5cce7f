"""How strict or mild a rater is, told from where raters overlap.

A rater's severity cannot be told from the levels that he gave: his town may be at a low level, his sources gloomy. It
can be told where two raters rated the same source on the same question, because their difference is free of the
level and of the source's error. All such groups (cell x cluster) are used at once:

    rating = what the group has in common + severity of the rater + own error

with severity ~ N(0, severity of the model) and no assumption on the first term. This is a linear mixed model; the
severities have a normal posterior with precision `I / severity^2 + sum over groups (W - w w' / sum w)` (Henderson's
mixed model equations with the groups absorbed; Searle, Casella and McCulloch, Variance Components, 1992, ch. 7). The
estimates are shrunk: a rater with one overlap hardly moves, one with fifty is told almost exactly. An item's variance
is that of its own error plus 1/12 for the rounding to whole levels. Levels end at 1 and 4, where differences shrink,
so severities come out rather too small than too large.

What overlaps never tell is whether all raters are mild together. That part keeps its prior uncertainty, and `common`
is its size in a cell; the judgement integrates it. Raters who overlap with nobody are not modelled: their severity
cannot be told from the error of their sources, which the shared error stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from seutukuva.judgement.model import ErrorModel, Rating

_ROUNDING = 1 / 12


@dataclass(frozen=True)
class Raters:
    """Severities of raters who overlap: how many levels each rates above the truth (below: negative).

    `covariance` (raters x raters) is what is left unknown of them.
    """

    means: Mapping[str, float] = field(default_factory=dict)
    covariance: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))

    def severity(self, rater: str) -> float:
        """Return a rater's estimated severity, 0 for one who cannot be told."""
        return self.means.get(rater, 0.0)

    def common(self, raters: Iterable[str]) -> float:
        """Return the standard deviation of the mean severity over a cell's ratings, one name per rating."""
        positions = {name: position for position, name in enumerate(self.means)}
        named = list(raters)
        share = np.zeros(len(positions))
        for name in named:
            if name in positions:
                share[positions[name]] += 1 / len(named)
        return sqrt(max(float(share @ self.covariance @ share), 0.0))


def severities(cells: Iterable[Sequence[Rating]], model: ErrorModel) -> Raters | None:
    """Return the severities of the raters of many cells, None when no two of them rated the same source in a cell."""
    groups = [group for ratings in cells for group in _overlaps(ratings)]
    names = sorted({rating.rater for group in groups for rating in group})
    if not names or model.severity == 0:
        return None
    position = {name: number for number, name in enumerate(names)}
    precision = np.eye(len(names)) / model.severity**2
    pull = np.zeros(len(names))
    for group in groups:
        weights, levels = np.zeros(len(names)), np.zeros(len(names))
        for rating in group:
            weight = 1 / (model.size(rating.kind).own ** 2 / rating.reliability + _ROUNDING)
            weights[position[rating.rater]] += weight
            levels[position[rating.rater]] += weight * float(rating.level or 0)
        precision += np.diag(weights) - np.outer(weights, weights) / weights.sum()
        pull += levels - weights * levels.sum() / weights.sum()
    covariance = np.asarray(np.linalg.inv(precision), dtype=np.float64)
    return Raters(dict(zip(names, (covariance @ pull).tolist(), strict=True)), covariance)


def _overlaps(ratings: Sequence[Rating]) -> list[list[Rating]]:
    """Return the ratings of one cell by cluster, those clusters that two raters or more have rated."""
    clusters: dict[str, list[Rating]] = {}
    for rating in ratings:
        if rating.level is not None and rating.rater:
            clusters.setdefault(rating.cluster, []).append(rating)
    return [group for group in clusters.values() if len({rating.rater for rating in group}) > 1]
