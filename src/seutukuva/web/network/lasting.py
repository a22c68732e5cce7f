"""How lasting a network is: ties by permanence, and those that end next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.utils import timezone

from seutukuva.base import Term
from seutukuva.network import PERMANENT, Network
from seutukuva.network.vocabulary import vocabulary

MOST_ENDS = 12


@dataclass(frozen=True)
class Lasting:
    """How many ties last so long (`name` None: not known); `permanent` ones stand when projects and habits end."""

    name: Term | None
    ties: int
    permanent: bool


@dataclass(frozen=True)
class EndingTie:
    """A tie with its last day; `past` when that has gone by."""

    source: str
    source_name: str
    target: str
    target_name: str
    end: date
    past: bool


def lasting_of(network: Network) -> list[Lasting]:
    """Return the ties by how lasting they are, from the passing to the permanent; those not known last."""
    counts = dict(network.ties.group_by("permanence").len().iter_rows())
    rows = [Lasting(entry.name, counts.get(entry.id, 0), entry.id in PERMANENT) for entry in vocabulary().permanence]
    unknown = counts.get(None, 0)
    return [*rows, Lasting(None, unknown, permanent=False)] if unknown else rows


def ends_of(network: Network) -> list[EndingTie]:
    """Return the ties that end next; those that ended this year or last come first."""
    today = timezone.localdate()
    names = dict(network.actors.select("id", "name").iter_rows())
    seen = network.ties.filter(pl.col("end").dt.year() >= today.year - 1).sort("end").head(MOST_ENDS)
    return [
        EndingTie(source, names[source], target, names[target], end, end < today)
        for source, target, end in seen.select("source", "target", "end").iter_rows()
    ]
