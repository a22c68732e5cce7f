"""The training network's thread in a real Chromium: up from a passage to the public page and the PDF, and back down."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from seutukuva.web.accounts.models import User
from seutukuva.web.site import demo_people
from tests.browser.conftest import NewPage
from tests.web.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUOTE = "Ammattikorkeakoulu on tunnin päässä, ja siellä ei kukaan oikein tiedä, mitä meillä tehdään."
ALTERED = "Materiaalitestaukset ostamme ulkomailta, mikä on aika hullua."
SENTENCE = "Ammattikorkeakoulu ei tunne Kuusilahden yrityksiä."
TOWN = "/fi/programmes/harjoitusverkosto/towns/kuusilahti"


def sign_in(page: Page, role: str) -> Page:
    page.goto("/fi/accounts/login/")
    page.fill("[name=login]", demo_people.address(role))
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit], main button")
    page.wait_for_url("**/fi/")
    return page


def fill_text(page: Page, name: str, fi: str) -> None:
    page.fill(f"[name={name}_fi]", fi)
    page.fill(f"[name={name}_sv]", f"{fi} (sv)")
    page.fill(f"[name={name}_en]", f"{fi} (en)")


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def test_a_thread_is_walked_both_ways(training_network: User, page: Page, new_page: NewPage) -> None:
    sign_in(page, "analyst")
    mark_and_rate(page)
    expect(page.locator("li", has_text="Oppilaitosyhteistyö: taso 1")).to_be_visible()
    write(page)
    manager = sign_in(new_page(), "manager")
    approve(manager, page.url)
    page.goto(f"{TOWN}/picture/")
    plan(page)
    page.goto(f"{TOWN}/picture/publish/")
    expect(page.locator(".preview")).to_contain_text(SENTENCE)
    publish(page, manager, f"{TOWN}/picture/publish/")

    reader = new_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    read_in_public(reader)
    walk_back(page)


def mark_and_rate(page: Page) -> None:
    """Mark a passage by selecting its words in the text, and rate it."""
    page.goto(f"{TOWN}/evidence/")
    page.get_by_role("link", name="K-04").click()
    page.wait_for_load_state()
    select_in_text(page, QUOTE)
    expect(page.locator("[name=quote]")).to_have_value(QUOTE)
    page.check("[name=quotable]")
    press(page, "Merkitse kohta")
    page.select_option("[name=dimension]", "education")
    page.check("[name=level][value='1']")
    press(page, "Tallenna arvio")


def select_in_text(page: Page, words: str) -> None:
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById("source-text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                document.getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return;
            }
            throw new Error("not in the text");
        }""",
        words,
    )


def write(page: Page) -> None:
    """See the level that the ratings make, and write a finding on it."""
    page.goto(f"{TOWN}/picture/")
    education = page.locator("#education")
    expect(education).to_contain_text("Taso 1 (käynnistyvä)")
    expect(education).to_contain_text("Arvioita 12, lähteitä 7.")
    look_at_everything(page)  # the new rating stands below sentences that were there before it
    page.get_by_role("link", name="Kirjoita havainto").click()
    page.select_option("[name=dimension]", "education")
    fill_text(page, "sentence", SENTENCE)
    press(page, "Tallenna luonnoksena")
    press(page, "Hyväksy")
    expect(page.get_by_text("Kirjoitit tämän virkkeen itse")).to_be_visible()


def approve(page: Page, finding: str) -> None:
    """Approve a finding as a second person."""
    page.goto(finding)
    press(page, "Hyväksy")
    page.wait_for_url("**/picture/#education")


def publish(page: Page, second: Page, address: str) -> None:
    """Ask for approval of what is to be published; a second person approves and publishes it."""
    page.goto(address)
    press(page, "Pyydä hyväksyntää")
    second.goto(address)
    press(second, "Hyväksy julkaistavaksi")
    press(second, "Julkaise")
    expect(second.get_by_text("Tilannekuva julkaistiin.")).to_be_visible()


def look_at_everything(page: Page) -> None:
    """Say of every flagged sentence that it still holds."""
    flags = page.locator(".dimension .tag.warn")
    for left in range(flags.count() - 1, -1, -1):
        page.get_by_role("button", name="Pitää yhä paikkansa").first.click()
        expect(flags).to_have_count(left)


