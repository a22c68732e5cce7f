"""People and files of the statistics pages' tests."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from seutukuva.web.indicators import selectors
from seutukuva.web.indicators.composite.actions import save_index
from seutukuva.web.indicators.composite.definition import Definition, proposal
from seutukuva.web.indicators.models import CompositeIndex
from seutukuva.web.programmes import actions
from seutukuva.web.programmes.models import Membership, Participant, Programme, Role
from tests.web.world import World

FACTS = {"name": "Oma aineisto", "source": "Kehitysyhtiö", "licence": "CC BY 4.0"}
MADE = """town;period;indicator;value;unit
Kuusilahti;2021;population;21000;
Kuusilahti;2022;population;20 900;
Mäntysalmi;2021;population;15000;
Mäntysalmi;2022;population;15100;
Kuusilahti;2022;Hautomon yritykset;12,5;yritystä
"""
REAL = """kunta;vuosi;indikaattori;arvo;yksikkö
Rauma;2024;Hautomon yritykset;12,5;yritystä
Iisalmi;2024;Hautomon yritykset;7;yritystä
"""


def signed_in(world: World, person: str) -> Client:
    """Return the browser of a person of the world."""
    client = Client()
    client.force_login(world.people[person], backend="django.contrib.auth.backends.ModelBackend")
    return client


def join(world: World, person: str, role: Role, participant: Participant | None = None) -> None:
    """Make a person a member of the open programme."""
    Membership.objects.create(user=world.people[person], programme=world.open, role=role, participant=participant)
    if hasattr(world.people[person], "_kept_memberships"):
        del world.people[person]._kept_memberships


def send(client: Client, programme: Programme, content: str | bytes, **more: object) -> HttpResponse:
    """Send a file through the import page."""
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("omat.csv", data, content_type="text/csv")
    given = {**FACTS, "participant": "", "division_year": "2026", "file": file, **more}
    if programme.synthetic:
        del given["division_year"]
    answer = client.post(reverse("dataset_import", args=[programme.slug]), given)
    assert isinstance(answer, HttpResponse)
    return answer


def naturpolis(world: World) -> Participant:
    """Add the participant of two municipalities to the open programme."""
    return actions.add_participant(
        actor=world.people["administrator"],
        programme=world.open,
        names={"fi": "Naturpolis Oy"},
        forms={"in": "Naturpoliksessa", "of": "Naturpoliksen"},
        codes=["305", "832"],
    )


def make_index(world: World, programme: Programme, definition: Definition | None = None) -> CompositeIndex:
    """Save an index of a programme: the proposal, or one of one's own."""
    admin = world.people["administrator"]
    chosen = definition or proposal(selectors.board(admin, programme))
    return save_index(
        actor=admin, programme=programme, index=None, names={"fi": "Elinvoimaindeksi"}, definition=chosen.stored
    )
