"""Case variables of many sources, set in one table or from a file."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.models import ImportBatch, Source
from tests.web.evidence.test_importing import bring, file
from tests.web.threads import make_source, signed_in
from tests.web.world import World

pytestmark = pytest.mark.usefixtures("jobs_at_once")
TOWN = ["suljettu", "kuusilahti"]


def test_facts_of_many_sources_are_set_in_one_table(world: World) -> None:
    client = signed_in(world, "coordinator")
    bring(client, file("a.txt", b"Hei."), file("b.txt", b"Moi."))
    one, other = Source.objects.all()
    address = f"{reverse('source_facts', args=TOWN)}?batch={ImportBatch.objects.get().pk}"
    page = client.get(address).content.decode()
    assert f'name="s{one.pk}-organisation"' in page
    data = {f"s{s.pk}-{name}": getattr(s, name) for s in (one, other) for name in ("label", "who", "kind", "language")}
    data |= {f"s{s.pk}-date": "2026-03-01" for s in (one, other)}
    data |= {f"s{one.pk}-consent": "given", f"s{other.pk}-consent": "asked", f"s{one.pk}-organisation": "Lukio"}
    assert "2 lähdettä muutettiin." in client.post(address, data, follow=True).content.decode()
    one.refresh_from_db()
    assert (one.organisation, one.consent, one.date.isoformat()) == ("Lukio", "given", "2026-03-01")
    wrong = client.post(address, {**data, f"s{one.pk}-date": "eilen"}).content.decode()
    assert 'class="errorlist"' in wrong
    swapped = {f"s{one.pk}-label": other.label, f"s{other.pk}-label": one.label}
    client.post(address, {**data, **swapped})
    one.refresh_from_db()
    assert one.label == other.label
    client.post(address, data)
    taken = client.post(address, {**data, f"s{one.pk}-label": other.label}).content.decode()
    assert f"Tunnus {other.label} on jo käytössä." in taken


def facts_from(client: Client, text: str) -> str:
    upload = file("tiedot.csv", text.encode())
    answer = client.post(reverse("source_facts", args=TOWN), {"file": upload, "from_file": "1"}, follow=True)
    return answer.content.decode()


def test_facts_come_from_a_table_with_names_in_any_language(world: World) -> None:
    source = make_source(world, world.kuusilahti, label="K-04")
    text = "Tunnus;Sektori;Päivämäärä;Suostumus;Organisaatio;Laji\nK-04;oppilaitos;3.2.2026;ei;Lukio;työpaja\n"
    assert "1 lähdettä muutettiin." in facts_from(signed_in(world, "coordinator"), text)
    source.refresh_from_db()
    assert (source.sector, source.date.isoformat(), source.consent) == ("education", "2026-02-03", "asked")
    assert (source.organisation, source.kind, source.who) == ("Lukio", "workshop", "konepajan toimitusjohtaja")


def test_the_table_that_is_sent_is_read_back_unchanged(world: World) -> None:
    source = make_source(world, world.kuusilahti)
    Source.objects.update(organisation="=1+1")
    client = signed_in(world, "coordinator")
    sent = client.get(reverse("source_facts_file", args=TOWN)).content.decode()
    assert "'=1+1" in sent
    facts_from(client, sent)
    before = {name: getattr(source, name) for name in ("label", "who", "kind", "sector", "date", "consent")}
    source.refresh_from_db()
    assert {name: getattr(source, name) for name in before} == before
    assert source.organisation == "=1+1"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("label;sector\nK-04;kirkko\n", "rivi 2, sarake sector: Kentän sector arvoa ”kirkko” ei tunneta."),
        ("label;date\nK-04;2026-01-01\nK-77;2026-01-01\n", "Lähdettä, jonka tunnus on ”K-77”, ei ole."),
        ("label;date\nK-04;2026-01-01\nK-04;2026-01-02\n", "Tunnus K-04 on taulukossa kahdesti."),
        ("label;kind\nK-04;huhu\n", "arvoa ”huhu” ei tunneta"),
        ("sector;date\ncity;2026-01-01\n", "Taulukosta puuttuu lähteen tunnus"),
        ("label;muuta\nK-04;x\n", "Taulukosta puuttuu lähteen tunnus"),
    ],
)
def test_a_table_of_facts_with_a_fault_changes_nothing(world: World, text: str, told: str) -> None:
    source = make_source(world, world.kuusilahti, label="K-04")
    assert told in facts_from(signed_in(world, "coordinator"), text)
    before = source.date
    source.refresh_from_db()
    assert source.date == before


def test_consent_withdrawn_in_the_table_closes_the_quotes(world: World) -> None:
    source = make_source(world, world.kuusilahti, label="K-04")
    quote = "Harjoittelijoita meillä on käynyt"
    passage = evidence.add_passage(actor=world.people["analyst"], source=source, quote=quote, quotable=True)
    facts_from(signed_in(world, "coordinator"), "label;consent\nK-04;ei\n")
    passage.refresh_from_db()
    assert not passage.quotable
