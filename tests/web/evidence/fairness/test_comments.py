"""The interviewee sees the quotes first: approves, corrects, withdraws; and the public reads what was agreed."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from seutukuva.base import Problem
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.fairness import actions
from seutukuva.web.evidence.fairness.actions import Address, Said, hash_of_words
from seutukuva.web.evidence.fairness.models import CommentRound, QuoteAnswer
from seutukuva.web.evidence.fairness.selectors import meant_for_public
from seutukuva.web.evidence.interviews.actions import Person, plan_interview, tie_source
from seutukuva.web.evidence.models import Passage
from seutukuva.web.evidence.selectors import may_quote
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.kit.thread.actions import tie
from seutukuva.web.kit.thread.selectors import flagged
from tests.web.publishing import publish_approved
from tests.web.threads import HIDDEN, QUOTE, Made, make_source, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]
EMAIL = "haastateltava@example.fi"
OURS = "Harjoittelijoita meillä on käynyt. Yhteinen tutkimus on vasta suunnitteilla."
UNSPOKEN = "Tämän lähteen sanat eivät ole julkisia."


def begin(world: World, made: Made) -> str:
    """Open a round and return the link of its letter."""
    actions.begin_round(actor=world.people["analyst"], source=made.source, address=Address(EMAIL))
    return link_in(str(mail.outbox[-1].body))


def link_in(letter: str) -> str:
    found = re.search(r"http://testserver(\S+/quotes/\S+/)", letter)
    assert found is not None
    return found.group(1)


def answer(link: str, passage: Passage, word: str, proposed: str = "", *, seen: str = "") -> str:
    """Answer as the interviewee, without an account, and return the page."""
    passage.refresh_from_db()
    name = f"q{passage.pk}"
    data = {
        f"{name}-word": word,
        f"{name}-proposed": proposed,
        f"{name}-seen": seen or hash_of_words(passage.public_words),
    }
    page = Client().post(link, data, follow=True)
    assert page.status_code == 200
    return page.content.decode()


def quotable(passage: Passage) -> bool:
    return may_quote(Passage.objects.select_related("source").get(pk=passage.pk))


def publish(world: World, made: Made) -> None:
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem, ["fi", "sv", "en"])


def public(address: str, *arguments: object) -> str:
    with translation.override("fi"):
        return Client().get(reverse(address, args=arguments)).content.decode()


def desk(world: World, made: Made, name: str = "comments") -> str:
    return signed_in(world, "analyst").get(reverse(name, args=[*TOWN, made.source.pk])).content.decode()


def test_what_may_be_quoted_and_what_a_finding_names_is_asked_about_and_nothing_else(world: World) -> None:
    made = make_thread(world)
    assert meant_for_public(made.source) == [made.passage]
    tie(made.finding.urn, [made.hidden.urn])
    assert meant_for_public(made.source) == [made.passage, made.hidden]


def test_before_the_answer_nothing_is_published_and_after_approval_it_is(world: World) -> None:
    made = make_thread(world)
    assert quotable(made.passage)
    link = begin(world, made)
    assert not quotable(made.passage)
    publish(world, made)
    assert QUOTE not in public("release", "suljettu-kuusilahti")
    opened = Client().get(link)
    assert "no-store" in opened["Cache-Control"]
    page = opened.content.decode()
    assert QUOTE in page
    assert "Entä oppilaitokset?" in page, "the words round the quote are shown too"
    assert HIDDEN in page, "as context"
    assert "vastauksenne on tallennettu" in answer(link, made.passage, "approve").lower()
    assert quotable(made.passage)
    publish(world, made)
    assert QUOTE in public("release", "suljettu-kuusilahti")
    assert not flagged([made.rating.urn]), "approval changes nothing"
    assert "hyväksytty" in desk(world, made)


def test_a_passage_made_quotable_during_the_round_waits_too(world: World) -> None:
    made = make_thread(world)
    link = begin(world, made)
    evidence.change_passage(actor=world.people["analyst"], passage=made.hidden, quote=HIDDEN, quotable=True)
    assert not quotable(made.hidden)
    answer(link, made.hidden, "approve")
    assert quotable(made.hidden)
    assert not quotable(made.passage)


def test_a_withdrawn_quote_flags_its_sentences_and_is_never_published_again(world: World) -> None:
    made = make_thread(world)
    publish(world, made)
    assert QUOTE in public("release", "suljettu-kuusilahti")
    link = begin(world, made)
    page = answer(link, made.passage, "withdraw")
    assert "Olette kieltänyt tämän julkaisemisen." in page
    assert flagged([made.rating.urn, made.finding.urn, made.measure.urn, made.opportunity.urn]) == {
        made.rating.urn,
        made.finding.urn,
        made.measure.urn,
        made.opportunity.urn,
    }
    shown = public("release", "suljettu-kuusilahti")
    assert QUOTE not in shown, "the page that was published already tells it no longer"
    assert UNSPOKEN in shown
    assert QUOTE not in public("thread", made.finding.urn)
    data = Client().get(reverse("release_file", args=["suljettu-kuusilahti", "json"])).content.decode()
    assert QUOTE not in json.dumps(json.loads(data), ensure_ascii=False)
    analyst = world.people["analyst"]
    row = Passage.objects.get(pk=made.passage.pk)
    with pytest.raises(Problem):
        evidence.change_passage(actor=analyst, passage=row, quote=QUOTE, quotable=True)
    row.refresh_from_db()
    with pytest.raises(Problem):
        evidence.change_passage(actor=analyst, passage=row, quote=HIDDEN, quotable=False)
    for words in (QUOTE[10:40], f"{QUOTE} {HIDDEN}"):
        with pytest.raises(Problem):
            evidence.add_passage(actor=analyst, source=made.source, quote=words, quotable=True)
    assert not quotable(made.passage)
    publish(world, made)
    assert QUOTE not in public("release", "suljettu-kuusilahti")
    late = answer(link, made.passage, "approve")
    assert "Olette kieltänyt" in late
    assert not quotable(made.passage)
    assert "haastateltava kieltänyt" in desk(world, made, "source")


def test_what_overlaps_a_withdrawn_quote_is_withdrawn_with_it(world: World) -> None:
    made = make_thread(world)
    analyst = world.people["analyst"]
    wider = evidence.add_passage(actor=analyst, source=made.source, quote=f"{QUOTE} {HIDDEN}", quotable=True)
    link = begin(world, made)
    answer(link, wider, "approve")
    answer(link, made.passage, "withdraw")
    assert not quotable(wider)
    assert Passage.objects.get(pk=made.hidden.pk).agreement == ""


def test_a_correction_that_the_analyst_accepts_is_what_the_public_reads(world: World) -> None:
    made = make_thread(world)
    publish(world, made)
    link = begin(world, made)
    answer(link, made.passage, "correct", OURS)
    assert not quotable(made.passage), "it waits for the analyst"
    assert OURS in desk(world, made)
    row = QuoteAnswer.objects.get()
    decide = reverse("comment_decide", args=[*TOWN, row.pk, "accept"])
    signed_in(world, "coordinator").post(decide)
    passage = Passage.objects.get(pk=made.passage.pk)
    assert (passage.quote, passage.agreed_words, passage.agreement) == (QUOTE, OURS, "approved")
    assert flagged([made.finding.urn]), "other words than those that the sentence was written on"
    for seen in (public("release", "suljettu-kuusilahti"), public("thread", made.passage.urn)):
        assert OURS in seen, "what was published already is read in the agreed wording"
        assert QUOTE not in seen
    publish(world, made)
    assert OURS in public("release", "suljettu-kuusilahti")
    assert "Sanamuotonne hyväksyttiin." in Client().get(link).content.decode()
    told = desk(world, made)
    assert QUOTE in told
    assert OURS in told
    with pytest.raises(Problem):
        actions.accept_correction(actor=world.people["analyst"], answer=QuoteAnswer.objects.get())


def test_a_correction_that_is_not_accepted_leaves_the_quote_unpublished(world: World) -> None:
    made = make_thread(world)
    link = begin(world, made)
    answer(link, made.passage, "correct", OURS)
    row = QuoteAnswer.objects.get()
    signed_in(world, "analyst").post(reverse("comment_decide", args=[*TOWN, row.pk, "refuse"]))
    assert not quotable(made.passage)
    assert "ei hyväksytty" in Client().get(link).content.decode()
    answer(link, made.passage, "approve")
    assert quotable(made.passage)


def test_other_words_than_those_approved_need_a_new_approval(world: World) -> None:
    made = make_thread(world)
    link = begin(world, made)
    answer(link, made.passage, "approve")
    passage = Passage.objects.get(pk=made.passage.pk)
    evidence.change_passage(actor=world.people["analyst"], passage=passage, quote=QUOTE[:40], quotable=True)
    assert not quotable(passage)
    assert "ei vastausta" in desk(world, made)
    answer(link, passage, "approve")
    assert quotable(passage)


def test_a_withdrawal_beside_a_faulty_correction_is_asked_again_and_then_kept(world: World) -> None:
    made = make_thread(world)
    words = "Ammattikorkeakoulu on tunnin päässä."
    other = evidence.add_passage(actor=world.people["analyst"], source=made.source, quote=words, quotable=True)
    link = begin(world, made)
    data = {f"q{row.pk}-seen": hash_of_words(row.public_words) for row in (made.passage, other)}
    first, second = made.passage, other
    data |= {f"q{first.pk}-word": "withdraw", f"q{second.pk}-word": "correct"}
    page = Client().post(link, data).content.decode()
    assert "Korjauksesta puuttuvat sanat." in page
    assert "Olette kieltänyt" not in page  # nothing is kept yet, so the choice stands there, still made
    assert re.search(rf'name="q{first.pk}-word"[^>]*value="withdraw"[^>]*checked', page)
    Client().post(link, data | {f"q{second.pk}-word": "approve"})
    assert Passage.objects.get(pk=first.pk).withdrawn


def test_an_answer_that_cannot_be_kept_is_told_and_nothing_of_it_is(world: World) -> None:
    made = make_thread(world)
    link = begin(world, made)
    assert "Korjauksesta puuttuvat sanat." in answer(link, made.passage, "correct", "  ")
    assert "Lainaus on muuttunut" in answer(link, made.passage, "approve", seen=hash_of_words("muuta"))
    foreign = make_source(world, world.mantysalmi)
    other = evidence.add_passage(actor=world.people["administrator"], source=foreign, quote=QUOTE)
    with pytest.raises(Problem):
        actions.answer_quote(
            actor=None, round=CommentRound.objects.get(), passage=other, said=Said("approve", hash_of_words(QUOTE))
        )
    assert not QuoteAnswer.objects.exists()


def test_a_wrong_an_expired_a_revoked_and_a_closed_link_do_not_open(world: World) -> None:
    made = make_thread(world)
    assert Client().get(reverse("quotes", args=["x"])).status_code == 404
    first = begin(world, made)
    client = signed_in(world, "analyst")
    steps = [*TOWN, made.source.pk]
    client.post(reverse("comments_step", args=[*steps, "again"]))
    second = link_in(str(mail.outbox[-1].body))
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    CommentRound.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert Client().get(second).status_code == 404
    client.post(reverse("comments_step", args=[*steps, "again"]))
    third = link_in(str(mail.outbox[-1].body))
    client.post(reverse("comments_step", args=[*steps, "revoke"]))
    gone = Client().get(third)
    assert gone.status_code == 404
    assert "Sitä, mitä ette ole hyväksynyt, ei julkaista." in gone.content.decode()
    client.post(reverse("comments_step", args=[*steps, "again"]))
    fourth = link_in(str(mail.outbox[-1].body))
    client.post(reverse("comments_step", args=[*steps, "close"]))
    assert Client().get(fourth).status_code == 404
    assert not quotable(made.passage), "silence is no approval"
    assert client.post(reverse("comments_step", args=[*steps, "close"])).status_code == 404
    assert client.post(reverse("comments_step", args=[*steps, "dance"])).status_code == 404


def test_a_round_begun_by_mistake_is_taken_back_until_somebody_has_answered(world: World) -> None:
    made = make_thread(world)
    begin(world, made)
    client, cancel = signed_in(world, "analyst"), reverse("comments_step", args=[*TOWN, made.source.pk, "cancel"])
    client.post(cancel)
    assert quotable(made.passage)
    assert not CommentRound.objects.exists()
    link = begin(world, made)
    answer(link, made.passage, "withdraw")
    refused = client.post(cancel)
    assert refused.status_code == 400
    assert "on jo vastannut" in refused.content.decode()


def test_the_letter_goes_to_the_planned_interviewee_in_his_own_language(world: World) -> None:
    made = make_thread(world)
    analyst = world.people["analyst"]
    row = plan_interview(
        actor=analyst,
        ecosystem=made.ecosystem,
        sector="company",
        person=Person("vd", "", EMAIL),
        language="sv",
        interviewer=analyst,
    )
    tie_source(actor=analyst, interview=row, source=made.source)
    page = desk(world, made)
    assert EMAIL in page
    signed_in(world, "analyst").post(reverse("comments", args=[*TOWN, made.source.pk]), {"email": EMAIL})
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == ([EMAIL], "Era ord innan de publiceras")
    assert link_in(str(letter.body)).startswith("/sv/")


def test_what_cannot_be_begun_is_told(world: World) -> None:
    made = make_thread(world)
    begin(world, made)
    address = reverse("comments", args=[*TOWN, made.source.pk])
    again = signed_in(world, "analyst").post(address, {"email": EMAIL}).content.decode()
    assert "on jo kommenttikierros auki" in again
    empty = make_source(world, world.kuusilahti, label="K-05")
    with pytest.raises(Problem):
        actions.begin_round(actor=world.people["analyst"], source=empty, address=Address(EMAIL))
    with pytest.raises(PermissionDenied):
        actions.begin_round(actor=world.people["viewer"], source=made.source, address=Address(EMAIL))


def test_neither_the_trail_nor_the_database_keeps_the_link_and_the_trail_no_words(world: World) -> None:
    made = make_thread(world)
    link = begin(world, made)
    answer(link, made.passage, "correct", OURS)
    token = link.rstrip("/").rpartition("/")[2]
    rows = json.dumps(list(AuditEvent.objects.values()), default=str, ensure_ascii=False)
    for private in (EMAIL, token, OURS):
        assert private not in rows
    assert token not in json.dumps(list(CommentRound.objects.values()), default=str)
