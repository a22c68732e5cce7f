"""Importing a file of figures as a coordinator and an analyst do it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from seutukuva.web.indicators import actions
from seutukuva.web.indicators.files import original_path, parquet_path
from seutukuva.web.indicators.models import Dataset
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.programmes.models import Role
from tests.web.indicators.places import FACTS, MADE, REAL, join, send, signed_in
from tests.web.world import World

TOWN = ["avoin", "rauma"]


def test_a_coordinator_s_file_appears_on_the_town_page(world: World) -> None:
    join(world, "coordinator", Role.COORDINATOR, world.rauma)
    client = signed_in(world, "coordinator")
    answer = send(client, world.open, REAL.rsplit("Iisalmi", 1)[0], participant=world.rauma.pk)
    dataset = Dataset.objects.get()
    assert answer["Location"] == reverse("dataset", args=["avoin", dataset.pk])
    told = client.get(reverse("town", args=TOWN)).content.decode().replace("\xa0", " ")
    assert "12,5 yritystä" in told
    assert "Kehitysyhtiö, CC BY 4.0; tuonut coordinator" in told
    assert (dataset.rows, dataset.synthetic, dataset.participant) == (1, False, world.rauma)
    assert original_path(world.open.pk, dataset.sha256).read_bytes().startswith(b"kunta;vuosi")
    assert AuditEvent.objects.filter(action="indicators.import_dataset", urn=dataset.urn).exists()


def test_a_coordinator_imports_rows_of_the_own_town_only(world: World) -> None:
    join(world, "coordinator", Role.COORDINATOR, world.rauma)
    client = signed_in(world, "coordinator")
    told = send(client, world.open, REAL, participant=world.rauma.pk).content.decode()
    assert "rivi 3" in told
    assert "Iisalmi" in told
    assert not Dataset.objects.exists()
    # Neither for all towns, nor for another one.
    assert send(client, world.open, REAL).status_code == 422
    assert send(client, world.open, REAL, participant=world.iisalmi.pk).status_code == 422
    assert not Dataset.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.import_dataset(
            actor=world.people["coordinator"],
            programme=world.open,
            participant=world.iisalmi,
            content=REAL.encode(),
            file_name="x.csv",
            **FACTS,
        )


def test_closed_figures_are_not_kept_for_other_readers(world: World) -> None:
    join(world, "coordinator", Role.COORDINATOR, world.rauma)
    join(world, "analyst", Role.ANALYST)
    analyst = signed_in(world, "analyst")
    send(analyst, world.open, REAL)
    key = "imported-hautomon-yritykset"
    for client, words in ((analyst, {"12,5", "7,0"}), (signed_in(world, "coordinator"), {"12,5"}), (Client(), set())):
        told = client.get(reverse("overview", args=["avoin"]), {"indicator": key}).content.decode()
        assert {word for word in ("12,5", "7,0") if f"<b>{word}</b>" in told} == words
        page = client.get(reverse("town", args=["avoin", "iisalmi"])).content.decode()
        assert ("Hautomon yritykset" in page) == ("7,0" in words)
    dataset = Dataset.objects.get()
    coordinator = signed_in(world, "coordinator")
    told = coordinator.get(reverse("dataset", args=["avoin", dataset.pk])).content.decode()
    assert "Rauma" in told
    assert "Iisalmi" not in told
    assert coordinator.get(reverse("dataset_file", args=["avoin", dataset.pk])).status_code == 404
    assert analyst.get(reverse("dataset_file", args=["avoin", dataset.pk])).content == REAL.encode()
    assert Client().get(reverse("dataset", args=["avoin", dataset.pk])).status_code == 404


def test_open_figures_are_shown_to_everybody(world: World, client: Client) -> None:
    send(signed_in(world, "administrator"), world.open, REAL, open="on")
    told = client.get(reverse("indicator", args=["avoin", "imported-hautomon-yritykset"])).content.decode()
    assert "Kehitysyhtiö" in told
    assert "12,5" in told


BAD = {
    "a wrong column": ("kuntanimi;vuosi;indikaattori;arvo\nRauma;2024;population;1\n", "kuntanimi"),
    "an unknown municipality": ("kunta;vuosi;indikaattori;arvo\nRuama;2024;population;1\n", "rivi 2"),
    "a period that is none": ("kunta;vuosi;indikaattori;arvo\nRauma;24;population;1\n", "rivi 2"),
    "a value that is no number": ("kunta;vuosi;indikaattori;arvo\nRauma;2024;population;noin 5\n", "noin 5"),
    "the same figure twice": (
        "kunta;vuosi;indikaattori;arvo\nRauma;2024;population;1\nRaumo;2024;population;2\n",
        "rivi 3",
    ),
    "an indicator without a unit": ("kunta;vuosi;indikaattori;arvo\nRauma;2024;Hautomo;1\n", "Hautomo"),
    "two units": (
        "kunta;vuosi;indikaattori;arvo;yksikkö\nRauma;2023;Hautomo;1;kpl\nRauma;2024;Hautomo;1;euroa\n",
        "euroa",
    ),
    "a workbook": (b"PK\x03\x04rest", "CSV"),
    "nothing": (b"\n", "omat.csv"),
    "a header only": ("kunta;vuosi;indikaattori;arvo\n", "omat.csv"),
}


@pytest.mark.parametrize(("content", "word"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_told_and_nothing_is_stored(world: World, content: str | bytes, word: str) -> None:
    answer = send(signed_in(world, "administrator"), world.open, content)
    told = answer.content.decode()
    assert answer.status_code == 422 or "is empty" in told
    assert word in told
    assert not Dataset.objects.exists()


def test_a_year_without_a_division_is_told(world: World) -> None:
    told = send(signed_in(world, "administrator"), world.open, REAL, division_year="2002").content.decode()
    assert "2013" in told
    assert not Dataset.objects.exists()


def test_a_municipality_that_has_merged_is_told_with_its_successor(world: World) -> None:
    rows = REAL.replace("Iisalmi", "Maaninka")
    told = send(signed_in(world, "administrator"), world.open, rows).content.decode()
    assert "Kuopio" in told
    assert send(signed_in(world, "administrator"), world.open, rows, division_year="2014").status_code == 302


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
def test_files_as_spreadsheets_write_them(world: World, encoding: str) -> None:
    rows = REAL.replace("Iisalmi", "Jämsä").encode(encoding)
    assert send(signed_in(world, "administrator"), world.open, rows).status_code == 302
    assert Dataset.objects.get().rows == 2


def test_the_same_file_twice_is_told(world: World) -> None:
    client = signed_in(world, "administrator")
    send(client, world.open, REAL)
    told = send(client, world.open, REAL).content.decode()
    assert "Oma aineisto" in told
    assert Dataset.objects.count() == 1


def test_columns_with_other_names_can_be_named(world: World) -> None:
    rows = REAL.replace("arvo", "määrä")
    client = signed_in(world, "administrator")
    assert send(client, world.open, rows).status_code == 422
    assert send(client, world.open, rows, column_value="määrä").status_code == 302


def test_checking_stores_nothing(world: World) -> None:
    told = send(signed_in(world, "administrator"), world.open, REAL, check="1").content.decode()
    assert "Kaikki on kunnossa: 2 lukua" in told
    assert "Rauma" in told or "684" in told
    assert not Dataset.objects.exists()


def test_a_training_programme_takes_its_own_towns_only(world: World) -> None:
    manager = signed_in(world, "manager")
    told = send(manager, world.closed, MADE.replace("Mäntysalmi", "Rauma")).content.decode()
    assert "Rauma ei ole tämän ohjelman kaupunki" in told
    assert send(manager, world.closed, MADE).status_code == 302
    assert Dataset.objects.get().synthetic


def test_a_dataset_is_removed_with_its_files_by_who_may(world: World) -> None:
    join(world, "coordinator", Role.COORDINATOR, world.rauma)
    join(world, "viewer", Role.VIEWER)
    send(signed_in(world, "administrator"), world.open, REAL)
    dataset = Dataset.objects.get()
    address = reverse("dataset_remove", args=["avoin", dataset.pk])
    for person in ("coordinator", "viewer"):
        assert signed_in(world, person).post(address).status_code == 404
    assert parquet_path(world.open.pk, dataset.sha256).exists()
    signed_in(world, "administrator").post(address)
    assert not Dataset.objects.exists()
    assert not parquet_path(world.open.pk, dataset.sha256).exists()


def test_another_towns_closed_dataset_does_not_exist_for_a_coordinator(world: World) -> None:
    made = actions.import_dataset(
        actor=world.people["coordinator"],
        programme=world.closed,
        participant=world.kuusilahti,
        content=b"kunta;vuosi;indikaattori;arvo\nKuusilahti;2022;population;5\n",
        file_name="luettelo.csv",
        name="Kuusilahden oma luettelo",
        source="Kuusilahti",
        licence="",
        towns=[world.kuusilahti],
    )
    there = {"coordinator": 200, "viewer": 200, "analyst": 200, "other_coordinator": 404, "stranger": 404}
    for person, status in there.items():
        client = signed_in(world, person)
        assert client.get(reverse("dataset", args=["suljettu", made.pk])).status_code == status
        listed = client.get(reverse("data", args=["suljettu"]))
        assert ("Kuusilahden oma luettelo" in listed.content.decode()) == (status == 200)


def test_two_towns_files_of_one_indicator_stand_beside_each_other(world: World) -> None:
    places = {"coordinator": world.rauma, "other_coordinator": world.iisalmi}
    _head, rauma, iisalmi = REAL.splitlines()
    for (person, town), row, source in zip(
        places.items(), (rauma, iisalmi), ("Rauman lista", "Iisalmen lista"), strict=True
    ):
        join(world, person, Role.COORDINATOR, town)
        answer = send(signed_in(world, person), world.open, f"{_head}\n{row}\n", participant=town.pk, source=source)
        assert answer.status_code == 302
    join(world, "analyst", Role.ANALYST)
    client = signed_in(world, "analyst")
    file = client.get(reverse("overview_file", args=["avoin", "csv"]), {"indicator": "imported-hautomon-yritykset"})
    told = file.content.decode()
    assert "Rauma,684,Hautomon yritykset,Hautomon yritykset,yritystä,2024,12.5" in told
    assert "Iisalmi,140,Hautomon yritykset,Hautomon yritykset,yritystä,2024,7.0" in told
    page = client.get(reverse("overview", args=["avoin"]), {"indicator": "imported-hautomon-yritykset"})
    assert "Iisalmen lista, Rauman lista" in page.content.decode()
    send(client, world.open, f"{_head}\n{rauma.replace('12,5', '14')}\n")
    file = client.get(reverse("overview_file", args=["avoin", "csv"]), {"indicator": "imported-hautomon-yritykset"})
    assert "2024,14.0" in file.content.decode()
    assert "2024,7.0" in file.content.decode()
    assert "12.5" not in file.content.decode()
