"""What the codings say: counted by hand, counted by brute force, and shown in three languages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Language, Problem
from seutukuva.documents import Figure, Heading, Note, Quote, validate
from seutukuva.evidence.analysis import (
    SCHEMA,
    Saturation,
    analysis_document,
    co_occurrence,
    code_matrix,
    codings,
    framework,
    framework_table,
    matrix_table,
    overlap_table,
    quotes,
    quotes_table,
    saturation,
    saturation_table,
    timeline,
    timeline_table,
    where,
    with_parents,
)
from seutukuva.evidence.codebook import shipped_codebook
from seutukuva.writers import csv, xlsx

BOOK = shipped_codebook()


def row(passage: str, source: str, code: str, start: int = 0, end: int = 10, **more: Any) -> dict[str, Any]:
    """A coding of a fictional town: K-sources are Kuusilahti's, S-sources Storsund's."""
    town = "Kuusilahti" if source.startswith("K") else "Storsund"
    language = "fi" if town == "Kuusilahti" else "sv"
    usual = {
        "town": town, "ecosystem": town, "sector": "company", "kind": "interview", "language": language,
        "date": f"2026-01-{10 + int(source[-1])}", "coder": "analyst-a", "quote": f"Sanat {passage}.",
    }  # fmt: skip
    return {"passage": passage, "source": source, "code": code, "start": start, "end": end, **usual, **more}


FRAME = codings(
    [
        row("p1", "K-1", "direction.shared_goal", 0, 50),
        row("p1", "K-1", "gap", 0, 50),
        row("p1", "K-1", "gap", 0, 50, coder="analyst-b"),
        row("p2", "K-1", "direction.disagreement", 40, 90, quote="Pitkä lainaus, joka kertoo paljon asiasta."),
        row("p3", "K-2", "leader.company", 0, 30),
        row("p4", "S-3", "gap", 5, 25, sector="education"),
        row("p5", "S-3", "own code", 100, 120, date="2026-03-02"),
    ]
)


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SEUTUKUVA_VAR", str(tmp_path))
    yield


def test_a_parent_counts_its_children_and_a_passage_once() -> None:
    matrix = code_matrix(FRAME, book=BOOK)
    told = {(r["code"], r["group"]): r for r in matrix.iter_rows(named=True)}
    assert told["direction", "Kuusilahti"]["passages"] == 2
    assert told["direction", "Kuusilahti"]["sources"] == 1
    assert told["direction", "Kuusilahti"]["share"] == 0.5
    assert told["direction", "Storsund"]["passages"] == 0
    assert told["gap", "Kuusilahti"]["passages"] == 1, "two coders gave the same passage the same code"
    codes = matrix["code"].unique(maintain_order=True).to_list()
    assert codes[:3] == ["direction", "direction.shared_goal", "direction.disagreement"]
    assert codes[-1] == "own code"


def test_without_the_book_nothing_is_added_and_the_order_may_be_given() -> None:
    matrix = code_matrix(FRAME, by="sector", codes=["gap", "growth"])
    assert matrix.select("code", "group", "passages").rows() == [
        ("gap", "company", 1), ("gap", "education", 1), ("growth", "company", 0), ("growth", "education", 0),
    ]  # fmt: skip


def test_sources_without_a_coding_lower_the_share() -> None:
    sources = pl.DataFrame({"source": ["K-1", "K-2", "K-3", "K-4"], "town": ["Kuusilahti"] * 4})
    shares = code_matrix(FRAME, codes=["gap"], sources=sources)
    assert shares.select("group", "share").rows() == [("Kuusilahti", 0.25)]


def test_codes_that_lie_on_the_same_words_are_found() -> None:
    pairs = co_occurrence(FRAME)
    told = {(r["code"], r["other"]): r for r in pairs.iter_rows(named=True)}
    both = told["direction.shared_goal", "gap"]
    assert (both["places"], both["points"]) == (1, 50)
    assert both["jaccard"] == pytest.approx(50 / 70)  # gap lies on 50 + 20 points
    assert both["jaccard_sources"] == 0.5
    assert told["direction.disagreement", "gap"]["points"] == 10
    assert told["gap", "own code"]["points"] == 0, "same source, other words"
    assert ("gap", "leader.company") not in told
    assert pairs["points"].to_list() == sorted(pairs["points"], reverse=True)


def test_a_code_and_its_parent_are_no_pair() -> None:
    told = {(r["code"], r["other"]) for r in co_occurrence(FRAME, book=BOOK).iter_rows(named=True)}
    assert ("direction", "gap") in told
    assert ("direction", "direction.shared_goal") not in told


marks = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(0, 40), st.integers(1, 20)), max_size=12
)


@given(marks)
@settings(deadline=None)
def test_co_occurrence_equals_sets_of_code_points(given_marks: list[tuple[str, str, int, int]]) -> None:
    rows = [row(f"p{i}", f"K-{s}1", c, a, a + n) for i, (s, c, a, n) in enumerate(given_marks)]
    points: dict[str, set[tuple[str, int]]] = {c: set() for c in "xyz"}
    for s, c, a, n in given_marks:
        points[c] |= {(s, p) for p in range(a, a + n)}
    found = {(r["code"], r["other"]): r for r in co_occurrence(codings(rows)).iter_rows(named=True)}
    for one, other in combinations("xyz", 2):
        shared = points[one] & points[other]
        met = {s for s, _ in points[one]} & {s for s, _ in points[other]}
        assert ((one, other) in found) == bool(met)
        if met:
            assert found[one, other]["points"] == len(shared)
            assert found[one, other]["jaccard"] == pytest.approx(len(shared) / len(points[one] | points[other]))
            assert found[one, other]["places"] == sum((s, p - 1) not in shared for s, p in shared)
            assert found[one, other]["sources"] == len(met)


def test_quotes_are_chosen_by_code_and_variables() -> None:
    chosen = quotes(FRAME, book=BOOK, variables={"code": ["direction"], "town": ["Kuusilahti"], "sector": []})
    assert chosen["passage"].to_list() == ["p1", "p2"]
    assert chosen.row(0, named=True)["codes"] == ["direction.shared_goal", "gap"]
    assert chosen.row(0, named=True)["coders"] == ["analyst-a", "analyst-b"]
    assert quotes(FRAME, variables={"code": ["direction"]}).is_empty()
    assert quotes(FRAME).height == 5
    assert where(FRAME, {"language": ["sv"]}).height == 2


def test_the_framework_grid_holds_summaries_and_quotes_of_several_sources() -> None:
    more = [row(f"q{i}", "K-1", "gap", 100 * i, 100 * i + 9, quote="Hyvin pitkä lainaus " * i) for i in range(1, 5)]
    frame = pl.concat([FRAME, codings([*more, row("r", "K-2", "gap", quote="Lyhyt.")])])
    grid = framework(frame, ["gap", "direction"], book=BOOK, summaries={("Kuusilahti", "gap"): "Puuttuu paljon."})
    cell = grid.cell("Kuusilahti", "gap")
    assert cell.summary == "Puuttuu paljon."
    assert (cell.passages, cell.sources) == (6, 2)
    assert [quote.source for quote in cell.quotes] == ["K-1", "K-2", "K-1"]
    assert cell.quotes[0].passage == "q4"
    assert grid.cell("Storsund", "direction").quotes == ()
    assert framework(frame, ["gap"], groups=["Ylikangas"]).cell("Ylikangas", "gap").passages == 0


def test_the_timeline_has_every_month_and_every_day_between() -> None:
    months = timeline(FRAME)
    gap = months.filter(pl.col("code") == "gap")
    assert gap["period"].to_list() == ["2026-01", "2026-02", "2026-03"]
    assert gap["passages"].to_list() == [2, 0, 0]
    days = timeline(FRAME, every="day", book=BOOK).filter(pl.col("code") == "direction")
    assert days["period"].to_list()[:2] == ["2026-01-11", "2026-01-12"]
    assert days.height == 51
    undated = FRAME.with_columns(pl.Series("date", ["", "2026", None, "2026-13-01", "x", "", ""]))
    assert timeline(undated).is_empty()


def test_the_saturation_curve_counts_new_codes_in_the_order_of_interviews() -> None:
    curve = saturation(FRAME).curve
    assert curve["source"].to_list() == ["K-1", "K-2", "S-3"]
    assert curve["new"].to_list() == [3, 1, 1]
    assert curve["total"].to_list() == [3, 4, 5]
    last = curve.row(-1, named=True)
    assert last["low"] == last["middle"] == last["high"] == 5
    assert curve["low"][0] >= 1
    assert curve["high"][0] <= 3
    other = saturation(FRAME, order=["S-3", "empty", "K-1"]).curve
    assert other["new"].to_list() == [2, 0, 2]
    assert saturation(FRAME).curve.equals(curve)


@given(st.lists(st.sets(st.sampled_from("abcdef")), min_size=1, max_size=7))
@settings(deadline=None, max_examples=50)
def test_the_band_of_random_orders_lies_between_what_orders_can_give(said: list[set[str]]) -> None:
    rows = [row(f"p{i}{c}", f"K-{i}", c) for i, own in enumerate(said) for c in own]
    curve = saturation(codings(rows), order=[f"K-{i}" for i in range(len(said))], orders=60).curve
    everything = len(set().union(*said))
    assert curve["total"].to_list() == [len(set().union(*said[: i + 1])) for i in range(len(said))]
    for i, (low, middle, high) in enumerate(curve.select("low", "middle", "high").iter_rows()):
        assert min(len(own) for own in said) <= low <= middle <= high <= everything
        if i == len(said) - 1:
            assert low == high == everything


@pytest.mark.parametrize(
    ("new", "reached"),
    [
        ([10, 5, 3, 2, 1, 0, 1, 0], 6),  # interviews 5 and 6 bring 1 of 20: 5 %
        ([10, 5, 3, 2, 2, 2, 1, 0], 8),
        ([10, 5, 3, 2, 2, 2], None),
        ([10, 5], None),
        ([0, 0, 0, 0, 0, 0], None),
    ],
)
def test_saturation_is_told_by_the_share_of_new_codes(new: list[int], reached: int | None) -> None:
    """Base of four interviews, run of two, threshold 5 % (Guest, Namey & Chen 2020)."""
    found = Saturation(pl.DataFrame({"new": new}, schema={"new": pl.Int64}))
    assert found.reached() == reached


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_told_in_every_language_and_exported(language: Language) -> None:
    grid = framework(FRAME, ["gap", "leader"], book=BOOK, summaries={("Storsund", "gap"): "Saknas."})
    document = analysis_document(FRAME, BOOK, language, grid=grid, synthetic=True, made_on="2026-11-24")
    validate(document)
    assert sum(isinstance(block, Figure) for block in document.blocks) == 3
    assert any(isinstance(block, Quote) and block.language == "sv" for block in document.blocks)
    tables = [
        ("matrix", matrix_table(code_matrix(FRAME, book=BOOK), language, book=BOOK)),
        ("share", matrix_table(code_matrix(FRAME), language, value="share")),
        ("overlap", overlap_table(co_occurrence(FRAME), language, book=BOOK)),
        ("grid", framework_table(grid, language, book=BOOK)),
        ("time", timeline_table(timeline(FRAME), language, book=BOOK)),
        ("saturation", saturation_table(saturation(FRAME), language)),
        ("quotes", quotes_table(quotes(FRAME), language, book=BOOK)),
    ]
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(tables, language=language, synthetic=True)))
    assert len(book.sheetnames) == len(tables) + 1
    for _, table in tables:
        assert csv.write(table).decode("utf-8").count("\r\n") >= len(table.rows)


def test_a_share_is_shown_in_per_cent_and_an_unknown_one_as_a_dash() -> None:
    matrix = code_matrix(FRAME, codes=["gap"]).with_columns(
        pl.when(pl.col("group") == "Kuusilahti").then("share").alias("share"),
        pl.when(pl.col("group") == "Kuusilahti").then("passages").alias("passages"),
    )
    assert matrix_table(matrix, "fi", book=BOOK, value="share").rows == (("kehittämistarve", "50\u00a0%", "–"),)
    assert matrix_table(matrix, "fi").rows == (("gap", "1", "–"),)


def test_the_grid_as_a_table_names_the_path_of_a_code_and_the_source_of_a_quote() -> None:
    grid = framework(FRAME, ["leader.company", "gap"], book=BOOK, summaries={("Kuusilahti", "gap"): "Yksi puute."})
    table = framework_table(grid, "fi", book=BOOK)
    assert table.columns[1].label == "johtaja › johtajana yritykset"
    assert table.rows[0] == ("Kuusilahti", "”Sanat p3.” (K-2)", "Yksi puute.\n”Sanat p1.” (K-1)")


def test_a_project_without_codings_says_so() -> None:
    document = analysis_document(FRAME.clear(), BOOK, "fi")
    assert [type(block) for block in document.blocks] == [Note]


def test_what_cannot_be_told_is_left_out() -> None:
    one = codings([row("p1", "K-1", "gap", date="")])
    document = analysis_document(one.drop("kind"), BOOK, "sv", grid=framework(one, ["growth"]))
    assert next(b.text for b in document.blocks if isinstance(b, Heading)) == "Koder efter stad"
    assert sum(isinstance(block, Figure) for block in document.blocks) == 1
    six = codings([row(f"p{i}", f"K-{i}", "gap") for i in range(1, 7)])
    document = analysis_document(six, BOOK, "en")
    assert any(isinstance(block, Note) and "interview 6" in block.text for block in document.blocks)
    assert saturation(FRAME.clear()).curve.is_empty()


def test_a_missing_column_is_told_by_its_name() -> None:
    for call in (
        lambda: code_matrix(FRAME.drop("town")),
        lambda: co_occurrence(FRAME.drop("start")),
        lambda: where(FRAME, {"weather": ["rain"]}),
        lambda: with_parents(FRAME.drop("code"), BOOK),
    ):
        with pytest.raises(Problem, match="lack the column"):
            call()
    assert codings([]).columns == list(SCHEMA)
