"""The network as pictures: of a town or a programme, of one actor's contacts, of places on a map."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl
from django.db.models import prefetch_related_objects

from seutukuva.base import Language, Message, Problem, Term
from seutukuva.charts import Drawing, pair
from seutukuva.network import Measurement, Network
from seutukuva.network import drawing as library
from seutukuva.network.drawing import Thinned
from seutukuva.network.vocabulary import vocabulary
from seutukuva.regions import find, geometry, points
from seutukuva.web.network.standing import places
from seutukuva.web.programmes.selectors import default_ecosystem

if TYPE_CHECKING:
    from seutukuva.web.network.models import Actor
    from seutukuva.web.network.selectors import Held
    from seutukuva.web.programmes.models import Participant, Programme

WIDE: Final = 900
MAP: Final = 520


@dataclass(frozen=True)
class Drawn:
    """A picture wide and narrow with its heading and the same in words; `rows` are its ties: two names, how lasting."""

    id: str
    title: str
    alternative: str
    drawing: Drawing
    note: Message | None = None
    rows: tuple[tuple[str, str, str], ...] = ()


def town_key(participant: Participant) -> str:
    """Return what a town's places are kept under."""
    return f"town {participant.programme.made.isoformat()} {default_ecosystem(participant).pk}"


def programme_key(programme: Programme, towns: Collection[Participant]) -> str:
    """Return what a programme's places are kept under: its towns that the reader may read."""
    homes = sorted(default_ecosystem(town).pk for town in towns)
    return f"programme {programme.made.isoformat()} {programme.pk} {homes}"


def network_drawn(held: Held, key: str, language: Language, *, without: str = "") -> Drawn | None:
    """Return the picture of a network as it is looked at; None when nobody is left.

    Everyone stands where in the picture of the whole network. without: the name of the actor that was left out.
    """
    actors, ties = held.network.actors, held.network.ties
    if actors.is_empty():
        return None
    shown = library.thinned(actors, ties)
    stood = places(key, held.every, shown)
    return Drawn(
        id="drawing",
        title=library.finding(actors, ties, language, without=without),
        alternative=library.described(shown.actors, shown.ties, language),
        drawing=pair(library.draw, shown.actors, shown.ties, stood, language=language, width=WIDE),
        note=shown.note,
        rows=_rows(shown, language),
    )


def contacts_drawn(held: Held, key: str, id_: str, language: Language) -> Drawn | None:
    """Return the picture of an actor, its contacts and the ties among them; None without a contact."""
    near = neighbourhood(held.every, id_)
    if near.ties.is_empty():
        return None
    shown = library.thinned(near.actors, near.ties)
    if id_ not in set(shown.actors["id"]):
        return None
    stood = places(f"{key} actor {id_}", near, shown)
    return Drawn(
        id="contacts",
        title=library.ego_finding(id_, near.actors, near.ties, language),
        alternative=library.described(shown.actors, shown.ties, language),
        drawing=pair(library.draw, shown.actors, shown.ties, stood, language=language, subject=id_, width=WIDE),
        note=shown.note,
        rows=_rows(shown, language),
    )


def neighbourhood(whole: Network, id_: str) -> Network:
    """Return an actor with its contacts and the ties among them."""
    own = whole.ties.filter((pl.col("source") == id_) | (pl.col("target") == id_))
    ids = [*{id_, *own["source"], *own["target"]}]
    inner = whole.ties.filter(pl.col("source").is_in(ids) & pl.col("target").is_in(ids))
    return Network(whole.actors.filter(pl.col("id").is_in(ids)), inner)


def map_drawn(held: Held, found: Measurement, language: Language, subject: str = "") -> Drawn | None:
    """Return the map of pairs in contact between municipalities; None when none of them is on the map.

    subject: the name of the town whose ties alone are drawn; all ties without it.
    """
    between = [
        (one, other, pairs)
        for one, other, pairs in found.areas.select("group", "other", "pairs").iter_rows()
        if not subject or subject in {one, other}
    ]
    spots = _spots(held.actors.values(), language)
    if not library.drawable(between, spots):
        return None
    background = geometry()
    return Drawn(
        id="map",
        title=library.map_finding(between, spots, language),
        alternative=library.described_map(between, spots, language),
        drawing=pair(library.draw_map, between, spots, background, language=language, subject=subject, width=MAP),
    )


def _spots(actors: Collection[Actor], language: Language) -> dict[str, tuple[float, float]]:
    """Return where on the map each place stands that actors are in: the town's own, or the one it was written as."""
    towns = {row.area.pk: row.area for row in actors if row.area}
    prefetch_related_objects(list(towns.values()), "areas")
    spots = {}
    for town in towns.values():
        spot = _middle(town.codes)
        if spot:
            spots[town.name.form(language, "name")] = spot
    for place in {row.place for row in actors if row.place and not row.area} - spots.keys():
        spot = _written(place)
        if spot:
            spots[place] = spot
    return spots


@lru_cache(maxsize=4096)
def _written(place: str) -> tuple[float, float] | None:
    try:
        return points().get(find(place).code)
    except Problem:  # a village, a town abroad: on no map of municipalities
        return None


def _middle(codes: Sequence[str]) -> tuple[float, float] | None:
    found = [points()[code] for code in codes if code in points()]
    if not found:
        return None
    return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)


def _rows(shown: Thinned, language: Language) -> tuple[tuple[str, str, str], ...]:
    """Return the ties of a picture as a table has them, by name."""
    names = {id_: name or id_ for id_, name in shown.actors.select("id", "name").iter_rows()}
    lasting: dict[str | None, Term] = {entry.id: entry.name for entry in vocabulary().permanence}
    rows = []
    for one, other, told in shown.ties.select("source", "target", "permanence").iter_rows():
        first, second = sorted((names[one], names[other]), key=str.casefold)
        rows.append((first, second, lasting[told].text(language) if told in lasting else ""))
    return tuple(sorted(rows, key=lambda row: (row[0].casefold(), row[1].casefold())))
