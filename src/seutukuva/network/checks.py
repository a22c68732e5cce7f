"""A network is put together only when every row can be used; a Problem names the rows that cannot."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from seutukuva.base import Place, Problem
from seutukuva.network.model import ACTOR_SCHEMA, PERMANENCES, SECTOR_OF_KIND, TIE_SCHEMA, Network

ROW: Final = "row"
_SHOWN: Final = 5


def network(
    actors: pl.DataFrame, ties: pl.DataFrame, *, nodes_name: str | None = None, edges_name: str | None = None
) -> Network:
    """Return a network of frames that have at least `id`, and `source` and `target`; the rest is filled.

    A column `row` tells where each row stood in its file (otherwise rows are counted from 1). An actor without a
    sector gets that of its kind. Raises Problem with the first row and all rows of its kind: no id, the same id twice,
    an unknown actor, a tie to oneself, a weight that is not positive, an end before the start, an unknown permanence,
    a circle of memberships.
    """
    nodes, edges = _complete(actors, ACTOR_SCHEMA), _complete(ties, TIE_SCHEMA)
    nodes = nodes.with_columns(pl.coalesce("sector", _sector()).alias("sector"))
    edges = edges.with_columns(pl.col("weight").fill_null(1.0), pl.col("directed").fill_null(value=False))
    _refuse(nodes, pl.col("id").is_null(), "network.no_id", Place(file=nodes_name, column="id"))
    _refuse(nodes, pl.col("id").is_duplicated(), "network.same_id", Place(file=nodes_name, column="id"), "id")
    place = Place(file=edges_name)
    for column in ("source", "target"):
        at = Place(file=edges_name, column=column)
        _refuse(edges, pl.col(column).is_null(), "network.no_end", at)
        _refuse(edges, ~pl.col(column).is_in(nodes["id"].implode()), "network.unknown_actor", at, column)
    _refuse(edges, pl.col("source") == pl.col("target"), "network.self_tie", place, "source")
    weight = Place(file=edges_name, column="weight")
    _refuse(edges, ~((pl.col("weight") > 0) & pl.col("weight").is_finite()), "network.weight", weight, "weight")
    _refuse(edges, pl.col("end") < pl.col("start"), "network.end_first", Place(file=edges_name, column="end"), "end")
    kind = Place(file=edges_name, column="permanence")
    known = ", ".join(PERMANENCES)
    _refuse(edges, ~pl.col("permanence").is_in(PERMANENCES), "network.permanence", kind, "permanence", known=known)
    _refuse_circles(nodes, edges, place)
    return Network(nodes.drop(ROW), edges.drop(ROW))


def _complete(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Return the columns of `schema` in its order, those that are missing empty, and the rows' numbers."""
    numbered = frame if ROW in frame.columns else frame.with_row_index(ROW, offset=1)
    columns = [
        pl.col(c).cast(kind) if c in frame.columns else pl.lit(None, dtype=kind).alias(c) for c, kind in schema.items()
    ]
    return numbered.select(ROW, *columns)


def _sector() -> pl.Expr:
    return pl.col("kind").replace_strict(SECTOR_OF_KIND, default=None, return_dtype=pl.String)


def _refuse(
    frame: pl.DataFrame, wrong: pl.Expr, code: str, place: Place, shown: str | None = None, **parameters: str
) -> None:
    """Raise Problem at the first row that is `wrong`; tells the value in `shown`, how many rows and which."""
    found = frame.filter(wrong.fill_null(value=False))
    if found.is_empty():
        return
    value = {"value": str(found.item(0, shown))} if shown else {}
    at = Place(file=place.file, row=int(found.item(0, ROW)), column=place.column)
    raise Problem(code, place=at, count=found.height, rows=_rows(found), **value, **parameters)


def _rows(found: pl.DataFrame) -> str:
    numbers = [str(row) for row in found[ROW].head(_SHOWN)]
    return ", ".join(numbers) + (", ..." if found.height > _SHOWN else "")


def _refuse_circles(nodes: pl.DataFrame, edges: pl.DataFrame, place: Place) -> None:
    """Raise Problem when A is a member of B and B, directly or through others, a member of A."""
    member = edges.filter(pl.col("kind") == "membership", pl.col("directed"))
    if member.is_empty():
        return
    index = nodes.select("id", pl.int_range(pl.len(), dtype=pl.Int64).alias("index"))
    ends = [
        member.select(pl.col(c).alias("id")).join(index, on="id", maintain_order="left")["index"].to_numpy()
        for c in ("source", "target")
    ]
    matrix = coo_matrix((np.ones(len(ends[0])), (ends[0], ends[1])), shape=(nodes.height, nodes.height))
    _, group = connected_components(matrix, directed=True, connection="strong")
    within = member.filter(pl.Series(group[ends[0]] == group[ends[1]]))
    if within.is_empty():
        return
    at = Place(file=place.file, row=int(within.item(0, ROW)))
    names = ", ".join(within["source"].unique(maintain_order=True).head(_SHOWN))
    raise Problem("network.circle", place=at, rows=_rows(within), names=names, count=within.height)
