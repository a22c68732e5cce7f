"""What may tell who is meant does not get past publishing."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from seutukuva.base import Problem
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.models import Passage, Source
from seutukuva.web.evidence.pseudonyms import actions, keeping, key_actions
from seutukuva.web.evidence.pseudonyms.models import KeyEntry, State, Suggestion, Treatment
from seutukuva.web.evidence.selectors import held_back_in, may_quote, voices_of
from seutukuva.web.evidence.subjects import Subject
from seutukuva.web.picture import actions as picture
from tests.web.evidence.pseudonyms.conftest import NAMED, PLAIN, Room, confirm_all, pseudonymise
from tests.web.publishing import publish_approved
from tests.web.threads import signed_in


def published_words(room: Room) -> set[str]:
    return {voice.words for voice in voices_of(room.source.ecosystem_id) if voice.words}


def decide_all(room: Room, state: State) -> None:
    numbers = list(Suggestion.objects.filter(source=room.source).values_list("pk", flat=True))
    analyst = room.world.people["analyst"]
    actions.decide(actor=analyst, source=room.fresh(), suggestions=numbers, state=state)


def test_a_quote_that_names_a_person_is_refused(room: Room) -> None:
    analyst = room.world.people["analyst"]
    with pytest.raises(Problem, match="may tell who is meant"):
        evidence.change_passage(actor=analyst, passage=room.named, quote=NAMED, quotable=True)
    page = signed_in(room.world, "analyst").post(
        reverse("source", args=room.address), {"quote": "Soitin Virtaselle eilen.", "quotable": "on"}
    )
    assert "voi paljastaa" in page.content.decode()
    assert not Passage.objects.filter(quote="Soitin Virtaselle eilen.").exists()


def test_quotes_are_held_back_with_a_notice_while_names_wait_for_a_decision(room: Room) -> None:
    assert published_words(room) == {PLAIN}  # nothing in it tells who is meant
    actions.look_for_names(actor=room.world.people["analyst"], source=room.source)
    assert published_words(room) == set()
    assert held_back_in(room.source.ecosystem_id) == 1
    client = signed_in(room.world, "analyst")
    assert "pidätetty" in client.get(reverse("picture_publish", args=room.address[:2])).content.decode()
    assert "pidätetty" in client.get(reverse("source", args=room.address)).content.decode()
    decide_all(room, State.REJECTED)
    assert published_words(room) == {PLAIN}
    decide_all(room, State.ACCEPTED)
    assert published_words(room) == set()  # confirmed, but still in the text
    pseudonymise(room)
    assert published_words(room) == {PLAIN}


def test_a_wording_of_the_interviewee_passes_the_same_gate(room: Room) -> None:
    pseudonymise(room)
    passage = Passage.objects.select_related("source").get(pk=room.plain.pk)
    passage.agreed_words = "Liisa Korhonen sanoi tämän."
    assert not may_quote(passage)
    passage.agreed_words = "Yhteistyö kasvaa."
    assert may_quote(passage)


def test_a_public_document_may_be_quoted_with_its_names(room: Room) -> None:
    analyst = room.world.people["analyst"]
    source = evidence.add_source(
        actor=analyst,
        ecosystem=room.source.ecosystem,
        kind="document",
        label="D-01",
        who="strategia",
        sector="",
        language="fi",
        date=date(2026, 1, 1),
        text=NAMED,
        consent="not_needed",
    )
    assert may_quote(evidence.add_passage(actor=analyst, source=source, quote=NAMED, quotable=True))


def released() -> str:
    files = (settings.VAR / "releases").glob("*.json")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.django_db(transaction=True)
def test_what_was_published_before_is_told_as_the_text_stands_now(room: Room) -> None:
    analyst, manager = room.world.people["analyst"], room.world.people["manager"]
    actions.look_for_names(actor=analyst, source=room.source)
    decide_all(room, State.REJECTED)
    evidence.change_passage(actor=analyst, passage=room.named, quote=NAMED, quotable=True)
    picture.approve_finding(actor=manager, finding=room.finding)
    publish_approved(analyst, manager, room.source.ecosystem)
    thread = reverse("thread", args=[room.named.urn])
    assert "Matti Virtanen" in Client().get(thread).content.decode()
    decide_all(room, State.ACCEPTED)
    assert "Matti Virtanen" not in Client().get(thread).content.decode()
    source = pseudonymise(room)
    told = Client().get(thread).content.decode()
    assert "[henkilö 1] vie meidän hankkeita" in told
    assert "Matti Virtanen" in released()
    key_actions.anonymise(actor=manager, source=source, label=source.label)
    assert "Matti Virtanen" not in released()
    assert "[henkilö 1] vie meidän hankkeita" in Client().get(thread).content.decode()


def test_what_is_kept_of_an_interviewee_is_exported_and_erased(room: Room) -> None:
    confirm_all(room)
    actions.replace_names(actor=room.world.people["analyst"], source=room.fresh())
    subject = Subject(room.source.ecosystem, (Source.objects.get(pk=room.source.pk),), None)
    parts = {part.path: part.content.decode() for part in keeping.export(subject)}
    assert "Matti Virtanen" in parts["markers.csv"]
    assert "replaced" in parts["names.csv"]
    keeping.erase(subject)
    assert not any(model.objects.exists() for model in (Suggestion, KeyEntry, Treatment))
