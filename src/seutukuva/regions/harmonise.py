"""Bring data of one year's municipalities to another year's division."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

import polars as pl

from seutukuva.base import Place, Problem
from seutukuva.base.tables import require_column
from seutukuva.regions.divisions import LATEST_YEAR, YEARS
from seutukuva.regions.divisions import division as division_of
from seutukuva.regions.model import Harmonised
from seutukuva.regions.names import municipality_names
from seutukuva.regions.successions import borders_moved, formers, successors_at

Kind = Literal["count", "rate", "answers"]
Borders = Literal["kept", "exact"]

_CODE, _YEAR, _NEW, _REASON, _MOVED, _ORDER = ("\x00code", "\x00year", "\x00new", "reason", "\x00moved", "\x00order")


def harmonise(
    frame: pl.DataFrame,
    *,
    code: str,
    division: int | str,
    kind: Kind,
    value: str | Sequence[str] | None = None,
    weight: str | None = None,
    to: int = LATEST_YEAR,
    borders: Borders = "kept",
) -> Harmonised:
    """Return `frame` on the municipalities of `to`.

    code: column of municipality codes. division: the year whose municipalities they are, or the column that has it for
    each row. kind: `count` sums `value` per successor; `rate` takes its mean weighted by `weight`, which is summed;
    `answers` keeps every row with its new code. All other columns keep rows apart. A sum or mean with a missing member
    is missing, never counted as nought; a member of weight 0 does not count in a mean.
    borders: `kept` leaves a municipality whose border moved as it is and names it in the result; `exact` does not
    resolve it.
    Forward is exact. A code that is unknown or not of that year, a year without a division, an area divided between
    several, and a later municipality that another has merged into since, are unresolved, with the reason.
    Raises Problem for a missing column, a value that is not a number, a rate without a weight.
    """
    division_of(to)  # refuses a year without a division
    values = [value] if isinstance(value, str) else list(value or ())
    if _REASON in frame.columns:
        raise Problem("regions.reason_column", place=Place(column=_REASON))
    keys = [code] if isinstance(division, int) else [code, division]
    figures = [*values, weight] if weight else values
    for column in (*keys, *figures):
        require_column(frame, column)
    if kind != "answers":
        _check_figures(frame, kind, figures, weight)
    year = pl.lit(division) if isinstance(division, int) else pl.col(division)
    keyed = frame.with_columns(
        pl.col(code).cast(pl.String).str.strip_chars().str.replace("^KU", "").str.zfill(3).alias(_CODE),
        year.cast(pl.String).str.strip_chars().cast(pl.Int64, strict=False).alias(_YEAR),
    ).with_row_index(_ORDER)
    fates = _fates(keyed, to, borders)
    mapped = keyed.join(fates, on=[_CODE, _YEAR], how="left", nulls_equal=True).sort(_ORDER)
    unresolved = mapped.filter(pl.col(_REASON).is_not_null()).select(*frame.columns, _REASON)
    resolved = mapped.filter(pl.col(_REASON).is_null()).with_columns(pl.col(_NEW).alias(code))
    border_moved = tuple(sorted(set(resolved.filter(_MOVED)[_NEW])))
    if kind == "answers":
        return Harmonised(resolved.select(frame.columns), unresolved, (), border_moved)
    apart = [c for c in frame.columns if c not in figures]
    sums = [_sum(v) for v in values] if kind == "count" else [_mean(v, str(weight)) for v in values]
    summed = [*sums, _sum(weight)] if weight else sums
    grouped = resolved.group_by(apart, maintain_order=True).agg(*summed, pl.col(_CODE), pl.col(_YEAR).first())
    return Harmonised(grouped.select(frame.columns), unresolved, _incomplete(grouped, code, to), border_moved)


def _check_figures(frame: pl.DataFrame, kind: Kind, figures: list[str], weight: str | None) -> None:
    if set(figures) <= {weight}:
        raise Problem("regions.no_value")
    if kind == "rate" and weight is None:
        raise Problem("regions.no_weight", place=Place(column=figures[0]))
    for column in figures:
        if not frame.schema[column].is_numeric() and frame[column].null_count() < frame.height:
            raise Problem("regions.not_numbers", place=Place(column=column))
    if weight and frame.filter(pl.col(weight) < 0).height:
        raise Problem("regions.negative_weight", place=Place(column=weight))


def _fates(keyed: pl.DataFrame, to: int, borders: Borders) -> pl.DataFrame:
    """Return for each code and year what it becomes: the new code, or the reason why that cannot be told."""
    rows = []
    for code, year in keyed.select(_CODE, _YEAR).unique().iter_rows():
        new, reason = _fate(code, year, to)
        moved = reason is None and code in borders_moved(min(year, to), max(year, to))
        if moved and borders == "exact":
            new, reason = None, "regions.unresolved.border_moved"
        rows.append((code, year, new, reason, moved))
    types = {_CODE: pl.String, _YEAR: pl.Int64, _NEW: pl.String, _REASON: pl.String, _MOVED: pl.Boolean}
    return pl.DataFrame(rows, schema=types, orient="row")


def _fate(code: str | None, year: int | None, to: int) -> tuple[str | None, str | None]:
    if code is None:
        return None, "regions.unresolved.no_code"
    if year is None or year not in YEARS:
        return None, "regions.unresolved.no_division"
    if code not in division_of(year).codes:
        known = code in municipality_names() or code in formers()
        return None, f"regions.unresolved.{'other_year' if known else 'unknown_code'}"
    if year > to:
        # Going back is exact only for those that nothing has merged into since.
        exact = _members(code, to, year) == {code}
        return (code, None) if exact else (None, "regions.unresolved.backward")
    after = successors_at(code, to)
    return (after[0], None) if len(after) == 1 else (None, "regions.unresolved.divided")


@cache
def _members(new: str, year: int, to: int) -> frozenset[str]:
    """Return the codes of `year` whose areas make up `new` in the later division of `to`."""
    return frozenset(code for code in division_of(year).codes if new in successors_at(code, to))


def _incomplete(grouped: pl.DataFrame, code: str, to: int) -> tuple[str, ...]:
    found = {
        new
        for new, year, members in grouped.select(code, _YEAR, _CODE).iter_rows()
        if year < to and not _members(new, year, to) <= set(members)
    }
    return tuple(sorted(found))


def _sum(column: str) -> pl.Expr:
    """Sum that is missing when a member is."""
    return pl.when(pl.col(column).is_null().any()).then(None).otherwise(pl.col(column).sum()).alias(column)


def _mean(column: str, weight: str) -> pl.Expr:
    """Return the weighted mean; missing when a member that counts is, or the weights say nothing.

    A municipality that nothing has merged into keeps its rate, whatever its weight.
    """
    rate, size = pl.col(column).cast(pl.Float64), pl.col(weight)
    counts = size.is_null() | (size != 0)
    unknown = size.is_null().any() | (counts & rate.is_null()).any() | (size.sum() == 0)
    mean = (rate.fill_null(0.0) * size).sum() / size.sum()
    return pl.when(pl.len() == 1).then(rate.first()).when(unknown).then(None).otherwise(mean).alias(column)
