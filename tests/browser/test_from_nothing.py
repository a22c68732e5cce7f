"""From an empty database to a published page, in the pages alone: no command, no fixture."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from seutukuva.web.evidence.importing.jobs import read_file
from seutukuva.web.evidence.models import ImportedFile
from tests.browser.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "kolme-karhua-metsassa-7"
SAID = "Opiston kanssa on yhteinen halli."
INTERVIEW = f"H: Kenen kanssa teette yhteistyötä?\n\nV: {SAID} Muuta ei ole.\n"
TABLE = "kunta;vuosi;indikaattori;arvo;yksikkö\nRauma;2024;Yrityshautomon yritykset;12,5;yritystä\n"


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def invite_coordinator(page: Page) -> str:
    """Invite her to Rauma in Swedish; return the link of the letter."""
    page.goto("/fi/programmes/lansirannikko/members/")
    page.fill("[name=email]", "koordinaattori@example.org")
    page.select_option("[name=role]", "coordinator")
    page.select_option("[name=participant]", label="Rauma")
    page.select_option("[name=language]", "sv")
    press(page, "Lähetä kutsu")
    expect(page.get_by_text("Kutsu lähetettiin osoitteeseen koordinaattori@example.org.")).to_be_visible()
    link = re.search(r"http://\S+/invitation/\S+/", str(mail.outbox[-1].body))
    assert link is not None
    return link[0]


def interview(her: Page) -> None:
    """Plan an interview, tell that it was held, and bring its text."""
    her.goto("/fi/programmes/lansirannikko/towns/rauma/interviews/new/")
    her.select_option("[name=sector]", "company")
    her.fill("[name=who]", "konepajan toimitusjohtaja")
    her.locator("main form button.button").first.click()
    expect(her.locator("main")).to_contain_text("konepajan toimitusjohtaja")
    her.goto("/fi/programmes/lansirannikko/towns/rauma/interviews/")
    expect(her.locator("main")).to_contain_text("konepajan toimitusjohtaja")

    her.goto("/fi/programmes/lansirannikko/towns/rauma/evidence/import/")
    file = {"name": "haastattelu.txt", "mimeType": "text/plain", "buffer": INTERVIEW.encode("utf-16")}
    her.set_input_files("input[type=file]", file)
    her.fill("[name=labels]", "R")
    her.fill("[name=date]", "2026-02-03")
    her.select_option("[name=consent]", "given")
    her.locator("main form button.button").first.click()
    for pk in ImportedFile.objects.filter(status="waiting").values_list("pk", flat=True):
        read_file.call(pk)  # what `seutukuva serve` does beside the pages
    her.goto("/fi/programmes/lansirannikko/towns/rauma/evidence/")
    expect(her.get_by_role("link", name="R-01")).to_be_visible()


def code(page: Page) -> None:
    """Take the shipped codebook and give a sentence a code."""
    page.goto("/fi/programmes/lansirannikko/codebook/")
    press(page, "Ota valmis koodisto käyttöön")
    page.goto("/fi/programmes/lansirannikko/towns/rauma/evidence/")
    page.get_by_role("link", name="R-01").click()
    page.get_by_role("link", name="Koodaa teksti").click()
    page.fill("#coding_quote", SAID)
    page.locator("#coding_code").select_option(label="oppilaitosyhteistyö")
    page.get_by_role("button", name="Anna koodi").click()
    expect(page.locator("mark")).to_have_text(SAID)


def network(her: Page, page: Page) -> None:
    """Mark a tie, take it into the network, add an actor and a tie by hand; a figure leads back to what was said."""
    page.goto("/fi/programmes/lansirannikko/towns/rauma/evidence/")
    page.get_by_role("link", name="R-01").click()
    page.get_by_role("link", name="Koodaa teksti").click()
    page.get_by_text("Merkitse toimija tai yhteys").click()
    page.fill("#mention_quote", SAID)
    page.fill("#mention_name", "Konepaja Oy")
    page.fill("#mention_other", "Opisto")
    page.locator("form:has(#mention_quote) button.button").click()

    her.goto("/fi/programmes/lansirannikko/towns/rauma/network/mentions/")
    her.select_option("[name=permanence]", "agreement")
    her.fill("[name=start]", "2025-01-01")
    press(her, "Ota yhteys verkostoon Konepaja Oy Opisto")
    her.goto("/fi/programmes/lansirannikko/towns/rauma/network/actors/new/")
    her.fill("[name=name]", "Rauman kaupunki")
    her.select_option("[name=kind]", "city")
    press(her, "Tallenna toimija")
    expect(her.get_by_role("heading", level=1)).to_have_text("Rauman kaupunki")
    her.get_by_role("link", name="Lisää yhteys").click()
    her.fill("[name=target]", "opisto")
    her.select_option("[name=kind]", "agreement")
    her.select_option("[name=carrier]", index=1)
    press(her, "Tallenna yhteys")
    expect(her.locator("main blockquote")).to_contain_text(SAID)
    her.goto("/fi/programmes/lansirannikko/towns/rauma/network/")
    expect(her.locator("#actors ~ div table.data").first).to_contain_text("Konepaja Oy")
    her.get_by_role("link", name="Pysyviä yhteyksiä").first.click()
    expect(her.locator("main article", has_text="Konepaja Oy")).to_contain_text(SAID)


def picture(her: Page, page: Page) -> None:
    """Rate a passage, draft and approve what it and the statistics say, and publish the picture."""
    her.goto("/fi/programmes/lansirannikko/towns/rauma/evidence/")
    her.get_by_role("link", name="R-01").click()
    her.fill("[name=quote]", SAID)
    her.check("[name=quotable]")
    press(her, "Merkitse kohta")
    her.select_option("[name=dimension]", "education")
    her.check("[name=level][value='2']")
    press(her, "Tallenna arvio")
    expect(her.get_by_text("Arvio tallennettiin.")).to_be_visible()
    her.goto("/fi/programmes/lansirannikko/towns/rauma/picture/")
    press(her, "Luonnostele havainnot")
    expect(her.locator("#education")).to_contain_text("Taso 2 (kehittyvä)")
    expect(her.locator("#business")).to_contain_text("Arvioita 3, lähteitä 1.")
    expect(her.locator("#state")).to_contain_text("ei tietoa")

    page.goto("/fi/programmes/lansirannikko/towns/rauma/picture/")
    for dimension in ("education", "business"):
        page.locator(f"#{dimension}").get_by_role("button", name="Hyväksy").first.click()
        expect(page.locator(f"#{dimension} .tag.ok").first).to_have_text("hyväksytty")
    page.goto("/fi/programmes/lansirannikko/towns/rauma/picture/publish/")
    expect(page.locator(".preview")).to_contain_text(SAID)
    press(page, "Pyydä hyväksyntää")
    press(page, "Hyväksy julkaistavaksi")
    press(page, "Julkaise")
    expect(page.get_by_text("Tilannekuva julkaistiin.")).to_be_visible()


def read_picture(reader: Page) -> None:
    """Read the picture, and walk from what the statistics say to the figure."""
    reader.goto("/sv/published/lansirannikko-rauma/")
    article = reader.locator("main")
    expect(article).to_contain_text(SAID)
    business = article.locator("p", has_text="Bedömningar: 3, källor: 1.")
    business.get_by_role("link", name="Belägg").click()
    expect(reader.locator("main")).to_contain_text("Raumo: Arbetsplatssufficiens")


def test_from_nothing_to_a_published_page(page: Page, new_page: NewPage, settings: Any) -> None:
    page.goto("/fi/")
    page.fill("[name=key]", settings.SETUP_KEY)
    page.fill("[name=email]", "yllapito@example.org")
    page.fill("[name=name]", "Ylläpito")
    page.fill("[name=password]", PASSWORD)
    press(page, "Luo tili")

    page.goto("/fi/programmes/new/")
    page.fill("[name=name_fi]", "Länsirannikko")
    page.fill("[name=name_sv]", "Västkusten")
    page.check("[name=open_statistics]")
    press(page, "Luo ohjelma")
    for town in ("Rauma", "Kristinestad"):
        page.fill("[name=m-municipality]", town)
        press(page, "Lisää kunta")
        expect(page.locator("table.data")).to_contain_text("Rauma" if town == "Rauma" else "Kristiinankaupunki")

    her = new_page(viewport={"width": 390, "height": 844})
    her.goto(invite_coordinator(page))
    her.fill("[name=name]", "Koordinaattori")
    her.fill("[name=password]", PASSWORD)
    press(her, "Godkänn inbjudan")
    her.wait_for_url("**/sv/")

    her.goto("/fi/programmes/lansirannikko/data/import/")
    her.set_input_files("[name=file]", {"name": "rauma.csv", "mimeType": "text/csv", "buffer": TABLE.encode("latin-1")})
    her.fill("[name=name]", "Hautomo")
    her.fill("[name=source]", "Kaupungin oma seuranta")
    her.fill("[name=licence]", "CC BY 4.0")
    her.check("[name=open]")
    her.locator("main form button.button").first.click()
    her.goto("/fi/programmes/lansirannikko/towns/rauma/")
    expect(her.locator("main")).to_contain_text("Yrityshautomon yritykset")

    interview(her)
    code(page)
    network(her, page)
    picture(her, page)

    page.goto("/fi/programmes/lansirannikko/towns/rauma/report/")
    press(page, "Julkaise")
    reader = new_page()
    reader.goto("/sv/published/lansirannikko-rauma-statistics/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Raumo")
    expect(reader.get_by_role("link", name="Ladda ner som PDF")).to_be_visible()
    read_picture(reader)
