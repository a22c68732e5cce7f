"""Bring indicators to one scale: min-max, z, ranks, distances, goalposts, fractions, Borda.

Method: OECD and JRC Handbook (2008), step 5; each function as COINr's n_ functions define it. An indicator whose low
values are good is turned (multiplied by -1) first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from scipy.stats import rankdata

from seutukuva.base.errors import Problem
from seutukuva.indicators.index.arguments import choice, figure
from seutukuva.indicators.index.model import Element, Floats, Framework, Table

USE_META: Final = "use_iMeta"
# Function -> its parameters in their order, so that a list without names can be read as R reads it.
FUNCTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "n_minmax": ("l_u",),
    "n_zscore": ("m_sd",),
    "n_scaled": ("npara", "scale_factor"),
    "n_rank": ("ties.method",),
    "n_prank": ("ties.method",),
    "n_borda": ("ties.method",),
    "n_fracmax": (),
    "n_dist2max": (),
    "n_dist2ref": ("iref", "cap_max"),
    "n_dist2targ": ("targ", "direction", "cap_max"),
    "n_goalposts": ("gposts", "direction", "trunc2posts"),
    "none": (),
}


def normalise(table: Table, framework: Framework, arguments: Mapping[str, Any]) -> Table:
    """Return `table` on one scale, high values good.

    arguments: `global_specs` ({f_n, f_n_para}; default min-max from 0 to 100), `indiv_specs` (indicator -> the same),
    `directions` (indicator -> 1 or -1, instead of iMeta's). `f_n_para = "use_iMeta"` takes the parameters from iMeta's
    columns (Target, minmax_lower, minmax_upper, zscore_mean, zscore_sd, scaled_lower, scaled_upper, goalpost_*).
    A column without variance becomes NaN where a function divides by its range. Raises Problem.
    """
    whole = arguments.get("global_specs") or {"f_n": "n_minmax", "f_n_para": {"l_u": [0, 100]}}
    single = arguments.get("indiv_specs") or {}
    turned = _directions(arguments.get("directions"))
    for code in (*single, *turned):
        if code not in table.codes:
            raise Problem("indicators.index.unknown_code", argument="indiv_specs, directions", id=code)
    values = np.empty_like(table.values)
    for columns, way, para, turns in _alike(table.codes, framework, whole, single, turned):
        x = table.values[:, columns] * np.array(turns, dtype=float)
        with np.errstate(invalid="ignore", divide="ignore"):
            values[:, columns] = _scaled(x, way, para, table.units)
    return Table(table.units, table.codes, values)


def _alike(
    codes: tuple[str, ...],
    framework: Framework,
    whole: Mapping[str, Any],
    single: Mapping[str, Any],
    turned: Mapping[str, int],
) -> list[tuple[list[int], str, dict[str, Any], list[int]]]:
    """Return columns that are normalised alike: their places, function, parameters, and 1 or -1 to multiply each by."""
    found: dict[str, tuple[list[int], str, dict[str, Any], list[int]]] = {}
    shared = _function(whole)
    for column, code in enumerate(codes):
        element = framework.element(code)
        direction = turn = turned.get(code, element.direction)
        way, para, key = _function(single[code]) if code in single else shared
        if para is None:
            para = _from_meta(way, element, direction)
            key = f"{way} {json.dumps(para, sort_keys=True)}"
            # Goalposts of iMeta are told in the indicator's own direction.
            turn = 1 if way == "n_goalposts" else direction
        columns, _, _, turns = found.setdefault(key, ([], way, para, []))
        columns.append(column)
        turns.append(turn)
    return list(found.values())


def _function(specs: Mapping[str, Any]) -> tuple[str, dict[str, Any] | None, str]:
    """Return a function, its parameters (None when iMeta has them) and what tells both apart from others."""
    way = choice(specs.get("f_n", "n_minmax"), tuple(FUNCTIONS), "f_n")
    given = specs.get("f_n_para")
    para = None if given == USE_META else named(way, given)
    return way, para, f"{way} {json.dumps(para, sort_keys=True)}"


def _directions(given: Any) -> dict[str, int]:
    if given is None:
        return {}
    rows = given.items() if isinstance(given, Mapping) else ((r["iCode"], r["Direction"]) for r in given)
    return {str(code): int(figure(value, "directions", low=-1, high=1)) for code, value in rows}


def named(way: str, given: Any) -> dict[str, Any]:
    """Return the parameters of a function by name; a list is read in the function's order. Raises Problem."""
    if given is None or given == "NULL":
        return {}
    if isinstance(given, Mapping):
        for name in given:
            choice(name, FUNCTIONS[way], f"{way}: f_n_para")
        return dict(given)
    if not isinstance(given, list) or len(given) > len(FUNCTIONS[way]):
        raise Problem("indicators.index.not_figure", argument=f"{way}: f_n_para", value=str(given))
    return dict(zip(FUNCTIONS[way], given, strict=False))


def _from_meta(way: str, element: Element, direction: int) -> dict[str, Any]:
    def of(column: str) -> float:
        text = element.extras.get(column)
        if text is None:
            raise Problem("indicators.index.no_meta_column", id=element.code, column=column)
        return float(text.replace(",", "."))

    def flag(column: str) -> bool:
        return element.extras.get(column, "FALSE").upper() in ("TRUE", "1", "T")

    if way == "n_minmax":
        return {"l_u": [of("minmax_lower"), of("minmax_upper")]}
    if way == "n_zscore":
        return {"m_sd": [of("zscore_mean"), of("zscore_sd")]}
    if way == "n_scaled":
        return {"npara": [of("scaled_lower"), of("scaled_upper")]}
    if way == "n_dist2targ":
        # The column is turned already, and so is the target.
        return {"targ": of("Target") * direction, "cap_max": flag("dist2targ_cap_max")}
    if way == "n_goalposts":
        posts = [of("goalpost_lower"), of("goalpost_upper"), of("goalpost_scale")]
        cut = flag("goalpost_trunc2posts") if "goalpost_trunc2posts" in element.extras else True
        return {"gposts": posts, "direction": direction, "trunc2posts": cut}
    return {}


def _pair(para: Mapping[str, Any], name: str, default: tuple[float, float]) -> tuple[float, float]:
    given = para.get(name, default)
    if not isinstance(given, list | tuple) or len(given) < 2:
        raise Problem("indicators.index.not_figure", argument=name, value=str(given))
    return figure(given[0], name), figure(given[1], name)


def _scaled(x: Floats, way: str, para: Mapping[str, Any], units: tuple[str, ...]) -> Floats:
    low, high = np.fmin.reduce(x), np.fmax.reduce(x)
    if way == "none":
        return x
    if way in ("n_rank", "n_prank", "n_borda"):
        return _by_rank(x, way)
    if way in ("n_dist2max", "n_dist2ref", "n_dist2targ", "n_fracmax"):
        return _distance(x, way, para, units)
    if way == "n_goalposts":
        return _goalposts(x, para)
    if way == "n_minmax":
        bottom, top = _pair(para, "l_u", (0, 100))
        return np.asarray((x - low) / (high - low) * (top - bottom) + bottom)
    if way == "n_zscore":
        mean, deviation = _pair(para, "m_sd", (0, 1))
        known = ~np.isnan(x)
        count = known.sum(axis=0)
        away = x - np.where(known, x, 0).sum(axis=0) / count
        spread = np.sqrt((np.where(known, away, 0.0) ** 2).sum(axis=0) / (count - 1))
        return np.asarray(away / np.where(low < high, spread, np.nan) * deviation + mean)
    bottom, top = _pair(para, "npara", (0, 100))
    return np.asarray((x - bottom) / np.float64(top - bottom) * figure(para.get("scale_factor", 100), "scale_factor"))


def _by_rank(x: Floats, way: str) -> Floats:
    ranks = _ranks(x)
    if way == "n_rank":
        return ranks
    return ranks - 1 if way == "n_borda" else (ranks - 1) / ((~np.isnan(x)).sum(axis=0) - 1)


def _distance(x: Floats, way: str, para: Mapping[str, Any], units: tuple[str, ...]) -> Floats:
    low, high = np.fmin.reduce(x), np.fmax.reduce(x)
    if way == "n_fracmax":
        return np.asarray(x / high)
    if way == "n_dist2max":
        return np.asarray(1 - (high - x) / (high - low))
    if way == "n_dist2ref":
        reference = x[_reference(para.get("iref"), units)]
        return _capped(1 - (reference - x) / (reference - low), para)
    target = figure(para.get("targ"), "targ")
    if para.get("direction", 1) == -1:
        return _capped((high - x) / (high - target), para)
    return _capped((x - low) / (target - low), para)


def _ranks(x: Floats) -> Floats:
    """Rank from the lowest up, ties on the lowest rank, what is missing left missing."""
    missing = np.isnan(x)
    ranks = rankdata(np.where(missing, np.inf, x), method="min", axis=0).astype(float)
    return np.where(missing, np.nan, ranks)


def _reference(given: Any, units: tuple[str, ...]) -> int:
    """Return the row of the unit to compare with: its code, or its position from 1."""
    if given in units:
        return units.index(given)
    if isinstance(given, int) and 1 <= given <= len(units):
        return given - 1
    raise Problem("indicators.index.unknown_unit", unit=str(given))


def _capped(y: Floats, para: Mapping[str, Any]) -> Floats:
    return np.where(y > 1, 1.0, y) if para.get("cap_max", False) else np.asarray(y)


def _goalposts(x: Floats, para: Mapping[str, Any]) -> Floats:
    posts = para.get("gposts")
    if not isinstance(posts, list | tuple) or len(posts) != 3:
        raise Problem("indicators.index.not_figure", argument="gposts", value=str(posts))
    low, high, scale = (figure(p, "gposts") for p in posts)
    y = (x - high) / (low - high) if para.get("direction", 1) == -1 else (x - low) / (high - low)
    if para.get("trunc2posts", True):
        y = np.where(np.isnan(y), y, np.clip(y, 0, 1))
    return np.asarray(y * scale)
