"""Tables as a workbook: a sheet each with its header frozen, and a sheet that says where the numbers come from."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from seutukuva.base import Language, Message, render
from seutukuva.documents import RawValue, Table
from seutukuva.writers.cells import is_number, looks_like_formula, values

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_NAME: Final = 31
_WIDEST: Final = 60
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write(
    tables: Sequence[tuple[str, Table]],
    *,
    note: Sequence[str] | str = (),
    language: Language = "en",
    synthetic: bool = False,
) -> bytes:
    """Return the named tables as an .xlsx file with a last sheet of sources.

    `note` is the source lines and remarks of that sheet. Numbers are numbers where the table has `raw` values. Every
    text is stored as a text, also one that begins like a formula. Synthetic data says so on every sheet.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Seutukuva"
    book.properties.created = book.properties.modified = _MADE
    made = render(Message("base.synthetic"), language) if synthetic else ""
    taken: set[str] = set()
    for name, table in tables:
        _fill(book.create_sheet(_sheet_name(name, taken)), table, made)
    source = render(Message("writers.source_sheet"), language)
    sheet = book.create_sheet(_sheet_name(source, taken))
    lines = [note] if isinstance(note, str) else list(note)
    for row, line in enumerate([*([made] if made else []), *lines], start=1):
        _put(sheet.cell(row, 1), line)
    sheet.column_dimensions["A"].width = _WIDEST
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, table: Table, made: str) -> None:
    first = 2 if made else 1
    if made:
        _put(sheet.cell(1, 1), made)
        sheet.cell(1, 1).font = Font(bold=True)
    widths = [len(column.label) for column in table.columns]
    for x, column in enumerate(table.columns, start=1):
        cell = sheet.cell(first, x)
        _put(cell, column.label)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="right" if column.numeric else "left", wrap_text=True)
    for y, row in enumerate(values(table), start=first + 1):
        for x, value in enumerate(row, start=1):
            _put(sheet.cell(y, x), value)
            widths[x - 1] = max(widths[x - 1], len(str(value)) if value is not None else 0)
    for x, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(x)].width = min(max(width + 2, 9), _WIDEST)
    sheet.freeze_panes = f"{get_column_letter(2 if table.row_header else 1)}{first + 1}"


def _put(cell: Cell | MergedCell, value: RawValue) -> None:
    """Write one value; a text always as a text."""
    if isinstance(cell, MergedCell) or value is None or (isinstance(value, float) and not is_number(value)):
        return
    if is_number(value):
        cell.value = value
        return
    text = _NOT_XML.sub("", str(value))
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = looks_like_formula(text)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that Excel accepts and that no other sheet has, whatever its case."""
    plain = _FORBIDDEN.sub(" ", _NOT_XML.sub("", name)).strip().strip("'") or "1"
    candidate, count = plain[:_LONGEST_NAME], 1
    while candidate.lower() in taken:
        count += 1
        tail = f" {count}"
        candidate = plain[: _LONGEST_NAME - len(tail)] + tail
    taken.add(candidate.lower())
    return candidate
