"""The drawing of a network as a Vega-Lite specification."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from seutukuva.base import Language, Message, Problem, render
from seutukuva.charts import Specification, palette
from seutukuva.charts.numbers import text_width
from seutukuva.charts.specification import HALO, base, font_size, inline, is_narrow
from seutukuva.network.drawing.layout import Places
from seutukuva.network.vocabulary import vocabulary

# Colour and shape of each sector: either alone tells them apart, but for the pale circle of others. Orange is kept for
# the one that the page is about.
SECTORS: Final[Mapping[str, tuple[str, str]]] = {
    "city": ("#1f5366", "square"),
    "company": ("#7c95a2", "circle"),
    "education": ("#6b5b95", "triangle-up"),
    "rdi": ("#2f7f6f", "diamond"),
    "finance": ("#8a7a1f", "cross"),
    "state": ("#16303f", "triangle-down"),
    "region": ("#568a9b", "triangle-right"),
    "association": ("#9a6a7b", "triangle-left"),
    "other": ("#b3ada0", "circle"),
}
_DASHES: Final[Mapping[str, list[int]]] = {"project": [2, 3], "recurring": [6, 3]}
_LABELS: Final = (22, 9)  # at most, wide and narrow
_LEAST: Final = 24.0  # square pixels of the smallest sign
_MOST: Final = 420.0


def draw(
    actors: pl.DataFrame, ties: pl.DataFrame, places: Places, *, language: Language, subject: str = "", width: int = 640
) -> Specification:
    """Return the drawing of a network; `charts.pair` makes the phone's as well.

    actors: id, name, kind, sector, area, as thinned (`Thinned.actors`); ties: one per pair (`Thinned.ties`); places: id
    -> x, y, as from `layout`. The sign's area tells the number of partners, its colour and shape the sector; a dotted
    tie lasts a project, a dashed one recurs, others are lasting or not told. subject: the id drawn in orange. The wheel
    zooms where the page's script is on. Raises Problem when there is nobody to draw.
    """
    rows = _actors(actors, ties, places, language, subject)
    if not rows:
        raise Problem("network.drawing.nobody")
    height = width * (0.95 if is_narrow(width) else 0.72)
    lines = math.ceil(len({row["sector"] for row in rows}) / _columns(width))
    spec = base(width, height + lines * (font_size(width) + 5) + 20, language, right=10, left=10)
    across = _across(rows)
    spec["layer"] = [
        _lines(_ties(ties, places), across),
        _signs(rows, across, width, language),
        _names(rows, across, width, height),
    ]
    spec["layer"] = [layer for layer in spec["layer"] if layer["data"]["values"]]
    return spec


def described(actors: pl.DataFrame, ties: pl.DataFrame, language: Language) -> str:
    """Return the alternative text: how many there are, who has most partners, who has none; arguments as for `draw`."""
    degree = _degrees(ties)
    names = dict(actors.select("id", "name").iter_rows())
    order = sorted(names, key=lambda id_: (-degree.get(id_, 0), str(names[id_])))
    most = ", ".join(str(names[id_] or id_) for id_ in order[:3] if degree.get(id_))
    alone = sum(1 for id_ in names if not degree.get(id_))
    parts = [Message("network.drawing.counts", {"actors": actors.height, "ties": ties.height})]
    parts += [Message("network.drawing.most", {"names": most})] if most else []
    parts += [Message("network.drawing.alone", {"count": alone})] if alone else []
    return " ".join(render(part, language) for part in parts)


def colours(actors: pl.DataFrame) -> dict[str, str]:
    """Return id -> colour of the sector, for files that keep it (`imports.write_gexf`)."""
    return {id_: SECTORS.get(sector, SECTORS["other"])[0] for id_, sector in actors.select("id", "sector").iter_rows()}


def _degrees(ties: pl.DataFrame) -> dict[str, int]:
    ends = pl.concat([ties["source"].alias("id"), ties["target"].alias("id")])
    return dict(ends.value_counts().iter_rows())


def _actors(
    actors: pl.DataFrame, ties: pl.DataFrame, places: Places, language: Language, subject: str
) -> list[dict[str, Any]]:
    degree = _degrees(ties)
    highest = max(degree.values(), default=1)
    sectors = {entry.id: entry.name.text(language) for entry in vocabulary().sectors}
    kinds = {entry.id: entry.name.text(language) for entry in vocabulary().kinds}
    rows = []
    for actor in actors.iter_rows(named=True):
        if actor["id"] not in places:
            continue
        x, y = places[actor["id"]]
        partners = degree.get(actor["id"], 0)
        sector = actor["sector"] if actor["sector"] in SECTORS else "other"
        rows.append(
            {
                "id": actor["id"],
                "x": x,
                "y": y,
                "name": actor["name"] or actor["id"],
                "kind": kinds.get(actor["kind"], ""),
                "sector": sectors[sector],
                "partners": partners,
                "size": round(_LEAST + (_MOST - _LEAST) * partners / highest, 1),
                "subject": actor["id"] == subject,
            }
        )
    return sorted(rows, key=lambda row: (row["partners"], str(row["id"])))


def _ties(ties: pl.DataFrame, places: Places) -> list[dict[str, Any]]:
    strongest = max(ties["weight"].to_list(), default=1.0)
    rows = []
    for tie in ties.iter_rows(named=True):
        if tie["source"] in places and tie["target"] in places:
            (x, y), (x2, y2) = places[tie["source"]], places[tie["target"]]
            share = math.sqrt(tie["weight"] / strongest)
            lasts = tie["permanence"] if tie["permanence"] in _DASHES else "lasting"
            rows.append({"x": x, "y": y, "x2": x2, "y2": y2, "width": round(0.5 + 2.5 * share, 2), "lasts": lasts})
    return rows


def _across(rows: list[dict[str, Any]]) -> Specification:
    """Return the two scales: both the same length, without axes, with room for signs at the edges."""
    scales: Specification = {}
    for axis in ("x", "y"):
        values = [row[axis] for row in rows]
        low, high = min(values), max(values)
        room = max(0.06 * (high - low), 0.05)
        scale = {"domain": [low - room, high + room], "nice": False, "zero": False}
        scales[axis] = {"field": axis, "type": "quantitative", "scale": scale, "axis": None}
    return scales


def _lines(lines: list[dict[str, Any]], across: Specification) -> Specification:
    dashes = {"domain": [*_DASHES, "lasting"], "range": [*_DASHES.values(), [1, 0]]}
    return {
        "data": inline(lines),
        "mark": {"type": "rule", "color": palette.PEER, "opacity": 0.45},
        "encoding": {
            **across,
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "strokeWidth": {"field": "width", "type": "quantitative", "scale": None},
            "strokeDash": {"field": "lasts", "type": "nominal", "scale": dashes, "legend": None},
        },
    }


def _columns(width: int) -> int:
    return 1 if is_narrow(width) else 3


def _signs(rows: list[dict[str, Any]], across: Specification, width: int, language: Language) -> Specification:
    names = {entry.id: entry.name.text(language) for entry in vocabulary().sectors}
    used = {row["sector"] for row in rows}
    drawn = [id_ for id_ in SECTORS if names[id_] in used]
    legend = {
        "title": None,
        "orient": "bottom",
        "columns": _columns(width),
        "labelFont": palette.FONT,
        "labelFontSize": font_size(width),
        "labelColor": palette.INK,
        "labelLimit": width,
        "symbolSize": 110,
    }
    domain = [names[id_] for id_ in drawn]
    colour = {"domain": domain, "range": [SECTORS[id_][0] for id_ in drawn]}
    shape = {"domain": domain, "range": [SECTORS[id_][1] for id_ in drawn]}
    sector = {"field": "sector", "type": "nominal", "legend": legend}
    told = [
        {"field": field, "type": kind, "title": render(Message(f"network.drawing.{field}"), language)}
        for field, kind in (
            ("name", "nominal"),
            ("kind", "nominal"),
            ("sector", "nominal"),
            ("partners", "quantitative"),
        )
    ]
    orange = {"condition": {"test": "datum.subject", "value": palette.SUBJECT}}
    return {
        "data": inline(rows),
        "params": [{"name": "zoom", "select": "interval", "bind": "scales"}],
        "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": palette.PAPER, "strokeWidth": 1},
        "encoding": {
            **across,
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "color": {**sector, "scale": colour, **orange},
            "shape": {**sector, "scale": shape},
            "tooltip": told,
        },
    }


def _names(rows: list[dict[str, Any]], across: Specification, width: int, height: float) -> Specification:
    """Return the names that fit without lying on each other: the subject's first, then by the number of partners."""
    size = font_size(width) - 1
    low, high = (across[axis]["scale"]["domain"] for axis in ("x", "y"))
    order = sorted(rows, key=lambda row: (not row["subject"], -row["partners"], str(row["id"])))
    order = order[: 3 * _LABELS[is_narrow(width)]]
    placed = []
    for row in order:
        x = width * (row["x"] - low[0]) / (low[1] - low[0])
        y = height * (1 - (row["y"] - high[0]) / (high[1] - high[0]))
        placed.append((row, x, y, math.sqrt(row["size"]) / 2))
    boxes = [(x - sign, y - sign, x + sign, y + sign) for _, x, y, sign in placed]
    kept: list[dict[str, Any]] = []
    for row, x, y, sign in placed:
        half, up = text_width(row["name"], size) * 0.54, sign + 3
        box = (x - half, y - up - size, x + half, y - up)
        free = all(box[2] < b[0] or b[2] < box[0] or box[3] < b[1] or b[3] < box[1] for b in boxes)
        fits = free and box[0] >= 0 and box[2] <= width and box[1] >= 0 and len(kept) < _LABELS[is_narrow(width)]
        if fits or row["subject"]:
            boxes.append(box)
            kept.append({**{key: row[key] for key in ("x", "y", "name")}, "up": -up})
    text = {"type": "text", "baseline": "bottom", "fontSize": size, "dy": {"expr": "datum.up"}}
    encoding = {**across, "text": {"field": "name"}}
    layers = [{"mark": {**text, **HALO, "color": palette.PAPER}, "encoding": encoding}]
    return {"data": inline(kept), "layer": [*layers, {"mark": text, "encoding": encoding}]}
