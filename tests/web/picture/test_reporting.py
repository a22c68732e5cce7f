"""The situation reports: what the draft says, who writes and reads it, what is published."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seutukuva.base import Problem
from seutukuva.documents import Heading, Paragraph, Quote
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions
from seutukuva.web.evidence.coding.selectors import code_by_slug
from seutukuva.web.kit.releases.files import load
from seutukuva.web.kit.releases.selectors import current
from seutukuva.web.kit.thread.selectors import carriers_of, flagged
from seutukuva.web.network import actions as network_actions
from seutukuva.web.network.models import Structure
from seutukuva.web.picture import actions, reporting
from seutukuva.web.picture.leading import leader_urn
from seutukuva.web.picture.models import cell_urn, stage_urn
from seutukuva.web.picture.review.approval import ask_approval
from seutukuva.web.picture.review.subjects import programme_report_of, report_of
from tests.web.publishing import publish_subject
from tests.web.threads import HIDDEN, QUOTE, SENTENCE, Made, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]
OWN = "Kuusilahdessa puhuttiin eniten oppilaitoksista.\n\nToinen kappale."


def page(world: World, name: str, address: str, *arguments: object) -> str:
    with translation.override("fi"):
        answer = signed_in(world, name).get(reverse(address, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def made(world: World) -> Made:
    return make_thread(world)


def test_the_draft_tells_the_level_with_its_descriptor_and_the_approved_finding_and_no_hidden_words(
    world: World, made: Made
) -> None:
    actions.write_finding(
        actor=world.people["analyst"],
        ecosystem=made.ecosystem,
        dimension="network",
        sentence={"fi": "Hyväksymätön virke."},
    )
    shown = page(world, "viewer", "situation_report", *TOWN)
    for said in (
        "tilannekuva: raportti",
        "Kypsyysaste ei ole vielä tiedossa: tietoa on 1/8 ulottuvuudesta",
        "Oppilaitosyhteistyö: taso 1, käynnistyvä",
        "tasot sanoin ja niiden todennäköisyydet",
        SENTENCE["fi"],
        QUOTE,
        "Yhteinen TKI-asiantuntija",
        "Mitä arvio ei kerro",
        "7 ulottuvuudesta ei ole vielä tietoa",
    ):
        assert said in shown
    assert HIDDEN not in shown
    assert "Hyväksymätön virke." not in shown
    assert "<textarea" not in shown, "a viewer reads, he writes nothing"


def test_the_coordinator_writes_own_texts_and_the_draft_has_them_where_they_belong(world: World, made: Made) -> None:
    browser = signed_in(world, "coordinator")
    with translation.override("fi"):
        address = reverse("situation_report", args=TOWN)
    answer = browser.post(address, {"opening_fi": OWN, "education_fi": "Koulusta sanoin."}, follow=True)
    shown = answer.content.decode()
    assert "<p>Toinen kappale.</p>" in shown
    assert shown.index("<p>Koulusta sanoin.</p>") > shown.rindex("Oppilaitosyhteistyö: taso 1")
    with translation.override("sv"):
        swedish = reporting.town_edition(
            reporting.report_matter(made.ecosystem), "sv", world.people["coordinator"]
        ).document
    assert "finska" in str(swedish.blocks), "a text that stands in for a translation says so"


def test_every_format_of_the_draft_can_be_fetched_and_no_other(world: World, made: Made) -> None:
    browser = signed_in(world, "viewer")
    starts = {"pdf": b"%PDF", "docx": b"PK", "pptx": b"PK", "html": b"<!doctype html>"}
    with translation.override("fi"):
        for ending, start in starts.items():
            answer = browser.get(reverse("situation_report_file", args=[*TOWN, ending]))
            assert answer.content.lower().startswith(start.lower())
            assert f"draft.{ending}" in answer["Content-Disposition"]
        assert browser.get(reverse("situation_report_file", args=[*TOWN, "exe"])).status_code == 404


def test_the_published_report_keeps_the_urns_and_the_public_reads_the_thread(world: World, made: Made) -> None:
    analyst, manager = world.people["analyst"], world.people["manager"]
    with pytest.raises(PermissionDenied):
        ask_approval(actor=world.people["coordinator"], subject=report_of(made.ecosystem), languages=["fi"])
    publish_subject(analyst, manager, report_of(made.ecosystem), ["fi"])
    release = current("suljettu-kuusilahti-report", "fi")
    assert release is not None
    document = load(release.document_hash)
    sentences = {getattr(block, "sentence", None) for block in document.blocks}
    assert {made.finding.urn, made.finding.cell, made.measure.urn, made.opportunity.urn} <= sentences
    assert document.synthetic
    assert [block.text for block in document.blocks if isinstance(block, Quote)] == [QUOTE]
    with translation.override("fi"):
        thread = Client().get(reverse("thread", args=[made.finding.urn])).content.decode()
    assert QUOTE in thread
    assert HIDDEN not in thread


def test_open_flags_stop_the_report_until_the_publisher_knows_of_them(world: World, made: Made) -> None:
    analyst, manager = world.people["analyst"], world.people["manager"]
    evidence.rate(actor=analyst, passage=made.passage, dimension="education", level=3, confidence="high")
    whole = programme_report_of(world.closed)
    with pytest.raises(Problem, match="changed"):
        ask_approval(actor=analyst, subject=whole, languages=["fi"])
    publish_subject(analyst, manager, whole, ["fi"])
    release = current("suljettu-report", "fi")
    assert release is not None
    assert release.open_flags >= 1
    stage = stage_urn(made.ecosystem.pk)
    assert stage in {block.sentence for block in load(release.document_hash).blocks if isinstance(block, Paragraph)}
    gathered = reporting.report_matter(made.ecosystem)
    town = reporting.town_edition(gathered, "fi", world.people["manager"])
    assert town.document.lead_sentence == stage, "the lead of a town's report is its stage"
    assert stage in {thing.urn for thing in town.things}
    public = Client().get(reverse("thread", args=[stage])).content.decode()
    assert reverse("thread", args=[cell_urn(made.ecosystem.pk, "education")]) in public, "the level that decides it"


def test_the_programmes_report_has_each_town_and_the_analysts_own_words(world: World, made: Made) -> None:
    browser = signed_in(world, "analyst")
    with translation.override("fi"):
        address = reverse("programme_report", args=["suljettu"])
    shown = browser.post(address, {"common_fi": "Yhteistä on oppilaitosten etäisyys."}, follow=True).content.decode()
    assert "Yhteistä on oppilaitosten etäisyys." in shown
    document = reporting.programme_edition(world.closed, "sv", world.people["analyst"]).document
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert "Kuusilahti: mognadsgraden är inte känd ännu" in headings
    assert "Bilaga: dimensionerna och deras nivåer" in headings


def test_a_section_that_the_report_has_not_is_refused(world: World, made: Made) -> None:
    with pytest.raises(Problem, match="no section"):
        reporting.write_town_texts(
            actor=world.people["analyst"], ecosystem=made.ecosystem, texts={"nonsense": {"fi": "x"}}
        )


def signs_of_the_city(world: World, made: Made) -> Structure:
    """Let an informant and a structure say that the city leads."""
    analyst = world.people["analyst"]
    codebook_actions.adopt_codebook(actor=analyst, programme=world.closed)
    at = coding.place(made.source, start=None, end=None, quote=HIDDEN)
    coding.add_coding(actor=analyst, source=made.source, at=at, code=code_by_slug(world.closed, "leader.city"))
    town = network_actions.add_actor(
        actor=analyst, ecosystem=made.ecosystem, facts=network_actions.Facts(name="Kuusilahden kaupunki", kind="city")
    )
    return network_actions.add_structure(
        actor=analyst,
        ecosystem=made.ecosystem,
        terms=network_actions.Terms(kind="body", names={"fi": "Ohjausryhmä"}, members=(town,)),
    )


def test_who_leads_is_published_with_its_thread_and_what_changes_below_flags_it(world: World, made: Made) -> None:
    analyst, manager = world.people["analyst"], world.people["manager"]
    group = signs_of_the_city(world, made)
    sentence = leader_urn(made.ecosystem.pk)
    for subject, address in (
        (programme_report_of(world.closed), "suljettu"),
        (report_of(made.ecosystem), "suljettu-kuusilahti"),
    ):
        publish_subject(analyst, manager, subject, ["fi"], knows=False)
        release = current(f"{address}-report", "fi")
        assert release is not None
        blocks = load(release.document_hash).blocks
        told = [b.text for b in blocks if isinstance(b, Paragraph) and b.sentence == sentence]
        assert len(set(told)) == 1
        assert told[0].startswith("Todennäköisin johtaja: kaupunki (")
        assert HIDDEN not in str(blocks)
    assert carriers_of(sentence) == [made.hidden.urn, group.urn]
    with translation.override("fi"):
        thread = Client().get(reverse("thread", args=[sentence])).content.decode()
        assert "Todennäköisin johtaja: kaupunki (" in thread
        assert HIDDEN not in thread
        assert "Ohjausryhmä" not in thread
        members = signed_in(world, "viewer").get(reverse("thread", args=[sentence])).content.decode()
        assert HIDDEN in members
        assert "Ohjausryhmä" in members
    assert not flagged([sentence])
    evidence.change_passage(actor=analyst, passage=made.hidden, quote=HIDDEN[:-1], quotable=False)
    assert flagged([sentence]) == {sentence}
    publish_subject(analyst, manager, programme_report_of(world.closed), ["fi"])
    assert not flagged([sentence]), "what is published anew stands on the passage as it is now"
    network_actions.remove_structure(actor=analyst, structure=group)
    assert flagged([sentence]) == {sentence}
    assert signed_in(world, "viewer").get(reverse("thread", args=[sentence])).status_code == 200
