"""The real network of Finnish organisations in EU projects: measured, and equal to networkx's."""

from __future__ import annotations

import gzip
from pathlib import Path

import networkx as nx
import pytest

from seutukuva.network import Measurement, Network, change, measure, read_network, read_period
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
        "effective_size": nx.effective_size(graph, nodes=ids, weight="weight"),
    }
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
