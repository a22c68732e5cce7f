"""Names that come from outside are words on every page and in every file: nothing of them is run."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import round_actions
from seutukuva.web.evidence.coding.models import Code, Coding
from seutukuva.web.evidence.models import ImportBatch, Source
from tests.evidence.material import made
from tests.evidence.refi.builders import CODES, SOURCE, USERS, packed, project, selections, text_source
from tests.web.evidence.workshops.made import Phone, Room, make_workshop
from tests.web.threads import signed_in
from tests.web.world import World

pytestmark = pytest.mark.usefixtures("jobs_at_once")
TOWN = ["suljettu", "kuusilahti"]
BAD = "\"'><img src=x onerror=alert(1)>"
FACTS = {"kind": "interview", "labels": "K", "date": "2026-02-03", "language": "fi", "consent": "given"}


def look(client: Client, address: str) -> str:
    """Return a page after looking through it as a browser reads it."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    unsafe(page, address)
    return page


def unsafe(page: str, address: str) -> None:
    tree = html.fromstring(page)
    assert not tree.xpath("//img[@src='x']"), address
    assert not [name for tag in tree.iter() if isinstance(tag.tag, str) for name in tag.attrib if name[:2] == "on"], (
        address
    )
    assert not [tag for tag in tree.xpath("//script[not(@src)]") if "json" not in tag.get("type", "")], address


def bring(client: Client, name: str, data: bytes) -> None:
    """Bring a file under a name of any kind."""
    address = reverse("imports", args=TOWN)
    answer = client.post(address, {**FACTS, "uploads": [SimpleUploadedFile(name, data)]}, follow=True)
    unsafe(answer.content.decode(), address)


def test_hostile_names_are_words_on_every_page(world: World) -> None:
    client, analyst = signed_in(world, "analyst"), world.people["analyst"]
    captions = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {escape(BAD)}>Yhteistyö {escape(BAD)} toimii.</v>\n"
    bring(client, f"kokous {BAD.replace('/', '')}.vtt", captions.encode())
    table = made.workbook((f"Miksi {BAD}?", BAD), (f"Koska niin on ollut {BAD} aina.", BAD))
    bring(client, f"{BAD}.xlsx", table)
    coded = packed(
        {
            "project.qde": project(
                USERS.replace("Anna", escape(BAD, {'"': "&quot;"}))
                + CODES.replace("Yhteistyö", escape(BAD, {'"': "&quot;"})).replace("Tehdään", escape(BAD))
                + text_source(selections([(0, 9, BAD, "2DFBA8C9-59F5-4424-99D6-EA9BCE18134B")])).replace(
                    'name="Rehtori"', f'name="{escape(BAD, {chr(34): "&quot;"})}"'
                )
            ),
            f"sources/{SOURCE}.txt": f"Yhteistyö {BAD} toimii.",
        }
    )
    upload = SimpleUploadedFile(f"{BAD}.qdpx", coded)
    answer = client.post(reverse("project_bring", args=TOWN), FACTS | {"labels": "R", "file": upload}, follow=True)
    unsafe(answer.content.decode(), "project_bring")
    assert Coding.objects.count() == 1
    for row in Source.objects.all():
        Source.objects.filter(pk=row.pk).update(who=BAD, organisation=BAD, role=BAD)
    source = Source.objects.get(label__startswith="R")
    code = Code.objects.get(pk=Coding.objects.get().code_id)
    for who in ("analyst", "coordinator"):
        person = signed_in(world, who)
        words = {"quote": "Yhteistyö", "code": code.pk, "body": BAD, "name": BAD, "other": BAD, "kind": BAD}
        for name in ("coding_code", "coding_memo", "coding_mention"):
            unsafe(person.post(reverse(name, args=[*TOWN, source.pk]), words, follow=True).content.decode(), name)
    client.post(reverse("names_find", args=[*TOWN, source.pk]))
    people = [analyst, world.people["coordinator"]]
    compared = round_actions.begin_round(
        actor=analyst, ecosystem=source.ecosystem, name=BAD, sources=[source], coders=people
    )
    round_actions.compare_round(actor=analyst, round=compared)
    evidence.add_passage(actor=analyst, source=source, quote="toimii.", quotable=True)
    pages = [
        *(reverse(name, args=TOWN[:1]) for name in ("evidence", "codebook", "evidence_search", "themes", "interviews")),
        *(reverse(f"analysis_{name}", args=TOWN[:1]) for name in ("matrix", "together", "grid", "course", "quotes")),
        *(reverse(name, args=TOWN) for name in ("town_evidence", "source_facts", "rounds", "imports")),
        *(
            reverse(name, args=[*TOWN, row.pk])
            for row in Source.objects.all()
            for name in ("source", "coding", "names")
        ),
        *(reverse("import_batch", args=[*TOWN, batch.pk]) for batch in ImportBatch.objects.all()),
        *(reverse(name, args=[*TOWN, source.pk]) for name in ("comments", "suggestions", "source_change")),
        reverse("round", args=[*TOWN, compared.pk]),
        reverse("code_change", args=["suljettu", code.pk]),
        f"{reverse('evidence_search', args=TOWN[:1])}?q=yhteistyö&code={code.slug}",
    ]
    told = {address: look(client, address) for address in pages}
    shown = [address for address, page in told.items() if re.search(r"onerror=alert", page)]
    assert len(shown) > 12, "the words themselves are shown"
    assert 'filename="' in client.get(reverse("project_file", args=["suljettu"]))["Content-Disposition"]


def test_hostile_cards_and_titles_are_words_on_the_board(world: World) -> None:
    workshop = make_workshop(world, world.kuusilahti)
    room = Room(world, workshop, signed_in(world, "coordinator"))
    phone = Phone(workshop).join()
    phone.card(f"Laboratorio {BAD}", key="a" * 32)
    room.go("reveal", "grouping")
    room.leader.post(room.address("workshop_group"), {"card": workshop.cards.get().pk, "title": BAD})
    for step in ("grouping", "voting", "rating", "closed"):
        if step != "grouping":
            room.go(step)
        unsafe(room.page(), step)
        for name in ("workshop_board", "workshop_screen"):
            unsafe(phone.client.get(phone.address(name)).content.decode(), f"{name} {step}")
        for name in ("workshop_state", "workshop_screen_state"):
            for part in phone.client.get(phone.address(name)).json()["parts"]:
                unsafe(f"<div>{part['html']}</div>", f"{name} {step}")
    assert "onerror" in room.page()


def test_a_forged_form_moves_nothing_on_the_board(world: World) -> None:
    workshop = make_workshop(world, world.kuusilahti)
    phone = Phone(workshop).join()
    phone.card("Koski", key="a" * 32)
    question = workshop.questions.all()[0].pk
    for name in ("workshop_join", "workshop_card", "workshop_card_remove", "workshop_vote", "workshop_opinion"):
        forged = {"key": "b" * 32, "question": question, "text": "Väärennetty", "group": 1, "impact": 1, "effort": 1}
        assert phone.client.post(phone.address(name), forged).status_code == 403, name
    leader = Client(enforce_csrf_checks=True)
    leader.force_login(world.people["coordinator"], backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("workshop_move", args=[*TOWN, workshop.pk])
    assert leader.post(address, {"to": "reveal"}).status_code == 403
    workshop.refresh_from_db()
    assert (workshop.step, [card.text for card in workshop.cards.all()]) == ("writing", ["Koski"])
