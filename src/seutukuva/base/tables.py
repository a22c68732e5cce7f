"""Read a user's CSV as it comes from Excel or a statistics service, and write ours.

Text is decoded and split by looking at the file; the bulk is read by Polars. Only when something cannot be read is the
offending row looked for, so that a large good file costs nothing extra.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import polars as pl

from seutukuva.base.errors import Place, Problem

SEPARATORS: Final = (";", "\t", ",")
# Statistics Finland's signs for "not available" and "not to be shown".
MISSING_SIGNS: Final = (".", "..", "...", "…")

_ALL_WHOLE: Final = 2.0**53
_ROW: Final = "row number of the file"
_ROW_NAMES: Final = "\x00row names"
# A figure as tables write it, its spaces made plain ones: thousands in threes, decimals after a point or a comma.
NUMBER: Final = r"^[+-]?([0-9]+|[0-9]{1,3}( [0-9]{3})+)([.,][0-9]+)?([eE][+-]?[0-9]+)?$"
_SPACES: Final = "[\u00a0\u202f\u2007\u2009]"
_SPREADSHEET_STARTS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SIZE_OF_SAMPLE: Final = 200_000


def read_csv(
    source: Path | bytes,
    *,
    name: str | None = None,
    required: Sequence[str] = (),
    numbers: Sequence[str] = (),
    key: Sequence[str] | Literal["others"] = (),
    row: str | None = None,
    row_names: bool = False,
    missing: Sequence[str] = MISSING_SIGNS,
) -> pl.DataFrame:
    """Return a user's CSV as a frame of text columns, those in `numbers` as Float64; blank is null.

    source: the file or its bytes, in UTF-8 (with or without a byte-order mark), UTF-16 or Windows-1252, separated by
    semicolons, tabs or commas. name: what to call the file in messages. required: columns that must be there (those in
    `numbers` and `key` as well). numbers: columns with decimal points or commas, thousands by spaces. key: columns
    that together name a row once, or "others" for all that are not in `numbers`. row: what to call an added first
    column with each row's number in the file. row_names: pass over a first column without a name, in which R writes
    the names of rows. missing: what stands for no figure in `numbers`, beside an empty cell.
    Raises Problem (base.csv.*) with the row and column.
    """
    place = Place(file=name or (source.name if isinstance(source, Path) else None))
    whole = _text(_bytes(source, place), place)
    text = whole.lstrip("\n")
    first = 1 + len(whole) - len(text)  # the header's row: a file may begin with empty ones
    separator = _separator(text, place)
    header = _header(text, separator, place, first, row_names=row_names)
    frame = _frame(text, separator, header, place, first)
    if header[0] == _ROW_NAMES:
        header = header[1:]
        frame = frame.drop(_ROW_NAMES)
    if key == "others":
        key = [c for c in header if c not in numbers]
    for column in (*required, *numbers, *key):
        require_column(frame, column, place)
    frame = _parse_numbers(frame, numbers, missing, place)
    if key:
        _refuse_duplicates(frame, key, place)
    return frame.rename({_ROW: row}) if row else frame.drop(_ROW)


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write `frame` as UTF-8 with commas, decimal points and nothing for missing; whole numbers without decimals.

    Written aside and renamed, so that an interrupted write leaves the file as it was.
    """
    part = path.with_name(path.name + ".part")
    fractions = [c for c, kind in frame.schema.items() if kind.is_float()]
    # From 2^53 on every float is whole, and a large one is no whole number of 64 bits: those are left as they are.
    is_whole = {c: (pl.col(c) % 1 == 0) & (pl.col(c).abs() < _ALL_WHOLE) for c in fractions}
    whole = [c for c, yes in is_whole.items() if frame.select((pl.col(c).is_null() | yes).all()).item()]
    frame.with_columns(pl.col(whole).cast(pl.Int64)).write_csv(part, null_value="")
    part.replace(path)


def require_column(frame: pl.DataFrame, column: str, place: Place | None = None) -> None:
    """Do nothing when `frame` has `column`. Raises Problem that names the columns found and the nearest of them."""
    found = [c for c in frame.columns if c != _ROW]
    if column in found:
        return
    lower = {c.casefold(): c for c in found}
    near = difflib.get_close_matches(column.casefold(), lower, n=1, cutoff=0.6)
    code = "base.csv.column_near" if near else "base.csv.column"
    nearest = {"nearest": lower[near[0]]} if near else {}
    raise Problem(code, place=place, wanted=column, found=", ".join(found), **nearest)


def _bytes(source: Path | bytes, place: Place) -> bytes:
    if isinstance(source, bytes):
        return source
    if not source.is_file():
        raise Problem("base.csv.no_file", place=Place(file=str(source)))
    try:
        return source.read_bytes()
    except PermissionError as error:
        raise Problem("base.csv.no_permission", place=place) from error


