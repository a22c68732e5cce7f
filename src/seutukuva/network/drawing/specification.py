"""The drawing of a network as a Vega-Lite specification."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from seutukuva.base import Language, Message, Problem, render
from seutukuva.charts import Specification, palette
from seutukuva.charts.specification import HALO, base, font_size, inline, is_narrow
from seutukuva.network.drawing.labels import Sign, labels
from seutukuva.network.drawing.layout import Places
from seutukuva.network.vocabulary import vocabulary

_FIVE_CORNERS: Final = "M0,-1L0.95,-0.31L0.59,0.81L-0.59,0.81L-0.95,-0.31Z"

# Colour and shape of each sector: either alone tells them apart. Orange is kept for the one that the page is about.
SECTORS: Final[Mapping[str, tuple[str, str]]] = {
    "city": ("#1f5366", "square"),
    "company": ("#7c95a2", "circle"),
    "education": ("#6b5b95", "triangle-up"),
    "rdi": ("#2f7f6f", "diamond"),
    "finance": ("#8a7a1f", "cross"),
    "state": ("#16303f", "triangle-down"),
    "region": ("#568a9b", "triangle-right"),
    "association": ("#9a6a7b", "triangle-left"),
    "other": ("#b3ada0", _FIVE_CORNERS),
}
_DASHES: Final[Mapping[str, list[int]]] = {"project": [2, 3], "recurring": [6, 3]}
_LABELS: Final = (28, 9)  # at most, wide and narrow
_SIGNS: Final = ((24.0, 420.0), (16.0, 230.0))  # square pixels of the smallest and the largest, wide and narrow


def draw(
    actors: pl.DataFrame, ties: pl.DataFrame, places: Places, *, language: Language, subject: str = "", width: int = 640
) -> Specification:
    """Return the drawing of a network; `charts.pair` makes the phone's as well.

    actors: id, name, kind, sector, area, as thinned (`Thinned.actors`); ties: one per pair (`Thinned.ties`); places: id
    -> x, y, as from `layout`, of those drawn and of any others: the frame holds them all, so a drawing of some lies on
    the drawing of all. The sign's area tells the number of partners, its colour and shape the sector; a dotted
    tie lasts a project, a dashed one recurs, others are lasting or not told. subject: the id drawn in orange. The wheel
    zooms where the page's script is on. Raises Problem when there is nobody to draw.
    """
    rows = _actors(actors, ties, places, language, subject=subject, sizes=_SIGNS[is_narrow(width)])
    if not rows:
        raise Problem("network.drawing.nobody")
    height = width * (0.95 if is_narrow(width) else 0.72)
    keys = math.ceil(len({row["sector"] for row in rows}) / _columns(width))
    spec = base(width, height + keys * (font_size(width) + 5) + 20, language, right=10, left=10)
    across = _across(places)
    lines = _ties(ties, {row["id"]: (row["x"], row["y"]) for row in rows})
    spec["layer"] = [*([_lines(lines, across)] if lines else []), _signs(rows, across, width, language)]
    names = _names(rows, across, width, height, subject)
    spec["layer"] += [names] if names["layer"] else []
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
    actors: pl.DataFrame,
    ties: pl.DataFrame,
    places: Places,
    language: Language,
    *,
    subject: str,
    sizes: tuple[float, float],
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
                "kind": kinds.get(actor["kind"], sectors[sector]),
                "sector": sectors[sector],
                "partners": partners,
                "told": render(Message("network.drawing.with", {"partners": partners}), language),
                "size": round(sizes[0] + (sizes[1] - sizes[0]) * partners / highest, 1),
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


def _across(places: Places) -> Specification:
    """Return the two scales, without axes, with room for signs at the edges; the same whoever of `places` is drawn."""
    scales: Specification = {}
    for number, axis in enumerate(("x", "y")):
        values = [place[number] for place in places.values()]
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
    # Pages show a tooltip's values without their titles, so each value says what it is.
    told = [
        {"field": field, "type": "nominal", "title": " " * number}
        for number, field in enumerate(("name", "kind", "told"), start=1)
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


def _names(rows: list[dict[str, Any]], across: Specification, width: int, height: float, subject: str) -> Specification:
    """Return the names that fit without lying on each other: the subject's first, then by the number of partners."""
    size = font_size(width) - is_narrow(width)  # a wide drawing may be shrunken to 0.8
    low, high = (across[axis]["scale"]["domain"] for axis in ("x", "y"))
    most = _LABELS[is_narrow(width)]
    order = sorted(rows, key=lambda row: (not row["subject"], -row["partners"], str(row["id"])))
    signs = [
        Sign(
            x=width * (row["x"] - low[0]) / (low[1] - low[0]),
            y=height * (1 - (row["y"] - high[0]) / (high[1] - high[0])),
            half=math.sqrt(row["size"]) / 2,
            name=str(row["name"]),
        )
        for row in order
    ]
    room = {"size": size, "width": width, "height": height}
    kept = labels(signs, **room, most=most, tried=3 * most, always=int(bool(subject)))
    layers = []
    for align, baseline in dict.fromkeys((label.align, label.baseline) for label in kept):
        told = [
            {**{key: order[label.sign][key] for key in ("x", "y", "name")}, "dx": label.dx, "dy": label.dy}
            for label in kept
            if (label.align, label.baseline) == (align, baseline)
        ]
        text = {"type": "text", "align": align, "baseline": baseline, "fontSize": size}
        text |= {"dx": {"expr": "datum.dx"}, "dy": {"expr": "datum.dy"}}
        encoding = {**across, "text": {"field": "name"}}
        both = [{**text, **HALO, "color": palette.PAPER}, text]
        layers += [{"data": inline(told), "mark": mark, "encoding": encoding} for mark in both]
    return {"layer": layers}
