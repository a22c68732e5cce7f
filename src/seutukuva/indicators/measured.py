"""Compute indicators for areas: add what can be added, then divide; what is missing stays missing.

A figure of an area is null as soon as one of its municipalities lacks a term. Where the publisher itself gives the
area's figure and the area has the same municipalities in both divisions, the publisher's figure is used.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from seutukuva.base import Problem
from seutukuva.indicators.areas import membership, successors
from seutukuva.indicators.catalogue import indicator, source, variables
from seutukuva.indicators.facts import facts
from seutukuva.indicators.model import Indicator, Level

# A level of area, or the codes of municipalities that are seen as one.
Grouping = Level | tuple[str, ...]


@cache
def measured(id_: str, year: int, grouping: Grouping, window: int = 0) -> pl.DataFrame:
    """Return area, period, numerator, denominator, value of an indicator in the division of `year`.

    window: months summed before dividing (0 = the indicator's own).
    """
    entry = indicator(id_)
    _refuse_earlier_division(entry, year)
    months = window or entry.window
    terms = _windowed(_terms(entry, year, grouping), months)
    match entry.formula:
        case "sum":
            found = terms.with_columns(value="numerator")
        case "ratio":
            found = _ratio(entry, terms)
        case "change":
            found = _change(entry, terms)
        case "quotient":
            found = _quotient(entry, terms, _windowed(_terms(entry, year, "country"), months))
        case "published":
            found = _published(entry, terms, year, grouping)
    return found.select("area", "period", "numerator", "denominator", "value")


def area_of(codes: tuple[str, ...]) -> str:
    """Return the name under which municipalities seen as one stand in a frame."""
    return "+".join(codes)


def grouping_of(group: tuple[str, ...]) -> Grouping:
    """Return how an area is grouped: one municipality keeps the figures that only a municipality has."""
    return "municipality" if len(group) == 1 else group


def variable_of(name: str, year: int, grouping: Grouping, area: str) -> float | None:
    """Return the value of a variable that has one period, for one area."""
    rows = _variable(name, year, grouping).filter(pl.col("area") == area)["value"].to_list()
    return rows[0] if rows else None


def _refuse_earlier_division(entry: Indicator, year: int) -> None:
    written = source(entry.source).division
    if written is not None and year < written:
        raise Problem("indicators.division_too_early", id=entry.id, year=str(year), division=str(written))


def _terms(entry: Indicator, year: int, grouping: Grouping) -> pl.DataFrame:
    """Return area, period, numerator, denominator; a null term makes the sum null."""
    names = [term.lstrip("-") for term in (*entry.numerator, *entry.denominator)]
    long = pl.concat([_variable(name, year, grouping) for name in dict.fromkeys(names)])
    wide = long.pivot(on="variable", index=["area", "period"], values="value")
    return wide.select(
        "area",
        "period",
        _signed_sum(entry.numerator).alias("numerator"),
        (_signed_sum(entry.denominator) if entry.denominator else pl.lit(None, pl.Float64)).alias("denominator"),
    ).sort("area", "period")


def _signed_sum(terms: tuple[str, ...]) -> pl.Expr:
    total = pl.lit(0.0)
    for term in terms:
        column = pl.col(term.lstrip("-"))
        total = total - column if term.startswith("-") else total + column
    return total


@cache
def _variable(name: str, year: int, grouping: Grouping) -> pl.DataFrame:
    """Return variable, area, period, value of one variable at a level of the division of `year`."""
    # One query: started step by step, these small joins cost several times as much.
    rows = facts().lazy().filter(pl.col("variable") == name)
    division = source(variables()[name][0]).division
    assert division is not None
    own = rows.filter(pl.col("level") == "municipality").select(pl.col("area").alias("code"), "period", "value")
    to = _grouped_codes(division, year, grouping).lazy()
    sizes = to.group_by("area").len("members")
    summed = (
        own.join(to, on="code")
        .group_by("area", "period")
        .agg(pl.col("value").sum(), pl.col("value").count().alias("known"))
        .join(sizes, on="area")
        .select("area", "period", pl.when(pl.col("known") == pl.col("members")).then("value").alias("value"))
    )
    if isinstance(grouping, str) and grouping != "municipality":
        published = rows.filter(pl.col("level") == grouping).select("area", "period", pl.col("value").alias("given"))
        published = published.join(_same_areas(division, year, grouping).lazy(), on="area", how="semi")
        summed = summed.join(published, on=["area", "period"], how="left").select(
            "area", "period", pl.coalesce("given", "value").alias("value")
        )
    return summed.select(pl.lit(name).alias("variable"), "area", "period", "value").collect()


@cache
def _grouped_codes(division: int, year: int, grouping: Grouping) -> pl.DataFrame:
    """Return code (of the source's division), area (of the grouping in the division of `year`)."""
    after = successors(division, year)
    if isinstance(grouping, tuple):
        return after.filter(pl.col("successor").is_in(list(grouping))).select(
            "code", pl.lit(area_of(grouping)).alias("area")
        )
    members = membership(year, grouping).rename({"code": "successor"})
    return after.join(members, on="successor").select("code", "area")


@cache
def _same_areas(division: int, year: int, level: Level) -> pl.DataFrame:
    """Return the areas that have the same municipalities (in the source's codes) in both divisions."""
    then = _grouped_codes(division, division, level).group_by("area").agg(pl.col("code").sort().alias("then"))
    now = _grouped_codes(division, year, level).group_by("area").agg(pl.col("code").sort().alias("now"))
    return then.join(now, on="area").filter(pl.col("then") == pl.col("now")).select("area")


def _windowed(terms: pl.DataFrame, window: int) -> pl.DataFrame:
    """Sum numerator and denominator over the last `window` periods of each area; null when one is missing."""
    if window == 1:
        return terms
    rolling = (pl.col(c).rolling_sum(window, min_samples=window).over("area") for c in ("numerator", "denominator"))
    return terms.sort("area", "period").with_columns(*rolling)


def _ratio(entry: Indicator, terms: pl.DataFrame) -> pl.DataFrame:
    quotient = pl.when(pl.col("denominator") != 0).then(entry.per * pl.col("numerator") / pl.col("denominator"))
    return terms.with_columns(quotient.alias("value"))


def _change(entry: Indicator, terms: pl.DataFrame) -> pl.DataFrame:
    later = (pl.col("period").cast(pl.Int32) + entry.lag).cast(pl.String)
    before = terms.select("area", later.alias("period"), pl.col("numerator").alias("denominator"))
    both = terms.drop("denominator").join(before, on=["area", "period"])
    return _ratio(entry, both.with_columns(pl.col("numerator") - pl.col("denominator"))).sort("area", "period")


def _quotient(entry: Indicator, terms: pl.DataFrame, country: pl.DataFrame) -> pl.DataFrame:
    reference = _ratio(entry, country).select("period", pl.col("value").alias("country"))
    own = _ratio(entry, terms).join(reference, on="period")
    return own.with_columns(pl.col("value") / pl.col("country"))


def _published(entry: Indicator, terms: pl.DataFrame, year: int, grouping: Grouping) -> pl.DataFrame:
    """Keep the figure of a municipality that is whole in the source; no other area has one."""
    if grouping != "municipality":
        return terms.with_columns(pl.lit(None, pl.Float64).alias("value"))
    division = source(entry.source).division
    assert division is not None
    whole = successors(division, year).group_by("successor").len().filter(pl.col("len") == 1)
    kept = pl.col("area").is_in(whole["successor"].to_list())
    return terms.with_columns(pl.when(kept).then("numerator").alias("value"))
