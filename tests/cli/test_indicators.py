"""`seutukuva indicators` as a person at a terminal meets it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import httpx
import pytest
import respx
from click.testing import CliRunner, Result

from seutukuva.base import Problem
from seutukuva.cli.main import seutukuva
from seutukuva.indicators import catalogue

RECORDED = Path(__file__).parents[1] / "reference" / "pxweb"
ADDRESS = "https://pxdata.stat.fi/PxWeb/api/v1/fi/StatFin/tyonv/statfin_tyonv_pxt_12r5.px"


def run(*words: str) -> Result:
    return CliRunner().invoke(seutukuva, ["indicators", *words])


def problem(*words: str) -> str:
    result = run(*words)
    assert isinstance(result.exception, Problem)
    return str(result.exception)


def test_list_names_every_indicator_in_the_wanted_language() -> None:
    result = run("list", "--lang", "sv")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == len(catalogue())
    assert any(line.startswith("population ") and "2022" in line and "Folkmängd" in line for line in lines)


def test_show_tells_definition_source_and_licence() -> None:
    text = run("show", "unemployment_rate", "--lang", "fi").stdout
    for part in ("Työttömien osuus työvoimasta", "labour_force", "2006-01 .. 2023-10", "Tilastokeskus", "CC BY 4.0"):
        assert part in text
    assert "unemployment_rate" in problem("show", "unemploymnt_rate")


def test_values_are_a_csv_of_all_municipalities_or_of_one_over_time(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("values", "jobs").stdout)))
    assert len(rows) == 308
    assert {"area": "684", "level": "municipality", "period": "2017", "value": "16588.0"} in rows
    out = tmp_path / "jobs.csv"
    result = run("values", "population", "--area", "Raumo", "--out", str(out))
    assert result.exit_code == 0
    assert "Sotkanet" in result.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1 + 23
    regions = run("values", "population", "--level", "region", "--period", "2000")
    assert len(regions.stdout.splitlines()) == 1 + 19
    assert "062,municipality,2006-01,\n" in run("values", "vacancies", "--area", "Föglö").stdout
    assert "between 2000 and 2022" in problem("values", "population", "--period", "1999")


def test_peers_are_told_with_their_distance_and_what_differs_most() -> None:
    result = run("peers", "rauma", "--count", "3")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3
    one = run("peers", "684", "--count", "1", "--on", "population").stdout
    assert "population: " in one
    assert "Rauma" in problem("peers", "Raum")


def test_fetch_without_a_table_lists_what_can_be_fetched() -> None:
    text = run("fetch", "--lang", "en").stdout
    assert "tyokay_115h" in text
    assert "paavo" not in text
    assert "paavo_2020" in problem("fetch", "paavo_2020")


@respx.mock
def test_fetch_writes_a_table_as_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEUTUKUVA_VAR", str(tmp_path))
    respx.get(url__startswith="https://pxdata.stat.fi/PxWeb/api/v1/fi?config").respond(json={"maxCells": 100000})
    respx.get(ADDRESS).respond(content=(RECORDED / "pxgraf_META_TEST_META_FI.json").read_bytes())
    posted = respx.post(ADDRESS).respond(content=(RECORDED / "pxgraf_TEST_JSONSTAT2_FI.json").read_bytes())
    result = run("fetch", "12r5", "--lang", "fi", "--select", "Vuosi=2002", "--select", "Maakunta=SSS,")
    assert result.exit_code == 0, result.exception
    query = {q["code"]: q["selection"]["values"] for q in json.loads(posted.calls[0].request.content)["query"]}
    assert query["Vuosi"] == ["2002"]
    assert query["Maakunta"] == ["SSS"]
    rows = list(csv.DictReader((tmp_path / "fetched" / "12r5.csv").open(encoding="utf-8")))
    assert len(rows) == 1
    assert rows[0]["Tiedot"] == "velat_yht"


@respx.mock
def test_fetch_of_a_server_that_refuses_is_one_message_and_leaves_the_file(tmp_path: Path) -> None:
    out = tmp_path / "old.csv"
    out.write_text("before\n", encoding="utf-8")
    url = "https://px.example/api/v2/tables/T1"
    respx.get(url__startswith="https://px.example/").mock(return_value=httpx.Response(403))
    text = problem("fetch", "--url", url, "--out", str(out))
    assert "T1" in text
    assert "403" in text
    assert out.read_text(encoding="utf-8") == "before\n"


def test_a_selection_that_is_not_understood_is_told() -> None:
    assert "Alue" in problem("fetch", "12r5", "--select", "Alue")


def test_a_wrong_option_is_wrong_usage() -> None:
    assert run("values", "jobs", "--level", "village").exit_code == 2
