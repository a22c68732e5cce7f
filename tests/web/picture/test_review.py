"""From draft to publication: comment round, approval by a second person, withdrawal."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from seutukuva.base import LANGUAGES, Problem
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.kit.audit.selectors import events_of
from seutukuva.web.kit.releases.selectors import current
from seutukuva.web.picture.actions import approve_finding, change_finding
from seutukuva.web.picture.reporting import write_programme_texts, write_town_texts
from seutukuva.web.picture.review import actions, approval
from seutukuva.web.picture.review.models import Comment, Round
from seutukuva.web.picture.review.selectors import current_approval, way_of
from seutukuva.web.picture.review.subjects import picture_of, programme_report_of, report_of, report_urn
from seutukuva.web.programmes.actions import add_participant
from seutukuva.web.programmes.maturity_actions import use_model
from seutukuva.web.programmes.models import Membership
from tests.web.picture.test_publishing import SLUG, TOWN, public
from tests.web.publishing import publish_approved, publish_subject
from tests.web.threads import SENTENCE, Made, make_thread, signed_in
from tests.web.world import World

WORDS = "Meillä on jo yhteinen hanke ammattikorkeakoulun kanssa."


def page(world: World, name: str, address: str, *arguments: object) -> str:
    answer = signed_in(world, name).get(reverse(address, args=arguments or TOWN), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def opened(world: World, made: Made) -> Round:
    return actions.open_round(
        actor=world.people["analyst"], ecosystem=made.ecosystem, last_day=timezone.localdate() + timedelta(days=7)
    )


def commented(world: World, made: Made, body: str = WORDS) -> Comment:
    return actions.write_comment(
        actor=world.people["coordinator"], round=opened(world, made), about=made.finding.urn, body=body
    )


def pressed(client: Client, step: str, approval: str = "", **given: str) -> str:
    """Press a button of the page of approval, by default as the page shows it now; return the page that follows."""
    shown = client.get(reverse("picture_publish", args=TOWN)).content.decode()
    number = approval or re.findall(r'name="approval" value="([0-9]+)"', shown)[0]
    answer = client.post(
        reverse("picture_publish_step", args=[*TOWN, step]), {"approval": number, **given}, follow=True
    )
    return str(answer.content.decode())


def ask(world: World, made: Made, **knows: bool) -> None:
    approval.ask_approval(actor=world.people["analyst"], subject=picture_of(made.ecosystem), languages=["fi"], **knows)


def test_the_town_comments_on_its_own_draft_and_no_other_town_sees_it(world: World) -> None:
    made = make_thread(world)
    analyst, town = signed_in(world, "analyst"), signed_in(world, "coordinator")
    address = reverse("picture_round", args=TOWN)
    analyst.post(address, {"last_day": timezone.localdate().isoformat()})
    draft = town.get(address).content.decode()
    assert SENTENCE["fi"] in draft
    assert reverse("thread", args=[made.finding.urn]) in draft
    for about in (made.finding.urn, made.finding.cell, made.ecosystem.urn):
        town.post(reverse("picture_comment", args=TOWN), {"about": about, "body": WORDS})
    seen = analyst.get(address).content.decode()
    assert seen.count(WORDS) == 3
    assert "3 kommenttia odottaa vastausta." in seen
    assert signed_in(world, "other_coordinator").get(address).status_code == 404
    assert signed_in(world, "other_coordinator").get(reverse("town_publishing", args=TOWN)).status_code == 404
    assert "Kuusilahti" not in page(world, "other_coordinator", "publishing", "suljettu").partition("<h1>")[2]


def test_a_comment_is_answered_edited_or_settled_and_the_trail_keeps_each_step(world: World) -> None:
    made = make_thread(world)
    comment = commented(world, made)
    analyst = world.people["analyst"]
    with pytest.raises(Problem, match="reads as it did"):
        actions.handle_comment(actor=analyst, comment=comment, outcome="edited")
    with pytest.raises(Problem, match="answer is missing"):
        actions.handle_comment(actor=analyst, comment=comment, outcome="answered")
    form = page(world, "analyst", "picture_round")
    assert "Vastaus kommenttiin</label>" in form, "not marked as optional: the first choice needs it"
    assert "Tarvitaan, kun vastaat kommenttiin" in form
    change_finding(actor=analyst, finding=made.finding, sentence={**SENTENCE, "fi": "Yhteinen hanke on alkanut."})
    assert "teksti on muuttunut sen jälkeen" in page(world, "coordinator", "picture_round")
    signed_in(world, "analyst").post(
        reverse("picture_comment_handle", args=[*TOWN, comment.pk]), {"outcome": "edited", "words": "Kiitos."}
    )
    seen = page(world, "coordinator", "picture_round")
    assert "tekstiä muokattiin" in seen
    assert "Kiitos." in seen
    assert "odottaa vastausta" not in seen
    steps = [event.action for event in events_of(comment.urn)]
    assert steps == ["picture.review.handle_comment", "picture.review.write_comment"]
    assert WORDS not in str([event.parameters for event in events_of(comment.urn)])
    with pytest.raises(Problem, match="dealt with already"):
        actions.handle_comment(actor=analyst, comment=Comment.objects.get(), outcome="settled")


def test_a_round_ends_on_its_last_day_or_by_hand(world: World) -> None:
    made = make_thread(world)
    row = opened(world, made)
    with pytest.raises(Problem, match="open already"):
        opened(world, made)
    Round.objects.update(last_day=timezone.localdate() - timedelta(days=1))
    row.refresh_from_db()
    with pytest.raises(Problem, match="round is over"):
        actions.write_comment(actor=world.people["coordinator"], round=row, about=made.finding.urn, body=WORDS)
    again = opened(world, made)
    signed_in(world, "manager").post(reverse("picture_round_close", args=TOWN))
    with pytest.raises(Problem, match="round is over"):
        actions.write_comment(
            actor=world.people["coordinator"], round=Round.objects.get(pk=again.pk), about=made.finding.urn, body=WORDS
        )
    with pytest.raises(PermissionDenied):
        actions.open_round(actor=world.people["coordinator"], ecosystem=made.ecosystem, last_day=timezone.localdate())


def test_a_second_press_ends_neither_a_request_nor_its_approval(world: World) -> None:
    made = make_thread(world)
    ask(world, made, knows_flags=True)
    asked = current_approval(picture_of(made.ecosystem))
    assert asked is not None
    with pytest.raises(Problem, match="asked for already"):
        ask(world, made, knows_flags=True)
    approval.approve_publishing(actor=world.people["manager"], approval=asked)
    with pytest.raises(Problem, match="asked for already"):
        ask(world, made, knows_flags=True)
    now = current_approval(picture_of(made.ecosystem))
    assert now is not None
    assert (now.pk, now.approved_by) == (asked.pk, world.people["manager"])


def test_what_there_is_one_of_is_made_while_its_town_or_programme_is_held(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_thread(world)
    held: list[str] = []
    plain = QuerySet.select_for_update

    def spy(rows: Any, *arguments: Any, **named: Any) -> Any:
        held.append(rows.model.__name__)
        return plain(rows, *arguments, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", spy)
    ask(world, made, knows_flags=True)
    opened(world, made)
    use_model(actor=world.people["analyst"], programme=world.closed, text="", note="koe", seen=0)
    assert held == ["Ecosystem", "Ecosystem", "Programme"]


def test_a_long_comment_may_have_as_many_lines_as_its_box_lets_in(world: World) -> None:
    made = make_thread(world)
    opened(world, made)
    body = "x" * 3980 + "\n" * 19 + "y"
    sent = {"about": made.finding.urn, "body": body.replace("\n", "\r\n")}  # as browsers send it
    signed_in(world, "coordinator").post(reverse("picture_comment", args=TOWN), sent)
    assert Comment.objects.get().body == body


def test_a_comment_is_on_the_towns_own_picture_only(world: World) -> None:
    made = make_thread(world)
    row = opened(world, made)
    with pytest.raises(Problem, match="not part of this picture"):
        actions.write_comment(
            actor=world.people["coordinator"], round=row, about="urn:seutukuva:picture:finding:999999", body=WORDS
        )


def test_the_page_of_publishing_judges_its_towns_together(world: World) -> None:
    make_thread(world)
    client, address = signed_in(world, "manager"), reverse("publishing", args=["suljettu"])

    def judging() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return sum('FROM "experts_panelquestion"' in query["sql"] for query in asked.captured_queries)

    before = judging()
    for name in ("Uusi", "Vielä uudempi"):
        names = dict.fromkeys(LANGUAGES, name)
        add_participant(actor=world.people["manager"], programme=world.closed, names=names, forms={})
    assert judging() == before > 0


def test_each_cell_of_the_overview_tells_its_column_where_a_phone_shows_no_headings(world: World) -> None:
    page = signed_in(world, "manager").get(reverse("publishing", args=["suljettu"])).content.decode()
    headings = re.findall(r'<th scope="col" role="columnheader">([^<]+)</th>', page)
    assert headings and re.findall(r'<td role="cell" data-label="([^"]+)">', page)[:5] == headings[1:]
    assert 'class="data stacked"' in page


def test_all_towns_are_asked_at_once_where_there_is_a_picture(world: World) -> None:
    make_thread(world)
    client, address = signed_in(world, "manager"), reverse("publishing", args=["suljettu"])
    day = timezone.localdate().isoformat()
    answer = client.post(address, {"last_day": day}, follow=True).content.decode()
    assert "Kommenttikierroksia avattiin: 1." in answer
    assert "kommentoitavana" in answer
    assert "mitään ei tiedetä vielä" in answer, "of Mäntysalmi, which has no picture"
    assert "Ei ole kaupunkia" in client.post(address, {"last_day": day}).content.decode()


def test_another_person_approves_and_then_it_is_published(world: World) -> None:
    made = make_thread(world)
    analyst, manager = signed_in(world, "analyst"), signed_in(world, "manager")
    address = reverse("picture_publish", args=TOWN)
    analyst.post(address, {"languages": ["fi"]})
    assert "Sinä pyysit, joten toinen hyväksyy." in analyst.get(address).content.decode()
    assert "Pyysit hyväksyntää itse" in pressed(analyst, "approve")
    assert "Toinen ei ole hyväksynyt" in pressed(analyst, "now")
    pressed(manager, "return", words="Tarkista luku.")
    assert "Tarkista luku." in analyst.get(address).content.decode()
    analyst.post(address, {"languages": ["fi"]})
    pressed(manager, "approve")
    assert current(SLUG, "fi") is None
    told = pressed(analyst, "now")
    assert current(SLUG, "fi") is not None
    assert "manager hyväksyi" in told
    assert "Luonnos on sama kuin julkaisu." in told
    assert SENTENCE["fi"] in public("release", SLUG)
    assert made.ecosystem.participant.slug == "kuusilahti"


def test_nobody_approves_or_returns_a_request_that_he_did_not_see(world: World) -> None:
    made = make_thread(world)
    ask(world, made)
    seen = current_approval(picture_of(made.ecosystem))
    assert seen is not None
    # Once more and in other languages, while the manager's page still shows the first.
    approval.ask_approval(
        actor=world.people["analyst"], subject=picture_of(made.ecosystem), languages=["fi", "sv"], knows_flags=False
    )
    manager, analyst = signed_in(world, "manager"), signed_in(world, "analyst")
    for step in ("approve", "return", "now"):
        assert "Tämä pyyntö on jo päättynyt" in pressed(manager, step, str(seen.pk))
    with pytest.raises(Problem, match="come to its end"):
        approval.approve_publishing(actor=world.people["manager"], approval=seen)
    newest = current_approval(picture_of(made.ecosystem))
    assert newest is not None and newest.approved is None
    approval.approve_publishing(actor=world.people["manager"], approval=newest)
    with pytest.raises(Problem, match="come to its end"):
        approval.approve_publishing(actor=world.people["manager"], approval=newest)
    pressed(analyst, "now")
    assert current(SLUG, "fi") is not None
    with pytest.raises(Problem, match="come to its end"):
        approval.return_request(actor=world.people["manager"], approval=newest)


def test_an_approval_falls_away_when_anything_changes(world: World) -> None:
    made = make_thread(world)
    ask(world, made)
    row = current_approval(picture_of(made.ecosystem))
    assert row is not None
    approval.approve_publishing(actor=world.people["manager"], approval=row)
    change_finding(actor=world.people["analyst"], finding=made.finding, sentence={**SENTENCE, "fi": "Toinen."})
    made.finding.refresh_from_db()
    approve_finding(actor=world.people["manager"], finding=made.finding)
    with pytest.raises(Problem, match="no longer holds"):
        approval.publish_approved(actor=world.people["manager"], subject=picture_of(made.ecosystem))
    seen = page(world, "manager", "picture_publish")
    assert "muutettu sen jälkeen" in seen and "(svenska, English)" in seen, "the other languages were not edited"
    assert "kieliversioiden jälkeen: svenska, English." in page(world, "analyst", "finding", *TOWN, made.finding.pk)
    assert "joten tämä ei ole enää voimassa" in seen
    assert "hyväksyntää on pyydettävä uudelleen" in page(world, "coordinator", "town_publishing")
    assert "Pyydä hyväksyntää" in seen


def test_a_new_flag_or_comment_takes_the_approval_away_too(world: World) -> None:
    made = make_thread(world)
    ask(world, made)
    row = current_approval(picture_of(made.ecosystem))
    assert row is not None
    evidence.rate(actor=world.people["manager"], passage=made.hidden, dimension="education", level=1, confidence="low")
    with pytest.raises(Problem, match="no longer holds"):
        approval.approve_publishing(actor=world.people["manager"], approval=row)


def test_who_is_alone_approves_what_he_asked_for_and_page_and_trail_say_so(world: World) -> None:
    made = make_thread(world)
    Membership.objects.filter(user=world.people["manager"]).delete()
    analyst, address = signed_in(world, "analyst"), reverse("picture_publish", args=TOWN)
    assert "Kukaan muu ohjelmassa ei saa julkaista" in analyst.get(address).content.decode()
    analyst.post(address, {"languages": ["fi"]})
    pressed(analyst, "approve")
    row = current_approval(picture_of(made.ecosystem))
    assert row is not None
    assert "Sama henkilö pyysi ja hyväksyi" in analyst.get(address).content.decode()
    assert "picture.review.approval.approved_own" in [event.action for event in events_of(row.urn)]
    pressed(analyst, "now")
    assert current(SLUG, "fi") is not None


def test_unanswered_comments_stop_the_request_until_the_person_says_that_he_knows(world: World) -> None:
    made = make_thread(world)
    comment = commented(world, made)
    with pytest.raises(Problem, match="open to comments until"):
        ask(world, made)
    actions.close_round(actor=world.people["analyst"], round=comment.round)
    analyst, address = signed_in(world, "analyst"), reverse("picture_publish", args=TOWN)
    assert "Yksi kommentti odottaa vastausta." in analyst.post(address, {"languages": ["fi"]}).content.decode()
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem)
    told = public("release", SLUG)
    assert "1 kaupungin kommentti odotti vastausta, kun tämä julkaistiin." in told
    assert "Kommentteja tuli yksi." in told, "the picture says when it was commented"
    assert WORDS not in told


def test_open_flags_are_told_in_the_new_way_too(world: World) -> None:
    made = make_thread(world)
    evidence.rate(actor=world.people["manager"], passage=made.hidden, dimension="education", level=1, confidence="low")
    with pytest.raises(Problem, match="stand on something that has changed"):
        ask(world, made)
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem, ["fi"])
    row = current(SLUG, "fi")
    assert row is not None
    assert row.open_flags > 0


def test_the_towns_page_tells_what_differs_from_the_publication(world: World) -> None:
    made = make_thread(world)
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem)
    change_finding(actor=world.people["analyst"], finding=made.finding, sentence={**SENTENCE, "fi": "Toinen."})
    made.finding.refresh_from_db()
    approve_finding(actor=world.people["manager"], finding=made.finding)
    assert way_of(world.people["viewer"], picture_of(made.ecosystem)).standing == "differs"
    seen = page(world, "viewer", "town_publishing")
    assert "julkaistu, luonnos on muuttunut" in seen
    assert "Luonnos poikkeaa julkaisusta yhdessä kohdassa." in seen


def test_a_withdrawn_picture_leaves_the_public_and_its_address_says_so(world: World) -> None:
    made = make_thread(world)
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem)
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem)
    given = {"address": SLUG, "town": TOWN[1]}
    back = signed_in(world, "manager").post(reverse("publication_withdraw", args=["suljettu"]), given)
    assert back.headers["Location"] == reverse("town_publishing", args=TOWN)
    gone = Client().get(reverse("release", args=[SLUG]))
    assert gone.status_code == 410
    assert "Tässä osoitteessa ollut julkaisu poistettiin" in gone.content.decode()
    assert SENTENCE["fi"] not in gone.content.decode()
    assert Client().get(reverse("release_file", args=[SLUG, "pdf"])).status_code == 410
    assert Client().get(reverse("thread", args=[made.finding.urn])).status_code == 404
    assert "poistettu julkisilta sivuilta" in page(world, "viewer", "town_publishing")
    assert reverse("release", args=[SLUG]) not in page(world, "viewer", "town_picture")
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem)
    assert SENTENCE["fi"] in public("release", SLUG)


def test_nobody_withdraws_what_another_programme_published(world: World) -> None:
    publish_approved(world.people["analyst"], world.people["manager"], make_thread(world).ecosystem)
    with pytest.raises(Problem, match="has no publication"):
        approval.withdraw_publication(actor=world.people["administrator"], programme=world.open, address=SLUG)
    assert SENTENCE["fi"] in public("release", SLUG)


def test_the_towns_coordinators_are_written_to_when_their_round_opens(world: World, mailoutbox: list[Any]) -> None:
    make_thread(world)
    day = timezone.localdate().isoformat()
    signed_in(world, "manager").post(reverse("picture_round", args=TOWN), {"last_day": day, "letter": "on"})
    assert [letter.to for letter in mailoutbox] == [["coordinator@example.org"]]
    assert "kommentoida" in mailoutbox[0].body
    assert reverse("picture_round", args=TOWN) in mailoutbox[0].body


def test_a_towns_report_is_commented_beside_its_picture_and_published_as_a_second_person_approved(world: World) -> None:
    made = make_thread(world)
    analyst, manager, town = (signed_in(world, name) for name in ("analyst", "manager", "coordinator"))
    subject, about = report_of(made.ecosystem), report_urn(made.ecosystem)
    write_town_texts(actor=world.people["analyst"], ecosystem=made.ecosystem, texts={"opening": {"fi": "Oma alku."}})
    opened(world, made)
    seen = town.get(reverse("picture_round", args=TOWN)).content.decode()
    assert "Oma alku." in seen and reverse("situation_report", args=TOWN) in seen
    town.post(reverse("picture_comment", args=TOWN), {"about": about, "body": WORDS})
    page_of = reverse("situation_report_publish", args=TOWN)
    waits = analyst.get(page_of).content.decode()
    assert "Kuusilahti: kommentoitavana" in waits and "Pyydä hyväksyntää" not in waits, "it would be refused"
    analyst.post(reverse("picture_round_close", args=TOWN), {"back": "situation_report_publish"})
    comment = Comment.objects.get()
    with pytest.raises(Problem, match="reads as it did"):
        actions.handle_comment(actor=world.people["analyst"], comment=comment, outcome="edited")
    write_town_texts(actor=world.people["analyst"], ecosystem=made.ecosystem, texts={"opening": {"fi": "Toinen alku."}})
    actions.handle_comment(actor=world.people["analyst"], comment=comment, outcome="edited")
    analyst.post(page_of, {"languages": ["fi"]})
    assert way_of(world.people["viewer"], subject).standing == "asked"
    assert current_approval(picture_of(made.ecosystem)) is None, "the picture is another matter"
    write_town_texts(actor=world.people["coordinator"], ecosystem=made.ecosystem, texts={"closing": {"fi": "Loppu."}})
    row = current_approval(subject)
    assert row is not None
    with pytest.raises(Problem, match="no longer holds"):
        approval.approve_publishing(actor=world.people["manager"], approval=row)
    publish_subject(world.people["analyst"], world.people["manager"], subject, ["fi"])
    assert "Toinen alku." in public("release", f"{SLUG}-report")
    assert "Kommentteja tuli yksi." in public("release", f"{SLUG}-report")
    manager.post(reverse("publication_withdraw", args=["suljettu"]), {"address": f"{SLUG}-report"})
    assert Client().get(reverse("release", args=[f"{SLUG}-report"])).status_code == 410
    assert "poistettu julkisilta sivuilta" in page(world, "coordinator", "publishing", "suljettu")


def test_a_programmes_report_waits_for_open_rounds_and_for_a_second_person(world: World) -> None:
    made = make_thread(world)
    row, address = opened(world, made), reverse("programme_report_publish", args=["suljettu"])
    analyst, manager = signed_in(world, "analyst"), signed_in(world, "manager")
    assert "Kuusilahti: kommentoitavana" in analyst.get(address).content.decode()
    refused = analyst.post(address, {"languages": ["fi"]}, follow=True).content.decode()
    assert "Hyväksyntää voi pyytää, kun kierros on päättynyt." in refused
    assert current_approval(programme_report_of(world.closed)) is None
    actions.close_round(actor=world.people["analyst"], round=row)
    analyst.post(address, {"languages": ["fi"]})
    asked = current_approval(programme_report_of(world.closed))
    assert asked is not None
    texts = {"opening": {"fi": "Alku.", "sv": "Början."}}
    write_programme_texts(actor=world.people["analyst"], programme=world.closed, texts=texts)
    analyst.post(address, {"languages": ["fi", "sv"]})
    asked = current_approval(programme_report_of(world.closed))
    write_programme_texts(actor=world.people["analyst"], programme=world.closed, texts={"opening": {"sv": "Annat."}})
    assert asked is not None, "what changes in one language only takes the approval away too"
    with pytest.raises(Problem, match="no longer holds"):
        approval.approve_publishing(actor=world.people["manager"], approval=asked)
    analyst.post(address, {"languages": ["fi", "sv"]})
    asked = current_approval(programme_report_of(world.closed))
    assert asked is not None
    number = str(asked.pk)
    for client, step in ((analyst, "approve"), (analyst, "now")):
        client.post(reverse("programme_report_publish_step", args=["suljettu", step]), {"approval": number})
    assert current("suljettu-report", "fi") is None
    for client, step in ((manager, "approve"), (analyst, "now")):
        client.post(reverse("programme_report_publish_step", args=["suljettu", step]), {"approval": number})
    assert current("suljettu-report", "fi") is not None
    told = page(world, "viewer", "publishing", "suljettu")
    assert "Ohjelman raportti" in told and "manager hyväksyi" in told
    assert "Ohjelman raportti" not in page(world, "coordinator", "publishing", "suljettu"), "he reads one town only"
