"""A workshop in a real Chromium: two phones of which one loses its connection, a projector, the facilitator."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from seutukuva.web.evidence.workshops.models import Card, Dot, Opinion, Workshop
from tests.browser.conftest import NewPage
from tests.browser.test_coding import enter
from tests.web.evidence.workshops.made import make_workshop
from tests.web.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTH = 390
PHONE: dict[str, Any] = {"viewport": {"width": WIDTH, "height": 844}, "has_touch": True}
SMALLEST = 44  # pixels
SLOW = 10_000  # milliseconds: two looks of a page


@pytest.fixture
def world(live_server: Any) -> World:
    """Two programmes and a person for every role."""
    return make_world()


@pytest.fixture
def workshop(world: World) -> Workshop:
    """A workshop with two questions and three dots."""
    return make_workshop(world, world.kuusilahti)


def joined(page: Page, workshop: Workshop, language: str = "fi", button: str = "Liity työpajaan") -> Page:
    page.goto(f"/{language}/w/{workshop.token}/")
    page.get_by_role("button", name=button).click()
    return page


def write(page: Page, text: str, question: str = "Mikä täällä on pysyvää?") -> None:
    box = page.get_by_label(question, exact=True)
    box.fill(text)
    page.locator("form.write", has_text=question).get_by_role("button").click()
    expect(box).to_have_value("")


def go(leader: Page, step: str) -> None:
    leader.get_by_role("button", name=f"Jatka: {step}").click()
    expect(leader.locator(".steps [aria-current]")).to_have_text(step)


def test_two_phones_and_a_projector(world: World, workshop: Workshop, new_page: NewPage, live_server: Any) -> None:
    leader = enter(new_page(), world.people["coordinator"], live_server.url)
    leader.goto(f"/fi/programmes/suljettu/towns/kuusilahti/workshops/{workshop.pk}/")
    screen = new_page(viewport={"width": 1920, "height": 1080})
    screen.goto(f"/fi/w/{workshop.token}/screen/")
    one, other = joined(new_page(**PHONE), workshop), joined(new_page(**PHONE), workshop)
    expect(screen.locator("#counts dd").first).to_have_text("2", timeout=SLOW)
    write(one, "Laboratorio <script>alert(1)</script>")
    expect(one.locator("#live li > span")).to_have_text("Laboratorio <script>alert(1)</script>", timeout=SLOW)

    # The other phone is in a tunnel: what comes back is no answer of ours.
    for pattern in ("**/cards/", "**/state/"):
        other.route(pattern, lambda route: route.fulfill(body="half an ans"))
    write(other, "Rahoittaja")
    expect(other.locator("#outbox")).to_contain_text("Rahoittaja")
    expect(other.locator("#said")).to_contain_text("Yritetään uudelleen", timeout=SLOW)
    other.reload()  # even that loses nothing
    expect(other.locator("#outbox")).to_contain_text("Rahoittaja")
    write(other, "Naapurikaupunki", "Kuka puuttuu pöydästä?")
    assert Card.objects.count() == 1
    for pattern in ("**/cards/", "**/state/"):
        other.unroute(pattern)
    expect(other.locator("#outbox")).to_be_hidden(timeout=SLOW)
    expect(other.locator("#live")).to_contain_text("Rahoittaja", timeout=SLOW)
    assert sorted(Card.objects.values_list("text", flat=True))[1:] == ["Naapurikaupunki", "Rahoittaja"]
    expect(screen.locator("#counts dd").nth(1)).to_have_text("3", timeout=SLOW)
    expect(screen.locator("#live")).not_to_contain_text("Rahoittaja")

    half = one.get_by_label("Kuka puuttuu pöydästä?", exact=True)
    half.fill("Puolikas aja")
    go(leader, "Kortit näytetään")
    for page in (one, other, screen):
        expect(page.locator("#live")).to_contain_text("Rahoittaja", timeout=SLOW)
        expect(page.locator("#live")).to_contain_text("<script>alert(1)</script>")
    expect(half).to_have_value("Puolikas aja")  # what is being written survives the step
    go(leader, "Ryhmittely")
    for text in ("Rahoittaja", "Naapurikaupunki"):
        leader.get_by_role("checkbox", name=text).check()
    leader.get_by_label("Uuden ryhmän nimi").fill("Kuka puuttuu")
    leader.get_by_role("button", name="Siirrä kortit").click()
    expect(screen.locator(".pile h2").first).to_have_text("Kuka puuttuu", timeout=SLOW)
    go(leader, "Äänestys")
    vote(one, other, screen)
    go(leader, "Vaikutus ja työmäärä")
    expect(screen.locator("#live tbody tr").first).to_contain_text("Kuka puuttuu", timeout=SLOW)
    judge(one)
    go(leader, "Työpaja päättynyt")
    for page in (one, other, screen):
        expect(page.locator("svg.plot circle")).to_have_count(1, timeout=SLOW)
    leader.get_by_role("button", name="Luo lähde").click()
    expect(leader.get_by_text("Kortit ovat nyt lähde.")).to_be_visible()
    expect(leader.locator("#source-text, .transcript").first).to_contain_text("Naapurikaupunki")


def vote(one: Page, other: Page, screen: Page) -> None:
    """Give all dots by the buttons; more than there are cannot be given, and nobody sees the result."""
    more = one.get_by_role("button", name="Yksi piste lisää: Kuka puuttuu")
    expect(more).to_be_visible(timeout=SLOW)
    for _ in range(3):
        more.click()
    expect(more).to_be_disabled()
    expect(one.locator("[data-left] b")).to_have_text("0")
    expect(one.locator("#said")).to_have_text("Tallennettu.", timeout=SLOW)
    assert [dot.number for dot in Dot.objects.all()] == [3]
    expect(screen.locator("#counts dd").nth(2)).to_have_text("1", timeout=SLOW)
    expect(other.locator("#live")).to_contain_text("Tulos on piilossa")
    expect(screen.locator("#live")).to_contain_text("Tulos on piilossa")
    one.reload()
    expect(one.get_by_label("Kuka puuttuu", exact=True)).to_have_value("3")


def judge(page: Page) -> None:
    """Move the sliders of one group by keyboard."""
    expect(page.locator(".opinion")).to_have_count(2, timeout=SLOW)
    group = page.locator(".opinion", has_text="Kuka puuttuu")
    group.get_by_label("Vaikutus").press("End")
    group.get_by_label("Työmäärä").press("Home")
    expect(page.locator("#said")).to_have_text("Tallennettu.", timeout=SLOW)
    expect(group.locator("output").first).to_have_text("10")
    assert [(row.impact, row.effort) for row in Opinion.objects.all()] == [(10, 0)]


def test_a_participant_without_javascript_writes_and_votes(
    world: World, workshop: Workshop, new_page: NewPage, live_server: Any
) -> None:
    phone = joined(new_page(java_script_enabled=False, **PHONE), workshop, "sv", "Delta i workshoppen")
    phone.get_by_label("Vad är bestående här?", exact=True).fill("Forsen")
    phone.locator("form.write", has_text="Vad är bestående här?").get_by_role("button").click()
    expect(phone.locator("#live")).to_contain_text("Forsen")
    leader = enter(new_page(), world.people["coordinator"], live_server.url)
    leader.goto(f"/fi/programmes/suljettu/towns/kuusilahti/workshops/{workshop.pk}/")
    for step in ("Kortit näytetään", "Ryhmittely", "Äänestys"):
        go(leader, step)
    phone.get_by_role("link", name="Se vad som har ändrats").click()
    phone.get_by_label("Forsen", exact=True).fill("2")
    phone.get_by_role("button", name="Spara mina röster").click()
    assert [dot.number for dot in Dot.objects.all()] == [2]
    go(leader, "Vaikutus ja työmäärä")
    phone.get_by_role("link", name="Se vad som har ändrats").click()
    phone.get_by_role("button", name="Spara mitt svar").click()
    assert Opinion.objects.count() == 1


def test_every_step_is_accessible_and_fits_a_phone(
    world: World, workshop: Workshop, new_page: NewPage, live_server: Any
) -> None:
    leader = enter(new_page(viewport={"width": 1440, "height": 900}), world.people["coordinator"], live_server.url)
    phone, screen = new_page(**PHONE), new_page(viewport={"width": 1920, "height": 1080})
    axe, found = Axe(), []
    town = "/fi/programmes/suljettu/towns/kuusilahti/workshops/"
    pages = [
        (leader, f"{town}{workshop.pk}/"),
        (phone, f"/fi/w/{workshop.token}/"),
        (screen, f"/fi/w/{workshop.token}/screen/"),
    ]
    for path in (town, f"{town}new/", f"{town}{workshop.pk}/change/"):
        leader.goto(path)
        found += [f"{path}: {v['id']}" for v in axe.run(leader).response["violations"]]
    phone.goto(f"/fi/w/{workshop.token}/")
    found += [f"join: {v['id']}" for v in axe.run(phone).response["violations"]]
    phone.get_by_role("button", name="Liity työpajaan").click()
    for text in ("Laboratorio", "Rahoittaja", "Koski"):
        write(phone, text)
    expect(phone.locator("#outbox")).to_be_hidden()
    for step in (
        "Kirjoittaminen",
        "Kortit näytetään",
        "Ryhmittely",
        "Äänestys",
        "Vaikutus ja työmäärä",
        "Työpaja päättynyt",
    ):
        if step != "Kirjoittaminen":
            go(leader, step)
        for page, path in pages:
            page.goto(path)
            found += [
                f"{step}: {path}: {v['id']}: {v['nodes'][0]['html'][:120]}"
                for v in axe.run(page).response["violations"]
            ]
        assert phone.evaluate("document.documentElement.scrollWidth") <= WIDTH, step
        for target in phone.locator("#board button:visible, #board summary:visible, #board input:visible").all():
            box = target.bounding_box()
            assert box is not None
            assert box["height"] >= SMALLEST, (step, target.evaluate("it => it.outerHTML"))
        if step == "Vaikutus ja työmäärä":
            judge_any(phone)
    assert not found, "\n".join(found)
    assert re.fullmatch(r"[a-z0-9]+", workshop.token)


def judge_any(page: Page) -> None:
    """Say something of the first group, so that the closed board has a drawing."""
    page.locator("input[type=range]").first.press("End")
    expect(page.locator("#said")).to_have_text("Tallennettu.", timeout=SLOW)
