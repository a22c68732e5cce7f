"""The coding page in a real Chromium: mouse, keyboard, two coders at once, undo."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from seutukuva.web.accounts.models import User
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import codebook_actions
from seutukuva.web.evidence.coding.models import Coding
from seutukuva.web.evidence.models import Source
from tests.browser.conftest import NewPage
from tests.web.threads import make_source
from tests.web.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TRAINEES = "Harjoittelijoita meillä on käynyt, mutta yhteistä tutkimusta emme ole vielä tehneet."


@pytest.fixture
def world(live_server: Any) -> World:
    """A town with the shipped codebook."""
    made = make_world()
    codebook_actions.adopt_codebook(actor=made.people["analyst"], programme=made.closed)
    return made


@pytest.fixture
def address(world: World) -> str:
    """Where a source of Kuusilahti is coded."""
    source = make_source(world, world.kuusilahti)
    return f"/fi/programmes/suljettu/towns/kuusilahti/evidence/{source.pk}/coding/"


def enter(page: Page, user: User, url: str) -> Page:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
    return page


def select(page: Page, words: str) -> None:
    """Select words of the text as a mouse does."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById("lines"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                document.getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return;
            }
        }""",
        words,
    )


def give(page: Page, words: str, code: str) -> None:
    select(page, words)
    expect(page.locator("#coding_quote")).to_have_value(words)
    page.locator("#coding_code").select_option(label=code)
    page.get_by_role("button", name="Anna koodi").click()
    expect(page.locator("#coding-said")).to_have_text("Tallennettu.")


def test_two_coders_code_one_text_at_once(world: World, address: str, new_page: NewPage, live_server: Any) -> None:
    one = enter(new_page(), world.people["analyst"], live_server.url)
    other = enter(new_page(), world.people["coordinator"], live_server.url)
    one.goto(address)
    other.goto(address)
    give(one, TRAINEES, "oppilaitosyhteistyö")
    give(other, "Ammattikorkeakoulu on tunnin päässä.", "oppilaitosyhteistyö")
    give(other, "yhteistä tutkimusta", "oppilaitosyhteistyö")
    for page in (one, other):
        expect(page.locator(".codes li")).to_have_count(3, timeout=10_000)
    expect(one.locator("mark.over-2, mark", has_text="yhteistä tutkimusta")).to_be_visible()
    assert Coding.objects.count() == 3
    one.get_by_role("button", name="Peru viimeisin vaiheeni").click()
    for page in (one, other):
        expect(page.locator(".codes li")).to_have_count(2, timeout=10_000)
    other.locator(".codes button").first.click()
    expect(other.locator(".codes li")).to_have_count(1)
    assert Coding.objects.get().coder == world.people["coordinator"]


def test_a_text_is_coded_by_keyboard_alone(world: World, address: str, page: Page, live_server: Any) -> None:
    enter(page, world.people["analyst"], live_server.url).goto(address)
    page.locator("#lines").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#coding_quote")).to_have_value("V: " + TRAINEES)
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("c")
    expect(page.locator("#coding_code")).to_be_focused()
    page.keyboard.type("oppilaitosyhteistyö")
    page.keyboard.press("Enter")
    expect(page.locator(".codes li")).to_have_count(1)
    assert Coding.objects.get().passage.quote.endswith("ei vastaa puhelimeen.")
    expect(page.locator("#lines")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator(".codes li")).to_have_count(0)


ASTRAL = (
    "H: 👩‍🔬👍🏽 Miten hanke sujui? 🇫🇮\n\n"
    "V: 😀 Hyvin 𝒮𝓊𝓊𝓃𝓉𝒶 löytyi, ja q̇a̋-testi e\u0323\u0302 meni läpi 🎉. Seuraava askel on tässä.\n\n"
    "V: Loppu 🏁 hyvin.\n"
)


def test_words_beside_emoji_and_combining_marks_are_coded_as_selected(
    world: World, address: str, page: Page, live_server: Any
) -> None:
    evidence.correct_text(actor=world.people["analyst"], source=Source.objects.get(), text=ASTRAL)
    text = Source.objects.get().text
    enter(page, world.people["analyst"], live_server.url).goto(address)
    chosen = ["Seuraava askel", "😀 Hyvin 𝒮𝓊𝓊𝓃𝓉𝒶", "q̇a̋-testi", "Miten hanke sujui? 🇫🇮", "👍🏽", "🏁 hyvin"]
    for n, words in enumerate(chosen, start=1):
        give(page, words, "oppilaitosyhteistyö")  # after the first, beside marks of codes that were given before
        expect(page.locator(".codes li")).to_have_count(n)
    page.locator("#lines").focus()
    page.keyboard.press("z")
    expect(page.locator(".codes li")).to_have_count(len(chosen) - 1)
    marked = page.locator("#lines mark").all_text_contents()
    passages = [coding.passage for coding in Coding.objects.select_related("passage")]
    assert [passage.quote for passage in passages] == chosen[:-1]
    assert [text[passage.start : passage.end] for passage in passages] == chosen[:-1]
    assert sorted(marked) == sorted(chosen[:-1])


def test_a_lost_connection_loses_nothing_and_says_so(world: World, address: str, page: Page, live_server: Any) -> None:
    enter(page, world.people["analyst"], live_server.url).goto(address)
    select(page, TRAINEES)
    page.route("**/code/", lambda route: route.fulfill(body="half an ans"))
    page.get_by_role("button", name="Anna koodi").click()
    expect(page.locator("#coding-said")).to_contain_text("Yhteys katkesi")
    page.unroute("**/code/")
    page.get_by_role("button", name="Anna koodi").click()
    expect(page.locator("#coding-said")).to_have_text("Tallennettu.")
    expect(page.locator(".codes li")).to_have_count(1)
