"""One whole thread for the web's tests: a source of Kuusilahti up to an opportunity, in the synthetic programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.test import Client

from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.models import Passage, Rating, Source
from seutukuva.web.invest import actions as invest
from seutukuva.web.invest.models import Opportunity
from seutukuva.web.picture import actions as picture
from seutukuva.web.picture.models import Finding
from seutukuva.web.programmes.models import Ecosystem, Participant
from seutukuva.web.programmes.selectors import default_ecosystem
from seutukuva.web.strategy import actions as strategy
from seutukuva.web.strategy.models import Measure
from tests.web.world import World

QUOTE = "Harjoittelijoita meillä on käynyt, mutta yhteistä tutkimusta emme ole vielä tehneet."
HIDDEN = "Oppilaitoksen rehtori ei vastaa puhelimeen."
TEXT = f"H: Entä oppilaitokset?\n\nV: {QUOTE} {HIDDEN} Ammattikorkeakoulu on tunnin päässä.\n"
SENTENCE = {
    "fi": "Oppilaitosyhteistyö on heikoin lenkki.",
    "sv": "Läroanstaltssamarbetet är den svagaste länken.",
    "en": "Education collaboration is the weakest link.",
}


@dataclass(frozen=True)
class Made:
    """The parts of the thread."""

    ecosystem: Ecosystem
    source: Source
    passage: Passage
    hidden: Passage
    rating: Rating
    finding: Finding
    measure: Measure
    opportunity: Opportunity


def signed_in(world: World, name: str) -> Client:
    """Return the browser of a person of the world."""
    client = Client()
    client.force_login(world.people[name])
    return client


def make_source(world: World, town: Participant, *, label: str = "K-04", consent: str = "given") -> Source:
    """Add a source as the administrator."""
    return evidence.add_source(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(town),
        kind="interview",
        label=label,
        who="konepajan toimitusjohtaja",
        sector="company",
        language="fi",
        date=date(2026, 1, 16),
        text=TEXT,
        consent=consent,
    )


def make_thread(world: World) -> Made:
    """Make it through the actions, as the analyst; the finding is approved."""
    analyst = world.people["analyst"]
    source = make_source(world, world.kuusilahti)
    ecosystem = source.ecosystem
    passage = evidence.add_passage(actor=analyst, source=source, quote=QUOTE, quotable=True)
    hidden = evidence.add_passage(actor=analyst, source=source, quote=HIDDEN)
    rating = evidence.rate(actor=analyst, passage=passage, dimension="education", level=1, confidence="high")
    evidence.rate(actor=analyst, passage=hidden, dimension="education", level=1, confidence="low")
    finding = picture.write_finding(actor=analyst, ecosystem=ecosystem, dimension="education", sentence=SENTENCE)
    picture.approve_finding(actor=world.people["manager"], finding=finding)
    measure = strategy.plan_measure(
        actor=analyst,
        finding=finding,
        title={"fi": "Yhteinen TKI-asiantuntija", "sv": "En gemensam FUI-sakkunnig", "en": "A joint RDI expert"},
        responsible={"fi": "kaupunki", "sv": "staden", "en": "the town"},
        follow_up={},
        due_year=2027,
        status="planned",
    )
    opportunity = invest.add_opportunity(
        actor=analyst,
        measure=measure,
        actor_kind="research_organisation",
        title={
            "fi": "Materiaalitestauksen laboratorio",
            "sv": "Ett materiallaboratorium",
            "en": "A testing laboratory",
        },
        description={},
    )
    return Made(ecosystem, source, passage, hidden, rating, finding, measure, opportunity)
