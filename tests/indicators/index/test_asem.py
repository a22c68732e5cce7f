"""Every figure of COINr's ASEM example comes out as COINr gives it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from seutukuva.cli.main import seutukuva
from seutukuva.indicators.index import Chain, Step, cronbach, read_inputs
from seutukuva.indicators.index.specification import ANALYSES
from tests.indicators.index.asem import (
    EXAMPLE,
    FOLDER,
    PREPARED,
    STEPS,
    TOLERANCE,
    aggregated,
    chain,
    difference,
    distance,
    inputs,
    normalised,
    reference,
)


@pytest.mark.parametrize("name", ["Raw", "Denominated", "Imputed", "Screened", "Treated", "Normalised", "Aggregated"])
def test_every_step(name: str) -> None:
    assert difference(chain().run(STEPS).tables[name], f"step_{name}") < TOLERANCE


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        ("n_minmax", [[1, 100]]),
        ("n_zscore", {"m_sd": [10, 2]}),
        ("n_scaled", None),
        ("n_rank", None),
        ("n_prank", None),
        ("n_borda", None),
        ("n_fracmax", None),
    ],
)
def test_every_normalisation(function: str, parameters: object) -> None:
    table = chain().run((*PREPARED, normalised(function, parameters))).tables["Normalised"]
    assert difference(table, f"norm_{function}") < TOLERANCE


@pytest.mark.parametrize(
    ("function", "parameters", "name"),
    [
        ("a_amean", None, "a_amean_1_100"),
        ("a_gmean", None, "a_gmean_1_100"),
        ("a_hmean", None, "a_hmean_1_100"),
        ("a_genmean", {"p": 0.5}, "a_genmean_p05_1_100"),
    ],
)
def test_every_aggregation(function: str, parameters: object, name: str) -> None:
    steps = (*PREPARED, normalised("n_minmax", [[1, 100]]), aggregated(function, f_ag_para=parameters))
    assert difference(chain().run(steps).tables["Aggregated"], f"agg_{name}") < TOLERANCE


def test_copeland_scores_of_each_pillar() -> None:
    table = chain().run((*STEPS[:-1], aggregated("a_copeland"))).tables["Aggregated"]
    assert difference(table, "agg_a_copeland_direct_pillars") == 0


def test_what_was_done_to_outliers() -> None:
    told = {t.code: t for t in chain().run(STEPS).details["Treated"]}
    for row in pl.read_csv(FOLDER / "treat_details.csv", infer_schema_length=100).iter_rows(named=True):
        found = told[row["iCode"]]
        assert found.before.passes == row["check_SkewKurt0.Pass"]
        assert found.before.skew == pytest.approx(row["check_SkewKurt0.Skew"], rel=TOLERANCE)
        assert found.before.kurtosis == pytest.approx(row["check_SkewKurt0.Kurt"], rel=TOLERANCE)
        assert found.winsorised == row["winsorise.nwin"]
        assert (found.after is None) == (row["check_SkewKurt1.Skew"] is None)
        if found.after is not None:
            assert found.after.skew == pytest.approx(row["check_SkewKurt1.Skew"], rel=TOLERANCE)
            assert found.after.kurtosis == pytest.approx(row["check_SkewKurt1.Kurt"], rel=TOLERANCE)


def test_the_tree_and_its_weights() -> None:
    framework = inputs().framework
    weights = pl.read_csv(FOLDER / "weights_original.csv")
    assert list(framework.codes) == weights["iCode"].to_list()
    assert [framework.element(c).level for c in framework.codes] == weights["Level"].to_list()
    for indicator, *above in pl.read_csv(FOLDER / "lineage.csv").iter_rows():
        assert [framework.ancestor(indicator, level) for level in (2, 3, 4)] == above


def test_the_command_writes_coinrs_example(tmp_path: Path) -> None:
    out = tmp_path / "asem"
    words = ["--data", FOLDER / "iData.csv", "--meta", FOLDER / "iMeta.csv", "--spec", EXAMPLE, "--out", out]
    result = CliRunner().invoke(seutukuva, ["indicators", "index", *map(str, words)])
    assert result.exit_code == 0, result.exception
    units, columns, figures = reference("step_Aggregated")
    scores = pl.read_csv(out / "scores.csv", infer_schema_length=100)
    aggregates = [c for c in columns if c not in reference("step_Raw")[1]]
    assert scores.columns == ["uCode", *aggregates]
    assert scores["uCode"].to_list() == units
    wanted = figures[:, [columns.index(c) for c in aggregates]]
    assert distance(scores.drop("uCode").to_numpy(), wanted) < TOLERANCE
    for path in FOLDER.glob("step_*.csv"):
        assert pl.read_csv(out / path.name, infer_schema_length=100).columns == ["uCode", *reference(path.stem)[1]]
    ranks = pl.read_csv(out / "ranks.csv")
    assert ranks.filter(pl.col("Index") == 1)["uCode"].to_list() == [scores.sort("Index", descending=True)["uCode"][0]]
    sensitivity = pl.read_csv(out / "sensitivity.csv", infer_schema_length=None)
    assert sensitivity["target"].unique(maintain_order=True).to_list() == ["mean_rank_shift", *units]
    assert sensitivity["Variable"][:3].to_list() == ["Winmax", "Normalisation", "Weights"]
    assert {"rank_stats.csv", "above.csv", "treatment.csv"} <= {p.name for p in out.iterdir()}


def test_removed_indicators_leave_no_empty_branch() -> None:
    out = ["Embs", "IGOs", "UNVote"]
    state = Chain(inputs()).run((Step("new_coin", {"exclude": out}), *STEPS))
    assert "Political" not in state.framework.codes
    assert state.tables["Aggregated"].codes[-1] == "Index"


def test_the_command_writes_what_the_index_is_like_inside(tmp_path: Path) -> None:
    spec = tmp_path / "spec.toml"
    steps = EXAMPLE.read_text(encoding="utf-8").split("[sensitivity]")[0]
    spec.write_text(f"{steps}\n[analysis]\ncount = 2\n", encoding="utf-8")
    given = ["--data", FOLDER / "iData.csv", "--meta", FOLDER / "iMeta.csv", "--spec", spec, "--out", tmp_path / "out"]
    ran = CliRunner().invoke(seutukuva, ["indicators", "index", *map(str, given)])
    assert ran.exit_code == 0, ran.output
    told = {name: pl.read_csv(tmp_path / "out" / f"{name}.csv") for name in ANALYSES}
    whole = chain().run(STEPS).tables["Aggregated"]
    alpha = dict(told["cronbach"].select("iCode", "Alpha").iter_rows())
    assert alpha["Index"] == pytest.approx(cronbach(whole.select(("Conn", "Sust"))), rel=1e-12)
    assert told["correlations"].filter(pl.col("Parent") == "Index").row(0)[:4] == (3, "Index", "Conn", "Sust")
    shares = told["pca"].unique(["iCode", "Component"]).group_by("iCode").agg(pl.col("Share").sum())
    assert shares["Share"].to_list() == pytest.approx([1.0] * shares.height)
    assert set(told["removed"]["Level"]) == {1, 2, 3} and told["parents"].height == 59
    assert told["strengths"].filter(uCode="AUT", Kind="strength").height == 2


def test_tables_as_r_writes_them_with_names_of_rows() -> None:
    """`write.csv` puts a column without a name first."""
    tables = {}
    for name in ("iData", "iMeta"):
        head, *rows = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        tables[name] = "\n".join([f'"",{head}', *(f'"{i}",{row}' for i, row in enumerate(rows, 1))]).encode()
    found = read_inputs(tables["iData"], tables["iMeta"])
    assert found.framework == inputs().framework
    assert found.raw.fingerprint == inputs().raw.fingerprint
