"""The figures of any network equal those of networkx to 1e-9."""

from __future__ import annotations

from itertools import combinations, permutations

import networkx as nx
import numpy as np
from hypothesis import given, settings

from seutukuva.network import Network, measure
from seutukuva.network.brokerage import ROLES, brokerage
from seutukuva.network.centrality import sampled_betweenness
from seutukuva.network.coded import coded
from seutukuva.network.communities import modularity
from seutukuva.network.core import core, core_size
from tests.network.graphs import directed, networks, same, undirected


@settings(deadline=None, max_examples=80)
@given(networks())
def test_every_actor(drawn: Network) -> None:
    graph, arcs, ids = undirected(drawn), directed(drawn), drawn.actors["id"].to_list()
    told = measure(drawn, replicates=0).actors

    def equal(column: str, theirs: dict[str, float]) -> None:
        assert same(told[column].to_list(), [theirs[id_] for id_ in ids]), column

    equal("degree", dict(graph.degree()))
    equal("strength", dict(graph.degree(weight="weight")))
    equal("in_degree", dict(arcs.in_degree()))
    equal("out_degree", dict(arcs.out_degree()))
    equal("betweenness", nx.betweenness_centrality(graph))
    equal("coreness", nx.core_number(graph))
    equal("constraint", nx.constraint(graph, weight="weight"))
    # Node by node networkx follows Burt's definition; without `nodes` it takes another way that, with weights, does not
    # agree with it (networkx 3.6: m(q, j) stands where the definition has m(j, q)).
    equal("effective_size", nx.effective_size(graph, nodes=ids, weight="weight"))
    if "directed_betweenness" in told.columns:
        equal("directed_betweenness", nx.betweenness_centrality(arcs))


@settings(deadline=None, max_examples=80)
@given(networks())
def test_the_whole_network(drawn: Network) -> None:
    graph, numbers = undirected(drawn), coded(drawn)
    told = measure(drawn, replicates=0)
    size, parts = len(graph), [len(part) for part in nx.connected_components(graph)]
    theirs = {
        "pairs": graph.number_of_edges(),
        "density": nx.density(graph) if size > 1 else np.nan,
        "mean_degree": 2 * graph.number_of_edges() / size,
        "isolates": nx.number_of_isolates(graph) / size,
        "components": len(parts),
        "largest_component": max(parts) / size,
        "closure": nx.transitivity(graph) if any(d > 1 for _, d in graph.degree()) else np.nan,
    }
    for id_, value in theirs.items():
        assert same([told.figure(id_).value], [value]), id_
    assert len(numbers.graph.triangles) == sum(nx.triangles(graph).values()) // 3
    groups = told.actors.group_by("community").agg("id")["id"].to_list()
    if graph.number_of_edges():
        assert same([told.figure("modularity").value], [nx.community.modularity(graph, groups, weight="weight")])
        assert same([modularity(numbers.graph, told.communities.labels)], [told.communities.modularity])


@settings(deadline=None, max_examples=60)
@given(networks())
def test_what_is_left_without_each_actor(drawn: Network) -> None:
    graph = undirected(drawn)
    left = []
    for id_ in drawn.actors["id"]:
        rest = graph.subgraph(set(graph) - {id_})
        left.append(max(map(len, nx.connected_components(rest)), default=0) / len(rest) if len(rest) else np.nan)
    assert same(measure(drawn, replicates=0).actors["left_without"].to_list(), left)


@settings(deadline=None, max_examples=60)
@given(networks())
def test_betweenness_from_all_starts_is_exact(drawn: Network) -> None:
    graph = coded(drawn).graph
    exact = list(nx.betweenness_centrality(undirected(drawn)).values())
    assert same(list(sampled_betweenness(graph, np.arange(graph.size))), exact)


@settings(deadline=None, max_examples=80)
@given(networks(largest=9))
def test_brokerage_as_gould_and_fernandez_define_it(drawn: Network) -> None:
    arcs, sector = directed(drawn), dict(drawn.actors.select("id", "sector").iter_rows())
    counted = {id_: dict.fromkeys(ROLES, 0) for id_ in sector}
    for a, b, c in permutations(sector, 3):
        if None in (sector[a], sector[b], sector[c]):
            continue
        if arcs.has_edge(a, b) and arcs.has_edge(b, c) and not arcs.has_edge(a, c):
            counted[b][_role(sector[a], sector[b], sector[c])] += 1
    numbers = coded(drawn)
    told = brokerage(numbers.graph, numbers.sector)
    assert [list(roles.values()) for roles in counted.values()] == told.tolist()


def _role(a: str | None, b: str | None, c: str | None) -> str:
    if a == b == c:
        return "coordinator"
    if a == c:
        return "itinerant"
    if b == c:
        return "gatekeeper"
    return "representative" if a == b else "liaison"


@settings(deadline=None, max_examples=60)
@given(networks(largest=8))
def test_no_split_into_core_and_periphery_deviates_less(drawn: Network) -> None:
    graph, found = undirected(drawn), core(coded(drawn).graph)
    ids = drawn.actors["id"].to_list()

    def deviations(members: set[str]) -> int:
        within, around = graph.subgraph(members), graph.subgraph(set(graph) - members)
        return len(members) * (len(members) - 1) // 2 - within.number_of_edges() + around.number_of_edges()

    chosen = {id_ for id_, inside in zip(ids, found.members, strict=True) if inside}
    splits = (set(split) for size in range(len(ids) + 1) for split in combinations(ids, size))
    assert deviations(chosen) == min(map(deviations, splits))
    assert len(chosen) == core_size(coded(drawn).graph.degree)
    ideal, real = [], []
    for a, b in combinations(ids, 2):
        if (a in chosen) == (b in chosen):
            ideal.append(float(a in chosen))
            real.append(float(graph.has_edge(a, b)))
    if len(set(ideal)) > 1 and len(set(real)) > 1:
        assert same([found.fit], [float(np.corrcoef(ideal, real)[0, 1])])
    else:
        assert np.isnan(found.fit)
