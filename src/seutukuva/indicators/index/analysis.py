"""Look into an index: correlations, Cronbach's alpha, principal components, removed elements, strengths, comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from scipy.stats import kendalltau, pearsonr, spearmanr

from seutukuva.base.errors import Problem
from seutukuva.indicators.index.aggregating import LevelPlan, aggregate
from seutukuva.indicators.index.arguments import choice
from seutukuva.indicators.index.model import Floats, Framework, Table
from seutukuva.indicators.index.uncertainty import ranks_of

KINDS: Final = ("pearson", "spearman", "kendall")


@dataclass(frozen=True)
class Components:
    """Principal components of standardised columns: loadings (columns, components) and shares of the variance."""

    codes: tuple[str, ...]
    loadings: Floats
    shares: Floats
    units: int


def correlation(a: Floats, b: Floats, kind: str = "pearson") -> float:
    """Return the correlation of two columns over the units that have both; NaN when it is not defined."""
    return _correlated(a, b, kind)[0]


def _correlated(a: Floats, b: Floats, kind: str) -> tuple[float, float]:
    choice(kind, KINDS, "cortype")
    both = ~np.isnan(a) & ~np.isnan(b)
    x, y = a[both], b[both]
    if x.size < 3 or (x == x[0]).all() or (y == y[0]).all():
        return np.nan, np.nan
    of: dict[str, Callable[[Floats, Floats], Any]] = {"pearson": pearsonr, "spearman": spearmanr, "kendall": kendalltau}
    found = of[kind](x, y)
    return float(found.statistic), float(found.pvalue)


def correlations(table: Table, rows: tuple[str, ...], columns: tuple[str, ...], kind: str = "pearson") -> pl.DataFrame:
    """Return Var1, Var2, Correlation and its p value for every pair of a row's and a column's code."""
    found = []
    for one in rows:
        for two in columns:
            value, p = _correlated(table.column(one), table.column(two), kind)
            found.append((one, two, value, p))
    return pl.DataFrame(found, schema=["Var1", "Var2", "Correlation", "p"], orient="row").fill_nan(None)


def with_parents(table: Table, framework: Framework, kind: str = "pearson") -> pl.DataFrame:
    """Return the correlation of every element with its parent and with the index."""
    rows = []
    for element in framework.elements:
        if element.parent is None:
            continue
        own = table.column(element.code)
        up, _ = _correlated(own, table.column(element.parent), kind)
        top, _ = _correlated(own, table.column(framework.index), kind)
        rows.append((element.code, element.parent, up, top))
    return pl.DataFrame(rows, schema=["iCode", "Parent", "with_parent", "with_index"], orient="row").fill_nan(None)


def cronbach(table: Table) -> float:
    """Return Cronbach's alpha of the columns; covariances over the units that both columns have."""
    count = len(table.codes)
    if count < 2:
        raise Problem("indicators.index.few_columns", found=count)
    covariance = np.empty((count, count))
    for i in range(count):
        for j in range(i, count):
            a, b = table.values[:, i], table.values[:, j]
            both = ~np.isnan(a) & ~np.isnan(b)
            x, y = a[both], b[both]
            covariance[i, j] = covariance[j, i] = ((x - x.mean()) * (y - y.mean())).sum() / (x.size - 1)
    whole = float(covariance.sum())
    between = (whole - float(np.trace(covariance))) / (count * (count - 1))
    return count**2 * between / whole


def principal_components(table: Table) -> Components:
    """Return the principal components of the standardised columns over the units without gaps. Raises Problem."""
    full = table.values[~np.isnan(table.values).any(axis=1)]
    if full.shape[0] < 3:
        raise Problem("indicators.index.few_values", known=full.shape[0])
    spread = full.std(axis=0, ddof=1)
    if (spread == 0).any():
        raise Problem("indicators.index.constant", id=table.codes[int(np.flatnonzero(spread == 0)[0])])
    _, singular, turned = np.linalg.svd((full - full.mean(axis=0)) / spread, full_matrices=False)
    variances = singular**2
    return Components(table.codes, turned.T, variances / variances.sum(), full.shape[0])


def remove_elements(
    framework: Framework, source: Table, plans: tuple[LevelPlan, ...], weights: Mapping[str, float], level: int
) -> pl.DataFrame:
    """Return how far ranks of the index move when each element of a level has no weight, one after another.

    source: normalised indicators. Returns iCode, the mean and the largest change of a rank without its sign, and the
    unit that moves most.
    """
    codes = framework.codes
    own = [c for c in codes if framework.element(c).level == level]
    base = np.array([weights[c] for c in codes])
    sets = np.tile(base, (len(own) + 1, 1))
    for row, code in enumerate(own, 1):
        sets[row, codes.index(code)] = 0
    with np.errstate(invalid="ignore", divide="ignore"):
        ranks = ranks_of(aggregate(source, framework, plans, sets).scores[framework.index])
    moved = np.abs(ranks[1:] - ranks[0])
    rows: list[tuple[str, float | None, float | None, str | None]] = []
    for code, shift in zip(own, moved, strict=True):
        if np.isnan(shift).all():
            rows.append((code, None, None, None))
            continue
        most = int(np.nanargmax(shift))
        rows.append((code, float(np.nanmean(shift)), float(shift[most]), source.units[most]))
    return pl.DataFrame(rows, schema=["iCode", "MeanAbsDiff", "MaxAbsDiff", "uCode"], orient="row")


def strengths(table: Table, unit: str, count: int = 5, *, strong: bool = True) -> pl.DataFrame:
    """Return the indicators in which a unit ranks best (or worst): iCode, Rank, Value.

    table: figures whose high values are good. An indicator in which the unit is last (with whom it may be tied) is no
    strength. Raises Problem when the unit is not known.
    """
    if unit not in table.units:
        raise Problem("indicators.index.unknown_unit", unit=unit)
    ranks = ranks_of(table.values.T).T
    own = ranks[table.units.index(unit)]
    values = table.values[table.units.index(unit)]
    known = [i for i in range(len(table.codes)) if not np.isnan(own[i])]
    if strong:
        known = [i for i in known if own[i] < np.nanmax(ranks[:, i])]
    chosen = sorted(known, key=lambda i: own[i] if strong else -own[i])[:count]
    return pl.DataFrame(
        {
            "iCode": [table.codes[i] for i in chosen],
            "Rank": [int(own[i]) for i in chosen],
            "Value": [float(values[i]) for i in chosen],
        }
    )


def compare(one: Table, other: Table, code: str) -> pl.DataFrame:
    """Return the ranks of `code` in two indices side by side: uCode, Rank.1, Rank.2, Rank.Change, Abs.diff."""
    first = dict(zip(one.units, ranks_of(one.column(code)), strict=True))
    second = dict(zip(other.units, ranks_of(other.column(code)), strict=True))
    units = sorted({*first, *second})
    a = np.array([first.get(u, np.nan) for u in units])
    b = np.array([second.get(u, np.nan) for u in units])
    frame = {"uCode": units, "Rank.1": a, "Rank.2": b, "Rank.Change": a - b, "Abs.diff": np.abs(a - b)}
    return pl.DataFrame(frame).fill_nan(None)
