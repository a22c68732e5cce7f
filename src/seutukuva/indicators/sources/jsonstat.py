"""Read JSON-stat 2.0 datasets (json-stat.org/full) into frames.

Handles what PxWeb servers send: values as a list or as a sparse object, status as one text, a list or an object,
categories indexed by a list or an object, dimensions with a single category and no index.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from seutukuva.base import Place, Problem, Term

VALUE: Final = "value"
STATUS: Final = "status"


@dataclass(frozen=True)
class Dimension:
    """One dimension: its categories in order (code -> label in the document's language), their units if told."""

    id: str
    label: str
    categories: Mapping[str, str]
    units: Mapping[str, str]
    is_time: bool


@dataclass(frozen=True)
class Cube:
    """A JSON-stat dataset; `frame` has a column per dimension (codes), value (Float64) and status (text or null)."""

    label: str
    source: str | None
    updated: str | None
    dimensions: tuple[Dimension, ...]
    frame: pl.DataFrame

    def dimension(self, id_: str) -> Dimension:
        """Return the dimension `id_`. Raises KeyError."""
        return {d.id: d for d in self.dimensions}[id_]

    def labelled(self) -> pl.DataFrame:
        """Return the frame with labels in place of codes."""
        return self.frame.with_columns(
            pl.col(column_of(d.id)).replace_strict(dict(d.categories)) for d in self.dimensions
        )


def column_of(dimension: str) -> str:
    """Return the column of a dimension's codes: its id, unless that is taken by the values."""
    return f"{dimension}_code" if dimension in (VALUE, STATUS) else dimension


def read(document: bytes | str | Mapping[str, Any], *, table: str | None = None) -> Cube:
    """Return the dataset in a JSON-stat 2.0 document.

    document: JSON text or what json.loads made of it. table: what to call it in messages.
    Raises Problem (indicators.jsonstat.*) when it is not JSON, not a dataset, or its values do not fit its dimensions.
    """
    place = Place(table=table)
    data = _parsed(document, place)
    try:
        return _cube(data, place)
    except (KeyError, TypeError, ValueError, AttributeError) as other:
        # Somebody else's document: what has the members but not the types of a dataset is none.
        raise Problem("indicators.jsonstat.not_dataset", place=place) from other


def _cube(data: Mapping[str, Any], place: Place) -> Cube:
    ids, sizes = _shape(data, place)
    dimensions = tuple(_dimension(data, id_, size, place) for id_, size in zip(ids, sizes, strict=True))
    cells = math.prod(sizes)
    columns: dict[str, pl.Series] = _code_columns(dimensions, sizes)
    columns[VALUE] = pl.Series(VALUE, _values(data.get("value", []), cells, place), dtype=pl.Float64)
    columns[STATUS] = pl.Series(STATUS, _statuses(data.get("status"), cells), dtype=pl.String)
    return Cube(str(data.get("label", "")), data.get("source"), data.get("updated"), dimensions, pl.DataFrame(columns))


def terms(documents: Mapping[str, Cube]) -> dict[str, dict[str, Term]]:
    """Return dimension -> code -> words in three languages, from the same cube read in fi, sv and en.

    A category that a language lacks takes the label of the first language that has it.
    """
    first = next(iter(documents.values()))
    found: dict[str, dict[str, Term]] = {}
    for dimension in first.dimensions:
        labels = {language: cube.dimension(dimension.id).categories for language, cube in documents.items()}
        found[dimension.id] = {
            code: Term(**{la: labels.get(la, {}).get(code, label) for la in ("fi", "sv", "en")})
            for code, label in dimension.categories.items()
        }
    return found


def _parsed(document: bytes | str | Mapping[str, Any], place: Place) -> Mapping[str, Any]:
    if isinstance(document, Mapping):
        data: Any = document
    else:
        try:
            data = json.loads(document)
        except ValueError as error:
            raise Problem("indicators.jsonstat.not_json", place=place) from error
    if not isinstance(data, Mapping) or data.get("class", "dataset") != "dataset" or "dimension" not in data:
        raise Problem("indicators.jsonstat.not_dataset", place=place)
    return data


def _shape(data: Mapping[str, Any], place: Place) -> tuple[list[str], list[int]]:
    ids, sizes = data.get("id"), data.get("size")
    if not isinstance(ids, list) or not isinstance(sizes, list) or len(ids) != len(sizes):
        raise Problem("indicators.jsonstat.not_dataset", place=place)
    return ids, sizes


def _dimension(data: Mapping[str, Any], id_: str, size: int, place: Place) -> Dimension:
    body = data["dimension"].get(id_, {})
    category = body.get("category", {})
    labels = category.get("label", {})
    index = category.get("index", list(labels))
    codes = sorted(index, key=index.__getitem__) if isinstance(index, Mapping) else list(index)
    if len(codes) != size:
        raise Problem("indicators.jsonstat.size", place=place, dimension=id_, told=size, found=len(codes))
    units = {code: str(unit.get("base", "")) for code, unit in category.get("unit", {}).items()}
    is_time = id_ in data.get("role", {}).get("time", [])
    return Dimension(id_, body.get("label", id_), {c: labels.get(c, c) for c in codes}, units, is_time)


def _code_columns(dimensions: Sequence[Dimension], sizes: Sequence[int]) -> dict[str, pl.Series]:
    """Return the codes of each cell: the last dimension varies fastest."""
    total = math.prod(sizes)
    columns: dict[str, pl.Series] = {}
    inner = total
    for dimension, size in zip(dimensions, sizes, strict=True):
        inner //= max(size, 1)
        position = (pl.int_range(total, eager=True) // max(inner, 1)) % max(size, 1)
        codes = pl.Series(list(dimension.categories), dtype=pl.String)
        columns[column_of(dimension.id)] = codes.gather(position.cast(pl.UInt32))
    return columns


def _values(values: Any, cells: int, place: Place) -> list[float | None]:
    if isinstance(values, Mapping):
        positions = {int(position): value for position, value in values.items()}
        if positions and not 0 <= min(positions) <= max(positions) < cells:
            raise Problem("indicators.jsonstat.values", place=place, told=cells, found=max(positions) + 1)
        return [positions.get(i) for i in range(cells)]
    if len(values) != cells:
        raise Problem("indicators.jsonstat.values", place=place, told=cells, found=len(values))
    return list(values)


def _statuses(status: Any, cells: int) -> list[str | None]:
    if status is None or isinstance(status, str):
        return [status] * cells
    if isinstance(status, Mapping):
        return [status.get(str(i)) for i in range(cells)]
    return [status[i] if i < len(status) else None for i in range(cells)]
