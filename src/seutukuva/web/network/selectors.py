"""Reads of the network. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db.models import Q, QuerySet
from django.http import Http404

from seutukuva.base import Language, Term
from seutukuva.network import Network, network
from seutukuva.network.model import ACTOR_SCHEMA, TIE_SCHEMA
from seutukuva.network.vocabulary import vocabulary
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.network.models import Actor, Dataset, Part, Structure, Tie
from seutukuva.web.network.names import roots_of, texts_of
from seutukuva.web.programmes.selectors import (
    default_ecosystem,
    ecosystems_by_id,
    get_participant,
    participants_readable_by,
)

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

WORK = "programmes.work_on_town"
_YEARS = (1950, 2100)  # others are a way to write that nothing is known: 31.12.9999


@dataclass(frozen=True)
class Wanted:
    """Which ties to look at; an empty word asks for all. `period` is a year as text, `without` an actor's number.

    `role` and `actor_kind` keep the ties in which at least one such actor takes part, and those actors.
    """

    kind: str = ""
    permanence: str = ""
    period: str = ""
    role: str = ""
    actor_kind: str = ""
    without: str = ""


@dataclass(frozen=True)
class Held:
    """The actors and ties of some ecosystems: rows of those that stand for themselves, and the library's network.

    An actor's id in the network is its row's number as text; a merged actor's ties are those of the one it stands for.
    `years` are those in which ties begin or end, whatever is looked at; `whole` counts all ties; `every` is the network
    whatever is looked at.
    """

    actors: dict[str, Actor]
    roles: dict[str, list[str]]
    network: Network
    years: tuple[int, ...]
    whole: int
    every: Network


def town_network(participant: Participant, language: Language, wanted: Wanted | None = None) -> Held:
    """Return a town's network; the caller got the participant by permission."""
    return _held([default_ecosystem(participant).pk], language, wanted or Wanted())


def network_of(ecosystem: int) -> Network:
    """Return an ecosystem's network; the caller asked the right to read it. It is the same in every language."""
    return _held([ecosystem], "fi", Wanted()).network


def programme_network(user: Any, programme: Programme, language: Language, wanted: Wanted | None = None) -> Held:
    """Return the network of all towns that a person may read."""
    towns = participants_readable_by(user, programme)
    return _held([default_ecosystem(town).pk for town in towns], language, wanted or Wanted())


def counts_of_towns(user: Any, programme: Programme) -> list[tuple[Participant, int, int]]:
    """Return the towns that a person may read, each with how many actors and ties its ecosystem has."""
    homes = {default_ecosystem(town).pk: town for town in participants_readable_by(user, programme)}
    roots = roots_of(dict(Actor.objects.filter(programme=programme).values_list("pk", "merged_into")))
    parts = Part.objects.filter(ecosystem__in=homes).values_list("ecosystem_id", "actor_id")
    actors = Counter(home for home, _root in {(home, roots[actor]) for home, actor in parts})
    told = Tie.objects.filter(ecosystem__in=homes).values_list("ecosystem_id", "source_id", "target_id")
    ties = Counter(home for home, source, target in told if roots[source] != roots[target])
    return [(town, actors[home], ties[home]) for home, town in homes.items()]


def _held(ecosystems: Collection[int], language: Language, wanted: Wanted) -> Held:
    parts = list(Part.objects.filter(ecosystem__in=ecosystems).select_related("actor__area"))
    everyone = {part.actor_id: part.actor for part in parts}
    roots = roots_of({row.pk: row.merged_into_id for row in _with_roots(everyone)})
    everyone |= {
        row.pk: row for row in Actor.objects.filter(pk__in=set(roots) - everyone.keys()).select_related("area")
    }
    kept = {str(pk): everyone[pk] for pk in dict.fromkeys(roots[part.actor_id] for part in parts)}
    roles: dict[str, list[str]] = {}
    for part in parts:
        told = roles.setdefault(str(roots[part.actor_id]), [])
        told += [role for role in part.roles if role not in told]
    ties = _tie_frame(Tie.objects.filter(ecosystem__in=ecosystems), roots)
    dates = pl.concat([ties["start"], ties["end"]]).drop_nulls().dt.year().unique().sort()
    dates = dates.filter(dates.is_between(*_YEARS))
    whole = network(_actor_frame(kept, language), ties)
    return Held(kept, roles, _seen(whole, roles, wanted), tuple(dates.to_list()), ties.height, whole)


