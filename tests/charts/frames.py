"""Small frames and a map of two squares to draw in tests; names and numbers are made up."""

from __future__ import annotations

from typing import Any

import polars as pl

SERIES = pl.DataFrame(
    {
        "period": ["2021", "2022", "2023"] * 3,
        "town": ["Kuusilahti"] * 3 + ["Storsund"] * 3 + ["Koko maa"] * 3,
        "rate": [8.0, 9.5, 7.25, 10.0, None, 12.5, 9.0, 9.1, 9.2],
        "low": [7.0, 8.0, 6.0] + [None] * 6,
        "high": [9.0, 11.0, 8.0] + [None] * 6,
    }
)
INDUSTRIES = pl.DataFrame(
    {
        "industry": ["Teollisuus", "Kauppa", "Teollisuus", "Kauppa", "Teollisuus"],
        "town": ["Kuusilahti", "Kuusilahti", "Storsund", "Storsund", "Ylikangas"],
        "quotient": [0.8, 1.9, 1.1, 0.7, None],
    }
)
TOWNS = pl.DataFrame({"town": ["Storsund", "Kuusilahti", "Ylikangas"], "jobs": [12500.0, 9360.0, None]})


def square(code: str, west: float, south: float) -> dict[str, Any]:
    """Return a feature one degree wide, wound as the shipped borders are (clockwise as seen from above)."""
    ring = [[west, south], [west, south + 1], [west + 1, south + 1], [west + 1, south], [west, south]]
    ring.insert(1, [west, south + 0.0001])
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def islands(code: str) -> dict[str, Any]:
    """Return a feature of two separate squares."""
    parts = [square(code, west, 60)["geometry"]["coordinates"] for west in (20.0, 22.0)]
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "MultiPolygon", "coordinates": parts}}


MAP = {"type": "FeatureCollection", "features": [square("001", 25, 62), square("002", 26, 62), islands("003")]}
