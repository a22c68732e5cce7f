"""Bringing data over: sums kept per successor, nothing guessed, what is left out named with its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from seutukuva.base import LANGUAGES, Message, Problem, explain, render
from seutukuva.regions import LATEST_YEAR, YEARS, division, harmonise
from seutukuva.regions import successions as successions_module
from seutukuva.regions.successions import successors_at

REFERENCE = Path(__file__).parents[1] / "reference"
# Statistics Finland, Paavo 2020: jobs in the whole country in 2017.
JOBS_2017 = 2_327_730


def counts_of(year: int) -> pl.DataFrame:
    return division(year).frame.select("code").with_row_index("n", offset=1).select("code", pl.col("n").cast(pl.Int64))


def values(frame: pl.DataFrame, column: str = "n") -> dict[str, float | None]:
    return dict(zip(frame["code"], frame[column], strict=True))


def test_counts_on_the_320_of_2014_come_to_the_308_of_2026_with_their_sums() -> None:
    made = counts_of(2014)
    result = harmonise(made, code="code", division=2014, kind="count", value="n", to=2026)
    assert result.frame.height == 308
    assert set(result.frame["code"]) == division(2026).codes
    assert result.unresolved.is_empty()
    assert result.incomplete == ()
    before, after = values(made), values(result.frame)
    assert after["297"] == before["297"] + before["476"] + before["174"]  # Kuopio, Maaninka, Juankoski
    assert after["541"] == before["541"] + before["911"]  # Nurmes, Valtimo
    assert after["507"] == before["507"] + before["588"]  # Mäntyharju, Pertunmaa
    assert after["398"] == before["398"] + before["532"]  # Lahti, Nastola
    assert after["684"] == before["684"]
    assert sum(after.values()) == sum(before.values())


def test_the_real_total_of_jobs_stays_as_published() -> None:
    jobs = pl.read_csv(REFERENCE / "jobs_2017.csv", schema_overrides={"code": pl.String})
    result = harmonise(jobs, code="code", division=2020, kind="count", value="jobs")
    assert jobs["jobs"].sum() == result.frame["jobs"].sum() == JOBS_2017
    assert result.frame.height == 308
    mantyharju = jobs.filter(pl.col("code").is_in(["507", "588"]))["jobs"].sum()
    assert values(result.frame, "jobs")["507"] == mantyharju


@pytest.mark.parametrize("to", [2013, 2016, 2021, 2026])
def test_every_division_comes_forward_whole(to: int) -> None:
    for year in range(YEARS[0], to + 1):
        result = harmonise(counts_of(year), code="code", division=year, kind="count", value="n", to=to)
        assert set(result.frame["code"]) == division(to).codes
        assert result.unresolved.is_empty()


CODES = st.sampled_from([*sorted(division(2013).codes), "999", "000", "754", "13"])
ROWS = st.lists(
    st.tuples(
        st.none() | CODES,
        st.none() | st.integers(2010, 2028),
        st.sampled_from(["women", "men"]),
        st.integers(-(10**9), 10**9),
    ),
    max_size=40,
)


@given(rows=ROWS, to=st.sampled_from(YEARS))
def test_what_is_brought_over_and_what_is_not_make_up_the_total(
    rows: list[tuple[str | None, int | None, str, int]], to: int
) -> None:
    types = {"code": pl.String, "year": pl.Int64, "sex": pl.String, "n": pl.Int64}
    frame = pl.DataFrame(rows, schema=types, orient="row")
    result = harmonise(frame, code="code", division="year", kind="count", value="n", to=to)
    assert result.frame["n"].sum() + result.unresolved["n"].sum() == frame["n"].sum()
    assert set(result.frame["code"]) <= division(to).codes
    assert result.frame.select("code", "year", "sex").is_duplicated().sum() == 0
    answers = harmonise(frame, code="code", division="year", kind="answers", to=to)
    assert answers.frame.height + answers.unresolved.height == frame.height
    assert_frame_equal(answers.unresolved, result.unresolved)


MERGED = ["297", "476", "174", "541", "911", "684"]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 10**6)), min_size=6, max_size=6))
def test_a_rate_is_the_quotient_of_its_summed_parts(parts: list[tuple[int, int]]) -> None:
    frame = small(code=MERGED).hstack(pl.DataFrame(parts, schema=["part", "whole"], orient="row"))
    rates = frame.with_columns(rate=pl.col("part") / pl.col("whole")).select("code", "rate", "whole")
    brought = harmonise(rates, code="code", division=2014, kind="rate", value="rate", weight="whole").frame
    summed = harmonise(frame, code="code", division=2014, kind="count", value=["part", "whole"]).frame
    expected = summed.select("code", rate=pl.col("part") / pl.col("whole"), whole="whole")
    assert_frame_equal(brought, expected)


def small(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame(columns)


def test_rows_apart_in_other_columns_stay_apart() -> None:
    frame = small(code=["911", "541", "911", "541"], year=[2014, 2014, 2019, 2019], n=[1, 10, 2, 20])
    result = harmonise(frame, code="code", division="year", kind="count", value="n")
    assert result.frame.rows() == [("541", 2014, 11), ("541", 2019, 22)]


def test_a_sum_with_a_missing_member_is_missing() -> None:
    frame = small(code=["911", "541", "684"], n=[None, 10, 5])
    result = harmonise(frame, code="code", division=2014, kind="count", value="n")
    assert values(result.frame) == {"541": None, "684": 5}


def test_a_sum_whose_member_has_no_row_is_named() -> None:
    frame = small(code=["541", "684"], n=[10, 5])
    result = harmonise(frame, code="code", division=2014, kind="count", value="n")
    assert values(result.frame) == {"541": 10, "684": 5}
    assert result.incomplete == ("541",)


@pytest.mark.parametrize(
    ("rates", "weights", "expected"),
    [
        ([10.0, 20.0], [1, 3], 17.5),
        ([10.0, None], [1, 3], None),
        ([10.0, None], [1, 0], 10.0),
        ([10.0, 20.0], [1, None], None),
        ([10.0, 20.0], [0, 0], None),
    ],
)
def test_weighted_means(rates: list[float | None], weights: list[int | None], expected: float | None) -> None:
    frame = small(code=["911", "541"], r=rates, w=weights)
    result = harmonise(frame, code="code", division=2014, kind="rate", value="r", weight="w")
    assert values(result.frame, "r") == {"541": expected}


def test_an_unmerged_municipality_keeps_its_rate_whatever_its_weight() -> None:
    frame = small(code=["684", "740"], r=[7.5, None], w=[None, 3])
    result = harmonise(frame, code="code", division=2014, kind="rate", value="r", weight="w")
    assert values(result.frame, "r") == {"684": 7.5, "740": None}


def test_answers_keep_every_row_and_column() -> None:
    frame = small(code=["476", "476", "297"], grade=["8", "7", None])
    result = harmonise(frame, code="code", division=2014, kind="answers")
    assert result.frame.rows() == [("297", "8"), ("297", "7"), ("297", None)]


def test_codes_are_read_as_numbers_or_with_their_letters() -> None:
    for codes in ([5, 476], ["5", "476"], ["KU005", "KU476"], [" 005", "476 "]):
        result = harmonise(small(code=codes), code="code", division=2014, kind="answers")
        assert result.frame["code"].to_list() == ["005", "297"]


UNRESOLVED = {
    "no code": (None, 2014, 2026, "no_code"),
    "no year": ("684", None, 2026, "no_division"),
    "before 2013": ("684", 2012, 2026, "no_division"),
    "after the last": ("684", 2027, 2026, "no_division"),
    "unknown": ("999", 2014, 2026, "unknown_code"),
    "abolished by then": ("476", 2015, 2026, "other_year"),
    "abolished long ago": ("754", 2014, 2026, "other_year"),
    "backward over a merger": ("297", 2026, 2014, "backward"),
}


@pytest.mark.parametrize(("code", "year", "to", "reason"), UNRESOLVED.values(), ids=UNRESOLVED.keys())
def test_what_cannot_be_told_is_left_with_its_reason(code: str | None, year: int | None, to: int, reason: str) -> None:
    frame = pl.DataFrame({"code": [code], "year": [year]}, schema={"code": pl.String, "year": pl.Int64})
    result = harmonise(frame, code="code", division="year", kind="answers", to=to)
    assert result.frame.is_empty()
    assert result.unresolved.rows() == [(code, year, f"regions.unresolved.{reason}")]
    assert all(render(Message(result.unresolved.item(0, "reason")), language) for language in LANGUAGES)


def test_backward_is_exact_for_those_that_nothing_merged_into() -> None:
    result = harmonise(small(code=["684"], n=[1]), code="code", division=2026, kind="count", value="n", to=2014)
    assert values(result.frame) == {"684": 1}


def test_a_divided_municipality_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    # None has been divided since 2013; the list is made to say that one was.
    divided = {**successions_module.abolitions(), "684": ("2020-01-01", ("051", "050"))}
    monkeypatch.setattr(successions_module, "abolitions", lambda: divided)
    successors_at.cache_clear()
    result = harmonise(small(code=["684"]), code="code", division=2014, kind="answers")
    successors_at.cache_clear()
    assert result.unresolved.item(0, "reason") == "regions.unresolved.divided"


def test_moved_borders_are_named_and_left_out_when_exactness_is_asked() -> None:
    kept = harmonise(counts_of(2014), code="code", division=2014, kind="count", value="n")
    assert kept.border_moved == ("046", "139", "564", "740")
    exact = harmonise(counts_of(2014), code="code", division=2014, kind="count", value="n", borders="exact")
    assert exact.unresolved["code"].to_list() == ["046", "139", "564", "740"]
    assert set(exact.unresolved["reason"]) == {"regions.unresolved.border_moved"}
    assert exact.border_moved == ()
    later = harmonise(counts_of(2022), code="code", division=2022, kind="count", value="n")
    assert later.border_moved == ()


def ask(**arguments: Any) -> None:
    usual: dict[str, Any] = {"code": "code", "division": 2014, "kind": "count", "value": "n", "to": LATEST_YEAR}
    frame = small(code=["684"], n=[1], w=[-1], t=["x"], year=[2014])
    harmonise(frame, **{**usual, **arguments})


PROBLEMS = {
    "column": ({"code": "kode"}, "There is no column kode."),
    "year column": ({"division": "yeer"}, "Did you mean the column year?"),
    "rate without a weight": ({"kind": "rate"}, "column n: Rates cannot be merged without a weight."),
    "count without a value": ({"value": None}, "The column of values is missing."),
    "text": ({"value": "t"}, "column t: The column does not hold numbers."),
    "negative weight": ({"kind": "rate", "weight": "w"}, "column w: A weight cannot be negative."),
    "target": ({"to": 2030}, "There is no division of municipalities for 2030."),
}


@pytest.mark.parametrize(("arguments", "told"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_cannot_be_asked_is_told(arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(Problem) as caught:
        ask(**arguments)
    assert told in str(caught.value)
    assert all(explain(caught.value, language) for language in LANGUAGES)


def test_a_column_called_reason_is_refused() -> None:
    with pytest.raises(Problem, match="already has a column called reason"):
        harmonise(small(code=["684"], reason=["x"]), code="code", division=2014, kind="answers")
