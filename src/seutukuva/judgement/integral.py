"""The likelihood of rated evidence, with every shared error integrated out.

A rating's latent position is `level + u + s + e`: `u ~ N(0, shared)` is one draw for the whole cluster, `s` how mild
its rater is (only where it can be told, see `raters`), `e ~ N(0, own / sqrt(reliability))` its own. It is read as level
k when it falls between the thresholds k - 0.5 and k + 0.5 (ordinal probit). Given the level, the size of the shared
error and what the raters have in common, clusters are independent: a cluster's likelihood is one integral over u, and
the clusters' likelihoods multiply. What is left, the size and the common severity, is a sum over a few values: the
*components* of a mixture.

The integral over u is a sum over equally spaced nodes (the trapezoidal rule), which converges faster than any power of
the spacing for such smooth, fast-falling integrands (Trefethen and Weideman, SIAM Review 56, 2014). Unlike a fixed
Gauss-Hermite rule it stays exact when many items make the integrand narrow: the spacing follows the narrowest width
the items can produce. Ratings that look alike share their row of the table, so three hundred cost little more than
thirty.

Where the nodes stand is a layout. Usually it is the `Grid` that all levels and components share; where that would take
more columns (a very small shared error, or none), or a cluster has ratings of unlike shared errors, it is `Apart`:
nodes of their own for each level and component.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil, log2, sqrt
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from seutukuva.judgement.grid import REACH, SMALLEST, fitting
from seutukuva.judgement.model import LEVELS, ErrorModel, Rating
from seutukuva.judgement.raters import Raters

Array = NDArray[np.float64]

_FINENESS = 1.2  # nodes per narrowest width; leaves an error near exp(-2 pi^2 1.2^2) = 5e-13
_AT_ONCE = 2**20  # numbers of a table (8 MB) that are held at once
_ALIKE = 128  # patterns of a cell from which on few are expected to be met again in other cells
_SHORT = 1024  # columns up to which a row is kept for other cells: 4,096 rows of 8 kB
_SEVERITY_NODES = 5  # Gauss-Hermite: the common severity is small beside a level, the integrand nearly a polynomial


class Layout(Protocol):
    """Columns at which ratings are reckoned, and how they are summed up."""

    @property
    def n_columns(self) -> int:
        """Return the number of columns."""

    @property
    def key(self) -> tuple[object, ...]:
        """Return what a pattern's row depends on."""

    def log_probabilities(self, patterns: Array) -> Array:
        """Return log probabilities of patterns: patterns x columns."""

    def integrated(self, joint: Array, shared: Array) -> Array:
        """Return components x rows x 4 from rows x columns; `shared` is the size of each row's shared error."""


