"""The figures of a network as pages tell them: computed by the library, kept until the network changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl
from django.core.cache import caches

from seutukuva import __version__
from seutukuva.base import Language, Message, languages
from seutukuva.network import Figure, Measurement, Network, metric
from seutukuva.network import measure as measured
from seutukuva.network.vocabulary import vocabulary
from seutukuva.web.indicators.official import forget, kept

if TYPE_CHECKING:
    from seutukuva.network import Metric

# What a page tells first; the rest stands in the table of all figures.
KEY = (
    *("mean_degree", "largest_component", "seen_twice", "cross_area"),
    *("permanence", "education_reach", "left_without_top", "betweenness_centralisation"),
)
KEPT = ("network",)  # what begins the keys of kept figures
SHELF = "figures"  # the cache that all processes share
COLUMNS = ("degree", "betweenness", "constraint", "sources")
MOST_ROWS = 300
_FINE = 0.1  # below this a share is told with a decimal


@dataclass(frozen=True)
class ShownFigure:
    """A figure in the reader's language; `interval` and `chance` are empty where there is none."""

    metric: Metric
    value: str
    interval: str
    chance: str
    means: Message


@dataclass(frozen=True)
class ActorRow:
    """An actor with its figures as texts, in the order of `COLUMNS`."""

    id: str
    name: str
    kind: str
    sector: str
    area: str
    roles: str
    cells: tuple[str, ...]


def measurement(network: Network) -> Measurement:
    """Return the figures of a network; the same actors and ties are measured once, whichever process asks.

    What is kept has no names: they are set on the figures when these are asked for.
    """
    bare = Network(network.actors.with_columns(pl.lit(None, pl.String).alias("name")), network.ties)
    name = digest(bare)
    found = kept((*KEPT, name), lambda: _of_all_processes(name, bare))
    return replace(found, actors=found.actors.with_columns(network.actors["name"]))


def _of_all_processes(name: str, bare: Network) -> Measurement:
    """Return figures that another process may have kept under `name`; another version of the program measures anew."""
    shelf, key = caches[SHELF], f"{__version__}-{name}"
    found = shelf.get(key)
    if not isinstance(found, Measurement):
        found = measured(bare)
        shelf.set(key, found)
    return found


def forget_figures() -> None:
    """Drop all kept figures of networks: those of this process and those that the processes share."""
    forget(*KEPT)
    caches[SHELF].clear()


def digest(network: Network) -> str:
    """Return what tells one network from another: a hash of its actors and ties."""
    made = hashlib.sha256()
    for frame in (network.actors, network.ties):
        made.update(frame.write_csv().encode("utf-8"))
    return made.hexdigest()


def key_figures(found: Measurement, language: Language) -> list[ShownFigure]:
    """Return the figures that a page tells first, those that can be computed."""
    rows = [found.figure(id_) for id_ in KEY]
    return [shown(row, language) for row in rows if row.value is not None]


def all_figures(found: Measurement, language: Language) -> list[ShownFigure]:
    """Return every figure of the network."""
    return [shown(row, language) for row in found.figures]


def shown(row: Figure, language: Language) -> ShownFigure:
    """Return a figure in the reader's language."""
    interval, chance = "", ""
    if row.low is not None and row.high is not None:
        interval = f"{value_text(row.metric, row.low, language)} – {value_text(row.metric, row.high, language)}"
    if row.chance is not None:
        ends = (value_text(row.metric, end, language) for end in (row.chance.low, row.chance.high))
        chance = " – ".join(ends)
    return ShownFigure(row.metric, value_text(row.metric, row.value, language), interval, chance, row.metric.means)


def value_text(of: Metric, value: float | None, language: Language) -> str:
    """Return a value in the metric's own form; a dash where it is not defined."""
    if value is None:
        return "–"
    if of.unit == "share":
        return languages.percent(value, language, 1 if 0 < abs(value) < _FINE else 0)
    decimals = {"count": 0, "number": 1, "index": 2}[of.unit]
    if of.id == "constraint":
        decimals = 2
    return languages.number(value, language, decimals)


def actor_rows(
    found: Measurement, roles: dict[str, list[str]], language: Language, by: str = "betweenness"
) -> list[ActorRow]:
    """Return the actors, the greatest by a figure first (by name: "name"); at most `MOST_ROWS`."""
    words = vocabulary()
    kinds = {entry.id: entry.name.text(language) for entry in words.kinds}
    sectors = {entry.id: entry.name.text(language) for entry in words.sectors}
    named = {entry.id: entry.name.text(language) for entry in words.roles}
    rows = sorted(found.actors.iter_rows(named=True), key=lambda row: str(row["name"]).casefold())
    if by in COLUMNS:
        # The least constrained stand between others; in the other figures the greatest do.
        rows.sort(key=lambda row: _order(row[by], least_first=by == "constraint"))
    return [
        ActorRow(
            id=row["id"],
            name=row["name"] or row["id"],
            kind=kinds.get(row["kind"], row["kind"] or ""),
            sector=sectors.get(row["sector"], row["sector"] or ""),
            area=row["area"] or "",
            roles=", ".join(named.get(role, role) for role in roles.get(row["id"], ())),
            cells=tuple(value_text(metric(column), row[column], language) for column in COLUMNS),
        )
        for row in rows[:MOST_ROWS]
    ]


def _order(value: float | None, *, least_first: bool) -> tuple[bool, float]:
    return value is None, (value or 0.0) if least_first else -(value or 0.0)


def own_figures(found: Measurement, id_: str, language: Language) -> list[ShownFigure]:
    """Return an actor's figures with their intervals; none where it is not in the network."""
    row: dict[str, Any] | None = next(iter(found.actors.filter(found.actors["id"] == id_).iter_rows(named=True)), None)
    if row is None:
        return []
    return [
        shown(Figure(metric(one), row[one], row.get(f"{one}_low"), row.get(f"{one}_high")), language)
        for one in (*COLUMNS, "left_without")
    ]


@dataclass(frozen=True)
class GroupRow:
    """How many pairs are in contact between two groups."""

    group: str
    other: str
    pairs: int


def between_areas(found: Measurement) -> list[GroupRow]:
    """Return the pairs in contact within and between towns, most first."""
    return _groups(found.areas.select("group", "other", "pairs").iter_rows(), {})


def between_sectors(found: Measurement, language: Language) -> list[GroupRow]:
    """Return the pairs in contact within and between sectors, most first."""
    names = {entry.id: entry.name.text(language) for entry in vocabulary().sectors}
    return _groups(found.sectors.select("group", "other", "pairs").iter_rows(), names)


def _groups(rows: Any, names: dict[str, str]) -> list[GroupRow]:
    made = [GroupRow(names.get(group, group), names.get(other, other), pairs) for group, other, pairs in rows]
    return sorted(made, key=lambda row: (-row.pairs, row.group, row.other))


@dataclass(frozen=True)
class EndingRow:
    """What is left when a source of ties ends."""

    cluster: str
    alone: int
    left: str


def endings(found: Measurement, language: Language, most: int = 8) -> Sequence[EndingRow]:
    """Return the sources whose end would break most, those that alone tell of some pair."""
    rows = [row for row in found.endings if row.alone and row.cluster][:most]
    return [EndingRow(row.cluster or "", row.alone, languages.percent(row.left, language)) for row in rows]
