"""Which municipality of a source's year belongs to which area of the year that is asked for."""

from __future__ import annotations

from functools import cache

import polars as pl

from seutukuva.indicators.model import COUNTRY, Level
from seutukuva.regions import LATEST_YEAR, division, harmonise

__all__ = ["LATEST_YEAR", "membership", "successors"]


@cache
def successors(from_year: int, to_year: int) -> pl.DataFrame:
    """Return code (of the division of `from_year`), successor (the one municipality that holds its area later).

    Raises Problem for a year without a division.
    """
    codes = division(from_year).frame.select("code", successor="code")
    found = harmonise(codes, code="successor", division=from_year, kind="answers", to=to_year)
    assert found.unresolved.is_empty(), "a municipality that is divided later has no single successor"
    return found.frame


@cache
def membership(year: int, level: Level) -> pl.DataFrame:
    """Return code, area: the area of a level to which each municipality of `year` belongs. Raises Problem."""
    frame = division(year).frame
    if level == "municipality":
        return frame.select("code", area="code")
    if level == "country":
        return frame.select("code", area=pl.lit(COUNTRY))
    return frame.select("code", area=level)
