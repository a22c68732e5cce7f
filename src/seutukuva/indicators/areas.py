"""Which municipality of a source's year belongs to which area of the year that is asked for."""

from __future__ import annotations

from functools import cache

import polars as pl

from seutukuva.indicators.model import COUNTRY, Level
from seutukuva.regions.divisions import LATEST_YEAR, division
from seutukuva.regions.successions import successors_at

__all__ = ["LATEST_YEAR", "membership", "successors"]


@cache
def successors(from_year: int, to_year: int) -> pl.DataFrame:
    """Return code (of the division of `from_year`), successor (the one municipality that holds its area later).

    Raises Problem for a year without a division.
    """
    later = division(to_year).codes
    rows = []
    for code in sorted(division(from_year).codes):
        (successor,) = successors_at(code, to_year)  # no municipality has been split since 2013
        assert successor in later, f"{code} of {from_year} has no place in {to_year}"
        rows.append((code, successor))
    return pl.DataFrame(rows, schema=["code", "successor"], orient="row")


@cache
def membership(year: int, level: Level) -> pl.DataFrame:
    """Return code, area: the area of a level to which each municipality of `year` belongs. Raises Problem."""
    frame = division(year).frame
    if level == "municipality":
        return frame.select("code", area="code")
    if level == "country":
        return frame.select("code", area=pl.lit(COUNTRY))
    return frame.select("code", area=level)
