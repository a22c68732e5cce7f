"""How far a figure would move if other sources had been asked: a bootstrap over source clusters.

Ties of one source share its error, so that whole sources are drawn with replacement, as many as there are (the cluster
bootstrap of Davison and Hinkley, 1997). A resample lacks ties that only sources left out told of, so that it is always
a smaller network than the one observed: the percentile interval of the resamples is moved until its middle is at the
observed figure. It tells of the choice of sources, never of ties that nobody told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from seutukuva.network.actors import centralisation, resampled_columns
from seutukuva.network.brokerage import brokerage, crossing_share
from seutukuva.network.coded import Coded
from seutukuva.network.communities import communities
from seutukuva.network.components import left_without
from seutukuva.network.figures import Figures, figures
from seutukuva.network.graph import Floats, Ints

REPLICATES: Final = 200
CONFIDENCE: Final = 0.95
# Resamples x ties of the quick figures, and resamples x actors x pairs of the slow ones.
_QUICK_WORK: Final = 1_000_000
_FEWEST: Final = 20
_SLOW_REPLICATES: Final = 100
_SLOW_WORK: Final = 60_000_000
_AT_ONCE: Final = 4_000_000
_USABLE: Final = 0.5


def drawn(clusters: int, replicates: int, seed: int) -> Ints:
    """Return how often each source is drawn: resamples x clusters."""
    if not replicates:
        return np.zeros((0, clusters), dtype=np.int64)
    generator = np.random.default_rng(seed)
    return generator.multinomial(clusters, np.full(clusters, 1 / clusters), size=replicates).astype(np.int64)


def affordable(network: Coded, replicates: int) -> int:
    """Return how many resamples of the quick figures the size of the network allows; 0 with fewer than two sources."""
    if len(network.clusters) < 2:
        return 0
    return min(replicates, max(_FEWEST, _QUICK_WORK // max(len(network.pair), 1)))


def affordable_slow(network: Coded, replicates: int) -> int:
    """Return how many resamples of paths, holes, brokerage and communities there are; 0 in a large network."""
    work = max(network.size * network.graph.pairs, 1)
    allowed = min(replicates, _SLOW_REPLICATES, _SLOW_WORK // work)
    return allowed if len(network.clusters) > 1 and allowed >= _FEWEST else 0


def resampled_figures(network: Coded, draws: Ints) -> Figures:
    """Return the quick figures of each resample, a part at a time so that memory stays bounded."""
    step = max(1, _AT_ONCE // max(len(network.pair), 1))
    parts = [figures(network, draws[i : i + step]) for i in range(0, len(draws), step)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def resampled_slowly(network: Coded, draws: Ints) -> tuple[Figures, dict[str, Floats]]:
    """Return the slow figures of each resample, and metrics of actors (resamples x actors)."""
    whole: dict[str, list[float]] = {}
    each: dict[str, list[Floats]] = {}
    for row in draws:
        times = row[network.cluster]
        weight = np.bincount(network.pair, network.weight * times, network.graph.pairs).astype(np.float64)
        graph = network.graph.of(weight > 0, weight)
        columns = resampled_columns(graph, exact=True)
        for name, values in columns.items():
            each.setdefault(name, []).append(values)
        groups = communities(graph, runs=1)
        told = {
            "betweenness_centralisation": centralisation(columns["betweenness"]),
            "sector_brokerage": crossing_share(brokerage(graph, network.sector)),
            "communities": communities_of(groups.labels),
            "modularity": groups.modularity,
            "left_without_worst": float(left_without(graph).min(initial=np.inf)),
        }
        for name, value in told.items():
            whole.setdefault(name, []).append(value)
    return {n: np.array(v) for n, v in whole.items()}, {n: np.array(v) for n, v in each.items()}


def communities_of(labels: Ints) -> float:
    """Return how many communities have two actors or more."""
    return float((np.bincount(labels) > 1).sum()) if len(labels) else 0.0


def interval(
    value: float, resamples: Floats, limits: tuple[float, float], confidence: float = CONFIDENCE
) -> tuple[float | None, float | None]:
    """Return the percentile interval of resamples moved to the observed value and cut at the metric's limits.

    Undefined resamples (nan) are left out; neither end when fewer than half are defined, nor when all are the same:
    where no source tells otherwise, resampling cannot say what another would have told.
    """
    defined = resamples[np.isfinite(resamples)]
    if not np.isfinite(value) or not len(defined) or len(defined) < _USABLE * len(resamples):
        return None, None
    low, middle, high = np.quantile(defined, [(1 - confidence) / 2, 0.5, (1 + confidence) / 2])
    if low == high:
        return None, None
    ends = np.clip([value + (low - middle), value + (high - middle)], *limits)
    return float(ends[0]), float(ends[1])


def intervals(
    values: Floats, resamples: Floats, limits: tuple[float, float], confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """Return `interval` for many actors at once: resamples x actors; nan where there is none."""
    if not resamples.size:
        nothing = np.full(len(values), np.nan)
        return nothing, nothing
    usable = np.isfinite(resamples).mean(axis=0) >= _USABLE
    filled = np.where(usable, resamples, 0.0)
    quantile = np.quantile if np.isfinite(filled).all() else np.nanquantile  # the second goes actor by actor
    low, middle, high = quantile(filled, [(1 - confidence) / 2, 0.5, (1 + confidence) / 2], axis=0)
    known = usable & np.isfinite(values) & (low < high)
    ends = [np.where(known, np.clip(values + (end - middle), *limits), np.nan) for end in (low, high)]
    return ends[0], ends[1]


def named(clusters: Sequence[str | None], among: Sequence[str | None]) -> Ints:
    """Return where each of `clusters` stands in `among`."""
    place = {name: i for i, name in enumerate(among)}
    return np.array([place[name] for name in clusters], dtype=np.int64)
