"""What coding marked of actors and ties: passages that a tie can stand on, and what is not in the network yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from seutukuva.base import Problem, Term
from seutukuva.network.vocabulary import vocabulary
from seutukuva.web.evidence.coding.selectors import mentions_in
from seutukuva.web.kit.actions import action
from seutukuva.web.network.actions import WORK, Facts, add_actor, add_tie
from seutukuva.web.network.models import Actor
from seutukuva.web.network.names import guessed_kind, known, plain, standing_for
from seutukuva.web.network.selectors import actors_of, told_already

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.evidence.coding.models import Mention
    from seutukuva.web.programmes.models import Ecosystem


@dataclass(frozen=True)
class Told:
    """A passage in which somebody speaks of actors: its URN, its words, label and cluster of its source, language."""

    passage: str
    quote: str
    label: str
    cluster: str
    language: str


@dataclass(frozen=True)
class NewName:
    """A name that the programme does not know, with the kind that its words tell."""

    name: str
    kind: str


@dataclass(frozen=True)
class OpenMention:
    """A mention that is not in the network: an actor, or with `other` a tie."""

    number: int
    name: str
    other: str
    kind: Term | None
    told: Told
    new: tuple[NewName, ...]


@dataclass(frozen=True)
class Lasts:
    """How lasting a tie is, as far as its words tell."""

    permanence: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Inbox:
    """The mentions of an ecosystem's interviews: those that wait, and how many are in the network already."""

    open: tuple[OpenMention, ...]
    done: int


def told_in(ecosystem: Ecosystem) -> list[Told]:
    """Return the passages in which actors were marked, each once; the caller got the ecosystem by permission."""
    return list({row.passage_id: _told(row) for row in mentions_in(ecosystem)}.values())


def inbox(ecosystem: Ecosystem) -> Inbox:
    """Return what waits; the caller got the ecosystem by permission."""
    rows = list(mentions_in(ecosystem))
    if not rows:
        return Inbox((), 0)
    names = standing_for(ecosystem.programme_id)
    here = {row.pk for row in actors_of(ecosystem)}
    told = told_already(ecosystem)
    kinds = {entry.id: entry.name for entry in vocabulary().ties}
    waiting, done = [], 0
    for row in rows:
        ends = [name for name in (row.name, row.other) if name]
        numbers = [names.get(plain(name)) for name in ends]
        if _is_done(row, numbers, here, told):
            done += 1
            continue
        new = [NewName(name, guessed_kind(name)) for name, number in zip(ends, numbers, strict=True) if number is None]
        kind = kinds.get(row.kind or "cooperation") if row.other else None
        waiting.append(OpenMention(row.pk, row.name, row.other, kind, _told(row), tuple(new)))
    return Inbox(tuple(waiting), done)


@action(WORK, on="ecosystem.participant")
def take_mentions(
    *,
    actor: User,
    ecosystem: Ecosystem,
    mentions: Iterable[int],
    kinds: Mapping[str, str],
    lasts: Mapping[int, Lasts] | None = None,
) -> Ecosystem:
    """Take mentions into the network: actors that are not known are added, ties stand on the passages.

    kinds: name -> kind of actor, where the name's own words do not tell it. lasts: mention -> how lasting its tie is.
    Raises Problem for a mention that is not there any more or is in the network already, and as `add_tie` does.
    """
    waiting = {one.number: one for one in inbox(ecosystem).open}
    rows = {row.pk: row for row in mentions_in(ecosystem)}
    here = {row.pk for row in actors_of(ecosystem)}
    met: dict[str, Actor] = {}
    for number in mentions:
        if number not in waiting:
            raise Problem("web_network.mention_gone")
        row = rows[number]
        for name in (row.name, row.other):
            if name and plain(name) not in met:
                met[plain(name)] = _actor(actor, ecosystem, name, kinds, here)
        if row.other:
            ends = met[plain(row.name)], met[plain(row.other)]
            _add_told_tie(actor, ecosystem, row, ends, (lasts or {}).get(number, Lasts()))
    return ecosystem


def _add_told_tie(actor: User, ecosystem: Ecosystem, row: Mention, ends: tuple[Actor, Actor], lasts: Lasts) -> None:
    told = _told(row)
    add_tie(
        actor=actor,
        ecosystem=ecosystem,
        source=ends[0],
        target=ends[1],
        kind=row.kind or "cooperation",
        permanence=lasts.permanence,
        start=lasts.start,
        end=lasts.end,
        cluster=told.cluster[:80],
        carrier=told.passage,
    )


def _actor(actor: User, ecosystem: Ecosystem, name: str, kinds: Mapping[str, str], here: set[int]) -> Actor:
    found = known(ecosystem.programme_id, name)
    if found is not None and found.pk in here:
        return found
    facts = Facts(name=name, kind=kinds.get(name) or guessed_kind(name))
    return add_actor(actor=actor, ecosystem=ecosystem, facts=facts)


def _is_done(row: Mention, numbers: list[int | None], here: set[int], told: set[tuple[str, frozenset[int]]]) -> bool:
    if None in numbers:
        return False
    ends = frozenset(number for number in numbers if number is not None)
    if row.other:
        # Two names of one actor are no tie: there is nothing to take.
        return len(ends) == 1 or (row.passage.urn, ends) in told
    return ends <= here


def _told(row: Mention) -> Told:
    passage = row.passage
    source = passage.source
    return Told(passage.urn, passage.quote, source.label, source.cluster, source.language)
