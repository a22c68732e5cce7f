"""Publishing: what the public sees of a picture and of its threads, and what it never sees."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seutukuva.base import Problem
from seutukuva.documents import Document
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.kit.releases.actions import publish as release
from seutukuva.web.kit.releases.files import write_whole
from seutukuva.web.kit.releases.selectors import current, languages_of
from seutukuva.web.picture import actions, publishing
from seutukuva.web.picture.review.approval import ask_approval
from seutukuva.web.picture.review.subjects import picture_of
from seutukuva.web.picture.selectors import finding_rows
from seutukuva.web.programmes import actions as programmes
from tests.web.publishing import publish_approved
from tests.web.threads import HIDDEN, QUOTE, SENTENCE, Made, make_source, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]
SLUG = "suljettu-kuusilahti"


def publish(world: World, made: Made) -> None:
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem, knows=False)


def public(address: str, *arguments: object, language: str = "fi") -> str:
    with translation.override(language):
        answer = Client().get(reverse(address, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_published_page_says_the_sentence_and_marks_what_is_synthetic(world: World, language: str) -> None:
    made = make_thread(world)
    publish(world, made)
    page = public("release", SLUG, language=language)
    assert SENTENCE[language] in page
    assert QUOTE in page
    assert HIDDEN not in page
    assert 'name="robots" content="noindex"' in page


def test_each_sentence_leads_to_its_thread_and_the_public_reads_there_what_was_published(world: World) -> None:
    made = make_thread(world)
    publish(world, made)
    page = public("release", SLUG)
    for urn in (made.finding.urn, made.finding.cell, made.measure.urn, made.opportunity.urn, made.passage.urn):
        assert reverse("thread", args=[urn]).split("/thread/")[1] in page
    thread = public("thread", made.finding.urn)
    for seen in (
        SENTENCE["fi"],
        QUOTE,
        "Yhteinen TKI-asiantuntija",
        "Materiaalitestauksen laboratorio",
        "K-04",
        "yritys",
    ):
        assert seen in thread
    assert HIDDEN not in thread
    assert "Tämän lähteen sanat eivät ole julkisia." in thread
    assert "konepajan toimitusjohtaja" not in thread
    assert "taso 1</" not in thread, "what one person was rated at is nobody's business"
    assert "/evidence/" not in thread
    assert Client().get(reverse("thread", args=[made.source.urn])).status_code == 404


def links_of_file(ending: str) -> set[str]:
    """Return the addresses outside the file that the published Swedish file leads to."""
    file = io.BytesIO(Client().get(f"/sv/published/{SLUG}.{ending}").content)
    if ending == "docx":
        return {link.address for line in docx.Document(file).paragraphs for link in line.hyperlinks}
    notes = [note.get_object() for page in pypdf.PdfReader(file).pages for note in page.get("/Annots", ())]
    return {str(note["/A"].get("/URI", "")) for note in notes if "/A" in note}


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_sentence_of_a_published_file_leads_to_its_thread_on_the_site_in_the_files_language(
    world: World, settings: Any, ending: str
) -> None:
    settings.ORIGIN = "https://seutukuva.example.fi"
    made = make_thread(world)
    publish(world, made)
    address = f"/sv/thread/{made.finding.urn}/"
    assert f"https://seutukuva.example.fi{address}" in links_of_file(ending)
    assert SENTENCE["sv"] in Client().get(address).content.decode()
    settings.ORIGIN = "https://toinen.example.fi"  # a site that moves sends no older file
    assert f"https://toinen.example.fi{address}" in links_of_file(ending)


def test_a_member_sees_through_to_the_passage_and_its_source(world: World) -> None:
    made = make_thread(world)
    publish(world, made)
    thread = signed_in(world, "viewer").get(reverse("thread", args=[made.finding.urn])).content.decode()
    assert HIDDEN in thread
    assert f"{reverse('source', args=[*TOWN, made.source.pk])}#passage-{made.passage.pk}" in thread


def test_the_public_keeps_reading_what_was_published_not_what_is_edited_later(world: World) -> None:
    made = make_thread(world)
    publish(world, made)
    actions.change_finding(
        actor=world.people["analyst"], finding=made.finding, sentence={**SENTENCE, "fi": "Julkaisematon muutos."}
    )
    assert "Julkaisematon" not in public("thread", made.finding.urn)
    assert (
        "Julkaisematon" in signed_in(world, "viewer").get(reverse("thread", args=[made.finding.urn])).content.decode()
    )


def test_a_passage_that_two_people_rated_takes_the_place_of_one_quote(world: World) -> None:
    made = make_thread(world)
    others = ["Entä oppilaitokset?", "Ammattikorkeakoulu on tunnin päässä."]
    analyst, manager = world.people["analyst"], world.people["manager"]
    for quote in others:
        passage = evidence.add_passage(actor=analyst, source=made.source, quote=quote, quotable=True)
        for person in (analyst, manager):
            evidence.rate(actor=person, passage=passage, dimension="education", level=1, confidence="high")
    evidence.rate(actor=manager, passage=made.passage, dimension="education", level=1, confidence="high")
    publish_approved(analyst, manager, made.ecosystem, ["fi"])
    page = public("release", SLUG)
    assert [page.count(quote) for quote in (QUOTE, *others)] == [1, 1, 1]


def test_words_that_may_no_longer_be_quoted_leave_the_public_thread_at_once(world: World) -> None:
    made = make_thread(world)
    publish(world, made)
    evidence.change_passage(actor=world.people["analyst"], passage=made.passage, quote=QUOTE, quotable=False)
    assert QUOTE not in public("thread", made.finding.urn)


def test_nothing_of_an_unpublished_thread_is_public(world: World) -> None:
    made = make_thread(world)
    for urn in (made.finding.urn, made.finding.cell, made.measure.urn, made.opportunity.urn, made.passage.urn):
        assert Client().get(reverse("thread", args=[urn])).status_code == 404


def test_a_draft_is_not_published(world: World) -> None:
    made = make_thread(world)
    actions.return_finding(actor=world.people["manager"], finding=made.finding)
    publish(world, made)
    page = public("release", SLUG)
    assert SENTENCE["fi"] not in page
    assert "Yhteinen TKI-asiantuntija" not in page, "a measure on a draft waits with it"
    assert Client().get(reverse("thread", args=[made.finding.urn])).status_code == 404


def test_open_flags_stop_a_publication_until_the_publisher_says_that_he_knows(world: World) -> None:
    made = make_thread(world)
    evidence.change_passage(
        actor=world.people["analyst"], passage=made.passage, quote="Ammattikorkeakoulu on tunnin päässä.", quotable=True
    )
    client = signed_in(world, "manager")
    address = reverse("picture_publish", args=TOWN)
    refused = client.post(address, {"languages": ["fi"]}).content.decode()
    assert "3 virkettä nojaa johonkin, mikä on muuttunut." in refused
    assert current(SLUG, "fi") is None
    client.post(address, {"languages": ["fi"], "knows_flags": "on"})
    other = signed_in(world, "analyst")
    for step in ("approve", "now"):
        number = re.findall(r'name="approval" value="([0-9]+)"', other.get(address).content.decode())[0]
        other.post(reverse("picture_publish_step", args=[*TOWN, step]), {"approval": number})
    release = current(SLUG, "fi")
    assert release is not None
    assert release.open_flags == 3
    assert current(SLUG, "sv") is None
    assert "3" in re.sub(r"<[^>]+>", " ", public("release", SLUG).split("Tämä julkaisu")[-1])


def test_a_picture_of_nothing_is_not_published(world: World) -> None:
    source = make_source(world, world.mantysalmi)
    with pytest.raises(Problem, match="Nothing is known"):
        ask_approval(actor=world.people["manager"], subject=picture_of(source.ecosystem), languages=["fi"])


def test_who_may_publish(world: World) -> None:
    made = make_thread(world)
    for name in ("viewer", "coordinator", "other_coordinator", "stranger"):
        with pytest.raises(PermissionDenied):
            ask_approval(actor=world.people[name], subject=picture_of(made.ecosystem), languages=["fi"])
        assert signed_in(world, name).get(reverse("picture_publish", args=TOWN)).status_code == 404


def test_a_real_towns_report_is_published_and_a_fictional_town_has_none(world: World) -> None:
    client = signed_in(world, "administrator")
    client.post(reverse("report_publish", args=["avoin", "rauma"]), {"languages": ["sv"]})
    page = public("release", "avoin-rauma-statistics", language="sv")
    assert "Raumo" in page
    assert "noindex" not in page
    assert client.get(reverse("report_publish", args=TOWN)).status_code == 404
    with pytest.raises(Problem, match="no municipality"):
        publishing.publish_town_report(
            actor=world.people["manager"], programme=world.closed, participant=world.kuusilahti, languages=["fi"]
        )


def test_a_text_without_a_translation_says_so_in_the_publication(world: World) -> None:
    made = make_thread(world)
    actions.write_finding(
        actor=world.people["analyst"],
        ecosystem=made.ecosystem,
        dimension="education",
        sentence={"fi": "Vain suomeksi."},
    )
    for row in made.ecosystem.participant.ecosystems.all():
        for finding in finding_rows([row.pk]):
            actions.approve_finding(actor=world.people["manager"], finding=finding.finding)
    publish(world, made)
    assert "Vain suomeksi. (tills vidare bara på finska)" in public("release", SLUG, language="sv")


def test_a_draft_that_stands_on_a_published_finding_stays_a_draft(world: World) -> None:
    made = make_thread(world)
    draft = actions.write_finding(
        actor=world.people["analyst"],
        ecosystem=made.ecosystem,
        dimension="capital",
        sentence={"fi": "Luonnos, jota kukaan ei ole hyväksynyt."},
        carriers=[made.finding.urn],
    )
    publish(world, made)
    assert Client().get(reverse("thread", args=[draft.urn])).status_code == 404
    assert "Luonnos, jota" not in public("release", SLUG)
    assert "Luonnos, jota" not in public("thread", made.finding.urn)


def test_the_languages_of_an_address_are_told_once_after_many_releases(world: World) -> None:
    made = make_thread(world)
    publish(world, made)
    publish(world, made)
    assert languages_of(SLUG) == ["en", "fi", "sv"]


def test_a_file_written_by_several_at_once_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "document.json"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: write_whole(target, b"x" * 10_000), range(200)))
    assert [path.name for path in tmp_path.iterdir()] == ["document.json"]
    assert target.read_bytes() == b"x" * 10_000


def test_nobody_publishes_at_the_address_of_another_programmes_page(world: World) -> None:
    publish(world, make_thread(world))
    admin = world.people["administrator"]
    other = programmes.create_programme(actor=admin, names={"fi": "Muu"}, descriptions={})
    with pytest.raises(Problem) as told:
        release(
            actor=admin,
            document=Document("Kaapattu", "fi"),
            subject=other.urn,
            kind="picture",
            slug=SLUG,
            programme_id=other.pk,
        )
    assert told.value.code == "kit.address_taken"
    assert SENTENCE["fi"] in public("release", SLUG)
