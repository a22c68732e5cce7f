"""What pages ask for: values of all areas, series, one figure, the whole country, a change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import polars as pl

from seutukuva.base import Problem
from seutukuva.indicators.areas import LATEST_YEAR, membership
from seutukuva.indicators.catalogue import indicator, source
from seutukuva.indicators.measured import area_of, grouping_of, measured
from seutukuva.indicators.model import COUNTRY, LEVELS, Change, Figure, Level

# One municipality, or several that are seen as one (Naturpolis: Kuusamo and Taivalkoski).
Area = str | tuple[str, ...]


def values(
    id_: str, *, year: int = LATEST_YEAR, period: str | None = None, level: Level = "municipality"
) -> pl.DataFrame:
    """Return an indicator for every area of a level: area, level, period, value.

    year: whose division of municipalities. period: '2022' or '2023-10'; None is the latest. A missing value is null.
    Raises Problem for an unknown indicator, level or period.
    """
    _known_level(level)
    frame = measured(id_, year, level)
    at = _period(id_, frame, period)
    return frame.filter(pl.col("period") == at).select("area", pl.lit(level).alias("level"), "period", "value")


def series(
    id_: str,
    areas: Sequence[str] | None = None,
    *,
    level: Level = "municipality",
    smooth: int | None = None,
    year: int = LATEST_YEAR,
) -> pl.DataFrame:
    """Return an indicator over all its periods: area, level, period, value, sorted.

    areas: codes at `level`; None is all. smooth: months over which numerator and denominator are summed first; the
    first months and those with a missing month are null. Raises Problem for an unknown indicator, level or area.
    """
    _known_level(level)
    if smooth and indicator(id_).frequency != "month":
        raise Problem("indicators.not_monthly", id=id_)
    frame = measured(id_, year, level, smooth or 0)
    if areas is not None:
        for code in areas:
            _known_area(code, level, year)
        frame = frame.filter(pl.col("area").is_in(list(areas)))
    return frame.select("area", pl.lit(level).alias("level"), "period", "value").sort("area", "period")


def value(
    id_: str, code: Area, period: str | None = None, *, level: Level = "municipality", year: int = LATEST_YEAR
) -> Figure:
    """Return one figure; its value is None where the source has none. Several codes are seen as one area.

    Raises Problem for an unknown indicator, area or period.
    """
    if isinstance(code, tuple):
        return combined(id_, code, period, year=year)
    _known_area(code, level, year)
    return _figure(id_, code, measured(id_, year, level), period)


def country(id_: str, period: str | None = None) -> Figure:
    """Return the whole country's figure; None for what cannot be put together from municipalities (a median)."""
    return _figure(id_, COUNTRY, measured(id_, LATEST_YEAR, "country"), period)


def combined(id_: str, codes: Sequence[str], period: str | None = None, *, year: int = LATEST_YEAR) -> Figure:
    """Return the figure of several municipalities seen as one, from the sums of numerators and denominators.

    The value is None where it cannot be computed so (medians, means in whole years) or where one lacks a term.
    Raises Problem.
    """
    group = one_area(codes, year)
    return _figure(id_, area_of(group), measured(id_, year, grouping_of(group)), period)


def combined_series(
    id_: str, codes: Sequence[str], *, smooth: int | None = None, year: int = LATEST_YEAR
) -> pl.DataFrame:
    """Return the series of several municipalities seen as one: area (codes joined by +), period, value."""
    group = one_area(codes, year)
    return measured(id_, year, grouping_of(group), smooth or 0).select("area", "period", "value")


def change(id_: str, code: Area, from_period: str, to_period: str, *, year: int = LATEST_YEAR) -> Change:
    """Return how an indicator changed in an area between two periods. Raises Problem."""
    first = value(id_, code, from_period, year=year)
    last = value(id_, code, to_period, year=year)
    return Change(indicator(id_), first.area, from_period, to_period, first.value, last.value)


@cache
def periods(id_: str) -> tuple[str, ...]:
    """Return the periods for which an indicator has figures, oldest first."""
    frame = measured(id_, LATEST_YEAR, "municipality")
    known = frame.filter(pl.col("value").is_not_null())["period"].unique().sort()
    return tuple(known.to_list())


def one_area(codes: Sequence[str], year: int = LATEST_YEAR) -> tuple[str, ...]:
    """Return the codes of an area sorted, each known. Raises Problem."""
    group = tuple(sorted(set(codes)))
    for code in group:
        _known_area(code, "municipality", year)
    return group


def _figure(id_: str, area: str, frame: pl.DataFrame, period: str | None) -> Figure:
    entry = indicator(id_)
    at = _period(id_, frame, period)
    rows = frame.filter((pl.col("area") == area) & (pl.col("period") == at))["value"].to_list()
    return Figure(rows[0] if rows else None, at, area, entry, source(entry.source))


def _period(id_: str, frame: pl.DataFrame, period: str | None) -> str:
    """Return the wanted period, or the latest that any municipality has."""
    known = periods(id_)
    if period is None:
        return known[-1]
    if period not in known:
        raise Problem("indicators.unknown_period", id=id_, period=period, first=known[0], last=known[-1])
    return period


def _known_level(level: str) -> None:
    if level not in LEVELS:
        raise Problem("indicators.unknown_level", level=level, known=", ".join(LEVELS))


def _known_area(code: str, level: Level, year: int) -> None:
    if code not in membership(year, level)["area"]:
        raise Problem("indicators.unknown_area", area=code, level=level, year=str(year))
