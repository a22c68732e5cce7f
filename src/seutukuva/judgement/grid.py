"""One grid of positions for all levels, sizes of the shared error and shifts of a cell's ratings.

How a rating is read depends on the position `x = level + shift + u` alone, so its probability is reckoned once for each
position, not once for each level and size. What differs, the normal density of u about `level + shift`, is a matrix of
weights, and every integral of a row is one product with it. The spacing is a whole part of a level: the upper threshold
of a level seen from x is the lower one seen from x - 1, so each position takes one normal probability.

It needs one size of shared error per cluster, and one that is not small: the spacing follows the smallest (`fitting`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log2, sqrt

import numpy as np
from numpy.typing import NDArray

from seutukuva.judgement.model import LEVELS

Array = NDArray[np.float64]

REACH = 8.5  # standard deviations of the shared error that are summed over; beyond lies 2e-17 of it
SMALLEST = 1e-300  # stands for a probability below what a double can hold
_FINENESS = 1.25  # positions per narrowest width; leaves an error near exp(-2 pi^2 1.25^2) = 4e-14
_LEAST = 1e-200  # of a sum relative to its row's largest value; below, terms may be lost, and it is made in logs
_PIECE = 2**17  # multiplications of one product; on more, BLAS starts threads, which cost many times what they spare
_KEPT = 256  # rows by positions whose weights are kept


@dataclass(frozen=True)
class Grid:
    """Positions from level 1 - `beyond` to level 4 + `beyond`, `fine` of them to a level."""

    fine: int
    beyond: int
    components: tuple[tuple[float, float], ...]  # scale of the shared error and shift of the position, of each

    @property
    def n_columns(self) -> int:
        """Return the number of positions."""
        return (LEVELS[-1] - LEVELS[0] + 2 * self.beyond) * self.fine + 1

    @property
    def key(self) -> tuple[object, ...]:
        """Return what a pattern's row depends on."""
        return self.fine, self.beyond

    def log_probabilities(self, patterns: Array) -> Array:
        """Return log P(rating = level | position) of patterns (own, shared, level, severity): patterns x columns."""
        # SciPy takes longer to load than a report of open statistics, which judges nothing, to be written.
        from scipy.special import ndtr

        own, _, levels, severity = (column[:, None] for column in patterns.T)
        start = LEVELS[0] - self.beyond - 1  # one level before the first position
        positions = start + np.arange(self.n_columns + self.fine) / self.fine
        far = (levels - 0.5 - severity - positions) / own
        inside = np.empty((len(patterns), self.n_columns))
        for level in LEVELS:
            rows = np.flatnonzero(patterns[:, 2] == level)
            if level == LEVELS[0]:
                inside[rows] = ndtr(far[rows, : -self.fine])
            elif level == LEVELS[-1]:
                inside[rows] = ndtr(-far[rows, self.fine :])
            elif len(rows):
                inside[rows] = self._between(far[rows])
        np.maximum(inside, SMALLEST, out=inside)
        return np.asarray(np.log(inside, out=inside))

    def _between(self, far: Array) -> Array:
        """Return P(between the thresholds) from the distances to the lower one, `fine` positions more than wanted."""
        from scipy.special import ndtr

        above = ~np.signbit(far)
        # In the upper tail both values of the distribution are near 1; taken as tails, with their sign, they keep their
        # digits.
        tail = np.copysign(ndtr(-np.abs(far)), far)
        inside = tail[:, self.fine :] - tail[:, : -self.fine]
        inside += above[:, self.fine :] != above[:, : -self.fine]
        return np.asarray(inside)

    def integrated(self, joint: Array, shared: Array) -> Array:
        """Return log likelihoods (components x rows x 4) of rows of log probabilities (rows x columns).

        `shared` is the size of the shared error of each row.
        """
        told = np.empty((len(joint), len(self.components) * len(LEVELS)))
        for size in dict.fromkeys(shared.tolist()):
            rows = np.flatnonzero(shared == size)
            told[rows] = self._averaged(joint[rows], size)
        shape = (len(joint), len(self.components), len(LEVELS))
        return np.asarray(told.reshape(shape).transpose(1, 0, 2))

    def _averaged(self, joint: Array, shared: float) -> Array:
        log_weights, weights = _weights(self, shared)
        top = joint.max(axis=1, keepdims=True)
        near = np.exp(joint - top)
        pieces = range(0, len(near), max(_PIECE // weights.size, 1))
        sums = np.concatenate([near[at : at + pieces.step] @ weights for at in pieces])
        lost = sums < _LEAST
        told = top + np.log(np.maximum(sums, _LEAST))
        for row in np.flatnonzero(lost.any(axis=1)):
            terms = joint[row][:, None] + log_weights
            most = terms.max(axis=0)
            told[row] = most + np.log(np.exp(terms - most).sum(axis=0))
        return np.asarray(told)


def fitting(sizes: Array, precision: Array, components: tuple[tuple[float, float], ...]) -> Grid | None:
    """Return the grid that resolves the integrands of clusters, None when a shared error is 0.

    sizes: of the shared error of each cluster; precision: sum of 1 / own^2 of its ratings. The log of an interval's
    normal probability curves at most like the normal's own log density, so an integrand is never narrower than
    1 / sqrt(1 / size^2 + precision). Rounded up to few values, which keeps the cache small.
    """
    scales, shifts = [scale for scale, _ in components], [abs(shift) for _, shift in components]
    least = min(scales) * sizes
    if least.min() == 0:
        return None
    wanted = max(_FINENESS * sqrt(float((1 / least**2 + precision).max())), 1.0)
    step = 2 ** max(ceil(log2(wanted)) - 3, 0)
    beyond = ceil(REACH * max(scales) * float(sizes.max()) + max(shifts))
    return Grid(int(ceil(wanted / step) * step), beyond, components)


@lru_cache(maxsize=_KEPT)
def _weights(grid: Grid, shared: float) -> tuple[Array, Array]:
    """Return the density of each position, summing to one, and its log: columns x (components x 4)."""
    positions = LEVELS[0] - grid.beyond + np.arange(grid.n_columns) / grid.fine
    columns = [
        -0.5 * ((positions - level - shift) / (shared * scale)) ** 2
        for scale, shift in grid.components
        for level in LEVELS
    ]
    logs = np.stack(columns, axis=1)
    logs -= np.log(np.exp(logs).sum(axis=0))
    return logs, np.exp(logs)
