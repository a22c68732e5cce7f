"""A measure of a strategy, and its draft from a development need."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from seutukuva.base import Message, Problem
from seutukuva.base.store import package_file
from seutukuva.picture import Gap

Status = Literal["planned", "under_way", "done", "dropped"]
STATUSES: tuple[Status, ...] = get_args(Status)
_HIGHEST_WITH_MEASURE = 2  # a dimension at level 3 or 4 keeps the measure of level 2: strengthen what is there


@dataclass(frozen=True)
class Measure:
    """What is done about a gap: who answers for it, by when, how far it is, and by what it is followed.

    `gap` is the URN of the finding or gap that it acts on. Raises Problem for an unknown status, an empty title or
    a year outside 2000-2100.
    """

    title: str
    dimension: str
    responsible: str
    due_year: int
    status: Status = "planned"
    follow_up: str = ""
    gap: str = ""

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise Problem("strategy.status", value=self.status, known=", ".join(STATUSES))
        if not self.title.strip():
            raise Problem("strategy.title")
        if not 2000 <= self.due_year <= 2100:
            raise Problem("strategy.due_year", value=str(self.due_year))


@dataclass(frozen=True)
class MeasureDraft:
    """What the rules propose for a gap; a person edits it into a Measure."""

    title: Message
    responsible: Message
    due_year: int
    follow_up: Message


@dataclass(frozen=True)
class _Usual:
    responsible: str
    years: int


def has_measure(dimension: str) -> bool:
    """Tell whether a typical measure is known for a dimension: a model of one's own may have others."""
    return dimension in _measures()


def draft_measure(gap: Gap) -> Message:
    """Return the title of a typical measure for the gap. Raises Problem when the dimension has none."""
    _usual(gap.dimension)
    return Message(f"strategy.measure.{gap.dimension}.{min(gap.level, _HIGHEST_WITH_MEASURE)}")


def draft(gap: Gap, *, year: int) -> MeasureDraft:
    """Return a whole draft for the gap: title, usual responsible, due year counted from `year`, follow-up."""
    usual = _usual(gap.dimension)
    return MeasureDraft(
        title=draft_measure(gap),
        responsible=Message(f"strategy.responsible.{usual.responsible}"),
        due_year=year + usual.years,
        follow_up=Message(f"strategy.follow_up.{gap.dimension}"),
    )


def status_name(status: Status) -> Message:
    """Return the name of a status."""
    return Message(f"strategy.status.{status}")


@cache
def _measures() -> Mapping[str, _Usual]:
    data = tomllib.loads(package_file("strategy", "measures.toml").read_text(encoding="utf-8"))
    return {dimension: _Usual(row["responsible"], row["years"]) for dimension, row in data.items()}


def _usual(dimension: str) -> _Usual:
    if dimension not in _measures():
        raise Problem("strategy.no_measure", dimension=dimension)
    return _measures()[dimension]
