"""Figures, statements and documents become ratings by the thresholds that the model's file states."""

from __future__ import annotations

from pathlib import Path

import pytest

from seutukuva.base import Problem
from seutukuva.base.store import package_file
from seutukuva.picture import MaturityModel, Measured, cells, ratings_of, read_maturity_model

SHIPPED = package_file("picture", "maturity.toml").read_text(encoding="utf-8").partition("\n# Readings:")[0]
READINGS = """
[[readings]]
dimension = "business"
source = "indicator"
of = "jobs"
kind = "statistic"
thresholds = [80, 95, 110]
reliability = 0.5

[[readings]]
dimension = "network"
source = "metric"
of = "centralisation"
kind = "network"
thresholds = [0.6, 0.4, 0.2]

[[readings]]
dimension = "direction"
source = "document"
of = "strategy"
kind = "document"
states = { draft = 2, approved = 3 }

[[readings]]
dimension = "structures"
source = "document"
of = "strategy"
kind = "document"
states = { draft = 1, approved = 2 }
"""


def model(folder: Path, readings: str = READINGS) -> MaturityModel:
    file = folder / "own.toml"
    file.write_text(SHIPPED + readings, encoding="utf-8")
    return read_maturity_model(file)


@pytest.mark.parametrize(
    ("source", "of", "value", "level"),
    [
        ("indicator", "jobs", 79.9, 1),
        ("indicator", "jobs", 80, 2),
        ("indicator", "jobs", 200, 4),
        ("indicator", "jobs", None, None),
        ("indicator", "jobs", float("nan"), None),
        ("metric", "centralisation", 0.7, 1),
        ("metric", "centralisation", 0.6, 2),
        ("metric", "centralisation", 0.1, 4),
        ("document", "strategy", "approved", 3),
    ],
)
def test_a_level_begins_at_its_threshold(
    tmp_path: Path, source: str, of: str, value: float | str | None, level: int | None
) -> None:
    found = ratings_of([Measured(source, of, value, "set")], model(tmp_path))
    assert next(iter(found.values()))[0].level == level


def test_one_document_may_tell_of_two_dimensions_and_an_unread_value_of_none(tmp_path: Path) -> None:
    own = model(tmp_path)
    values = [Measured("document", "strategy", "draft", "strategy 2024", "urn:x"), Measured("index", "jobs", 3.0, "i")]
    found = ratings_of([*values, Measured("indicator", "jobs", 100, "register")], own)
    assert {id_: [rating.level for rating in rows] for id_, rows in found.items()} == {
        "direction": [2], "structures": [1], "business": [3],
    }  # fmt: skip
    assert (found["business"][0].reliability, found["business"][0].cluster) == (0.5, "register")
    assert found["direction"][0].urn == "urn:x"
    assert cells(found, own)[0].cell.mode == 2


def test_a_value_that_a_reading_cannot_use_is_told(tmp_path: Path) -> None:
    own = model(tmp_path)
    with pytest.raises(Problem, match=r"“lost”.*draft, approved"):
        ratings_of([Measured("document", "strategy", "lost", "s")], own)
    with pytest.raises(Problem, match="“many” of “jobs” is not a number"):
        ratings_of([Measured("indicator", "jobs", "many", "s")], own)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[80, 95, 110]", "[80, 110, 95]", "thresholds of readings 1"),
        ("[80, 95, 110]", "[80, 95]", "thresholds of readings 1"),
        ('source = "indicator"', 'source = "rumour"', "“rumour” of a reading"),
        ('kind = "statistic"', 'kind = "rumour"', "kind of source “rumour”"),
        ('dimension = "business"', 'dimension = "luck"', "luck"),
        ("draft = 2", "draft = 7", "“7” does not fit in readings 3.states.draft"),
        ("reliability = 0.5", "trust = 0.5", "unknown key, “readings 1.trust”"),
    ],
)
def test_a_reading_that_cannot_be_is_told_with_its_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        model(tmp_path, READINGS.replace(old, new, 1))
