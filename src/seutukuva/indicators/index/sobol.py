"""Sobol' indices: what part of the variance of a result each uncertain choice stands for, alone and with others.

First-order: Saltelli et al. (2010), table 2 (b); total: Jansen (1999). Both as COINr computes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from seutukuva.indicators.index.draws import Generator
from seutukuva.indicators.index.model import Floats

LOW, HIGH = 0.05, 0.95
_SEED: Final = 20260101


@dataclass(frozen=True)
class Indices:
    """First and total indices, shape (inputs, results), the variance of each result, and rows that were left out.

    The intervals (5 % and 95 %) are None when no bootstrap was asked for.
    """

    first: Floats
    total: Floats
    variance: Floats
    first_interval: tuple[Floats, Floats] | None
    total_interval: tuple[Floats, Floats] | None
    left_out: int


def indices(
    results: Floats, inputs: int, *, centred: bool = True, bootstrap: int = 0, generator: Generator | None = None
) -> Indices:
    """Return Sobol' indices of results on the design of `sobol_design`.

    results: shape (size*(inputs+2), results) or (size*(inputs+2),); a row of the base sample with a result missing
    anywhere is left out. centred: take the mean off first, as SALib does; COINr does not, which makes the first-order
    indices of results far from zero much less certain. bootstrap: resamples for the intervals. generator: draws them
    in COINr's order (for one result); otherwise all results share the same resamples.
    """
    y = results[:, None] if results.ndim == 1 else results
    blocks = y.reshape(inputs + 2, -1, y.shape[1])
    known = ~np.isnan(blocks).any(axis=(0, 2))
    left_out = int((~known).sum())
    blocks = blocks[:, known]
    a, b, crossed = blocks[0], blocks[1], blocks[2:]
    size = a.shape[0]
    if size < 2:
        nothing = np.full((inputs, y.shape[1]), np.nan)
        return Indices(nothing, nothing, np.full(y.shape[1], np.nan), None, None, left_out)
    variance = np.concatenate([a, b]).var(axis=0, ddof=1)
    if centred:
        b = b - np.concatenate([a, b]).mean(axis=0)
    # A result that never moves has no variance to share out.
    divisor = np.where(variance > 0, variance, np.nan)
    ahead = b[None] * (crossed - a[None])
    squares = (a[None] - crossed) ** 2
    first = ahead.mean(axis=1) / divisor
    total = squares.sum(axis=1) / (2 * size * divisor)
    if not bootstrap:
        return Indices(first, total, variance, None, None, left_out)
    one, two = _resampled(ahead, squares, bootstrap, generator)
    intervals = _interval(one / divisor), _interval(two / (2 * divisor))
    return Indices(first, total, variance, *intervals, left_out)


def _resampled(ahead: Floats, squares: Floats, times: int, generator: Generator | None) -> tuple[Floats, Floats]:
    """Return means of both over resamples, shape (times, inputs, results)."""
    inputs, size, results = ahead.shape
    if generator is not None and results == 1:
        picks = generator.resample(size, times * 2 * inputs).reshape(times, 2, inputs, size)
        rows = np.arange(inputs)[:, None]
        one = np.stack([ahead[rows, pick[0], 0].mean(axis=1) for pick in picks])[:, :, None]
        two = np.stack([squares[rows, pick[1], 0].mean(axis=1) for pick in picks])[:, :, None]
        return one, two
    counts = np.random.default_rng(_SEED).multinomial(size, np.full(size, 1 / size), times) / size
    one = np.einsum("ts,isr->tir", counts, ahead, optimize=True)
    two = np.einsum("ts,isr->tir", counts, squares, optimize=True)
    return one, two


def _interval(values: Floats) -> tuple[Floats, Floats]:
    low, high = np.quantile(values, [LOW, HIGH], axis=0)
    return low, high
