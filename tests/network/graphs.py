"""Networks to measure, and the same networks for networkx."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from seutukuva.network import Actor, Network, Tie, actor_frame, network, tie_frame

SECTORS = ("company", "city", "education", None)


@st.composite
def networks(draw: st.DrawFn, *, largest: int = 14) -> Network:
    """Draw a network: directed and undirected ties, several per pair, isolated actors, unknown sectors."""
    size = draw(st.integers(1, largest))
    actors = [
        Actor(f"a{i}", sector=draw(st.sampled_from(SECTORS)), area=draw(st.sampled_from(("x", "y", None))))
        for i in range(size)
    ]
    ends = list(itertools.permutations(range(size), 2))
    ties = []
    for source, target in draw(st.lists(st.sampled_from(ends), max_size=40)) if ends else ():
        ties.append(
            Tie(
                f"a{source}",
                f"a{target}",
                kind=draw(st.sampled_from(("project", "funding", None))),
                weight=draw(st.sampled_from((0.5, 1.0, 2.0, 3.25))),
                directed=draw(st.booleans()),
                permanence=draw(st.sampled_from(("project", "body", None))),
                cluster=draw(st.sampled_from(("A", "B", "C"))),
            )
        )
    return network(actor_frame(actors), tie_frame(ties))


def undirected(drawn: Network) -> nx.Graph[Any]:
    """Return the contacts as networkx has them: the weights of a pair's ties summed."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(drawn.actors["id"])
    for tie in drawn.ties.iter_rows(named=True):
        before = graph.get_edge_data(tie["source"], tie["target"], {"weight": 0.0})["weight"]
        graph.add_edge(tie["source"], tie["target"], weight=before + tie["weight"])
    return graph


def directed(drawn: Network) -> nx.DiGraph[Any]:
    """Return the arcs: an undirected tie is one each way."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from(drawn.actors["id"])
    for tie in drawn.ties.iter_rows(named=True):
        graph.add_edge(tie["source"], tie["target"])
        if not tie["directed"]:
            graph.add_edge(tie["target"], tie["source"])
    return graph


def simple(edges: Sequence[tuple[str, str]], **sectors: str) -> Network:
    """Return the undirected network of some edges; `sectors` names those of actors."""
    ids = sorted({end for edge in edges for end in edge} | set(sectors))
    actors = [Actor(id_, sector=sectors.get(id_)) for id_ in ids]
    return network(actor_frame(actors), tie_frame([Tie(a, b) for a, b in edges]))


def from_networkx(graph: nx.Graph[Any]) -> Network:
    """Return a networkx graph as a network."""
    actors = [Actor(str(node)) for node in graph]
    ties = [Tie(str(a), str(b), weight=float(data.get("weight", 1))) for a, b, data in graph.edges(data=True)]
    return network(actor_frame(actors), tie_frame(ties))


def same(ours: Sequence[float | None], theirs: Sequence[float]) -> bool:
    """Tell whether two lists of figures are equal to 1e-9; None is nan."""
    plain = [np.nan if value is None else float(value) for value in ours]
    return bool(np.allclose(plain, theirs, rtol=1e-9, atol=1e-9, equal_nan=True))
