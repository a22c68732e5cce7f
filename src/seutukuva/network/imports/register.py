"""A register of organisations as a table: business id, name, municipality."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from seutukuva.base import Place, Problem
from seutukuva.base.tables import read_csv, require_column
from seutukuva.network.imports import cells
from seutukuva.network.imports.columns import guess
from seutukuva.network.imports.refusing import ROW

MOST_ENTRIES: Final = 1_000_000


def read_register(source: Path | bytes, *, name: str | None = None) -> pl.DataFrame:
    """Return a register as `cleaning.links` takes it: id and business_id (both the business id), name, area.

    source: CSV with columns of business id and name, and where there is one of municipality; entries without id or name
    are left out. area: municipality code where the text names one. Raises Problem for a column that is missing, wrong
    check digits (with rows), and more than `MOST_ENTRIES`.
    """
    place = Place(file=name or (source.name if isinstance(source, Path) else None))
    frame = read_csv(source, name=name, row=ROW)
    fields = guess(frame.drop(ROW), "actors")
    for field, heading in (("business_id", "business id"), ("name", "name")):
        if field not in fields:
            require_column(frame.drop(ROW), heading, place)
    if frame.height > MOST_ENTRIES:
        raise Problem("network.imports.register_size", place=place, count=frame.height, most=MOST_ENTRIES)
    told = frame.select(
        ROW,
        name=pl.col(fields["name"]),
        business_id=pl.col(fields["business_id"]),
        area=pl.col(fields["area"]) if "area" in fields else pl.lit(None, pl.String),
    )
    cells.refuse_garbled(told, place.file)
    told = cells.business_ids(told.drop_nulls(["name", "business_id"]), place.file)
    told, _notes = cells.areas(told)
    codes = pl.col("area").str.contains(r"^\d{3}$")
    return told.select(
        "name", "business_id", id="business_id", area=pl.when(codes).then("area").otherwise(pl.lit(None))
    ).select("id", "name", "area", "business_id")
