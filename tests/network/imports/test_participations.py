"""Lists of who takes part in which project become actors and ties."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.base import Problem, render
from seutukuva.network.imports import as_network, joined, project_ties, read_cordis, read_funding

# The columns of CORDIS's organization.csv; the organisations and numbers are made.
HEAD = (
    "projectID;projectAcronym;organisationID;vatNumber;name;shortName;SME;activityType;street;postCode;city;country;"
    "nutsCode;geolocation;organizationURL;contactForm;contentUpdateDate;rcn;order;role;ecContribution;netEcContribution;"
    "totalCost;endOfParticipation;active"
)


def row(told: str) -> str:
    project, id_, vat, name, kind, city, country, money = told.split("/")
    cells = [project, "X", id_, vat, name, id_.upper(), "false", kind, "", "", city, country]
    cells += ["FI1", "", "", "", "2026-01-01 10:00:00", "1", "1", "participant", money, money, money, "false", "true"]
    return ";".join(f'"{cell}"' for cell in cells)


ORGANISATIONS = "\n".join(
    [
        HEAD,
        row("101/p1/FI01120389/MADE UNIVERSITY OF APPLIED SCIENCES LTD/HES/RAUMA/FI/100000.5"),
        row("101/p2/FI01120388/MADE SHIPYARD OY/PRC/RAUMA/FI/50000"),
        row("101/p3//CITY OF KUUSILAHTI/PUB/Kuusilahti/FI/"),
        row("101/p9/SE123/Utländskt bolag/PRC/Umeå/SE/1"),
        row("102/p1//MADE UNIVERSITY OF APPLIED SCIENCES LTD/HES/RAUMA/FI/1"),
        row("102/p2//MADE SHIPYARD OY/PRC/Turku/FI/2"),
        row("103/p4//Made Institute/REC/Oulu/FI/2"),
    ]
)
PROJECTS = (
    '"id";"acronym";"startDate";"endDate"\n"101";"A";"2020-01-01";"2022-12-31"\n"102";"B";"2023-01-01";"2024-06-30"'
)


def test_eu_participations_as_published() -> None:
    found = read_cordis(ORGANISATIONS.encode(), PROJECTS.encode())
    assert found.actors.select("id", "kind", "sector", "area", "business_id").rows() == [
        ("p1", "university_of_applied_sciences", "education", "684", "0112038-9"),
        ("p2", "company", "company", "853", None),
        ("p3", "city", "city", "Kuusilahti", None),
        ("p4", "research_organisation", "rdi", "564", None),
    ]
    assert found.actors["aliases"].to_list()[0] == ["P1"]
    notes = " ".join(render(note, "en") for note in found.notes)
    assert "the list's VAT number does not hold (row 3)" in notes
    assert "Kuusilahti" in notes
    network = as_network(found)
    assert network.ties.filter(pl.col("cluster") == "project:102").rows() == [
        ("p1", "p2", "project", 1.0, False, date(2023, 1, 1), date(2024, 6, 30), "project", "project:102")
    ]
    assert network.ties.filter(pl.col("cluster") == "project:101")["weight"].to_list() == [0.5, 0.5, 0.5]
    assert joined(network.ties).filter(target="p2", source="p1").select("weight", "count", "start", "end").rows() == [
        (1.5, 2, date(2020, 1, 1), date(2024, 6, 30))
    ]


def test_all_countries_or_one_that_is_not_there() -> None:
    assert "p9" in read_cordis(ORGANISATIONS.encode(), country=None).actors["id"].to_list()
    with pytest.raises(Problem, match="no organisation of the country NO"):
        read_cordis(ORGANISATIONS.encode(), country="NO")
    with pytest.raises(Problem, match="projectID"):
        read_cordis(b"a;b\n1;2\n")


def test_an_extract_that_has_numbers_only() -> None:
    head = b"rcn,role,pic,type,country,start_date,end_date\n"
    extract = head + b"1,coordinator,9,HES,FI,2017-01-01,2019-12-31\n1,p,8,REC,FI,2017-01-01,2019-12-31\n"
    network = as_network(read_cordis(extract))
    assert network.actors["name"].to_list() == ["9", "8"]
    assert network.actors["kind"].to_list() == ["university", "research_organisation"]
    assert network.ties.select("source", "target", "end").rows() == [("8", "9", date(2019, 12, 31))]


FUNDS = """Hankekoodi;Tuensaaja;Y-tunnus;Kunta;Myönnetty tuki;Rahoittaja;Alkamispäivä;Päättymispäivä
A1;Kuusilahden kaupunki;;Kuusilahti;120 000,50 €;Keksitty ELY-keskus;1.1.2023;31.12.2025
A1;Keksitty ammattikorkeakoulu Oy;0112038-9;Rauma;80000;Keksitty ELY-keskus;1.1.2023;31.12.2025
A2;Keksitty ammattiopisto;;Pori;;Satakunnan liitto;;
A2;Keksitty Konepaja Oy;;Pori;;Keksitty rahasto;;
A2;Tmi Keksitty;;Pori;;;;
"""


def test_a_list_of_structural_funds() -> None:
    network = as_network(read_funding(FUNDS.encode("cp1252")))
    kinds = dict(network.actors.select("name", "kind").rows())
    assert kinds == {
        "Kuusilahden kaupunki": "city",
        "Keksitty ammattikorkeakoulu Oy": "university_of_applied_sciences",
        "Keksitty ammattiopisto": "vocational_college",
        "Keksitty Konepaja Oy": "company",
        "Tmi Keksitty": None,
        "Keksitty ELY-keskus": "state_authority",
        "Satakunnan liitto": "regional_council",
        "Keksitty rahasto": "financier",
    }
    paid = network.ties.filter(pl.col("kind") == "funding")
    assert paid.select("source", "target", "weight", "directed").rows()[:2] == [
        ("Keksitty ELY-keskus", "Kuusilahden kaupunki", 120000.5, True),
        ("Keksitty ELY-keskus", "0112038-9", 80000.0, True),
    ]
    assert network.ties.filter(pl.col("kind") == "project").height == 1 + 3


def test_a_list_with_other_headings_and_one_with_holes() -> None:
    other = b"op;saaja\n1;A Oy\n1;B Oy\n"
    chosen = read_funding(other, columns={"project": "op", "name": "saaja"})
    assert as_network(chosen).ties.select("source", "target").rows() == [("A Oy", "B Oy")]
    with pytest.raises(Problem, match="There is no field colour"):
        read_funding(other, columns={"colour": "op"})
    with pytest.raises(Problem, match="row 2"):
        read_funding(b"project;beneficiary\n1;\n")


memberships = st.lists(st.tuples(st.sampled_from("PQR"), st.sampled_from("abcdef")), max_size=18)


@given(memberships)
def test_an_actors_ties_of_one_project_add_up_to_one(told: list[tuple[str, str]]) -> None:
    rows = pl.DataFrame(
        {"project": [p for p, _ in told], "actor": [a for _, a in told], "start": None, "end": None},
        schema={"project": pl.String, "actor": pl.String, "start": pl.Date, "end": pl.Date},
    )
    ties = project_ties(rows)
    teams = {project: {a for p, a in told if p == project} for project, _ in told}
    pairs = {(p, *pair) for p, team in teams.items() for pair in combinations(sorted(team), 2)}
    assert {
        (c.removeprefix("project:"), s, t) for s, t, c in ties.select("source", "target", "cluster").rows()
    } == pairs
    assert ties.height == len(pairs)
    for project, team in teams.items():
        mine = ties.filter(pl.col("cluster") == f"project:{project}")
        assert mine["weight"].sum() == pytest.approx(len(team) / 2 if len(team) > 1 else 0)


def test_too_many_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seutukuva.network.imports.projection.MOST_PAIRS", 2)
    with pytest.raises(Problem, match="would give 6 pairs"):
        as_network(read_cordis(ORGANISATIONS.replace('"102"', '"101"').replace('"103"', '"101"').encode()))
