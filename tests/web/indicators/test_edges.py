"""What a reader or a coordinator meets at the edges: odd files, rows told by place, too few towns, closed doors."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from seutukuva.web.indicators.models import Dataset
from tests.web.world import World

FACTS = {"name": "Ours", "source": "The town's own register", "licence": "CC BY 4.0"}
HEADER = "kunta;vuosi;indikaattori;arvo;yksikkö\n"
GOOD = f"{HEADER}Rauma;2024;population;38500;\nRauma;2024;Yrityshautomon yritykset;1200,5;yritystä\n"


def browser(world: World, person: str) -> Client:
    client = Client()
    client.force_login(world.people[person], backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("\u00a0", " ")


def imports(world: World, content: str | bytes, person: str = "administrator", **more: object) -> HttpResponse:
    body = content.encode() if isinstance(content, str) else content
    programme = more.pop("programme", "avoin")
    data = {"participant": "", "division_year": "2026", **FACTS, **more}
    file = SimpleUploadedFile("figures.csv", body, "text/csv")
    answer = browser(world, person).post(f"/en/programmes/{programme}/data/import/", {**data, "file": file})
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("1200,5", "1200.5"),
        GOOD.replace("1200,5", "1 200,5"),
        GOOD.replace("1200,5", "1\u00a0200,5"),
        GOOD.replace(";", "\t"),
        GOOD.replace("Rauma", "684"),
        GOOD.replace("Rauma", "Raumo"),
    ],
    ids=["CRLF", "decimal point", "space", "no-break space", "tabs", "code", "Swedish name"],
)
def test_a_file_as_programs_write_it_is_read_and_shown_with_its_unit(world: World, content: str) -> None:
    assert imports(world, content).status_code == 302
    town = page(browser(world, "administrator"), "/en/programmes/avoin/towns/rauma/")
    assert "1,200.5 yritystä" in town.replace("\u202f", " ").replace("1 200", "1,200")


@pytest.mark.parametrize(
    ("row", "place", "remedy"),
    [
        ("Raumma;2024;population;1;", "row 2, column kunta", "The nearest names are Rauma"),
        ("Rauma;viime vuosi;population;1;", "row 2, column vuosi", "Write a year"),
        ("Rauma;2024;population;paljon;", "row 2, column arvo", "Write the number only"),
        ("Rauma;2024;;1;", "row 2, column indikaattori", "Write what the figure in the row measures."),
        ("Rauma;2024;population;1", "row 2", "Add the missing separators"),
        ('Rauma;2024;population;1;"', "row 2", "quotation mark"),
    ],
)
def test_a_wrong_row_is_told_with_row_column_and_remedy(world: World, row: str, place: str, remedy: str) -> None:
    answer = imports(world, f"{HEADER}{row}\n")
    assert answer.status_code == 422
    assert f"figures.csv, {place}" in answer.content.decode()
    assert remedy in answer.content.decode()
    assert not Dataset.objects.exists()


def test_wrong_rows_are_counted_once_each_and_the_first_ones_told(world: World) -> None:
    rows = "".join(f"Rauma;2024;population;paljon{n};\n" for n in range(120))
    told = imports(world, HEADER + rows).content.decode()
    assert "120 rows cannot be used" in told
    assert "The first 50 are shown." in told


@pytest.mark.parametrize("year", ["1850", "2099", "last"])
def test_a_year_without_a_division_is_told_with_the_years_that_have_one(world: World, year: str) -> None:
    answer = imports(world, GOOD, division_year=year)
    assert answer.status_code == 422
    assert "2013" in answer.content.decode()
    assert not Dataset.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n\x00\x01\x02\xff\xfe"], ids=["empty", "PDF"])
def test_what_is_no_table_is_refused_beside_the_form(world: World, content: bytes) -> None:
    answer = imports(world, content)
    assert answer.status_code == 422
    assert (
        "The submitted file is empty." in answer.content.decode() or "Save the table as CSV" in answer.content.decode()
    )
    assert 'name="licence" value="CC BY 4.0"' in answer.content.decode()
    assert not Dataset.objects.exists()


def test_a_form_without_a_file_asks_for_one(world: World) -> None:
    answer = browser(world, "administrator").post("/en/programmes/avoin/data/import/", FACTS)
    assert answer.status_code == 422
    assert not Dataset.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"), [("viewer", 404), ("stranger", 404), ("coordinator", 200), ("analyst", 200), ("manager", 200)]
)
def test_who_may_import_into_a_training_programme(world: World, person: str, status: int) -> None:
    assert browser(world, person).get("/en/programmes/suljettu/data/import/").status_code == status


def test_figures_of_a_training_town_are_marked_wherever_they_go(world: World) -> None:
    content = "town;period;indicator;value\nKuusilahti;2024;population;20500\nKuusilahti;2025;population;21000\n"
    answer = imports(world, content, "coordinator", programme="suljettu", participant=world.kuusilahti.pk)
    assert answer.status_code == 302
    client, address = browser(world, "coordinator"), "/en/programmes/suljettu/towns/kuusilahti/"
    assert "synthetic data" in page(client, address).casefold()
    table = client.get(f"{address}statistics.csv")
    assert "-synthetic.csv" in table["Content-Disposition"]
    assert table["X-Robots-Tag"] == "noindex"


def test_one_town_is_not_a_comparison_and_seven_are_too_many(world: World) -> None:
    assert "Choose at least two towns." in page(Client(), "/en/programmes/avoin/compare/?towns=rauma")
    told = page(Client(), "/en/programmes/avoin/compare/?towns=rauma,iisalmi,Oulu,Vaasa,Pori,Lahti,Kemi")
    assert "At most 6 towns fit beside each other" in told
    assert "Rauma, Iisalmi, Oulu, Vaasa, Pori, Lahti</h1>" in told


def test_the_groups_are_reached_from_the_comparison_by_who_may_make_them(world: World) -> None:
    link = 'href="/en/programmes/avoin/groups/"'
    assert link in page(browser(world, "administrator"), "/en/programmes/avoin/compare/")
    assert link not in page(Client(), "/en/programmes/avoin/compare/")
    assert "/groups/" not in page(browser(world, "analyst"), "/en/programmes/suljettu/compare/")


def test_a_fictional_town_is_not_compared_with_a_real_one(world: World) -> None:
    told = page(browser(world, "viewer"), "/en/programmes/suljettu/compare/?towns=kuusilahti,Rauma")
    assert "Rauma is not a town of this programme." in told


@pytest.mark.parametrize(
    "address",
    [
        "overview.xlsx",
        "compare.xlsx?towns=rauma,iisalmi",
        "indicators/population/values.xlsx?level=region",
        "towns/rauma/statistics.xlsx",
    ],
)
def test_every_workbook_opens(world: World, address: str) -> None:
    book = load_workbook(io.BytesIO(Client().get(f"/sv/programmes/avoin/{address}").content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Raumo", "Satakunta"} & cells


@pytest.mark.parametrize("level", ["municipality", "subregion", "region", "country"])
def test_the_level_stands_above_the_list(world: World, level: str) -> None:
    names = {"municipality": "municipality", "subregion": "sub-region", "region": "region", "country": "whole country"}
    told = page(Client(), f"/en/programmes/avoin/indicators/population/?level={level}")
    assert f"· {names[level]} ·" in told
    assert ("do not tell about any single municipality" in told) is (level in ("subregion", "region"))


def test_a_training_network_claims_no_official_source(world: World) -> None:
    told = page(browser(world, "viewer"), "/en/programmes/suljettu/data/")
    assert "Statistics Finland" not in told
    assert "Nothing has been imported into this programme." in told


@pytest.mark.parametrize("rest", ["", "overview.csv", "towns/kuusilahti/", "compare/", "indicators/", "data/"])
def test_a_closed_programme_does_not_exist_for_others(world: World, rest: str) -> None:
    for client in (Client(), browser(world, "stranger")):
        assert client.get(f"/en/programmes/suljettu/{rest}").status_code == 404
