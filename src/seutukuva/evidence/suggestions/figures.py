"""The learning curve as a figure, and themes as a table."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from seutukuva import charts
from seutukuva.base import Language, Message, render
from seutukuva.base.languages import number
from seutukuva.documents import Column, Figure, Source, Table
from seutukuva.evidence.suggestions.themes import Theme

_COLUMNS = ("labels", "macro_f1", "low", "high", "precision", "recall")


def learning_figure(curve: pl.DataFrame, language: Language) -> Figure:
    """Return `learning_curve` as a line with the band from the worst to the best fold. Raises Problem when empty."""
    name = _say("curve.name", language)
    drawing = charts.pair(
        charts.line,
        curve.with_columns(pl.lit(name).alias("series")),
        x="labels",
        y="macro_f1",
        series="series",
        subject=name,
        band=("low", "high"),
        form="number.1",
        zero=True,
        language=language,
    )
    last = curve.row(-1, named=True)
    raw = curve.select(_COLUMNS).rows()
    table = Table(
        caption=_say("curve.table", language),
        columns=tuple(Column(_say(f"column.{c}", language), numeric=True) for c in _COLUMNS),
        rows=tuple((number(row[0], language), *(number(v, language, 2) for v in row[1:])) for row in raw),
        raw=tuple(raw),
        row_header=False,
    )
    return Figure(
        id="learning-curve",
        title=_say("curve.title", language),
        subtitle=_say("curve.subtitle", language),
        alternative=_say("curve.alternative", language, labels=last["labels"], value=last["macro_f1"]),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=Source(publisher=_say("curve.source", language), dataset="", licence="", period=""),
        table=table,
    )


def theme_table(found: Sequence[Theme], language: Language) -> Table:
    """Return the themes as a table: the terms that name each, and how many passages it holds."""
    return Table(
        caption=_say("themes.table", language),
        columns=(
            Column(_say("column.theme", language)),
            Column(_say("column.passages", language), numeric=True),
        ),
        rows=tuple((", ".join(theme.terms), number(len(theme.passages), language)) for theme in found),
        raw=tuple((", ".join(theme.terms), len(theme.passages)) for theme in found),
    )


def _say(key: str, language: Language, /, **parameters: object) -> str:
    return render(Message(f"evidence.suggestions.{key}", parameters), language)
