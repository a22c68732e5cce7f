"""The demo's networks: what the interviews tell of actors and ties, marked and taken in as a person would do it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from seutukuva.base import LANGUAGES
from seutukuva.web.evidence.coding.actions import add_mention
from seutukuva.web.network import actions as network
from seutukuva.web.network.mentions import Lasts, take_mentions
from seutukuva.web.network.selectors import actors_of
from seutukuva.web.programmes.selectors import default_ecosystem

if TYPE_CHECKING:
    from seutukuva.picture.training_networks import ActorSeed, StructureSeed, TownNetwork
    from seutukuva.web.accounts.models import User
    from seutukuva.web.evidence.models import Source
    from seutukuva.web.network.models import Actor
    from seutukuva.web.programmes.models import Ecosystem, Participant

MADE_UP = {
    "fi": "Keksitty organisaatio: synteettinen aineisto.",
    "sv": "Påhittad organisation: syntetiskt material.",
    "en": "An invented organisation: synthetic data.",
}


def build(
    file: TownNetwork,
    participant: Participant,
    towns: Mapping[str, Participant],
    sources: Mapping[str, Source],
    analyst: User,
) -> None:
    """Build a town's network: mentions are marked, taken in, and the actors described."""
    ecosystem = default_ecosystem(participant)
    lasts: dict[int, Lasts] = {}
    for told in file.told:
        source, at = sources[told.passage.source], told.passage.anchor
        for tie in told.ties:
            name, other = tie.ends
            row = add_mention(actor=analyst, source=source, at=at, name=name, other=other, kind=tie.kind)
            lasts[row.pk] = Lasts(tie.permanence, tie.start, tie.end)
        for name in told.actors:
            lasts[add_mention(actor=analyst, source=source, at=at, name=name).pk] = Lasts()
    kinds = {seed.name: seed.kind for seed in file.actors}
    take_mentions(actor=analyst, ecosystem=ecosystem, mentions=lasts, kinds=kinds, lasts=lasts)
    rows = {row.name: row for row in actors_of(ecosystem)}
    for seed in file.actors:
        _describe(seed, rows[seed.name], ecosystem, towns, analyst)
    for structure in file.structures:
        _structure(structure, rows, ecosystem, analyst)


def _describe(
    seed: ActorSeed, row: Actor, ecosystem: Ecosystem, towns: Mapping[str, Participant], analyst: User
) -> None:
    """Tell an actor's facts and its roles; of one that another town has described already, its roles alone."""
    if row.note:
        network.change_roles(actor=analyst, ecosystem=ecosystem, row=row, roles=seed.roles)
        return
    facts = network.Facts(
        name=seed.name,
        kind=seed.kind,
        area=towns.get(seed.town),
        place=seed.place,
        names=seed.names,
        education=seed.education,
        size=seed.size,
        note=" ".join(MADE_UP.values()),
    )
    network.change_actor(actor=analyst, ecosystem=ecosystem, row=row, facts=facts, roles=seed.roles)


def _structure(seed: StructureSeed, rows: Mapping[str, Actor], ecosystem: Ecosystem, analyst: User) -> None:
    terms = network.Terms(
        kind=seed.kind,
        form=seed.form,
        names={language: seed.name.text(language) for language in LANGUAGES},
        mandate={language: seed.mandate.text(language) for language in LANGUAGES},
        funding=seed.funding,
        members=[rows[name] for name in seed.members],
        start=seed.start,
        end=seed.end,
    )
    network.add_structure(actor=analyst, ecosystem=ecosystem, terms=terms)
