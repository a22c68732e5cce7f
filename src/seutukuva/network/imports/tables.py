"""Tables of actors and ties: CSV in any usual form, workbooks with a sheet of each."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

import openpyxl
import polars as pl
from lxml import etree

from seutukuva.base import Message, Place, Problem
from seutukuva.base.tables import read_csv, require_column
from seutukuva.network.imports.assembling import assemble
from seutukuva.network.imports.columns import Side, chosen, guess
from seutukuva.network.imports.model import Imported
from seutukuva.network.imports.refusing import ROW, listed

_EXAMPLES: Final = 3
_MOST_UNPACKED: Final = 200 * 2**20
_MOST_COLUMNS: Final = 200
_BROKEN: Final = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, AssertionError, OverflowError),
    *(ParseError, etree.XMLSyntaxError, zipfile.BadZipFile, NotImplementedError, RecursionError),
)


@dataclass(frozen=True)
class Column:
    """A column of a user's table: its heading, the field it is taken for (None: left out), some of its cells."""

    heading: str
    field: str | None
    examples: tuple[str, ...]


def columns_of(source: Path | bytes, side: Side, *, name: str | None = None) -> tuple[Column, ...]:
    """Return the columns of a table of actors or ties with a guess of what each is, to choose from.

    Raises Problem for what is no table.
    """
    frame = read_csv(source, name=name)
    fields = {column: field for field, column in guess(frame, side).items()}
    return tuple(
        Column(heading, fields.get(heading), tuple(frame[heading].drop_nulls().unique(maintain_order=True)[:_EXAMPLES]))
        for heading in frame.columns
    )


def read_tables(
    ties: Path | bytes,
    actors: Path | bytes | None = None,
    *,
    tie_columns: Mapping[str, str] | None = None,
    actor_columns: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    ties_name: str | None = None,
    actors_name: str | None = None,
) -> Imported:
    """Return the network of a CSV of ties and, where there is one, a CSV of actors.

    ties, actors: UTF-8, UTF-16 or Windows-1252, separated by semicolons, tabs or commas. tie_columns, actor_columns:
    field -> heading; what is not named is guessed, "" leaves a field out. words: the file's word -> the vocabulary's.
    Raises Problem (base.csv.*, network.imports.*) with rows; see `assemble`.
    """
    tie_frame, notes = _fields(ties, "ties", tie_columns, ties_name)
    actor_frame = None
    if actors is not None:
        actor_frame, more = _fields(actors, "actors", actor_columns, actors_name)
        notes += more
    files = {"actors_file": _named(actors, actors_name), "ties_file": _named(ties, ties_name)}
    whole = assemble(actor_frame, tie_frame, **files, words=words)
    return Imported(whole.actors, whole.ties, (*notes, *whole.notes))


def read_workbook(data: bytes, *, name: str | None = None, words: Mapping[str, str] | None = None) -> Imported:
    """Return the network of an XLSX: one sheet has ties (source and target, or From and To), another may have actors.

    So Kumu exports a map. Raises Problem for what is no workbook, when no sheet has ties, and as `read_tables` does.
    """
    sheets = _sheets(data, name)
    tables = {title: read_csv(text, name=title, row=ROW) for title, text in sheets.items()}
    ties = next((t for t, frame in tables.items() if {"source", "target"} <= guess(frame, "ties").keys()), None)
    if ties is None:
        raise Problem("network.imports.no_ties_sheet", place=Place(file=name), found=", ".join(sheets))
    actors = next((t for t, frame in tables.items() if t != ties and "name" in guess(frame, "actors")), None)
    tie_frame, notes = _fields(sheets[ties], "ties", None, ties)
    actor_frame = None
    if actors is not None:
        actor_frame, more = _fields(sheets[actors], "actors", None, actors)
        notes += more
    whole = assemble(actor_frame, tie_frame, actors_file=actors, ties_file=ties, words=words)
    return Imported(whole.actors, whole.ties, (*notes, *whole.notes))


def _fields(
    source: Path | bytes, side: Side, mapping: Mapping[str, str] | None, name: str | None
) -> tuple[pl.DataFrame, list[Message]]:
    """Return a table with its columns named by field, and a note on the columns that are left out."""
    frame = read_csv(source, name=name, row=ROW)
    place = Place(file=_named(source, name))
    table = frame.drop(ROW)
    fields = chosen(table, side, mapping, place)
    for field in ("source", "target") if side == "ties" else ():
        if field not in fields:
            require_column(table, field, place)
    if side == "actors" and not {"id", "name"} & fields.keys():
        require_column(table, "name", place)
    left = [column for column in table.columns if column not in fields.values()]
    notes = [Message("network.imports.note.columns", {"values": listed(left)})] if left else []
    return frame.select(ROW, **{field: pl.col(column) for field, column in fields.items()}), notes


def _named(source: Path | bytes | None, name: str | None) -> str | None:
    return name or (source.name if isinstance(source, Path) else None)


def _sheets(data: bytes, name: str | None) -> dict[str, bytes]:
    """Return the sheets of a workbook that hold anything, each as CSV."""
    place = Place(file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_UNPACKED:
                raise Problem("network.imports.workbook_size", place=place)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = {
            sheet.title: _as_csv(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)) for sheet in book.worksheets
        }
    except _BROKEN:
        raise Problem("network.imports.workbook", place=place) from None
    return {title: text for title, text in found.items() if b"\n" in text.strip(b";\n")}


def _as_csv(rows: Iterable[tuple[object, ...]]) -> bytes:
    """Return a sheet's rows as CSV, as wide as its widest row that says anything.

    Rows above the headings with one cell at most are a title or a mark: they become empty lines, so rows keep numbers.
    """
    texts = [["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in cells] for cells in rows]
    width = max((position for cells in texts for position, text in enumerate(cells, 1) if text), default=0)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    above = next((row for row, cells in enumerate(texts) if sum(map(bool, cells)) > 1), 0) if width > 1 else 0
    out.write("\n" * above)
    writer.writerows([*cells, *[""] * (width - len(cells))][:width] for cells in texts[above:])
    return out.getvalue().encode()