def plan(page: Page) -> None:
    """From the finding to a measure, and from the measure to an opportunity."""
    page.locator("#education .thread", has_text=SENTENCE).get_by_role("link", name="Muokkaa").click()
    page.get_by_role("link", name="Suunnittele toimenpide").click()
    expect(page.locator("[name=title_sv]")).to_have_value(re.compile("FUI-sakkunnig"))
    fill_text(page, "title", "Yritysvierailut ammattikorkeakoulun henkilöstölle")
    press(page, "Tallenna toimenpide")
    page.get_by_role("link", name="Kuvaa mahdollisuus").click()
    fill_text(page, "title", "Ammattikorkeakoulun toimipiste satamaan")
    press(page, "Tallenna mahdollisuus")
    expect(page.locator("h1")).to_have_text("Ammattikorkeakoulun toimipiste satamaan")


def read_in_public(reader: Page) -> None:
    """Anybody reads the page on a phone without JavaScript, its PDF, and the thread as far as it was published."""
    reader.goto("/fi/published/harjoitusverkosto-kuusilahti/")
    expect(reader.locator(".synthetic").first).to_be_visible()
    for told in (SENTENCE, QUOTE, "Yritysvierailut ammattikorkeakoulun", "Ammattikorkeakoulun toimipiste satamaan"):
        expect(reader.locator("article")).to_contain_text(told)
    file = reader.request.get("/fi/published/harjoitusverkosto-kuusilahti.pdf").body()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    assert SENTENCE in " ".join(text.split())

    reader.locator("p", has_text=SENTENCE).get_by_role("link").click()
    expect(reader.locator("h1")).to_have_text(SENTENCE)
    thread = reader.locator("main")
    for told in (QUOTE, "haastattelu K-04", "Yritysvierailut"):
        expect(thread).to_contain_text(told)
    expect(thread).not_to_contain_text("konepajan toimitusjohtaja")
    assert reader.locator("main a[href*='/evidence/']").count() == 0
    reader.get_by_role("link", name="Avaa sen oma sivu").click()
    reader.locator("article p", has_text="Rahoitus, osaajat ja toimitilat").get_by_role("link").first.click()
    expect(reader.locator("main")).to_contain_text("Tämän lähteen sanat eivät ole julkisia.")


def walk_back(page: Page) -> None:
    """From the sentence on the public page, a member comes to the passage where it stands in its text."""
    page.goto("/fi/published/harjoitusverkosto-kuusilahti/")
    page.locator("p", has_text=SENTENCE).get_by_role("link").click()
    passage = page.locator("li:not(:has(li))", has_text=QUOTE)
    passage.get_by_role("link", name="avaa").click()
    expect(page.locator("h1")).to_have_text("K-04")
    expect(page.locator("mark:target")).to_have_text(QUOTE)


def test_an_altered_passage_flags_the_sentences_that_stand_on_it(training_network: User, page: Page) -> None:
    sign_in(page, "coordinator")
    page.goto(f"{TOWN}/picture/")
    expect(page.locator(".notice.warn")).to_have_count(0)
    page.goto(f"{TOWN}/evidence/")
    page.get_by_role("link", name="K-04").click()
    page.locator("mark a", has_text="Harjoittelijoita").click()
    page.fill("[name=quote]", ALTERED)
    press(page, "Tallenna tekstikohta")
    expect(page.locator(".tag.warn")).to_have_text("tekstikohta on muuttunut")

    page.goto(f"{TOWN}/picture/")
    expect(page.locator(".notice.warn")).to_contain_text("nojaa johonkin, mikä on muuttunut")
    assert page.locator("#education .tag.warn").count() == page.locator("#education .thread").count()
    assert page.locator("#business .tag.warn").count() == 0
    page.goto(f"{TOWN}/strategy/")
    expect(page.locator(".tag.warn").first).to_be_visible()

    page.goto(f"{TOWN}/picture/")
    look_at_everything(page)


def test_synthetic_evidence_is_refused_under_a_real_town(training_network: User, page: Page) -> None:
    from seutukuva.web.programmes import actions

    programme = actions.create_programme(
        actor=training_network, names={"fi": "Oikeat kaupungit"}, descriptions={}, open_statistics=True
    )
    actions.add_municipality(actor=training_network, programme=programme, code="684")
    sign_in(page, "admin")
    page.goto(f"{TOWN}/evidence/")
    page.get_by_role("link", name="K-04").click()
    page.locator("section", has_text="Tekstikohdat").get_by_role("link", name="Lanka").first.click()
    made = page.url
    page.goto("/fi/programmes/oikeat-kaupungit/towns/rauma/picture/findings/new/")
    page.select_option("[name=dimension]", "education")
    fill_text(page, "sentence", SENTENCE)
    page.fill("[name=carriers]", made)
    press(page, "Tallenna luonnoksena")
    expect(page.get_by_role("alert")).to_contain_text("ei voi liittää todellisen osallistujan tietoihin")
    page.goto("/fi/programmes/oikeat-kaupungit/towns/rauma/picture/")
    expect(page.locator("main")).not_to_contain_text(SENTENCE)
