"""Networks whose figures are known from books or can be counted by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from seutukuva.base import LANGUAGES, Problem, render
from seutukuva.network import (
    ACTOR_METRICS,
    METRICS,
    Actor,
    Tie,
    actor_frame,
    change,
    measure,
    metric,
    network,
    read_period,
    tie_frame,
)
from seutukuva.network.chance import rewired
from seutukuva.network.coded import coded
from seutukuva.network.communities import _Engine, communities, modularity
from seutukuva.network.figures import figures
from seutukuva.network.resampling import drawn, interval, resampled_figures
from tests.network.graphs import from_networkx, simple


def test_zachary_s_club() -> None:
    """Zachary (1977): 34 members, 78 ties. Brandes and others (2008): the highest modularity is 0.4198."""
    club = nx.karate_club_graph()
    nx.set_edge_attributes(club, 1.0, "weight")
    told = measure(from_networkx(club), replicates=0)
    assert told.counts["actors"] == 34
    assert told.counts["pairs"] == 78
    assert told.figure("density").value == pytest.approx(0.139, abs=5e-4)
    assert told.figure("closure").value == pytest.approx(0.2557, abs=5e-5)
    assert 0.41 < (told.figure("modularity").value or 0) <= 0.4198 + 5e-5
    first = told.actors.row(0, named=True)
    assert first["degree"] == 16
    assert first["betweenness"] == pytest.approx(0.4376, abs=5e-5)


def test_both_ways_to_communities_find_as_good_ones() -> None:
    graph = coded(from_networkx(nx.planted_partition_graph(6, 150, 0.12, 0.002, seed=2))).graph
    assert graph.pairs > 5_000
    pytest.importorskip("networkit")
    quick = communities(graph, runs=2)
    own = modularity(graph, _Engine().partition(graph, 1))
    assert quick.method == "networkit"
    assert own == pytest.approx(quick.modularity, abs=0.005)
    assert quick.steadiness > 0.95
    assert np.array_equal(communities(graph, runs=2).labels, quick.labels)


def test_a_star_depends_on_its_middle() -> None:
    told = measure(simple([("hub", leaf) for leaf in "abcde"]), replicates=0)
    assert told.figure("degree_centralisation").value == 1
    assert told.figure("betweenness_centralisation").value == 1
    assert told.figure("left_without_top").value == pytest.approx(1 / 5)
    assert told.figure("left_without_worst").value == pytest.approx(1 / 5)


def test_the_five_roles() -> None:
    """One open path through b for each role, counted once each way because the ties have no direction."""
    roles = {
        "coordinator": ("x", "x", "x"),
        "itinerant": ("x", "y", "x"),
        "gatekeeper": ("y", "x", "x"),
        "representative": ("x", "x", "y"),
        "liaison": ("x", "y", "z"),
    }
    for role, (a, b, c) in roles.items():
        told = measure(simple([("a", "b"), ("b", "c")], a=a, b=b, c=c), replicates=0).actors.row(1, named=True)
        counts = {name: told[name] for name in roles}
        both = {"gatekeeper", "representative"}
        wanted = dict.fromkeys(both, 1) if role in both else {role: 2}
        assert counts == {**dict.fromkeys(roles, 0), **wanted}


def town() -> tuple[list[Actor], list[Tie]]:
    actors = [
        Actor("city", kind="city", area="X"),
        Actor("firm", kind="company", area="X"),
        Actor("shop", kind="company", area="Y"),
        Actor("college", kind="vocational_college", area="Y"),
        Actor("uni", kind="university", area="Z"),
        Actor("ely", kind="state_authority"),
    ]
    ties = [
        Tie("city", "firm", kind="project", permanence="project", cluster="i1"),
        Tie("city", "firm", kind="agreement", permanence="agreement", cluster="i2"),
        Tie("firm", "city", kind="project", permanence="project", cluster="i2"),
        Tie("firm", "college", kind="cooperation", permanence="recurring", cluster="i1"),
        Tie("college", "uni", kind="cooperation", cluster="i3"),
        Tie("ely", "city", kind="funding", directed=True, cluster="i3"),
    ]
    return actors, ties


def test_shares_counted_by_hand() -> None:
    actors, ties = town()
    told = measure(network(actor_frame(actors), tie_frame(ties)), replicates=50)
    # Pairs: city-firm, firm-college, college-uni, city-ely. `shop` has none.
    wanted = {
        "pairs": 4,
        "components": 2,
        "isolates": 1 / 6,
        "cross_area": 2 / 3,  # the State's area is not known
        "ei_area": 1 / 3,
        "cross_sector": 3 / 4,  # the college and the university are both education
        "state_reach": 1 / 5,
        "state_share": 1 / 4,
        "education_reach": 1 / 4,
        "education_share": 1 / 2,
        "rdi_reach": 2 / 5,  # college and firm
        "permanence": 1 / 2,  # of the two pairs where it is told
        "kinds_per_pair": 5 / 4,
        "multiplex": 1 / 4,
        "sources_per_pair": 5 / 4,
        "seen_twice": 1 / 4,
        "left_without_source": 3 / 6,  # without i1 or i3
    }
    assert {name: told.figure(name).value for name in wanted} == pytest.approx(wanted)
    # Areas X 2, Y 2, Z 1: 2 of 10 pairs would lie inside.
    assert told.figure("cross_area").expected == pytest.approx(8 / 10)
    assert told.areas.rows() == [("X", "X", 1, 3.0), ("X", "Y", 1, 1.0), ("Y", "Z", 1, 1.0)]
    assert told.actors["sources"].to_list() == [3, 2, 0, 2, 1, 1]
    endings = {ending.cluster: (ending.ties, ending.pairs, ending.alone, ending.left) for ending in told.endings}
    assert endings["i2"] == (2, 1, 0, pytest.approx(5 / 6))
    assert endings["i1"][2] == 1
    assert "network.note.unknown_area" in {note.code for note in told.notes}


def test_the_same_seed_gives_the_same_and_intervals_hold_the_value() -> None:
    actors, ties = town()
    made = network(actor_frame(actors), tie_frame(ties))
    one, other = measure(made, replicates=60), measure(made, replicates=60)
    assert one.figures == other.figures
    assert one.actors.equals(other.actors)
    assert measure(made, replicates=60, seed=2).figures != one.figures
    for figure in one.figures:
        if figure.low is not None and figure.high is not None and figure.value is not None:
            assert figure.low <= figure.value <= figure.high, figure


def test_one_source_gives_no_interval_and_says_so() -> None:
    told = measure(simple([("a", "b"), ("b", "c")]))
    assert all(figure.low is None for figure in told.figures)
    assert "network.note.one_source" in {note.code for note in told.notes}


def test_where_all_sources_tell_the_same_there_is_no_interval() -> None:
    ties = [Tie("a", "b", permanence="project", cluster="i1"), Tie("b", "c", permanence="project", cluster="i2")]
    told = measure(network(actor_frame([Actor(one) for one in "abc"]), tie_frame(ties)))
    nothing, pairs = told.figure("permanence"), told.figure("pairs")
    assert (nothing.value, nothing.low, nothing.high) == (0, None, None)
    assert pairs.low is not None
    assert told.actors["degree_low"].null_count() < told.actors.height


def test_nobody_and_nothing() -> None:
    for actors in ([], [Actor("a")], [Actor("a"), Actor("b")]):
        told = measure(network(actor_frame(actors), tie_frame([])))
        assert told.counts["actors"] == len(actors)
        assert told.figure("closure").value is None


def test_random_networks_keep_every_actor_s_contacts() -> None:
    graph = coded(from_networkx(nx.barabasi_albert_graph(60, 3, seed=4))).graph
    found = list(rewired(graph, networks=5, seed=3))
    for low, high in found:
        assert np.array_equal(np.bincount(low, minlength=60) + np.bincount(high, minlength=60), graph.degree)
        assert (low < high).all()
        assert len(np.unique(low * 60 + high)) == graph.pairs
    assert not np.array_equal(np.sort(found[0][0]), np.sort(found[1][0]))


def test_closure_by_chance_is_what_the_configuration_model_expects() -> None:
    """Newman (2010), equation 13.47: the clustering of a configuration model from the moments of the degrees."""
    ring = nx.random_regular_graph(6, 400, seed=1)
    chance = measure(from_networkx(ring), replicates=0).figure("closure").chance
    assert chance is not None
    assert chance.mean == pytest.approx((6 - 1) ** 2 / (400 * 6), rel=0.15)


def test_change_between_two_periods() -> None:
    actors = [Actor(id_, area=area) for id_, area in (("a", "X"), ("b", "X"), ("c", "Y"), ("d", "Y"))]
    days = {"old": ("2018..2019"), "new": ("2020..2021")}
    first, second = (read_period(text) for text in days.values())
    ties = [
        Tie("a", "b", start=first.first, end=first.last, cluster="1"),
        Tie("b", "c", start=first.first, cluster="2"),
        Tie("c", "d", start=second.first, cluster="2"),
    ]
    told = change(network(actor_frame(actors), tie_frame(ties)), first, second, replicates=40)
    assert (told.kept, told.ended, told.new) == (1, 1, 1)
    assert (told.actors_kept, told.actors_left, told.actors_new) == (2, 1, 1)
    crossing = next(d for d in told.differences if d.metric.id == "cross_area")
    assert (crossing.before, crossing.after, crossing.difference) == (0.5, 0.5, 0.0)
    alone = change(network(actor_frame(actors), tie_frame(ties[:1])), first, second)
    assert all(d.low is None for d in alone.differences)


def test_intervals_cover_other_choices_of_sources() -> None:
    """Thirty of many informants are asked; the 95 % interval shall hold what thirty give on average."""
    chance = np.random.default_rng(5)
    world = nx.stochastic_block_model([20, 20], [[0.3, 0.05], [0.05, 0.3]], seed=1)
    edges, actors = list(world.edges), [Actor(str(i), area="X" if i < 20 else "Y") for i in range(40)]

    def asked() -> list[Tie]:
        told = []
        for informant in range(30):
            town = chance.random() < 0.5  # who knows one side tells more of it
            for a, b in edges:
                near = town in (a < 20, b < 20)
                if chance.random() < (0.06 if near else 0.02):
                    told.append(Tie(str(a), str(b), cluster=str(informant)))
        return told

    names = ("cross_area", "density", "closure", "seen_twice", "degree_centralisation")
    told: dict[str, list[tuple[float, float, float]]] = {name: [] for name in names}
    for _ in range(100):
        numbers = coded(network(actor_frame(actors), tie_frame(asked())))
        values = figures(numbers, np.ones((1, 30), dtype=np.int64))
        resamples = resampled_figures(numbers, drawn(30, 200, 1))
        for name in names:
            low, high = interval(values[name][0], resamples[name], (0.0, 1.0))
            assert low is not None
            assert high is not None
            told[name].append((values[name][0], low, high))
    for name, surveys in told.items():
        mean = np.mean([value for value, _, _ in surveys])
        covered = np.mean([low <= mean <= high for _, low, high in surveys])
        assert covered >= 0.85, (name, covered)


def test_every_metric_has_words_in_three_languages() -> None:
    for entry in (*METRICS, *ACTOR_METRICS):
        for language in LANGUAGES:
            assert render(entry.name, language)
            assert render(entry.means, language).endswith(".")
    with pytest.raises(Problem):
        metric("importance")
