"""Names are suggested, decided on by a person, and replaced everywhere at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seutukuva.base import Problem
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding.models import Step
from seutukuva.web.evidence.pseudonyms import actions, selectors
from seutukuva.web.evidence.pseudonyms.models import KeyEntry, Standing, State, Suggestion
from seutukuva.web.evidence.searching.models import IndexedUnit
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.kit.thread.selectors import flagged
from tests.web.evidence.pseudonyms.conftest import NAMED, PLAIN, TEXT, Room, confirm_all, pseudonymise
from tests.web.threads import signed_in


def texts(room: Room, state: State) -> list[str]:
    return list(Suggestion.objects.filter(source=room.source, state=state).values_list("text", flat=True))


def test_a_person_goes_from_the_source_to_a_pseudonymised_text_with_plain_forms(room: Room) -> None:
    client = signed_in(room.world, "coordinator")
    source = client.get(reverse("source", args=room.address)).content.decode()
    assert reverse("names", args=room.address) in source
    coding_page = client.get(reverse("coding", args=room.address)).content.decode()
    assert "Teksti on käsittelemätön" in coding_page
    client.post(reverse("names_find", args=room.address))
    page = client.get(reverse("names", args=room.address)).content.decode()
    assert "Matti Virtanen" in page
    assert "odottaa ratkaisua" in page
    for row in Suggestion.objects.filter(source=room.source):
        client.post(reverse("names_decide", args=room.address), {"decision": f"accept_all-{row.pk}"})
    client.post(reverse("names_replace", args=room.address))
    text = room.fresh().text
    assert "[henkilö 1] vie meidän hankkeita eteenpäin. Soitin [henkilö 1] eilen." in text
    assert "Virta" not in text
    assert "esimerkki.fi" not in text
    assert "4567" not in text
    page = client.post(reverse("names_done", args=room.address), {"risks": []}).content.decode()
    assert "Rastita jokainen kohta" in page
    risks = [risk.code for risk in selectors.risks_of(room.fresh())]
    answer = client.post(reverse("names_done", args=room.address), {"risks": risks})
    assert answer.status_code == 302
    assert "pseudonymisoitu" in client.get(reverse("town_evidence", args=room.address[:2])).content.decode()
    assert "Teksti on käsittelemätön" not in client.get(reverse("coding", args=room.address)).content.decode()


def test_inflected_forms_are_one_thing_that_is_decided_on_at_once_or_one_by_one(room: Room) -> None:
    actions.look_for_names(actor=room.world.people["analyst"], source=room.source)
    client = signed_in(room.world, "analyst")
    form = Suggestion.objects.get(source=room.source, text="Virtaselle")
    client.post(reverse("names_decide", args=room.address), {"decision": f"accept-{form.pk}", "category": "other"})
    assert texts(room, State.ACCEPTED) == ["Virtaselle"]
    form.refresh_from_db()
    assert (form.category, form.decided_by) == ("other", room.world.people["analyst"])
    client.post(reverse("names_decide", args=room.address), {"decision": f"reject-{form.pk}"})
    assert texts(room, State.REJECTED) == ["Virtaselle"]
    for wrong in ("accept-999999", "erase-1", "accept-x"):
        assert client.post(reverse("names_decide", args=room.address), {"decision": wrong}).status_code == 404


def test_what_was_missed_is_added_in_every_form(room: Room) -> None:
    actions.look_for_names(actor=room.world.people["analyst"], source=room.source)
    client = signed_in(room.world, "analyst")
    client.post(reverse("names_add", args=room.address), {"words": "hankkeita eteenpäin", "category": "other"})
    assert texts(room, State.ACCEPTED) == ["hankkeita eteenpäin"]
    page = client.post(reverse("names_add", args=room.address), {"words": "Liisa", "category": "person"})
    assert "errorlist" in page.content.decode()
    actions.look_for_names(actor=room.world.people["analyst"], source=room.source)
    assert texts(room, State.ACCEPTED) == ["hankkeita eteenpäin"]  # looking again forgets no decision


def test_passages_steps_and_the_search_move_to_the_code_point(room: Room) -> None:
    confirm_all(room)
    source = actions.replace_names(actor=room.world.people["analyst"], source=room.source)
    for passage in source.passages.all():
        assert source.text[passage.start : passage.end] == passage.quote
    room.named.refresh_from_db()
    room.plain.refresh_from_db()
    assert room.named.quote == "[henkilö 1] vie meidän hankkeita eteenpäin."
    assert room.plain.quote == PLAIN
    assert room.plain.start < TEXT.index(PLAIN)
    step = Step.objects.get(source=source)
    assert (step.start, step.end) == (room.plain.start, room.plain.end)
    assert coding.undo(actor=room.world.people["analyst"], source=source) is not None
    terms = " ".join(IndexedUnit.objects.filter(source=source).values_list("terms", flat=True))
    assert "virta" not in terms.lower()


def test_a_passage_that_lost_a_name_flags_nothing_and_what_was_flagged_stays_so(room: Room) -> None:
    analyst = room.world.people["analyst"]
    sentences = [room.finding.urn, room.rating.urn]
    assert not flagged(sentences)
    confirm_all(room)
    actions.replace_names(actor=analyst, source=room.fresh())
    assert not flagged(sentences)


def test_a_sentence_that_waits_for_a_look_still_waits(room: Room) -> None:
    analyst = room.world.people["analyst"]
    evidence.change_passage(
        actor=analyst, passage=room.named, quote=f"{NAMED} Soitin Virtaselle eilen.", quotable=False
    )
    assert room.rating.urn in flagged([room.rating.urn])
    confirm_all(room)
    actions.replace_names(actor=analyst, source=room.fresh())
    assert room.rating.urn in flagged([room.rating.urn])


def test_two_passages_inside_one_name_can_still_be_coded(room: Room) -> None:
    analyst = room.world.people["analyst"]
    for words in ("Matti", "Virtanen"):
        evidence.add_passage(actor=analyst, source=room.source, quote=words)
    confirm_all(room)
    source = actions.replace_names(actor=analyst, source=room.fresh())
    at = coding.place(source, start=source.text.index("["), end=source.text.index("]") + 1, quote="")
    coding.add_coding(actor=analyst, source=source, at=at, code=room.coding.code)


def test_names_stand_in_the_sealed_key_only(room: Room) -> None:
    confirm_all(room)
    actions.replace_names(actor=room.world.people["analyst"], source=room.source)
    assert {row.marker for row in KeyEntry.objects.all()} >= {"[henkilö 1]", "[sähköposti 1]", "[puhelin 1]"}
    kept = [
        *Suggestion.objects.values_list("text", "base", "reason_parameters"),
        *KeyEntry.objects.values_list("sealed"),
    ]
    assert "irta" not in str(kept)
    assert set(texts(room, State.REPLACED)) >= {"[henkilö 1]", "[puhelin 1]"}
    assert Suggestion.objects.filter(state=State.REPLACED, decided_by=room.world.people["analyst"]).exists()


def test_the_same_person_has_the_same_marker_in_the_towns_other_sources(room: Room) -> None:
    pseudonymise(room)
    other = evidence.add_source(
        actor=room.world.people["analyst"],
        ecosystem=room.source.ecosystem,
        kind="interview",
        label="K-10",
        who="",
        sector="city",
        language="fi",
        date=room.source.date,
        text="V: Olen puhunut Liisa Korhosen kanssa, ja sen jälkeen soitin Matti Virtaselle.\n",
        consent="given",
    )
    again = Room(room.world, other, room.named, room.plain, room.rating, room.finding, room.coding)
    assert "[henkilö 2] kanssa, ja sen jälkeen soitin [henkilö 1]." in pseudonymise(again).text


def test_a_corrected_text_is_raw_and_is_looked_through_again(room: Room) -> None:
    analyst = room.world.people["analyst"]
    source = pseudonymise(room)
    assert selectors.standing_of(source) == Standing.PSEUDONYMISED
    evidence.correct_text(actor=analyst, source=source, text=f"{source.text}\nV: Ja Liisa Korhonen auttaa.\n")
    assert selectors.standing_of(room.fresh()) == Standing.RAW
    with pytest.raises(Problem, match="not been looked for"):
        actions.replace_names(actor=analyst, source=room.fresh())
    page = signed_in(room.world, "analyst").get(reverse("names", args=room.address)).content.decode()
    assert "Tekstiä on muutettu" in page
    confirm_all(room)
    assert "Ja [henkilö 2] auttaa." in actions.replace_names(actor=analyst, source=room.fresh()).text


def test_nobody_vouches_for_what_is_undecided(room: Room) -> None:
    analyst = room.world.people["analyst"]
    with pytest.raises(Problem, match="not been looked for"):
        actions.vouch(actor=analyst, source=room.source, ticked=[])
    confirm_all(room)
    with pytest.raises(Problem, match="Not decided or not replaced"):
        actions.vouch(actor=analyst, source=room.source, ticked=[])
    source = actions.replace_names(actor=analyst, source=room.source)
    with pytest.raises(Problem, match="Not all remaining risks"):
        actions.vouch(actor=analyst, source=source, ticked=[])
    with pytest.raises(Problem, match="No name is confirmed"):
        actions.replace_names(actor=analyst, source=source)


def test_the_trail_tells_who_decided_and_no_name(room: Room) -> None:
    actions.look_for_names(actor=room.world.people["analyst"], source=room.source)
    actions.add_name(actor=room.world.people["analyst"], source=room.source, words="hankkeita", category="other")
    pseudonymise(room)
    done = set(AuditEvent.objects.filter(urn=room.source.urn).values_list("action", flat=True))
    assert {f"evidence.pseudonyms.{name}" for name in ("decide", "add_name", "replace_names", "vouch")} <= done
    for event in AuditEvent.objects.exclude(parameters={}):
        assert "irta" not in str(event.parameters)
