"""Ties between places on a map: a point for each, a line for each two, its width the number of pairs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from seutukuva.base import Language, Message, Problem, render
from seutukuva.charts import Specification, palette
from seutukuva.charts.specification import HALO, base, font_size, inline, is_narrow
from seutukuva.network.drawing.labels import Sign, labels

Spot = tuple[float, float]
Between = Sequence[tuple[str, str, int]]
_Frame = tuple[float, float, float, float]  # west, south, east, north

_ASPECT: Final = 1.3  # a map is at most so much higher than it is wide
_LEAST: Final = 0.7  # degrees of latitude: two neighbours do not fill the page
_ROOM: Final = 0.12
_NAMES: Final = (24, 12)  # at most, wide and narrow
_DECIMALS: Final = 4
_LEAST_CORNERS: Final = 4


def draw_map(
    between: Between,
    spots: Mapping[str, Spot],
    geojson: Mapping[str, Any],
    *,
    language: Language,
    subject: str = "",
    width: int = 440,
) -> Specification:
    """Return the map of pairs in contact between places; `charts.pair` makes the phone's as well.

    between: (place, other place, pairs in contact), as the rows of `Measurement.areas`; those inside a place and of
    places that are on no map are left out. spots: place -> longitude, latitude. geojson: the borders in the background
    (`regions.geometry`). subject: the place drawn in orange. Raises Problem when no line is left.
    """
    lines = drawable(between, spots)
    if not lines:
        raise Problem("network.drawing.no_lines")
    places = sorted({place for one, other, _ in lines for place in (one, other)} | ({subject} & set(spots)))
    frame = _frame([spots[place] for place in places])
    height = width * min(_ASPECT, max(0.6, _shape(frame)))
    spec = base(width, height, language, right=10, left=10)
    spec["projection"] = {"type": "mercator", "fit": _corners(frame), "size": {"signal": "[width, height]"}}
    spec["layer"] = [
        _background(geojson, frame, width),
        _lines(lines, spots, language),
        *_places(places, lines, spots, subject=subject, frame=frame, page=(width, height)),
    ]
    return spec


def drawable(between: Between, spots: Mapping[str, Spot]) -> list[tuple[str, str, int]]:
    """Return what of `between` is on the map, the strongest last."""
    kept = [(one, other, pairs) for one, other, pairs in between if one != other and one in spots and other in spots]
    return sorted(kept, key=lambda row: (row[2], row[0], row[1]))


def map_finding(between: Between, spots: Mapping[str, Spot], language: Language) -> str:
    """Return the heading of the map: between which two places most pairs are in contact."""
    lines = drawable(between, spots)
    most = lines[-1][2]
    best = [f"{one} – {other}" for one, other, pairs in lines if pairs == most]
    code = "most" if len(best) == 1 else "even"
    told = {"places": best[0], "count": most, "lines": len(lines)}
    return render(Message(f"network.drawing.map.{code}", told), language)


def described_map(between: Between, spots: Mapping[str, Spot], language: Language) -> str:
    """Return the alternative text: every line with its pairs, the strongest first, at most twelve."""
    lines = drawable(between, spots)[::-1]
    told = "; ".join(f"{one} – {other} {pairs}" for one, other, pairs in lines[:12])
    return render(Message("network.drawing.map.described", {"lines": len(lines), "told": told}), language)


def _frame(spots: Sequence[Spot]) -> _Frame:
    """Return west, south, east, north with room around."""
    west, east = min(x for x, _ in spots), max(x for x, _ in spots)
    south, north = min(y for _, y in spots), max(y for _, y in spots)
    more = max(_LEAST - (north - south), 0.0) / 2
    south, north = south - more, north + more
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    more = max(_LEAST * stretch - (east - west), 0.0) / 2
    west, east = west - more, east + more
    room = _ROOM * max(north - south, (east - west) / stretch)
    return (west - room * stretch, south - room, east + room * stretch, north + room)


def _mercator(latitude: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def _shape(frame: _Frame) -> float:
    west, south, east, north = frame
    return (_mercator(north) - _mercator(south)) / (east - west)


def _corners(frame: _Frame) -> Specification:
    west, south, east, north = frame
    points = [[west, south], [east, south], [east, north], [west, north]]
    return {"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": points}, "properties": {}}


def _background(geojson: Mapping[str, Any], frame: _Frame, width: int) -> Specification:
    """Return the municipalities that come into the frame, with no more corners than can be told apart."""
    west, south, east, north = frame
    wide, high = east - west, north - south
    step = wide / width  # a pixel, in degrees
    features = []
    for feature in geojson["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        outer = [point for polygon in polygons for point in polygon[0]]
        if any(west - wide / 2 <= x <= east + wide / 2 and south - high / 2 <= y <= north + high / 2 for x, y in outer):
            shapes = [[_ring(ring, step) for ring in polygon] for polygon in polygons]
            kept = [[ring for ring in shape if len(ring) >= _LEAST_CORNERS] for shape in shapes]
            drawn = {"type": "MultiPolygon", "coordinates": [shape for shape in kept if shape]}
            if drawn["coordinates"]:
                features.append({"type": "Feature", "properties": {}, "geometry": drawn})
    mark = {"type": "geoshape", "fill": palette.MISSING, "stroke": palette.LINE, "strokeWidth": 0.8, "clip": True}
    return {"data": {"values": features}, "mark": mark}


def _ring(ring: Sequence[Sequence[float]], step: float) -> list[list[float]]:
    """Return a ring's points on a lattice, without repeats; neighbours keep their border as both move alike."""
    points: list[list[float]] = []
    for x, y in ring:
        point = [round(round(x / step) * step, _DECIMALS), round(round(y / step * 2) * step / 2, _DECIMALS)]
        if not points or points[-1] != point:
            points.append(point)
    return points


