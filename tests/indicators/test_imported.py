"""Tables of one's own by their usual columns, and where a town stands among a few."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import percentileofscore, rankdata

from seutukuva.base import LANGUAGES, LocalName, Problem, Term, explain, render
from seutukuva.indicators.across import across
from seutukuva.indicators.ages import age_months, missing
from seutukuva.indicators.imported import latest, percentile_among, rank_among, read_imported

LONG = """{0};{1};{2};{3}
Rauma;2022;population;38 667
Iisalmi;2022;population;20 801
"""
FIGURES = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=12)
NAME = Term("Luku", "Tal", "Figure")


def town(name: str) -> LocalName:
    return LocalName(name, name, name, f"{name}ssa", f"{name}n", f"{name}sta", f"{name}an")


@pytest.mark.parametrize(
    "header",
    [
        ("kunta", "vuosi", "indikaattori", "arvo"),
        ("Kommun", "ÅR", "indikator", "värde"),
        ("municipality", "period", "indicator", "value"),
    ],
)
def test_columns_are_found_by_their_usual_names(header: tuple[str, str, str, str]) -> None:
    found = read_imported(LONG.format(*header).encode())
    assert found.dataset.frame["value"].to_list() == [38667, 20801]
    assert found.units == {}


def test_columns_with_other_names_are_named() -> None:
    table = LONG.format("a", "b", "c", "d").encode()
    with pytest.raises(Problem, match=r"no column|column"):
        read_imported(table)
    columns = {"municipality": "a", "period": "b", "indicator": "c", "value": "d"}
    assert read_imported(table, columns=columns).dataset.frame.height == 2


def test_towns_on_no_map_are_read_by_the_names_given() -> None:
    rows = ("Kuusilahti;2022;population;5", "kuusilahti;2021;population;4", "Rauma;2022;population;3")
    table = "\n".join(("town;year;indicator;value", *rows))
    found = read_imported(table.encode(), towns={"Kuusilahti": "kuusilahti", "Granvik": "kuusilahti"}).dataset
    assert found.frame["municipality"].to_list() == ["kuusilahti", "kuusilahti"]
    assert [(p.code, p.place.row) for p in found.issues] == [("indicators.dataset.unknown_town", 4)]
    assert "Kirjoita jokin näistä: Kuusilahti." in explain(found.issues[0], "fi")
    nameless = read_imported(b"town;year;indicator;value\n;2022;population;5\n", towns={"A": "a"}).dataset
    assert [p.code for p in nameless.issues] == ["indicators.dataset.no_municipality"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("Rauma;2022;Hautomo;5;\n", "no_unit"),
        ("Rauma;2022;Hautomo;5;kpl\nRauma;2023;Hautomo;6;euroa\n", "two_units"),
    ],
)
def test_an_indicator_of_one_s_own_has_one_unit(rows: str, code: str) -> None:
    with pytest.raises(Problem) as told:
        read_imported(f"kunta;vuosi;indikaattori;arvo;yksikkö\n{rows}".encode(), name="omat.csv")
    assert told.value.code == f"indicators.dataset.{code}"
    for language in LANGUAGES:
        assert explain(told.value, language)


def test_units_are_kept() -> None:
    table = "kunta;vuosi;indikaattori;arvo;yksikkö\nRauma;2022;Hautomo;5;kpl\nRauma;2022;population;6;\n"
    assert read_imported(table.encode()).units == {"Hautomo": "kpl"}


@given(st.integers(-5, 5).map(float), FIGURES)
def test_percentile_and_rank_equal_scipy_s(own: float, others: list[float]) -> None:
    percentile = percentile_among(own, [*others, None])
    assert percentile is not None
    assert percentile == pytest.approx(percentileofscore(others, own, kind="mean") / 100)
    place = rank_among(own, [*others, None])
    assert place is not None
    assert place.position == rankdata([-own, *(-other for other in others)], method="min")[0]
    assert (place.of, place.tied) == (len(others) + 1, own in others)


def test_without_a_figure_there_is_no_percentile_and_no_rank() -> None:
    assert percentile_among(None, [1.0]) is None
    assert percentile_among(1.0, [None]) is None
    assert rank_among(None, [1.0]) is None


def test_the_latest_period_is_each_indicator_s_own() -> None:
    rows = [("a", "2021", "x", 1.0), ("a", "2022", "x", 2.0), ("b", "2022", "x", None), ("a", "2020", "y", 3.0)]
    frame = pl.DataFrame(rows, schema=["municipality", "period", "indicator", "value"], orient="row")
    assert sorted(latest(frame).rows(), key=str) == sorted([rows[1], rows[2], rows[3]], key=str)


@pytest.mark.parametrize(
    ("values", "country", "told"),
    [
        ([1.0, 2.0], 3.0, "Luku: pienempi kuin koko maassa kaikissa 2 kaupungissa"),
        ([4.0, 5.0, None], 3.0, "Luku: suurempi kuin koko maassa kaikissa 2 kaupungissa"),
        ([4.0, 5.0, 1.0], 3.0, "Luku: suurempi kuin koko maassa 2 kaupungissa (kaupunkeja 3)"),
        ([1.0, 2.0, 4.0], 3.0, "Luku: pienempi kuin koko maassa 2 kaupungissa (kaupunkeja 3)"),
        ([4.0, 2.0], 3.0, "Luku: 1 kaupungissa suurempi ja 1 kaupungissa pienempi kuin koko maassa"),
        ([3.0, 3.0], 3.0, "Luku: 0 kaupungissa suurempi ja 0 kaupungissa pienempi kuin koko maassa"),
        ([4.0, None], 3.0, "Luku"),
        ([1.0, 2.0, 4.0], None, "Luku: suurin Cssa, pienin Assa"),
        ([1.0, 1.0, 4.0], None, "Luku"),
    ],
)
def test_a_heading_of_several_towns_says_what_holds(
    values: list[float | None], country: float | None, told: str
) -> None:
    named = [(town(name), value) for name, value in zip("ABC", values, strict=False)]
    assert render(across(NAME, named, country), "fi") == told
    for language in LANGUAGES:
        assert render(across(NAME, named, country), language)


@pytest.mark.parametrize(
    ("period", "months"), [("2023-10", 13), ("2024-11", 0), ("2024-10", 1), ("2023", 11), ("2024", 0)]
)
def test_age_counts_from_the_period_s_end(period: str, months: int) -> None:
    assert age_months(period, date(2024, 12, 24)) == months


def test_what_a_source_lacks_is_counted() -> None:
    lacking = missing("paavo_2020")
    assert lacking
    assert all(0 < count < of == 308 for _entry, count, of in lacking)
    assert missing("sotkanet_population") == ()


def test_a_named_unit_column_that_is_not_there_is_told() -> None:
    with pytest.raises(Problem, match="There is no column mitta"):
        read_imported(LONG.format("kunta", "vuosi", "indikaattori", "arvo").encode(), columns={"unit": "mitta"})
