"""A user's CSV: what is read, and the one message told when it cannot be."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.base.tables import read_csv, write_csv

TABLE = "kunta;työpaikat;osuus\n684;16 588;25,1\n740;12585;13,9\n"
READ = pl.DataFrame({"kunta": ["684", "740"], "työpaikat": [16588.0, 12585.0], "osuus": [25.1, 13.9]})
NUMBERS = ("työpaikat", "osuus")


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode("utf-8"),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("latin-1"),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace(";", "\t").encode(),
        TABLE.replace(",", ".").replace(";", ",").encode(),
        TABLE.replace(" ", "\u00a0").encode(),
        TABLE.replace(" ", "\u00a0").encode("latin-1"),
        TABLE.replace(" ", "\u202f").encode(),
        TABLE.replace("\n", ";\n").encode(),
        (TABLE + "\n;;\n\n").encode(),
        ("\n" + TABLE).encode(),
        TABLE.replace("684", '" 684 "').encode(),
        TABLE.replace("kunta", " kunta ").encode(),
        TABLE.replace("25,1", '"25,1"').replace(";", "\t").encode(),
    ],
    ids=lambda data: repr(data[:18]),
)
def test_reads_a_table_however_it_was_saved(data: bytes) -> None:
    assert_frame_equal(read_csv(data, numbers=NUMBERS), READ)


def test_windows_signs_outside_latin_1_and_bytes_that_windows_lacks_are_read() -> None:
    assert read_csv("a;b\n10 €;Åbo\n".encode("cp1252")).row(0) == ("10 €", "Åbo")
    assert read_csv(b"a;b\n\xc5bo\x81;1\n").row(0) == ("Åbo\x81", "1")


def test_blank_and_the_signs_of_statistics_finland_are_missing() -> None:
    frame = read_csv(b"kunta;n\n684;\n740;..\n091;...\n049;-3\n", numbers=["n"])
    assert frame["n"].to_list() == [None, None, None, -3.0]


def test_a_quoted_field_keeps_separators_quotes_and_line_breaks() -> None:
    frame = read_csv(b'a;b\n"x;y";"toinen\nrivi"\n"sanoi ""ei""";2\n')
    assert frame.rows() == [("x;y", "toinen\nrivi"), ('sanoi "ei"', "2")]


def test_codes_stay_text_with_their_zeros() -> None:
    assert read_csv(b"kunta\n005\n")["kunta"].to_list() == ["005"]


def test_a_true_minus_sign_is_read() -> None:
    assert read_csv("n\n−1,5\n".encode(), numbers=["n"])["n"].to_list() == [-1.5]


PROBLEMS = {
    "wrong column": (b"kunta;tyopaikat\n684;1\n", "Did you mean the column tyopaikat?"),
    "no such column": (b"a;b\n684;1\n", "There is no column työpaikat. The file has the columns a, b."),
    "not a number": ("työpaikat;x\n5;1\nviisi;2\n".encode(), "row 3, column työpaikat: viisi is not a number."),
    "two decimal signs": ("työpaikat\n1.234,5\n".encode(), "1.234,5 is not a number."),
    "broken thousands": ("työpaikat\n12 34\n".encode(), "12 34 is not a number."),
    "infinity": ("työpaikat\ninf\n".encode(), "inf is not a number."),
    "row after a blank one": ("työpaikat\n1\n\nx\n".encode(), "row 4, column työpaikat"),
    "row of a file that begins with blank ones": ("\n\ntyöpaikat\n1\nx\n".encode(), "row 5, column työpaikat"),
    "long row after blank ones": ("\ntyöpaikat;b\n1;2;3\n".encode(), "row 3: The row has 3 fields"),
    "two kinds of line end": ("työpaikat;b\r1;2\rx;4\n".encode(), "row 3, column työpaikat: x is not a number."),
    "one endless line": (b"a" * 200_000, "no table's header row"),
    "bytes of nought far down": ("työpaikat\n".encode() + b"1\n" * 200_000 + b"\x00\n", "not text"),
    "empty": (b"", "The file is empty."),
    "only blanks": (b" \n\n", "The file is empty."),
    "only a header": ("työpaikat\n".encode(), "only a header row"),
    "short row": ("työpaikat;b;c\n1;2;3\n1;2\n".encode(), "row 3: The row has 2 fields, the header row 3."),
    "long row": ("työpaikat;b\n1;2;3\n".encode(), "row 2: The row has 3 fields, the header row 2."),
    "open quotation": ('työpaikat;b\n1;"2\n1;3\n1;4\n'.encode(), "quotation mark"),
    "spreadsheet": (b"PK\x03\x04\x14\x00", "spreadsheet workbook"),
    "old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1", "spreadsheet workbook"),
    "web page": (b"<!DOCTYPE html><html>", "web page"),
    "json": (b'{"a": 1}', "web page"),
    "binary": (b"\x7fELF\x00\x00", "not text"),
    "column without a name": ("työpaikat;;c\n1;2;3\n".encode(), "row 1: Column number 2 has no name."),
    "same name twice": ("työpaikat;b;b\n1;2;3\n".encode(), "Two columns have the same name: b."),
}


