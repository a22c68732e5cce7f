"""From files in three languages to a published quote: import, code, rate, see the matrix, publish, read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from seutukuva.web.evidence.coding import codebook_actions
from seutukuva.web.evidence.importing import jobs
from seutukuva.web.evidence.models import ImportedFile
from tests.browser.conftest import NewPage
from tests.browser.test_coding import select
from tests.browser.test_thread import publish
from tests.web.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TRANSCRIPTS = Path(__file__).parent / "transcripts"
TOWN = "/fi/programmes/suljettu/towns/kuusilahti"
QUOTES = {
    "K-01": "They had joint research with nobody",
    "K-02": "forskningen finns i en annan stad",
    "K-03": "yhteistä tutkimushanketta meillä ei ole ollut vielä kertaakaan",
}


@pytest.fixture
def world(live_server: Any) -> World:
    """The small world with the shipped codebook, and a job queue that waits."""
    made = make_world()
    codebook_actions.adopt_codebook(actor=made.people["analyst"], programme=made.closed)
    return made


def test_from_files_in_three_languages_to_a_published_quote(
    world: World, page: Page, new_page: NewPage, live_server: Any
) -> None:
    come_in(page, world, "manager", live_server.url)
    bring_files(page)
    for label, words in QUOTES.items():
        code_and_rate(page, label, words)
    page.goto("/fi/programmes/suljettu/evidence/analysis/")
    page.get_by_text("Taulukko", exact=True).first.click()
    expect(page.locator("figure tbody tr", has_text="yhteinen TKI").locator("td")).to_have_text(["3"])

    draft(page)
    second = new_page()
    come_in(second, world, "analyst", live_server.url)
    publish(page, second, f"{TOWN}/picture/publish/")
    reader = new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    reader.goto("/fi/published/suljettu-kuusilahti/")
    expect(reader.locator("article")).to_contain_text(QUOTES["K-03"])


def bring_files(page: Page) -> None:
    """Bring all transcripts at once and have the job read them."""
    page.goto(f"{TOWN}/evidence/import/")
    page.set_input_files("input[type=file]", sorted(TRANSCRIPTS.iterdir()))
    page.fill("[name=labels]", "K")
    page.fill("[name=date]", "2026-02-03")
    page.select_option("[name=consent]", "given")
    page.locator("main form button.button").first.click()
    for pk in ImportedFile.objects.filter(status="waiting").values_list("pk", flat=True):
        jobs.read_file.call(pk)
    page.goto(f"{TOWN}/evidence/")
    for label in QUOTES:
        expect(page.get_by_role("link", name=label)).to_be_visible()


def code_and_rate(page: Page, label: str, words: str) -> None:
    """Give words a code, rate them where they stand, and open them to be quoted."""
    page.goto(f"{TOWN}/evidence/")
    page.get_by_role("link", name=label).click()
    page.get_by_role("link", name="Koodaa teksti").click()
    expect(page.get_by_role("heading", name=f"Lähteen {label} koodaus")).to_be_visible()
    select(page, words)
    expect(page.locator("#coding_quote")).to_have_value(words)
    page.locator("#coding_code").select_option(label="\u2003yhteinen TKI")
    page.get_by_role("button", name="Anna koodi").click()
    expect(page.locator("#coding-said")).to_have_text("Tallennettu.")
    expect(page.locator(".codes li")).to_have_count(1)
    select(page, words)
    page.get_by_text("Arvioi", exact=True).click()
    page.select_option("#rating_dimension", "education")
    page.locator("#tool-rate input[name=level][value='1']").check()
    page.get_by_role("button", name="Tallenna arvio").click()
    expect(page.get_by_text("Arvio tallennettiin.")).to_be_visible()
    page.get_by_role("link", name=label).first.click()
    page.locator("mark a", has_text=words).click()
    page.check("[name=quotable]")
    page.get_by_role("button", name="Tallenna tekstikohta").click()


def come_in(page: Page, world: World, role: str, address: str) -> None:
    """Sign in without the form."""
    client = Client()
    client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def draft(page: Page) -> None:
    """Draft the findings and approve the one on education."""
    page.goto(f"{TOWN}/picture/")
    expect(page.locator("#education")).to_contain_text("Taso 1")
    page.get_by_role("button", name="Luonnostele havainnot").click()
    page.locator("#education").get_by_role("button", name="Hyväksy").first.click()