@dataclass(frozen=True)
class Evidence:
    """Scored ratings as counts of alike ones, and the tables that turn counts into likelihoods.

    `places`: cluster and pattern of each rating (items x 2). `counts`: clusters x patterns. `patterns`:
    own error, shared error, level and severity of each (patterns x 4). `shared`: size of the shared error of each
    cluster (of its first rating). `weights`: log probability of each component.
    """

    clusters: tuple[str, ...]
    kinds: tuple[str, ...]
    places: NDArray[np.int64]
    counts: Array
    patterns: Array
    shared: Array
    layout: Layout
    weights: Array
    prior: Array

    @cached_property
    def table(self) -> Array:
        """Return the log likelihood of the levels: components x clusters x 4."""
        return self.integrated(self.joint(self.counts), np.arange(len(self.clusters)))

    def joint(self, counts: Array) -> Array:
        """Return the log probability of rows of counts at every node: rows x columns."""
        from scipy.sparse import csr_array  # most counts are 0; late, as in `grid`

        joint = np.zeros((len(counts), self.layout.n_columns))
        for part in self.parts(np.arange(len(self.patterns))):
            joint += np.asarray(csr_array(counts[:, part]) @ self.rows(part))
        return joint

    def parts(self, rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """Return positions in runs so short that a run x columns stays within a few megabytes."""
        return np.array_split(rows, max(ceil(len(rows) * self.layout.n_columns / _AT_ONCE), 1))

    def rows(self, patterns: NDArray[np.int64]) -> Array:
        """Return log probabilities of patterns at every node: patterns x columns; a large table is not kept."""
        if self._kept is not None:
            return np.asarray(self._kept[patterns])
        return self.layout.log_probabilities(self.patterns[patterns])

    @cached_property
    def _kept(self) -> Array | None:
        if len(self.patterns) * self.layout.n_columns > _AT_ONCE:
            return None
        if len(self.patterns) > _ALIKE or self.layout.n_columns > _SHORT:
            return self.layout.log_probabilities(self.patterns)
        return _looked_up(self.patterns, self.layout)

    def integrated(self, joint: Array, clusters: NDArray[np.int64]) -> Array:
        """Return components x rows x 4 from the log probabilities of rows (rows x columns) of the stated clusters."""
        return self.layout.integrated(joint, self.shared[clusters])

    def log_posterior(self, likelihood: Array) -> Array:
        """Return the unscaled log posterior (... x 4) from log likelihoods (components x ... x 4)."""
        weights = self.weights.reshape(-1, *([1] * (likelihood.ndim - 1)))
        return np.asarray(np.log(self.prior) + _log_sum(likelihood + weights, axis=0))


def evidence(
    scored: Sequence[Rating], model: ErrorModel, raters: Raters | None = None, asked: Sequence[Rating] = ()
) -> Evidence:
    """Return ratings, each with a level, as counts and tables.

    `asked` are ratings that nobody has given yet, each with a level and a cluster of its own; their rows come last.
    Raises Problem for a kind whose error sizes the model does not state.
    """
    clusters: dict[str, int] = {}
    kinds: list[str] = []
    looks: dict[tuple[str, float, int | None, str], int] = {}
    patterns: dict[tuple[float, float, int, float], int] = {}
    places: list[tuple[int, int]] = []
    for rating in (*scored, *asked):
        look = (rating.kind, rating.reliability, rating.level, rating.rater if raters else "")
        pattern = looks.get(look)
        if pattern is None:
            pattern = looks[look] = patterns.setdefault(_pattern(rating, model, raters), len(patterns))
        row = clusters.setdefault(rating.cluster, len(clusters))
        if row == len(kinds):
            kinds.append(rating.kind)
        places.append((row, pattern))
    placed = np.array(places, dtype=np.int64)
    shape = (len(clusters), len(patterns))
    counts = np.bincount(placed @ np.array([shape[1], 1]), minlength=shape[0] * shape[1]).reshape(shape).astype(float)
    made = np.array(list(patterns), dtype=float)
    shifts, weights = _common(scored, raters)
    return Evidence(
        clusters=tuple(clusters),
        kinds=tuple(kinds),
        places=placed,
        counts=counts,
        patterns=made,
        shared=np.array([model.size(kind).shared for kind in kinds]),
        layout=_layout(counts, made, tuple((scale, shift) for scale in model.scales for shift in shifts)),
        weights=np.tile(np.log(weights), len(model.scales)) - np.log(len(model.scales)),
        prior=np.array(model.prior),
    )


def _pattern(rating: Rating, model: ErrorModel, raters: Raters | None) -> tuple[float, float, int, float]:
    size = model.size(rating.kind)
    own = size.own if rating.reliability == 1 else size.own / sqrt(rating.reliability)
    assert rating.level is not None
    return own, size.shared, rating.level, raters.severity(rating.rater) if raters else 0.0


def _layout(counts: Array, patterns: Array, components: tuple[tuple[float, float], ...]) -> Layout:
    """Return the layout with the fewest columns of those that can carry the clusters."""
    own, shared = patterns[:, 0], patterns[:, 1]
    narrow = float((counts @ (shared / own) ** 2).max())
    apart = Apart(tuple((scale, shift, _nodes_needed(narrow * scale**2)) for scale, shift in components))
    present = counts > 0
    sizes = np.where(present, shared, 0.0).max(axis=1)
    if (np.where(present, shared, np.inf).min(axis=1) != sizes).any():
        return apart
    grid = fitting(sizes, counts @ own**-2.0, components)
    return grid if grid and grid.n_columns <= apart.n_columns else apart


def _common(scored: Sequence[Rating], raters: Raters | None) -> tuple[tuple[float, ...], Array]:
    """Return values of what the cell's raters have in common, and their probabilities."""
    spread = raters.common([rating.rater for rating in scored]) if raters else 0.0
    if spread == 0:
        return (0.0,), np.ones(1)
    nodes, weights = np.polynomial.hermite_e.hermegauss(_SEVERITY_NODES)
    return tuple((spread * nodes).tolist()), weights / weights.sum()


def _nodes_needed(narrow: float) -> int:
    """Return how many nodes resolve an integrand whose width is at least 1 / sqrt(1 + narrow).

    The log of an interval's normal probability curves at most like the normal's own log density, so the items of a
    cluster narrow the integrand no more than `narrow` = sum of (shared / own)^2. Steps of a quarter of a power of two
    keep the cache small.
    """
    wanted = 2 * REACH * _FINENESS * sqrt(1 + narrow)
    step = 2 ** max(ceil(log2(wanted)) - 3, 0)
    return int(ceil(wanted / step) * step)


@lru_cache(maxsize=64)
def _nodes(n_nodes: int) -> tuple[Array, Array]:
    nodes = np.linspace(-REACH, REACH, n_nodes)
    log_weights = -0.5 * nodes**2
    return nodes, log_weights - np.log(np.exp(log_weights).sum())


@lru_cache(maxsize=4096)
def _row(pattern: tuple[float, ...], key: tuple[object, ...]) -> list[Array]:
    """Return an empty place for a row of a layout: other cells have patterns and nodes in common."""
    return []


def _looked_up(patterns: Array, layout: Layout) -> Array:
    """Return log probabilities (patterns x columns), those met before from memory."""
    held = [_row(tuple(pattern), layout.key) for pattern in patterns.tolist()]
    new = [number for number, row in enumerate(held) if not row]
    if new:
        for number, row in zip(new, layout.log_probabilities(patterns[new]), strict=True):
            held[number].append(row.copy())
    return np.stack([row[0] for row in held])


@dataclass(frozen=True)
class Apart:
    """Nodes of their own for each level and component: a component (scale, shift, nodes) has 4 x its nodes columns."""

    components: tuple[tuple[float, float, int], ...]

    @property
    def n_columns(self) -> int:
        """Return the number of nodes of all components and levels."""
        return len(LEVELS) * sum(n_nodes for _, _, n_nodes in self.components)

    @property
    def key(self) -> tuple[object, ...]:
        """Return what a pattern's row depends on."""
        return self.components

    def log_probabilities(self, patterns: Array) -> Array:
        """Return log P(rating = level | component, true level, u): patterns x columns, component by component."""
        told = np.empty((len(patterns), self.n_columns))
        for level in LEVELS:
            rows = np.flatnonzero(patterns[:, 2] == level)
            own, shared, _, severity = (column[:, None, None] for column in patterns[rows].T)
            start = 0
            for scale, shift, n_nodes in self.components if len(rows) else ():
                stop = start + len(LEVELS) * n_nodes
                error = (shift + severity) + shared * scale * _nodes(n_nodes)[0]
                inside = _inside(level, error, own).reshape(len(rows), -1)
                told[rows, start:stop] = np.log(np.maximum(inside, SMALLEST))
                start = stop
        return told

    def integrated(self, joint: Array, shared: Array) -> Array:
        """Return components x rows x 4 from rows x columns; the nodes already stand where `shared` puts them."""
        told = np.empty((len(self.components), len(joint), len(LEVELS)))
        start = 0
        for component, (_, _, n_nodes) in enumerate(self.components):
            stop = start + len(LEVELS) * n_nodes
            part = joint[:, start:stop].reshape(len(joint), len(LEVELS), n_nodes)
            told[component] = _log_sum(part + _nodes(n_nodes)[1], axis=-1)
            start = stop
        return told


def _inside(level: int, error: Array, own: Array) -> Array:
    """Return P(rating = level) for each true level: rows x 4 x nodes. `error`: rows x 1 x nodes; `own`: rows x 1 x 1.

    The upper threshold seen from true level t + 1 is the lower one seen from t: five distances serve four levels.
    """
    # SciPy takes longer to load than a report of open statistics, which judges nothing, to be written.
    from scipy.special import ndtr

    edges = np.array([level - 0.5 - edge for edge in range(len(LEVELS) + 1)])[:, None]
    if level == LEVELS[0]:
        return np.asarray(ndtr((edges[:-1] - error) / own))
    if level == LEVELS[-1]:
        return np.asarray(ndtr((error - edges[1:]) / own))
    far = (edges - error) / own
    above = ~np.signbit(far)
    # In the upper tail both distribution values are near 1; taken as tails, with their sign, they keep their digits.
    tail = np.copysign(ndtr(-np.abs(far)), far)
    inside = tail[:, 1:] - tail[:, :-1]
    inside += above[:, :-1] != above[:, 1:]
    return np.asarray(inside)


def _log_sum(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis=axis)))
