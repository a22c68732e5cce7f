"""A participant's phone: join by link, write privately, see, vote within the budget, say what weighs."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from seutukuva.web.evidence.workshops.models import Card, Dot, Group, Guest, Opinion
from seutukuva.web.kit.audit.models import AuditEvent
from tests.web.evidence.workshops.made import Phone, Room, make_workshop
from tests.web.threads import signed_in

SCRIPT_CARD = "<script>alert('pöllitty')</script>"


def told(response: HttpResponse) -> Any:
    return json.loads(response.content)


def parts(response: HttpResponse) -> dict[str, str]:
    return {part["id"]: part["html"] for part in told(response)["parts"]}


def test_the_link_leads_a_phone_to_its_own_language_and_joins_without_an_account(room: Room) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.get(f"/w/{room.workshop.token}/", headers={"Accept-Language": "sv-FI,sv;q=0.9"})
    assert answer["Location"] == f"/sv/w/{room.workshop.token}/"
    page = client.get(answer["Location"])
    assert "Batteriworkshop" in page.content.decode()
    assert "Syntetiskt material" in page.content.decode()
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert Guest.objects.count() == 0  # nothing is written by looking
    phone = Phone(room.workshop, "sv", client).join()
    assert "Skicka kortet" in phone.look()
    assert Guest.objects.count() == 1
    assert "sessionid" not in client.cookies
    phone.send("workshop_join", {})
    assert Guest.objects.count() == 1


def test_a_participant_may_change_the_language_and_stays_himself(room: Room) -> None:
    phone = room.phone("fi")
    phone.card("Koski", key="a" * 32)
    phone.language = "en"
    page = phone.look()
    assert "What is permanent here?" in page
    assert "Koski" in page


@pytest.mark.parametrize("name", ["workshop_board", "workshop_state", "workshop_screen", "workshop_screen_state"])
def test_an_unknown_link_is_not_there(room: Room, name: str) -> None:
    room.workshop.token = "nosuchlink"
    assert Client().get(Phone(room.workshop).address(name)).status_code == 404


def test_a_card_needs_the_page_that_it_was_written_on(room: Room) -> None:
    phone = room.phone()
    question = room.workshop.questions.first()
    assert question is not None
    forged = {"key": "a" * 32, "question": question.pk, "text": "x"}
    assert phone.client.post(phone.address("workshop_card"), forged).status_code == 403
    assert Card.objects.count() == 0


def test_cards_are_private_until_they_are_shown_and_then_nobody_sees_whose_they_are(room: Room) -> None:
    one, other = room.phone(), room.phone()
    assert told(one.card("Laboratorio", key="a" * 32)) == {"stored": "a" * 32}
    assert "Laboratorio" in one.look()
    screen = Client().get(one.address("workshop_screen")).content.decode()
    assert all("Laboratorio" not in page for page in (other.look(), screen, room.page()))
    room.go("reveal")
    screen = Client().get(one.address("workshop_screen")).content.decode()
    assert all("Laboratorio" in page for page in (one.look(), other.look(), screen, room.page()))


def test_a_card_sent_twice_is_kept_once_and_acknowledged_twice(room: Room) -> None:
    phone = room.phone()
    for _ in range(3):
        assert told(phone.card("Laboratorio", key="a" * 32)) == {"stored": "a" * 32}
    assert Card.objects.get().text == "Laboratorio"


def test_a_plain_form_does_the_same_without_script(room: Room) -> None:
    phone = room.phone()
    page = phone.look()
    key = re.search(r'name="key" value="([^"]+)"', page)
    question = room.workshop.questions.first()
    assert key and question
    values = {"key": key[1], "question": question.pk, "text": "Koski"}
    for _ in range(2):  # the page is loaded again and the form sent again
        answer = phone.send("workshop_card", values)
        assert answer["Location"] == phone.address("workshop_board")
    assert Card.objects.count() == 1
    phone.send("workshop_card_remove", {"key": key[1]})
    assert Card.objects.count() == 0


def test_another_phone_cannot_take_a_card_away(room: Room) -> None:
    room.phone().card("Laboratorio", key="a" * 32)
    room.phone().send("workshop_card_remove", {"key": "a" * 32})
    assert Card.objects.count() == 1


def test_a_script_in_a_card_is_shown_as_text_everywhere(room: Room) -> None:
    phone = room.phone()
    phone.card(SCRIPT_CARD, key="a" * 32)
    room.go("reveal", "grouping")
    pages = [phone.look(), room.page(), Client().get(phone.address("workshop_screen")).content.decode()]
    room.go("voting")
    pages += [phone.look(), room.page()]
    room.go("rating", "closed")
    pages += [phone.look(), room.page(), phone.ask().content.decode().replace("\\u003C", "<")]
    for page in pages:
        assert "alert(" in page
        assert "<script>alert" not in page
    assert "script-src 'self'" in phone.client.get(phone.address("workshop_board"))["Content-Security-Policy"]


@pytest.mark.parametrize(("text", "says"), [("  ", "ei ole sanoja"), ("ä" * 501, "enimmäismäärä on 500")])
def test_a_card_that_cannot_be_kept_says_why(room: Room, text: str, says: str) -> None:
    answer = room.phone().card(text, key="a" * 32)
    assert answer.status_code == 400
    assert says in told(answer)["problem"]
    assert Card.objects.count() == 0


def test_nothing_new_is_told_in_nothing(room: Room, django_assert_max_num_queries: Any) -> None:
    phone, other = room.phone(), room.phone()
    assert phone.ask().status_code == 200
    with django_assert_max_num_queries(2):
        answer = phone.ask()
    assert (answer.status_code, answer.content) == (304, b"")
    other.card("Muiden kortti", key="b" * 32)
    assert phone.ask().status_code == 304  # another's private card changes nothing here
    phone.card("Oma", key="a" * 32)
    assert "Oma" in parts(phone.ask())["live"]
    room.go("reveal")
    assert "Muiden kortti" in parts(phone.ask())["live"]
    assert "set-cookie" not in {name.lower() for name in phone.ask().headers}


def test_votes_keep_their_budget_are_hidden_until_closed_and_then_locked(room: Room) -> None:
    one, other = room.phone(), room.phone()
    one.card("Laboratorio", key="a" * 32)
    other.card("Rahoittaja", key="b" * 32, question=1)
    room.go("reveal", "grouping", "voting")
    lab, money = Group.objects.order_by("id")
    assert told(one.vote({lab: 2, money: 1}))
    too_many = other.vote({lab: 3, money: 1})
    assert "Annoit 4 pistettä, mutta niitä on 3" in told(too_many)["problem"]
    assert other.vote({lab: -1, money: 1}).status_code == 400
    other.vote({money: 3})
    other.vote({lab: 3})  # a changed mind takes the place of the first
    assert Dot.objects.filter(group=lab).count() == 2
    for page in (other.look(), room.page(), Client().get(one.address("workshop_screen")).content.decode()):
        assert "Osuus" not in page
        assert '<td class="number">5</td>' not in page
    assert room.leader.get(room.address("workshop_file", "results.csv")).status_code == 404
    book = room.leader.get(room.address("workshop_file", "workshop.xlsx")).content
    assert b"results" not in book
    room.go("rating")
    assert '<td class="number">5</td>' in other.look()
    late = one.vote({lab: 0, money: 3})
    assert "ei käy työpajan tässä vaiheessa" in told(late)["problem"]
    assert sum(Dot.objects.values_list("number", flat=True)) == 6


def test_a_vote_for_another_workshops_group_is_refused(room: Room) -> None:
    foreign = Group.objects.create(workshop=make_workshop(room.world, room.world.mantysalmi), title="Vieras")
    phone = room.phone()
    phone.card("Laboratorio", key="a" * 32)
    room.go("reveal", "grouping", "voting")
    assert phone.vote({foreign: 1}).status_code == 400
    assert phone.opine(foreign, 5, 5).status_code == 400
    assert not Dot.objects.exists()


def test_impact_and_effort_are_said_once_a_group_and_shown_when_all_is_closed(room: Room) -> None:
    phones = [room.phone() for _ in range(3)]
    phones[0].card("Laboratorio", key="a" * 32)
    room.go("reveal", "grouping", "voting", "rating")
    lab = Group.objects.get()
    for phone, impact, effort in zip(phones, (9, 7, 2), (1, 2, 9), strict=True):
        phone.opine(lab, 5, 5)
        assert told(phone.opine(lab, impact, effort)) == {"stored": ""}
    assert phones[0].opine(lab, 11, 5).status_code == 400
    assert Opinion.objects.count() == 3
    assert "7,0" not in phones[0].look()
    room.go("closed")
    page = phones[0].look()
    assert '7,0 <span class="note">(4,5–8,0)</span>' in page
    assert '2,0 <span class="note">(1,5–5,5)</span>' in page
    assert '<circle cx="100" cy="130"' in page  # effort 2 to the right, impact 7 up


def test_who_comes_late_takes_part_and_a_card_that_comes_late_is_kept(room: Room) -> None:
    early = room.phone()
    early.card("Laboratorio", key="a" * 32)
    room.go("reveal", "grouping")
    late = room.phone()
    assert "Laboratorio" in late.look()
    late.card("Vielä ehtii", key="b" * 32)
    assert "Vielä ehtii" in early.look()
    room.go("voting")
    assert told(late.card("Matkalla oli katvetta", key="c" * 32)) == {"stored": "c" * 32}
    assert Group.objects.count() == 2
    assert late.vote({Group.objects.all()[0]: 3}).status_code == 200
    room.go("rating", "closed")
    assert told(early.card("Vasta kotona", key="d" * 32)) == {"stored": "d" * 32}
    assert "Matkalla oli katvetta" in room.page()
    assert Card.objects.filter(late=True).count() == 2
    assert "Työpaja on päättynyt" in Phone(room.workshop).look()  # a closed board shows its result to anybody


def test_closing_cuts_the_tie_between_a_card_and_its_phone(room: Room) -> None:
    room.phone().card("Laboratorio", key="a" * 32)
    room.go("reveal", "grouping", "voting", "rating")
    assert Card.objects.get().guest is not None
    room.go("closed")
    assert Card.objects.get().guest is None


def test_the_trail_and_the_tables_know_no_participant(room: Room) -> None:
    phone = room.phone()
    phone.card("Laboratorio", key="a" * 32)
    room.go("reveal", "grouping", "voting")
    phone.vote({Group.objects.get(): 1})
    assert not AuditEvent.objects.filter(actor=None).exists()
    assert "Laboratorio" not in json.dumps(list(AuditEvent.objects.values_list("parameters", flat=True)))
    assert {field.name for field in Guest._meta.get_fields()} == {
        *("id", "workshop", "key_hash", "version", "cards", "dots", "opinions"),
    }


def test_the_projector_needs_no_account_and_shows_the_code_and_the_counts(room: Room) -> None:
    room.phone().card("Laboratorio", key="a" * 32)
    address = Phone(room.workshop).address("workshop_screen")
    page = Client().get(address).content.decode()
    assert 'class="qr"' in page
    assert f"http://testserver/w/{room.workshop.token}/" in page
    assert "Mikä täällä on pysyvää?" in page
    assert re.search(r"<dt>korttia</dt><dd>1</dd>", page)
    etag = Client().get(f"{address}state/")["ETag"]
    assert Client().get(f"{address}state/", headers={"If-None-Match": etag}).status_code == 304
    room.phone()
    assert Client().get(f"{address}state/", headers={"If-None-Match": etag}).status_code == 200


def test_a_facilitator_of_another_town_sees_a_board_only_by_its_link(room: Room) -> None:
    other = signed_in(room.world, "other_coordinator")
    assert other.get(room.address("workshop")).status_code == 404
    assert other.get(Phone(room.workshop).address("workshop_board")).status_code == 200
