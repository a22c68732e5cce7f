"""Tables as files: numbers stay numbers, texts stay texts, also those that look like formulas."""

from __future__ import annotations

import csv as reader
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.documents import Column, Table
from seutukuva.writers import csv, xlsx

TABLE = Table(
    "Arbetslöshet",
    (Column("Stad"), Column("Grad, %", True)),
    (("Raumo", "8,4"), ("=1+1", "–")),
    raw=(("Raumo", 8.43), ("=1+1", None)),
)


def sheets(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_csv_has_decimal_points_and_empty_cells_in_utf8() -> None:
    assert csv.write(TABLE).decode("utf-8") == 'Stad,"Grad, %"\r\nRaumo,8.43\r\n\'=1+1,\r\n'


def test_csv_of_a_table_without_values_has_what_is_shown() -> None:
    table = Table("T", (Column("a"),), (("8,4",),))
    assert csv.write(table) == b'a\r\n"8,4"\r\n'


@given(st.text(max_size=12).filter(lambda text: "\x00" not in text))
def test_no_text_of_a_csv_begins_like_a_formula(text: str) -> None:
    data = csv.write(Table("T", (Column("a"), Column("b")), ((text, "x"),))).decode("utf-8")
    cell = list(reader.reader(io.StringIO(data, newline="")))[1][0]
    assert cell in (text, f"'{text}")
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None])
def test_what_is_no_number_is_empty(value: float | None) -> None:
    table = Table("T", (Column("a", True),), (("–",),), raw=((value,),))
    assert csv.write(table) == b"a\r\n\r\n" or csv.write(table) == b'a\r\n""\r\n'
    assert sheets(xlsx.write([("T", table)])).worksheets[0]["A2"].value is None


def test_a_negative_number_stays_a_number() -> None:
    table = Table("T", (Column("a", True),), (("−1,5",),), raw=((-1.5,),))
    assert csv.write(table) == b"a\r\n-1.5\r\n"
    assert sheets(xlsx.write([("T", table)])).worksheets[0]["A2"].value == -1.5


def test_a_workbook_opens_with_numbers_frozen_header_and_sources() -> None:
    book = sheets(xlsx.write([("Arbetslöshet", TABLE)], note=["Källa: Statistikcentralen", "2023"], language="sv"))
    assert book.sheetnames == ["Arbetslöshet", "Källa"]
    sheet = book["Arbetslöshet"]
    assert [cell.value for cell in sheet[1]] == ["Stad", "Grad, %"]
    assert sheet["B2"].value == 8.43
    assert sheet["B3"].value is None
    assert sheet.freeze_panes == "B2"
    assert book["Källa"]["A1"].value == "Källa: Statistikcentralen"
    assert book["Källa"]["A2"].value == "2023"


def test_a_text_like_a_formula_is_a_text_in_a_workbook() -> None:
    cell = sheets(xlsx.write([("T", TABLE)])).worksheets[0]["A3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_synthetic_data_says_so_on_every_sheet() -> None:
    book = sheets(xlsx.write([("T", TABLE)], note="Källa: –", language="sv", synthetic=True))
    assert all(sheet["A1"].value == "Syntetiskt material" for sheet in book.worksheets)
    assert book["T"].freeze_panes == "B3"
    assert book["T"]["B3"].value == 8.43


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_names_of_sheets_are_accepted_and_kept_apart(names: list[str]) -> None:
    book = sheets(xlsx.write([(name, TABLE) for name in names]))
    assert len(book.sheetnames) == len(names) + 1
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=20))
def test_any_text_can_stand_in_a_cell(text: str) -> None:
    table = Table("T", (Column("a"),), ((text,),))
    value = sheets(xlsx.write([("T", table)])).worksheets[0]["A2"].value
    assert value is None or isinstance(value, str)
