"""A table as CSV: UTF-8, comma, decimal point, missing = empty, texts that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io

from seutukuva.documents import RawValue, Table
from seutukuva.writers.cells import is_number, looks_like_formula, values


def write(table: Table) -> bytes:
    """Return the table with its header as CSV bytes; `raw` values where the table has them.

    A text that begins like a formula gets an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(column.label) for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in values(table))
    return out.getvalue().encode("utf-8")


def _cell(value: RawValue) -> str:
    if value is None:
        return ""
    if is_number(value):
        return repr(value)
    return "" if isinstance(value, float) else _safe(str(value))


def _safe(text: str) -> str:
    return f"'{text}" if looks_like_formula(text) else text
