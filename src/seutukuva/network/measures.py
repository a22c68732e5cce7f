"""All metrics of a network: the figures with their intervals and what chance gives, the actors, the borders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from seutukuva.base import Message
from seutukuva.network.actors import RESAMPLED, Paths, actor_columns, centralisation, paths
from seutukuva.network.brokerage import crossing_share
from seutukuva.network.catalogue import ACTOR_METRICS, METRICS, Metric, metric
from seutukuva.network.centrality import PIVOTS
from seutukuva.network.chance import rewired
from seutukuva.network.coded import Coded, coded
from seutukuva.network.communities import SEEDS, Communities, communities
from seutukuva.network.components import stacked_components
from seutukuva.network.figures import Figures, closure, cross_share, expected_cross_share, figures
from seutukuva.network.graph import Contacts, Floats, Ints
from seutukuva.network.mixing import mixing
from seutukuva.network.model import Network
from seutukuva.network.resampling import (
    REPLICATES,
    affordable,
    affordable_slow,
    communities_of,
    drawn,
    interval,
    intervals,
    resampled_figures,
    resampled_slowly,
)
from seutukuva.network.robustness import Ending, Robustness, robustness

# Random networks of the same degrees by number of pairs: (up to, networks).
_CHANCE: Final = ((2_000, 100), (50_000, 20), (float("inf"), 5))
# Runs of the search for communities by number of pairs.
_RUNS: Final = ((50_000, SEEDS), (float("inf"), 3))


@dataclass(frozen=True)
class Chance:
    """Mean and 95 % range of a figure in `networks` random networks in which everyone keeps the number of contacts."""

    mean: float
    low: float
    high: float
    networks: int


@dataclass(frozen=True)
class Figure:
    """A metric's value; None where there is nothing to compute it from.

    `low` and `high` are the 95 % interval over sources, None where it cannot be had; `expected` is the value if ties
    fell on pairs regardless of groups (shares over borders); `chance` compares with random networks.
    """

    metric: Metric
    value: float | None
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    chance: Chance | None = None


@dataclass(frozen=True)
class Measurement:
    """All metrics of a network.

    `actors` has a row per actor: id, name, kind, sector, area, the metrics (null where undefined), and `<metric>_low`
    and `<metric>_high` of those with an interval. `areas` and `sectors` count pairs and weight between groups
    (group, other, pairs, weight). `endings` tell what is left when a source ends. `notes` say what was approximated,
    left out or not known. `counts`: actors, ties, pairs, directed, clusters, replicates.
    """

    counts: dict[str, int]
    figures: tuple[Figure, ...]
    actors: pl.DataFrame
    areas: pl.DataFrame
    sectors: pl.DataFrame
    endings: tuple[Ending, ...]
    communities: Communities
    notes: tuple[Message, ...]

    def figure(self, id_: str) -> Figure:
        """Return the figure of the metric `id_`. Raises Problem for an unknown metric."""
        wanted = metric(id_)
        return next(figure for figure in self.figures if figure.metric == wanted)


def measure(network: Network, *, replicates: int = REPLICATES, pivots: int = PIVOTS, seed: int = 1) -> Measurement:
    """Return every metric of `network`; the same seed gives the same figures.

    replicates: resamples of the sources (0: no intervals); fewer in a large network. pivots: starting actors of
    betweenness where it is estimated. What a large network makes approximate stands in the notes.
    """
    numbers = coded(network)
    found = paths(numbers, pivots=pivots, seed=seed)
    effort = _Effort.of(numbers, replicates)
    groups = communities(numbers.graph, runs=effort.runs, seed=seed)
    broken = robustness(numbers)
    draws = drawn(len(numbers.clusters), max(effort.quick, effort.slow), seed)
    resamples = resampled_figures(numbers, draws[: effort.quick]) if effort.quick else {}
    if effort.slow:
        again, each = resampled_slowly(numbers, draws[: effort.slow])
    else:
        again, each = {}, _strengths(numbers, draws[: effort.quick])
    values = {**_quick(numbers), **_whole(found, groups, broken)}
    chances = _chances(numbers, effort.networks, seed)
    return Measurement(
        counts=_counts(network, numbers, effort.quick),
        figures=tuple(_figure(m, values, {**resamples, **again}, numbers, chances) for m in METRICS),
        actors=_actors(network, actor_columns(numbers, found, groups, broken.left), each),
        areas=mixing(numbers, "area"),
        sectors=mixing(numbers, "sector"),
        endings=broken.endings,
        communities=groups,
        notes=tuple(_notes(numbers, found, groups, broken, effort)),
    )


@dataclass(frozen=True)
class _Effort:
    """What the size of the network allows: resamples wanted, quick and slow ones, random networks, runs."""

    wanted: int
    quick: int
    slow: int
    networks: int
    runs: int

    @staticmethod
    def of(numbers: Coded, replicates: int) -> _Effort:
        return _Effort(
            wanted=replicates,
            quick=affordable(numbers, replicates),
            slow=affordable_slow(numbers, replicates),
            networks=_by_pairs(_CHANCE, numbers),
            runs=_by_pairs(_RUNS, numbers),
        )


def _by_pairs(table: tuple[tuple[float, int], ...], numbers: Coded) -> int:
    return next(value for most, value in table if numbers.graph.pairs <= most)


def _quick(numbers: Coded) -> dict[str, float]:
    told = figures(numbers, np.ones((1, max(len(numbers.clusters), 1)), dtype=np.int64))
    return {name: float(values[0]) for name, values in told.items()}


def _whole(found: Paths, groups: Communities, broken: Robustness) -> dict[str, float]:
    return {
        "betweenness_centralisation": centralisation(found.betweenness.values),
        "sector_brokerage": crossing_share(found.roles),
        "communities": communities_of(groups.labels),
        "modularity": groups.modularity,
        "steadiness": groups.steadiness,
        "left_without_worst": float(np.min(broken.left)) if len(broken.left) else float("nan"),
        "left_without_source": broken.endings[0].left if broken.clusters > 1 else float("nan"),
    }


def _strengths(numbers: Coded, draws: Ints) -> dict[str, Floats]:
    """Return degree and strength of each actor in each resample, where the other metrics of actors would be slow."""
    made: dict[str, list[Floats]] = {"degree": [], "strength": []}
    for row in draws:
        times = row[numbers.cluster]
        weight = np.bincount(numbers.pair, numbers.weight * times, numbers.graph.pairs).astype(np.float64)
        made["degree"].append(numbers.graph.sums((weight > 0).astype(np.float64)))
        made["strength"].append(numbers.graph.sums(weight))
    return {name: np.array(values) for name, values in made.items()} if len(draws) else {}


def _figure(
    wanted: Metric, values: dict[str, float], resamples: Figures, numbers: Coded, chances: dict[str, Chance]
) -> Figure:
    value = values[wanted.id]
    low, high = None, None
    if wanted.id in resamples:
        low, high = interval(value, resamples[wanted.id], (wanted.lowest, wanted.highest))
    group = {"cross_area": numbers.area, "cross_sector": numbers.sector}.get(wanted.id)
    expected = None if group is None else _known(expected_cross_share(group))
    return Figure(wanted, _known(value), low, high, expected, chances.get(wanted.id))


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _chances(numbers: Coded, networks: int, seed: int) -> dict[str, Chance]:
    """Return what random networks of the same degrees give for closure, components and ties over borders."""
    graph = numbers.graph
    if graph.pairs < 2:
        return {}
    told: dict[str, list[float]] = {}
    every = np.ones((1, graph.pairs), dtype=bool)
    for low, high in rewired(graph, networks=networks, seed=seed):
        triangles = np.array([len(_plain(graph.size, low, high).triangles)], dtype=np.float64)
        components, largest = stacked_components(graph.size, low, high, every)
        made = {
            "closure": closure(graph.degree[None, :], triangles)[0],
            "components": components[0],
            "largest_component": largest[0] / graph.size,
            "cross_area": cross_share(low, high, numbers.area, every)[0],
            "cross_sector": cross_share(low, high, numbers.sector, every)[0],
        }
        for name, value in made.items():
            told.setdefault(name, []).append(float(value))
    return {name: _chance(values) for name, values in told.items() if np.isfinite(values).all()}


def _plain(size: int, low: Ints, high: Ints) -> Contacts:
    every = np.ones(len(low), dtype=bool)
    return Contacts(size, low, high, every.astype(np.float64), every, every)


def _chance(values: list[float]) -> Chance:
    low, high = np.quantile(values, [0.025, 0.975])
    return Chance(float(np.mean(values)), float(low), float(high), len(values))


def _counts(network: Network, numbers: Coded, replicates: int) -> dict[str, int]:
    return {
        "actors": numbers.size,
        "ties": network.ties.height,
        "pairs": numbers.graph.pairs,
        "directed": int(network.ties["directed"].sum()),
        "clusters": len(numbers.clusters),
        "replicates": replicates,
    }


def _actors(network: Network, columns: dict[str, Floats | Ints], each: dict[str, Floats]) -> pl.DataFrame:
    made: list[pl.Series] = []
    for wanted in ACTOR_METRICS:
        if wanted.id not in columns:
            continue
        values = columns[wanted.id]
        made.append(_series(wanted.id, values))
        if wanted.id in RESAMPLED and wanted.id in each:
            limits = (wanted.lowest, wanted.highest)
            ends = intervals(values.astype(np.float64), each[wanted.id], limits)
            made.extend(_series(f"{wanted.id}_{side}", end) for side, end in zip(("low", "high"), ends, strict=True))
    return network.actors.with_columns(made)


def _series(name: str, values: Floats | Ints) -> pl.Series:
    return pl.Series(name, values).fill_nan(None) if values.dtype.kind == "f" else pl.Series(name, values)


def _notes(numbers: Coded, found: Paths, groups: Communities, broken: Robustness, effort: _Effort) -> Iterator[Message]:
    """Yield what was approximated, left out or not known."""
    if found.betweenness.pivots is not None:
        yield Message("network.note.betweenness_estimated", {"pivots": found.betweenness.pivots})
    if len(numbers.clusters) < 2:
        yield Message("network.note.one_source")
    elif effort.wanted and not effort.slow:
        yield Message("network.note.slow_without_interval")
    if effort.quick and effort.quick < effort.wanted:
        yield Message("network.note.fewer_replicates", {"replicates": effort.quick})
    if effort.networks < _CHANCE[0][1]:
        yield Message("network.note.fewer_networks", {"networks": effort.networks})
    yield Message("network.note.communities", {"runs": groups.runs, "method": groups.method})
    if broken.clusters > len(broken.endings) > 0:
        yield Message("network.note.largest_sources", {"tried": len(broken.endings), "all": broken.clusters})
    for name, group in (("area", numbers.area), ("sector", numbers.sector)):
        unknown = int((group < 0).sum())
        if unknown:
            yield Message(f"network.note.unknown_{name}", {"count": unknown})