def _at(x: str, y: str) -> Specification:
    return {"longitude": {"field": x, "type": "quantitative"}, "latitude": {"field": y, "type": "quantitative"}}


def _lines(lines: Between, spots: Mapping[str, Spot], language: Language) -> Specification:
    strongest = max(pairs for _, _, pairs in lines)
    encoding = {
        **_at("x", "y"),
        "longitude2": {"field": "x2"},
        "latitude2": {"field": "y2"},
        "strokeWidth": {"field": "width", "type": "quantitative", "scale": None},
        "tooltip": [{"field": "told", "type": "nominal", "title": " "}],
    }
    mark = {"type": "rule", "color": palette.PEER, "opacity": 0.8, "strokeCap": "round"}
    return {
        "data": inline([_line(line, spots, strongest, language) for line in lines]),
        "mark": mark,
        "encoding": encoding,
    }


def _line(line: tuple[str, str, int], spots: Mapping[str, Spot], strongest: int, language: Language) -> dict[str, Any]:
    one, other, pairs = line
    (x, y), (x2, y2) = spots[one], spots[other]
    told = render(Message("network.drawing.map.pairs", {"places": f"{one} – {other}", "count": pairs}), language)
    return {"x": x, "y": y, "x2": x2, "y2": y2, "width": round(1 + 9 * pairs / strongest, 2), "told": told}


def _on_page(order: Sequence[str], spots: Mapping[str, Spot], frame: _Frame, page: tuple[int, float]) -> list[Sign]:
    """Return where each place's point comes on the page, as the projection puts it."""
    width, height = page
    scale = min(width / (frame[2] - frame[0]), height / (_mercator(frame[3]) - _mercator(frame[1])))
    middle = ((frame[0] + frame[2]) / 2, (_mercator(frame[1]) + _mercator(frame[3])) / 2)
    return [
        Sign(
            x=width / 2 + scale * (spots[place][0] - middle[0]),
            y=height / 2 - scale * (_mercator(spots[place][1]) - middle[1]),
            half=6.0,
            name=place,
        )
        for place in order
    ]


def _places(
    places: Sequence[str],
    lines: Between,
    spots: Mapping[str, Spot],
    *,
    subject: str,
    frame: _Frame,
    page: tuple[int, float],
) -> list[Specification]:
    """Return the points and those of their names that have room."""
    width, height = page
    pairs = dict.fromkeys(places, 0)
    for one, other, count in lines:
        pairs[one] += count
        pairs[other] += count
    order = sorted(places, key=lambda place: (place != subject, -pairs[place], place))
    size = font_size(width) - 1
    signs = _on_page(order, spots, frame, page)
    most = _NAMES[is_narrow(width)]
    kept = labels(signs, size=size, width=width, height=height, most=most, tried=len(signs), always=int(bool(subject)))
    points = [
        {"x": spots[place][0], "y": spots[place][1], "name": place, "subject": place == subject} for place in order
    ]
    colour = {"condition": {"test": "datum.subject", "value": palette.SUBJECT}, "value": palette.INK}
    shape = {"condition": {"test": "datum.subject", "value": "diamond"}, "value": "circle"}
    mark = {"type": "point", "filled": True, "opacity": 1, "size": 90, "stroke": palette.PAPER, "strokeWidth": 1}
    encoding = {**_at("x", "y"), "color": colour, "shape": shape}
    layers: list[Specification] = [{"data": inline(points), "mark": mark, "encoding": encoding}]
    for label in kept:
        text = {"type": "text", "align": label.align, "baseline": label.baseline, "dx": label.dx, "dy": label.dy}
        text |= {"fontSize": size}
        for look in ({**text, **HALO, "color": palette.PAPER}, text):
            encoding = {**_at("x", "y"), "text": {"field": "name"}}
            layers.append({"data": inline([points[label.sign]]), "mark": look, "encoding": encoding})
    return layers
