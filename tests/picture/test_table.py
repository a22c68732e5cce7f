"""`seutukuva picture assess`: a CSV of ratings becomes cells and stages."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from seutukuva.base import Problem
from seutukuva.cli.main import seutukuva
from seutukuva.picture import maturity_model, read_maturity_model

HEAD = "ecosystem,dimension,level,kind,cluster,rater,reliability\n"


def told(file: Path, text: str) -> dict[str, list[dict[str, Any]]]:
    file.write_text(HEAD + text, encoding="utf-8")
    result = CliRunner().invoke(seutukuva, ["picture", "assess", str(file), "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    return dict(json.loads(result.stdout))


def test_every_dimension_has_a_cell_and_the_unrated_have_no_level(tmp_path: Path) -> None:
    rows = "A,state,2,interview,a,,\nA,state,3,document,d,,0.5\nA,network,,interview,a,,\n"
    found = told(tmp_path / "r.csv", rows)
    cells = {cell["dimension"]: cell for cell in found["cells"]}
    assert len(cells) == 8
    assert set(cells["state"]) == {
        "ecosystem", "dimension", "posterior", "mode", "set90", "n_items", "n_clusters", "flips",
    }  # fmt: skip
    assert (cells["state"]["mode"], cells["state"]["n_items"], cells["state"]["n_clusters"]) == (3, 2, 2)
    assert cells["state"]["flips"] == [3]  # the document errs less (0.81 levels) than the interview (0.86)
    assert (cells["network"]["mode"], cells["network"]["set90"], cells["network"]["n_items"]) == (None, [], 0)
    assert found["ecosystems"] == [{"ecosystem": "A", "stage": None, "gates": []}]


def test_gates_name_their_dimension_and_na_is_as_empty(tmp_path: Path) -> None:
    rows = [f"A,{dimension},4,interview,a,NA,NA\n" for dimension in ("direction", "network", "state", "capital")]
    found = told(tmp_path / "r.csv", "".join(rows) + "A,crossing,1,interview,b,,\nA,business,NA,interview,c,,\n")
    gates = found["ecosystems"][0]["gates"]
    assert [gate["dimension"] for gate in gates] == ["direction", "network", "state", "capital"]
    assert found["cells"][4]["n_items"] == 0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A,state,5,interview,a,,", r"row 2, column level.*5"),
        ("A,luck,2,interview,a,,", r"row 2, column dimension.*luck"),
        ("A,state,2,rumour,a,,", r"row 2, column kind.*rumour"),
        ("A,state,2,interview,,,", r"row 2, column cluster"),
        ("A,state,2,interview,a,,2", r"row 2, column reliability"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_column(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        told(tmp_path / "r.csv", row + "\n")


def test_a_cell_of_one_source_is_told_beside_the_same_output_every_time(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text(
        HEAD + "A,state,2,interview,a,,\nA,state,3,interview,a,,\nA,network,2,survey,s,,\nA,network,2,document,d,,\n"
    )
    first, second = (CliRunner().invoke(seutukuva, ["picture", "assess", str(file), "--json"]) for _ in range(2))
    assert first.stderr == "A, state: all evidence is from one source.\n"
    assert first.stdout == second.stdout


def test_the_shipped_model_is_printed_and_judges_as_without_one(tmp_path: Path) -> None:
    model, file = tmp_path / "m.toml", tmp_path / "r.csv"
    model.write_text(CliRunner().invoke(seutukuva, ["picture", "model"]).stdout, encoding="utf-8")
    file.write_text(HEAD + "A,state,2,interview,a,,\n")
    own = CliRunner().invoke(seutukuva, ["picture", "assess", str(file), "--model", str(model)])
    assert own.exit_code == 0
    assert own.stdout == CliRunner().invoke(seutukuva, ["picture", "assess", str(file)]).stdout
    assert tomllib.loads(model.read_text(encoding="utf-8"))["errors"]["kinds"]["interview"] == {
        "own": 0.7,
        "shared": 0.5,
    }
    assert read_maturity_model(model).errors == maturity_model().errors


@pytest.mark.parametrize("words", [[], ["missing.csv", "--model", "missing.toml"], ["r.csv", "--yaml"]])
def test_wrong_usage_ends_with_two(words: list[str]) -> None:
    assert CliRunner().invoke(seutukuva, ["picture", "assess", *words]).exit_code == 2
