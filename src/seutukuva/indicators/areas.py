"""Which municipality of a source's year belongs to which area of the year that is asked for."""

from __future__ import annotations

from functools import cache

import polars as pl

from seutukuva.indicators.model import Level

LATEST_YEAR = 2026


@cache
def successors(from_year: int, to_year: int) -> pl.DataFrame:
    """Return code, successor."""
    from seutukuva.indicators.facts import facts

    codes = facts().filter(pl.col("level") == "municipality").select(pl.col("area").alias("code")).unique()
    return codes.with_columns(successor="code")


@cache
def membership(year: int, level: Level) -> pl.DataFrame:
    """Return code, area."""
    return successors(year, year).select("code", area="code")
