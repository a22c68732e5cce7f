"""Outliers: how skewed an indicator is, winsorisation, and transformation when that does not help.

Method: OECD and JRC Handbook (2008), step 5; skewness and kurtosis by Joanes and Gill (1998), type 2, as in Excel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

from seutukuva.base.errors import Problem
from seutukuva.indicators.index.arguments import choice, figure, merged
from seutukuva.indicators.index.model import Floats, Table

SKEW: Final = 2.0
KURTOSIS: Final = 3.5
POINTS: Final = 5
TREATMENTS: Final = ("winsorise", "log_CT", "log_CT_orig", "log_GII", "boxcox")
DEFAULTS: Final[Mapping[str, Any]] = {
    "f1": "winsorise",
    "f1_para": {"winmax": POINTS, "skew_thresh": SKEW, "kurt_thresh": KURTOSIS, "force_win": False},
    "f2": "log_CT",
    "f2_para": {},
    "f_pass": "check_SkewKurt",
    "f_pass_para": {"skew_thresh": SKEW, "kurt_thresh": KURTOSIS},
}
_PARAMETERS: Final = {
    "winsorise": ("na.rm", "winmax", "skew_thresh", "kurt_thresh", "force_win"),
    "boxcox": ("na.rm", "lambda", "makepos"),
}


@dataclass(frozen=True)
class Check:
    """Whether a column passes, with its skewness and excess kurtosis."""

    passes: bool
    skew: float
    kurtosis: float


@dataclass(frozen=True)
class Treatment:
    """What was done to an indicator: the check before, points winsorised, and the checks after each treatment."""

    code: str
    before: Check
    winsorised: int | None
    after: Check | None
    transformed: str | None
    after_second: Check | None


def skewness(values: Floats) -> float:
    """Return the adjusted skewness of the known values, NaN for constant ones. Raises Problem for fewer than three."""
    x = values[~np.isnan(values)]
    n = x.size
    if n < 3:
        raise Problem("indicators.index.few_values", known=n)
    x = x - x.mean()
    square = float((x * x).sum())
    if square == 0:
        return np.nan
    return float(np.sqrt(n) * (x**3).sum() / square**1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(values: Floats) -> float:
    """Return the adjusted excess kurtosis of the known values. Raises Problem for fewer than four."""
    x = values[~np.isnan(values)]
    n = x.size
    if n < 4:
        raise Problem("indicators.index.few_values", known=n)
    x = x - x.mean()
    square = float((x * x).sum())
    if square == 0:
        return np.nan
    r = n * float((x**4).sum()) / square**2
    return float(((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)))


def check(values: Floats, skew_limit: float = SKEW, kurtosis_limit: float = KURTOSIS) -> Check:
    """Return whether a column passes: |skewness| below its limit or kurtosis below its own."""
    s, k = _moments(np.ascontiguousarray(values).tobytes())
    return Check(bool(abs(s) < skew_limit or k < kurtosis_limit), s, k)


@lru_cache(maxsize=20_000)
def _moments(data: bytes) -> tuple[float, float]:
    """Return skewness and kurtosis of a column; the same columns come by in thousands of replications."""
    values = np.frombuffer(data)
    return skewness(values), kurtosis(values)


def winsorise(
    values: Floats,
    most: int | None = POINTS,
    skew_limit: float = SKEW,
    kurtosis_limit: float = KURTOSIS,
    force: bool = False,
) -> tuple[Floats, int]:
    """Return the values with outliers drawn in to the next value, one after another, and how many were.

    The side is that of the skewness. It ends when the column passes the check or `most` points (None: no limit) are
    reached; ties move together, so that one more may move. force: go on to `most` although the column passes.
    """
    x = values.copy()
    high: set[int] = set()
    low: set[int] = set()
    state = check(x, skew_limit, kurtosis_limit)
    moved = 0
    while (not state.passes or force) and (most is None or moved < most):
        known = x[~np.isnan(x)]
        top = state.skew >= 0
        edge = known.max() if top else known.min()
        rest = known[known != edge]
        if not rest.size:
            break
        at = np.flatnonzero(x == edge)
        x[at] = rest.max() if top else rest.min()
        # The latest points of a side include the earlier ones, which are now tied with them.
        if top:
            high = set(at.tolist())
        else:
            low = set(at.tolist())
        moved = len(high) + len(low)
        state = check(x, skew_limit, kurtosis_limit)
    return x, moved


def transform(values: Floats, way: str, para: Mapping[str, Any]) -> Floats:
    """Return the values on another scale: log_CT, log_CT_orig, log_GII or boxcox (`lambda`, `makepos`)."""
    low, high = np.nanmin(values), np.nanmax(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        if way == "log_CT":
            return np.asarray(np.log(values - low + 0.01 * (high - low)))
        if way == "log_CT_orig":
            return np.asarray(np.log(values - low + 1))
        if way == "log_GII":
            return np.asarray(np.log((high - 1) * (values - low) / (high - low) + 1))
        x = values - low + 1 if para.get("makepos", True) else values
        power = figure(para.get("lambda"), "lambda")
        return np.asarray(np.log(x) if power == 0 else (x**power - 1) / power)


def treat(table: Table, arguments: Mapping[str, Any]) -> tuple[Table, tuple[Treatment, ...]]:
    """Return `table` treated for outliers and what was done to each column.

    arguments: `global_specs` (f1, f1_para, f2, f2_para, f_pass, f_pass_para; default: winsorise at most five points,
    then log_CT of the original), `indiv_specs` (indicator -> the same, or "none"), `combine_treat` (the second
    treatment starts from the first's result). Raises Problem.
    """
    given = arguments.get("global_specs")
    base = dict(DEFAULTS) if given in (None, "none") else merged(DEFAULTS, given)
    single = arguments.get("indiv_specs") or {}
    for code in single:
        if code not in table.codes:
            raise Problem("indicators.index.unknown_code", argument="indiv_specs", id=code)
    values = table.values.copy()
    told = []
    for column, code in enumerate(table.codes):
        own = single.get(code, {})
        if own == "none":
            continue
        specs = merged(base, own)
        values[:, column], treatment = _treat_column(table.values[:, column], code, specs, arguments)
        told.append(treatment)
    return Table(table.units, table.codes, values), tuple(told)


def _treat_column(
    x: Floats, code: str, specs: Mapping[str, Any], arguments: Mapping[str, Any]
) -> tuple[Floats, Treatment]:
    choice(specs["f_pass"], ("check_SkewKurt",), "f_pass")
    limits = specs.get("f_pass_para") or {}
    skew_limit = figure(limits.get("skew_thresh", SKEW), "skew_thresh")
    kurtosis_limit = figure(limits.get("kurt_thresh", KURTOSIS), "kurt_thresh")
    before = check(x, skew_limit, kurtosis_limit)
    if before.passes or np.isnan(before.skew):
        return x, Treatment(code, before, None, None, None, None)
    first, moved = _apply(x, specs["f1"], specs.get("f1_para") or {})
    after = check(first, skew_limit, kurtosis_limit)
    way = specs.get("f2")
    if after.passes or way in (None, "NULL", "none"):
        return first, Treatment(code, before, moved, after, None, None)
    start = first if arguments.get("combine_treat") else x
    second, _ = _apply(start, str(way), specs.get("f2_para") or {})
    return second, Treatment(code, before, moved, after, str(way), check(second, skew_limit, kurtosis_limit))


def _apply(x: Floats, way: str, para: Mapping[str, Any]) -> tuple[Floats, int | None]:
    choice(way, TREATMENTS, "f1, f2")
    for name in para:
        choice(name, _PARAMETERS.get(way, ("na.rm",)), f"{way}_para")
    if way != "winsorise":
        return transform(x, way, para), None
    most = para.get("winmax", POINTS)
    return winsorise(
        x,
        None if most in (None, "NULL") else int(figure(most, "winmax", low=0)),
        figure(para.get("skew_thresh", SKEW), "skew_thresh"),
        figure(para.get("kurt_thresh", KURTOSIS), "kurt_thresh"),
        bool(para.get("force_win", False)),
    )
