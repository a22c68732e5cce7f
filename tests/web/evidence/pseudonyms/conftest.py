"""An interview that names people, marked and rated before the names are taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from seutukuva.evidence import find_quote
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions
from seutukuva.web.evidence.coding.models import Code, Coding
from seutukuva.web.evidence.models import Passage, Rating, Source
from seutukuva.web.evidence.pseudonyms import actions, selectors
from seutukuva.web.evidence.pseudonyms.models import State, Suggestion
from seutukuva.web.picture import actions as picture
from seutukuva.web.picture.models import Finding
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.world import World

NAMED = "Matti Virtanen vie meidän hankkeita eteenpäin."
PLAIN = "Yhteistyö on vielä ohutta."
TEXT = (
    f"H: Kuka tätä vetää?\n\nV: {NAMED} Soitin Virtaselle eilen. {PLAIN}\n\n"
    "V: Osoite on matti.virtanen@esimerkki.fi ja numero 040 123 4567.\n"
)


@dataclass(frozen=True)
class Room:
    """An interview of Kuusilahti with two passages, a coding on each, a rating and a finding on the named one."""

    world: World
    source: Source
    named: Passage
    plain: Passage
    rating: Rating
    finding: Finding
    coding: Coding

    @property
    def address(self) -> list[object]:
        """Return the arguments of the source's addresses."""
        return ["suljettu", "kuusilahti", self.source.pk]

    def fresh(self) -> Source:
        """Return the source as it is now."""
        return Source.objects.select_related("ecosystem__participant__programme").get(pk=self.source.pk)


@pytest.fixture
def room(world: World) -> Room:
    """Make it through the actions, as the analyst."""
    analyst = world.people["analyst"]
    codebook_actions.adopt_codebook(actor=analyst, programme=world.closed)
    source = evidence.add_source(
        actor=analyst,
        ecosystem=default_ecosystem(world.kuusilahti),
        kind="interview",
        label="K-09",
        who="Matti Virtasen esihenkilö",
        sector="company",
        language="fi",
        date=date(2026, 1, 16),
        text=TEXT,
        consent="given",
        organisation="Kuusikone Oy",
        role="johtaja",
    )
    named = evidence.add_passage(actor=analyst, source=source, quote=NAMED)
    plain = evidence.add_passage(actor=analyst, source=source, quote=PLAIN, quotable=True)
    rating = evidence.rate(actor=analyst, passage=named, dimension="network", level=2, confidence="high")
    evidence.rate(actor=analyst, passage=plain, dimension="network", level=2, confidence="high")
    sentence = {"fi": "Verkosto lepää yhden ihmisen varassa."}
    finding = picture.write_finding(
        actor=analyst, ecosystem=source.ecosystem, dimension="network", sentence=sentence, carriers=[rating.urn]
    )
    code = Code.objects.get(programme=world.closed, slug="education")
    given = coding.add_coding(actor=analyst, source=source, at=find_quote(TEXT, PLAIN), code=code)
    return Room(world, source, named, plain, rating, finding, given)


def confirm_all(room: Room) -> None:
    """Look for names and confirm everything, as the analyst."""
    analyst = room.world.people["analyst"]
    actions.look_for_names(actor=analyst, source=room.source)
    numbers = list(Suggestion.objects.filter(source=room.source).values_list("pk", flat=True))
    actions.decide(actor=analyst, source=room.source, suggestions=numbers, state=State.ACCEPTED)


def pseudonymise(room: Room) -> Source:
    """Take all names out and vouch for it, as the analyst; return the source as it is then."""
    confirm_all(room)
    analyst = room.world.people["analyst"]
    source = actions.replace_names(actor=analyst, source=room.fresh())
    actions.vouch(actor=analyst, source=source, ticked=[risk.code for risk in selectors.risks_of(source)])
    return room.fresh()
