"""Missing roles, link prediction, introductions, partners and weight."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from seutukuva.base import Problem, Term, render
from seutukuva.network import Actor, Network, Tie, actor_frame, network, read_network, tie_frame
from seutukuva.network.coded import coded
from seutukuva.network.gaps import INDICES, LOCAL_PATH, backtest, introductions, partners, scores, table, untied, weight
from tests.network.graphs import networks, undirected

FOLDER = Path(__file__).parents[2] / "reference" / "networks"


@settings(deadline=None, max_examples=60)
@given(networks())
def test_indices_equal_networkx(drawn: Network) -> None:
    graph, numbers = undirected(drawn), coded(drawn)
    low, high = untied(numbers.graph)
    pairs = [(numbers.ids[a], numbers.ids[b]) for a, b in zip(low, high, strict=True)]
    assert {frozenset(pair) for pair in pairs} == {frozenset(pair) for pair in nx.non_edges(graph)}
    links = nx.to_numpy_array(graph, nodelist=numbers.ids, weight=None)
    twice = links @ links
    theirs = {
        "common_neighbours": [len(list(nx.common_neighbors(graph, *pair))) for pair in pairs],
        "adamic_adar": [value for *_, value in nx.adamic_adar_index(graph, pairs)],
        "resource_allocation": [value for *_, value in nx.resource_allocation_index(graph, pairs)],
        "jaccard": [value for *_, value in nx.jaccard_coefficient(graph, pairs)],
        "preferential_attachment": [value for *_, value in nx.preferential_attachment(graph, pairs)],
        "local_path": (twice + LOCAL_PATH * twice @ links)[low, high],
    }
    assert set(theirs) == set(INDICES)
    for index, values in theirs.items():
        assert np.allclose(scores(numbers.graph, index, low, high), values, rtol=1e-9, atol=1e-9), index


def test_an_unknown_index_names_the_known() -> None:
    numbers = coded(network(actor_frame([Actor("a")]), tie_frame([])))
    with pytest.raises(Problem, match="There is no index “magic”"):
        scores(numbers.graph, "magic", *untied(numbers.graph))


def test_the_real_projects_are_foretold_better_than_by_chance_and_best_by_contacts_alone() -> None:
    nodes, edges = (gzip.decompress((FOLDER / f"h2020_{name}.csv.gz").read_bytes()) for name in ("nodes", "edges"))
    found = backtest(read_network(nodes, edges), date(2017, 12, 31), date(2019, 12, 31), replicates=200)
    told = {one.index: one for one in found.tried}
    assert (found.actors, found.pairs, found.new) == (299, 43790, 77)
    assert all(one.auc.low > 0.5 for one in found.tried)
    assert told["local_path"].precision.low > found.chance
    assert told["local_path"].auc_gain.high < 0
    assert max(found.tried, key=lambda one: one.auc.value).index == "preferential_attachment"
    common = [one for one in found.tried if one.index != "preferential_attachment"]
    assert max(common, key=lambda one: one.auc.value).index == "local_path"


def test_auc_and_precision_of_a_network_that_is_counted_by_hand() -> None:
    """a-b, b-c, c-d first; a-c comes later. Of the pairs ac, ad, bd, the common neighbour finds ac and bd alike."""
    first = [Tie(a, b, start=date(2020, 1, 1)) for a, b in ("ab", "bc", "cd")]
    made = network(
        actor_frame([Actor(id_) for id_ in "abcde"]),
        tie_frame([*first, Tie("a", "c", start=date(2021, 6, 1), cluster="p"), Tie("a", "e", start=date(2021, 6, 1))]),
    )
    told = backtest(made, date(2020, 12, 31), date(2021, 12, 31), most=1, indices=["common_neighbours"], replicates=20)
    assert (told.pairs, told.new) == (3, 1)
    assert told.tried[0].auc.value == pytest.approx(0.75)
    assert told.tried[0].precision.value == pytest.approx(0.5)
    with pytest.raises(Problem, match="No new tie"):
        backtest(made, date(2022, 1, 1), date(2023, 1, 1))


def star() -> Network:
    kinds = {"city": "city", "works": "company", "college": "vocational_college", "saw": "company"}
    actors = [Actor(id_, id_.title(), kind, area="X" if id_ != "saw" else "Y") for id_, kind in kinds.items()]
    return network(actor_frame(actors), tie_frame([Tie("city", other) for other in ("works", "college", "saw")]))


def test_an_introduction_says_its_reasons_and_a_dismissed_one_does_not_come_back() -> None:
    found = introductions(star(), {"college": ["educator"]})
    assert {found[0].one, found[0].other} == {"college", "saw"}
    told = [render(reason, "en") for reason in found[0].reasons]
    assert told == [
        "Common contacts: City.",
        "The role “educator”: College has it. Nobody has told of another among the contacts of Saw.",
        "Nobody has told of a tie between these sectors yet: companies – educational institutions.",
        "The tie would cross a municipal border: X – Y.",
    ]
    left = introductions(star(), {}, without=frozenset({frozenset({"college", "saw"})}))
    assert {frozenset((one.one, one.other)) for one in left} == {
        frozenset({"works", "saw"}),
        frozenset({"works", "college"}),
    }
    over = introductions(star(), {}, over_borders=True)
    assert {frozenset((one.one, one.other)) for one in over} == {frozenset({x, "saw"}) for x in ("works", "college")}
    assert introductions(network(actor_frame([Actor("a")]), tie_frame([])), {}) == ()


@pytest.mark.parametrize(("count", "told"), [(4, "c0, c1, c2 ja 1 muu."), (5, "c0, c1, c2 ja 2 muuta.")])
def test_contacts_beyond_three_are_counted_in_the_right_form(count: int, told: str) -> None:
    ties = [Tie(end, f"c{i}") for i in range(count) for end in ("a", "b")]
    actors = [Actor(one) for one in ("a", "b", *(f"c{i}" for i in range(count)))]
    found = introductions(network(actor_frame(actors), tie_frame(ties)), {})
    reason = next(one for one in found if {one.one, one.other} == {"a", "b"}).reasons[0]
    assert render(reason, "fi") == f"Yhteiset kontaktit: {told}"


def test_towns_share_strengths_and_complement_gaps() -> None:
    carried = {
        "X": {"a": ["educator"], "b": ["educator", "grower"], "c": ["grower"]},
        "Y": {"d": ["grower"], "e": ["grower"]},
        "Z": {},
    }
    rows = table(["educator", "grower", "financier"], carried)
    assert rows[0].missing == ("Y", "Z")
    assert rows[2].present == ()
    (found,) = partners(rows, {frozenset(("X", "Y")): 3})
    assert (found.one, found.other, found.shared, found.one_brings, found.ties) == (
        "X",
        "Y",
        ("grower",),
        ("educator",),
        3,
    )
    names = {"educator": Term("k", "u", "educator"), "grower": Term("k", "t", "grower")}
    said = [render(r, "en") for r in found.reasons(names, {"X": Term("X", "X", "X"), "Y": Term("Y", "Y", "Y")})]
    assert said == ["Strengths of both: grower.", "X can bring: educator. Nobody has told of these in the other."]


def test_weight_gives_the_least_and_says_how_many_sizes_are_known() -> None:
    told = weight([("company", "small"), ("company", "medium"), ("university", "")], 1000)
    assert (told.companies, told.education, told.rdi, told.of, told.sized) == (2, 1, 1, 3, 2)
    assert (told.least, told.most) == (60, 298)
    assert told.share == pytest.approx(0.06)
    assert weight([("company", "large")], 1000).most is None
    assert weight([("company", "")], 1000).share is None
    assert weight([("company", "large")], None).share is None
