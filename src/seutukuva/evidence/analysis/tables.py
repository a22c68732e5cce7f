"""The analyses as tables of a document: what pages show and what XLSX and CSV carry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from seutukuva.base import Language, Message, render
from seutukuva.base.languages import number, percent, period
from seutukuva.documents import Column, Table
from seutukuva.evidence.analysis.course import Saturation
from seutukuva.evidence.analysis.quotes import Grid, GridQuote
from seutukuva.evidence.codebook import Codebook

_DASH = "–"


def code_name(code: str, book: Codebook | None, language: Language) -> str:
    """Return the name of a code, with those above it; the id of one that the book does not know."""
    if book is None or code not in book:
        return code
    path = [*reversed(book.ancestors(code)), book.code(code)]
    return " › ".join(c.name.text(language) for c in path)


def matrix_table(
    matrix: pl.DataFrame,
    language: Language,
    *,
    book: Codebook | None = None,
    value: str = "passages",
    by: Literal["town", "sector"] = "town",
) -> Table:
    """Return `code_matrix` as a table of codes x groups; `value` is passages, sources or share, `by` what groups."""
    groups = matrix["group"].unique(maintain_order=True).to_list()
    form = _percent if value == "share" else _number
    shown, raw = [], []
    for rows in matrix.partition_by("code", maintain_order=True):
        name = code_name(rows["code"][0], book, language)
        values = rows[value].to_list()
        shown.append((name, *(form(v, language) for v in values)))
        raw.append((name, *values))
    return Table(
        caption=say(f"matrix.{value}" if by == "town" else f"matrix.{value}.{by}", language),
        columns=(Column(say("column.code", language)), *(Column(str(group), numeric=True) for group in groups)),
        rows=tuple(shown),
        raw=tuple(raw),
    )


def overlap_table(pairs: pl.DataFrame, language: Language, *, book: Codebook | None = None) -> Table:
    """Return `co_occurrence` as a table."""
    names = [
        tuple(code_name(code, book, language) for code in pair) for pair in pairs.select("code", "other").iter_rows()
    ]
    figures = pairs.select("places", "points", "jaccard", "sources", "jaccard_sources").rows()
    shown = [
        (number(a, language), number(b, language), number(c, language, 2), number(d, language), number(e, language, 2))
        for a, b, c, d, e in figures
    ]
    heads = ("places", "points", "jaccard", "sources", "jaccard_sources")
    return Table(
        caption=say("overlap", language),
        columns=(
            Column(say("column.code", language)),
            Column(say("column.other", language)),
            *(Column(say(f"column.{head}", language), numeric=True) for head in heads),
        ),
        rows=tuple((*n, *s) for n, s in zip(names, shown, strict=True)),
        raw=tuple((*n, *f) for n, f in zip(names, figures, strict=True)),
    )


def framework_table(grid: Grid, language: Language, *, book: Codebook | None = None) -> Table:
    """Return the framework grid: a row per group, a cell with the summary and the quotes, each with its source."""
    rows = tuple((row[0].group, *(_said(cell.summary, cell.quotes) for cell in row)) for row in grid.cells if row)
    return Table(
        caption=say("framework", language),
        columns=(
            Column(say("column.group", language)),
            *(Column(code_name(code, book, language)) for code in grid.codes),
        ),
        rows=rows,
    )


def timeline_table(times: pl.DataFrame, language: Language, *, book: Codebook | None = None) -> Table:
    """Return `timeline` as a table of periods x codes, counting passages."""
    codes = times["code"].unique(maintain_order=True).to_list()
    by_period = times.sort("period", maintain_order=True).partition_by("period", maintain_order=True)
    counts = [(str(rows["period"][0]), rows["passages"].to_list()) for rows in by_period]
    return Table(
        caption=say("timeline", language),
        columns=(
            Column(say("column.period", language)),
            *(Column(code_name(code, book, language), numeric=True) for code in codes),
        ),
        rows=tuple((period(at, language), *(_number(v, language) for v in values)) for at, values in counts),
        raw=tuple((at, *values) for at, values in counts),
    )


def saturation_table(found: Saturation, language: Language) -> Table:
    """Return the saturation curve as a table."""
    columns = ("number", "source", "new", "total", "low", "middle", "high")
    raw = found.curve.select(columns).rows()
    return Table(
        caption=say("saturation", language),
        columns=tuple(Column(say(f"column.{c}", language), numeric=c != "source") for c in columns),
        rows=tuple(tuple(v if isinstance(v, str) else _number(v, language) for v in row) for row in raw),
        raw=tuple(raw),
        row_header=False,
    )


def quotes_table(passages: pl.DataFrame, language: Language, *, book: Codebook | None = None) -> Table:
    """Return the passages of `quotes` with their variables, codes and coders."""
    columns = ("town", "ecosystem", "source", "sector", "kind", "language", "date", "quote")
    rows = tuple(
        (
            *(str(row[c] or "") for c in columns),
            "; ".join(code_name(code, book, language) for code in row["codes"]),
            "; ".join(row["coders"]),
        )
        for row in passages.iter_rows(named=True)
    )
    heads = (*columns, "codes", "coders")
    return Table(
        caption=say("quotes", language),
        columns=tuple(Column(say(f"column.{c}", language)) for c in heads),
        rows=rows,
        row_header=False,
    )


def say(key: str, language: Language, /, **parameters: object) -> str:
    """Return one of the analyses' texts."""
    return render(Message(f"evidence.analysis.{key}", parameters), language)


def _said(summary: str, quotes: Sequence[GridQuote]) -> str:
    told = [f"”{quote.quote}” ({quote.source})" for quote in quotes]
    return "\n".join([summary, *told] if summary else told)


def _number(value: float | None, language: Language) -> str:
    return _DASH if value is None else number(value, language)


def _percent(value: float | None, language: Language) -> str:
    return _DASH if value is None else percent(value, language)
