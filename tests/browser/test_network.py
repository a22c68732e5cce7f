"""The network in a real browser: sound to axe in three languages, worked without script, thread to the words."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import cookies_of
from tests.web.network.made import CITY, WORKS, add, make_mention, make_network, make_structure, tie
from tests.web.threads import QUOTE, make_thread
from tests.web.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

K = "programmes/suljettu/towns/kuusilahti/network/"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_axe_finds_nothing_on_the_pages_of_a_filled_network(new_page: NewPage, live_server: Any, language: str) -> None:
    world = make_world()
    made, actors = make_thread(world), make_network(world)
    tie(world, actors["works"], actors["lab"], carrier=made.passage.urn)
    add(world, "Terästakomo Oyj")
    make_mention(world, made, "Uusi Oy", WORKS)
    structure = make_structure(world, actors["city"], actors["college"])
    page = new_page(viewport={"width": 1440, "height": 900})
    page.context.add_cookies(cookies_of(world.people["coordinator"], live_server.url))
    one, paper = f"{K}actors/{actors['works'].pk}/", f"{K}structures/{structure.pk}/"
    found = []
    for path in (
        *("programmes/suljettu/network/", K, f"{K}?kind=agreement", f"{K}?role=financier", one, f"{one}change/"),
        *(f"{K}?without={actors['city'].pk}", f"{K}ties/new/", f"{K}mentions/", f"{K}import/", f"{K}merges/"),
        *(f"{K}structures/", f"{K}structures/new/", paper, f"{paper}change/", f"{paper}agreement/"),
        *(f"{K}periods/?before=2024&after=2025", "programmes/suljettu/network/periods/", f"{K}register/"),
        f"{K}figures/seen_twice/",
        f"{K}figures/mean_degree/",
    ):
        answer = page.goto(f"/{language}/{path}")
        assert answer is not None
        assert answer.status == 200, path
        violations = Axe().run(page).response["violations"]
        found += [f"{path}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
    assert not found, "\n".join(found)


def test_a_mention_is_taken_and_its_tie_followed_to_the_words_without_script(
    new_page: NewPage, live_server: Any
) -> None:
    world = make_world()
    made = make_thread(world)
    make_mention(world, made, CITY, WORKS)
    page = new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.context.add_cookies(cookies_of(world.people["coordinator"], live_server.url))
    page.goto(f"/fi/{K}mentions/")
    page.get_by_role("button", name="Ota yhteys").click()
    page.goto(f"/fi/{K}")
    page.get_by_role("link", name=WORKS).first.click()
    expect(page.locator("blockquote")).to_contain_text(QUOTE)
    page.get_by_role("link", name=f"Lanka {CITY}").click()
    expect(page.locator("h1")).to_contain_text(f"{CITY} – {WORKS}")
    expect(page.locator("ul.thread").first).to_contain_text(QUOTE)


def test_the_picture_is_explored_and_says_who_is_pointed_at(new_page: NewPage, live_server: Any) -> None:
    world = make_world()
    make_network(world)
    for width in (1440, 390):
        page = new_page(viewport={"width": width, "height": 900})
        page.context.add_cookies(cookies_of(world.people["viewer"], live_server.url))
        page.goto(f"/fi/{K}")
        expect(page.get_by_role("img", name=f"Toimijalla {CITY} on yhteys 3 toimijaan muista 3.")).to_be_visible()
        page.get_by_role("button", name="Tutki kuvaa").click()
        signs = page.locator("#drawing-live g.mark-symbol.role-mark path")
        expect(signs).to_have_count(4)
        signs.last.scroll_into_view_if_needed()
        signs.last.hover(force=True)
        for told in (CITY, "kunta tai kaupunki", "Kumppaneita: 3"):
            expect(page.locator("#vg-tooltip-element")).to_contain_text(told)
        apart = "() => { const b = [...document.querySelectorAll('#drawing-live g.mark-symbol.role-mark path')].map("
        apart += "e => e.getBoundingClientRect().x); return Math.max(...b) - Math.min(...b); }"
        before = page.evaluate(apart)
        page.mouse.wheel(0, -300)
        page.wait_for_function(f"before => ({apart})() > before + 5", arg=before)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