def standing(numbers: Iterable[int]) -> dict[int, int]:
    """Return actors by number -> the number of the one that stands for each."""
    rows = _with_roots(Actor.objects.in_bulk(set(numbers)))
    return roots_of({row.pk: row.merged_into_id for row in rows})


def _with_roots(everyone: dict[int, Actor]) -> list[Actor]:
    """Return actors with all that they stand under, wherever those have a part."""
    rows, seen = list(everyone.values()), set(everyone)
    while missing := {row.merged_into_id for row in rows if row.merged_into_id is not None} - seen:
        more = list(Actor.objects.filter(pk__in=missing))
        rows += more
        seen |= missing
    return rows


def _seen(whole: Network, roles: dict[str, list[str]], wanted: Wanted) -> Network:
    """Return what of a network is looked at."""
    ties = whole.ties
    if wanted.kind:
        ties = ties.filter(pl.col("kind") == wanted.kind)
    if wanted.permanence:
        ties = ties.filter(pl.col("permanence") == wanted.permanence)
    if wanted.period.isdecimal():
        year = int(wanted.period)
        ties = ties.filter(
            pl.col("start").is_null() | (pl.col("start").dt.year() <= year),
            pl.col("end").is_null() | (pl.col("end").dt.year() >= year),
        )
    actors = whole.actors
    for asked, of in ((wanted.role, roles), (wanted.actor_kind, None)):
        if asked:
            chosen = (
                [id_ for id_, told in of.items() if asked in told]
                if of is not None
                else actors.filter(pl.col("kind") == asked)["id"].to_list()
            )
            ties = ties.filter(pl.col("source").is_in(chosen) | pl.col("target").is_in(chosen))
            ends = {*chosen, *ties["source"], *ties["target"]}
            actors = actors.filter(pl.col("id").is_in(list(ends)))
            ties = ties.filter(pl.col("source").is_in(list(ends)), pl.col("target").is_in(list(ends)))
    seen = Network(actors, ties)
    return seen.without(wanted.without) if wanted.without else seen


def _actor_frame(actors: dict[str, Actor], language: Language) -> pl.DataFrame:
    names = texts_of(row.urn for row in actors.values())
    table = [
        {
            "id": key,
            "name": _name(row, names.get((row.urn, "name")), language),
            "kind": row.kind,
            "sector": None,
            "area": place_of(row, language) or None,
        }
        for key, row in actors.items()
    ]
    return pl.DataFrame(table, schema=ACTOR_SCHEMA)


_TOLD = ("source_id", "target_id", "kind", "weight", "directed", "start", "end", "permanence", "cluster")


def _tie_frame(rows: QuerySet[Tie], roots: dict[int, int]) -> pl.DataFrame:
    """Return ties between those who stand for their ends; one between two that are the same is none."""
    told = [
        (str(roots[source]), str(roots[target]), *rest, permanence or None, cluster or None)
        for source, target, *rest, permanence, cluster in rows.values_list(*_TOLD)
        if source in roots and target in roots and roots[source] != roots[target]
    ]
    return pl.DataFrame(told, schema=TIE_SCHEMA, orient="row")


def place_of(row: Actor, language: Language) -> str:
    """Return where an actor is: the name of a participant, or the place as it was told."""
    return row.area.name.form(language, "name") if row.area else row.place


def _name(row: Actor, text: OwnText | None, language: Language) -> str:
    return (text.bodies.get(language) if text else None) or row.name


