"""The analyses as their readers see them, and as files."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from seutukuva.evidence import find_quote
from seutukuva.web.evidence.analysis.models import Summary
from seutukuva.web.evidence.coding import actions, codebook_actions
from seutukuva.web.evidence.coding.models import Code
from tests.web.threads import HIDDEN, QUOTE, make_source, signed_in
from tests.web.world import World

VIEWS = ("matrix", "together", "grid", "course", "quotes")


@pytest.fixture
def coded(world: World) -> World:
    """A source of each town of the closed programme, coded by the analyst; Kuusilahti's by the manager too."""
    analyst = world.people["analyst"]
    codebook_actions.adopt_codebook(actor=analyst, programme=world.closed)
    for town, words in ((world.kuusilahti, QUOTE), (world.mantysalmi, HIDDEN)):
        source = make_source(world, town)
        at = find_quote(source.text, words)
        for who, slug in (("analyst", "education.joint_rdi"), ("manager", "education.joint_rdi"), ("analyst", "gap")):
            code = Code.objects.get(programme=world.closed, slug=slug)
            actions.add_coding(actor=world.people[who], source=source, at=at, code=code)
    return world


def read(world: World, who: str, view: str, **query: str) -> str:
    answer = signed_in(world, who).get(reverse(f"analysis_{view}", args=["suljettu"]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_passage_coded_by_two_counts_once(coded: World) -> None:
    client = signed_in(coded, "analyst")
    content = client.get(reverse("analysis_file", args=["suljettu", "matrix", "csv"])).content.decode("utf-8-sig")
    rows = {line.split(",")[0]: line.split(",")[1:] for line in content.splitlines()}
    assert [float(value) for value in rows["oppilaitosyhteistyö"]] == [1, 1]
    assert read(coded, "analyst", "matrix").count("<h1") == 1


def test_a_table_by_sector_says_so(coded: World) -> None:
    page = read(coded, "analyst", "matrix")
    assert "Koodatut kohdat koodeittain ja sektoreittain" in page


@pytest.mark.parametrize("view", VIEWS)
def test_every_analysis_is_a_page_and_two_files(coded: World, view: str) -> None:
    assert "Kuusilahti" in read(coded, "viewer", view)
    client = signed_in(coded, "viewer")
    assert client.get(reverse("analysis_file", args=["suljettu", view, "csv"])).status_code == 200
    content = client.get(reverse("analysis_file", args=["suljettu", view, "xlsx"])).content
    assert load_workbook(io.BytesIO(content)).sheetnames
    assert client.get(reverse("analysis_file", args=["suljettu", view, "pdf"])).status_code == 404


def test_a_coordinator_sees_her_own_town_only(coded: World) -> None:
    page = read(coded, "coordinator", "quotes")
    assert QUOTE in page
    assert HIDDEN not in page
    assert "Mäntysalmi" not in read(coded, "coordinator", "grid")


def test_quotes_are_filtered_and_a_parent_holds_its_children(coded: World) -> None:
    assert QUOTE in read(coded, "analyst", "quotes", code="education", town="kuusilahti")
    assert QUOTE not in read(coded, "analyst", "quotes", code="state")
    assert QUOTE not in read(coded, "analyst", "quotes", sector="state")
    missing = signed_in(coded, "analyst").get(reverse("analysis_quotes", args=["suljettu"]), {"code": "nothing"})
    assert missing.status_code == 404


def test_a_summary_stands_in_its_cell_until_it_is_emptied(coded: World) -> None:
    code = Code.objects.get(programme=coded.closed, slug="education")
    address = reverse("grid_summary", args=["suljettu", "kuusilahti", code.pk])
    client = signed_in(coded, "coordinator")
    assert QUOTE in client.get(address).content.decode()
    client.post(address, {"body": "Harjoittelua on, tutkimusta ei."})
    assert "Harjoittelua on, tutkimusta ei." in read(coded, "viewer", "grid")
    content = client.get(reverse("analysis_file", args=["suljettu", "grid", "csv"])).content.decode()
    assert "Harjoittelua on, tutkimusta ei." in content
    client.post(address, {"body": " "})
    assert not Summary.objects.exists()


def test_without_codings_the_page_says_what_to_do(world: World) -> None:
    assert "Koodauksia ei vielä ole" in read(world, "viewer", "matrix")
