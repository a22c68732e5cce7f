"""The division of Finland into municipalities and wider areas in every year since 2013."""

from __future__ import annotations

from functools import cache
from typing import Final, get_args

import polars as pl

from seutukuva.base import LocalName, Problem
from seutukuva.regions.model import Division, Level, Municipality
from seutukuva.regions.names import NameLevel, area_names, municipality_names
from seutukuva.regions.successions import successors_at
from seutukuva.regions.tables import table

LATEST_YEAR: Final = 2026
YEARS: Final = range(2013, LATEST_YEAR + 1)
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
ALAND: Final = "21"


@cache
def division(year: int) -> Division:
    """Return the municipalities of `year` with the areas they belonged to.

    Names are today's names of the same codes. Raises Problem for a year without a division (2013-2026 have one).
    Source: Statistics Finland, classifications of municipalities and regional divisions.
    """
    if year not in YEARS:
        raise Problem("regions.no_division", year=str(year), first=str(YEARS[0]), last=str(YEARS[-1]))
    spans = table("spans").filter(pl.col("first").cast(pl.Int32) <= year, pl.col("last").cast(pl.Int32) >= year)
    names = table("names").select("code", name_fi="fi", name_sv="sv", name_en="en")
    frame = spans.drop("first", "last").join(names, on="code", how="left")
    for level in LEVELS:
        areas = table("areas").filter(pl.col("level") == level)
        columns = {level: "code", f"{level}_fi": "fi", f"{level}_sv": "sv", f"{level}_en": "en"}
        frame = frame.join(areas.select(**columns), on=level, how="left")
    frame = frame.with_columns(mainland=pl.col("region") != ALAND).sort("code")
    areas_in_order = [f"{level}{end}" for level in LEVELS for end in ("", "_fi", "_sv", "_en")]
    order = ["code", "name_fi", "name_sv", "name_en", *areas_in_order, "type", "language", "mainland"]
    return Division(year, frame.select(order), frozenset(frame["code"]))


@cache
def _rows(year: int) -> dict[str, dict[str, object]]:
    return {str(r["code"]): r for r in division(year).frame.iter_rows(named=True)}


def municipality(code: str, year: int = LATEST_YEAR) -> Municipality:
    """Return the municipality that has `code` (three digits) in `year`.

    Raises Problem for a code that is not in the division of that year; tells what became of it when it is an older one.
    """
    row = _rows(year).get(code)
    if row is None:
        raise _not_in_division(code, year)
    subregion, region = str(row["subregion"]), str(row["region"])
    return Municipality(
        code=code,
        year=year,
        name=municipality_names()[code],
        subregion=subregion,
        subregion_name=area_names("subregion")[subregion],
        region=region,
        region_name=area_names("region")[region],
        language=str(row["language"]),
        mainland=bool(row["mainland"]),
    )


def area_of(code: str, level: Level, year: int = LATEST_YEAR) -> str | None:
    """Return the code of the area of `level` that a municipality belongs to in `year`; None when there is none.

    Raises Problem for an unknown code.
    """
    if code not in _rows(year):
        raise _not_in_division(code, year)
    area = _rows(year)[code][level]
    return None if area is None else str(area)


def local_name(code: str, year: int = LATEST_YEAR, *, level: NameLevel = "municipality") -> LocalName:
    """Return the name with its case forms of a municipality in `year`, or of a sub-region or region by its code.

    Raises Problem for an unknown code. Local forms as in the Institute for the Languages of Finland's usage.
    """
    if level == "municipality":
        return municipality(code, year).name
    if code not in set(division(year).frame[level]):
        raise Problem("regions.unknown_area", code=code, year=str(year))
    return area_names(level)[code]


def _not_in_division(code: str, year: int) -> Problem:
    names, successors = municipality_names(), successors_at(code, year)
    if len(successors) == 1:
        (new,) = successors
        return Problem("regions.merged_code", code=code, year=str(year), successor=names[new], new=new)
    if successors:
        several = ", ".join(f"{names[new].fi} ({new})" for new in successors)
        return Problem("regions.divided_code", code=code, year=str(year), several=several)
    return Problem("regions.unknown_code", code=code, year=str(year))
