"""Files of a network: brought all or none, with clear messages, and taken away again."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.texts.models import Text
from seutukuva.web.network import bringing
from seutukuva.web.network.models import Actor, Dataset, Part, Tie
from seutukuva.web.network.selectors import town_network
from seutukuva.web.programmes.models import Participant
from tests.web.network.made import CITY, TOWN, WORKS, make_network
from tests.web.threads import signed_in
from tests.web.world import World

TIES = "source;target;type;start;end\n1;2;hanke;1.1.2024;31.12.2026\n1;3;sopimus;;\n"
ACTORS = (
    "id;name;kind;municipality;business id;roles\n1;Koski Oy;yritys;Kuusilahti;0112038-9;\n"
    "2;Saha Oy;yritys;Lahti;;\n3;Opisto;ammatillinen oppilaitos;Mäntysalmi;;\n"
)
GRAPHML = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="n" for="node" attr.name="label" attr.type="string"/>
<graph edgedefault="undirected"><node id="a"><data key="n">Koski Oy</data></node>
<node id="b"><data key="n">Saha Oy</data></node><edge source="a" target="b"/></graph></graphml>"""
CORDIS = (
    "projectID;organisationID;vatNumber;name;SME;activityType;city;country;role;ecContribution\n"
    "101;1;FI01120389;KOSKI OY;true;PRC;Kuusilahti;FI;coordinator;1000\n"
    "101;2;;SAHA OY;true;PRC;Lahti;FI;participant;500\n"
)
GEXF = """<?xml version="1.0" encoding="UTF-8"?><gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>Gephi 0.10</creator></meta><graph defaultedgetype="undirected"><nodes><node id="0" label="Koski Oy"/>
<node id="1" label="Saha Oy"/></nodes><edges><edge id="0" source="0" target="1"/></edges></graph></gexf>"""
FUNDS = "Hankekoodi;Tuensaaja;Toteuttaja;Kotikunta\nA1;Koski Oy;;Rauma\nA1;Saha Oy;;Rauma\n"


def file(text: str, name: str = "ties.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def bring(world: World, main: SimpleUploadedFile, format_: str = "table", who: str = "coordinator", **data: Any) -> str:
    sent = {"format": format_, "main": main, "name": "Aineisto", **data}
    answer = signed_in(world, who).post(reverse("network_import", args=TOWN), sent, follow=True)
    return answer.content.decode()


def test_tables_of_ties_and_actors_come_in(world: World) -> None:
    content = bring(world, file(TIES), more=file(ACTORS, "actors.csv"), licence="CC BY 4.0")
    assert "2 yhteyttä tuotiin." in content
    koski, saha, opisto = (Actor.objects.get(name=name) for name in ("Koski Oy", "Saha Oy", "Opisto"))
    assert (koski.business_id, koski.area, saha.place, opisto.area) == (
        "0112038-9",
        world.kuusilahti,
        "Lahti",
        world.mantysalmi,
    )
    assert {(t.kind, t.permanence, t.cluster) for t in Tie.objects.all()} == {
        ("project", "", "Aineisto"),
        ("agreement", "", "Aineisto"),
    }
    assert Part.objects.count() == 3


@pytest.mark.parametrize(
    ("format_", "text", "name"),
    [
        ("graphml", GRAPHML, "verkko.graphml"),
        ("gexf", GEXF, "verkko.gexf"),
        ("cordis", CORDIS, "organization.csv"),
        ("funds", FUNDS, "hankkeet.csv"),
    ],
)
def test_other_formats_come_in(world: World, format_: str, text: str, name: str) -> None:
    bring(world, file(text, name), format_)
    assert Tie.objects.count() == 1
    assert Actor.objects.count() == 2


def test_headings_of_ones_own_are_told(world: World) -> None:
    text = "eka;toka\nKoski Oy;Saha Oy\n"
    assert "source" in bring(world, file(text))
    assert not Tie.objects.exists()
    bring(world, file(text), **{"column-source": "eka", "column-target": "toka"})
    assert Tie.objects.count() == 1


def test_actors_that_the_programme_knows_are_the_same(world: World) -> None:
    make_network(world)
    bring(world, file(f"source;target\n{CITY.upper()};Uusi Oy\n{WORKS};Uusi Oy\n"))
    assert Actor.objects.count() == 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("source;target\nA Oy;B Oy\nA Oy;A Oy\n", "rivi 3"),
        ("source;target;start;end\nA Oy;B Oy;2026-02-01;2026-01-01\n", "rivi 2"),
        ("source;target;weight\nA Oy;B Oy;-1\n", "rivi 2"),
        ("source;target;type\nA;B;membership\nB;C;membership\nC;A;membership\n", "A → B → C → A"),
        ("", "tyhjä"),
    ],
)
def test_nothing_comes_in_of_a_file_with_a_fault(world: World, text: str, told: str) -> None:
    content = bring(world, file(text))
    assert told in content
    assert not Actor.objects.exists()
    assert not Dataset.objects.exists()


