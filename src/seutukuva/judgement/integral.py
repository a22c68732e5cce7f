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
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil, log2, sqrt

import numpy as np
from numpy.typing import NDArray

from seutukuva.judgement.model import LEVELS, ErrorModel, Rating
from seutukuva.judgement.raters import Raters

Array = NDArray[np.float64]

_REACH = 8.5  # standard deviations of the shared error that the nodes span; beyond lies 2e-17 of it
_FINENESS = 1.2  # nodes per narrowest width; leaves an error near exp(-2 pi^2 1.2^2) = 5e-13
_SMALLEST = 1e-300  # stands for a probability below what a double can hold
_AT_ONCE = 2**20  # numbers of a table (8 MB) that are held at once
_ALIKE = 128  # patterns of a cell from which on few are expected to be met again in other cells
_SEVERITY_NODES = 5  # Gauss-Hermite: the common severity is small beside a level, the integrand nearly a polynomial


@dataclass(frozen=True)
class Evidence:
    """Scored ratings as counts of alike ones, and the tables that turn counts into likelihoods.

    `places`: cluster and pattern of each rating (items x 2). `counts`: clusters x patterns. `patterns`:
    own error, shared error, level and severity of each (patterns x 4). `components`: scale, shift and number of nodes
    of each; a component has 4 levels x its `n_nodes` columns. `blocks`: the patterns of each kind's error sizes; a
    cluster seldom has more than one kind. `weights`: log probability of each component.
    """

    clusters: tuple[str, ...]
    kinds: tuple[str, ...]
    places: NDArray[np.int64]
    counts: Array
    patterns: Array
    components: tuple[tuple[float, float, int], ...]
    blocks: tuple[NDArray[np.int64], ...]
    weights: Array
    prior: Array
    n_nodes: tuple[int, ...]

    @cached_property
    def table(self) -> Array:
        """Return the log likelihood of the levels: components x clusters x 4."""
        return self.integrated(self.joint(self.counts))

    def joint(self, counts: Array) -> Array:
        """Return the log probability of rows of counts at every node: rows x columns."""
        joint = np.zeros((len(counts), self.n_columns))
        for block in self.blocks:
            for part in self.parts(block):
                of = counts[:, part]
                rows = np.flatnonzero(of.any(axis=1))
                if len(rows):
                    joint[rows] += of[rows] @ self.rows(part)
        return joint

    def parts(self, rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """Return positions in runs so short that a run x columns stays within a few megabytes."""
        return np.array_split(rows, max(ceil(len(rows) * self.n_columns / _AT_ONCE), 1))

    def rows(self, patterns: NDArray[np.int64]) -> Array:
        """Return log probabilities of patterns at every node: patterns x columns; a large table is not kept."""
        if self._kept is not None:
            return np.asarray(self._kept[patterns])
        return _log_probabilities(self.patterns[patterns], self.components)

    @cached_property
    def n_columns(self) -> int:
        """Return the number of nodes of all components and levels."""
        return len(LEVELS) * sum(self.n_nodes)

    @cached_property
    def _kept(self) -> Array | None:
        if len(self.patterns) * self.n_columns > _AT_ONCE:
            return None
        if len(self.patterns) > _ALIKE:
            return _log_probabilities(self.patterns, self.components)
        return np.stack([_log_probability(tuple(row), self.components) for row in self.patterns.tolist()])

    def integrated(self, joint: Array) -> Array:
        """Return components x rows x 4 from the log probabilities of rows at every node."""
        told = np.empty((len(self.n_nodes), len(joint), len(LEVELS)))
        start = 0
        for component, n_nodes in enumerate(self.n_nodes):
            stop = start + len(LEVELS) * n_nodes
            part = joint[:, start:stop].reshape(len(joint), len(LEVELS), n_nodes)
            told[component] = _log_mean(part, _nodes(n_nodes)[1])
            start = stop
        return told

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
    patterns: dict[tuple[float, float, int, float], int] = {}
    places: list[tuple[int, int]] = []
    narrow: list[float] = []
    for rating in (*scored, *asked):
        size = model.size(rating.kind)
        own = size.own if rating.reliability == 1 else size.own / sqrt(rating.reliability)
        row = clusters.setdefault(rating.cluster, len(clusters))
        if row == len(kinds):
            kinds.append(rating.kind)
            narrow.append(0.0)
        assert rating.level is not None
        severity = raters.severity(rating.rater) if raters else 0.0
        places.append((row, patterns.setdefault((own, size.shared, rating.level, severity), len(patterns))))
        narrow[row] += (size.shared / own) ** 2
    placed = np.array(places, dtype=np.int64)
    counts = np.zeros((len(clusters), len(patterns)))
    np.add.at(counts, (placed[:, 0], placed[:, 1]), 1.0)
    shifts, weights = _common(scored, raters)
    components = tuple(
        (scale, shift, _nodes_needed(max(narrow) * scale**2)) for scale in model.scales for shift in shifts
    )
    return Evidence(
        clusters=tuple(clusters),
        kinds=tuple(kinds),
        places=placed,
        counts=counts,
        patterns=np.array(list(patterns), dtype=float),
        components=components,
        blocks=_blocks([shared for _, shared, _, _ in patterns]),
        weights=np.tile(np.log(weights), len(model.scales)) - np.log(len(model.scales)),
        prior=np.array(model.prior),
        n_nodes=tuple(n_nodes for _, _, n_nodes in components),
    )


def _blocks(shared: Sequence[float]) -> tuple[NDArray[np.int64], ...]:
    """Return positions of the patterns that have each size of shared error."""
    return tuple(np.flatnonzero(np.array(shared) == size) for size in dict.fromkeys(shared))


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
    wanted = 2 * _REACH * _FINENESS * sqrt(1 + narrow)
    step = 2 ** max(ceil(log2(wanted)) - 3, 0)
    return int(ceil(wanted / step) * step)


@lru_cache(maxsize=64)
def _nodes(n_nodes: int) -> tuple[Array, Array]:
    nodes = np.linspace(-_REACH, _REACH, n_nodes)
    log_weights = -0.5 * nodes**2
    return nodes, log_weights - np.log(np.exp(log_weights).sum())


@lru_cache(maxsize=1024)
def _log_probability(pattern: tuple[float, ...], components: tuple[tuple[float, float, int], ...]) -> Array:
    """Return one row of `_log_probabilities`, kept: other cells have patterns and nodes in common."""
    return np.asarray(_log_probabilities(np.array([pattern]), components)[0])


def _log_probabilities(patterns: Array, components: tuple[tuple[float, float, int], ...]) -> Array:
    """Return log P(rating = level | component, true level, u): patterns x columns, component by component."""
    told = np.empty((len(patterns), len(LEVELS) * sum(n_nodes for _, _, n_nodes in components)))
    for level in LEVELS:
        rows = np.flatnonzero(patterns[:, 2] == level)
        if not len(rows):
            continue
        own, shared, _, severity = (column[:, None, None] for column in patterns[rows].T)
        start = 0
        for scale, shift, n_nodes in components:
            stop = start + len(LEVELS) * n_nodes
            inside = _inside(level, (shift + severity) + shared * scale * _nodes(n_nodes)[0], own).reshape(
                len(rows), -1
            )
            np.maximum(inside, _SMALLEST, out=inside)
            told[rows, start:stop] = np.log(inside, out=inside)
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


def _log_mean(joint: Array, log_weights: Array) -> Array:
    return _log_sum(joint + log_weights, axis=-1)


def _log_sum(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis=axis)))
