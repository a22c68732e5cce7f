"""Series over time: one subject among its peers, the country as reference, an error band where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import polars as pl

from seutukuva.base import Language, Problem
from seutukuva.charts import palette
from seutukuva.charts.numbers import Axis, position, round_axis, significant, text_width
from seutukuva.charts.specification import (
    Specification,
    base,
    config,
    font_size,
    inline,
    is_narrow,
    scale,
    value_axis,
)

# Peers that carry a name of their own need a dash of their own: colour alone must not tell them apart.
_DASHES: Final = ([1, 0], [8, 3], [2, 2], [8, 3, 2, 3], [12, 4], [5, 5])
_ZERO_SHARE: Final = 0.6
_INSIDE: Final = 2
_STROKES: Final[dict[str, Specification]] = {
    "peer": {"stroke": palette.PEER, "strokeWidth": 1.1},
    "reference": {"stroke": palette.INK, "strokeWidth": 2, "strokeDash": [5, 4]},
    "subject": {"stroke": palette.SUBJECT, "strokeWidth": 3},
}


@dataclass(frozen=True)
class _Series:
    """Rows ready to draw: x (years), y, series, role."""

    rows: list[dict[str, Any]]
    names: list[str]

    def of(self, role: str) -> list[dict[str, Any]]:
        return [{k: v for k, v in row.items() if k != "role"} for row in self.rows if row["role"] == role]

    def last(self, name: str) -> dict[str, Any] | None:
        found = [row for row in self.rows if row["series"] == name and row["y"] is not None]
        return max(found, key=lambda row: float(row["x"])) if found else None


def line(
    frame: pl.DataFrame,
    *,
    x: str,
    y: str,
    series: str,
    subject: str,
    language: Language,
    reference: str | None = None,
    band: tuple[str, str] | None = None,
    form: str = "number",
    unit: str = "",
    zero: bool | None = None,
    label_peers: bool = False,
    width: int = palette.WIDE,
    height: int | None = None,
) -> Specification:
    """Return lines over time with labels at their ends.

    `frame` is long: a row per period and series; `x` holds years, 'YYYY-MM' or dates, `y` numbers (missing = null,
    the line breaks), `series` names as shown. `subject` and `reference` (the country) are values of `series`; the
    rest are peers. `band` names the columns of the subject's low and high. `zero` None takes the axis from zero
    unless that would flatten the series. Raises Problem when the subject has no value.
    """
    drawn = _series(frame, x=x, y=y, series=series, subject=subject, reference=reference, band=band)
    axis = round_axis(*_extent(drawn.rows, zero), count=5 if is_narrow(width) else 6)
    height = height or (230 if is_narrow(width) else 300)
    labelled = [subject, reference] if reference else [subject]
    if label_peers:
        labelled += [name for name in drawn.names if name not in labelled]
    size = font_size(width)
    names = [name for name in labelled if name and drawn.last(name)]
    # A phone has no room at the right: one or two names stand above the drawing with a piece of their line.
    inside = is_narrow(width) and len(names) <= _INSIDE
    right = 8.0 if inside else max(text_width(name, size) * 1.08 for name in names) + 14
    spec = base(width, height, language, right=right)
    spec["layer"] = _layers(
        drawn, axis, form=form, unit=unit, width=width, with_band=band is not None, label_peers=label_peers
    )
    if inside:
        spec["padding"]["top"] = 30
        spec["layer"] += _key(names, size=size, subject=subject)
    else:
        spec["layer"].append(_labels(drawn, names, axis, height=height, size=size, subject=subject))
    return spec


def small_multiples(
    frame: pl.DataFrame,
    *,
    x: str,
    y: str,
    facet: str,
    series: str,
    subject: str,
    language: Language,
    reference: str | None = None,
    form: str = "number",
    unit: str = "",
    zero: bool | None = None,
    columns: int = 3,
    width: int = palette.WIDE,
    height: int = 130,
) -> Specification:
    """Return one small line drawing per value of `facet`, all on the same axes; arguments as in `line`.

    With `subject` equal to a facet's own value every panel shows its own series in orange among all the others.
    """
    drawn = _series(frame, x=x, y=y, series=series, subject=subject, reference=reference, facet=facet)
    axis = round_axis(*_extent(drawn.rows, zero), count=4)
    columns = 1 if is_narrow(width) else columns
    panel = round((width - 60 - 24 * (columns - 1)) / columns)
    size = font_size(width)
    header = {"title": None, "labelAnchor": "start", "labelFontSize": size, "labelFontWeight": 600}
    spec = base(width, height, language)
    for key in ("width", "height", "autosize"):
        del spec[key]
    return {
        **spec,
        "data": inline(drawn.rows),
        "facet": {
            "field": "facet",
            "type": "nominal",
            "sort": frame[facet].unique(maintain_order=True).to_list(),
            "header": {**header, "labelFont": palette.FONT, "labelColor": palette.INK, "labelPadding": 4},
        },
        "columns": columns,
        "spacing": 24,
        "spec": {
            "width": panel,
            "height": height,
            "layer": _layers(drawn, axis, form=form, unit=unit, width=panel, faceted=True),
        },
        "config": config(width),
    }


def _series(
    frame: pl.DataFrame,
    *,
    x: str,
    y: str,
    series: str,
    subject: str,
    reference: str | None,
    band: tuple[str, str] | None = None,
    facet: str | None = None,
) -> _Series:
    roles = {subject: "subject", reference: "reference"}
    rows: list[dict[str, Any]] = []
    for source in frame.iter_rows(named=True):
        name = str(source[series])
        place = round(position(source[x]), 4)
        row = {"x": place, "y": significant(source[y]), "series": name, "role": roles.get(name, "peer")}
        if band and name == subject:
            row |= {"low": significant(source[band[0]]), "high": significant(source[band[1]])}
        if facet:
            row["facet"] = str(source[facet])
        rows.append(row)
    if not any(row["role"] == "subject" and row["y"] is not None for row in rows):
        raise Problem("charts.no_subject", subject=subject)
    names = list(dict.fromkeys(str(row["series"]) for row in rows))
    return _Series(rows, names)


def _extent(rows: Sequence[dict[str, Any]], zero: bool | None) -> tuple[float, float]:
    values = [float(row[key]) for row in rows for key in ("y", "low", "high") if row.get(key) is not None]
    low, high = min(values), max(values)
    if zero or (zero is None and 0 < low <= _ZERO_SHARE * high):
        low = min(low, 0.0)
    return low, high


def _layers(
    drawn: _Series,
    axis: Axis,
    *,
    form: str,
    unit: str,
    width: int,
    with_band: bool = False,
    label_peers: bool = False,
    faceted: bool = False,
) -> list[Specification]:
    years = [float(row["x"]) for row in drawn.rows]
    ticks = round_axis(min(years), max(years), count=max(2, width // 90)).ticks
    whole = [tick for tick in ticks if min(years) <= tick <= max(years) and tick == int(tick)]
    across = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [min(years), max(years)], "nice": False, "zero": False},
        "axis": {"format": "d", "grid": False, "values": whole, "labelFlush": False},
    }
    up = {"field": "y", "type": "quantitative", "scale": scale(axis), "axis": value_axis(axis, form, unit)}
    layers: list[Specification] = []
    if with_band:
        edge = {**up, "field": "low"}
        mark = {"type": "area", "color": palette.SUBJECT, "opacity": 0.16}
        encoding = {"x": across, "y": edge, "y2": {"field": "high"}}
        layers.append({"data": inline(drawn.of("subject")), "mark": mark, "encoding": encoding})
    for role, stroke in _STROKES.items():
        rows = drawn.of(role)
        if not rows:
            continue
        encoding = {"x": across, "y": up, "detail": {"field": "series", "type": "nominal"}}
        if role == "peer" and label_peers:
            peers = list(dict.fromkeys(row["series"] for row in rows))
            dashes = {"domain": peers, "range": [_DASHES[i % len(_DASHES)] for i in range(len(peers))]}
            encoding["strokeDash"] = {"field": "series", "type": "nominal", "scale": dashes, "legend": None}
        layer: Specification = {"mark": {"type": "line", **stroke}, "encoding": encoding}
        if faceted:
            layer["transform"] = [{"filter": f"datum.role == '{role}'"}]
        else:
            layer["data"] = inline(rows)
        layers.append(layer)
    return layers


def _labels(drawn: _Series, names: Sequence[str], axis: Axis, *, height: int, size: int, subject: str) -> Specification:
    """Return the names at the lines' ends, moved apart where they would lie on each other."""
    ends = sorted(((float(row["y"]), name) for name in names if (row := drawn.last(name))), key=lambda end: end[0])
    gap = (axis.high - axis.low) * size * 1.15 / (height - 40)
    places = _apart([end[0] for end in ends], gap, axis.low, axis.high)
    last = max(float(row["x"]) for row in drawn.rows)
    rows = [
        {"x": last, "y": round(place, 6), "label": name, "color": palette.SUBJECT if name == subject else palette.INK}
        for place, (_, name) in zip(places, ends, strict=True)
    ]
    return {
        "data": inline(rows),
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 8, "fontWeight": 600},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
            "text": {"field": "label"},
            "color": {"field": "color", "type": "nominal", "scale": None},
        },
    }


