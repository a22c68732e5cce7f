"""What a workshop's tests hold in their hands: the board, the facilitator's browser, phones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seutukuva.web.evidence.workshops import actions
from seutukuva.web.evidence.workshops.models import Group, Workshop
from seutukuva.web.programmes.models import Participant
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.world import World

TITLE = {"fi": "Akkujen työpaja", "sv": "Batteriworkshop", "en": "Battery workshop"}
QUESTIONS = (
    {"fi": "Mikä täällä on pysyvää?", "sv": "Vad är bestående här?", "en": "What is permanent here?"},
    {"fi": "Kuka puuttuu pöydästä?", "sv": "Vem saknas vid bordet?", "en": "Who is missing from the table?"},
)
SCRIPT = {"X-Requested-With": "seutukuva-board"}


def make_workshop(world: World, town: Participant, *, label: str = "W1", dots: int = 3) -> Workshop:
    """Make a workshop as the administrator."""
    return actions.make_workshop(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(town),
        label=label,
        titles=TITLE,
        questions=QUESTIONS,
        language="fi",
        date=date(2026, 2, 19),
        dots=dots,
    )


@dataclass
class Phone:
    """A participant's phone, with checks against forged forms as a real one has them."""

    workshop: Workshop
    language: str = "fi"
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    etag: str = ""

    def address(self, name: str) -> str:
        """Return an address of the board in the phone's language."""
        with translation.override(self.language):
            return reverse(name, args=[self.workshop.token])

    def look(self) -> str:
        """Return the page."""
        return self.client.get(self.address("workshop_board")).content.decode()

    def join(self) -> Phone:
        """Open the link and take part."""
        self.look()
        self.send("workshop_join", {})
        return self

    def send(self, name: str, values: dict[str, Any], **headers: str) -> HttpResponse:
        """Send a form, with the page's token against forgery."""
        token = self.client.cookies["csrftoken"].value
        response: Any = self.client.post(
            self.address(name), values | {"csrfmiddlewaretoken": token}, headers={**headers}
        )
        return response

    def card(self, text: str, *, key: str, question: int = 0) -> HttpResponse:
        """Send a card as the page's script does."""
        asked = self.workshop.questions.all()[question]
        return self.send("workshop_card", {"key": key, "question": asked.pk, "text": text}, **SCRIPT)

    def vote(self, dots: dict[Group, int]) -> HttpResponse:
        """Give dots as the page's script does."""
        return self.send("workshop_vote", {f"group-{group.pk}": n for group, n in dots.items()}, **SCRIPT)

    def opine(self, group: Group, impact: int, effort: int) -> HttpResponse:
        """Move the sliders of a group."""
        return self.send("workshop_opinion", {"group": group.pk, "impact": impact, "effort": effort}, **SCRIPT)

    def ask(self) -> HttpResponse:
        """Ask what has changed since the last time."""
        response: Any = self.client.get(self.address("workshop_state"), headers={"If-None-Match": self.etag})
        self.etag = response.headers.get("ETag", "")
        return response


@dataclass
class Room:
    """A workshop and who leads it."""

    world: World
    workshop: Workshop
    leader: Client

    def address(self, name: str, *more: object) -> str:
        """Return an address of the facilitator."""
        with translation.override("fi"):
            return reverse(name, args=["suljettu", "kuusilahti", self.workshop.pk, *more])

    def go(self, *steps: str) -> None:
        """Lead the workshop through steps."""
        for step in steps:
            self.leader.post(self.address("workshop_move"), {"to": step})
            self.workshop.refresh_from_db()
            assert self.workshop.step == step

    def page(self, **query: str) -> str:
        """Return the facilitator's page."""
        return self.leader.get(self.address("workshop"), query).content.decode()

    def phone(self, language: str = "fi") -> Phone:
        """Return a phone that has joined."""
        return Phone(self.workshop, language).join()
