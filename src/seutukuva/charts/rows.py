"""A value per row: bars from zero, and dots of a subject among its peers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from seutukuva.base import Language, Problem
from seutukuva.charts import palette
from seutukuva.charts.numbers import Axis, round_axis, shown, significant, text_width
from seutukuva.charts.specification import HALO, Specification, base, font_size, inline, is_narrow, scale, value_axis

_ROW: Final = 26
_NARROW_ROW: Final = 44
_LONGEST: Final = 240


def bars(
    frame: pl.DataFrame,
    *,
    label: str,
    value: str,
    language: Language,
    subject: Sequence[str] = (),
    reference: float | None = None,
    reference_label: str = "",
    form: str = "number",
    unit: str = "",
    width: int = palette.WIDE,
) -> Specification:
    """Return horizontal bars from zero in the frame's order, each with its value beside it.

    `frame` has a row per bar: `label` text, `value` number (missing = null: a name without a bar). Bars named in
    `subject` are orange, the others grey-blue; `reference` is a dashed rule with `reference_label` above it.
    Raises Problem when no row has a value.
    """
    told = [(str(name), significant(number)) for name, number in frame.select(label, value).iter_rows()]
    values = [float(number) for _, number in told if number is not None]
    if not values:
        raise Problem("charts.no_values")
    ends = [0.0, *values] + ([reference] if reference is not None else [])
    axis = round_axis(min(ends), max(ends))
    names = [name for name, _ in told]
    rows = [
        {
            "label": name,
            "value": number,
            "shown": "–" if number is None else shown(number, form, language, unit),
            "end": number or 0,
            "color": palette.SUBJECT if name in subject else palette.PEER,
        }
        for name, number in told
    ]
    size = font_size(width)
    # Where a bar ends decides how much room its own text needs, so only the longest text counts: a safe bound.
    right = max(text_width(str(row["shown"]), size) for row in rows) + 12
    spec = base(width, _height(names, width), language, right=right)
    across = {"field": "value", "type": "quantitative", "scale": scale(axis), "axis": None}
    bar = {"type": "bar", "height": 16, "yOffset": 8 if is_narrow(width) else 0}
    spec["data"] = inline(rows)
    text = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "dy": bar["yOffset"]}
    told_at = {"y": _names(names, width), "x": {**across, "field": "end"}, "text": {"field": "shown"}}
    spec["layer"] = [
        {"mark": bar, "encoding": {"y": _names(names, width), "x": across, "color": _own("color")}},
        *_rule(reference, reference_label, axis, width),
        {"mark": {**text, **HALO}, "encoding": told_at},
        {"mark": text, "encoding": told_at},
        *_row_labels(names, width),
    ]
    return spec


def dots(
    frame: pl.DataFrame,
    *,
    category: str,
    value: str,
    series: str,
    subject: str,
    language: Language,
    reference: float | None = None,
    reference_label: str = "",
    form: str = "number",
    unit: str = "",
    width: int = palette.WIDE,
) -> Specification:
    """Return a dot plot: per category the subject's large orange dot among its peers' small ones.

    `frame` has a row per category and series; categories stand in the order of the subject's value, largest first.
    `reference` is a dashed rule (1 = whole country for location quotients). Raises Problem when the subject has no
    value.
    """
    known = frame.filter(pl.col(value).is_not_null())
    own = known.filter(pl.col(series) == subject).sort(value, descending=True)
    if own.is_empty():
        raise Problem("charts.no_subject", subject=subject)
    names = [str(name) for name in own[category]]
    ends = [float(number) for number in known[value]] + ([reference] if reference is not None else [])
    axis = round_axis(min(0.0, *ends), max(ends), count=5 if is_narrow(width) else 7)
    rows = [
        {"category": str(row[category]), "value": significant(row[value]), "series": str(row[series])}
        for row in known.iter_rows(named=True)
        if str(row[category]) in names
    ]
    spec = base(width, _height(names, width), language, right=26)
    drop = 10 if is_narrow(width) else 0
    place = {
        "y": _names(names, width, grid=True),
        "x": {
            "field": "value",
            "type": "quantitative",
            "scale": scale(axis),
            "axis": value_axis(axis, form, unit, orient="bottom"),
        },
    }
    point: Specification = {"type": "circle", "opacity": 1, "yOffset": drop}
    spec["layer"] = [
        *_rule(reference, reference_label, axis, width),
        _dots([row for row in rows if row["series"] != subject], {**point, "size": 42, "opacity": 0.75}, place),
        _dots([row for row in rows if row["series"] == subject], {**point, "size": 150}, place, subject=True),
        *_row_labels(names, width),
    ]
    return spec


def _dots(
    rows: Sequence[dict[str, Any]], mark: Specification, place: Specification, *, subject: bool = False
) -> Specification:
    color = palette.SUBJECT if subject else palette.PEER
    return {"data": inline(rows), "mark": {**mark, "color": color}, "encoding": place}


def _height(names: Sequence[str], width: int) -> float:
    return len(names) * (_NARROW_ROW if is_narrow(width) else _ROW) + 40


def _names(names: Sequence[str], width: int, *, grid: bool = False) -> Specification:
    """Return the channel of rows; a phone has no room at the left, there the name stands above its row."""
    axis: Specification | None = {
        "grid": grid,
        "labelColor": palette.INK,
        "labelLimit": _LONGEST,
        "labels": not is_narrow(width),
        "bandPosition": 0.5,
        "gridDash": [1, 0],
    }
    if is_narrow(width):
        axis = None
    field = "category" if grid else "label"
    return {"field": field, "type": "nominal", "sort": list(names), "axis": axis, "scale": {"domain": list(names)}}


def _row_labels(names: Sequence[str], width: int) -> list[Specification]:
    if not is_narrow(width):
        return []
    label = {
        "data": inline([{"label": name} for name in names]),
        "encoding": {"y": {"field": "label", "type": "nominal", "sort": list(names)}, "text": {"field": "label"}},
    }
    mark = {"type": "text", "align": "left", "baseline": "middle", "x": 0, "dy": -11}
    return [{**label, "mark": {**mark, **HALO}}, {**label, "mark": mark}]


def _rule(reference: float | None, label: str, axis: Axis, width: int) -> list[Specification]:
    """Return the dashed ink rule at the reference, its name above the drawing."""
    if reference is None:
        return []
    across = {"field": "reference", "type": "quantitative", "scale": scale(axis)}
    data = inline([{"reference": reference, "label": label}])
    mark = {"type": "rule", "color": palette.INK, "strokeWidth": 1.5, "strokeDash": [4, 3]}
    layers: list[Specification] = [{"data": data, "mark": mark, "encoding": {"x": across}}]
    if label:
        beyond = (reference - axis.low) / (axis.high - axis.low) > 0.7
        text = {
            "type": "text",
            "y": -4,
            "baseline": "bottom",
            "align": "right" if beyond else "left",
            "fontWeight": 600,
            "fontSize": font_size(width) - 1,
        }
        layers.append({"data": data, "mark": text, "encoding": {"x": across, "text": {"field": "label"}}})
    return layers


def _own(field: str) -> Specification:
    """Return a channel whose field holds the value itself."""
    return {"field": field, "type": "nominal", "scale": None}
