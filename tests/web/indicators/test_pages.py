"""The statistics pages as their readers see them."""

from __future__ import annotations

import io
import json

import docx
import pptx
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from seutukuva.web.programmes import actions
from tests.web.indicators.places import MADE, naturpolis, send, signed_in
from tests.web.world import World


def page(client: Client, address: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(address, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_reads_the_overview_of_open_statistics(world: World, client: Client) -> None:
    told = page(client, "overview", "avoin", indicator="population")
    assert "38 667" in told.replace("\xa0", " ")  # Rauma's population on 31 December 2022
    assert 'id="map"' in told
    assert 'id="ranking"' in told
    assert '<option value="population" selected>' in told
    assert reverse("town", args=["avoin", "rauma"]) in told


def test_the_overview_falls_back_to_an_indicator_that_it_knows(world: World, client: Client) -> None:
    assert '<option value="unemployment_rate_12m" selected>' in page(client, "overview", "avoin", indicator="nonsense")


def test_only_the_chosen_part_answers_htmx(world: World, client: Client) -> None:
    answer = client.get(
        reverse("overview", args=["avoin"]), {"indicator": "tertiary"}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="chosen"
    )
    told = answer.content.decode()
    assert 'id="ranking"' in told
    assert "<h1" not in told


def test_missing_is_told_as_missing_and_never_as_a_shade(world: World, client: Client) -> None:
    naturpolis(world)
    told = page(client, "overview", "avoin")
    assert '<td class="level none"><span>tieto puuttuu</span></td>' in told  # a median of two municipalities


def test_an_empty_programme_offers_the_next_step(world: World) -> None:
    admin = world.people["administrator"]
    actions.create_programme(actor=admin, names={"fi": "Tyhjä"}, descriptions={}, open_statistics=True)
    assert reverse("participants", args=["tyhja"]) in page(signed_in(world, "administrator"), "overview", "tyhja")
    assert reverse("participants", args=["tyhja"]) not in page(Client(), "overview", "tyhja")


def test_a_town_page_shows_figures_sources_and_downloads(world: World, client: Client) -> None:
    told = page(client, "town", "avoin", "rauma")
    assert "<h1>Rauma</h1>" in told
    assert "StatFin tyonv 12r5" in told
    assert "CC BY 4.0" in told
    assert reverse("town_file", args=["avoin", "rauma", "pdf"]) in told
    assert reverse("town_evidence", args=["avoin", "rauma"]) not in told  # an anonymous reader adds nothing
    assert reverse("town_evidence", args=["avoin", "rauma"]) in page(
        signed_in(world, "administrator"), "town", "avoin", "rauma"
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_report_is_the_page_in_every_language(world: World, client: Client, language: str) -> None:
    address = reverse("town_file", args=["avoin", "rauma", "pdf"]).replace("/fi/", f"/{language}/")
    answer = client.get(address)
    assert answer.content.startswith(b"%PDF-1.7")
    assert f"rauma-{language}.pdf" in answer["Content-Disposition"]


@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_the_report_goes_into_word_and_slides(world: World, client: Client, ending: str) -> None:
    answer = client.get(reverse("town_file", args=["avoin", "rauma", ending]))
    assert f'rauma-fi.{ending}"' in answer["Content-Disposition"]
    read = docx.Document if ending == "docx" else pptx.Presentation
    assert read(io.BytesIO(answer.content)).core_properties.title == "Rauma"


def test_a_town_s_tables_as_files(world: World, client: Client) -> None:
    sheet = client.get(reverse("town_file", args=["avoin", "rauma", "csv"])).content.decode()
    assert sheet.startswith("Indikaattori,") or "," in sheet.splitlines()[0]
    book = load_workbook(io.BytesIO(client.get(reverse("town_file", args=["avoin", "rauma", "xlsx"])).content))
    assert len(book.sheetnames) > 3
    one = client.get(reverse("town_file", args=["avoin", "rauma", "csv"]), {"figure": "unemployment"})
    assert "Rauma" in one.content.decode().splitlines()[0]
    assert client.get(reverse("town_file", args=["avoin", "rauma", "exe"])).status_code == 404


def test_a_participant_of_two_municipalities_is_seen_as_one(world: World, client: Client) -> None:
    naturpolis(world)
    told = page(client, "town", "avoin", "naturpolis-oy").replace("\xa0", " ")
    assert "Kuusamo" in told
    assert "Taivalkoski" in told
    assert "18 971" in told  # 15 019 in Kuusamo and 3 952 in Taivalkoski on 31 December 2022


def test_a_foreign_town_does_not_exist(world: World, client: Client) -> None:
    assert client.get(reverse("town", args=["suljettu", "kuusilahti"])).status_code == 404
    assert client.get(reverse("town", args=["avoin", "kuusilahti"])).status_code == 404


def test_a_training_town_has_the_same_pages_without_a_map(world: World) -> None:
    manager = signed_in(world, "manager")
    send(manager, world.closed, MADE)
    told = page(manager, "overview", "suljettu")
    assert 'id="ranking"' in told
    assert 'id="map"' not in told
    town = page(manager, "town", "suljettu", "kuusilahti").replace("\xa0", " ")
    assert "20 900" in town
    assert "Hautomon yritykset" in town
    assert "noindex" in town
    answer = manager.get(reverse("town_file", args=["suljettu", "kuusilahti", "pdf"]))
    assert answer["X-Robots-Tag"] == "noindex"
    assert "synthetic" in answer["Content-Disposition"]


def test_towns_beside_each_other_by_any_name(world: World, client: Client) -> None:
    told = page(client, "compare", "avoin", towns="rauma, Uleåborg, 140")
    assert "<h1>Rauma, Oulu, Iisalmi</h1>" in told
    assert 'id="over-time"' in told
    assert page(client, "compare", "avoin", towns="Rauma,Raumo").count("Valitse vähintään kaksi") == 1


def test_an_unknown_town_is_told_kindly_and_the_rest_compared(world: World, client: Client) -> None:
    told = page(client, "compare", "avoin", towns="rauma,iisalmi,Ruama")
    assert "Ruama" in told
    assert "<h1>Rauma, Iisalmi</h1>" in told
    many = page(client, "compare", "avoin", towns="rauma,iisalmi,Oulu,Turku,Pori,Vaasa,Kotka")
    assert "enintään 6" in many
    assert "<h1>Rauma, Iisalmi, Oulu, Turku, Pori, Vaasa</h1>" in many


def test_training_towns_are_compared_among_themselves(world: World) -> None:
    manager = signed_in(world, "manager")
    send(manager, world.closed, MADE)
    assert "<h1>Kuusilahti, Mäntysalmi</h1>" in page(manager, "compare", "suljettu", towns="kuusilahti,Mäntysalmi")
    assert "Rauma ei ole tämän ohjelman kaupunki" in page(manager, "compare", "suljettu", towns="Rauma")


def test_the_catalogue_lists_indicators_with_period_and_source(world: World, client: Client) -> None:
    told = page(client, "indicator_list", "avoin")
    assert reverse("indicator", args=["avoin", "tertiary"]) in told
    assert "joulukuu 2006–lokakuu 2023" in told


def test_an_indicator_is_searched_filtered_and_paged(world: World, client: Client) -> None:
    assert "Rauma" not in page(client, "indicator", "avoin", "tertiary", search="iisal").split('id="areas"')[1]
    satakunta = page(client, "indicator", "avoin", "tertiary", region="04").split('id="areas"')[1]
    assert "Pori" in satakunta
    assert "Iisalmi" not in satakunta
    second = page(client, "indicator", "avoin", "tertiary", page="2")
    assert 'aria-current="page">2<' in second
    assert "Mikään alue ei vastaa" in page(client, "indicator", "avoin", "tertiary", search="xyz")


def test_a_sub_region_s_figure_is_never_a_town_s(world: World, client: Client) -> None:
    told = page(client, "indicator", "avoin", "unemployment_rate", level="subregion").split('id="areas"')[1]
    assert "Ne eivät kerro mistään yksittäisestä kunnasta" in told
    assert reverse("town", args=["avoin", "rauma"]) not in told
    lines = client.get(reverse("indicator_file", args=["avoin", "unemployment_rate", "csv"]), {"level": "region"})
    assert all(",Maakunta," in line for line in lines.content.decode().splitlines()[1:])


def test_all_values_of_an_indicator_are_a_file(world: World, client: Client) -> None:
    lines = client.get(reverse("indicator_file", args=["avoin", "population", "csv"])).content.decode().splitlines()
    assert len(lines) == 309
    assert "684,Rauma,Kunta,population,henkilöä,2022,38667.0" in lines


def test_an_unknown_indicator_does_not_exist(world: World, client: Client) -> None:
    assert client.get(reverse("indicator", args=["avoin", "nonsense"])).status_code == 404
    assert client.get(reverse("overview_file", args=["avoin", "csv"]), {"indicator": "nonsense"}).status_code == 404


def test_a_live_drawing_names_what_is_pointed_at(world: World, client: Client) -> None:
    told = client.get(reverse("live", args=["avoin", "tertiary", "map"])).content
    spec = json.loads(told)
    named = {f["properties"]["name"] for f in spec["layer"][0]["data"]["values"]}
    assert {"Rauma", "Helsinki"} <= named
    assert client.get(reverse("live", args=["avoin", "tertiary", "spread"])).status_code == 404


def test_the_data_page_tells_source_licence_age_and_what_is_missing(world: World, client: Client) -> None:
    told = page(client, "data", "avoin")
    for word in ("Paavo 2020", "StatFin tyonv 12r5", "Sotkanet", "CC BY 4.0", "indicators fetch", "Puuttuu"):
        assert word in told


def test_a_comparison_group_is_made_and_chosen(world: World) -> None:
    admin = signed_in(world, "administrator")
    address = reverse("groups", args=["avoin"])
    wrong = admin.post(address, {"name_fi": "Rannikko", "municipalities": "Raahe, Ruama"})
    assert "Ruama" in wrong.content.decode()
    assert "vähintään kaksi" in admin.post(address, {"name_fi": "Yksi", "municipalities": "Raahe"}).content.decode()
    admin.post(address, {"name_fi": "Rannikko", "municipalities": "Raahe, Kotka\nHanko"})
    told = page(Client(), "town", "avoin", "rauma")
    group = told.split('<option value="')[2].split('"')[0]
    chosen = page(Client(), "town", "avoin", "rauma", among=group)
    assert "Vertailussa ryhmä Rannikko" in chosen
    admin.post(reverse("group_remove", args=["avoin", group]))
    assert "Rannikko" not in page(Client(), "town", "avoin", "rauma", among=group)