def test_a_wrong_check_digit_and_an_unknown_actor_are_told_with_their_rows(world: World) -> None:
    wrong = ACTORS.replace("0112038-9", "0112038-8")
    assert "rivi 2" in bring(world, file(TIES), more=file(wrong, "actors.csv"))
    content = bring(world, file(TIES + "1;99;hanke;;\n"), more=file(ACTORS, "actors.csv"))
    assert "99" in content
    assert "rivi 4" in content
    assert not Actor.objects.exists()


def test_more_ties_than_a_page_takes_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "MOST_TIES", 1)
    assert "seutukuva network measure" in bring(world, file(TIES), more=file(ACTORS, "actors.csv"))
    assert not Actor.objects.exists()


def test_the_same_file_does_not_come_twice_and_goes_with_what_it_brought(world: World) -> None:
    make_network(world)
    text = f"source;target\n{CITY};Koski Oy\n"
    bring(world, file(text))
    assert "Sama tiedosto on jo tuotu" in bring(world, file(text))
    dataset, koski = Dataset.objects.get(), Actor.objects.get(name="Koski Oy")
    write_texts(koski.urn, "name", {"fi": "Koski Oy", "sv": "Fors Ab"})
    signed_in(world, "coordinator").post(reverse("network_dataset_remove", args=[*TOWN, dataset.pk]))
    assert not Text.objects.filter(owner=koski.urn).exists()
    assert Tie.objects.count() == 3
    assert set(Actor.objects.values_list("name", flat=True)) == {
        CITY,
        WORKS,
        "Järviseudun ammattikorkeakoulu",
        "Mittauslaboratorio",
    }


@pytest.mark.parametrize("ending", ["csv", "xlsx", "graphml", "gexf"])
def test_what_goes_out_comes_in_again_the_same(world: World, ending: str) -> None:
    make_network(world)
    client = signed_in(world, "administrator")
    sent: dict[str, Any] = {"format": {"csv": "table", "xlsx": "workbook"}.get(ending, ending), "name": "Vienti"}
    for field, kind in (("main", ending), ("more", "actors" if ending == "csv" else "")):
        if kind:
            answer = client.get(reverse("town_network_file", args=[*TOWN, kind]))
            name = re.search(r'filename="([^"]+)"', answer["Content-Disposition"])
            assert name is not None
            sent[field] = SimpleUploadedFile(name[1], answer.content)
    before = told(world.kuusilahti)
    answer = client.post(reverse("network_import", args=["suljettu", "mantysalmi"]), sent, follow=True)
    assert "3 yhteyttä tuotiin." in answer.content.decode()
    assert told(world.mantysalmi) == before
    # The programme knows these actors: none of them is made anew.
    assert Actor.objects.count() == 4
    for upload in ("main", "more"):
        if upload in sent:
            sent[upload].seek(0)
    answer = client.post(reverse("network_import", args=["avoin", "rauma"]), sent, follow=True)
    assert "on synteettistä aineistoa" in answer.content.decode()
    assert not Dataset.objects.filter(ecosystem__participant=world.rauma).exists()


def told(town: Participant) -> tuple[set[Any], set[Any]]:
    """Return a network's actors and ties by name, in no order."""
    held = town_network(town, "fi")
    names = {id_: row.name for id_, row in held.actors.items()}
    actors = {
        (row["name"], row["kind"], row["area"], *held.roles.get(row["id"], ()))
        for row in held.network.actors.iter_rows(named=True)
    }
    columns = ("kind", "weight", "directed", "start", "end", "permanence", "cluster")
    ties = {
        (*sorted((names[row["source"]], names[row["target"]])), *(row[column] for column in columns))
        for row in held.network.ties.iter_rows(named=True)
    }
    return actors, ties


def test_a_workbook_of_kumu_comes_in(world: World) -> None:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "Elements"
    for row in [("Label", "Type"), ("Koski Oy", "Company"), ("Opisto", "Vocational college")]:
        first.append(row)
    second = book.create_sheet("Connections")
    for tied in [("From", "To", "Type", "Direction"), ("Koski Oy", "Opisto", "Partnership", "mutual")]:
        second.append(tied)
    out = io.BytesIO()
    book.save(out)
    bring(world, SimpleUploadedFile("kumu.xlsx", out.getvalue()), "workbook")
    assert set(Actor.objects.values_list("name", "kind")) == {("Koski Oy", "company"), ("Opisto", "vocational_college")}
    assert Tie.objects.get().kind == "cooperation"


def test_200_000_pasted_ties_are_refused_whole(world: World) -> None:
    rows = "".join(f"a{i};b{i}\n" for i in range(200_000))
    assert "enintään 50\u00a0000" in bring(world, file("source;target\n" + rows))
    assert not Actor.objects.exists()