def actor_names(rows: Collection[Actor], language: Language) -> dict[int, str]:
    """Return what actors are called in a language, by number."""
    texts = texts_of(row.urn for row in rows)
    return {row.pk: _name(row, texts.get((row.urn, "name")), language) for row in rows}


def get_actor(user: Any, programme: str, town: str, actor: int, permission: str = "programmes.read_town") -> Actor:
    """Return an actor that has a part in a town's ecosystem, for a person with `permission` there. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    rows = Actor.objects.select_related("area", "merged_into").prefetch_related("aliases")
    row = rows.filter(pk=actor).first()
    if row is None or not takes_part(row, default_ecosystem(participant)):
        raise Http404
    return row


def takes_part(row: Actor, ecosystem: Ecosystem) -> bool:
    """Tell whether an actor, or one that it stands for, has a part in an ecosystem."""
    return Part.objects.filter(ecosystem=ecosystem, actor__in=[row.pk, *(one.pk for one in merged_under(row))]).exists()


def may_change_facts(user: Any, row: Actor) -> bool:
    """Tell whether a person works on every town that an actor takes part in: its facts are the same in all of them."""
    ids = row.parts.values_list("ecosystem_id", flat=True)
    return all(user.has_perm(WORK, home.participant) for home in ecosystems_by_id(ids).values())


def get_tie(user: Any, programme: str, town: str, tie: int, permission: str) -> Tie:
    """Return a tie of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    rows = Tie.objects.select_related("source", "target", "ecosystem__participant__programme")
    row = rows.filter(pk=tie, ecosystem__participant=participant).first()
    if row is None:
        raise Http404
    return row


def get_structure(user: Any, programme: str, town: str, structure: int, permission: str) -> Structure:
    """Return a structure of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    rows = Structure.objects.select_related("ecosystem__participant__programme").prefetch_related("members")
    row = rows.filter(pk=structure, ecosystem__participant=participant).first()
    if row is None:
        raise Http404
    return row


def get_dataset(user: Any, programme: str, town: str, dataset: int, permission: str) -> Dataset:
    """Return a file that was brought to a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    rows = Dataset.objects.select_related("ecosystem__participant__programme")
    row = rows.filter(pk=dataset, ecosystem__participant=participant).first()
    if row is None:
        raise Http404
    return row


def roles_of(actor: Actor, ecosystem: Ecosystem) -> list[str]:
    """Return an actor's roles in an ecosystem."""
    part = Part.objects.filter(actor=actor, ecosystem=ecosystem).first()
    return list(part.roles) if part else []


def merged_under(actor: Actor) -> list[Actor]:
    """Return the actors that an actor stands for, directly or through others; the caller got it by permission."""
    found: list[Actor] = []
    level = [actor.pk]
    while level:
        rows = list(Actor.objects.filter(merged_into__in=level))
        found += rows
        level = [row.pk for row in rows]
    return found


@dataclass(frozen=True)
class TieRow:
    """A tie as an actor's page shows it: the other end, and whether it comes in from there."""

    tie: Tie
    other: Actor
    other_name: str
    kind: Term
    permanence: Term | None
    comes_in: bool


def ties_of(actor: Actor, ecosystem: Ecosystem, language: Language) -> list[TieRow]:
    """Return the ties of an actor, and of those it stands for, in an ecosystem; the caller got it by permission."""
    own = {actor.pk, *(row.pk for row in merged_under(actor))}
    rows = Tie.objects.filter(Q(source__in=own) | Q(target__in=own), ecosystem=ecosystem)
    ties = list(rows.select_related("source", "target", "dataset"))
    ends = {tie.pk: tie.target if tie.source_id in own else tie.source for tie in ties}
    roots = roots_of({row.pk: row.merged_into_id for row in _with_roots({end.pk: end for end in ends.values()})})
    actors = Actor.objects.in_bulk({roots[end.pk] for end in ends.values()})
    names = actor_names(list(actors.values()), language)
    kinds = {entry.id: entry.name for entry in vocabulary().ties}
    lasting = {entry.id: entry.name for entry in vocabulary().permanence}
    shown = [
        TieRow(
            tie=tie,
            other=actors[roots[ends[tie.pk].pk]],
            other_name=names[roots[ends[tie.pk].pk]],
            kind=kinds.get(tie.kind, Term(tie.kind, tie.kind, tie.kind)),
            permanence=lasting.get(tie.permanence),
            comes_in=tie.directed and tie.source_id not in own,
        )
        for tie in ties
        if roots[ends[tie.pk].pk] != actor.pk
    ]
    return sorted(shown, key=lambda row: (row.other_name.casefold(), row.tie.pk))


