"""Tables of open answers (XLSX): one row becomes one source, as survey tools export them."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, cast
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml import etree
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from seutukuva.base import Message, Place, Problem
from seutukuva.evidence.material.archives import Archive
from seutukuva.evidence.material.model import VARIABLES, Body, Variable
from seutukuva.evidence.material.variables import readable, variable_named

Use = Variable | Literal["text", "other", "skip"]
USES: Final[tuple[Use, ...]] = ("text", "other", "skip", *VARIABLES)

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 1_000
_HEAD: Final = 10  # rows in which the questions are looked for: exports may begin with a title
_WORDY: Final = 4.0  # words in a column's answers on average: more are an open answer
_CONTACTS: Final = re.compile(
    r"e-?mail|sähköposti|e-?post|puhelin|telefon|phone|\bip\b|henkilötunnus|personbeteckning", re.I
)
_BROKEN: Final = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, AssertionError),
    *(ParseError, etree.XMLSyntaxError, RecursionError, OverflowError),
)


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, what it is used as, and some of its answers."""

    heading: str
    use: Use
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Table:
    headings: tuple[str, ...]
    rows: Sequence[tuple[int, tuple[str, ...]]]  # the row's number in the file, its cells


def is_xlsx(archive: Archive) -> bool:
    """Tell whether a zip is a workbook."""
    return "xl/workbook.xml" in archive.names or any(name.startswith("xl/") for name in archive.names)


def columns_of(data: bytes, archive: Archive) -> tuple[Column, ...]:
    """Return the columns of a workbook with a guess of what each is. Raises Problem as `read_xlsx` does."""
    return _guess(_table(data, archive))


def read_xlsx(data: bytes, archive: Archive, uses: Mapping[str, str] | None = None) -> tuple[Body, ...]:
    """Return one body for each row that answers something: "Question", its answer on the next line, and so on.

    uses: heading -> text, other, skip or a case variable; what is not named is guessed (see `Column`).
    Raises Problem when there are no rows, no column of text, or `uses` names what is not there.
    """
    table = _table(data, archive)
    columns = _used(_guess(table), uses or {})
    texts = [i for i, column in enumerate(columns) if column.use == "text"]
    if not texts:
        raise Problem("evidence.material.no_text_column", found=", ".join(c.heading for c in columns)[:300])
    bodies = list(_bodies(table, columns, texts))
    if not bodies:
        raise Problem("evidence.material.no_rows")
    left = [column.heading for column in columns if column.use == "skip" and column.examples]
    note = Message("evidence.material.note.columns", {"columns": ", ".join(left)[:300]})
    return tuple(Body(b.text, variables=b.variables, row=b.row, notes=(note,) if left else ()) for b in bodies)


def _bodies(table: _Table, columns: Sequence[Column], texts: Sequence[int]) -> Iterator[Body]:
    for number, cells in table.rows:
        answers = [(columns[i].heading, cells[i]) for i in texts if cells[i]]
        if not answers:
            continue
        known: dict[Variable, str] = {}
        other: dict[str, str] = {}
        for column, cell in zip(columns, cells, strict=True):
            variable = next((v for v in VARIABLES if v == column.use), None)
            if variable and cell:
                known.setdefault(variable, cell)
            elif column.use == "other" and cell:
                other[column.heading] = cell
        text = "\n\n".join(f"{question}\n{answer}" for question, answer in answers)
        yield Body(text=text, variables=other | readable(known), row=number)


def _used(guessed: Sequence[Column], uses: Mapping[str, str]) -> tuple[Column, ...]:
    headings = [column.heading for column in guessed]
    for heading, use in uses.items():
        if heading not in headings:
            raise Problem("evidence.material.unknown_column", column=heading, found=", ".join(headings)[:300])
        if use not in USES:
            raise Problem("evidence.unknown_value", field=heading, value=use, known=", ".join(USES))
    return tuple(Column(c.heading, _use(uses.get(c.heading, c.use)), c.examples) for c in guessed)


def _use(text: str) -> Use:
    return next(use for use in USES if use == text)


def _guess(table: _Table) -> tuple[Column, ...]:
    taken: set[Use] = set()
    columns = []
    for i, heading in enumerate(table.headings):
        answers = [cells[i] for _number, cells in table.rows if cells[i]]
        use = _guessed_use(heading, answers)
        if use in VARIABLES and use in taken:
            use = "other"
        taken.add(use)
        columns.append(Column(heading, use, tuple(dict.fromkeys(answers))[:3]))
    return tuple(columns)


def _guessed_use(heading: str, answers: Sequence[str]) -> Use:
    if not answers or _CONTACTS.search(heading):
        return "skip"  # addresses and numbers of persons have no place among evidence
    variable = variable_named(heading)
    if variable:
        return variable
    words = sum(len(answer.split()) for answer in answers) / len(answers)
    distinct = len(set(answers)) / len(answers)
    asked = heading.rstrip().endswith("?") and words >= 2 and len(answers) > 1 and distinct == 1
    open_ = words >= _WORDY and (distinct > 0.5 or len(answers) < 4)
    return "text" if open_ or asked else "other"


def _table(data: bytes, archive: Archive) -> _Table:
    archive.refuse_unfit_xml()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that no answer depends on
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [_rows(sheet) for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    except _BROKEN as error:
        raise Problem("evidence.material.broken") from error
    rows = next((rows for rows in sheets if len(rows) > 1), [])
    if not rows:
        raise Problem("evidence.material.no_rows")
    filled = [sum(map(bool, cells)) for _number, cells in rows]
    first = next(i for i, count in enumerate(filled[:_HEAD]) if count >= max(filled[:_HEAD]) / 2)
    width = max(len(cells) for _number, cells in rows[first:])
    padded = [(number, (*cells, *[""] * (width - len(cells)))) for number, cells in rows[first:]]
    if len(padded) < 2:
        raise Problem("evidence.material.no_rows")
    return _Table(tuple(_headings(padded[0][1])), padded[1:])


def _rows(sheet: ReadOnlyWorksheet) -> list[tuple[int, tuple[str, ...]]]:
    """Return a sheet's rows that are not empty, as text, without the empty cells at their ends."""
    sheet.reset_dimensions()  # a file may claim to be larger than it is
    rows = []
    for number, values in enumerate(cast(Worksheet, sheet).iter_rows(values_only=True), 1):
        cells = [_cell(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append((number, tuple(cells)))
        if len(rows) > MOST_ROWS or len(cells) > MOST_COLUMNS:
            limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise Problem("evidence.material.too_large_table", place=Place(row=number), **limits)
    return rows


def _headings(cells: Sequence[str]) -> Iterator[str]:
    """Yield the headings, each once: a second "Miksi?" becomes "Miksi? (2)"."""
    seen: dict[str, int] = {}
    for position, cell in enumerate(cells, 1):
        heading = " ".join(cell.split()) or str(position)
        seen[heading] = seen.get(heading, 0) + 1
        yield heading if seen[heading] == 1 else f"{heading} ({seen[heading]})"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
