"""A table of ratings of many ecosystems, judged: what `seutukuva picture assess` prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seutukuva.base import Place, Problem
from seutukuva.base.tables import MISSING_SIGNS, read_csv
from seutukuva.judgement import Raters, Rating, flips, severities
from seutukuva.picture.maturity import DimensionCell, MaturityModel, cells, maturity_model
from seutukuva.picture.stage import stage

_REQUIRED = ("ecosystem", "dimension", "level", "kind", "cluster")
_ROW = "row of the file"
_NA = "NA"  # how R writes what is missing
_COLUMNS = {"judgement.level": "level", "judgement.unknown_kind": "kind", "judgement.cluster": "cluster"}

# ecosystem -> dimension -> rows of the file and what each says
Table = dict[str, dict[str, list[tuple[int, Rating]]]]


def read_ratings(source: Path, model: MaturityModel | None = None) -> Table:
    """Return the ratings of a CSV: ecosystem, dimension, level, kind, cluster; rater and reliability if known.

    An empty level is "no information", an empty reliability 1; NA is the same as empty in both, and as a rater. Other
    columns are passed over. Raises Problem with the file, row and column.
    """
    model = model or maturity_model()
    columns = read_csv(source, required=_REQUIRED).columns
    numbers = ("level", "reliability") if "reliability" in columns else ("level",)
    frame = read_csv(source, required=_REQUIRED, numbers=numbers, row=_ROW, missing=(*MISSING_SIGNS, _NA))
    table: Table = {}
    for row in frame.iter_rows(named=True):
        place = Place(file=source.name, row=row[_ROW])
        for column in ("ecosystem", "dimension", "kind"):
            if row[column] is None:
                raise Problem("picture.empty_cell", place=Place(source.name, row[_ROW], column), column=column)
        try:
            model.dimension(row["dimension"])
        except Problem as problem:
            raise problem.at(Place(source.name, row[_ROW], "dimension")) from problem
        try:
            rating = _rating(row, model)
        except Problem as problem:
            column = _COLUMNS.get(problem.code, "reliability")
            raise problem.at(Place(place.file, place.row, column)) from problem
        table.setdefault(row["ecosystem"], {}).setdefault(row["dimension"], []).append((row[_ROW], rating))
    return table


def _rating(row: dict[str, Any], model: MaturityModel) -> Rating:
    level = row["level"]
    if level is not None and level % 1:
        raise Problem("judgement.level", value=f"{level:g}")
    model.errors.size(row["kind"])
    reliability = row.get("reliability")
    return Rating(
        level=None if level is None else int(level),
        kind=row["kind"],
        cluster=row["cluster"] or "",
        reliability=1.0 if reliability is None else reliability,
        rater="" if row.get("rater") in (None, _NA) else row["rater"],
    )


def assessed(table: Table, model: MaturityModel | None = None) -> dict[str, Any]:
    """Return every ecosystem's cells and stage as plain data; `flips` holds rows of the file.

    A dimension without ratings has no mode and an empty set; its posterior is then the prior.
    """
    model = model or maturity_model()
    every = [[rating for _, rating in rows] for of in table.values() for rows in of.values()]
    raters = severities(every, model.errors)
    found: dict[str, Any] = {"cells": [], "ecosystems": []}
    for ecosystem, of in table.items():
        judged = cells({id_: [rating for _, rating in rows] for id_, rows in of.items()}, model, raters)
        found["cells"] += [_cell(ecosystem, cell, of.get(cell.dimension.id, []), model, raters) for cell in judged]
        told = stage(judged, model)
        gates = [
            {"gate": gate.gate, "level": gate.level, "dimension": gate.dimension, "held": gate.held}
            for gate in told.gates
        ]
        found["ecosystems"].append({"ecosystem": ecosystem, "stage": told.level, "gates": gates})
    return found


def _cell(
    ecosystem: str, cell: DimensionCell, rows: list[tuple[int, Rating]], model: MaturityModel, raters: Raters | None
) -> dict[str, Any]:
    judged = cell.cell
    removed = flips([rating for _, rating in rows], model.errors, raters)
    return {
        "ecosystem": ecosystem,
        "dimension": cell.dimension.id,
        "posterior": list(judged.posterior),
        "mode": judged.mode,
        "set90": list(judged.set90),
        "n_items": judged.n_items,
        "n_clusters": judged.n_clusters,
        "flips": [rows[position][0] for position in removed],
    }
