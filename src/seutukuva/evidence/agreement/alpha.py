"""Krippendorff's alpha of a table of units by coders, with missing values.

Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability. With squared distances between positions both
disagreements are sums of squares, so no matrix of coincidences is needed; the ordinal distance is the squared distance
of mid-ranks. The interval resamples units with replacement (percentiles): unlike Krippendorff's own algorithm, which
draws pairs of values, it keeps the values of a unit together.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt

from seutukuva.base import Problem
from seutukuva.evidence.agreement.model import CONFIDENCE, REPLICATES, Agreement, Floats, drawn, interval, nothing
from seutukuva.evidence.agreement.tables import Counted, Ratings, are_numbers, counted, matrix

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
_AT_ONCE: Final = 4_000_000  # numbers held at a time while resampling


def alpha(
    table: Ratings,
    metric: Metric = "nominal",
    *,
    replicates: int = REPLICATES,
    confidence: float = CONFIDENCE,
    seed: int = 1,
) -> Agreement:
    """Return Krippendorff's alpha of a table of units x coders (missing = null or nan) with its interval.

    `replicates` 0 leaves the interval out. Raises Problem for an unknown metric, words that are to have a distance,
    or negative values on a ratio scale.
    """
    if metric not in get_args(Metric):
        raise Problem("evidence.agreement.metric", metric=metric, known=", ".join(get_args(Metric)))
    if metric != "nominal" and not are_numbers(table):
        raise Problem("evidence.agreement.not_numbers", metric=metric)
    numbers = matrix(table)
    if metric == "ratio" and (numbers < 0).any():
        raise Problem("evidence.agreement.negative")
    name = f"alpha_{metric}"
    if numbers.shape[1] < 2:
        return nothing(name, "one_coder", coders=numbers.shape[1])
    told = counted(numbers)
    total = int(told.units.sum())
    if not total:
        return nothing(name, "nothing_shared", coders=told.coders)
    if len(told.values) < 2:
        return nothing(name, "no_variation", total, told.coders)
    value = float(_alphas(told, told.units[None, :].astype(np.float64), metric)[0])
    low, high = None, None
    if replicates and total > 1:
        low, high = interval(_resampled(told, metric, replicates, seed), confidence)
    return Agreement(name, value, total, told.coders, low, high)


def _resampled(told: Counted, metric: Metric, replicates: int, seed: int) -> Floats:
    weights = drawn(told.units, replicates, seed)
    step = max(1, _AT_ONCE // max(1, told.patterns.shape[0]))
    parts = [_alphas(told, weights[i : i + step], metric) for i in range(0, replicates, step)]
    return np.concatenate(parts)


def _alphas(told: Counted, weights: Floats, metric: Metric) -> Floats:
    """Return alpha for each row of weights (R x P); nan where fewer than two values are left."""
    per_value = weights @ told.patterns
    total = per_value.sum(axis=1)
    within, among = _DISTANCES[metric](told, weights, per_value)
    undefined = (per_value > 0).sum(axis=1) < 2
    expected = np.where(undefined, 1.0, among)
    return np.where(undefined, np.nan, 1 - (total - 1) * within / expected)


def _nominal(told: Counted, weights: Floats, per_value: Floats) -> tuple[Floats, Floats]:
    judged = told.patterns.sum(axis=1)
    unlike = (judged**2 - (told.patterns**2).sum(axis=1)) / (judged - 1)
    return weights @ unlike, per_value.sum(axis=1) ** 2 - (per_value**2).sum(axis=1)


def _interval(told: Counted, weights: Floats, per_value: Floats) -> tuple[Floats, Floats]:
    return _squared(told, weights, per_value, (told.values - told.values.mean())[None, :])


def _ordinal(told: Counted, weights: Floats, per_value: Floats) -> tuple[Floats, Floats]:
    ranks = per_value.cumsum(axis=1) - per_value / 2
    return _squared(told, weights, per_value, ranks - per_value.sum(axis=1, keepdims=True) / 2)


def _squared(told: Counted, weights: Floats, per_value: Floats, positions: Floats) -> tuple[Floats, Floats]:
    """Return sums of squared distances between positions (R x C, or 1 x C for all rows): within units, among all."""
    judged = told.patterns.sum(axis=1)
    squares, sums = positions**2 @ told.patterns.T, positions @ told.patterns.T
    unlike = 2 * (judged * squares - sums**2) / (judged - 1)
    first, second = (per_value * positions).sum(axis=1), (per_value * positions**2).sum(axis=1)
    return (weights * unlike).sum(axis=1), 2 * (per_value.sum(axis=1) * second - first**2)


def _ratio(told: Counted, weights: Floats, per_value: Floats) -> tuple[Floats, Floats]:
    one, other = told.values[:, None], told.values[None, :]
    both = one + other
    distance: npt.NDArray[np.float64] = ((one - other) / np.where(both == 0, 1, both)) ** 2
    unlike = ((told.patterns @ distance) * told.patterns).sum(axis=1) / (told.patterns.sum(axis=1) - 1)
    return weights @ unlike, ((per_value @ distance) * per_value).sum(axis=1)


_DISTANCES: Final = {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval, "ratio": _ratio}
