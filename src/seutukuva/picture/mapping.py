"""Figures, index scores, metrics, statements and documents read as ratings, by the thresholds of the maturity model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

from seutukuva.base import Problem
from seutukuva.judgement import Rating
from seutukuva.picture.model import MaturityModel, Reading

SOURCES = ("indicator", "index", "metric", "statement", "document")
FEWEST_ACTORS = 10  # in a smaller network one tie more or less is another level


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


@dataclass(frozen=True)
class Read:
    """A measured value with the reading that names it and the rating that comes of it."""

    measured: Measured
    reading: Reading
    rating: Rating


def read_as(measured: Iterable[Measured], model: MaturityModel) -> tuple[Read, ...]:
    """Return measured values as the model's readings read them, in the order of `measured`.

    A value that no reading names says nothing; one that several name says something of each. Raises Problem for a
    state that a reading does not know, and for a word where it states thresholds.
    """
    return tuple(
        Read(item, reading, _rating(item, reading))
        for item in measured
        for reading in model.readings
        if (reading.source, reading.of) == (item.source, item.of)
    )


def document_states(model: MaturityModel) -> dict[str, tuple[str, str]]:
    """Return the states of documents that a model reads as levels: as people choose them -> (document, state).

    A state that only some of the readings of a document know is none.
    """
    readings = [one for one in model.readings if one.source == "document"]
    found = {f"{one.of}: {state}": (one.of, state) for one in readings for state in one.states or ()}
    return {
        told: (of, state)
        for told, (of, state) in found.items()
        if all(state in (one.states or ()) for one in readings if one.of == of)
    }


def ratings_of(measured: Iterable[Measured], model: MaturityModel) -> dict[str, list[Rating]]:
    """Return what measured values say by the model's readings: dimension -> ratings. Raises Problem as `read_as`."""
    found: dict[str, list[Rating]] = {}
    for read in read_as(measured, model):
        found.setdefault(read.reading.dimension, []).append(read.rating)
    return found


def _rating(item: Measured, reading: Reading) -> Rating:
    return Rating(_level(item, reading), reading.kind, item.cluster, reading.reliability, urn=item.urn)


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
