"""Borders: exactly the year's municipalities, wound for Vega, merged ones dissolved without a seam."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from seutukuva.base import Problem
from seutukuva.regions import YEARS, division, geometry, points, region_geometry
from seutukuva.regions.geometry import dissolve


def polygons(feature: dict[str, Any]) -> list[list[list[list[float]]]]:
    shape = feature["geometry"]
    found: Any = shape["coordinates"]
    return [found] if shape["type"] == "Polygon" else found


def area(ring: Any) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def whole(feature: dict[str, Any]) -> float:
    return -sum(area(ring) for polygon in polygons(feature) for ring in polygon)


@pytest.mark.parametrize("year", YEARS)
def test_the_features_are_exactly_the_years_municipalities(year: int) -> None:
    features = geometry(year)["features"]
    assert [f["id"] for f in features] == sorted(division(year).codes)
    assert all(f["id"] == f["properties"]["code"] for f in features)


@pytest.mark.parametrize("year", [2013, 2015, 2017, 2020, 2023, 2026])
def test_outer_rings_are_clockwise_and_holes_the_other_way(year: int) -> None:
    for feature in [*geometry(year)["features"], *region_geometry()["features"]]:
        for polygon in polygons(feature):
            assert area(polygon[0]) < 0
            assert all(area(hole) > 0 for hole in polygon[1:])
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in polygon)


def test_pertunmaa_is_dissolved_into_mantyharju_from_2025() -> None:
    before = {f["id"]: f for f in geometry(2024)["features"]}
    after = {f["id"]: f for f in geometry(2025)["features"]}
    assert "588" in before
    assert "588" not in after
    assert whole(after["507"]) == pytest.approx(whole(before["507"]) + whole(before["588"]))
    assert len(polygons(after["507"])) == 1
    assert len(polygons(after["507"])[0]) == 1


@pytest.mark.parametrize("year", YEARS)
def test_dissolving_loses_no_area_and_leaves_no_seam(year: int) -> None:
    drawn = 2013 if year < 2021 else 2023
    assert sum(map(whole, geometry(year)["features"])) == pytest.approx(sum(map(whole, geometry(drawn)["features"])))
    kuopio = next(f for f in geometry(year)["features"] if f["id"] == "297")
    assert len(polygons(kuopio)) == 1


def test_names_and_credit_go_along() -> None:
    rauma = next(f for f in geometry(2026)["features"] if f["id"] == "684")
    assert rauma["properties"] == {"code": "684", "name_fi": "Rauma", "name_sv": "Raumo"}
    assert geometry(2026)["attribution"] == "National Land Survey of Finland, CC BY 4.0"


def test_regions_are_the_nineteen() -> None:
    assert [f["id"] for f in region_geometry()["features"]] == sorted(set(division(2026).frame["region"]))


def test_a_point_for_every_municipality_in_its_own_area() -> None:
    assert set(points()) == division(2026).codes
    astray = []
    for feature in geometry(2026)["features"]:
        lon, lat = points()[feature["id"]]
        corners = [p for polygon in polygons(feature) for p in polygon[0]]
        west, east = min(x for x, _ in corners), max(x for x, _ in corners)
        south, north = min(y for _, y in corners), max(y for _, y in corners)
        if not (west <= lon <= east and south <= lat <= north):
            astray.append(feature["id"])
    assert astray == []
    assert points()["858"] == pytest.approx((25.03, 60.42), abs=0.06)  # Tuusula, which the source lacks


def test_a_ring_of_municipalities_leaves_a_hole_and_a_dissolved_one_fills_it() -> None:
    def square(x: float, y: float) -> list[list[tuple[float, float]]]:
        return [[(x, y), (x, y + 1), (x + 1, y + 1), (x + 1, y), (x, y)]]

    cells = [square(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    (ringed,) = dissolve(cells)
    assert [area(ring) for ring in ringed] == [-9, 1]
    (filled,) = dissolve([*cells, square(1, 1)])
    assert [area(ring) for ring in filled] == [-9]
    assert len(dissolve([square(0, 0), square(5, 5)])) == 2


def test_a_year_without_a_division_is_told() -> None:
    with pytest.raises(Problem, match="no division of municipalities for 2012"):
        geometry(2012)
