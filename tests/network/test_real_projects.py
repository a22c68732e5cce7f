"""The real network of Finnish organisations in EU projects: measured, and equal to networkx's."""

from __future__ import annotations

import gzip
from pathlib import Path

import networkx as nx
import pytest

from seutukuva.network import Measurement, Network, change, measure, read_network, read_period, turnover
from tests.network.graphs import same, undirected

FOLDER = Path(__file__).parents[1] / "reference" / "networks"


@pytest.fixture(scope="module")
def projects() -> Network:
    nodes, edges = (gzip.decompress((FOLDER / f"h2020_{name}.csv.gz").read_bytes()) for name in ("nodes", "edges"))
    return read_network(nodes, edges)


@pytest.fixture(scope="module")
def told(projects: Network) -> Measurement:
    return measure(projects, replicates=60)


def test_it_has_the_pairs_of_the_published_edge_list(told: Measurement, projects: Network) -> None:
    """The list that is published beside the participations: 1,473 pairs, 1,985 joint projects."""
    assert (told.counts["actors"], told.counts["pairs"]) == (732, 1473)
    assert told.actors["strength"].sum() / 2 == 1985


def test_figures_equal_networkx(told: Measurement, projects: Network) -> None:
    graph, ids = undirected(projects), projects.actors["id"].to_list()
    actors = told.actors
    theirs = {
        "degree": dict(graph.degree()),
        "strength": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(graph),
        "coreness": nx.core_number(graph),
        "constraint": nx.constraint(graph, weight="weight"),
    }
    # networkx takes half a minute for everybody's effective size: every eighth is compared.
    some = nx.effective_size(graph, nodes=ids[::8], weight="weight")
    assert same(actors["effective_size"].to_list()[::8], [some[id_] for id_ in ids[::8]])
    for column, values in theirs.items():
        assert same(actors[column].to_list(), [values[id_] for id_ in ids]), column
    whole = {
        "density": nx.density(graph),
        "closure": nx.transitivity(graph),
        "components": nx.number_connected_components(graph),
        "largest_component": max(map(len, nx.connected_components(graph))) / 732,
        "isolates": nx.number_of_isolates(graph) / 732,
    }
    for name, value in whole.items():
        assert told.figure(name).value == pytest.approx(value, abs=1e-9)
    groups = actors.group_by("community").agg("id")["id"].to_list()
    assert told.figure("modularity").value == pytest.approx(
        nx.community.modularity(graph, groups, weight="weight"), abs=1e-9
    )


def test_joint_projects_close_more_triangles_than_chance(told: Measurement) -> None:
    closure = told.figure("closure")
    assert closure.chance is not None
    assert closure.value is not None
    assert closure.value > closure.chance.high


def test_the_middle_of_the_programme_has_more_ties_than_its_start(projects: Network) -> None:
    moved = change(projects, read_period("2014..2015"), read_period("2018..2019"), replicates=20)
    pairs = next(d for d in moved.differences if d.metric.id == "pairs")
    assert (pairs.difference or 0) > 0
    assert moved.kept + moved.new == pairs.after
    named = turnover(projects, read_period("2014..2015"), read_period("2018..2019"))
    assert (len(named.new), len(named.ended)) == (moved.new, moved.ended)
    assert (len(named.actors_new), len(named.actors_left)) == (moved.actors_new, moved.actors_left)


def test_what_is_left_without_each_actor_equals_networkx(told: Measurement, projects: Network) -> None:
    graph, ids = undirected(projects), projects.actors["id"].to_list()
    left = []
    for id_ in ids:
        rest = graph.copy()
        rest.remove_node(id_)
        left.append(max(map(len, nx.connected_components(rest))) / 731)
    assert same(told.actors["left_without"].to_list(), left)
    assert told.figure("left_without_worst").value == pytest.approx(min(left), abs=1e-9)
    top = max(ids, key=lambda id_: int(graph.degree(id_)))
    assert told.figure("left_without_top").value == pytest.approx(left[ids.index(top)], abs=1e-9)


def test_shares_and_centralisations_equal_those_counted_on_networkx(told: Measurement, projects: Network) -> None:
    graph, ids = undirected(projects), projects.actors["id"].to_list()
    kinds, sectors = (dict(projects.actors.select("id", column).iter_rows()) for column in ("kind", "sector"))
    degrees, between = dict(graph.degree()), nx.betweenness_centrality(graph)
    size, pairs = len(ids), graph.number_of_edges()
    schools = {id_ for id_ in ids if kinds[id_] == "university"}
    research = {id_ for id_ in ids if kinds[id_] in {"university", "research_organisation"}}
    near = [set(nx.single_source_shortest_path_length(graph, id_, cutoff=2)) - {id_} for id_ in ids]
    others = [id_ for id_ in ids if id_ not in schools]
    wanted = {
        "pairs": pairs,
        "mean_degree": 2 * pairs / size,
        "degree_centralisation": sum(max(degrees.values()) - d for d in degrees.values()) / ((size - 1) * (size - 2)),
        "betweenness_centralisation": sum(max(between.values()) - b for b in between.values()) / (size - 1),
        "cross_sector": sum(sectors[a] != sectors[b] for a, b in graph.edges) / pairs,
        "education_share": sum(a in schools or b in schools for a, b in graph.edges) / pairs,
        "education_reach": sum(bool(schools & set(graph[id_])) for id_ in others) / len(others),
        "rdi_reach": sum(bool(research & found) for id_, found in zip(ids, near, strict=True) if id_ not in research)
        / (size - len(research)),
    }
    for name, value in wanted.items():
        assert told.figure(name).value == pytest.approx(value, abs=1e-9), name
