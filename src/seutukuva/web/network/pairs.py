"""Names that may be one organisation: found by the library, shown to a person, who says the same or not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from django.http import Http404

from seutukuva.base import Language, Message, Problem
from seutukuva.network.cleaning import alternatives, duplicates
from seutukuva.regions import find
from seutukuva.web.kit.actions import action
from seutukuva.web.network.actions import WORK
from seutukuva.web.network.models import Actor, Apart, Part
from seutukuva.web.network.names import roots_of, texts_of
from seutukuva.web.network.selectors import actor_names, may_change_facts
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Participant

MOST_PAIRS = 30
_FRAME = {
    "id": pl.String(),
    "name": pl.String(),
    "name_sv": pl.String(),
    "name_en": pl.String(),
    "aliases": pl.List(pl.String()),
    "area": pl.String(),
    "business_id": pl.String(),
}


@dataclass(frozen=True)
class End:
    """One of a pair: what it is called, where it is, and whether a merge may take it away."""

    actor: Actor
    name: str
    place: str
    here: bool
    may_go: bool


@dataclass(frozen=True)
class ShownPair:
    """Two actors that may be one, and why; `keep` is the one that is offered first to stay."""

    keep: End
    other: End
    reasons: tuple[Message, ...]

    @property
    def ends(self) -> tuple[End, End]:
        """Return both."""
        return self.keep, self.other


@dataclass(frozen=True)
class Pairs:
    """The surest pairs, and how many were found in all."""

    shown: tuple[ShownPair, ...]
    found: int


def pairs_of(user: Any, participant: Participant, language: Language) -> Pairs:
    """Return the pairs that may be one organisation, at least one of them in the town, both where the person may read.

    Pairs that somebody said are not the same are left out.
    """
    towns = participants_readable_by(user, participant.programme)
    own = _standing([default_ecosystem(participant).pk])
    everyone = _standing([default_ecosystem(town).pk for town in towns]) | own
    apart = set(Apart.objects.filter(left__programme=participant.programme).values_list("left_id", "right_id"))
    found = []
    for pair in duplicates(alternatives(compared_frame(everyone))):
        ends = sorted((int(pair.left), int(pair.right)))
        if (ends[0], ends[1]) not in apart and own.keys() & set(ends):
            found.append((everyone[ends[0]], everyone[ends[1]], pair.reasons))
    top = found[:MOST_PAIRS]
    names = actor_names([row for one, other, _why in top for row in (one, other)], language)
    shown = []
    for one, other, reasons in top:
        both = [_end(user, row, names, own, language) for row in (one, other)]
        # What tells more of itself is offered first; what is not ours to take away stays.
        both.sort(key=lambda end: (end.may_go, not end.actor.business_id, end.actor.pk))
        shown.append(ShownPair(both[0], both[1], reasons))
    return Pairs(tuple(shown), len(found))


def apart_in(user: Any, participant: Participant) -> list[Apart]:
    """Return what was said not to be the same, of the town's actors and those where the person may read."""
    towns = participants_readable_by(user, participant.programme)
    own = _standing([default_ecosystem(participant).pk]).keys()
    readable = _standing([default_ecosystem(town).pk for town in towns]).keys() | own
    rows = Apart.objects.filter(left__programme=participant.programme).select_related("left", "right", "made_by")
    return [row for row in rows if {row.left_id, row.right_id} <= readable and {row.left_id, row.right_id} & own]


def get_end(user: Any, programme: str, town: str, actor: int, permission: str) -> Actor:
    """Return an actor of the town, or of another town of the programme that the person may read. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    towns = {participant.pk: participant} | {t.pk: t for t in participants_readable_by(user, participant.programme)}
    row = Actor.objects.select_related("area", "merged_into").filter(pk=actor).first()
    if row is None or actor not in _numbers([default_ecosystem(one).pk for one in towns.values()]):
        raise Http404
    return row


def get_apart(user: Any, programme: str, town: str, apart: int, permission: str) -> Apart:
    """Return what was said of two actors that the person sees in a town. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    row = next((one for one in apart_in(user, participant) if one.pk == apart), None)
    if row is None:
        raise Http404
    return row


