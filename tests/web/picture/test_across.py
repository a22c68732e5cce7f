"""The page of what towns share: sentences for who may read the towns, two towns side by side."""

from __future__ import annotations

from django.urls import reverse

from seutukuva.web.evidence import actions as evidence
from tests.web.threads import make_source, make_thread, signed_in
from tests.web.world import World

PAGE = ["suljettu"]


def rate_other(world: World, level: int) -> None:
    """Let two sources of Mäntysalmi say a level of its education collaboration."""
    analyst = world.people["analyst"]
    for label in ("M-01", "M-02"):
        source = make_source(world, world.mantysalmi, label=label)
        passage = evidence.add_passage(actor=analyst, source=source, quote="Ammattikorkeakoulu on tunnin päässä.")
        evidence.rate(actor=analyst, passage=passage, dimension="education", level=level, confidence="high")


def test_the_towns_are_counted_and_two_are_laid_side_by_side(world: World) -> None:
    make_thread(world)
    rate_other(world, 4)
    client = signed_in(world, "viewer")
    assert reverse("picture_across", args=PAGE) in client.get(reverse("picture", args=PAGE)).content.decode()
    page = client.get(reverse("picture_across", args=PAGE)).content.decode()
    assert "Kypsyysastetta ei voi vielä kertoa 2 kaupungista: Kuusilahti ja Mäntysalmi." in page
    assert "Ulottuvuudesta ”yhteinen suunta” ei ole tietoa 2 kaupungista; kaupunkeja on 2." in page
    assert "Ei tiedetä, kuka johtaa: Kuusilahti ja Mäntysalmi." in page
    assert "Kuusilahti: ei voi vielä verrata." in page
    assert "molemmista tunnettuja" not in page, "nothing was asked to be compared"
    asked = {"one": "kuusilahti", "other": "mantysalmi"}
    text = client.get(reverse("picture_across", args=PAGE), asked).content.decode()
    assert "Kuusilahti ja Mäntysalmi: molemmista tunnettuja ulottuvuuksia 1, selviä eroja 1." in text
    assert "<b>Selvä ero: Mäntysalmi on ylempänä</b>" in text
    assert text.count("Ei voi verrata") == 7
    assert reverse("dimension", args=["suljettu", "mantysalmi", "education"]) in text


def test_a_wrong_choice_is_said_beside_the_form(world: World) -> None:
    client = signed_in(world, "analyst")
    same = client.get(reverse("picture_across", args=PAGE), {"one": "kuusilahti", "other": "kuusilahti"})
    assert "Valitse kaksi eri kaupunkia." in same.content.decode()
    unknown = client.get(reverse("picture_across", args=PAGE), {"one": "rauma"})
    assert unknown.status_code == 200
    assert "molemmista tunnettuja" not in unknown.content.decode()


def test_who_reads_one_town_learns_nothing_of_the_others(world: World) -> None:
    make_thread(world)
    asked = {"one": "kuusilahti", "other": "mantysalmi"}
    page = signed_in(world, "other_coordinator").get(reverse("picture_across", args=PAGE), asked).content.decode()
    assert "Voit lukea ohjelmasta vähemmän kuin kaksi kaupunkia" in page
    assert "Kuusilahti" not in page
