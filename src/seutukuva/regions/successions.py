"""Which municipality holds an area in which year."""

from __future__ import annotations

from functools import cache

import polars as pl

from seutukuva.regions.model import Former
from seutukuva.regions.names import municipality_names
from seutukuva.regions.tables import table


@cache
def abolitions() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return code -> (date, successors) of every municipality abolished since 1922; none when its area was ceded."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    # A code that is its own successor was only renamed (Sippola became Anjalankoski).
    ended = table("abolished").filter(pl.col("successor").is_null() | (pl.col("successor") != pl.col("code")))
    for (code, date), rows in ended.group_by("code", "date", maintain_order=True):
        found[str(code)] = (str(date), tuple(sorted(rows["successor"].drop_nulls())))
    return found


@cache
def formers() -> dict[str, Former]:
    """Return code -> the abolished municipality under its last name."""
    rows = table("abolished").sort("date").iter_rows(named=True)
    return {r["code"]: Former(r["code"], r["fi"], r["sv"] or r["fi"], r["date"]) for r in rows}


@cache
def successors_at(code: str, year: int) -> tuple[str, ...]:
    """Return the codes that hold a municipality's area on 1 January of `year`: itself, one successor or several.

    Empty when nothing is known of the code or its area was ceded.
    """
    ended = abolitions().get(code)
    if ended is None:
        return (code,) if code in municipality_names() else ()
    date, successors = ended
    if date > f"{year}-01-01":
        return (code,)
    return tuple(sorted({later for successor in successors for later in successors_at(successor, year)}))


@cache
def borders_moved(first: int, last: int) -> frozenset[str]:
    """Return the codes whose border is known to have moved some time between two years.

    Only the years of the maps that differ are known, so a code counts when the spans overlap.
    """
    moved = table("borders").filter(pl.col("first").cast(pl.Int32) < last, pl.col("last").cast(pl.Int32) > first)
    return frozenset(moved["giver"]) | frozenset(moved["taker"])
