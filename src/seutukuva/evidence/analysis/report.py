"""The analyses as one document: a page, a PDF and the figures' numbers from the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from seutukuva import charts
from seutukuva.base import Language
from seutukuva.base.languages import number, period
from seutukuva.documents import Block, Document, Figure, Heading, Note, Paragraph, Quote, Source, Table
from seutukuva.evidence.analysis.course import Saturation, saturation, timeline
from seutukuva.evidence.analysis.frame import require
from seutukuva.evidence.analysis.matrix import code_matrix
from seutukuva.evidence.analysis.overlap import co_occurrence
from seutukuva.evidence.analysis.quotes import Grid
from seutukuva.evidence.analysis.tables import (
    code_name,
    matrix_table,
    overlap_table,
    saturation_table,
    say,
    timeline_table,
)
from seutukuva.evidence.codebook import Codebook

_PAIRS: Final = 15
_FEWEST_SOURCES: Final = 2


def analysis_document(
    frame: pl.DataFrame,
    book: Codebook,
    language: Language,
    *,
    grid: Grid | None = None,
    synthetic: bool = False,
    made_on: str = "",
) -> Document:
    """Return codes by town, what goes together, the course of the work, and the grid, as far as there is something.

    The figures show the codes at the top of the book, their tables all of them.
    """
    require(frame, ["passage", "source", "town", "code", "date"])
    return Document(
        title=say("title", language),
        language=language,
        lead=say("lead", language, sources=frame["source"].n_unique(), passages=frame["passage"].n_unique()),
        blocks=tuple(_blocks(frame, book, language, grid)),
        synthetic=synthetic,
        made_on=made_on,
    )


def matrix_figure(frame: pl.DataFrame, book: Codebook, language: Language) -> Figure:
    """Return the codes at the top of the book by town as shaded cells. Raises Problem when there are no codings."""
    matrix = code_matrix(frame, book=book)
    tops = matrix.filter(pl.col("code").is_in([code.id for code in book.roots()]))
    named = tops.with_columns(
        pl.col("code").map_elements(lambda c: code_name(c, book, language), return_dtype=pl.String)
    )
    drawing = charts.pair(charts.heat, named, row="code", column="group", value="passages", language=language)
    top = named.sort("passages", descending=True).row(0, named=True)
    alternative = say("matrix.alternative", language, code=top["code"], group=top["group"], count=top["passages"])
    return _figure("matrix", language, drawing, alternative, matrix_table(matrix, language, book=book))


def timeline_figure(frame: pl.DataFrame, language: Language, *, book: Codebook | None = None) -> Figure:
    """Return coded passages per month as bars, the table by code. Raises Problem when no coding has a date."""
    all_codes = frame.with_columns(pl.lit("").alias("code"))
    named = timeline(all_codes).with_columns(
        pl.col("period").map_elements(lambda p: period(p, language), return_dtype=pl.String).alias("label")
    )
    drawing = charts.pair(charts.bars, named, label="label", value="passages", language=language)
    top = named.sort("passages", descending=True).row(0, named=True)
    alternative = say("timeline.alternative", language, period=top["period"], count=top["passages"])
    return _figure("timeline", language, drawing, alternative, timeline_table(timeline(frame), language, book=book))


def saturation_figure(found: Saturation, language: Language) -> Figure:
    """Return the saturation curve with the band of random orders. Raises Problem when there are no sources."""
    name = say("saturation.curve", language)
    curve = found.curve.with_columns(pl.lit(name).alias("series"))
    drawing = charts.pair(
        charts.line,
        curve,
        x="number",
        y="total",
        series="series",
        subject=name,
        band=("low", "high"),
        language=language,
        zero=True,
    )
    last = curve.row(-1, named=True)
    alternative = say("saturation.alternative", language, sources=last["number"], count=last["total"])
    return _figure("saturation", language, drawing, alternative, saturation_table(found, language))


def _blocks(frame: pl.DataFrame, book: Codebook, language: Language, grid: Grid | None) -> Iterator[Block]:
    if frame.is_empty():
        yield Note(say("nothing", language))
        return
    yield Heading(say("heading.matrix", language))
    yield matrix_figure(frame, book, language)
    pairs = co_occurrence(frame, book=book)
    if pairs.height:
        yield Heading(say("heading.overlap", language))
        yield overlap_table(pairs.head(_PAIRS), language, book=book)
    if timeline(frame).height:
        yield Heading(say("heading.course", language))
        yield timeline_figure(frame, language, book=book)
    yield from _saturated(frame, language)
    if grid is not None:
        yield from _told(grid, book, language)


def _saturated(frame: pl.DataFrame, language: Language) -> Iterator[Block]:
    interviews = frame.filter(pl.col("kind") == "interview") if "kind" in frame.columns else frame
    found = saturation(interviews)
    if found.curve.height < _FEWEST_SOURCES:
        return
    yield Heading(say("heading.saturation", language))
    yield saturation_figure(found, language)
    at = found.reached()
    yield Note(say("saturation.open", language) if at is None else say("saturation.reached", language, number=at))


def _told(grid: Grid, book: Codebook, language: Language) -> Iterator[Block]:
    yield Heading(say("framework", language))
    for row in grid.cells:
        for cell in row:
            if not cell.summary and not cell.quotes:
                continue
            yield Heading(f"{cell.group}: {code_name(cell.code, book, language)}", level=3)
            if cell.summary:
                yield Paragraph(cell.summary)
            for quote in cell.quotes:
                yield Quote(quote.quote, tags=(quote.source,), language=quote.language or None)


def _figure(id_: str, language: Language, drawing: charts.Drawing, alternative: str, table: Table) -> Figure:
    rows = number(len(table.rows), language)
    return Figure(
        id=f"codings-{id_}",
        title=say(f"{id_}.title", language),
        subtitle=say(f"{id_}.subtitle", language, rows=rows),
        alternative=alternative,
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=Source(publisher=say("source", language), dataset="", licence="", period=""),
        table=table,
    )
