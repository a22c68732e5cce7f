"""All metrics of a network of 3,000 actors and 15,000 ties, and of 100,000 and 500,000, beside networkx.

The claims: under 2 s; under 60 s and 4 GB. networkx is timed on what it can do of the same: in the large network its
betweenness has as many starting actors, and what it would need hours for is left out and said so. The time is that of
the metrics from frames in memory; importing modules is not in it.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import polars as pl

from seutukuva.network import ACTOR_KINDS, TIE_KINDS, Network, measure, network
from seutukuva.network.centrality import PIVOTS

SIZES = ((3_000, 15_000, 100, 2.0), (100_000, 500_000, 2_000, 60.0))


def made(actors: int, ties: int, sources: int) -> Network:
    """Return a random network: some actors with very many ties, half of the ties near by, a tenth directed."""
    chance = np.random.default_rng(1)
    pull = chance.pareto(2.5, actors) + 0.2
    one = chance.choice(actors, ties, p=pull / pull.sum())
    far = chance.choice(actors, ties, p=pull / pull.sum())
    other = np.where(chance.random(ties) < 0.5, (one + chance.integers(1, 30, ties)) % actors, far)
    other = np.where(one == other, (other + 1) % actors, other)
    names = np.array([f"a{i}" for i in range(actors)])
    nodes = {
        "id": names,
        "kind": np.array(ACTOR_KINDS)[chance.integers(0, len(ACTOR_KINDS), actors)],
        "area": [f"town {i}" for i in chance.integers(0, 70, actors)],
    }
    edges = {
        "source": names[one],
        "target": names[other],
        "kind": np.array(TIE_KINDS)[chance.integers(0, 5, ties)],
        "directed": chance.random(ties) < 0.1,
        "cluster": [f"source {i}" for i in chance.integers(0, sources, ties)],
    }
    return network(pl.DataFrame(nodes), pl.DataFrame(edges))


def theirs(graph: nx.Graph[Any], *, large: bool) -> dict[str, Callable[[], Any]]:
    """Return what networkx can do of the same."""
    parts: dict[str, Callable[[], Any]] = {
        "components": lambda: list(nx.connected_components(graph)),
        "transitivity": lambda: nx.transitivity(graph),
        "coreness": lambda: nx.core_number(graph),
        "articulation": lambda: list(nx.articulation_points(graph)),
        "betweenness": lambda: nx.betweenness_centrality(graph, k=PIVOTS if large else None, seed=1),
        "communities, 1 run": lambda: nx.community.louvain_communities(graph, weight="weight", seed=1),
    }
    if not large:  # in the large network it would make a dense matrix of 100,000 x 100,000
        parts["constraint"] = lambda: nx.constraint(graph, weight="weight")
    return parts


def timed(run: Callable[[], Any]) -> float:
    """Return how many seconds it took."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def main() -> None:
    """Time ours, then networkx's, and print both."""
    measure(made(200, 1_000, 20))  # what is imported late
    measure(made(3_000, 15_000, 100), replicates=0)
    for actors, ties, sources, limit in SIZES:
        large = actors > 10_000
        built = made(actors, ties, sources)
        took = [timed(lambda built=built: measure(built)) for _ in range(1 if large else 5)]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        told = measure(built, replicates=0) if not large else None
        print(f"{actors:,} actors, {ties:,} ties: all metrics {statistics.median(took):.2f} s", end=" ")
        print(f"(best {min(took):.2f}, limit {limit:.0f} s), {memory:.2f} GB at most so far")
        if told is not None:
            print(f"  {len(told.figures)} metrics of the network, {len(told.actors.columns) - 5} of each actor")
        graph: nx.Graph[Any] = nx.Graph()
        graph.add_nodes_from(built.actors["id"])
        graph.add_weighted_edges_from((a, b, 1.0) for a, b in built.ties.select("source", "target").iter_rows())
        total = 0.0
        for name, run in theirs(graph, large=large).items():
            seconds = timed(run)
            total += seconds
            print(f"  networkx {name:20}{seconds:8.2f} s")
        print(f"  networkx, these together {total:.2f} s: {total / statistics.median(took):.1f} times as long")


if __name__ == "__main__":
    main()
