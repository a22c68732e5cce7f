"""What an import gives: actors, ties and what should be known about how they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from seutukuva.base import Message

ACTORS: Final[Mapping[str, pl.DataType]] = {
    "id": pl.String(),
    "name": pl.String(),
    "kind": pl.String(),
    "sector": pl.String(),
    "area": pl.String(),
    "business_id": pl.String(),
    "name_sv": pl.String(),
    "name_en": pl.String(),
    "aliases": pl.List(pl.String()),
    "roles": pl.List(pl.String()),
    "industry": pl.String(),
    "size": pl.String(),
}
TIES: Final[Mapping[str, pl.DataType]] = {
    "source": pl.String(),
    "target": pl.String(),
    "kind": pl.String(),
    "weight": pl.Float64(),
    "directed": pl.Boolean(),
    "start": pl.Date(),
    "end": pl.Date(),
    "permanence": pl.String(),
    "cluster": pl.String(),
}
MOST_TIES: Final = 1_000_000
MOST_ACTORS: Final = 500_000


@dataclass(frozen=True)
class Imported:
    """A network as it was read, whole: what cannot be used was refused before anything of it came this far.

    actors: id, name, kind, sector, area (municipality code where the name is one, else as written), business_id,
    name_sv, name_en, aliases, roles (lists), industry, size. ties: source, target (ids of actors), kind, weight (> 0),
    directed, start, end (dates), permanence, cluster. Null is "not told". notes: what was assumed or left out.
    """

    actors: pl.DataFrame
    ties: pl.DataFrame
    notes: tuple[Message, ...] = ()
