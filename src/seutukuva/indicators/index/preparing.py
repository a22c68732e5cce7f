"""Before scores are made: divide by denominators, leave out units with little data, fill in what is missing.

Method: OECD and JRC, Handbook on Constructing Composite Indicators (2008), steps 2 and 3; figures as COINr gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from seutukuva.base.errors import Problem
from seutukuva.indicators.index.arguments import choice, figure
from seutukuva.indicators.index.model import Bools, Floats, Framework, Inputs, Table

DATA_THRESHOLD: Final = 2 / 3
NONZERO_THRESHOLD: Final = 0.05
SCREENS: Final = ("byNA", "byzeros", "byNAandzeros")
IMPUTATIONS: Final = ("i_mean", "i_median", "i_mean_grp", "i_median_grp", "impute_panel", "none")
PANEL_WAYS: Final = ("latest", "constant", "linear")
Fill = Callable[[Floats], Any]


def denominate(table: Table, inputs: Inputs, framework: Framework, arguments: Mapping[str, Any]) -> Table:
    """Return `table` with indicators divided by the denominators that iMeta or `denomby` names.

    arguments: `denomby`, a list of {iCode, Denominator, ScaleFactor}; `f_denom`, "/" or "*". A scale factor multiplies
    the result. Raises Problem when a denominator is not known, or zero where it divides.
    """
    operation = choice(arguments.get("f_denom", "/"), ("/", "*"), "f_denom")
    values = table.values.copy()
    rows = [inputs.units.codes.index(u) for u in table.units]
    for code, name, scale in _denominators(framework, arguments):
        if code not in table.codes:
            raise Problem("indicators.index.unknown_code", argument="denomby", id=code)
        if name not in inputs.units.denominators:
            raise Problem("indicators.index.unknown_denominator", id=code, denominator=name)
        by = inputs.units.denominators[name][rows] / scale
        column = table.codes.index(code)
        if operation == "/" and (by == 0).any():
            unit = table.units[int(np.flatnonzero(by == 0)[0])]
            raise Problem("indicators.index.zero_denominator", unit=unit, denominator=name)
        values[:, column] = values[:, column] / by if operation == "/" else values[:, column] * by
    return Table(table.units, table.codes, values)


def _denominators(framework: Framework, arguments: Mapping[str, Any]) -> list[tuple[str, str, float]]:
    given = arguments.get("denomby")
    if given is None:
        found = ((c, framework.element(c).extras.get("Denominator")) for c in framework.indicators)
        return [(code, name, 1.0) for code, name in found if name]
    return [
        (str(row["iCode"]), str(row["Denominator"]), figure(row.get("ScaleFactor", 1), "ScaleFactor")) for row in given
    ]


def screen(table: Table, arguments: Mapping[str, Any]) -> tuple[Table, dict[str, Any]]:
    """Return the units with enough data and, unit by unit, the shares of data there and of data that is not zero.

    arguments: `unit_screen` (byNA, byzeros, byNAandzeros), `dat_thresh` (default 2/3), `nonzero_thresh` (0.05), `Force`
    (unit -> true or false, or a list of {uCode, Include}), which overrides. Raises Problem when no unit is left.
    """
    way = choice(arguments.get("unit_screen"), SCREENS, "unit_screen")
    need = figure(arguments.get("dat_thresh", DATA_THRESHOLD), "dat_thresh", low=0, high=1)
    need_nonzero = figure(arguments.get("nonzero_thresh", NONZERO_THRESHOLD), "nonzero_thresh", low=0, high=1)
    missing = np.isnan(table.values).sum(axis=1)
    zero = (table.values == 0).sum(axis=1)
    known = len(table.codes) - missing
    available = 1 - missing / len(table.codes)
    with np.errstate(invalid="ignore"):
        nonzero = 1 - zero / known
        low_data, low_nonzero = available < need, nonzero < need_nonzero
    included: Bools = ~{"byNA": low_data, "byzeros": low_nonzero, "byNAandzeros": low_data | low_nonzero}[way]
    for unit, kept in _forced(arguments.get("Force")):
        if unit not in table.units:
            raise Problem("indicators.index.unknown_unit", unit=unit)
        included[table.units.index(unit)] = kept
    if not included.any():
        raise Problem("indicators.index.no_units", threshold=f"{need:g}")
    kept_units = tuple(u for u, k in zip(table.units, included, strict=True) if k)
    details = {"units": table.units, "available": available, "nonzero": nonzero, "included": included}
    return Table(kept_units, table.codes, table.values[included]), details


def _forced(given: Any) -> list[tuple[str, bool]]:
    if given is None:
        return []
    if isinstance(given, Mapping):
        return [(str(u), bool(k)) for u, k in given.items()]
    return [(str(row["uCode"]), bool(row["Include"])) for row in given]


def impute(table: Table, inputs: Inputs, framework: Framework, arguments: Mapping[str, Any]) -> Table:
    """Return `table` with what is missing filled in.

    arguments: `f_i` (i_mean, i_median, i_mean_grp, i_median_grp, impute_panel, none), `use_group` (a column of type
    Group), `impute_by` (column, row), `group_level` (rows are filled from indicators of the same group at that level),
    `normalise_first` (min-max before, undone after; default for rows), `f_i_para` (impute_panel: imp_type, max_time).
    A value with nothing to be filled from stays missing. There is no EM algorithm: it assumes a joint normal
    distribution that so few units cannot support. Raises Problem.
    """
    way = choice(arguments.get("f_i", "i_mean"), IMPUTATIONS, "f_i")
    by = choice(arguments.get("impute_by", "column"), ("column", "row"), "impute_by")
    if way == "none" or not np.isnan(table.values).any():
        return table
    if way == "impute_panel":
        return _panel(table, inputs, arguments)
    groups = _groups(table, inputs, arguments) if way.endswith("_grp") and by == "column" else None
    first = bool(arguments.get("normalise_first", by == "row"))
    parts = _parts(table, framework, arguments.get("group_level"))
    values = table.values.copy()
    for columns in parts:
        part = table.select(tuple(table.codes[c] for c in columns))
        directions = np.array([framework.element(c).direction for c in part.codes], dtype=float)
        work, scale = _scaled(part.values, directions) if first else (part.values, None)
        filled = _filled(work, np.median if "median" in way else np.mean, by, groups)
        if scale is not None:
            filled = (filled * (scale[1] - scale[0]) + scale[0]) * directions
        # What was known stays exactly as it was.
        values[:, columns] = np.where(np.isnan(part.values), filled, part.values)
    return Table(table.units, table.codes, values)


def _parts(table: Table, framework: Framework, level: Any) -> list[list[int]]:
    if level is None:
        return [list(range(len(table.codes)))]
    wanted = int(figure(level, "group_level", low=2, high=framework.height))
    found: dict[str | None, list[int]] = {}
    for column, code in enumerate(table.codes):
        found.setdefault(framework.ancestor(code, wanted), []).append(column)
    return list(found.values())


def _groups(table: Table, inputs: Inputs, arguments: Mapping[str, Any]) -> tuple[str | None, ...]:
    name = str(arguments.get("use_group"))
    if name not in inputs.units.groups:
        known = ", ".join(inputs.units.groups) or "–"
        raise Problem("indicators.index.unknown_group", group=name, known=known)
    of = dict(zip(inputs.units.codes, inputs.units.groups[name], strict=True))
    return tuple(of[u] for u in table.units)


def _scaled(values: Floats, directions: Floats) -> tuple[Floats, tuple[Floats, Floats]]:
    """Return columns from 0 to 1, high values good, with what undoes it."""
    turned = values * directions
    low, high = np.fmin.reduce(turned, axis=0), np.fmax.reduce(turned, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (turned - low) / (high - low), (low, high)


def _filled(values: Floats, fill: Fill, by: str, groups: tuple[str | None, ...] | None) -> Floats:
    if by == "column":
        return np.column_stack([_fill_groups(c, fill, groups) for c in values.T])
    return np.vstack([_fill_groups(r, fill, None) for r in values])


def _fill_groups(values: Floats, fill: Fill, groups: Sequence[str | None] | None) -> Floats:
    done = values.copy()
    if groups is None:
        members = [np.ones(values.size, dtype=bool)]
    else:
        members = [np.array([g == name for g in groups]) for name in dict.fromkeys(groups) if name is not None]
    for mask in members:
        known = values[mask & ~np.isnan(values)]
        if known.size:
            done[mask & np.isnan(values)] = fill(known)
    return done


def _panel(table: Table, inputs: Inputs, arguments: Mapping[str, Any]) -> Table:
    """Fill from the same unit's other points in time; only figures as they were brought can be filled so."""
    para = arguments.get("f_i_para") or {}
    way = choice(para.get("imp_type", "latest"), PANEL_WAYS, "imp_type")
    now = inputs.units.time
    if now is None or not inputs.panel:
        raise Problem("indicators.index.no_panel")
    if not np.array_equal(table.values, inputs.raw.select(table.codes).values, equal_nan=True):
        raise Problem("indicators.index.panel_not_raw")
    times = sorted(inputs.panel)
    values = table.values.copy()
    for row, column in np.argwhere(np.isnan(values)):
        unit, code = table.units[row], table.codes[column]
        known = [(t, _at(inputs.panel[t], unit, code)) for t in times]
        known = [(t, v) for t, v in known if not np.isnan(v)]
        values[row, column] = _in_time(known, now, way, times, para.get("max_time"))
    return Table(table.units, table.codes, values)


def _at(table: Table, unit: str, code: str) -> float:
    return float(table.values[table.units.index(unit), table.codes.index(code)]) if unit in table.units else np.nan


def _in_time(known: list[tuple[float, float]], now: float, way: str, times: list[float], reach: Any) -> float:
    if not known:
        return np.nan
    earlier = [t for t in times if t < now][::-1]
    if reach is not None:
        earlier = earlier[: int(figure(reach, "max_time", low=1))]
    if way == "latest":
        return max(((t, v) for t, v in known if t in earlier), default=(0.0, np.nan))[1]
    if way == "linear":
        return float(np.interp(now, [t for t, _ in known], [v for _, v in known]))
    before = [v for t, v in known if t <= now]
    return before[-1] if before else known[0][1]
