"""The network's page: key figures, who connects, filters, files; of a town and of the programme."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import polars as pl
import pytest
from django.urls import reverse

from seutukuva.network.imports import read_gexf, read_graphml, read_tables
from seutukuva.web.network import actions
from seutukuva.web.network.models import Actor
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.network.made import CITY, COLLEGE, TOWN, WORKS, add, make_network, make_structure, tie
from tests.web.threads import signed_in
from tests.web.world import World


def page(world: World, query: str = "", who: str = "viewer", language: str = "fi") -> str:
    address = reverse("town_network", args=TOWN).replace("/fi/", f"/{language}/", 1)
    return signed_in(world, who).get(address + query).content.decode()


def test_an_empty_network_offers_the_next_step(world: World) -> None:
    content = page(world, who="coordinator")
    assert "Toimijoita ei ole vielä." in content
    assert reverse("actor_new", args=TOWN) in content
    assert reverse("network_import", args=TOWN) in content


def test_the_one_between_the_others_comes_first(world: World) -> None:
    make_network(world)
    rows = re.findall(r'<th scope="row"><a href="[^"]*/actors/\d+/">([^<]+)', page(world))
    assert rows[0] == CITY
    assert set(rows) == {CITY, WORKS, COLLEGE, "Mittauslaboratorio"}
    # A star of four: every path between two others goes through its middle.
    assert "100\u00a0%" in page(world)


def test_a_heading_puts_the_actors_in_its_order(world: World) -> None:
    make_network(world)
    rows = re.findall(r'<th scope="row"><a href="[^"]*/actors/\d+/">([^<]+)', page(world, "?by=name"))
    assert rows == sorted(rows)


@pytest.mark.parametrize(
    ("query", "gone"),
    [
        ("?kind=agreement", "K-02"),
        ("?permanence=agreement", "K-02"),
        ("?period=2023", "Terästakomo Oy – x"),
        ("?actor_kind=university_of_applied_sciences", ">Terästakomo Oy<"),
    ],
)
def test_a_filter_keeps_what_is_asked_for(world: World, query: str, gone: str) -> None:
    make_network(world)
    content = page(world, query)
    assert gone not in content
    assert "Näytä kaikki" in content


def test_a_filter_that_leaves_nothing_says_so(world: World) -> None:
    make_network(world)
    assert "Näillä valinnoilla ei jää yhtään yhteyttä." in page(world, "?role=financier")


def test_a_role_keeps_those_who_have_it_and_their_contacts(world: World) -> None:
    made = make_network(world)
    tie(world, made["works"], made["lab"])
    content = page(world, "?role=orchestrator")
    assert CITY in content
    assert COLLEGE in content


def test_a_year_leaves_out_what_did_not_live_then(world: World) -> None:
    make_network(world)
    client = signed_in(world, "viewer")
    address = reverse("town_network_file", args=[*TOWN, "csv"])
    assert len(client.get(f"{address}?period=2024").content.decode().splitlines()) == 3
    assert len(client.get(f"{address}?period=2026").content.decode().splitlines()) == 3
    assert len(client.get(address).content.decode().splitlines()) == 4


def test_without_its_middle_a_star_falls_apart(world: World) -> None:
    made = make_network(world)
    content = page(world, f"?without={made['city'].pk}")
    assert "Verkosto ilman tätä toimijaa: Kuusilahden kaupunki." in content
    assert f">{CITY}</a>" not in content
    assert signed_in(world, "viewer").get(reverse("town_network", args=TOWN) + "?without=999999").status_code == 404


def test_figures_change_when_the_network_does(world: World) -> None:
    made = make_network(world)
    assert ">3<" in page(world)
    tie(world, made["works"], made["lab"])
    assert "4 kerrottua yhteyttä" in page(world)


def test_the_programme_joins_its_towns_into_one_network(world: World) -> None:
    make_network(world)
    joined = add(world, COLLEGE, "university_of_applied_sciences", world.mantysalmi)
    other = add(world, "Saha Oy", "company", world.mantysalmi)
    actions.add_tie(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(world.mantysalmi),
        source=other,
        target=joined,
        kind="project",
    )
    address = reverse("network", args=["suljettu"])
    whole = signed_in(world, "analyst").get(address).content.decode()
    assert "Saha Oy" in whole
    assert CITY in whole
    assert whole.count(f'<th scope="row">{COLLEGE}</th>') == 1
    actions.merge_actors(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(world.mantysalmi),
        keep=Actor.objects.get(name=WORKS),
        other=other,
    )
    whole = signed_in(world, "analyst").get(address).content.decode()
    counts = '<td class="number">2</td><td class="number">1</td>'
    assert re.search(f"Mäntysalmi</a></th>{counts}", whole), "who stands for an actor from another town is counted"
    hers = signed_in(world, "coordinator").get(address).content.decode()
    assert "Saha Oy" not in hers


def test_a_range_is_explained_where_there_is_one(world: World) -> None:
    works, city = add(world, WORKS), add(world, CITY, "city")
    tie(world, works, city, cluster="K-01")
    assert "Luvun alla oleva väli" not in page(world)
    tie(world, city, add(world, "Paja Oy"), cluster="K-02")
    assert "Luvun alla oleva väli" in page(world)


def test_a_far_date_that_means_no_end_is_no_year_to_choose(world: World) -> None:
    works, city = add(world, WORKS), add(world, CITY, "city")
    tie(world, works, city, start=date(2024, 1, 1), end=date(9999, 12, 31))
    assert re.findall(r'<option value="(\d{4})"', page(world)) == ["2024"]


def test_a_programme_without_actors_says_so(world: World) -> None:
    content = signed_in(world, "viewer").get(reverse("network", args=["suljettu"])).content.decode()
    assert "Missään kaupungissa ei ole vielä toimijoita." in content


@pytest.mark.parametrize(
    ("language", "told"), [("fi", "Kuka yhdistää"), ("sv", "Vem som binder ihop"), ("en", "Who connects")]
)
def test_the_page_speaks_three_languages(world: World, language: str, told: str) -> None:
    make_network(world)
    content = page(world, language=language)
    assert told in content
    assert "network.metric" not in content


def test_what_goes_out_comes_in_again(world: World) -> None:
    make_network(world)
    client = signed_in(world, "viewer")

    def file(ending: str) -> bytes:
        return client.get(reverse("town_network_file", args=[*TOWN, ending])).content

    ways = [
        read_tables(file("csv"), file("actors")),
        read_graphml(file("graphml")),
        read_gexf(file("gexf")),
    ]
    for found in ways:
        assert found.actors.height == 4
        assert sorted(found.ties["kind"]) == ["agreement", "cooperation", "funding"]
        assert found.ties.filter(pl.col("kind") == "funding")["directed"].item() is True
    book = openpyxl.load_workbook(io.BytesIO(file("xlsx")))
    assert {"actors", "ties"} <= set(book.sheetnames)
    assert client.get(reverse("town_network_file", args=[*TOWN, "doc"])).status_code == 404


def test_a_file_of_made_material_says_so(world: World) -> None:
    make_network(world)
    client = signed_in(world, "viewer")
    answer = client.get(reverse("town_network_file", args=[*TOWN, "gexf"]))
    assert "synthetic" in answer["Content-Disposition"]
    assert "Synteettinen aineisto" in answer.content.decode()
    assert "Synteettinen aineisto" in client.get(reverse("network_file", args=["suljettu", "graphml"])).content.decode()


def test_the_structures_page_tells_what_lasts_and_what_ends(world: World) -> None:
    made = make_network(world)
    make_structure(world, made["city"], made["college"])
    content = signed_in(world, "viewer").get(reverse("structures", args=TOWN)).content.decode()
    assert "Kuusilahden innovaatiosopimus" in content
    assert "ei päättymistä" in content
    assert "päättyi 31.12.2025" in content or "päättyy 31.12.2025" in content
    assert "vastuukuntamalli".capitalize() in content
