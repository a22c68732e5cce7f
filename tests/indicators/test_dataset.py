"""A town's own figures in a CSV: what is read, and what is told row by row."""

from __future__ import annotations

import polars as pl
import pytest

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.indicators import ColumnMapping, read_dataset

LONG = ColumnMapping("kunta", period="vuosi", value="luku", indicator="mittari")

GOOD = """kunta;vuosi;mittari;luku
684;2022;yritykset;2 311
Rauman kaupunki;2023;yritykset;2 298,5
Brahestad;2023M10;yritykset;
ku678;2023;yritykset;..
"""


def test_names_codes_decimal_commas_and_missing_signs_are_read() -> None:
    found = read_dataset(GOOD.encode(), LONG)
    assert found.issues == ()
    assert found.frame.rows() == [
        ("684", "2022", "yritykset", 2311.0),
        ("684", "2023", "yritykset", 2298.5),
        ("678", "2023-10", "yritykset", None),
        ("678", "2023", "yritykset", None),
    ]
    assert found.frame.schema["value"] == pl.Float64


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_same_in_every_encoding(encoding: str) -> None:
    text = GOOD.replace("Brahestad", "Äänekoski").encode(encoding)
    found = read_dataset(text, LONG)
    assert found.issues == ()
    assert "992" in found.frame["municipality"].to_list()


def test_every_wrong_row_is_told_with_its_row_and_column_and_right_rows_are_kept() -> None:
    text = """kunta;vuosi;mittari;luku
684;2022;yritykset;10
Raum;2022;yritykset;10

684;viime vuosi;yritykset;10
684;2023;yritykset;noin 10
684;2024;;10
;2022;yritykset;10
684;2022;yritykset;11
Pertunmaa;2022;yritykset;3
678;2022;yritykset;12
"""
    found = read_dataset(text.encode(), LONG, name="omat.csv")
    told = [(p.place.row, p.place.column, p.code) for p in found.issues]
    assert told == [
        (3, "kunta", "regions.unknown_name"),
        (5, "vuosi", "indicators.dataset.period"),
        (6, "luku", "indicators.dataset.number"),
        (7, "mittari", "indicators.dataset.no_indicator"),
        (8, "kunta", "indicators.dataset.no_municipality"),
        (9, "kunta", "indicators.dataset.duplicate"),
        (10, "kunta", "indicators.dataset.former"),
    ]
    assert found.issue_count == 7
    assert found.frame["value"].to_list() == [10, 12]
    for language in LANGUAGES:
        assert all(explain(p, language).startswith("omat.csv, ") for p in found.issues)
    assert "Rauma" in explain(found.issues[0], "fi")


def test_a_municipality_of_the_divisions_own_year_is_right_there() -> None:
    text = b"kunta;vuosi;luku\nPertunmaa;2022;3\n"
    mapping = ColumnMapping("kunta", period="vuosi", value="luku", indicator_id="firms")
    assert read_dataset(text, mapping, division_year=2022).frame.rows() == [("588", "2022", "firms", 3.0)]
    assert read_dataset(text, mapping, division_year=2026).issue_count == 1


def test_only_ones_own_municipalities_can_be_brought_in() -> None:
    found = read_dataset(GOOD.encode(), LONG, known_codes=frozenset({"684"}))
    assert {p.code for p in found.issues} == {"indicators.dataset.not_yours"}
    assert "Raahe" in explain(found.issues[0], "fi")
    assert found.frame["municipality"].unique().to_list() == ["684"]


def test_a_wide_table_and_a_period_that_stands_outside_it() -> None:
    text = b"kunta,firms,jobs\nRauma,10,20\nRaahe,x,y\n"
    mapping = ColumnMapping("kunta", values={"firms": "own_firms", "jobs": "own_jobs"}, fixed_period="2024")
    found = read_dataset(text, mapping)
    assert sorted(found.frame.rows()) == [("684", "2024", "own_firms", 10.0), ("684", "2024", "own_jobs", 20.0)]
    assert [(p.place.row, p.place.column) for p in found.issues] == [(3, "firms")]


def test_a_wrong_row_is_told_once_though_it_also_repeats_an_earlier_one() -> None:
    text = "kunta;vuosi;mittari;luku\n684;2022;m;x\n684;2022;m;y\n684;2022;m;5\n"
    found = read_dataset(text.encode(), LONG)
    assert [(p.place.row, p.code.rsplit(".", 1)[1]) for p in found.issues] == [
        (2, "number"),
        (3, "number"),
        (4, "duplicate"),
    ]
    assert found.issue_count == 3
    assert found.frame.is_empty()


def test_a_file_of_wrong_rows_is_told_by_its_first_ones_and_their_number() -> None:
    text = "kunta;vuosi;mittari;luku\n" + "".join(f"684;{y};m;x\n" for y in range(1900, 2099))
    text += "".join(f"678;{y};m;x\n" for y in range(1900, 2099))
    found = read_dataset(text.encode(), LONG)
    assert len(found.issues) == 200
    assert found.issue_count == 398
    assert found.frame.is_empty()


@pytest.mark.parametrize(
    ("text", "mapping", "year", "code"),
    [
        (GOOD, ColumnMapping("kunta", period="vuosi", value="arvo"), 2026, "base.csv.column"),
        (GOOD, ColumnMapping("kunnat", period="vuosi", value="luku"), 2026, "base.csv.column_near"),
        (GOOD, LONG, 1999, "regions.no_division"),
        ("", LONG, 2026, "base.csv.empty"),
    ],
)
def test_a_file_that_cannot_be_used_at_all_is_one_problem(
    text: str, mapping: ColumnMapping, year: int, code: str
) -> None:
    with pytest.raises(Problem) as caught:
        read_dataset(text.encode(), mapping, division_year=year)
    assert caught.value.code == code


def test_a_row_without_a_period_is_told() -> None:
    found = read_dataset(b"kunta;vuosi;luku\nRauma;;3\n", ColumnMapping("kunta", period="vuosi", value="luku"))
    assert [p.code for p in found.issues] == ["indicators.dataset.period"]
    assert all(explain(p, language) for p in found.issues for language in LANGUAGES)


@pytest.mark.parametrize("written", ["1 2", "12 34", "1.234,5", "1e400", "5 %"])
def test_a_figure_that_could_be_two_is_not_guessed(written: str) -> None:
    mapping = ColumnMapping("kunta", period="vuosi", value="arvo", indicator_id="population")
    found = read_dataset(f"kunta;vuosi;arvo\nRauma;2022;{written}\n".encode(), mapping)
    assert found.frame.is_empty()
    assert [(p.code, p.place.row) for p in found.issues] == [("indicators.dataset.number", 2)]
