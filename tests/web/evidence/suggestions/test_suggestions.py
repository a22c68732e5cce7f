"""A model that proposes codes, as the people who work with it see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions
from seutukuva.web.evidence.coding.models import Coding, Round, Verdict
from seutukuva.web.evidence.coding.round_actions import begin_round, compare_round
from seutukuva.web.evidence.models import Passage, Source
from seutukuva.web.evidence.subjects import Subject, erasers, exporters
from seutukuva.web.evidence.suggestions import actions, examples, jobs, keeping, learning, selectors
from seutukuva.web.evidence.suggestions.models import Proposal, Proposer, Reading, State, Status
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.programmes.models import Membership
from tests.web.evidence.suggestions.made import CHAT, MONEY, SCHOOL, TOWN, Coded, give
from tests.web.threads import signed_in
from tests.web.world import World


def teach(coded: Coded, who: str = "analyst") -> str:
    """Teach a model and return the page that follows."""
    client = signed_in(coded.world, who)
    return client.post(reverse("proposer_learn", args=TOWN[:1]), follow=True).content.decode()


def ask(coded: Coded, source: Source | None = None, who: str = "coordinator") -> str:
    """Ask for proposals and return the page that follows."""
    address = reverse("suggestions_ask", args=[*TOWN, (source or coded.new).pk])
    return signed_in(coded.world, who).post(address, follow=True).content.decode()


def decide(coded: Coded, proposal: Proposal, verdict: str, who: str = "coordinator") -> str:
    address = reverse("suggestions_decide", args=[*TOWN, coded.new.pk])
    return signed_in(coded.world, who).post(address, {verdict: proposal.pk}, follow=True).content.decode()


def proposed(coded: Coded) -> dict[str, Proposal]:
    """Return the open proposals for the new interview by their code."""
    return {one.code.slug: one for one in Proposal.objects.filter(reading__source=coded.new, state=State.OPEN)}


def test_a_model_learns_and_has_a_name_and_a_quality_of_its_own(coded: Coded) -> None:
    page = teach(coded)
    assert "<h1>TF-IDF 1</h1>" in page
    assert "Malli, ei ihminen." in page
    proposer = Proposer.objects.get()
    assert (proposer.status, proposer.features, proposer.labels) == (Status.DONE, "words", 8)
    assert sorted(proposer.codes) == ["capital", "education"]
    assert proposer.curve[-1]["labels"] > 0
    assert "F1, koodien keskiarvo" in page
    assert "merkityksen mallia ei ollut asennettu" in page
    teach(coded)
    assert "TF-IDF 2" in signed_in(coded.world, "viewer").get(reverse("proposers", args=TOWN[:1])).content.decode()


def test_what_stands_beside_a_coded_turn_teaches_what_has_no_code(coded: Coded) -> None:
    taught = examples.to_learn(coded.world.closed)
    by_words = {example.text: example.codes for example in taught.examples}
    assert by_words[SCHOOL[0]] == {"education"}
    assert by_words[MONEY[3]] == {"capital"}
    assert by_words[CHAT[1]] == frozenset()
    assert CHAT[0] not in by_words, "a question is the interviewer's"


def test_the_turns_that_nobody_coded_are_proposed_for_with_confidence_and_words(coded: Coded) -> None:
    teach(coded)
    page = ask(coded)
    found = proposed(coded)
    assert set(found) == {"education", "capital"}
    assert coded.new.text[found["education"].start :].startswith("V: Opettajat")
    assert set(found["capital"].terms) & {"rahoitus", "pääoma"}
    assert 'meter min="0" max="1"' in page
    assert f"{found['capital'].confidence:.2f}".replace(".", ",") in page
    assert "rahoitus" in page
    assert not Coding.objects.filter(passage__source=coded.new).exists()
    assert not Passage.objects.filter(source=coded.new).exists()


def test_accepted_it_is_the_coding_of_the_person_who_accepted(coded: Coded) -> None:
    teach(coded)
    ask(coded)
    proposal = proposed(coded)["education"]
    page = decide(coded, proposal, "accept")
    made = Coding.objects.get(passage__source=coded.new)
    who = coded.world.people["coordinator"]
    assert (made.coder, made.code, made.passage.start) == (who, coded.school, proposal.start)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.coding) == (State.ACCEPTED, who, made)
    event = AuditEvent.objects.get(action__endswith="suggestions.accept")
    assert (event.actor, event.urn) == (who, proposal.urn)
    assert "Avoimia 1, ratkaistuja 1." in page
    desk = reverse("suggestions", args=[*TOWN, coded.new.pk])
    assert "hyväksytty: coordinator" in signed_in(coded.world, "viewer").get(desk, {"show": "all"}).content.decode()


def test_turned_down_no_coding_comes_and_it_is_not_proposed_again(coded: Coded) -> None:
    teach(coded)
    ask(coded)
    proposal = proposed(coded)["capital"]
    decide(coded, proposal, "reject")
    assert not Coding.objects.filter(passage__source=coded.new).exists()
    assert AuditEvent.objects.filter(action__endswith="suggestions.reject", urn=proposal.urn).exists()
    ask(coded)
    assert set(proposed(coded)) == {"education"}
    give(coded.world, coded.new, "Opettajat ja tutkimusryhmä auttoivat meitä", coded.school)
    taught = {example.text: example.codes for example in examples.to_learn(coded.world.closed).examples}
    assert taught["V: Rahoitus ja pääoma puuttuvat."] == frozenset()


def test_a_decision_is_made_once(coded: Coded) -> None:
    teach(coded)
    ask(coded)
    proposal = proposed(coded)["capital"]
    decide(coded, proposal, "reject")
    assert "on jo ratkaistu" in decide(coded, proposal, "accept")
    assert not Coding.objects.filter(passage__source=coded.new).exists()


def test_precision_counts_what_was_accepted_and_still_stands(coded: Coded) -> None:
    teach(coded)
    ask(coded)
    for code, verdict in (("education", "accept"), ("capital", "reject")):
        decide(coded, proposed(coded)[code], verdict)
    proposer, viewer = Proposer.objects.get(), coded.world.people["viewer"]
    record = {one.code: one for one in selectors.record(viewer, proposer)}
    assert (record[coded.school.pk].precision, record[coded.money.pk].precision) == (1, 0)
    coding.undo(actor=coded.world.people["coordinator"], source=coded.new)
    taken_back = {one.code: one for one in selectors.record(viewer, proposer)}[coded.school.pk]
    assert (taken_back.accepted, taken_back.precision) == (1, 0)
    assert not selectors.record(coded.world.people["other_coordinator"], proposer)
    page = signed_in(coded.world, "viewer").get(reverse("proposer", args=["suljettu", 1])).content.decode()
    assert "Oikeiden osuus" in page


def test_a_source_that_is_coded_blind_neither_teaches_nor_is_proposed_for(coded: Coded) -> None:
    people = coded.world.people
    round_ = begin_round(
        actor=people["analyst"],
        ecosystem=coded.first.ecosystem,
        name="1",
        sources=[coded.first, coded.new],
        coders=[people["analyst"], people["coordinator"]],
    )
    assert {row[0] for row in examples.to_learn(coded.world.closed).rows} == {coded.second.pk}
    assert "Tämä on liian vähän" in teach(coded)
    assert not Proposer.objects.exists()
    compare_round(actor=people["analyst"], round=round_)
    teach(coded)
    ask(coded)
    assert len(proposed(coded)) == 2
    Round.objects.update(state="blind")
    assert "koodataan sokkona, joten" in ask(coded)
    page = signed_in(coded.world, "analyst").get(reverse("suggestions", args=[*TOWN, coded.new.pk])).content.decode()
    assert "meter" not in page
    with pytest.raises(Problem, match="blind"):
        actions.accept(actor=people["analyst"], proposal=_with_source(proposed(coded)["capital"], coded.new))


def _with_source(proposal: Proposal, source: Source) -> Proposal:
    proposal.reading.source = source
    return proposal


def test_dropped_codings_and_retired_codes_teach_nothing(coded: Coded) -> None:
    Coding.objects.filter(passage__quote=SCHOOL[0]).update(verdict=Verdict.DROPPED)
    coded.money.retired = True
    coded.money.save()
    codes = {code for example in examples.to_learn(coded.world.closed).examples for code in example.codes}
    labels = sum(len(example.codes) for example in examples.to_learn(coded.world.closed).examples)
    assert (codes, labels) == ({"education"}, 3)


def test_too_few_codings_say_what_is_needed(world: World) -> None:
    codebook_actions.adopt_codebook(actor=world.people["analyst"], programme=world.closed)
    client = signed_in(world, "analyst")
    page = client.post(reverse("proposer_learn", args=TOWN[:1]), follow=True).content.decode()
    assert "Koodaa samalla koodilla vähintään 3" in page
    assert reverse("proposer_learn", args=TOWN[:1]) not in page
    assert not Proposer.objects.exists()


def test_when_a_text_changes_the_model_and_its_open_proposals_go(coded: Coded) -> None:
    teach(coded)
    ask(coded)
    decide(coded, proposed(coded)["education"], "accept")
    evidence.correct_text(actor=coded.world.people["analyst"], source=coded.new, text=coded.new.text + "\n\nV: Lisää.")
    kept = Proposal.objects.get()
    assert (kept.state, kept.terms) == (State.ACCEPTED, [])
    evidence.correct_text(actor=coded.world.people["analyst"], source=coded.first, text="V: Kaikki toisin.")
    page = ask(coded)
    assert "ovat muuttuneet" in page
    assert not proposed(coded)
    listed = signed_in(coded.world, "analyst").get(reverse("proposers", args=TOWN[:1])).content.decode()
    assert "tekstit muuttuneet" in listed


def test_what_was_proposed_is_exported_and_erased_with_the_interviewee(coded: Coded) -> None:
    teach(coded)
    ask(coded)
    subject = Subject(coded.new.ecosystem, (coded.new,), None)
    (part,) = keeping.export(subject)
    assert "K-02" in part.content.decode()
    assert "rahoitus" in part.content.decode()
    assert (exporters()["suggestions"], erasers()["suggestions"]) == (keeping.export, keeping.erase)
    keeping.erase(subject)
    assert not Proposal.objects.exists()


def test_asking_again_replaces_what_nobody_decided(coded: Coded) -> None:
    teach(coded)
    ask(coded)
    ask(coded)
    assert Proposal.objects.count() == 2
    give(coded.world, coded.new, "Rahoitus ja pääoma puuttuvat.", coded.money, "coordinator")
    ask(coded)
    assert set(proposed(coded)) == {"education"}


def test_only_those_who_may_do_it(coded: Coded) -> None:
    people = coded.world.people
    with pytest.raises(PermissionDenied):
        actions.start_learning(actor=people["coordinator"], programme=coded.world.closed)
    teach(coded)
    ask(coded)
    proposal = _with_source(proposed(coded)["capital"], coded.new)
    for who in ("viewer", "other_coordinator"):
        with pytest.raises(PermissionDenied):
            actions.accept(actor=people[who], proposal=proposal)
    assert (
        signed_in(coded.world, "coordinator")
        .post(reverse("suggestions_decide", args=[*TOWN, coded.first.pk]), {"accept": proposal.pk})
        .status_code
        == 404
    )
    page = reverse("suggestions", args=[*TOWN, coded.new.pk])
    assert 'name="accept"' in signed_in(coded.world, "coordinator").get(page).content.decode()
    assert 'name="accept"' not in signed_in(coded.world, "viewer").get(page).content.decode()
    assert (
        "Opeta uusi malli"
        not in signed_in(coded.world, "viewer").get(reverse("proposers", args=TOWN[:1])).content.decode()
    )


class Waits:
    """A queue in which nothing happens yet."""

    def enqueue(self, _pk: int) -> None:
        """Do nothing."""


def test_the_page_follows_a_job_and_says_when_it_was_lost(coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "learn", Waits())
    page = teach(coded)
    assert 'hx-trigger="every 2s"' in page
    assert "Katso, onko se valmis" in page
    assert "parhaillaan oppimassa" in teach(coded)
    Proposer.objects.update(made=timezone.now() - timedelta(hours=1))
    lost = signed_in(coded.world, "analyst").get(reverse("proposer", args=["suljettu", 1])).content.decode()
    assert "Tämä on kestänyt kauan" in lost
    assert "<h1>Malli 2</h1>" in teach(coded)


def test_a_source_asked_twice_is_read_once_and_a_lost_reading_again(
    coded: Coded, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(coded)
    monkeypatch.setattr(jobs, "read", Waits())
    assert 'hx-trigger="every 2s"' in ask(coded)
    ask(coded)
    first = Reading.objects.get()
    Reading.objects.update(made=timezone.now() - timedelta(hours=1))
    ask(coded)
    assert Reading.objects.get().pk != first.pk


def test_a_fault_and_a_lost_right_are_told(coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "learn", Waits())
    teach(coded)
    monkeypatch.undo()
    row = Proposer.objects.get()
    Membership.objects.filter(user=coded.world.people["analyst"]).delete()
    jobs.learn.func(row.pk)
    row.refresh_from_db()
    assert (row.status, row.problem_code) == (Status.REFUSED, "web_suggestions.without_right")

    def fails(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("seutukuva.web.evidence.suggestions.learning.learned", fails)
    Proposer.objects.update(status=Status.WAITING)
    with pytest.raises(ZeroDivisionError):
        jobs.learn.func(row.pk)
    page = signed_in(coded.world, "viewer").get(reverse("proposer", args=["suljettu", 1])).content.decode()
    assert "ohjelman virheeseen" in page


def test_the_learning_curve_is_a_figure_and_a_file(coded: Coded) -> None:
    teach(coded)
    row = Proposer.objects.get()
    one = dict(row.curve[-1])
    row.curve = [one | {"labels": 50, "macro_f1": 0.2, "low": 0.1, "high": 0.3}, one | {"labels": 100}]
    row.save()
    client = signed_in(coded.world, "viewer")
    page = client.get(reverse("proposer", args=["suljettu", 1])).content.decode()
    assert '<figure id="learning-curve"' in page
    for ending in ("csv", "xlsx"):
        answer = client.get(reverse("proposer_file", args=["suljettu", 1, ending]))
        assert (answer.status_code, "-synthetic" in answer["Content-Disposition"]) == (200, True)
    row.curve = []
    row.save()
    assert client.get(reverse("proposer_file", args=["suljettu", 1, "csv"])).status_code == 404
    assert "liian vähän" in client.get(reverse("proposer", args=["suljettu", 1])).content.decode()


def test_from_the_coding_page_one_comes_to_the_suggestions(coded: Coded) -> None:
    page = signed_in(coded.world, "viewer").get(reverse("coding", args=[*TOWN, coded.new.pk])).content.decode()
    address = reverse("suggestions", args=[*TOWN, coded.new.pk])
    assert f'href="{address}"' in page
    assert "Yhtään mallia ei ole vielä opetettu" in signed_in(coded.world, "viewer").get(address).content.decode()


def test_before_a_model_the_list_of_sources_says_what_to_do(coded: Coded) -> None:
    def listed(name: str) -> str:
        return signed_in(coded.world, name).get(reverse("proposers", args=TOWN[:1])).content.decode()

    source = f'href="{reverse("suggestions", args=[*TOWN, coded.new.pk])}"'
    assert "Opeta malli yllä olevalla painikkeella." in listed("analyst")
    viewed = listed("viewer")
    assert "Pyydä ohjelman analyytikkoa opettamaan malli." in viewed
    assert source not in viewed
    teach(coded)
    assert source in listed("viewer")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_pages_speak_the_readers_language(coded: Coded, language: str) -> None:
    teach(coded)
    ask(coded)
    client = signed_in(coded.world, "coordinator")
    words = {"sv": ("Förslag", "Godkänn", "Teman"), "en": ("Suggestions", "Accept", "Themes")}[language]
    pages = ""
    for name, arguments in (("proposers", TOWN[:1]), ("suggestions", [*TOWN, coded.new.pk]), ("themes", TOWN[:1])):
        address = reverse(name, args=arguments).replace("/fi/", f"/{language}/", 1)
        pages += client.get(address).content.decode()
    assert all(word in pages for word in words)


def test_meaning_is_used_alone_while_labels_are_few_then_together_with_words(
    coded: Coded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A made model of meaning: how many words of either subject a text has."""

    def embed(texts: Sequence[str]) -> Any:
        subjects = (("opet", "tutk", "korkea"), ("raho", "pääoma", "sijoit"))
        return np.array([[sum(text.lower().count(w) for w in s) for s in subjects] for text in texts], dtype=np.float32)

    for room in ("learning", "selectors"):
        monkeypatch.setattr(f"seutukuva.web.evidence.suggestions.{room}.meaning_is_installed", lambda: True)
    monkeypatch.setattr(learning, "meaning", lambda: embed)
    assert "<h1>Merkitys 1</h1>" in teach(coded)
    assert set(proposed_after(coded)) == {"education", "capital"}
    monkeypatch.setattr("seutukuva.evidence.suggestions.features.BOTH_FROM", 5)
    assert "<h1>TF-IDF ja merkitys 2</h1>" in teach(coded)
    monkeypatch.setattr(learning, "meaning_is_installed", lambda: False)
    learning._REMEMBERED.clear()
    assert "Merkityksen malli puuttuu tästä asennuksesta." in ask(coded)


def proposed_after(coded: Coded) -> dict[str, Proposal]:
    ask(coded)
    return proposed(coded)
