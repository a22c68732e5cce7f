"""Read iData and iMeta, the two tables that COINr builds an index from, and tell what is wrong with them."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from seutukuva.base.errors import Place, Problem
from seutukuva.base.tables import MISSING_SIGNS, NUMBER, read_csv
from seutukuva.indicators.index.model import MOST_LEVELS, Element, Floats, Framework, Inputs, Table, Units

META_COLUMNS: Final = ("Level", "iCode", "Direction", "Weight", "Parent", "Type")
TYPES: Final = ("Indicator", "Aggregate", "Group", "Denominator", "Other")
# How R writes what is missing or not finite, besides the signs of statistics services.
_MISSING: Final = (*MISSING_SIGNS, "NA", "NaN", "nan", "NULL")
_ROW: Final = "row number of the file"


def read_inputs(
    data: Path | bytes,
    meta: Path | bytes,
    *,
    denominators: Path | bytes | None = None,
    time: float | None = None,
    data_name: str | None = None,
    meta_name: str | None = None,
) -> Inputs:
    """Return the inputs of an index from iData and iMeta as COINr has them.

    data: CSV with uCode, a column for every iCode of type Indicator, Group, Denominator and Other, and if known uName
    and Time. meta: CSV with Level, iCode, Direction, Weight, Parent and Type. denominators: CSV with uCode and
    denominators; its columns come before those of iData. time: which Time to compute when iData has several.
    Raises Problem with the row and column.
    """
    meta_frame = read_csv(meta, name=meta_name, required=META_COLUMNS, row=_ROW, row_names=True)
    meta_place = Place(file=meta_name or (meta.name if isinstance(meta, Path) else None))
    kinds = _kinds(meta_frame, meta_place)
    framework = _framework(meta_frame, meta_place)
    frame = read_csv(data, name=data_name, required=("uCode",), row=_ROW, row_names=True)
    place = Place(file=data_name or (data.name if isinstance(data, Path) else None))
    _check_columns(frame, kinds, place, meta_place)
    times = _times(frame, place)
    slices = _slices(frame, times, time, place)
    chosen, rows = slices[-1]
    extra = _outside(denominators)
    units = _units(rows, kinds, place, chosen, extra)
    panel = {
        t: Table(_codes(f), framework.indicators, _numbers(f, framework.indicators, place))
        for t, f in slices
        if t is not None
    }
    raw = Table(units.codes, framework.indicators, _numbers(rows, framework.indicators, place))
    _check_all_missing(raw, place)
    return Inputs(framework, units, raw, panel if len(panel) > 1 else {})


def _kinds(frame: pl.DataFrame, place: Place) -> dict[str, str]:
    """Return code -> type of every row of iMeta."""
    kinds: dict[str, str] = {}
    for row in frame.iter_rows(named=True):
        at = Place(file=place.file, row=row[_ROW], column="iCode")
        code, kind = row["iCode"], row["Type"]
        if code is None:
            raise Problem("indicators.index.no_code", place=at)
        if code in kinds:
            raise Problem("indicators.index.same_code", place=at, id=code)
        if kind not in TYPES:
            where = Place(file=place.file, row=row[_ROW], column="Type")
            raise Problem(
                "indicators.index.unknown_type", place=where, id=code, found=kind or "", known=", ".join(TYPES)
            )
        kinds[code] = kind
    return kinds


def _framework(frame: pl.DataFrame, place: Place) -> Framework:
    rows = [r for r in frame.iter_rows(named=True) if r["Type"] in ("Indicator", "Aggregate")]
    if not any(r["Type"] == "Indicator" for r in rows):
        raise Problem("indicators.index.no_indicators", place=place)
    elements = tuple(_element(row, place) for row in rows)
    numbers = {row["iCode"]: row[_ROW] for row in rows}
    check_tree(elements, place, numbers)
    return Framework(elements)


def _element(row: Mapping[str, Any], place: Place) -> Element:
    number = int(row[_ROW])

    def figure(column: str) -> float:
        text = row[column]
        at = Place(file=place.file, row=number, column=column)
        if text is None or text in _MISSING:
            raise Problem("indicators.index.no_value", place=at, id=str(row["iCode"]), column=column)
        try:
            found = float(text.replace(",", "."))
        except ValueError as error:
            raise Problem("base.csv.not_number", place=at, value=text) from error
        if not isfinite(found):
            raise Problem("base.csv.not_number", place=at, value=text)
        return found

    direction, level = figure("Direction"), figure("Level")
    if direction not in (-1, 1):
        at = Place(file=place.file, row=number, column="Direction")
        raise Problem("indicators.index.direction", place=at, id=str(row["iCode"]))
    if not 1 <= level <= MOST_LEVELS or level % 1 or (row["Type"] == "Indicator") != (level == 1):
        at = Place(file=place.file, row=number, column="Level")
        raise Problem("indicators.index.level", place=at, id=str(row["iCode"]), level=str(row["Level"]))
    code = str(row["iCode"])
    parent = row["Parent"] if row["Parent"] not in _MISSING else None
    skipped = {*META_COLUMNS, "iName", _ROW}
    extras = {k: v for k, v in row.items() if k not in skipped and v is not None and v not in _MISSING}
    return Element(code, row.get("iName") or code, int(level), int(direction), figure("Weight"), parent, extras)


def check_tree(elements: Sequence[Element], place: Place, rows: Mapping[str, int] | None = None) -> None:
    """Do nothing when `elements` make one tree whose parents stand above their children. Raises Problem."""
    known = {e.code: e for e in elements}

    def at(code: str) -> Place:
        return Place(file=place.file, row=(rows or {}).get(code), column="Parent")

    for element in elements:
        if element.parent is not None and element.parent not in known:
            near = difflib.get_close_matches(element.parent, known, n=1)
            raise Problem(
                "indicators.index.unknown_parent",
                place=at(element.code),
                id=element.code,
                parent=element.parent,
                nearest=near[0] if near else next(reversed(known)),
            )
    for element in elements:
        _refuse_cycle(element, known, at(element.code))
    roots = [e.code for e in elements if e.parent is None]
    if len(roots) > 1:
        raise Problem("indicators.index.roots", place=at(roots[0]), found=", ".join(roots))
    for element in elements:
        parent = known.get(element.parent or "")
        if parent is not None and parent.level <= element.level:
            raise Problem("indicators.index.parent_level", place=at(element.code), id=element.code, parent=parent.code)
    parents = {e.parent for e in elements}
    for element in elements:
        if element.level > 1 and element.code not in parents:
            raise Problem("indicators.index.childless", place=at(element.code), id=element.code)


def _refuse_cycle(element: Element, known: Mapping[str, Element], place: Place) -> None:
    way = [element.code]
    while element.parent is not None:
        element = known[element.parent]
        if element.code in way:
            round_ = [*way[way.index(element.code) :], element.code]
            raise Problem("indicators.index.cycle", place=place, way=" > ".join(round_))
        way.append(element.code)


def _check_columns(frame: pl.DataFrame, kinds: Mapping[str, str], place: Place, meta_place: Place) -> None:
    special = {"uCode", "uName", "Time", _ROW}
    for column in frame.columns:
        if column not in special and kinds.get(column, "Aggregate") == "Aggregate":
            raise Problem("indicators.index.column_not_in_meta", place=Place(file=place.file, column=column), id=column)
    for code, kind in kinds.items():
        if kind != "Aggregate" and code not in frame.columns:
            raise Problem("indicators.index.code_not_in_data", place=meta_place, id=code, kind=kind)


def _times(frame: pl.DataFrame, place: Place) -> list[float | None]:
    if "Time" not in frame.columns:
        return [None] * frame.height
    return [None if np.isnan(t) else float(t) for t in _numbers(frame, ("Time",), place)[:, 0]]


def _slices(
    frame: pl.DataFrame, times: list[float | None], wanted: float | None, place: Place
) -> list[tuple[float | None, pl.DataFrame]]:
    """Return the points in time with their rows in the order of uCode, the wanted one last."""
    points: list[float | None] = [*sorted({t for t in times if t is not None})] or [None]
    if wanted is not None and wanted not in points:
        found = ", ".join(f"{p:g}" for p in points if p is not None)
        raise Problem("indicators.index.unknown_time", place=place, wanted=f"{wanted:g}", found=found)
    if wanted is None and len(points) > 1:
        raise Problem("indicators.index.several_times", place=place, latest=f"{points[-1]:g}")
    last = wanted if wanted is not None else points[-1]
    parts: list[tuple[float | None, pl.DataFrame]] = []
    for point in [*(p for p in points if p != last), last]:
        mask = pl.Series([t == point for t in times])
        part = frame.filter(mask)
        _check_units(part, place)
        order = sorted(range(part.height), key=lambda i: part["uCode"][i])
        parts.append((point, part[order]))
    return parts


def _check_units(frame: pl.DataFrame, place: Place) -> None:
    codes = frame["uCode"].to_list()
    counts = Counter(codes)
    for code, row in zip(codes, frame[_ROW].to_list(), strict=True):
        at = Place(file=place.file, row=row, column="uCode")
        if code is None:
            raise Problem("indicators.index.no_code", place=at)
        if counts[code] > 1:
            last = frame.filter(pl.col("uCode") == code)[_ROW].to_list()[-1]
            at = Place(file=place.file, row=last, column="uCode")
            raise Problem("indicators.index.same_code", place=at, id=code)


def _units(
    frame: pl.DataFrame,
    kinds: Mapping[str, str],
    place: Place,
    time: float | None,
    extra: Mapping[str, dict[str, float]],
) -> Units:
    codes = _codes(frame)
    names = frame["uName"].to_list() if "uName" in frame.columns else list(codes)
    groups = {
        c: tuple(None if v in _MISSING else v for v in frame[c].to_list())
        for c, kind in kinds.items()
        if kind in ("Group", "Other")
    }
    own = [c for c, kind in kinds.items() if kind == "Denominator"]
    figures = _numbers(frame, own, place)
    denominators = {c: figures[:, i] for i, c in enumerate(own)}
    for code in codes if extra else ():
        if code not in next(iter(extra.values())):
            raise Problem("indicators.index.no_denominators", unit=code)
    for name, known in extra.items():
        denominators[name] = np.array([known.get(c, np.nan) for c in codes])
    shown = tuple(n or c for n, c in zip(names, codes, strict=True))
    return Units(codes, shown, groups, denominators, time)


def _outside(source: Path | bytes | None) -> dict[str, dict[str, float]]:
    """Return denominator -> unit -> figure of a file of its own; columns of text are passed over."""
    if source is None:
        return {}
    frame = read_csv(source, required=("uCode",), key=("uCode",), row=_ROW, row_names=True)
    place = Place(file=source.name if isinstance(source, Path) else None)
    found = {}
    for column in frame.columns:
        texts = [v for v in frame[column].to_list() if v is not None] if column != _ROW else []
        if column in ("uCode", "uName") or not texts or not all(_is_number(t) for t in texts):
            continue
        figures = _numbers(frame, (column,), place)[:, 0]
        found[column] = dict(zip(frame["uCode"].to_list(), figures.tolist(), strict=True))
    return found


def _is_number(text: str) -> bool:
    return text in _MISSING or pl.Series([text]).str.contains(NUMBER).item()


def _codes(frame: pl.DataFrame) -> tuple[str, ...]:
    return tuple(frame["uCode"].to_list())


def _numbers(frame: pl.DataFrame, columns: Iterable[str], place: Place) -> Floats:
    """Return columns of text as figures of the shape (rows, columns); what is missing is NaN. Raises Problem."""
    parts = []
    for column in columns:
        text = frame[column].str.replace_all("[\u00a0\u202f\u2007\u2009]", " ").str.replace("−", "-", literal=True)
        known = text.set(text.is_in(_MISSING), None)
        bad = ~known.str.contains(NUMBER).fill_null(True)
        if bad.any():
            at = Place(file=place.file, row=frame[_ROW].filter(bad)[0], column=column)
            raise Problem("base.csv.not_number", place=at, value=frame[column].filter(bad)[0])
        plain = known.str.replace_all(" ", "", literal=True).str.replace(",", ".", literal=True)
        parts.append(plain.cast(pl.Float64).fill_null(np.nan).to_numpy())
    return np.column_stack(parts) if parts else np.empty((frame.height, 0))


def _check_all_missing(raw: Table, place: Place) -> None:
    for code, column in zip(raw.codes, raw.values.T, strict=True):
        if np.isnan(column).all():
            raise Problem("indicators.index.all_missing", place=Place(file=place.file, column=code), id=code)
