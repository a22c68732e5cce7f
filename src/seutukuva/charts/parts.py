"""What a whole is made of: a bar of full width per row, cut into its parts from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from seutukuva.base import Language, Problem
from seutukuva.charts import palette
from seutukuva.charts.numbers import significant, text_width
from seutukuva.charts.specification import Specification, base, font_size, inline, is_narrow

_ROW: Final = 30
_LONGEST: Final = 200
_DARK_FROM: Final = 3  # parts whose shade needs light letters


def parts(
    rows: Sequence[tuple[str, Sequence[tuple[float, str, str]]]],
    *,
    language: Language,
    nothing: str = "",
    width: int = palette.WIDE,
) -> Specification:
    """Return a bar for each row (name, its parts), cut into parts (share 0-1, long text, short text).

    The parts are shaded as levels are, the first the lightest, at most four. In each stands its long text, else the
    short one, else none, as there is room. A row without parts is a dashed box with the text `nothing`. Raises Problem
    when no row has parts.
    """
    if not any(cut for _, cut in rows):
        raise Problem("charts.no_values")
    size = font_size(width)
    names = [name for name, _ in rows]
    longest = width / 3 if is_narrow(width) else _LONGEST
    inner = width - min(longest, max(text_width(name, size) for name in names)) - 24
    drawn = [box for name, cut in rows for box in _boxes(name, cut, inner, size)]
    empty = [{"row": name, "shown": nothing, "start": 0, "end": 1} for name, cut in rows if not cut]
    spec = base(width, len(rows) * _ROW + 14, language)
    axis = {"labelColor": palette.INK, "grid": False, "labelLimit": longest}
    down = {"field": "row", "type": "nominal", "sort": names, "axis": axis, "scale": {"paddingInner": 0.16}}
    across: Specification = {"type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": None}
    place = {"y": down, "x": {**across, "field": "start"}, "x2": {"field": "end"}}
    at = {"y": down, "x": {**across, "field": "middle"}, "text": {"field": "shown"}}
    spec["layer"] = [
        {
            "data": inline(drawn),
            "mark": {"type": "rect", "stroke": palette.PAPER, "strokeWidth": 1.5},
            "encoding": {**place, "color": _own("fill")},
        },
        {
            "data": inline([row for row in drawn if row["shown"]]),
            "mark": {"type": "text"},
            "encoding": {**at, "color": _own("ink")},
        },
    ]
    if empty:
        dashes = {"fill": None, "stroke": palette.PEER, "strokeWidth": 1.2, "strokeDash": [4, 3]}
        spec["layer"] += [
            {"data": inline(empty), "mark": {"type": "rect", **dashes}, "encoding": place},
            {
                "data": inline([{**row, "middle": 0.5} for row in empty]),
                "mark": {"type": "text", "color": palette.MUTE},
                "encoding": at,
            },
        ]
    return spec


def _boxes(name: str, cut: Sequence[tuple[float, str, str]], inner: float, size: float) -> list[dict[str, Any]]:
    boxes, start = [], 0.0
    for number, (share, long, short) in enumerate(cut, start=1):
        end = start + share
        room = (text for text in (long, short) if text_width(text, size) + 8 <= share * inner)
        boxes.append(
            {
                "row": name,
                "start": significant(start),
                "end": significant(end),
                "middle": significant((start + end) / 2),
                "shown": next(room, ""),
                "fill": palette.LEVELS[number - 1],
                "ink": palette.PAPER if number >= _DARK_FROM else palette.INK,
            }
        )
        start = end
    return boxes


def _own(field: str) -> Specification:
    return {"field": field, "type": "nominal", "scale": None}
