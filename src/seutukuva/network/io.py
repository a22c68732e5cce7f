"""Read a network from two CSV files: actors (`id,...`) and ties (`source,target,...`)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, Literal

import polars as pl

from seutukuva.base import Place, Problem
from seutukuva.base.tables import read_csv
from seutukuva.network.checks import ROW, network
from seutukuva.network.model import Network, Period

YES: Final = ("true", "1", "yes", "kyllä", "ja", "x")
NO: Final = ("false", "0", "no", "ei", "nej")

# Dates as people write them: a year, a month, a day, in the international or the Finnish order.
_YEAR: Final = r"^\d{4}$"
_MONTH: Final = r"^\d{4}-(0[1-9]|1[0-2])$"
_FORMS: Final = ("%Y-%m-%d", "%d.%m.%Y")


def read_network(
    nodes: Path | bytes, edges: Path | bytes, *, nodes_name: str | None = None, edges_name: str | None = None
) -> Network:
    """Return the network of two CSV files (or their bytes).

    nodes: id, name, kind, sector, area; edges: source, target, kind, weight, directed, start, end, permanence, cluster.
    Only id, source and target are required; other columns are not read. Dates are a year, a month or a day: a start
    is its first day and an end its last. Raises Problem with the file, row and column.
    """
    first = nodes_name or (nodes.name if isinstance(nodes, Path) else None)
    second = edges_name or (edges.name if isinstance(edges, Path) else None)
    actors = read_csv(nodes, name=first, required=("id",), row=ROW)
    ties = read_csv(edges, name=second, required=("source", "target"), row=ROW)
    if "weight" in ties.columns:
        ties = read_csv(edges, name=second, required=("source", "target"), numbers=("weight",), row=ROW)
    for column in ("kind", "permanence"):
        if column in ties.columns:
            ties = ties.with_columns(pl.col(column).str.to_lowercase())
    if "directed" in ties.columns:
        ties = _directed(ties, Place(file=second, column="directed"))
    for column, side in (("start", "first"), ("end", "last")):
        if column in ties.columns:
            ties = _dates(ties, column, "last" if side == "last" else "first", second)
    return network(actors, ties, nodes_name=first, edges_name=second)


def read_period(text: str) -> Period:
    """Return the period that `2019..2021`, `2019-07..2020`, `2020` or `..2020-06-30` names. Raises Problem."""
    first, separator, last = text.strip().partition("..")
    ends = pl.DataFrame({"first": [first.strip() or None], "last": [(last if separator else first).strip() or None]})
    read: list[date | None] = []
    for side in ("first", "last"):
        value = ends.select(_date(side, "last" if side == "last" else "first").alias(side)).item()
        if value is None and ends.item(0, side) is not None:
            raise Problem("network.not_period", value=text)
        read.append(value)
    return Period(*read)


def _directed(ties: pl.DataFrame, place: Place) -> pl.DataFrame:
    text = pl.col("directed").str.to_lowercase()
    wrong = ties.filter(~text.is_in([*YES, *NO]))
    if wrong.height:
        at = Place(file=place.file, row=int(wrong.item(0, ROW)), column=place.column)
        raise Problem("network.directed", place=at, value=wrong.item(0, "directed"))
    return ties.with_columns(text.is_in(YES).alias("directed"))


def _dates(ties: pl.DataFrame, column: str, side: Literal["first", "last"], file: str | None) -> pl.DataFrame:
    told = ties.with_columns(_date(column, side).alias("read"))
    wrong = told.filter(pl.col("read").is_null(), pl.col(column).is_not_null())
    if wrong.height:
        at = Place(file=file, row=int(wrong.item(0, ROW)), column=column)
        raise Problem("network.date", place=at, value=wrong.item(0, column))
    return told.with_columns(pl.col("read").alias(column)).drop("read")


def _date(column: str, side: Literal["first", "last"]) -> pl.Expr:
    """Return the first or the last day of the date in `column`; null for what is no date."""
    text = pl.col(column).cast(pl.String)
    year = pl.when(text.str.contains(_YEAR)).then(text + ("-01-01" if side == "first" else "-12-31"))
    month = pl.when(text.str.contains(_MONTH)).then(text + "-01").str.to_date("%Y-%m-%d", strict=False)
    days = [text.str.to_date(form, strict=False) for form in _FORMS]
    whole = month if side == "first" else month.dt.month_end()
    return pl.coalesce(year.str.to_date("%Y-%m-%d", strict=False), whole, *days)
