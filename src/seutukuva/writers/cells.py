"""Cells of tables for spreadsheets: numbers stay numbers, and no text can become a formula."""

from __future__ import annotations

import math
from typing import Final

from seutukuva.documents import RawValue, Table

# A spreadsheet reads a text that begins so as a formula (OWASP, CSV injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def values(table: Table) -> list[list[RawValue]]:
    """Return the table's rows as values: `raw` where the table has it, the shown text elsewhere."""
    if table.raw is None:
        return [list(row) for row in table.rows]
    return [list(row) for row in table.raw]


def is_number(value: RawValue) -> bool:
    """Tell whether a value goes into a file as a number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take the text for a formula."""
    return text.lstrip(" ").startswith(_FORMULA) or text.startswith(_FORMULA)