@pytest.mark.parametrize(("data", "told"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_cannot_be_read_is_told_with_place_and_remedy(data: bytes, told: str) -> None:
    with pytest.raises(Problem) as caught:
        read_csv(data, name="kunnat.csv", numbers=["työpaikat"])
    assert told in str(caught.value)
    assert str(caught.value).startswith("kunnat.csv")
    assert all(explain(caught.value, language) for language in LANGUAGES)


def test_duplicate_rows_are_told_by_both_row_numbers() -> None:
    data = b"kunta;vuosi\n684;2020\n740;2020\n684;2021\n684;2020\n"
    with pytest.raises(Problem) as caught:
        read_csv(data, key=["kunta", "vuosi"])
    assert "row 5: The same row stands twice, first on row 2: kunta = 684, vuosi = 2020." in str(caught.value)


def test_rows_that_differ_in_the_key_are_not_duplicates() -> None:
    assert read_csv(b"kunta;vuosi\n684;2020\n684;2021\n", key=["kunta", "vuosi"]).height == 2


def test_a_file_that_is_not_there_or_not_readable_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="There is no such file"):
        read_csv(tmp_path / "puuttuu.csv")

    def refuse(_: Path) -> bytes:
        raise PermissionError

    closed = tmp_path / "suljettu.csv"
    closed.write_bytes(TABLE.encode())
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Problem, match="may not be read"):
        read_csv(closed)


def test_a_file_of_50_megabytes_is_read_and_its_one_bad_row_found(tmp_path: Path) -> None:
    chance = random.Random(1)
    rows = [f"{i};Kunta {i % 309};{chance.randrange(10**6)},5;selite selite selite selite" for i in range(1_000_000)]
    rows[900_000] = "900000;Kunta;x;selite"
    path = tmp_path / "suuri.csv"
    path.write_text("id;kunta;n;t\n" + "\n".join(rows), encoding="utf-8")
    assert path.stat().st_size > 45_000_000
    assert read_csv(path).height == 1_000_000
    with pytest.raises(Problem) as caught:
        read_csv(path, numbers=["n"])
    assert "suuri.csv, row 900002, column n: x is not a number." in str(caught.value)


def test_written_files_have_decimal_points_and_nothing_for_missing(tmp_path: Path) -> None:
    path = tmp_path / "ulos.csv"
    write_csv(pl.DataFrame({"kunta": ["Pyhäntä", None], "n": [1.5, None]}), path)
    assert path.read_bytes() == "kunta,n\nPyhäntä,1.5\n,\n".encode()


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1))
def test_numbers_come_back_whether_written_with_point_or_comma(values: list[float]) -> None:
    for text in ("\n".join(map(repr, values)), "\n".join(map(repr, values)).replace(".", ",")):
        frame = read_csv(("n;x\n" + text.replace("\n", ";a\n") + ";a\n").encode(), numbers=["n"])
        assert frame["n"].to_list() == values


def test_all_other_columns_can_be_the_key() -> None:
    data = b"kunta;vuosi;n\n684;2020;1\n684;2021;1\n684;2020;2\n"
    with pytest.raises(Problem) as caught:
        read_csv(data, numbers=["n"], key="others")
    assert "row 4: The same row stands twice, first on row 2: kunta = 684, vuosi = 2020." in str(caught.value)


def test_whole_numbers_are_written_without_decimals(tmp_path: Path) -> None:
    path = tmp_path / "ulos.csv"
    write_csv(pl.DataFrame({"jobs": [16588.0, None], "share": [25.0, 0.5]}), path)
    assert path.read_text() == "jobs,share\n16588,25.0\n,0.5\n"
    write_csv(pl.DataFrame({"n": [1e19, 2.0]}), path)
    assert [float(text) for text in path.read_text().split()[1:]] == [1e19, 2.0]
