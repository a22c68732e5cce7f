"""What the public sees of the differences between two publications of a town's picture."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from seutukuva.web.evidence import actions as evidence
from seutukuva.web.kit.releases.actions import withdraw
from seutukuva.web.kit.releases.models import Release
from seutukuva.web.picture import actions
from tests.web.picture.test_publishing import SLUG, public
from tests.web.publishing import publish_approved
from tests.web.threads import QUOTE, SENTENCE, Made, make_thread, signed_in
from tests.web.world import World

NEW = "Yritykset ja oppilaitos sopivat yhteisestä laboratoriosta."
LINK = "Mikä on muuttunut edellisestä julkaisusta"


def publish(world: World, made: Made) -> None:
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem)


def publish_changed(world: World, made: Made) -> None:
    """Publish, change the sentence and publish again."""
    publish(world, made)
    actions.change_finding(
        actor=world.people["analyst"], finding=made.finding, sentence={"fi": NEW, "sv": NEW, "en": NEW}
    )
    made.finding.refresh_from_db()
    actions.approve_finding(actor=world.people["manager"], finding=made.finding)
    publish(world, made)


def status(**wanted: str | int) -> int:
    with translation.override("fi"):
        return Client().get(reverse("release_changes", args=[SLUG]), wanted).status_code


def test_with_one_publication_there_is_nothing_to_compare_and_no_way_there(world: World) -> None:
    publish(world, make_thread(world))
    assert LINK not in public("release", SLUG)
    assert "Tällä kielellä on luettavissa vain yksi julkaisu" in public("release_changes", SLUG)


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("fi", "Virkkeet, joiden sanamuoto on muuttunut"),
        ("sv", "Meningar vars ordalydelse har ändrats"),
        ("en", "Sentences whose words changed"),
    ],
)
def test_a_sentence_in_other_words_stands_beside_what_it_was(world: World, language: str, heading: str) -> None:
    made = make_thread(world)
    publish_changed(world, made)
    page = public("release_changes", SLUG, language=language)
    for seen in (heading, SENTENCE[language], NEW, 'content="noindex"'):
        assert seen in page
    assert reverse("thread", args=[made.finding.urn]).split("/thread/")[1] in page
    assert QUOTE not in page, "the same in both"


def test_the_reader_chooses_the_two_and_only_of_those_that_stand(world: World) -> None:
    made = make_thread(world)
    publish_changed(world, made)
    publish(world, made)
    assert LINK in public("release", SLUG)
    assert "Verrattavissa kohdissa ei ole eroja." in public("release_changes", SLUG)
    third, second, first = Release.objects.filter(slug=SLUG, language="fi")
    with translation.override("fi"):
        address = reverse("release_changes", args=[SLUG])
        wanted = {"older": third.pk, "newer": first.pk}
        page = Client().get(address, wanted).content.decode()
    assert re.search(f"{SENTENCE['fi']}.*{NEW}", page, re.DOTALL), "named the wrong way round, told the right way"
    assert [status(older="x"), status(newer=999_999), status(newer=first.pk)] == [404, 404, 200]
    withdraw(release=first)
    assert status(older=first.pk) == 404
    assert SENTENCE["fi"] not in public("release_changes", SLUG)
    withdraw(release=second)
    assert "vain yksi julkaisu" in public("release_changes", SLUG)
    Release.objects.filter(slug=SLUG).update(withdrawn=timezone.now())
    assert status() == 410


def test_words_that_may_no_longer_be_quoted_do_not_come_back_by_the_older_publication(world: World) -> None:
    made = make_thread(world)
    publish(world, made)
    evidence.change_passage(actor=world.people["analyst"], passage=made.passage, quote=QUOTE, quotable=False)
    publish(world, made)
    for client in (Client(), signed_in(world, "viewer")):
        with translation.override("fi"):
            page = client.get(reverse("release_changes", args=[SLUG])).content.decode()
        assert QUOTE not in page
        assert "1 lainaus ei ole enää julkinen. Sen sanoja ei näytetä." in page
