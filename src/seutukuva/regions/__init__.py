"""Municipalities and areas in every year: divisions, mergers, names, geometry."""

from seutukuva.regions.divisions import (
    LATEST_YEAR,
    LEVELS,
    YEARS,
    area_of,
    division,
    local_name,
    municipality,
)
from seutukuva.regions.geometry import geometry, points, region_geometry
from seutukuva.regions.harmonise import harmonise
from seutukuva.regions.model import Division, Event, Former, Harmonised, History, Level, Municipality
from seutukuva.regions.past import history, sentence, told
from seutukuva.regions.search import find

__all__ = [
    "LATEST_YEAR",
    "LEVELS",
    "YEARS",
    "Division",
    "Event",
    "Former",
    "Harmonised",
    "History",
    "Level",
    "Municipality",
    "area_of",
    "division",
    "find",
    "geometry",
    "harmonise",
    "history",
    "local_name",
    "municipality",
    "points",
    "region_geometry",
    "sentence",
    "told",
]
