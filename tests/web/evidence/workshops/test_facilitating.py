"""The facilitator: make a workshop, lead it, group the cards, count paper, keep the cards as a source."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from seutukuva.base import LANGUAGES
from seutukuva.evidence.workshops import shipped_templates
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.workshops.models import Card, Group, Workshop
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.kit.texts.models import Text
from tests.web.evidence.workshops.made import Room
from tests.web.threads import make_source, signed_in
from tests.web.world import World

NEW = ["suljettu", "kuusilahti"]
CARDS = [
    "Laboratorio auki joka päivä",
    "Laboratorion laitteet yrityksille",
    "Rahoittaja puuttuu",
    "Rahoittajat samaan pöytään",
    "Koski",
]


def form(**changed: Any) -> dict[str, Any]:
    """Return a filled form of a new workshop."""
    values: dict[str, Any] = {"label": "W1", "language": "fi", "date": "2026-02-19", "dots": 4, "template": ""}
    texts = {f"{name}_{n}": "" for name in ("title", "questions") for n in LANGUAGES}
    return values | texts | changed


def make(world: World, **changed: Any) -> Any:
    return signed_in(world, "coordinator").post(reverse("workshop_new", args=NEW), form(**changed), follow=True)


@pytest.mark.django_db
@pytest.mark.parametrize("template", [one.id for one in shipped_templates()])
def test_a_shipped_workshop_is_made_by_choosing_it(world: World, template: str) -> None:
    page = make(world, template=template).content.decode()
    assert "Työpaja on avoinna" in page
    row = Workshop.objects.get()
    shipped = next(one for one in shipped_templates() if one.id == template)
    assert row.questions.count() == len(shipped.questions)
    for language in LANGUAGES:
        board = signed_in(world, "stranger").get(f"/{language}/w/{row.token}/").content.decode()
        assert str(shipped.name.text(language))[1:] in board
    step = shipped.step("writing")
    assert step is not None
    assert str(step.guide.fi) in page


def test_a_workshop_of_ones_own_asks_what_was_written(world: World) -> None:
    refused = make(world).content.decode()
    assert "Kirjoita ainakin yhdellä kielellä." in refused
    make(world, title_fi="Oma", title_sv="Egen", questions_fi="Yksi?\n\nKaksi?\n", questions_sv="Ett?")
    row = Workshop.objects.get()
    assert row.questions.count() == 2
    again = make(world, title_fi="Toinen", questions_fi="Yksi?").content.decode()
    assert "W1" in again
    assert Workshop.objects.count() == 1


def test_a_label_of_a_source_is_not_taken_twice(world: World) -> None:
    make_source(world, world.kuusilahti, label="W1")
    make(world, template="town-picture")
    assert not Workshop.objects.exists()


def test_questions_change_until_they_are_answered_and_dots_until_voting(room: Room) -> None:
    address = room.address("workshop_change")
    texts = {"title_fi": "Uusi otsikko", "title_sv": "", "title_en": "", "questions_sv": "", "questions_en": ""}
    values = texts | {"date": "2026-02-20", "dots": 5, "questions_fi": "Ainoa kysymys?"}
    room.leader.post(address, values)
    assert room.workshop.questions.count() == 1
    room.phone().card("Vastaus", key="a" * 32)
    refused = room.leader.post(address, values | {"questions_fi": "Toinen?"}).content.decode()
    assert "Kysymyksiä ei voi enää muuttaa" in refused
    room.go("reveal", "grouping", "voting")
    assert "lukittu" in room.leader.post(address, values | {"dots": 9}).content.decode()
    assert room.leader.post(address, values | {"title_fi": "Vielä parempi"}).status_code == 302
    room.workshop.refresh_from_db()
    assert (room.workshop.dots, "Vielä parempi" in room.page()) == (5, True)


def typed(room: Room, *texts: str, question: int = 0) -> None:
    """Type in cards from paper."""
    asked = room.workshop.questions.all()[question]
    values = {"question": asked.pk, "language": "fi", "texts": "\n".join(texts)}
    assert room.leader.post(room.address("workshop_cards"), values).status_code == 302


def test_steps_go_one_by_one_and_not_back_once_a_vote_is_cast(room: Room) -> None:
    typed(room, "Koski")
    for wrong in ("voting", "closed", "dancing", ""):
        told = room.leader.post(room.address("workshop_move"), {"to": wrong}, follow=True).content.decode()
        assert "ei käy työpajan tässä vaiheessa" in told
    room.go("reveal", "writing", "reveal", "grouping", "voting", "grouping", "voting")
    assert Group.objects.count() == 1
    room.phone().vote({Group.objects.get(): 1})
    told = room.leader.post(room.address("workshop_move"), {"to": "grouping"}, follow=True).content.decode()
    assert "ääniä on jo annettu" in told
    room.go("rating", "closed")
    assert room.leader.post(room.address("workshop_move"), {"to": "rating"}, follow=True)
    room.workshop.refresh_from_db()
    assert room.workshop.step == "closed"


def test_without_cards_there_is_nothing_to_vote_on(room: Room) -> None:
    room.go("reveal", "grouping")
    told = room.leader.post(room.address("workshop_move"), {"to": "voting"}, follow=True).content.decode()
    assert "ei ole kortteja" in told


def test_the_timer_is_seen_by_all_and_stops(room: Room) -> None:
    phone = room.phone()
    room.leader.post(room.address("workshop_timer"), {"minutes": "5"})
    room.workshop.refresh_from_db()
    assert room.workshop.timer_ends is not None
    assert timedelta(minutes=4) < room.workshop.timer_ends - timezone.now() <= timedelta(minutes=5)
    left = re.search(r'data-left=\\"(\d+)\\"', phone.ask().content.decode())
    assert left
    assert 290 <= int(left[1]) <= 300
    room.leader.post(room.address("workshop_timer"), {"minutes": "0"})
    assert "data-left" not in phone.ask().content.decode().replace("<span data-left", "")


def test_suggested_groups_are_a_start_that_the_facilitator_takes_or_leaves(room: Room) -> None:
    typed(room, *CARDS)
    room.go("reveal", "grouping")
    page = room.page(suggest="")
    assert 'value="Laboratorio"' in page
    assert 'value="Rahoittaja"' in page
    lab = list(Card.objects.filter(text__startswith="Laboratorio"))
    room.leader.post(room.address("workshop_group"), {"card": [card.pk for card in lab], "title": "Laboratorio"})
    assert set(Group.objects.get().cards.all()) == set(lab)
    assert 'value="Laboratorio"' not in room.page(suggest="").split("suggested")[2]
    river, money = Card.objects.get(text="Koski"), Card.objects.get(text="Rahoittaja puuttuu")
    group = Group.objects.get()
    room.leader.post(room.address("workshop_group"), {"card": [river.pk, money.pk], "group": group.pk})
    room.leader.post(room.address("workshop_group"), {"card": [money.pk], "group": "none"})
    room.leader.post(room.address("workshop_group_change", group.pk), {"title": "Pysyvät paikat"})
    assert group.cards.count() == 3
    phone = room.phone()
    assert "Pysyvät paikat" in phone.look()
    told = room.leader.post(room.address("workshop_group"), {"title": "Tyhjä"}, follow=True).content.decode()
    assert "Valitse kortit" in told
    room.go("voting")
    titles = set(Group.objects.values_list("title", flat=True))
    assert titles == {"Pysyvät paikat", "Rahoittaja puuttuu", "Rahoittajat samaan pöytään"}
    told = room.leader.post(
        room.address("workshop_group_change", group.pk), {"dissolve": ""}, follow=True
    ).content.decode()
    assert "lukittu" in told
    assert Group.objects.count() == 3


def test_an_empty_group_goes_and_a_dissolved_one_leaves_its_cards(room: Room) -> None:
    typed(room, "Koski", "Satama")
    room.go("reveal", "grouping")
    one, other = Card.objects.all()
    for card in (one, other):
        room.leader.post(room.address("workshop_group"), {"card": card.pk, "title": card.text})
    first, second = Group.objects.all()
    room.leader.post(room.address("workshop_group"), {"card": one.pk, "group": second.pk})
    assert list(Group.objects.all()) == [second]
    assert room.leader.post(room.address("workshop_group_change", first.pk), {"title": "x"}).status_code == 404
    room.leader.post(room.address("workshop_group_change", second.pk), {"dissolve": ""})
    assert Card.objects.filter(group=None).count() == 2


def test_a_card_put_aside_is_seen_by_nobody_else_and_comes_back(room: Room) -> None:
    phone = room.phone()
    phone.card("Pekka ei osaa", key="a" * 32)
    card = Card.objects.get()
    assert room.leader.post(room.address("workshop_aside", card.pk)).status_code == 404  # still private
    room.go("reveal")
    room.leader.post(room.address("workshop_aside", card.pk))
    assert "Pekka" not in phone.look()
    assert "Pekka" in room.page()
    room.leader.post(room.address("workshop_aside", card.pk))
    assert "Pekka" in phone.look()


def test_votes_on_paper_are_counted_with_those_of_the_phones(room: Room) -> None:
    typed(room, "Koski", "Satama")
    room.go("reveal", "grouping", "voting")
    river, harbour = Group.objects.order_by("id")
    room.phone().vote({river: 1, harbour: 2})
    too_many = {"voters": 2, f"group-{river.pk}": 7, f"group-{harbour.pk}": 0}
    told = room.leader.post(room.address("workshop_paper"), too_many, follow=True).content.decode()
    assert "Paperilla on 7 pistettä" in told
    room.leader.post(room.address("workshop_paper"), too_many | {f"group-{river.pk}": 6})
    room.go("rating")
    page = room.page()
    assert "3 on äänestänyt" in page
    counted = re.findall(r'<th scope="row">(\w+)</th><td class="number">(\d+)</td>', page)
    assert counted == [("Koski", "7"), ("Satama", "2")]


def lead_to_the_end(room: Room) -> None:
    """Lead a workshop with six cards, two votes and an opinion to its end."""
    typed(room, *CARDS)
    phone = room.phone("sv")
    phone.card("=HYPERLINK(1)", key="a" * 32, question=1)
    room.go("reveal", "grouping", "voting")
    group = Group.objects.all()[0]
    phone.vote({group: 3})
    room.go("rating")
    phone.opine(group, 9, 2)
    room.go("closed")


def test_the_board_leaves_as_csv_and_as_a_workbook(room: Room) -> None:
    lead_to_the_end(room)
    cards = room.leader.get(room.address("workshop_file", "cards.csv"))
    assert 'filename="kuusilahti-W1-cards-synthetic.csv"' in cards["Content-Disposition"]
    rows = cards.content.decode().splitlines()
    assert rows[0] == "kysymys,kortti,ryhmä,kieli,huomautus"
    assert (
        rows[1]
        == "Mikä täällä on pysyvää?,Laboratorio auki joka päivä,Laboratorio auki joka päivä,fi,syötetty paperilta"
    )
    assert rows[6].startswith("Kuka puuttuu pöydästä?,'=HYPERLINK(1),")
    results = room.leader.get(room.address("workshop_file", "results.csv")).content.decode().splitlines()
    assert results[1] == "Laboratorio auki joka päivä,1,3,0,3,1.0,1,9.0,9.0,9.0,2.0,2.0,2.0"
    book = load_workbook(io.BytesIO(room.leader.get(room.address("workshop_file", "workshop.xlsx")).content))
    assert [sheet.cell(1, 1).value for sheet in book] == ["Synteettinen aineisto"] * 3
    assert room.leader.get(room.address("workshop_file", "cards.exe")).status_code == 404


def test_cards_become_a_source_with_the_workshop_as_its_cluster(room: Room) -> None:
    told = room.leader.post(room.address("workshop_keep"), {"consent": "given"}, follow=True).content.decode()
    assert "ei käy työpajan tässä vaiheessa" in told
    lead_to_the_end(room)
    aside = Card.objects.get(text="Koski")
    room.leader.post(room.address("workshop_aside", aside.pk))
    room.leader.post(room.address("workshop_keep"), {"consent": "given"})
    source = Source.objects.get()
    assert (source.kind, source.label, source.cluster, source.consent) == ("workshop", "W1", "W1", "given")
    assert source.text.split("\n\n") == [
        "Akkujen työpaja, Kuusilahti, 19.2.2026. Kortit sellaisina kuin osallistujat ne kirjoittivat.",
        "Kysymys 1: Mikä täällä on pysyvää?",
        *CARDS[:4],
        "Kysymys 2: Kuka puuttuu pöydästä?",
        "=HYPERLINK(1)\n",
    ]
    told = room.leader.post(room.address("workshop_keep"), {"consent": "given"}, follow=True).content.decode()
    assert "jo tallennettu lähteeksi" in told
    assert Source.objects.count() == 1


def test_a_card_that_comes_after_the_source_is_refused_with_a_word(room: Room) -> None:
    phone = room.phone()
    lead_to_the_end(room)
    room.leader.post(room.address("workshop_keep"), {"consent": "asked"})
    answer = phone.card("Liian myöhään", key="z" * 32)
    assert answer.status_code == 400
    assert "jo tallennettu" in answer.content.decode()


def test_a_reader_sees_the_workshop_and_changes_nothing(room: Room) -> None:
    typed(room, "Koski")
    room.go("reveal", "grouping")
    reader = signed_in(room.world, "viewer")
    page = reader.get(room.address("workshop")).content.decode()
    assert "Koski" in page
    assert "Jatka:" not in page
    assert reader.post(room.address("workshop_move"), {"to": "voting"}).status_code == 404
    listed = reader.get(reverse("workshops", args=NEW)).content.decode()
    assert "Akkujen työpaja" in listed
    assert "Luo työpaja" not in listed


def test_an_unused_workshop_is_removed_by_who_made_it(room: Room) -> None:
    board = f"/fi/w/{room.workshop.token}/"
    assert "Kukaan ei ole vielä vastannut" in room.leader.get(room.address("workshop_remove")).content.decode()
    page = room.leader.post(room.address("workshop_remove"), follow=True).content.decode()
    assert "Työpaja poistettiin." in page
    assert not Workshop.objects.exists()
    assert not Text.objects.filter(owner=room.workshop.urn).exists()
    assert room.leader.get(board).status_code == 404
    assert AuditEvent.objects.filter(action="evidence.workshops.remove_workshop").count() == 1


def test_a_workshop_with_answers_is_removed_by_a_manager_who_types_its_label(room: Room) -> None:
    room.phone().card("Koski", key="a" * 24)
    address = room.address("workshop_remove")
    assert (
        "Pyydä ohjelman vastuuhenkilöä"
        in room.leader.post(address, {"confirmation": "W1"}, follow=True).content.decode()
    )
    manager = signed_in(room.world, "manager")
    assert "Mitään ei poistettu: vahvistus ei ole W1." in manager.post(address, {"confirmation": "W2"}).content.decode()
    assert Card.objects.count() == 1
    assert "Työpaja poistettiin." in manager.post(address, {"confirmation": "W1"}, follow=True).content.decode()
    assert not Workshop.objects.exists()
