"""How old figures are, and how many are missing."""

from __future__ import annotations

from datetime import date
from functools import cache

from seutukuva.indicators.catalogue import catalogue
from seutukuva.indicators.figures import values
from seutukuva.indicators.model import Indicator

_MONTHS = 12


def age_months(period: str, today: date) -> int:
    """Return how many whole months have passed since the end of a period, '2018' or '2023-10'."""
    year, _, month = period.partition("-")
    return max(0, (today.year - int(year)) * _MONTHS + today.month - 1 - int(month or _MONTHS))


@cache
def missing(source_id: str) -> tuple[tuple[Indicator, int, int], ...]:
    """Return the source's indicators with how many municipalities lack the latest figure, of how many; most first."""
    found = []
    for entry in catalogue():
        if entry.source == source_id:
            column = values(entry.id)["value"]
            found.append((entry, int(column.null_count()), len(column)))
    return tuple(sorted((row for row in found if row[1]), key=lambda row: -row[1]))
