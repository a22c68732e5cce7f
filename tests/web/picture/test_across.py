"""The page of what towns share: sentences for who may read the towns, two towns side by side."""

from __future__ import annotations

from django.urls import reverse

from seutukuva.web.evidence import actions as evidence
from tests.web.threads import make_source, make_thread, signed_in
from tests.web.world import World

PAGE = ["suljettu"]


def rate_other(world: World, level: int, labels: tuple[str, ...] = ("M-01", "M-02")) -> None:
    """Let two sources of Mäntysalmi say a level of its education collaboration."""
    analyst = world.people["analyst"]
    for label in labels:
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
    assert "vähintään kahdesta tunnettuja" not in page, "nothing was asked to be compared"
    asked = {"towns": ["kuusilahti", "mantysalmi"]}
    text = client.get(reverse("picture_across", args=PAGE), asked).content.decode()
    assert "Kuusilahti ja Mäntysalmi: vähintään kahdesta tunnettuja ulottuvuuksia 1, selviä eroja 1." in text
    assert "Eniten nämä kaupungit eroavat näissä: oppilaitosyhteistyö." in text
    assert "<b>Selvä ero: Mäntysalmi on ylempänä</b>" in text
    assert text.count("Ei voi verrata") == 7
    assert reverse("dimension", args=["suljettu", "mantysalmi", "education"]) in text


def test_a_wrong_choice_is_said_beside_the_form(world: World) -> None:
    client = signed_in(world, "analyst")
    same = client.get(reverse("picture_across", args=PAGE), {"towns": ["kuusilahti", "kuusilahti"]})
    assert "Valitse 2–6 kaupunkia." in same.content.decode()
    unknown = client.get(reverse("picture_across", args=PAGE), {"towns": ["kuusilahti", "rauma"]})
    assert unknown.status_code == 200
    assert "vähintään kahdesta tunnettuja" not in unknown.content.decode()


def test_who_reads_one_town_learns_nothing_of_the_others(world: World) -> None:
    make_thread(world)
    asked = {"towns": ["kuusilahti", "mantysalmi"]}
    page = signed_in(world, "other_coordinator").get(reverse("picture_across", args=PAGE), asked).content.decode()
    assert "Voit lukea ohjelmasta vähemmän kuin kaksi kaupunkia" in page
    assert "Kuusilahti" not in page


def test_a_towns_picture_tells_whom_it_is_like_to_who_reads_both(world: World) -> None:
    analyst = world.people["analyst"]
    for town in (world.kuusilahti, world.mantysalmi):
        source = make_source(world, town)
        passage = evidence.add_passage(actor=analyst, source=source, quote="Ammattikorkeakoulu on tunnin päässä.")
        for dimension in ("direction", "structures", "network", "business", "crossing"):
            evidence.rate(actor=analyst, passage=passage, dimension=dimension, level=2, confidence="high")
    address = reverse("town_picture", args=["suljettu", "kuusilahti"])
    page = signed_in(world, "viewer").get(address).content.decode()
    assert "Kuusilahti: eniten samanlainen on Mäntysalmi; molemmista tunnetaan 5 ulottuvuutta." in page
    assert f"{reverse('picture_across', args=PAGE)}?towns=kuusilahti&amp;towns=mantysalmi#compare" in page
    assert (
        "samanlainen"
        not in signed_in(world, "other_coordinator")
        .get(reverse("town_picture", args=["suljettu", "mantysalmi"]))
        .content.decode()
    )
