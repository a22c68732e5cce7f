"""Sources, passages and ratings as their users see them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from seutukuva.base import Problem
from seutukuva.web.evidence import actions
from seutukuva.web.evidence.models import Passage, Rating, Source
from seutukuva.web.kit.thread.selectors import flagged, shown_to
from tests.web.threads import HIDDEN, QUOTE, TEXT, make_source, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]
FACTS = {
    "kind": "interview",
    "label": "K-09",
    "who": "rehtori",
    "sector": "education",
    "language": "fi",
    "date": "2026-02-03",
    "consent": "given",
}


def add(client: Client, **data: object) -> str:
    return client.post(reverse("source_new", args=TOWN), {**FACTS, **data}).content.decode()


def test_a_coordinator_brings_an_interview_marks_a_passage_and_rates_it(world: World) -> None:
    client = signed_in(world, "coordinator")
    client.post(reverse("source_new", args=TOWN), {**FACTS, "text": TEXT.replace("\n", "\r\n")})
    source = Source.objects.get()
    empty = client.get(reverse("source", args=[*TOWN, source.pk])).content.decode()
    assert "Pelkästään koodatut kohdat näkyvät koodaussivulla." in empty
    answer = client.post(
        reverse("source", args=[*TOWN, source.pk]), {"quote": QUOTE.replace(" ", "\r\n", 1), "quotable": "on"}
    )
    passage = Passage.objects.get()
    assert (passage.quote, passage.quotable) == (QUOTE, True)
    assert answer["Location"] == reverse("passage", args=[*TOWN, passage.pk])
    client.post(
        reverse("rate", args=[*TOWN, passage.pk]), {"dimension": "education", "level": "1", "confidence": "high"}
    )
    page = client.get(reverse("source", args=[*TOWN, source.pk])).content.decode()
    assert f'<mark id="passage-{passage.pk}">' in page
    assert "Oppilaitosyhteistyö: taso 1" in page


def test_no_information_is_stored_as_no_level_and_never_chosen_beforehand(world: World) -> None:
    made = make_thread(world)
    client = signed_in(world, "analyst")
    address = reverse("rate", args=[*TOWN, made.passage.pk])
    refused = client.post(address, {"dimension": "state", "confidence": "low"})
    assert refused.status_code == 200
    client.post(address, {"dimension": "state", "level": "unknown", "confidence": "low"})
    assert Rating.objects.get(dimension="state").level is None


def test_the_same_person_rating_again_changes_the_rating(world: World) -> None:
    made = make_thread(world)
    analyst = world.people["analyst"]
    again = actions.rate(actor=analyst, passage=made.passage, dimension="education", level=2, confidence="low")
    assert again.pk == made.rating.pk
    other = actions.rate(
        actor=world.people["manager"], passage=made.passage, dimension="education", level=2, confidence="low"
    )
    assert other.pk != made.rating.pk


def test_missing_sectors_are_told(world: World) -> None:
    make_source(world, world.kuusilahti)
    page = signed_in(world, "viewer").get(reverse("town_evidence", args=TOWN)).content.decode()
    missing = page[page.index("Näiltä sektoreilta") :]
    assert "<li>oppilaitos</li>" in missing
    assert "<li>yritys</li>" not in missing


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "Liitä teksti tai valitse tiedosto."),
        ({"text": "x", "file": SimpleUploadedFile("a.txt", b"y")}, "ei molempia"),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04\xff\xfe")}, "Tiedosto on vioittunut"),
        ({"file": SimpleUploadedFile("a.txt", b"abc\x00def")}, "Tiedosto ei ole tekstiä"),
        ({"file": SimpleUploadedFile("a.txt", b"a" * (50 * 1024 * 1024 + 1))}, "koko on 51 Mt"),
        ({"text": "   \n "}, "Liitä teksti tai valitse tiedosto."),
        ({"text": "x", "label": "K 09!"}, "yhdysmerkkejä"),
        ({"text": "x", "sector": "church"}, "church"),
    ],
)
def test_a_source_that_cannot_be_used_is_told_and_not_stored(world: World, data: dict[str, object], told: str) -> None:
    assert told in add(signed_in(world, "coordinator"), **data)
    assert not Source.objects.exists()


def test_a_text_file_is_read_with_its_byte_order_mark_taken_off(world: World) -> None:
    add(signed_in(world, "coordinator"), file=SimpleUploadedFile("a.txt", f"\ufeff{TEXT}".encode()))
    source = Source.objects.get()
    assert source.text == TEXT.strip()
    assert source.original is not None
    assert source.original.name == "a.txt"


def test_a_label_is_used_once_in_an_ecosystem(world: World) -> None:
    make_source(world, world.kuusilahti, label="K-09")
    assert "Tunnus K-09 on jo käytössä." in add(signed_in(world, "coordinator"), text="x")


def test_words_that_are_not_in_the_text_are_refused(world: World) -> None:
    source = make_source(world, world.kuusilahti)
    page = signed_in(world, "analyst").post(reverse("source", args=[*TOWN, source.pk]), {"quote": "Ei ole tässä"})
    assert "Lainausta ”Ei ole tässä” ei löydy tekstistä." in page.content.decode()


def test_nothing_is_quoted_without_consent(world: World) -> None:
    source = make_source(world, world.kuusilahti, consent="asked")
    with pytest.raises(Problem, match="consent"):
        actions.add_passage(actor=world.people["analyst"], source=source, quote=QUOTE, quotable=True)


def test_a_withdrawn_consent_closes_the_quotes(world: World) -> None:
    made = make_thread(world)
    signed_in(world, "coordinator").post(
        reverse("source_change", args=[*TOWN, made.source.pk]),
        {"who": "x", "sector": "company", "date": "2026-01-16", "consent": "asked"},
    )
    made.passage.refresh_from_db()
    assert not made.passage.quotable


def test_a_corrected_text_carries_its_passages_along(world: World) -> None:
    made = make_thread(world)
    client = signed_in(world, "coordinator")
    client.post(
        reverse("source_correct", args=[*TOWN, made.source.pk]),
        {"text": "Uusi alku.\r\n\r\n" + TEXT, "seen": made.source.text_hash},
    )
    made.passage.refresh_from_db()
    made.source.refresh_from_db()
    assert made.source.text[made.passage.start : made.passage.end] == QUOTE
    assert not flagged([made.finding.urn])


def test_words_that_a_correction_takes_away_are_listed_and_flag_what_stands_on_them(world: World) -> None:
    made = make_thread(world)
    client = signed_in(world, "coordinator")
    text = TEXT.replace(QUOTE, "Yhteistä tutkimusta on.")
    answer = client.post(
        reverse("source_correct", args=[*TOWN, made.source.pk]),
        {"text": text, "seen": made.source.text_hash},
        follow=True,
    )
    assert "1 kohta ei enää ole siinä" in answer.content.decode()
    assert QUOTE[:60] in client.get(reverse("town_evidence", args=TOWN)).content.decode()
    everything = [made.rating.urn, made.finding.cell, made.finding.urn, made.measure.urn, made.opportunity.urn]
    assert flagged(everything) == set(everything)


def test_a_rating_is_confirmed_on_the_passage_as_it_is_now(world: World) -> None:
    made = make_thread(world)
    client = signed_in(world, "coordinator")
    client.post(reverse("passage", args=[*TOWN, made.passage.pk]), {"quote": "Ammattikorkeakoulu on tunnin päässä."})
    page = reverse("passage", args=[*TOWN, made.passage.pk])
    assert "tekstikohta on muuttunut" in client.get(page).content.decode()
    client.post(reverse("rating_holds", args=[*TOWN, made.passage.pk, made.rating.pk]))
    assert "tekstikohta on muuttunut" not in client.get(page).content.decode()
    assert flagged([made.finding.urn]), "the finding waits for somebody of its own"


def test_a_removed_rating_flags_what_stood_on_it(world: World) -> None:
    made = make_thread(world)
    signed_in(world, "coordinator").post(reverse("rating_remove", args=[*TOWN, made.passage.pk, made.rating.pk]))
    assert made.finding.urn in flagged([made.finding.urn])


def test_only_who_works_on_the_town_writes(world: World) -> None:
    made = make_thread(world)
    for name in ("viewer", "other_coordinator", "stranger"):
        with pytest.raises(PermissionDenied):
            actions.add_passage(actor=world.people[name], source=made.source, quote=HIDDEN)
        answer = signed_in(world, name).post(reverse("source", args=[*TOWN, made.source.pk]), {"quote": HIDDEN})
        assert answer.status_code == 404


def test_another_towns_passage_is_not_found_through_ones_own_town(world: World) -> None:
    made = make_thread(world)
    client = signed_in(world, "other_coordinator")
    assert client.get(reverse("passage", args=["suljettu", "mantysalmi", made.passage.pk])).status_code == 404
    assert client.get(reverse("source", args=["suljettu", "mantysalmi", made.source.pk])).status_code == 404


def test_an_unpublished_passage_is_on_no_strangers_thread(world: World) -> None:
    made = make_thread(world)
    urns = [made.source.urn, made.passage.urn, made.rating.urn, made.finding.cell, made.finding.urn, made.measure.urn]
    for name in ("stranger", "other_coordinator"):
        assert shown_to(world.people[name], urns) == {}
    assert set(shown_to(world.people["viewer"], urns)) == set(urns)


def test_a_passage_inside_another_has_its_place_in_the_text(world: World) -> None:
    made = make_thread(world)
    inner = actions.add_passage(actor=world.people["analyst"], source=made.source, quote="yhteistä tutkimusta")
    page = signed_in(world, "analyst").get(reverse("source", args=[*TOWN, made.source.pk])).content.decode()
    assert f'id="passage-{made.passage.pk}"' in page
    assert f'id="passage-{inner.pk}"' in page