@dataclass(frozen=True)
class StructureRow:
    """A structure with its texts and the names of its members in the reader's language."""

    structure: Structure
    name: OwnText
    mandate: OwnText
    goals: OwnText
    contributions: OwnText
    members: tuple[tuple[int, str], ...]


_NOTHING = OwnText({}, {}, None)


def structure_rows(rows: Sequence[Structure], language: Language) -> list[StructureRow]:
    """Return structures as pages show them; the caller got them by permission."""
    texts = own_texts([row.urn for row in rows])
    members = {row.pk: list(row.members.all()) for row in rows}
    names = actor_names([one for told in members.values() for one in told], language)
    return [
        StructureRow(
            structure=row,
            name=texts.get((row.urn, "name"), _NOTHING),
            mandate=texts.get((row.urn, "mandate"), _NOTHING),
            goals=texts.get((row.urn, "goals"), _NOTHING),
            contributions=texts.get((row.urn, "contributions"), _NOTHING),
            members=tuple((one.pk, names[one.pk]) for one in members[row.pk]),
        )
        for row in rows
    ]


def structures_of(ecosystem: Ecosystem) -> list[Structure]:
    """Return the structures of an ecosystem, the first to end first; the caller got it by permission."""
    rows = list(Structure.objects.filter(ecosystem=ecosystem).prefetch_related("members"))
    return sorted(rows, key=lambda row: (row.end is None, row.end.toordinal() if row.end else 0, row.pk))


def structures_with(actor: Actor, ecosystem: Ecosystem) -> list[Structure]:
    """Return the structures of an ecosystem that an actor, or one it stands for, is a member of."""
    own = {actor.pk, *(row.pk for row in merged_under(actor))}
    rows = Structure.objects.filter(ecosystem=ecosystem, members__in=own).distinct()
    return list(rows.prefetch_related("members"))


def datasets_of(ecosystem: Ecosystem) -> list[Dataset]:
    """Return the files that were brought; the caller got the ecosystem by permission."""
    return list(Dataset.objects.filter(ecosystem=ecosystem).select_related("made_by"))


def actors_of(ecosystem: Ecosystem) -> list[Actor]:
    """Return the actors of an ecosystem that stand for themselves, by name; the caller got it by permission."""
    everyone = {row.pk: row for row in Actor.objects.filter(parts__ecosystem=ecosystem)}
    roots = roots_of({row.pk: row.merged_into_id for row in _with_roots(everyone)})
    return list(Actor.objects.filter(pk__in={roots[pk] for pk in everyone}).select_related("area"))


def merged_in(ecosystem: Ecosystem) -> list[Actor]:
    """Return the actors of an ecosystem that another stands for; the caller got it by permission."""
    rows = Actor.objects.filter(parts__ecosystem=ecosystem).exclude(merged_into=None)
    return list(rows.select_related("merged_into").distinct())


def told_already(ecosystem: Ecosystem) -> set[tuple[str, frozenset[int]]]:
    """Return what the ties of an ecosystem stand on, each with its two ends."""
    rows = Tie.objects.filter(ecosystem=ecosystem).exclude(carrier="")
    ids = Actor.objects.filter(programme_id=ecosystem.programme_id).values_list("pk", "merged_into")
    roots = roots_of(dict(ids))
    return {
        (carrier, frozenset((roots[source], roots[target])))
        for carrier, source, target in rows.values_list("carrier", "source_id", "target_id")
    }