@action(WORK, on="ecosystem.participant")
def keep_apart(*, actor: User, ecosystem: Ecosystem, one: Actor, other: Actor) -> Actor:
    """Say that two actors are not the same, so that they are not suggested again.

    Raises Problem for one and the same, for actors of two programmes, and when neither takes part in the ecosystem.
    """
    low, high = sorted((one, other), key=lambda row: row.pk)
    ours = _standing([ecosystem.pk]).keys()
    if one.pk == other.pk or one.programme_id != other.programme_id or not {one.pk, other.pk} & ours:
        raise Problem("web_network.cannot_part", name=one.name, other=other.name)
    Apart.objects.get_or_create(left=low, right=high, defaults={"made_by": actor})
    return one


@action(WORK, on="ecosystem.participant")
def ask_again(*, actor: User, ecosystem: Ecosystem, apart: Apart) -> Actor:
    """Take back that two actors are not the same: they may be suggested again."""
    row = apart.left
    apart.delete()
    return row


def _numbers(ecosystems: Collection[int]) -> set[int]:
    """Return the actors with a part in some ecosystems, and those that stand for them."""
    own = set(Part.objects.filter(ecosystem__in=ecosystems).values_list("actor_id", flat=True))
    level = own
    while level:
        into = Actor.objects.filter(pk__in=level).values_list("merged_into", flat=True)
        level = {pk for pk in into if pk is not None} - own
        own = own | level
    return own


def _standing(ecosystems: Collection[int]) -> dict[int, Actor]:
    """Return the actors of some ecosystems that stand for themselves."""
    numbers = _numbers(ecosystems)
    rows = Actor.objects.filter(parts__ecosystem__in=ecosystems).select_related("area").prefetch_related("aliases")
    found = {row.pk: row for row in rows}
    missing = numbers - found.keys()
    if missing:
        more = Actor.objects.filter(pk__in=missing).select_related("area").prefetch_related("aliases")
        found |= {row.pk: row for row in more}
    roots = roots_of({row.pk: row.merged_into_id for row in found.values()})
    return {root: found[root] for root in set(roots.values())}


def compared_frame(everyone: dict[int, Actor]) -> pl.DataFrame:
    """Return actors by number as `cleaning.alternatives` takes them."""
    texts = texts_of(row.urn for row in everyone.values())
    towns = {row.area.pk: row.area for row in everyone.values() if row.area}
    codes = {pk: town.codes[0] if len(town.codes) == 1 else town.slug for pk, town in towns.items()}
    places = {place: _code(place) for place in {row.place for row in everyone.values() if row.place}}
    table = []
    for pk, row in everyone.items():
        told = texts.get((row.urn, "name"))
        bodies = told.bodies if told else {}
        table.append(
            {
                "id": str(pk),
                "name": row.name,
                "name_sv": bodies.get("sv") or None,
                "name_en": bodies.get("en") or None,
                "aliases": [alias.name for alias in row.aliases.all()] + [bodies[c] for c in ("fi",) if bodies.get(c)],
                "area": codes[row.area.pk] if row.area else places.get(row.place),
                "business_id": row.business_id or None,
            }
        )
    return pl.DataFrame(table, schema=_FRAME)


def _code(place: str) -> str | None:
    """Return the municipality that a place names, if it is one."""
    try:
        return find(place).code
    except Problem:
        return None


def _end(user: Any, row: Actor, names: dict[int, str], own: dict[int, Actor], language: Language) -> End:
    place = row.area.name.form(language, "name") if row.area else row.place
    return End(row, names[row.pk], place, row.pk in own, may_change_facts(user, row))
