"""The metrics of each actor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from seutukuva.network.brokerage import ROLES, brokerage
from seutukuva.network.centrality import Betweenness, betweenness, directed_betweenness
from seutukuva.network.coded import Coded
from seutukuva.network.communities import Communities
from seutukuva.network.components import components
from seutukuva.network.core import core, coreness
from seutukuva.network.graph import Contacts, Floats, Ints, arcs
from seutukuva.network.holes import constraint, effective_size

# Actors x pairs up to which paths along directions are computed besides.
DIRECTED_WORK: Final = 10_000_000
# Those that follow from the contacts of one resample and get an interval in a network of moderate size.
RESAMPLED: Final = ("degree", "strength", "betweenness", "constraint", "effective_size")


@dataclass(frozen=True)
class Paths:
    """What rests on shortest paths and brokerage: computed once, used by actors' and the network's metrics."""

    betweenness: Betweenness
    roles: Ints


def paths(network: Coded, *, pivots: int, seed: int) -> Paths:
    """Return betweenness and brokerage of a network."""
    return Paths(betweenness(network.graph, pivots=pivots, seed=seed), brokerage(network.graph, network.sector))


def actor_columns(network: Coded, found: Paths, groups: Communities, left: Floats) -> dict[str, Floats | Ints]:
    """Return the metrics of all actors: id of the metric -> value per actor (nan: not defined).

    `directed_betweenness` is there only when some tie is directed and the network has at most
    `DIRECTED_WORK` actors x pairs.
    """
    graph = network.graph
    sources, targets = arcs(graph)
    split = core(graph)
    made: dict[str, Floats | Ints] = {
        "degree": graph.degree,
        "strength": graph.strength,
        "in_degree": np.bincount(targets, minlength=graph.size),
        "out_degree": np.bincount(sources, minlength=graph.size),
        "betweenness": found.betweenness.values,
        "constraint": constraint(graph),
        "effective_size": effective_size(graph),
        **dict(zip(ROLES, found.roles.T, strict=True)),
        "coreness": coreness(graph),
        "core": split.members.astype(np.int64),
        "component": components(graph) + 1,
        "community": groups.labels + 1,
        "together": groups.together,
        "left_without": left,
        "sources": _sources(network),
    }
    if network.any_directed and graph.size * graph.pairs <= DIRECTED_WORK:
        made["directed_betweenness"] = directed_betweenness(graph)
    return made


def resampled_columns(graph: Contacts, *, exact: bool) -> dict[str, Floats]:
    """Return the metrics of `RESAMPLED` for one resample's contacts; without `exact` paths the first two only."""
    made = {"degree": graph.degree.astype(np.float64), "strength": graph.strength}
    if exact:
        made["betweenness"] = betweenness(graph).values
        made["constraint"] = constraint(graph)
        made["effective_size"] = effective_size(graph)
    return made


def centralisation(values: Floats) -> float:
    """Return Freeman's (1979) centralisation of normalised betweenness: 1 in a star, 0 where all are alike."""
    return float((values.max() - values).sum() / (len(values) - 1)) if len(values) > 2 else float("nan")


def _sources(network: Coded) -> Ints:
    """Return how many sources tell of each actor."""
    pair, cluster = network.pair_cluster
    ends = np.concatenate((network.graph.low[pair], network.graph.high[pair]))
    clusters = max(len(network.clusters), 1)
    keys = np.unique(ends * clusters + np.tile(cluster, 2))
    return np.bincount(keys // clusters, minlength=network.size)
