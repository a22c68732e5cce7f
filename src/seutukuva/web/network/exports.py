"""The network as files: CSV of ties and of actors, a workbook of both, GraphML, GEXF.

Columns are named as the import and the command line read them, so what goes out can come in again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Message, render
from seutukuva.base.languages import as_language
from seutukuva.documents import Column, Table
from seutukuva.network.imports import write_gexf, write_graphml
from seutukuva.web.indicators.downloads import CSV, XLSX, sent
from seutukuva.writers import csv, xlsx

if TYPE_CHECKING:
    from seutukuva.web.network.selectors import Held

FILES = {
    "csv": _("ties (CSV)"),
    "actors": _("actors (CSV)"),
    "xlsx": _("workbook (XLSX)"),
    "graphml": _("GraphML"),
    "gexf": _("GEXF for Gephi"),
    "svg": _("drawing (SVG)"),
    "png": _("drawing (PNG)"),
}


def sent_file(held: Held, ending: str, name: str, *, synthetic: bool) -> HttpResponse:
    """Return a network as a file. Raises Http404 for another ending."""
    actors, ties = frames(held)
    mark = render(Message("base.synthetic"), as_language(get_language())) if synthetic else ""
    match ending:
        case "csv":
            return sent(csv.write(_table("ties", _marked(ties, mark))), CSV, f"{name}-ties.csv", synthetic=synthetic)
        case "actors":
            return sent(
                csv.write(_table("actors", _marked(actors, mark))), CSV, f"{name}-actors.csv", synthetic=synthetic
            )
        case "xlsx":
            sheets = [("actors", _table("actors", actors)), ("ties", _table("ties", ties))]
            content = xlsx.write(sheets, note=[name], language=as_language(get_language()), synthetic=synthetic)
            return sent(content, XLSX, f"{name}.xlsx", synthetic=synthetic)
        case "graphml":
            return sent(
                write_graphml(_marked(actors, mark), ties), "application/xml", f"{name}.graphml", synthetic=synthetic
            )
        case "gexf":
            content = write_gexf(actors, ties, title=". ".join(filter(None, (name, mark))))
            return sent(content, "application/xml", f"{name}.gexf", synthetic=synthetic)
        case _other:
            raise Http404


def frames(held: Held) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return actors and ties with the columns that files carry."""
    roles = {id_: ";".join(told) for id_, told in held.roles.items() if told}
    ids = {id_: row.business_id for id_, row in held.actors.items() if row.business_id}
    actors = held.network.actors.with_columns(
        pl.col("id").replace_strict(roles, default=None, return_dtype=pl.String).alias("roles"),
        pl.col("id").replace_strict(ids, default=None, return_dtype=pl.String).alias("business_id"),
    )
    return actors, held.network.ties


def _table(caption: str, frame: pl.DataFrame) -> Table:
    texts = frame.with_columns(pl.col(pl.Date, pl.Boolean).cast(pl.String))
    rows = tuple(tuple("" if value is None else str(value) for value in row) for row in texts.iter_rows())
    numeric = {name for name, kind in frame.schema.items() if kind.is_numeric()}
    return Table(
        caption,
        tuple(Column(name, name in numeric) for name in frame.columns),
        rows,
        row_header=False,
        raw=tuple(texts.iter_rows()),
    )


def _marked(rows: pl.DataFrame, mark: str) -> pl.DataFrame:
    """Return rows that each say that they are made, when they are: the format has no place for a title."""
    return rows.with_columns(pl.lit(mark).alias("note")) if mark else rows
