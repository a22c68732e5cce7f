"""A dot for every municipality, and the named ones without covering each other."""

from __future__ import annotations

import pytest

from seutukuva.base import Problem
from seutukuva.charts import NARROW, WIDE, svg
from seutukuva.charts.spread import spread

VALUES = [(str(number), float(number % 17)) for number in range(100)] + [("none", None)]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_area_with_a_value_is_a_dot(width: int) -> None:
    spec = spread(VALUES, language="fi", marked=[("Rauma", 3.0), ("Missing", None)], reference=5.0, width=width)
    assert len(spec["layer"][0]["data"]["values"]) == 100
    drawn = svg(spec, "fi")
    assert "Rauma" in drawn
    assert "Missing" not in drawn
    assert "style=" not in drawn


def test_equal_values_stand_above_each_other() -> None:
    spec = spread([("a", 1.0), ("b", 1.0), ("c", 9.0)], language="en")
    assert sorted(row["stack"] for row in spec["layer"][0]["data"]["values"]) == [0.5, 0.5, 1.5]


def test_names_that_would_meet_stand_in_rows_of_their_own() -> None:
    marked = [("Kristiinankaupunki", 5.0), ("Kauhajoki", 5.2), ("Rauma", 16.0)]
    spec = spread(VALUES, language="fi", marked=marked)
    rows = {row["name"]: row["y"] for layer in spec["layer"] for row in layer["data"]["values"] if "name" in row}
    assert rows["Kristiinankaupunki"] != rows["Kauhajoki"]
    assert rows["Kristiinankaupunki"] == rows["Rauma"]


def test_nothing_to_draw_is_told() -> None:
    with pytest.raises(Problem):
        spread([("a", None)], language="fi")
