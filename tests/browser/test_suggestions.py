"""Suggestions in a real Chromium: the page follows the jobs, works without script, and axe-core finds nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect

from seutukuva.web.evidence.coding.models import Coding
from seutukuva.web.evidence.suggestions import jobs
from seutukuva.web.evidence.suggestions.models import Proposer, Reading
from tests.browser.conftest import NewPage
from tests.web.evidence.suggestions.made import Coded, make_coded
from tests.web.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "programmes/suljettu/evidence/suggestions/"


@pytest.fixture
def coded(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Coded:
    """Coded interviews, with a job queue that waits."""
    for room in ("learning", "selectors"):
        monkeypatch.setattr(f"seutukuva.web.evidence.suggestions.{room}.meaning_is_installed", lambda: False)
    return make_coded(make_world())


def enter(page: Page, coded: Coded, url: str, who: str = "analyst") -> Page:
    client = Client()
    client.force_login(coded.world.people[who], backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
    return page


def source_page(coded: Coded) -> str:
    return f"programmes/suljettu/towns/kuusilahti/evidence/{coded.new.pk}/suggestions/"


def test_a_model_is_taught_asked_and_believed_or_not(coded: Coded, new_page: NewPage, live_server: Any) -> None:
    page = enter(new_page(), coded, live_server.url)
    page.goto(f"/fi/{LIST}")
    page.get_by_role("button", name="Opeta uusi malli").click()
    expect(page.get_by_role("status")).to_contain_text("Malli oppii taustalla")
    jobs.learn.func(Proposer.objects.get().pk)
    expect(page.get_by_role("heading", name="Mitä ihmiset sanoivat ehdotuksista")).to_be_visible()
    page.get_by_role("link", name="Valitse lähde").click()
    page.get_by_role("link", name="K-02").click()
    page.get_by_role("button", name="Pyydä ehdotukset: TF-IDF 1").click()
    jobs.read.func(Reading.objects.get().pk)
    page.get_by_role("button", name=re.compile("Hyväksy ?: oppilaitosyhteistyö", re.IGNORECASE)).click()
    expect(page.get_by_text("Avoimia 1, ratkaistuja 1.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Hylkää")).click()
    expect(page.get_by_text("Avoimia 0, ratkaistuja 2.")).to_be_visible()
    assert Coding.objects.get(passage__source=coded.new).coder == coded.world.people["analyst"]
    page.get_by_role("link", name="Lähteen K-02 koodaus").click()
    expect(page.locator("#lines .tag")).to_have_count(1)


def test_without_script_the_pages_do_the_same(coded: Coded, new_page: NewPage, live_server: Any) -> None:
    page = enter(new_page(java_script_enabled=False), coded, live_server.url)
    page.goto(f"/sv/{LIST}")
    page.get_by_role("button", name="Lär upp en ny modell").click()
    jobs.learn.func(Proposer.objects.get().pk)
    page.get_by_role("link", name="Se om den är klar").click()
    page.goto(f"/sv/{source_page(coded)}")
    page.get_by_role("button", name="Be om förslag: TF-IDF 1").click()
    jobs.read.func(Reading.objects.get().pk)
    page.get_by_role("link", name="Se om den är klar").click()
    page.get_by_role("button", name=re.compile("Godkänn")).first.click()
    expect(page.get_by_text("Öppna 1, avgjorda 1.")).to_be_visible()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_axe_finds_nothing_where_something_is_proposed(
    coded: Coded, new_page: NewPage, live_server: Any, language: str
) -> None:
    page, axe, found = enter(new_page(), coded, live_server.url), Axe(), []
    page.goto(f"/en/{LIST}")
    page.get_by_role("button", name="Teach a new model").click()
    proposer = Proposer.objects.get()
    jobs.learn.func(proposer.pk)
    proposer.refresh_from_db()
    proposer.curve = [proposer.curve[0] | {"labels": n} for n in (50, 100)]
    proposer.save()
    page.goto(f"/en/{source_page(coded)}")
    page.get_by_role("button", name="Ask TF-IDF 1").click()
    jobs.read.func(Reading.objects.get().pk)
    for path in (LIST, f"{LIST}1/", source_page(coded), "programmes/suljettu/evidence/themes/?number=2"):
        answer = page.goto(f"/{language}/{path}")
        assert answer is not None
        assert answer.status == 200, path
        violations = axe.run(page).response["violations"]
        found += [f"{path}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations]
    assert not found, "\n".join(found)
