"""Who there is (actors), what is between them (ties), and the two together as frames (network)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from seutukuva.base import Problem

# Kinds of actors and the sector in which each stands when nothing else is told. A file may use other words.
SECTOR_OF_KIND: Final = {
    "company": "company",
    "city": "city",
    "development_company": "city",
    "university": "education",
    "university_of_applied_sciences": "education",
    "vocational_college": "education",
    "research_organisation": "rdi",
    "financier": "finance",
    "state_authority": "state",
    "regional_council": "region",
    "association": "association",
    "other": "other",
}
ACTOR_KINDS: Final = tuple(SECTOR_OF_KIND)
TIE_KINDS: Final = ("cooperation", "project", "funding", "supply", "membership", "agreement", "nomination")
PERMANENCES: Final = ("project", "recurring", "agreement", "body")
# What stands when a project or a habit ends.
PERMANENT: Final = ("agreement", "body")

EDUCATION_KINDS: Final = ("university", "university_of_applied_sciences", "vocational_college")
RDI_KINDS: Final = ("university", "university_of_applied_sciences", "research_organisation")

ACTOR_SCHEMA: Final[dict[str, Any]] = dict.fromkeys(("id", "name", "kind", "sector", "area"), pl.String)
TIE_SCHEMA: Final[dict[str, Any]] = {
    "source": pl.String,
    "target": pl.String,
    "kind": pl.String,
    "weight": pl.Float64,
    "directed": pl.Boolean,
    "start": pl.Date,
    "end": pl.Date,
    "permanence": pl.String,
    "cluster": pl.String,
}


@dataclass(frozen=True)
class Actor:
    """An organisation. What is not known stays None; without a sector the kind tells it."""

    id: str
    name: str | None = None
    kind: str | None = None
    sector: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class Tie:
    """One thing that one source told of two actors.

    `weight` is positive. `directed` says that it goes from source to target only (money, a nomination). `start` and
    `end` are the first and the last day. `cluster` names the source whose error all its ties share (an informant, a
    survey wave, a dataset, a project).
    """

    source: str
    target: str
    kind: str | None = None
    weight: float = 1.0
    directed: bool = False
    start: date | None = None
    end: date | None = None
    permanence: str | None = None
    cluster: str | None = None


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included; None is without end."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise Problem("network.period", first=self.first.isoformat(), last=self.last.isoformat())


@dataclass(frozen=True)
class Network:
    """Actors (one row each, `ACTOR_SCHEMA`) and ties (one row per tie and source, `TIE_SCHEMA`).

    A pair may have many ties: of several kinds, told by several sources. Made by `network` or `read_network`, which
    check the rows.
    """

    actors: pl.DataFrame
    ties: pl.DataFrame

    def active(self, period: Period) -> Network:
        """Return the network of the ties that lived at some time of `period`; actors stay. A missing date is open."""
        alive = pl.lit(True)
        if period.last is not None:
            alive = alive & (pl.col("start").is_null() | (pl.col("start") <= period.last))
        if period.first is not None:
            alive = alive & (pl.col("end").is_null() | (pl.col("end") >= period.first))
        return Network(self.actors, self.ties.filter(alive))

    def without(self, *ids: str) -> Network:
        """Return the network without these actors and their ties."""
        gone = list(ids)
        ties = self.ties.filter(~pl.col("source").is_in(gone), ~pl.col("target").is_in(gone))
        return Network(self.actors.filter(~pl.col("id").is_in(gone)), ties)


def actor_frame(actors: Sequence[Actor]) -> pl.DataFrame:
    """Return actors as a frame of `ACTOR_SCHEMA`."""
    return pl.DataFrame([asdict(actor) for actor in actors], schema=ACTOR_SCHEMA)


def tie_frame(ties: Sequence[Tie]) -> pl.DataFrame:
    """Return ties as a frame of `TIE_SCHEMA`."""
    return pl.DataFrame([asdict(tie) for tie in ties], schema=TIE_SCHEMA)
