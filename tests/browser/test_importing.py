"""Bringing files in a real Chromium: the page follows the job, and works without script."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import FilePayload, Page, expect

from seutukuva.web.evidence.importing import jobs
from seutukuva.web.evidence.models import ImportedFile
from tests.browser.conftest import NewPage
from tests.evidence.material import made
from tests.evidence.material.test_tables import WEBROPOL
from tests.web.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "/sv/programmes/suljettu/towns/kuusilahti/evidence/import/"
FILES: list[FilePayload] = [
    {
        "name": "Intervju.docx",
        "mimeType": "",
        "buffer": made.word("Sektor: företag", "Vi har ett bra samarbete, men det är kort."),
    },
    {"name": "svar.xlsx", "mimeType": "", "buffer": WEBROPOL},
    {"name": "bilder.pdf", "mimeType": "", "buffer": made.picture_pdf()},
]


@pytest.fixture
def world(live_server: Any) -> World:
    """The small world, with a job queue that waits."""
    return make_world()


def enter(page: Page, world: World, url: str) -> Page:
    client = Client()
    client.force_login(world.people["coordinator"], backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
    return page


def run_jobs() -> None:
    for pk in ImportedFile.objects.filter(status="waiting").values_list("pk", flat=True):
        jobs.read_file.call(pk)


def assert_accessible(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert not violations, [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in violations]


def test_the_page_follows_the_files_and_leads_to_their_facts(world: World, new_page: NewPage, live_server: Any) -> None:
    page = enter(new_page(), world, live_server.url)
    page.goto(ADDRESS)
    assert_accessible(page)
    page.get_by_label("Filer").set_input_files(FILES)
    page.get_by_role("button", name="Importera filerna").click()
    expect(page.get_by_role("status").filter(has_text="väntar 3")).to_be_visible()
    assert_accessible(page)
    run_jobs()
    expect(page.get_by_role("status").filter(has_text="Lästa 2, avvisade 1, väntar 0.")).to_be_visible()
    expect(page.get_by_text("PDF-filen innehåller ingen text: sidorna är bilder.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Välj kolumner i svar.xlsx").click()
    assert_accessible(page)
    page.go_back()
    page.get_by_role("link", name="Kontrollera källornas uppgifter").click()
    page.get_by_label("Organisation: K-01").fill("Verkstad Ab")
    assert_accessible(page)
    page.get_by_role("button", name="Spara uppgifterna").click()
    expect(page.get_by_text("1 källa ändrades.")).to_be_visible()
    expect(page.get_by_label("Organisation: K-01")).to_have_value("Verkstad Ab")
    expect(page.get_by_label("Sektor: K-01")).to_have_value("company")


def test_without_script_the_same_is_done_with_links(world: World, new_page: NewPage, live_server: Any) -> None:
    page = enter(new_page(java_script_enabled=False), world, live_server.url)
    page.goto(ADDRESS)
    page.get_by_label("Filer").set_input_files(FILES[:1])
    page.get_by_role("button", name="Importera filerna").click()
    run_jobs()
    page.get_by_role("link", name="Visa vad som har lästs hittills").click()
    expect(page.get_by_role("link", name="K-01")).to_be_visible()
