"""Betweenness: exact where that is quick, otherwise estimated from some starting actors, and said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import rustworkx as rx

from seutukuva.network.graph import Contacts, Floats, Ints, arcs

# Actors x pairs up to which every actor is a starting point.
EXACT_WORK: Final = 100_000_000
PIVOTS: Final = 256


@dataclass(frozen=True)
class Betweenness:
    """Share of the shortest paths between two others on which each actor lies, 0-1.

    `pivots` is the number of starting actors of an estimate, None when the values are exact.
    """

    values: Floats
    pivots: int | None = None


def betweenness(graph: Contacts, *, pivots: int = PIVOTS, seed: int = 1) -> Betweenness:
    """Return the betweenness of every actor among contacts, unweighted, over the pairs of others (Freeman, 1977).

    Exact (Brandes, 2001; by rustworkx) up to `EXACT_WORK`; beyond it estimated from `pivots` starting actors drawn
    without replacement (Brandes and Pich, 2007).
    """
    if graph.size * graph.pairs <= EXACT_WORK or pivots >= graph.size:
        told = rx.betweenness_centrality(graph.graph, normalized=True)
        return Betweenness(np.fromiter((told[i] for i in range(graph.size)), np.float64, graph.size))
    chosen = np.random.default_rng(seed).choice(graph.size, pivots, replace=False)
    return Betweenness(sampled_betweenness(graph, chosen.astype(np.int64)), pivots)


def directed_betweenness(graph: Contacts) -> Floats:
    """Return the exact betweenness along the arcs: of shortest paths that follow the directions of ties."""
    made: rx.PyDiGraph[None, None] = rx.PyDiGraph(multigraph=False)
    made.add_nodes_from([None] * graph.size)
    sources, targets = arcs(graph)
    made.extend_from_edge_list(list(zip(sources.tolist(), targets.tolist(), strict=True)))
    told = rx.digraph_betweenness_centrality(made, normalized=True)
    return np.fromiter((told[i] for i in range(graph.size)), np.float64, graph.size)


def sampled_betweenness(graph: Contacts, starts: Ints) -> Floats:
    """Return betweenness from the shortest paths that begin at `starts`, scaled up; all actors give it exactly."""
    size = graph.size
    total = np.zeros(size)
    if size < 3:
        return total
    for start in starts:
        total += _dependencies(graph, int(start))
    return np.asarray(total * size / len(starts) / ((size - 1) * (size - 2)), dtype=np.float64)


def _dependencies(graph: Contacts, start: int) -> Floats:
    """Return how much the shortest paths from `start` depend on each actor (Brandes, 2001), level by level."""
    size = graph.size
    indices, pointers = graph.matrix.indices, graph.matrix.indptr
    distance = np.full(size, -1, dtype=np.int32)
    paths, dependency = np.zeros(size), np.zeros(size)
    distance[start], paths[start] = 0, 1.0
    frontier = np.array([start], dtype=np.int64)
    steps: list[tuple[Ints, Ints]] = []
    level = 0
    while len(frontier):
        level += 1
        counts = pointers[frontier + 1] - pointers[frontier]
        begin = np.repeat(pointers[frontier] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
        there = indices[begin + np.arange(len(begin))].astype(np.int64)
        here = np.repeat(frontier, counts)
        distance[there[distance[there] < 0]] = level
        onward = distance[there] == level
        here, there = here[onward], there[onward]
        paths += np.bincount(there, paths[here], size)
        steps.append((here, there))
        frontier = np.flatnonzero(distance == level)
    for here, there in reversed(steps):
        dependency += np.bincount(here, paths[here] / paths[there] * (1 + dependency[there]), size)
    dependency[start] = 0
    return dependency
