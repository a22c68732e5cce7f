"""A number in every cell of rows by columns, the larger the darker."""

from __future__ import annotations

from typing import Final

import polars as pl

from seutukuva.base import Language, Problem
from seutukuva.charts import palette
from seutukuva.charts.numbers import shown, significant, text_width
from seutukuva.charts.specification import Specification, base, font_size, inline, is_narrow

_ROW: Final = 26
_HEADS: Final = 30
_HEAD: Final = 220
_LONGEST: Final = 270
# Neither ink nor paper can be read on the fourth step; letters are light on the last one only.
_SHADES: Final = (*palette.STEPS[:3], palette.STEPS[4])


def heat(
    frame: pl.DataFrame,
    *,
    row: str,
    column: str,
    value: str,
    language: Language,
    form: str = "number",
    width: int = palette.WIDE,
) -> Specification:
    """Return cells of rows by columns in the frame's order, shaded in four steps and with their number written.

    `frame` has a row per cell: `row` and `column` texts, `value` a number >= 0 (missing = null: an empty cell). Zero is
    not shaded. Heads that find no room beside each other stand upright. Raises Problem when no cell has a value.
    """
    cells = [(str(r), str(c), significant(v)) for r, c, v in frame.select(row, column, value).iter_rows()]
    known = [float(v) for _, _, v in cells if v is not None]
    if not known:
        raise Problem("charts.no_values")
    rows, columns = list(dict.fromkeys(r for r, _, _ in cells)), list(dict.fromkeys(c for _, c, _ in cells))
    largest, size = max(known), font_size(width)
    data = [
        {"row": r, "column": c, "shown": "" if v is None else shown(v, form, language), **_shade(v, largest)}
        for r, c, v in cells
    ]
    # A phone keeps a third of its width for the names of rows; what is cut stands in the table below the figure.
    longest = width / 3 if is_narrow(width) else _LONGEST
    names = min(longest, max(text_width(name, size) for name in rows) + 8)
    heads = max(text_width(name, size) for name in columns)
    upright = heads > (width - names) / len(columns) - 6
    spec = base(width, len(rows) * _ROW + (min(heads, _HEAD) + 10 if upright else _HEADS), language)
    axis: Specification = {"labelColor": palette.INK, "grid": False}
    spec["data"] = inline(data)
    place = {
        "y": {"field": "row", "type": "nominal", "sort": rows, "axis": {**axis, "labelLimit": longest}},
        "x": {
            "field": "column",
            "type": "nominal",
            "sort": columns,
            "axis": {**axis, "orient": "top", "labelAngle": -90 if upright else 0, "labelLimit": _HEAD},
        },
    }
    box = {"type": "rect", "stroke": palette.PAPER, "strokeWidth": 2}
    spec["layer"] = [
        {"mark": box, "encoding": {**place, "color": _own("fill")}},
        {"mark": {"type": "text"}, "encoding": {**place, "text": {"field": "shown"}, "color": _own("ink")}},
    ]
    return spec


def _shade(value: float | None, largest: float) -> Specification:
    if not value:
        return {"fill": palette.PAPER, "ink": palette.INK}
    step = min(len(_SHADES) - 1, int(value / largest * len(_SHADES)))
    return {"fill": _SHADES[step], "ink": palette.PAPER if step == len(_SHADES) - 1 else palette.INK}


def _own(field: str) -> Specification:
    return {"field": field, "type": "nominal", "scale": None}
