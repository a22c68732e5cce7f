"""`seutukuva network` as a person at a terminal meets it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from seutukuva.base import Problem
from seutukuva.cli.main import seutukuva

NODES = "id,name,kind,area\na,Kaupunki,city,X\nb,Yritys,company,X\nc,Koulu,vocational_college,Y\nd,Yksin,company,Y\n"
EDGES = "source,target,start,end,cluster\na,b,2018,2019,i1\nb,c,2018,,i2\na,c,2021,,i2\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    nodes, edges = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    nodes.write_text(NODES, encoding="utf-8")
    edges.write_text(EDGES, encoding="utf-8")
    return ["--nodes", str(nodes), "--edges", str(edges)]


def run(*words: str) -> Result:
    return CliRunner().invoke(seutukuva, ["network", "measure", *words])


def test_json_has_what_the_reference_tells_and_networkx_s_figures(files: list[str]) -> None:
    result = run(*files, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert set(told) == {
        "network", "seed", "metrics", "actors", "areas", "sectors", "endings", "communities", "notes",
    }  # fmt: skip
    assert told["network"]["actors"] == 4
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c")])
    graph.add_node("d")
    assert told["metrics"]["density"]["value"] == pytest.approx(nx.density(graph), abs=1e-9)
    constraint = nx.constraint(graph)
    assert {row["id"]: row["constraint"] for row in told["actors"]} == {
        "a": pytest.approx(constraint["a"], abs=1e-9),
        "b": pytest.approx(constraint["b"], abs=1e-9),
        "c": pytest.approx(constraint["c"], abs=1e-9),
        "d": None,
    }
    assert told["actors"][0]["name"] == "Kaupunki"
    assert run(*files, "--json").stdout == result.stdout


def test_only_ids_and_ends_are_needed(tmp_path: Path) -> None:
    nodes, edges = tmp_path / "n.csv", tmp_path / "e.csv"
    nodes.write_text("id\n1\n2\n", encoding="utf-8")
    edges.write_text("source,target\n1,2\n", encoding="utf-8")
    told = json.loads(run("--nodes", str(nodes), "--edges", str(edges), "--json").stdout)
    assert told["metrics"]["pairs"]["value"] == 1
    assert told["metrics"]["cross_area"]["value"] is None


def test_without_json_a_line_per_metric_in_the_wanted_language(files: list[str]) -> None:
    result = run(*files, "--lang", "fi", "--period", "2018..2019")
    assert "4 toimijaa, 2 yhteyttä, 2 lähdettä" in result.stdout
    assert "Yhteyksiä yli kuntarajan" in result.stdout
    assert "50,0\u00a0%" in result.stdout


def test_change_and_the_actors_file(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "actors.csv"
    result = run(*files, "--json", "--before", "2018..2019", "--after", "2021..", "--actors", str(out))
    change = json.loads(result.stdout)["change"]
    assert (change["kept"], change["ended"], change["new"]) == (1, 1, 1)
    with out.open(encoding="utf-8") as source:
        assert [row["degree"] for row in csv.DictReader(source)] == ["2", "2", "2", "0"]


def test_wrong_rows_and_wrong_use(files: list[str], tmp_path: Path) -> None:
    edges = tmp_path / "wrong.csv"
    edges.write_text("source,target\na,a\n", encoding="utf-8")
    result = run(*files[:2], "--edges", str(edges), "--json")
    assert isinstance(result.exception, Problem)
    assert "wrong.csv, row 2" in str(result.exception)
    assert result.stdout == ""
    assert run(*files, "--before", "2019").exit_code == 2
    assert run("--json").exit_code == 2
