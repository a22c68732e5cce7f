"""Borders of municipalities and regions as GeoJSON, and a point for each municipality.

Rings are wound as the National Land Survey's files have them, outer ones clockwise, which Vega's spherical projections
need; the other way a polygon would fill the globe.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, Final

from seutukuva.base import store
from seutukuva.regions.divisions import LATEST_YEAR, division
from seutukuva.regions.names import area_names, municipality_names
from seutukuva.regions.successions import successors_at
from seutukuva.regions.tables import table

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

# Borders as drawn in 2013 serve until the map of 2021 has the same municipalities; it and that of 2023 are one.
_MAPS: Final = {2013: "municipalities-2013.geojson.gz", 2021: "municipalities-2023.geojson.gz"}
ATTRIBUTION: Final = "National Land Survey of Finland, CC BY 4.0"


@cache
def geometry(year: int = LATEST_YEAR) -> dict[str, Any]:
    """Return the municipalities of `year` as a GeoJSON FeatureCollection in WGS84, simplified (1:4.5 million).

    A feature's id is its municipality's code; properties are code, name_fi, name_sv. The ids are exactly the codes of
    `division(year)`: municipalities that have merged since the map was drawn are dissolved into their successors.
    The collection is shared: do not change it.
    Raises Problem for a year without a division. Source: National Land Survey of Finland, CC BY 4.0.
    """
    codes = division(year).codes
    parts: dict[str, list[Polygon]] = defaultdict(list)
    members: dict[str, int] = defaultdict(int)
    for code, polygons in _drawn(_MAPS[max(drawn for drawn in _MAPS if drawn <= year)]).items():
        (successor,) = successors_at(code, year)
        parts[successor] += polygons
        members[successor] += 1
    whole = {c: dissolve(p) if members[c] > 1 else p for c, p in parts.items() if c in codes}
    names = {code: municipality_names()[code] for code in codes}
    return _collection(whole, {c: {"code": c, "name_fi": n.fi, "name_sv": n.sv} for c, n in names.items()})


@cache
def region_geometry() -> dict[str, Any]:
    """Return the 19 regions of 2023 as a GeoJSON FeatureCollection; ids are region codes. See `geometry`."""
    names = area_names("region")
    drawn = _drawn("regions-2023.geojson.gz")
    return _collection(drawn, {c: {"code": c, "name_fi": names[c].fi, "name_sv": names[c].sv} for c in drawn})


@cache
def points() -> dict[str, Point]:
    """Return code -> (longitude, latitude) of the central locality of each municipality of the latest year.

    Where the source has none (Tuusula) it is the middle of the municipality's area.
    Source: National Land Survey of Finland, CC BY 4.0.
    """
    known = {r["code"]: (float(r["lon"]), float(r["lat"])) for r in table("points").iter_rows(named=True)}
    drawn = _drawn(_MAPS[max(_MAPS)])
    return {code: known.get(code) or _middle(drawn[code]) for code in sorted(division(LATEST_YEAR).codes)}


def _middle(polygons: list[Polygon]) -> Point:
    """Return the centre of gravity of the largest part."""
    ring = max((polygon[0] for polygon in polygons), key=lambda r: abs(_area(r)))
    weights = [(x1 * y2 - x2 * y1, x1 + x2, y1 + y2) for (x1, y1), (x2, y2) in pairwise(ring)]
    x, y = (sum(w[0] * w[axis] for w in weights) / (3 * _area(ring)) for axis in (1, 2))
    return round(x, 4), round(y, 4)


def dissolve(polygons: Iterable[Polygon]) -> list[Polygon]:
    """Return the union of polygons that share borders point by point and have one winding.

    A border between two of them is drawn once each way; both are left out and the rest is joined to rings again.
    """
    edges: dict[tuple[Point, Point], None] = {}
    for ring in (ring for polygon in polygons for ring in polygon):
        for edge in pairwise(ring):
            if edge[::-1] in edges:
                del edges[edge[::-1]]
            else:
                edges[edge] = None
    following: dict[Point, list[Point]] = defaultdict(list)
    for start, end in edges:
        following[start].append(end)
    rings = []
    while following:
        ring = [next(iter(following))]
        while len(ring) == 1 or ring[-1] != ring[0]:
            ends = following[ring[-1]]
            ring.append(ends.pop())
            if not ends:
                del following[ring[-2]]
        rings.append(ring)
    return _with_holes(rings)


def _with_holes(rings: list[Ring]) -> list[Polygon]:
    """Return polygons: clockwise rings are outer ones, each of the others is a hole in the one it lies in."""
    outer = [[ring] for ring in rings if _area(ring) < 0]
    for hole in (ring for ring in rings if _area(ring) > 0):
        next(p for p in outer if _contains(p[0], hole)).append(hole)
    return outer


def _area(ring: Ring) -> float:
    """Return twice the signed area: negative when clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def _contains(ring: Ring, other: Ring) -> bool:
    """Tell whether `other`, which does not cross `ring`, lies in it: by a point of it that is not on `ring`."""
    x, y = next((p for p in other if p not in ring), other[0])
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


@cache
def _drawn(file: str) -> dict[str, list[Polygon]]:
    data = json.loads(gzip.decompress(store.package_file("regions", file).read_bytes()))
    found = {}
    for feature in data["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        found[feature["id"]] = [[[(x, y) for x, y in ring] for ring in polygon] for polygon in polygons]
    return found


def _collection(shapes: Mapping[str, list[Polygon]], properties: Mapping[str, dict[str, str]]) -> dict[str, Any]:
    features = []
    for code in sorted(shapes):
        polygons = [[[[x, y] for x, y in ring] for ring in polygon] for polygon in shapes[code]]
        one = len(polygons) == 1
        shape = {"type": "Polygon" if one else "MultiPolygon", "coordinates": polygons[0] if one else polygons}
        features.append({"type": "Feature", "id": code, "properties": properties[code], "geometry": shape})
    return {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
