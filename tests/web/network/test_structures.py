"""Structures and the draft of an agreement begun from one."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from seutukuva.web.kit.texts.models import Text
from seutukuva.web.network.models import Structure
from tests.web.network.made import CITY, TOWN, make_network, make_structure
from tests.web.threads import signed_in
from tests.web.world import World


def test_a_coordinator_adds_changes_and_takes_away_a_structure(world: World) -> None:
    made = make_network(world)
    client = signed_in(world, "coordinator")
    data = {"kind": "body", "name_fi": "Ohjausryhmä", "members": [made["city"].pk], "form": "open_network"}
    content = client.post(reverse("structure_new", args=TOWN), data, follow=True).content.decode()
    assert "Ohjausryhmä" in content
    assert CITY in content
    row = Structure.objects.get()
    client.post(reverse("structure_change", args=[*TOWN, row.pk]), {**data, "end": "2027-12-31", "members": []})
    row.refresh_from_db()
    assert row.end == date(2027, 12, 31)
    assert not row.members.exists()
    client.post(reverse("structure_remove", args=[*TOWN, row.pk]))
    assert not Structure.objects.exists()
    assert not Text.objects.filter(owner=row.urn).exists()


def test_an_end_before_the_beginning_is_told(world: World) -> None:
    data = {"kind": "body", "name_fi": "X", "start": "2026-02-01", "end": "2026-01-01"}
    answer = signed_in(world, "coordinator").post(reverse("structure_new", args=TOWN), data)
    assert "Päättymispäivä on ennen alkamispäivää." in answer.content.decode()
    assert not Structure.objects.exists()


def test_a_draft_has_the_parties_goals_term_and_form(world: World) -> None:
    made = make_network(world)
    row = make_structure(world, made["city"], made["college"], end=date(2029, 12, 31))
    client = signed_in(world, "viewer")
    content = client.get(reverse("agreement", args=[*TOWN, row.pk])).content.decode()
    for told in (
        CITY,
        "Yhteinen testihalli",
        "1. tammikuuta 2026 – 31. joulukuuta 2029",
        "innovaatioekosysteemisopimus",
    ):
        assert told in content
    assert "Mitä kukin osapuoli antaa" in content  # what is open is a question
    pdf = client.get(reverse("agreement_file", args=[*TOWN, row.pk, "pdf"]))
    assert pdf.content.startswith(b"%PDF")
    word = client.get(reverse("agreement_file", args=[*TOWN, row.pk, "docx"]))
    assert word.content.startswith(b"PK")
    page = client.get(reverse("agreement_file", args=[*TOWN, row.pk, "html"]))
    assert "Yhteinen testihalli" in page.content.decode()
    assert client.get(reverse("agreement_file", args=[*TOWN, row.pk, "exe"])).status_code == 404


def test_a_draft_of_nothing_asks_for_everything(world: World) -> None:
    row = make_structure(world)
    Structure.objects.update(form="", start=None)
    content = signed_in(world, "viewer").get(reverse("agreement", args=[*TOWN, row.pk])).content.decode()
    assert "Ketkä ovat osapuolia?" in content
    assert "Mikä yhteistyön muoto valitaan?" in content
    assert "Milloin sopimus tulee voimaan" in content
