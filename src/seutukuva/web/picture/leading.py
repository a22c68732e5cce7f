"""Who leads an ecosystem, from what the town's own evidence and network say. It has no part in the stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from seutukuva.base import Language, Term, urn
from seutukuva.judgement import LEADERS, Leader, Sign, leader
from seutukuva.picture import Led
from seutukuva.picture.leader_words import LEADER_NAMES, SIGN_NAMES
from seutukuva.picture.leaders import broker, leader_of_kinds
from seutukuva.web.evidence.coding.selectors import counted, counted_in
from seutukuva.web.kit.thread.selectors import shown_to
from seutukuva.web.network.selectors import actor_names, structure_rows, structures_of, town_network
from seutukuva.web.picture.selectors import probability

if TYPE_CHECKING:
    from seutukuva.web.network.selectors import Held
    from seutukuva.web.programmes.models import Ecosystem


@dataclass(frozen=True)
class SignRow:
    """A sign as the page tells it: its kind, whom it names, what it is in words and where that stands."""

    kind: Term
    says: Term
    text: str
    href: str
    tags: Sequence[str] = ()


@dataclass(frozen=True)
class Leading:
    """Who leads, with the probability of each, and what that stands on."""

    leader: Leader
    name: Term | None
    shares: Sequence[tuple[Term, str]]
    signs: Sequence[SignRow]
    led: Led


def leading(user: Any, ecosystem: Ecosystem, language: Language, held: Held | None = None) -> Leading:
    """Return who leads an ecosystem as a person may see it; the caller got the ecosystem by permission.

    held: the town's network where the caller has it already.
    """
    told = [
        *_nominations(user, ecosystem),
        *_mandates(ecosystem, language),
        *_in_network(held or town_network(ecosystem.participant, language), ecosystem, language),
    ]
    found = leader([sign for sign, _ in told])
    return Leading(
        leader=found,
        name=LEADER_NAMES[found.mode] if found.mode else None,
        shares=[(LEADER_NAMES[id_], probability(found.posterior[id_], language)) for id_ in LEADERS],
        signs=[row for _, row in told],
        led=Led(leader_urn(ecosystem.pk), found, tuple(sign for sign, _ in told)),
    )


def leader_urn(ecosystem: int) -> str:
    """Return the URN of the sentence that tells who leads an ecosystem."""
    return urn("picture", "leader", ecosystem)


def led_by_all(ecosystem: Ecosystem) -> Led:
    """Return who leads by all signs, whoever asks; it tells of no single sign, so that it may be hashed."""
    language: Language = "fi"  # of names that are not read
    found = {
        (row.passage.urn, row.code.points_to.partition(":")[2]): row.passage.source.cluster
        for row in counted_in(ecosystem).filter(code__points_to__startswith="leader:")
    }
    named = [
        Sign(says, "nomination", cluster, urn=passage) for (passage, says), cluster in found.items() if says in LEADERS
    ]
    held = town_network(ecosystem.participant, language)
    others = [*_mandates(ecosystem, language), *_in_network(held, ecosystem, language)]
    signs = (*named, *(sign for sign, _ in others))
    return Led(leader_urn(ecosystem.pk), leader(signs), signs)


Told = list[tuple[Sign, SignRow]]


def _told(sign: Sign, text: str, href: str, tags: Sequence[str] = ()) -> tuple[Sign, SignRow]:
    assert sign.says is not None
    return sign, SignRow(SIGN_NAMES[sign.kind], LEADER_NAMES[sign.says], text, href, tags)


def _nominations(user: Any, ecosystem: Ecosystem) -> Told:
    """Return what informants say, from codes that point to a leader; two coders of one passage are one sign."""
    rows = counted(user, ecosystem.participant.programme).filter(
        passage__source__ecosystem=ecosystem, code__points_to__startswith="leader:"
    )
    found = {(row.passage.urn, row.code.points_to.partition(":")[2]): row.passage.source.cluster for row in rows}
    seen = shown_to(user, [named for named, _ in found])
    return [
        _told(Sign(says, "nomination", cluster, urn=on), seen[on].text, reverse("thread", args=[on]), seen[on].tags)
        for (on, says), cluster in found.items()
        if says in LEADERS and on in seen
    ]


def _mandates(ecosystem: Ecosystem, language: Language) -> Told:
    """Return what the structures say: the sector of their members, or that several carry them together."""
    town = ecosystem.participant
    href = reverse("structures", args=[town.programme.slug, town.slug])
    told: Told = []
    for row in structure_rows(structures_of(ecosystem), language):
        says = leader_of_kinds(member.kind for member in row.structure.members.all())
        if says:
            on = row.structure.urn
            told.append(_told(Sign(says, "mandate", on, urn=on), row.name.shown(language).body, href))
    return told


def _in_network(held: Held, ecosystem: Ecosystem, language: Language) -> Told:
    """Return whose actor stands between the others: one sign, as it is one network."""
    top = broker(held.network)
    says = leader_of_kinds([held.actors[top].kind]) if top else None
    if top is None or says is None:
        return []
    town, row = ecosystem.participant, held.actors[top]
    href = reverse("actor", args=[town.programme.slug, town.slug, row.pk])
    return [_told(Sign(says, "brokerage", "network"), actor_names([row], language)[row.pk], href)]