def _text(data: bytes, place: Place) -> str:
    """Decode, and tell other kinds of file by their first bytes."""
    if data.startswith(_SPREADSHEET_STARTS):
        raise Problem("base.csv.spreadsheet", place=place)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    elif b"\x00" in data:
        raise Problem("base.csv.binary", place=place)
    else:
        text = _eight_bit(data)
    start = text[:_SIZE_OF_SAMPLE].lstrip()[:1]
    if start in ("<", "{") or text.startswith("%PDF"):
        raise Problem("base.csv.markup", place=place)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Problem("base.csv.empty", place=place)
    return text


def _eight_bit(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes undefined; Latin-1 takes them all.
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")


def _separator(text: str, place: Place) -> str:
    """Return the separator that gives the first line most columns. Raises Problem when it is no line of a table."""
    line = text.split("\n", 1)[0]
    try:
        return max(SEPARATORS, key=lambda s: len(next(csv.reader([line], delimiter=s), [])))
    except csv.Error as error:
        # The reader's only complaint here: a field of more than its 131 072 characters.
        raise Problem("base.csv.no_columns", place=place) from error


def _header(text: str, separator: str, place: Place, first: int, *, row_names: bool) -> list[str]:
    names = [n.strip() for n in next(csv.reader(io.StringIO(text, newline=""), delimiter=separator))]
    if row_names and len(names) > 1 and not names[0]:
        names[0] = _ROW_NAMES
    while names and not names[-1]:
        names.pop()  # a separator at the end of every line makes a last column without a name
    for position, column in enumerate(names, 1):
        row = Place(file=place.file, row=first)
        if not column:
            raise Problem("base.csv.no_name", place=row, position=position)
        if names.index(column) < position - 1:
            raise Problem("base.csv.same_name", place=row, name=column)
    return names


def _frame(text: str, separator: str, header: list[str], place: Place, first: int) -> pl.DataFrame:
    _refuse_ragged(text, separator, len(header), place, first)
    columns = [*header, *_spare_columns(text, separator, len(header))]
    try:
        frame = pl.read_csv(
            text.encode(),
            separator=separator,
            infer_schema=False,
            new_columns=columns,
            truncate_ragged_lines=True,
        )
    except pl.exceptions.PolarsError as error:
        # Rows and quotation marks are known to be right here; what Polars still refuses is told without a row.
        raise Problem("base.csv.quotes", place=place) from error
    cells = pl.all().str.strip_chars()
    frame = frame.select(header).with_columns(pl.when(cells != "").then(cells).name.keep())
    frame = frame.with_row_index(_ROW, offset=first + 1)
    frame = frame.filter(~pl.all_horizontal(pl.col(header).is_null()))
    if frame.is_empty():
        raise Problem("base.csv.no_rows", place=place)
    return frame


def _spare_columns(text: str, separator: str, named: int) -> list[str]:
    """Return names for the empty columns that a trailing separator makes; they are dropped afterwards."""
    line = text.split("\n", 1)[0]
    width = len(next(csv.reader([line], delimiter=separator)))
    return [f"\x00{i}" for i in range(width - named)]


def _refuse_ragged(text: str, separator: str, width: int, place: Place, first: int) -> None:
    """Raise at the first row with a different number of fields (empty ones at the end do not count)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = first - 1
    try:
        for row, fields in enumerate(reader, first):
            if len(fields) == width or not any(f.strip() for f in fields):
                continue
            if len(fields) < width or any(f.strip() for f in fields[width:]):
                at = Place(file=place.file, row=row)
                raise Problem("base.csv.ragged", place=at, fields=len(fields), columns=width)
    except csv.Error as error:
        # A quotation mark that is never closed swallows the rest of the file.
        raise Problem("base.csv.quotes", place=Place(file=place.file, row=row + 1)) from error


def _parse_numbers(frame: pl.DataFrame, numbers: Sequence[str], missing: Sequence[str], place: Place) -> pl.DataFrame:
    for column in dict.fromkeys(numbers):
        text = pl.col(column).str.replace_all(_SPACES, " ").str.replace("−", "-", literal=True)
        known = frame.select(_ROW, pl.col(column).alias("raw"), text.alias("text")).with_columns(
            pl.when(~pl.col("text").is_in(missing)).then("text").alias("text")
        )
        bad = known.filter(~pl.col("text").str.contains(NUMBER))
        if bad.height:
            at = Place(file=place.file, row=bad.item(0, _ROW), column=column)
            raise Problem("base.csv.not_number", place=at, value=bad.item(0, "raw"))
        plain = pl.col("text").str.replace_all(" ", "", literal=True).str.replace(",", ".", literal=True)
        frame = frame.with_columns(known.select(plain.cast(pl.Float64).alias(column)).to_series())
    return frame


def _refuse_duplicates(frame: pl.DataFrame, key: Sequence[str], place: Place) -> None:
    repeated = frame.filter(pl.struct(key).is_duplicated())
    if repeated.is_empty():
        return
    first = repeated.row(0, named=True)
    same = repeated.filter(pl.all_horizontal(pl.col(k).eq_missing(pl.lit(first[k])) for k in key))
    raise Problem(
        "base.csv.duplicate",
        place=Place(file=place.file, row=same.item(1, _ROW)),
        first=same.item(0, _ROW),
        key=", ".join(f"{k} = {first[k]}" for k in key),
    )
