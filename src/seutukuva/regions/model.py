"""Areas, their history and what harmonising gives, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from seutukuva.base import LocalName

Level = Literal["subregion", "region", "nuts3", "nuts2", "ely", "wellbeing", "employment_area"]
EventKind = Literal["merged", "split", "renamed", "received", "ceded", "subregion", "region", "border"]


@dataclass(frozen=True)
class Division:
    """The municipalities of one year.

    `frame` has a row per municipality, ordered by code: code, name_fi, name_sv, name_en; for each of subregion, region,
    nuts3, nuts2, ely, wellbeing and employment_area the code (null when the division did not exist that year) and
    `<level>_fi`, `_sv`, `_en`; type (urban, semi_urban, rural); language (fi, sv, or both with the majority's first);
    mainland (False in Åland).
    """

    year: int
    frame: pl.DataFrame
    codes: frozenset[str] = field(repr=False)


@dataclass(frozen=True)
class Former:
    """An abolished municipality by whose name or code another one was found; `date` is when it ended (ISO)."""

    code: str
    fi: str
    sv: str
    date: str


@dataclass(frozen=True)
class Municipality:
    """A municipality as it was in `year`; `former` tells when it was found by the name of one merged into it."""

    code: str
    year: int
    name: LocalName
    subregion: str
    subregion_name: LocalName
    region: str
    region_name: LocalName
    language: str
    mainland: bool
    former: Former | None = None

    @property
    def name_fi(self) -> str:
        """Return the Finnish name."""
        return self.name.fi

    @property
    def name_sv(self) -> str:
        """Return the Swedish name."""
        return self.name.sv

    @property
    def name_en(self) -> str:
        """Return the name in English."""
        return self.name.en


@dataclass(frozen=True)
class Event:
    """Something that happened to a municipality.

    date: ISO; for `border` the years between which the maps differ ("2013/2021"). kind: merged (into one), split
    (between several), ceded (1944), received (another merged into this one), renamed, subregion or region (moved to
    another), border (a part of the area went over). old, new: codes, or names when renamed.
    """

    date: str
    kind: EventKind
    old: str
    new: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """What became of a municipality: events by date and the code that it belongs to today (None when not one)."""

    code: str
    fi: str
    sv: str
    events: tuple[Event, ...]
    successor: str | None


@dataclass(frozen=True)
class Harmonised:
    """Data brought to one division.

    frame: the input's columns with the new code. unresolved: the input's rows that cannot be brought over exactly,
    with a column `reason` (a code of the catalogue: regions.unresolved.*). incomplete: codes in `frame` whose sum or
    mean lacks a merged municipality that has no row in the input. border_moved: codes in `frame` whose border is known
    to have moved between the data's year and the target.
    """

    frame: pl.DataFrame
    unresolved: pl.DataFrame
    incomplete: tuple[str, ...] = ()
    border_moved: tuple[str, ...] = ()
