"""How a measure is spread: a dot for every area, stacked where they meet; the marked ones are orange and named."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from seutukuva.base import Language, Problem
from seutukuva.charts import palette
from seutukuva.charts.numbers import Axis, round_axis, significant, text_width
from seutukuva.charts.specification import HALO, Specification, base, font_size, inline, is_narrow, scale, value_axis

_DOT: Final = 7.0
_ROW: Final = 19
_AXIS: Final = 34


@dataclass(frozen=True)
class _Label:
    """A marked area's name with the row above the dots in which it finds room."""

    name: str
    value: float
    row: int
    left: bool


def spread(
    values: Sequence[tuple[str, float | None]],
    *,
    language: Language,
    marked: Sequence[tuple[str, float | None]] = (),
    reference: float | None = None,
    form: str = "number",
    unit: str = "",
    width: int = palette.WIDE,
) -> Specification:
    """Return a stacked dot plot of all `values` (name, number) with those of `marked` on top, named.

    The dots of the marked areas are among `values` as well when they are single areas. `reference` is a dashed rule.
    Areas without a value are left out. Raises Problem when none has one.
    """
    known = [value for _, value in values if value is not None]
    if not known:
        raise Problem("charts.no_values")
    named = [(name, value) for name, value in marked if value is not None]
    ends = [*known, *(value for _, value in named)] + ([reference] if reference is not None else [])
    axis = round_axis(min(ends), max(ends), count=5 if is_narrow(width) else 8)
    inner = width - 40
    bins = max(12, int(inner // _DOT))
    stacks = _stacked(known, axis, bins)
    labels = _labels(named, axis, inner, font_size(width))
    highest = max(stack for _, stack in stacks)
    dots_height = min(highest * _DOT, 240.0)
    rows = max((label.row for label in labels), default=-1) + 1
    height = dots_height + rows * _ROW + _AXIS
    spec = base(width, height, language, right=26, left=14)
    top = rows * _ROW / (rows * _ROW + dots_height) if rows else 0.0
    across: Specification = {
        "field": "value",
        "type": "quantitative",
        "scale": scale(axis),
        "axis": value_axis(axis, form, unit, orient="bottom"),
    }
    spec["layer"] = [_cloud(stacks, across, highest / max(1 - top, 0.2)), *_reference(reference, axis)]
    for left in (False, True):
        spec["layer"] += _named([label for label in labels if label.left == left], axis, width, left=left)
    return spec


def _stacked(known: Sequence[float], axis: Axis, bins: int) -> list[tuple[float, int]]:
    """Return (middle of the bin, place in the stack) of every value."""
    size = (axis.high - axis.low) / bins
    counts: dict[int, int] = {}
    placed = []
    for value in sorted(known):
        at = min(int((value - axis.low) / size), bins - 1)
        counts[at] = counts.get(at, 0) + 1
        placed.append((axis.low + (at + 0.5) * size, counts[at]))
    return placed


def _labels(named: Sequence[tuple[str, float]], axis: Axis, inner: float, size: float) -> list[_Label]:
    """Return the names in rows so that none covers another, those near the right end written to the left."""
    ends: list[float] = []
    labels = []
    for name, value in sorted(named, key=lambda pair: pair[1]):
        at = (value - axis.low) / (axis.high - axis.low) * inner
        wide = text_width(name, size) + 10
        left = at + wide > inner
        start = at - wide if left else at
        row = next((number for number, end in enumerate(ends) if end <= start), len(ends))
        end = at if left else at + wide
        if row == len(ends):
            ends.append(end)
        else:
            ends[row] = end
        labels.append(_Label(name, value, row, left))
    return labels


def _cloud(stacks: Sequence[tuple[float, int]], across: Specification, top: float) -> Specification:
    up = {
        "field": "stack",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, math.ceil(top)], "nice": False},
    }
    cloud = [{"value": significant(value), "stack": stack - 0.5} for value, stack in stacks]
    dot = {"type": "circle", "size": 30, "color": palette.PEER, "opacity": 0.8}
    return {"data": inline(cloud), "mark": dot, "encoding": {"x": across, "y": up}}


def _reference(reference: float | None, axis: Axis) -> list[Specification]:
    if reference is None:
        return []
    mark = {"type": "rule", "color": palette.INK, "strokeWidth": 1.5, "strokeDash": [4, 3]}
    across = {"field": "value", "type": "quantitative", "scale": scale(axis)}
    return [{"data": inline([{"value": reference}]), "mark": mark, "encoding": {"x": across}}]


def _named(labels: Sequence[_Label], axis: Axis, width: int, *, left: bool) -> list[Specification]:
    """Return the marked areas: a thin rule from the axis up to the name."""
    if not labels:
        return []
    across = {"field": "value", "type": "quantitative", "scale": scale(axis)}
    rows: list[dict[str, Any]] = [
        {"value": significant(label.value), "name": label.name, "y": label.row * _ROW + 10} for label in labels
    ]
    data = inline(rows)
    row = {"field": "y", "type": "quantitative", "scale": None, "axis": None}
    rule = {"type": "rule", "color": palette.SUBJECT, "strokeWidth": 1.2}
    text = {
        "type": "text",
        "align": "right" if left else "left",
        "baseline": "middle",
        "dx": -5 if left else 5,
        "fontSize": font_size(width),
        "fontWeight": 600,
    }
    told = {"x": across, "y": row, "text": {"field": "name"}}
    return [
        {"data": data, "mark": rule, "encoding": {"x": across, "y": row, "y2": {"value": "height"}}},
        {
            "data": data,
            "mark": {"type": "circle", "size": 90, "color": palette.SUBJECT, "opacity": 1},
            "encoding": {"x": across, "y": {"value": "height"}},
        },
        {"data": data, "mark": {**text, **HALO}, "encoding": told},
        {"data": data, "mark": {**text, "color": palette.SUBJECT}, "encoding": told},
    ]
