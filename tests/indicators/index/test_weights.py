"""Sets of weights, and the looks into an index that help to choose them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from seutukuva.base import Problem
from seutukuva.indicators.index import (
    Step,
    budget,
    build,
    compare,
    correlation,
    correlations,
    cronbach,
    effective,
    equal,
    optimise,
    principal_components,
    read_specification,
    remove_elements,
    strengths,
    with_parents,
)
from seutukuva.indicators.index.aggregating import plan
from tests.indicators.index.asem import EXAMPLE, STEPS, chain, inputs

TREE = inputs().framework


def test_effective_weights_sum_to_one_at_every_level() -> None:
    shares = effective(TREE, equal(TREE))
    for level in (1, 2, 3):
        assert sum(shares[e.code] for e in TREE.elements if e.level == level) == pytest.approx(1)
    assert shares["LPI"] == pytest.approx(1 / 8 / 5 / 2)


def test_a_budget_is_the_mean_of_the_experts_shares() -> None:
    points = [("Aino", "Conn", 30.0), ("Aino", "Sust", 10.0), ("Eino", "Conn", 1.0), ("Eino", "Sust", 1.0)]
    weights = budget(TREE, points)
    assert (weights["Conn"], weights["Sust"]) == (0.625, 0.375)
    assert weights["LPI"] == 1
    with pytest.raises(Problem, match="budget names Con,"):
        budget(TREE, [("Aino", "Con", 1.0)])


def test_optimised_weights_give_every_pillar_the_same_correlation() -> None:
    source = chain().run(STEPS).tables["Normalised"]
    found = optimise(TREE, source, plan(TREE, {}), TREE.weights(), 3)
    assert found.got == pytest.approx([0.5, 0.5], abs=1e-6)
    assert found.weights.sum() == pytest.approx(1)
    most = optimise(TREE, source, plan(TREE, {}), TREE.weights(), 3, aim="infomax")
    assert most.got.sum() >= found_correlations(found.weights) - 1e-9


def found_correlations(weights: NDArray[np.float64]) -> float:
    table = dict(zip(("Conn", "Sust"), weights.tolist(), strict=True))
    state = chain().run((*STEPS[:-1], Step("Aggregate", {"w": table})))
    index = state.tables["Aggregated"]
    return sum(correlation(index.column(c), index.column("Index")) for c in ("Conn", "Sust"))


def test_the_specification_makes_sets_of_weights(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").split("[sensitivity]")[0]
    (tmp_path / "own.csv").write_text("iCode,Weight\nConn,3\n", encoding="utf-8")
    (tmp_path / "points.csv").write_text("expert,iCode,points\nA,Conn,30\nA,Sust,70\n", encoding="utf-8")
    spec = tmp_path / "spec.toml"
    spec.write_text(
        text
        + """w = "own"
[weights.same]
method = "equal"
[weights.own]
file = "own.csv"
[weights.points]
method = "budget"
file = "points.csv"
[weights.components]
method = "pca"
dset = "Aggregated"
Level = 2
[weights.balanced]
method = "optimise"
Level = 3
[weights.told]
weights = { Sust = 2 }
""",
        encoding="utf-8",
    )
    built = build(inputs(), read_specification(spec))
    table = built.state.tables["Aggregated"]
    wanted = (3 * table.column("Conn") + table.column("Sust")) / 4
    assert table.column("Index") == pytest.approx(wanted)
    assert built.weights["points"]["Sust"] == pytest.approx(0.7)
    assert built.weights["told"]["Sust"] == 2
    assert len({built.weights["components"][c] for c in ("Physical", "P2P", "Instit")}) == 3
    assert built.weights["balanced"]["Conn"] + built.weights["balanced"]["Sust"] == pytest.approx(1)


def test_components_equal_those_of_scikit_learn() -> None:
    table = chain().run(STEPS).tables["Normalised"].select(TREE.groups(2)["P2P"])
    found = principal_components(table)
    scaled = (table.values - table.values.mean(axis=0)) / table.values.std(axis=0, ddof=1)
    theirs = PCA().fit(scaled)
    assert found.shares == pytest.approx(theirs.explained_variance_ratio_)
    assert np.abs(found.loadings[:, 0]) == pytest.approx(np.abs(theirs.components_[0]))


def test_cronbachs_alpha_is_the_textbooks() -> None:
    table = chain().run(STEPS).tables["Normalised"].select(TREE.groups(2)["P2P"])
    k = len(table.codes)
    whole = table.values.sum(axis=1).var(ddof=1)
    assert cronbach(table) == pytest.approx(k / (k - 1) * (1 - table.values.var(axis=0, ddof=1).sum() / whole))


def test_correlations_with_parents_and_among_each_other() -> None:
    table = chain().run(STEPS).tables["Aggregated"]
    up = {r["iCode"]: r for r in with_parents(table, TREE).iter_rows(named=True)}
    assert up["Conn"]["with_parent"] == pytest.approx(np.corrcoef(table.column("Conn"), table.column("Index"))[0, 1])
    pairs = correlations(table, ("LPI", "Gas"), ("LPI",), "spearman")
    assert pairs["Correlation"][0] == pytest.approx(1)
    assert pairs["p"][1] > 0.05


def test_removing_an_element_moves_ranks_and_an_idle_one_does_not() -> None:
    source = chain().run(STEPS).tables["Normalised"]
    moved = remove_elements(TREE, source, plan(TREE, {}), TREE.weights(), 2)
    assert moved["iCode"].to_list() == [c for c in TREE.codes if TREE.element(c).level == 2]
    assert (moved["MeanAbsDiff"] > 0).all()
    idle = TREE.weights() | {"P2P": 0.0}
    table = remove_elements(TREE, source, plan(TREE, {}), idle, 2)
    assert dict(table.select("iCode", "MeanAbsDiff").rows())["P2P"] == 0


def test_strengths_leave_out_what_everybody_is_last_in() -> None:
    table = chain().run(STEPS).tables["Normalised"]
    best, worst = strengths(table, "FIN"), strengths(table, "FIN", strong=False)
    assert best.height == worst.height == 5
    assert best["Rank"].max() < worst["Rank"].min()
    with pytest.raises(Problem, match="no unit SUO"):
        strengths(table, "SUO")


def test_two_indices_side_by_side() -> None:
    one = chain().run(STEPS).tables["Aggregated"]
    ranks = Step("Normalise", {"dset": "Treated", "global_specs": {"f_n": "n_rank"}})
    other = chain().run((*STEPS[:-2], ranks, STEPS[-1])).tables["Aggregated"]
    table = compare(one, other, "Index")
    assert table["Rank.Change"].sum() == pytest.approx((table["Rank.1"] - table["Rank.2"]).sum())
    assert table["Abs.diff"].max() > 0
    assert compare(one, one, "Index")["Abs.diff"].sum() == 0
