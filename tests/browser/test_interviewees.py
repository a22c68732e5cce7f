"""An interviewee on a phone agrees by the letter's link and later withdraws a quote; the desk sees both."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from playwright.sync_api import Page, expect

from seutukuva.web.accounts.models import User
from seutukuva.web.evidence.fairness import actions as fairness
from seutukuva.web.evidence.interviews import actions as interviews
from seutukuva.web.evidence.interviews.models import Interview
from tests.browser.conftest import NewPage
from tests.web.threads import QUOTE, Made, make_thread
from tests.web.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}}


def planned(world: World, made: Made, language: str) -> Interview:
    analyst = world.people["analyst"]
    return interviews.plan_interview(
        actor=analyst,
        ecosystem=made.ecosystem,
        sector="company",
        person=interviews.Person("toimitusjohtaja", "Konepaja Oy", "haastateltava@example.fi"),
        language=language,
        interviewer=analyst,
    )


def invitation(world: World, row: Interview) -> str:
    soon = timezone.now() + timedelta(days=3)
    proposal = interviews.Proposal((soon, soon + timedelta(hours=3)), "Torikatu 1")
    interviews.invite(actor=world.people["analyst"], interview=row, proposal=proposal)
    return last_link()


def quotes_asked(world: World, made: Made) -> str:
    address = fairness.Address("haastateltava@example.fi")
    fairness.begin_round(actor=world.people["analyst"], source=made.source, address=address)
    return last_link()


def last_link() -> str:
    found = re.search(r"http://\S+?(/(?:fi|sv|en)/\S+/)", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def sign_in(page: Page, user: User, url: str) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


def test_an_interviewee_agrees_and_later_withdraws_a_quote_without_an_account(
    new_page: NewPage, page: Page, live_server: Any
) -> None:
    world = make_world()
    with translation.override("fi"):
        made = make_thread(world)
        row = planned(world, made, "fi")
        letter = invitation(world, row)
    guest = new_page(**PHONE, java_script_enabled=False)
    guest.goto(letter)
    guest.get_by_role("group", name="Aika").get_by_role("radio").first.check()
    for question in ("Suostun haastateltavaksi", "Haastattelun saa tallentaa", "Sanojani saa lainata"):
        guest.get_by_role("group", name=question).get_by_label("Kyllä").check()
    guest.get_by_role("button", name="Lähetä vastaus").click()
    expect(guest.get_by_text("Olette suostunut haastateltavaksi. Aika:")).to_be_visible()
    with translation.override("fi"):
        interviews.tie_source(actor=world.people["analyst"], interview=row, source=made.source)
        asked = quotes_asked(world, made)
    guest.goto(asked)
    expect(guest.get_by_text(QUOTE).first).to_be_visible()
    guest.get_by_label("Ei saa julkaista").check()
    guest.get_by_role("button", name="Tallenna vastaukset").click()
    expect(guest.get_by_text("Olette kieltänyt tämän julkaisemisen.")).to_be_visible()
    sign_in(page, world.people["analyst"], live_server.url)
    page.goto(f"/fi/thread/{made.finding.urn}/")
    expect(page.get_by_role("status")).to_contain_text("muuttunut")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_axe_finds_nothing_on_the_pages_of_interviewees(
    new_page: NewPage, page: Page, live_server: Any, language: str
) -> None:
    world = make_world()
    with translation.override(language):
        made = make_thread(world)
        row = planned(world, made, language)
        links = [invitation(world, row), quotes_asked(world, made)]
        interviews.tie_source(actor=world.people["analyst"], interview=row, source=made.source)
    sign_in(page, world.people["administrator"], live_server.url)
    town = f"/{language}/programmes/suljettu/towns/kuusilahti"
    own, source = f"{town}/interviews/{row.pk}", f"{town}/evidence/{made.source.pk}"
    desk = [
        *(f"/{language}/programmes/suljettu/interviews/", f"{town}/interviews/", f"{town}/interviews/quotas/"),
        *(f"{own}/", f"{own}/change/", f"{own}/invite/", f"{own}/guide/", f"{source}/", f"{source}/comments/"),
        f"{town}/interviewees/source/{made.source.pk}/",
    ]
    guest = new_page(**PHONE)
    axe, found = Axe(), []
    for reader, paths in ((guest, links), (page, desk)):
        for path in paths:
            answer = reader.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            assert reader.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{path} is too wide"
            violations = axe.run(reader).response["violations"]
            found += [f"{path}: {v['id']}: {v['nodes'][0]['html'][:200]}" for v in violations]
    assert not found, "\n".join(found)
