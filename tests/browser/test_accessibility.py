"""axe-core finds nothing on the main pages, in three languages; nothing needs JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect

from seutukuva.web.accounts.models import User
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.pseudonyms import actions as pseudonyms
from seutukuva.web.evidence.pseudonyms.models import Suggestion
from seutukuva.web.evidence.pseudonyms.selectors import risks_of
from seutukuva.web.picture.actions import return_finding
from seutukuva.web.picture.experts import actions as experts
from seutukuva.web.picture.models import Finding, SharedFinding
from seutukuva.web.programmes import actions
from seutukuva.web.programmes.models import Participant
from seutukuva.web.programmes.selectors import default_ecosystem
from seutukuva.web.site import demo_people
from tests.browser.conftest import NewPage
from tests.web.publishing import publish_approved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

T = "programmes/harjoitusverkosto"
K = f"{T}/towns/kuusilahti"
R = "programmes/avoin"
PAGES = (
    *("", "about/", "accessibility/", "privacy/", "account/", "accounts/2fa/", "accounts/password/change/"),
    *("programmes/new/", f"{T}/settings/", f"{T}/participants/", f"{T}/members/", f"{T}/audit/"),
    *(f"{T}/", f"{K}/", f"{T}/data/", f"{T}/data/import/", f"{T}/groups/", f"{T}/picture/", f"{K}/picture/"),
    *(f"{T}/evidence/", f"{K}/evidence/", f"{K}/evidence/new/", f"{T}/strategy/", f"{K}/strategy/"),
    f"{T}/evidence/search/?q=yhteistyö&kinds=interview",
    *(f"{T}/interviews/", f"{K}/interviews/", f"{K}/interviews/new/", f"{K}/interviews/quotas/"),
    *(f"{K}/picture/dimensions/education/", f"{K}/picture/dimensions/state/", f"{K}/picture/ask/"),
    *(f"{T}/picture/model/", f"{T}/picture/experts/", f"{T}/picture/experts/new/", f"{T}/picture/experts/1/"),
    *(f"{T}/picture/across/?towns=kuusilahti&towns=mantysalmi", f"{T}/picture/across/findings/new/"),
    *(f"{K}/evidence/import/", f"{K}/evidence/facts/"),
    *(f"{T}/evidence/suggestions/", f"{T}/evidence/themes/?number=6"),
    *(f"{K}/workshops/", f"{K}/workshops/new/"),
    *(f"{T}/network/", f"{K}/network/", f"{K}/network/actors/new/", f"{K}/network/structures/"),
    *(f"{K}/network/gaps/", f"{T}/network/gaps/"),
    *(f"{K}/network/mentions/", f"{K}/network/import/"),
    *(f"{T}/publishing/", f"{K}/picture/publishing/", f"{K}/picture/round/"),
    *(f"{T}/picture/report/", f"{K}/picture/report/"),
    *(f"{T}/picture/report/publish/", f"{K}/picture/report/publish/"),
    *(f"{T}/invest/", f"{K}/invest/", f"{K}/picture/publish/", "published/harjoitusverkosto-kuusilahti/"),
    *(f"{R}/", f"{R}/towns/rauma/", f"{R}/compare/", f"{R}/indicators/", f"{R}/indicators/population/", f"{R}/data/"),
    *(f"{R}/indices/", f"{T}/indices/", f"{T}/indices/proposal/edit/"),
    *(f"{R}/side-by-side/?town=rauma", f"{T}/side-by-side/", f"{R}/side-by-side/embed/"),
)


@pytest.fixture
def site(training_network: User) -> User:
    """The training network of the demo, and a real programme with Rauma."""
    admin = training_network
    programme = actions.create_programme(
        actor=admin, names={"fi": "Avoin", "sv": "Öppen", "en": "Open"}, descriptions={}, open_statistics=True
    )
    actions.add_municipality(actor=admin, programme=programme, code="684")
    return admin


def cookies_of(user: User, url: str) -> list[Any]:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_axe_finds_nothing_on_any_main_page(site: User, new_page: NewPage, live_server: Any, language: str) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.context.add_cookies(cookies_of(site, live_server.url))
    axe, found = Axe(), []
    finding = Finding.objects.order_by("pk").first()
    shared = SharedFinding.objects.order_by("pk").first()
    assert finding is not None
    assert shared is not None
    for path in (
        *PAGES,
        f"thread/{finding.urn}/",
        f"{T}/picture/across/findings/{shared.pk}/",
        *pages_of_names(site),
        publication_changed(site),
        expert_asked(site),
    ):
        answer = page.goto(f"/{language}/{path}")
        assert answer is not None
        assert answer.status == 200, path
        found += faults(axe, page, path)
    for place in (T, K):  # the report as a file of its own, read without the product
        path = f"/{language}/{place}/picture/report/draft.html"
        file = page.context.request.get(path)
        assert file.status == 200, path
        page.goto("about:blank")  # a page of the product would lend the file its policy
        page.set_content(file.text())
        found += faults(axe, page, path)
    assert not found, "\n".join(found)


def faults(axe: Axe, page: Page, path: str) -> list[str]:
    """Return what axe finds on the page that is open."""
    violations = axe.run(page).response["violations"]
    return [f"{path}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations]


def pages_of_names(admin: User) -> list[str]:
    """Return the pages of a source's names: one that waits for decisions, and one whose names are replaced."""
    waiting, done = Source.objects.filter(ecosystem__participant__slug="kuusilahti", kind="interview").order_by("pk")[
        :2
    ]
    for source in (waiting, done):
        pseudonyms.look_for_names(actor=admin, source=source)
    mine = list(Suggestion.objects.filter(source=done).values_list("pk", flat=True))
    pseudonyms.decide(actor=admin, source=done, suggestions=mine, state="accepted")
    pseudonyms.replace_names(actor=admin, source=done)
    risks = [risk.code for risk in risks_of(done)]
    replaced = f"{K}/evidence/{done.pk}"
    pages = [f"{K}/evidence/{waiting.pk}/names/", f"{replaced}/names/", f"{replaced}/names/key/"]
    if not Suggestion.objects.filter(source=done, state="open").exists():
        pseudonyms.vouch(actor=admin, source=done, ticked=risks)
    return [*pages, f"{replaced}/names/anonymise/", f"{replaced}/coding/", f"{replaced}/"]


