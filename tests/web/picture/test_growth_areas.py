"""Growth areas on a town's page: drafted, tied to passages, flagged when one changes, published with their thread."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions
from seutukuva.web.evidence.coding.models import Code
from seutukuva.web.evidence.models import Passage
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.thread.selectors import flagged, thread
from seutukuva.web.picture import actions as picture
from seutukuva.web.picture.models import Finding, Kind, growth_urn
from seutukuva.web.picture.review.actions import open_round
from tests.web.publishing import publish_approved
from tests.web.threads import QUOTE, make_source, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]


def name_a_growth_area(world: World) -> None:
    """Let two informants of Kuusilahti name maintenance, by a code that points to it."""
    analyst = world.people["analyst"]
    codebook_actions.adopt_codebook(actor=analyst, programme=world.closed)
    Code.objects.filter(programme=world.closed, slug="growth").update(points_to="growth:maintenance")
    code = Code.objects.get(programme=world.closed, slug="growth")
    for label in ("K-11", "K-12", "K-13"):
        source = make_source(world, world.kuusilahti, label=label)
        at = coding.place(source, start=None, end=None, quote=QUOTE)
        coding.add_coding(actor=analyst, source=source, at=at, code=code)


def test_a_growth_area_is_drafted_and_leads_to_its_passages(world: World) -> None:
    made = make_thread(world)
    name_a_growth_area(world)
    analyst = world.people["analyst"]
    client = signed_in(world, "analyst")
    page = client.get(reverse("town_picture", args=TOWN)).content.decode()
    assert "Kasvualat" in page
    assert "Nimetty, mutta tilastot eivät tue" in page, "the town has no figures of industries"
    assert "Sen nimeää 3 lähdettä (sektoreita 1)." in page
    picture.draft_findings(actor=analyst, ecosystem=made.ecosystem)
    assert not Finding.objects.filter(kind=Kind.GROWTH).exists(), "named from one sector only: a weak sign"
    for source in {row.source for row in Passage.objects.filter(source__label="K-12")}:
        source.sector = "education"
        source.save(update_fields=["sector"])
    picture.draft_findings(actor=analyst, ecosystem=made.ecosystem)
    row = Finding.objects.get(kind=Kind.GROWTH)
    address = reverse("finding", args=[*TOWN, row.pk])
    assert address in client.get(reverse("town_picture", args=TOWN)).content.decode()
    assert "mahdollinen kasvuala" in client.get(address).content.decode()
    found = thread(analyst, row.urn)
    assert found is not None
    words = [link.shown.text for link in found.carriers[0].further if link.shown]
    assert words == [f"”{QUOTE}”"] * 3
    passage = Passage.objects.get(source__label="K-13", codings__isnull=False)
    above = thread(analyst, passage.urn)
    assert above is not None
    assert row.urn in {end.shown.urn for link in above.sentences for end in (link, *link.further) if end.shown}
    assert not flagged([row.urn])
    passage.codings.all().delete()
    assert flagged([row.urn]) == {row.urn}, "one source fewer names it"
    picture.confirm_finding(actor=analyst, finding=row)
    assert not flagged([row.urn])


def test_a_town_comments_on_its_growth_areas(world: World) -> None:
    made = make_thread(world)
    row = Finding.objects.create(ecosystem=made.ecosystem, dimension="growth.maintenance", kind=Kind.GROWTH)
    write_texts(row.urn, "sentence", {"fi": "Huolto on kasvuala."})
    opened = open_round(actor=world.people["analyst"], ecosystem=made.ecosystem, last_day=timezone.localdate())
    client, address = signed_in(world, "coordinator"), reverse("picture_round", args=TOWN)
    page = client.get(address).content.decode()
    assert "Huolto on kasvuala." in page
    assert f'value="{row.urn}"' in page, "the form of a comment on it"
    sent = {"about": row.urn, "body": "Huolto ei kasva."}
    page = client.post(reverse("picture_comment", args=TOWN), sent, follow=True).content.decode()
    assert "Huolto ei kasva." in page
    assert "joita ei enää ole" not in page
    assert opened.comments.count() == 1
    close, manager = reverse("picture_round_close", args=TOWN), signed_in(world, "manager")
    assert "Kommenttikierros päätettiin." in manager.post(close, follow=True).content.decode()
    assert "Kommenttikierros on päättynyt." in manager.post(close, follow=True).content.decode(), "a second press"
    late = client.post(reverse("picture_comment", args=TOWN), sent, follow=True)
    assert "Kommenttikierros on päättynyt." in late.content.decode(), "who wrote while it was closed is told so"


def test_the_public_learns_from_what_source_a_growth_area_was_named(world: World) -> None:
    made = make_thread(world)
    name_a_growth_area(world)
    for source in {row.source for row in Passage.objects.filter(source__label="K-12")}:
        source.sector = "education"
        source.save(update_fields=["sector"])
    analyst, manager = world.people["analyst"], world.people["manager"]
    picture.draft_findings(actor=analyst, ecosystem=made.ecosystem)
    row = Finding.objects.get(kind=Kind.GROWTH)
    client = signed_in(world, "manager")
    assert (
        reverse("finding_step", args=[*TOWN, row.pk, "approve"])
        in client.get(reverse("town_picture", args=TOWN)).content.decode()
    ), "a growth area is approved where it stands"
    client.post(reverse("finding_step", args=[*TOWN, row.pk, "approve"]))
    publish_approved(analyst, manager, made.ecosystem, ["fi"])
    found = Client().get(reverse("thread", args=[growth_urn(made.ecosystem.pk, row.area)])).content.decode()
    assert "haastattelu K-12" in found and "oppilaitos" in found
    assert QUOTE not in found, "nobody let these words be quoted"
