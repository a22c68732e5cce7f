"""Names are taken out of a text in a real Chromium: by keyboard, and without JavaScript."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.models import Source
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.browser.conftest import NewPage
from tests.browser.test_coding import enter
from tests.web.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "V: Matti Virtanen vie hanketta. Soitin Virtaselle, ja varikko auttoi.\n"


@pytest.fixture
def world(live_server: Any) -> World:
    """Two programmes and a person for every role."""
    return make_world()


@pytest.fixture
def source(world: World) -> Source:
    """An interview of Kuusilahti that names a person, and a place that no list knows."""
    return evidence.add_source(
        actor=world.people["analyst"],
        ecosystem=default_ecosystem(world.kuusilahti),
        kind="interview",
        label="K-01",
        who="",
        sector="company",
        language="fi",
        date=date(2026, 1, 16),
        text=TEXT,
        consent="given",
    )


def press(page: Page, name: str) -> None:
    """Press a button as the keyboard does."""
    page.get_by_role("button", name=name, exact=True).first.press("Enter")


@pytest.mark.parametrize("scripted", [True, False])
def test_names_are_found_confirmed_added_and_replaced(
    world: World, source: Source, new_page: NewPage, live_server: Any, scripted: bool
) -> None:
    page = enter(new_page(java_script_enabled=scripted), world.people["coordinator"], live_server.url)
    page.goto(f"/fi/programmes/suljettu/towns/kuusilahti/evidence/{source.pk}/names/")
    press(page, "Etsi nimet")
    expect(page.locator("mark.open")).to_have_count(2)
    while page.locator("mark.open").count():
        page.get_by_role("button", name="Vahvista kaikki maininnat").first.press("Enter")
    box = page.get_by_label("Sanat, joista henkilön voi tunnistaa")
    if scripted:
        page.locator("#source-text").evaluate(
            """text => {
                const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const at = walker.currentNode.data.indexOf("varikko");
                    const node = walker.currentNode;
                    if (at >= 0) document.getSelection().setBaseAndExtent(node, at, node, at + 7);
                }
            }"""
        )
        expect(box).to_have_value("varikko")
    else:
        box.fill("varikko")
    page.locator("#add ~ form").get_by_label("Mikä se on").select_option("place")
    press(page, "Merkitse kaikki maininnat")
    expect(page.locator("mark.accepted")).to_have_count(3)
    press(page, "Korvaa 3 vahvistettua mainintaa merkinnöillä")
    words = "V: [henkilö 1] vie hanketta. Soitin [henkilö 1], ja [paikka 1] auttoi."
    expect(page.locator("#source-text")).to_have_text(words)
    for risk in page.locator("#check ~ form input[type=checkbox]").all():
        risk.press("Space")
    press(page, "Lähde on pseudonymisoitu")
    expect(page.get_by_role("heading", level=1)).to_have_text("K-01")
    expect(page.get_by_text("Nimet: pseudonymisoitu")).to_be_visible()
