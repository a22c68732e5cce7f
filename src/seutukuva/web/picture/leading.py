"""Who leads an ecosystem, from what the town's own evidence and network say. It has no part in the stage."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from seutukuva.base import Language, Term, languages, render, urn
from seutukuva.judgement import LEADERS, Leader, Sign, leader
from seutukuva.network import metric
from seutukuva.picture import Led
from seutukuva.picture.leader_report import deciding_sentence, leader_sentence
from seutukuva.picture.leader_words import LEADER_NAMES, SIGN_NAMES
from seutukuva.picture.leaders import Payment, broker, holder, leader_of_kinds
from seutukuva.web.evidence.coding.selectors import counted, counted_in
from seutukuva.web.indicators.official import kept
from seutukuva.web.kit.once import once
from seutukuva.web.kit.thread.selectors import shown_to
from seutukuva.web.network.figures import KEPT, digest
from seutukuva.web.network.measuring import metric_urn
from seutukuva.web.network.pointing import Pointing, pointing
from seutukuva.web.network.selectors import actor_names, structure_rows, structures_of, town_network

if TYPE_CHECKING:
    from seutukuva.web.network.selectors import Held
    from seutukuva.web.programmes.models import Ecosystem


BETWEEN = "betweenness_centralisation"  # the figure of the network that its broker is seen in
CODED = "leader:"  # how codes that name a leader begin to point
_MONEY, _NAMED = TIES = "funding", "nomination_leader"  # kinds of ties that are signs


@dataclass(frozen=True)
class SignRow:
    """A sign as the page tells it: its kind, whom it names, what it is in words and where that stands.

    `decides`: another leader, or none, would be the most probable one without its source; `without` is that leader.
    """

    kind: Term
    says: Term
    text: str
    href: str
    tags: Sequence[str] = ()
    decides: bool = False
    without: Term | None = None


@dataclass(frozen=True)
class AloneRow:
    """What one kind of sign says alone: whom (None when several equally), how probably, from how many signs."""

    kind: Term
    name: Term | None
    share: str
    signs: int
    sources: int


@dataclass(frozen=True)
class Leading:
    """Who leads, with the probability of each, what each kind of sign says alone, and what that stands on."""

    leader: Leader
    sentence: str
    shares: Sequence[tuple[Term, str]]
    signs: Sequence[SignRow]
    led: Led
    alone: Sequence[AloneRow]
    deciding: str


def leading(user: Any, ecosystem: Ecosystem, language: Language, held: Held | None = None) -> Leading:
    """Return who leads an ecosystem as a person may see it; the caller got the ecosystem by permission.

    held: the town's network where the caller has it already.
    """
    named = _nominations(user, ecosystem)
    told = [*named, *_others(ecosystem, language, held, {(sign.urn, sign.says) for sign, _row in named})]
    found = leader([sign for sign, _row in told])
    led = Led(leader_urn(ecosystem.pk), found, tuple(sign for sign, _row in told))
    return Leading(
        leader=found,
        sentence=leader_sentence(led, language),
        shares=[(LEADER_NAMES[id_], languages.probability(found.posterior[id_], language)) for id_ in LEADERS],
        signs=[_deciding(row, sign, found) for sign, row in told],
        led=led,
        alone=[
            AloneRow(
                SIGN_NAMES[row.kind],
                LEADER_NAMES[row.mode] if row.mode else None,
                languages.probability(row.share, language),
                row.signs,
                row.sources,
            )
            for row in led.alone
        ],
        deciding=deciding_sentence(led, language) if found.known else "",
    )


def _deciding(row: SignRow, sign: Sign, found: Leader) -> SignRow:
    """Return a row that tells whether its source decides."""
    if sign.cluster not in found.decisive_clusters:
        return row
    other = found.without[sign.cluster]
    return replace(row, decides=True, without=LEADER_NAMES[other] if other else None)


def leader_urn(ecosystem: int) -> str:
    """Return the URN of the sentence that tells who leads an ecosystem."""
    return urn("picture", "leader", ecosystem)


def led_by_all(ecosystem: Ecosystem) -> Led:
    """Return who leads by all signs, whoever asks; it tells of no single sign, so that it may be hashed."""
    return once("led", [ecosystem.pk], lambda _new: {ecosystem.pk: _led_by_all(ecosystem)})[ecosystem.pk]


def _led_by_all(ecosystem: Ecosystem) -> Led:
    language: Language = "fi"  # of names that are not read
    found = {
        (row.passage.urn, row.code.points_to.partition(":")[2]): row.passage.source.cluster
        for row in counted_in(ecosystem).filter(code__points_to__startswith=CODED)
    }
    named = [
        Sign(says, "nomination", cluster, urn=passage) for (passage, says), cluster in found.items() if says in LEADERS
    ]
    others = _others(ecosystem, language, None, {(sign.urn, sign.says) for sign in named})
    signs = (*named, *(sign for sign, _row in others))
    return Led(leader_urn(ecosystem.pk), leader(signs), signs)


Told = list[tuple[Sign, SignRow]]


def _others(
    ecosystem: Ecosystem, language: Language, held: Held | None, coded: Collection[tuple[str, str | None]]
) -> Told:
    """Return what structures, ties and the network say; `coded` are passages and whom they were coded to name."""
    network = held or town_network(ecosystem.participant, language)
    ties = pointing(ecosystem.pk, TIES)
    return [
        *_named_in_ties([tie for tie in ties if tie.kind == _NAMED], network, ecosystem, language, coded),
        *_mandates(ecosystem, language),
        *_in_network(network, ecosystem, language),
        *_money([tie for tie in ties if tie.kind == _MONEY], network, ecosystem),
    ]


def _told(sign: Sign, text: str, href: str, tags: Sequence[str] = ()) -> tuple[Sign, SignRow]:
    assert sign.says is not None
    return sign, SignRow(SIGN_NAMES[sign.kind], LEADER_NAMES[sign.says], text, href, tags)


def _nominations(user: Any, ecosystem: Ecosystem) -> Told:
    """Return what informants say, from codes that point to a leader; two coders of one passage are one sign."""
    rows = counted(user, ecosystem.participant.programme).filter(
        passage__source__ecosystem=ecosystem, code__points_to__startswith=CODED
    )
    found = {(row.passage.urn, row.code.points_to.partition(":")[2]): row.passage.source.cluster for row in rows}
    seen = shown_to(user, [named for named, _says in found])
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


def _named_in_ties(
    ties: Sequence[Pointing],
    held: Held,
    ecosystem: Ecosystem,
    language: Language,
    coded: Collection[tuple[str, str | None]],
) -> Told:
    """Return whom ties name as the leader; one whose passage is coded to name the same is that sign already."""
    told: Told = []
    for tie in ties:
        who, whom = held.actors.get(tie.source), held.actors.get(tie.target)
        says = leader_of_kinds([whom.kind]) if whom else None
        if who is None or whom is None or says is None or (tie.carrier, says) in coded:
            continue
        names = actor_names([who, whom], language)
        text = _("%(who)s names %(whom)s") % {"who": names[who.pk], "whom": names[whom.pk]}
        source = tie.cluster or f"actor {tie.source}"
        sign = Sign(says, "nomination", source, urn=tie.urn, further=tuple(filter(None, (tie.carrier,))))
        told.append(_told(sign, text, _actor_page(ecosystem, who.pk)))
    return told


def _money(ties: Sequence[Pointing], held: Held, ecosystem: Ecosystem) -> Told:
    """Return who holds the money by the ties of funding: one sign, as what is registered of money has one error."""
    known = [tie for tie in ties if {tie.source, tie.target} <= held.actors.keys()]
    says = holder([Payment(held.actors[tie.source].kind, held.actors[tie.target].kind, tie.weight) for tie in known])
    if says is None:
        return []
    town = ecosystem.participant
    href = f"{reverse('town_network', args=[town.programme.slug, town.slug])}?kind={_MONEY}"
    sign = Sign(says, "money", "money", further=tuple(tie.urn for tie in known))
    return [_told(sign, _("Ties of funding: %(count)s") % {"count": len(known)}, href)]


def _actor_page(ecosystem: Ecosystem, actor: int) -> str:
    town = ecosystem.participant
    return reverse("actor", args=[town.programme.slug, town.slug, actor])


def _in_network(held: Held, ecosystem: Ecosystem, language: Language) -> Told:
    """Return whose actor stands between the others, with the way to the figure that shows it.

    One sign, as it is one network; sought once for the same ties.
    """
    top = kept((*KEPT, "broker", digest(held.network)), lambda: broker(held.network))
    says = leader_of_kinds([held.actors[top].kind]) if top else None
    if top is None or says is None:
        return []
    row, town = held.actors[top], ecosystem.participant
    sign = Sign(says, "brokerage", "network", urn=metric_urn(ecosystem.pk, BETWEEN))
    href = reverse("network_figure", args=[town.programme.slug, town.slug, BETWEEN])
    text = f"{actor_names([row], language)[row.pk]} – {render(metric(BETWEEN).name, language)}"
    return [_told(sign, text, href)]
