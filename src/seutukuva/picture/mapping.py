"""Figures, index scores, metrics, statements and documents read as ratings, by the thresholds of the maturity model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

from seutukuva.base import Problem
from seutukuva.judgement import Rating
from seutukuva.picture.model import MaturityModel, Reading

SOURCES = ("indicator", "index", "metric", "statement", "document")


@dataclass(frozen=True)
class Measured:
    """A value of one ecosystem: `source` is one of SOURCES, `of` the id of the indicator, index, metric and so on.

    `value` is a number, a named state, or None for "no information" (a number that is not one counts as that).
    `cluster` names the dataset, survey wave or network whose error its values share.
    """

    source: str
    of: str
    value: float | str | None
    cluster: str
    urn: str = ""


def ratings_of(measured: Iterable[Measured], model: MaturityModel) -> dict[str, list[Rating]]:
    """Return what measured values say by the model's readings: dimension -> ratings, in the order of `measured`.

    A value that no reading names says nothing; one that several name says something of each. Raises Problem for a
    state that a reading does not know, and for a number where it states states.
    """
    found: dict[str, list[Rating]] = {}
    for item in measured:
        for reading in model.readings:
            if (reading.source, reading.of) == (item.source, item.of):
                rating = Rating(_level(item, reading), reading.kind, item.cluster, reading.reliability, urn=item.urn)
                found.setdefault(reading.dimension, []).append(rating)
    return found


def _level(item: Measured, reading: Reading) -> int | None:
    value = item.value
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    if reading.states is not None:
        if value not in reading.states:
            raise Problem("picture.reading_state", of=item.of, value=str(value), known=", ".join(reading.states))
        return reading.states[str(value)]
    if isinstance(value, str):
        raise Problem("picture.reading_number", of=item.of, value=value)
    rising = reading.thresholds[0] < reading.thresholds[-1]
    return 1 + sum(value >= begin if rising else value <= begin for begin in reading.thresholds)