def publication_changed(admin: User) -> str:
    """Return the page of what changed after a second publication of a town's picture with one finding less."""
    finding = (
        Finding.objects.filter(ecosystem__participant__slug="kuusilahti", status="approved").order_by("pk").first()
    )
    assert finding is not None
    return_finding(actor=admin, finding=finding)
    ecosystem = finding.ecosystem
    publish_approved(User.objects.get(email=demo_people.address("analyst")), admin, ecosystem)
    return "published/harjoitusverkosto-kuusilahti/changes/"


def expert_asked(admin: User) -> str:
    """Return the page of an expert who is asked and has not answered."""
    town = Participant.objects.get(slug="kuusilahti", programme__slug="harjoitusverkosto")
    panel = experts.prepare_panel(
        actor=admin, programme=town.programme, titles={"fi": "Taso"}, cells=[(default_ecosystem(town), "education")]
    )
    for number in range(3):
        person = experts.Invited(f"rehtori {number}", f"rector{number}@example.org", "fi")
        experts.invite_expert(actor=admin, panel=panel, person=person)
    experts.open_round(actor=admin, panel=panel)
    return "experts/" + str(mail.outbox[-1].body).split("/experts/")[1].split()[0]


def test_a_reader_without_javascript_finds_the_same_page(site: User, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/sv/programmes/avoin/towns/rauma/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Raumo")
    expect(page.locator("figure svg").first).to_be_visible()
    page.goto("/sv/published/harjoitusverkosto-kuusilahti/")
    expect(page.locator("table.heat")).to_be_visible()