def _key(names: Sequence[str], *, size: int, subject: str) -> list[Specification]:
    """Return the names in a row above the drawing, set from the right, each behind a piece of its own line."""
    layers: list[Specification] = []
    offset = 0.0
    for name in names:
        colour = palette.SUBJECT if name == subject else palette.INK
        begin = offset + text_width(name, size) * 1.04 + 6
        text = {"type": "text", "text": name, "align": "right", "baseline": "middle", "fontWeight": 600}
        stroke = _STROKES["subject" if name == subject else "reference"]
        layers += [
            _above({**text, "color": colour}, x=offset),
            _above({"type": "rule", **stroke}, x=begin + 20, x2=begin),
        ]
        offset = begin + 20 + 16
    return layers


def _above(mark: Specification, **from_right: float) -> Specification:
    """Return a mark that stands above the drawing, `from_right` pixels from its right edge."""
    encoding: Specification = {"y": {"value": -16}}
    for channel, pixels in from_right.items():
        encoding[channel] = {"value": {"expr": f"width - {pixels:.0f}"}}
    return {"data": inline([{}]), "mark": mark, "encoding": encoding}


def _apart(values: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return sorted `values` moved so that neighbours are `gap` apart, the whole kept within low..high.

    A near pair moves apart to both sides; what comes above is pushed up, and what passes the top pushes back down.
    """
    places = list(values)
    for below, above in pairwise(range(len(places))):
        short = gap - (places[above] - places[below])
        if short > 0:
            places[below] -= short / 2 if below == 0 else 0
            places[above] = places[below] + gap
    places[-1] = min(places[-1], high)
    for above, below in pairwise(range(len(places) - 1, -1, -1)):
        places[below] = min(places[below], places[above] - gap)
    lift = max(0.0, low - places[0])
    return [place + lift for place in places]
