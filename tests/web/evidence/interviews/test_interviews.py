"""Interviews from the plan to consent: what those who work on a town see, and what the interviewee sees by the link."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from seutukuva.base import Problem
from seutukuva.evidence.consents import consent_text
from seutukuva.evidence.guides import shipped_guides
from seutukuva.web.evidence.interviews import actions, selectors
from seutukuva.web.evidence.interviews.actions import Consents, Person, Proposal
from seutukuva.web.evidence.interviews.models import ConsentAnswer, Interview, ProposedTime, Status
from seutukuva.web.evidence.models import Passage
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.programmes.selectors import default_ecosystem
from seutukuva.web.site.logs import mask
from tests.web.threads import make_source, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]
EMAIL = "haastateltava@example.fi"
YES = {"to_interview": "yes", "to_recording": "yes", "to_quotation": "yes"}


def plan(world: World, **change: Any) -> Interview:
    facts: dict[str, Any] = {"sector": "company", "language": "fi", "interviewer": world.people["analyst"]}
    person = Person("toimitusjohtaja", "Konepaja Oy", EMAIL)
    ecosystem = default_ecosystem(world.kuusilahti)
    return actions.plan_interview(
        actor=world.people["analyst"], ecosystem=ecosystem, **{**facts, "person": person, **change}
    )


def tomorrow(hour: int) -> Any:
    return (timezone.localtime() + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)


def invite(world: World, row: Interview) -> str:
    """Send the letter and return the link that it carries."""
    proposal = Proposal((tomorrow(10), tomorrow(13)), "Torikatu 1")
    actions.invite(actor=world.people["analyst"], interview=row, proposal=proposal)
    return link_in(str(mail.outbox[-1].body))


def link_in(letter: str) -> str:
    found = re.search(r"http://testserver(\S+/interview/\S+/)", letter)
    assert found is not None
    return found.group(1)


def page(client: Client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(name, args=[*TOWN, *arguments]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_plan_to_consent_by_the_link_and_on_to_the_source(world: World) -> None:
    desk = signed_in(world, "coordinator")
    desk.post(
        reverse("interview_new", args=TOWN),
        {
            **{"sector": "company", "who": "toimitusjohtaja", "organisation": "Konepaja Oy", "email": EMAIL},
            **{"language": "fi", "interviewer": str(world.people["coordinator"].pk)},
        },
    )
    row = Interview.objects.get()
    sent = desk.post(
        reverse("interview_invite", args=[*TOWN, row.pk]),
        {"time_1": f"{tomorrow(10):%Y-%m-%dT%H:%M}", "time_2": f"{tomorrow(13):%Y-%m-%dT%H:%M}", "place": "Torikatu 1"},
    )
    assert sent.status_code == 302
    letter = mail.outbox[-1]
    assert letter.to == [EMAIL]
    assert "Torikatu 1" in letter.body
    link = link_in(str(letter.body))
    guest = Client()
    opened = guest.get(link)
    assert opened.status_code == 200
    assert "no-store" in opened["Cache-Control"]
    text = opened.content.decode()
    for sentence in consent_text().told:
        assert sentence.fi in text
    time = ProposedTime.objects.get(begins=tomorrow(13))
    answered = guest.post(link, {**YES, "time": str(time.pk), "answer": "agree"}, follow=True).content.decode()
    assert "Olette suostunut haastateltavaksi" in answered
    row.refresh_from_db()
    assert (row.status, row.time) == (Status.AGREED, tomorrow(13))
    consent = ConsentAnswer.objects.get()
    assert (consent.version, consent.language, consent.to_recording) == (consent_text().version, "fi", True)
    assert timezone.now() - consent.given < timedelta(minutes=1)
    desk.post(reverse("interview_status", args=[*TOWN, row.pk]), {"status": "held"})
    source = make_source(world, world.kuusilahti, consent="asked")
    desk.post(reverse("interview_source", args=[*TOWN, row.pk]), {"source": str(source.pk)})
    row.refresh_from_db()
    source.refresh_from_db()
    assert (row.status, source.consent) == (Status.TRANSCRIBED, "given")
    assert "K-04" in page(desk, "town_interviews")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_letter_and_its_page_speak_the_interviewees_language(world: World, language: str) -> None:
    row = plan(world, language=language)
    link = invite(world, row)
    assert link.startswith(f"/{language}/")
    subject = {"fi": "Kutsu haastatteluun", "sv": "Inbjudan till en intervju", "en": "Invitation to an interview"}
    assert mail.outbox[-1].subject == subject[language]
    assert consent_text().quotation.text(language) in Client().get(link).content.decode()


def test_whoever_declines_gives_no_consent_and_may_change_his_mind(world: World) -> None:
    row = plan(world)
    link = invite(world, row)
    answered = Client().post(link, {"answer": "decline"}, follow=True).content.decode()
    assert "Olette kieltäytynyt." in answered
    row.refresh_from_db()
    assert row.status == Status.DECLINED
    assert not ConsentAnswer.objects.get().to_interview
    Client().post(link, {**YES, "time": "other", "answer": "agree"})
    row.refresh_from_db()
    assert (row.status, row.time) == (Status.AGREED, None)


def test_without_consent_to_the_interview_or_without_an_answer_nothing_is_agreed(world: World) -> None:
    row = plan(world)
    link = invite(world, row)
    refused = Client().post(link, {**YES, "to_interview": "no", "time": "other", "answer": "agree"}).content.decode()
    assert "valitkaa alta ”En suostu”" in refused
    assert Client().post(link, {"answer": "agree"}).status_code == 200
    row.refresh_from_db()
    assert (row.status, ConsentAnswer.objects.count()) == (Status.INVITED, 0)
    consents = Consents(consent_text().version, interview=False, recording=True, quotation=True)
    with pytest.raises(Problem):
        actions.agree(actor=None, interview=row, time=None, consents=consents, language="fi")


def test_a_quotation_refused_or_taken_back_closes_the_source_to_quotes_at_once(world: World) -> None:
    made = make_thread(world)
    row = plan(world)
    link = invite(world, row)
    guest = Client()
    guest.post(link, {**YES, "time": "other", "answer": "agree"})
    actions.tie_source(actor=world.people["analyst"], interview=row, source=made.source)
    assert Passage.objects.get(pk=made.passage.pk).quotable
    guest.post(link, {**YES, "to_quotation": "no", "answer": "agree"})
    made.source.refresh_from_db()
    assert made.source.consent == "refused"
    assert not Passage.objects.get(pk=made.passage.pk).quotable
    row.refresh_from_db()
    assert row.status == Status.TRANSCRIBED
    assert [answer.to_quotation for answer in row.consents.all()] == [True, False]


def test_a_consent_taken_back_after_the_interview_is_told_to_those_who_work_on_the_town(world: World) -> None:
    made = make_thread(world)
    row = plan(world)
    link = invite(world, row)
    Client().post(link, {**YES, "time": "other", "answer": "agree"})
    actions.tie_source(actor=world.people["analyst"], interview=row, source=made.source)
    told = Client().post(link, {"answer": "decline"}, follow=True).content.decode()
    assert "Suostumuksenne on peruttu." in told
    made.source.refresh_from_db()
    assert made.source.consent == "refused"
    assert "Pyydä tietojen poistamista." in page(signed_in(world, "analyst"), "interview", row.pk)


def test_a_wrong_an_expired_and_a_replaced_link_do_not_open(world: World) -> None:
    row = plan(world)
    assert Client().get(reverse("interview_answer", args=["x"])).status_code == 404
    first = invite(world, row)
    second = invite(world, row)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    Interview.objects.update(expires=timezone.now() - timedelta(seconds=1))
    gone = Client().get(second)
    assert gone.status_code == 404
    assert "Linkki ei avaudu" in gone.content.decode()
    assert Client().post(second, {"answer": "decline"}).status_code == 404


def test_a_letter_to_another_address_needs_a_new_link(world: World) -> None:
    row = plan(world)
    link = invite(world, row)
    actions.change_interview(
        actor=world.people["analyst"],
        interview=row,
        sector="company",
        person=Person("toimitusjohtaja", "Konepaja Oy", "toinen@example.fi"),
        language="fi",
        interviewer=None,
    )
    assert Client().get(link).status_code == 404


def test_only_the_hash_of_the_link_is_kept_and_neither_trail_nor_log_tells_who_it_is(world: World) -> None:
    link = invite(world, plan(world))
    token = link.rstrip("/").rpartition("/")[2]
    Client().post(link, {"answer": "decline"})
    rows = json.dumps(list(AuditEvent.objects.values("parameters", "action", "urn")), default=str)
    for private in (EMAIL, "toimitusjohtaja", "Konepaja", "Torikatu", token):
        assert private not in rows
    assert token not in json.dumps(list(Interview.objects.values()), default=str)
    logged = mask(None, "info", {"path": link, "said": f"refused {EMAIL}"})
    assert token not in str(logged)
    assert EMAIL not in str(logged)


def test_quotas_remind_of_what_is_missing_in_the_town_and_in_the_programme(world: World) -> None:
    desk = signed_in(world, "analyst")
    assert "Aloita tavoitemääristä" in page(desk, "town_interviews")
    wanted = {"city": 1, "company": 3, "education": 0, "rdi": 0, "finance": 0, "state": 0}
    desk.post(reverse("interview_quotas", args=TOWN), wanted)
    row = plan(world)
    told = page(desk, "town_interviews")
    assert "Suunnittelematta on vielä 3 haastattelua:" in told
    assert re.search(r"yritys 2</span>", told)
    plan(world, sector="city")
    plan(world)
    declined = plan(world)
    actions.set_status(actor=world.people["analyst"], interview=declined, status=Status.DECLINED)
    assert "Suunnittelematta on vielä 1 haastattelu:" in page(desk, "town_interviews"), "a refusal fills no quota"
    plan(world)
    assert "Tavoitemäärien kaikki haastattelut on suunniteltu; 0/4" in page(desk, "town_interviews")
    actions.tie_source(
        actor=world.people["analyst"], interview=row, source=make_source(world, world.kuusilahti, consent="asked")
    )
    overview = desk.get(reverse("interviews", args=["suljettu"])).content.decode()
    assert "1 / 3" in overview
    assert "1 / 4" in overview


def test_an_invitation_without_an_answer_is_reminded_of_after_a_week(world: World) -> None:
    row = plan(world)
    invite(world, row)
    desk = signed_in(world, "analyst")
    assert "ei vastausta" not in page(desk, "town_interviews")
    Interview.objects.update(invited=timezone.now() - timedelta(days=8))
    assert "ei vastausta: toimitusjohtaja" in page(desk, "town_interviews")


@pytest.mark.parametrize("status", [Status.PLANNED, Status.AGREED, Status.HELD, Status.DECLINED])
def test_a_status_is_set_by_hand_where_no_letter_and_no_source_tells(world: World, status: str) -> None:
    row = plan(world)
    desk = signed_in(world, "analyst")
    data = {"status": status, "time": f"{tomorrow(9):%Y-%m-%dT%H:%M}", "place": "Etänä"}
    desk.post(reverse("interview_status", args=[*TOWN, row.pk]), data)
    row.refresh_from_db()
    assert (row.status, row.time, row.place) == (status, tomorrow(9), "Etänä")


@pytest.mark.parametrize("status", [Status.TRANSCRIBED, Status.INVITED])
def test_transcribed_and_invited_are_not_merely_said(world: World, status: str) -> None:
    row = plan(world)
    with pytest.raises(Problem):
        actions.set_status(actor=world.people["analyst"], interview=row, status=status)
    with translation.override("fi"):
        refused = signed_in(world, "analyst").post(
            reverse("interview_status", args=[*TOWN, row.pk]), {"status": status}
        )
    assert refused.status_code == 200
    row.refresh_from_db()
    assert row.status == Status.PLANNED


def test_a_source_is_of_one_interview_and_can_be_taken_from_a_wrong_one(world: World) -> None:
    first, second = plan(world), plan(world)
    analyst = world.people["analyst"]
    source = make_source(world, world.kuusilahti)
    actions.tie_source(actor=analyst, interview=first, source=source)
    with pytest.raises(Problem):
        actions.tie_source(actor=analyst, interview=second, source=source)
    with pytest.raises(Problem):
        actions.tie_source(actor=analyst, interview=second, source=make_source(world, world.mantysalmi))
    signed_in(world, "analyst").post(reverse("interview_untie", args=[*TOWN, first.pk, source.pk]))
    first.refresh_from_db()
    assert first.status == Status.HELD
    assert selectors.interview_of(source) is None


def test_consent_given_by_word_of_mouth_says_who_noted_it(world: World) -> None:
    row = plan(world)
    desk = signed_in(world, "analyst")
    desk.post(reverse("interview_consents", args=[*TOWN, row.pk]), {**YES, "to_recording": "no"})
    answer = ConsentAnswer.objects.get()
    assert (answer.noted_by, answer.to_recording) == (world.people["analyst"], False)
    assert "merkinnyt analyst" in page(desk, "interview", row.pk)


def test_what_cannot_be_done_is_told(world: World) -> None:
    row = plan(world, person=Person("rehtori"))
    desk = signed_in(world, "analyst")
    address = reverse("interview_invite", args=[*TOWN, row.pk])
    soon = f"{tomorrow(10):%Y-%m-%dT%H:%M}"
    assert "sähköpostiosoite puuttuu" in desk.post(address, {"time_1": soon}).content.decode()
    assert "Aika on jo mennyt." in desk.post(address, {"time_1": "2020-01-01T10:00"}).content.decode()
    actions.set_status(actor=world.people["analyst"], interview=row, status=Status.HELD)
    with pytest.raises(Problem):
        actions.remove_interview(actor=world.people["analyst"], interview=row)
    with pytest.raises(Problem):
        invite(world, row)
    assert not mail.outbox


def test_a_planned_interview_is_taken_out_of_the_plan(world: World) -> None:
    row = plan(world)
    signed_in(world, "coordinator").post(reverse("interview_remove", args=[*TOWN, row.pk]))
    assert not Interview.objects.exists()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_guide_is_that_of_the_sector_in_the_interviews_language_or_another(world: World, language: str) -> None:
    row = plan(world, language=language)
    desk = signed_in(world, "viewer")
    shown = page(desk, "interview_guide", row.pk)
    for question in shipped_guides()["company"].questions:
        assert question.text.text(language).replace("'", "&#x27;") in shown
    assert f'<ol lang="{language}">' in shown
    leader = {"fi": "kuka johtaa", "sv": "vem som leder", "en": "who leads"}
    dimension = {"fi": "verkoston vahvuus", "sv": "nätverkets styrka", "en": "network strength"}
    for meaning in (leader, dimension):
        assert f'<li class="tag">{meaning[language]}</li>' in shown
    other = desk.get(reverse("interview_guide", args=[*TOWN, row.pk]), {"language": "sv"}).content.decode()
    assert '<ol lang="sv">' in other


def test_a_viewer_reads_the_plan_without_the_address_and_changes_nothing(world: World) -> None:
    row = plan(world)
    told = page(signed_in(world, "viewer"), "interview", row.pk)
    assert "toimitusjohtaja" in told
    assert EMAIL not in told
    with pytest.raises(PermissionDenied):
        actions.set_status(actor=world.people["viewer"], interview=row, status=Status.HELD)


def test_the_evidence_page_leads_to_the_plan(world: World) -> None:
    assert reverse("town_interviews", args=TOWN) in page(signed_in(world, "viewer"), "town_evidence")
