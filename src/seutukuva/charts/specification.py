"""What every Vega-Lite dictionary of ours has in common."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from seutukuva.base import Language
from seutukuva.charts import palette
from seutukuva.charts.numbers import Axis, vega_format

Specification = dict[str, Any]
SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"

# Drawn below a text, so that lines and rules do not strike it through.
HALO: Final = {"stroke": palette.PAPER, "strokeWidth": 5, "strokeJoin": "round"}


def is_narrow(width: int) -> bool:
    """Tell whether a drawing of `width` pixels takes the phone's form."""
    return width <= palette.NARROW_LIMIT


def font_size(width: int) -> int:
    """Return the size of labels in pixels; a narrow drawing is shown at its own size, a wide one may be shrunken."""
    return 13 if is_narrow(width) else 14


def base(width: int, height: float, language: Language, *, right: float = 8, left: float = 2) -> Specification:
    """Return an empty specification whose whole drawing, labels included, is `width` pixels wide."""
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": round(height),
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": left, "right": round(right), "top": 10, "bottom": 4},
        "background": None,
        "usermeta": {"language": language},
        "config": config(width),
    }


def config(width: int) -> Specification:
    """Return the look: one family, quiet labels, hairlines, no frame."""
    size = font_size(width)
    return {
        "font": palette.FONT,
        "view": {"stroke": None},
        "axis": {
            "labelFont": palette.FONT,
            "labelFontSize": size,
            "labelColor": palette.MUTE,
            "labelPadding": 6,
            "domain": False,
            "ticks": False,
            "grid": True,
            "gridColor": palette.LINE,
            "gridWidth": 1,
            "title": None,
        },
        "text": {"font": palette.FONT, "fontSize": size, "color": palette.INK},
        "line": {"strokeCap": "round", "strokeJoin": "round"},
    }


def value_axis(axis: Axis, form: str, unit: str, **more: Any) -> Specification:
    """Return the axis of values; the unit stands beside the last tick only."""
    told: Specification = {"values": list(axis.ticks), "format": vega_format(form, axis), **more}
    if unit:
        told["labelExpr"] = f"datum.label + (datum.value == {axis.high!r} ? {_quoted(chr(0xA0) + unit)} : '')"
    return told


def scale(axis: Axis) -> Specification:
    """Return the scale that ends where the axis ends."""
    return {"domain": [axis.low, axis.high], "nice": False, "zero": False}


def inline(rows: Sequence[Mapping[str, Any]]) -> Specification:
    """Return rows as data that travels inside the specification."""
    return {"values": [dict(row) for row in rows]}


def _quoted(text: str) -> str:
    """Return text as a literal of Vega's expression language, which reads JSON's escapes."""
    return json.dumps(text)
