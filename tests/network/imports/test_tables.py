"""Tables of actors and ties become a network: what the user's columns, words and encodings become."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from seutukuva.base import LANGUAGES, Problem, render
from seutukuva.network.imports import (
    Imported,
    columns_of,
    read_register,
    read_tables,
    read_workbook,
    says_synthetic,
    write_gexf,
)

ACTORS = """Nimi;Tyyppi;Kunta;Y-tunnus;Roolit;Muut nimet;Kokoluokka;Muistiinpano
Rauman kaupunki;kaupunki;Rauma;0138780-9;mahdollistaja, orkestroija;Raumo stad|City of Rauma;;
Telakka Oy;yritys;Rauma;;veturiyritys;;250-;soita
Opisto;ammattiopisto;Pori;;;;;
"""
TIES = """Lähde;Kohde;Tyyppi;Vahvuus;Alku;Loppu;Pysyvyys;Informantti
Rauman kaupunki;Telakka Oy;yhteistyö;2,5;2021;2023-02;toistuva;H-01
Telakka Oy;Opisto;hanke;;1.5.2022;;;H-02
"""


def told(imported: Imported, language: str = "en") -> str:
    assert all(render(note, one) for note in imported.notes for one in LANGUAGES)
    return " ".join(render(note, "fi" if language == "fi" else "en") for note in imported.notes)


def test_a_finnish_table_from_excel() -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        found = read_tables(TIES.encode(encoding), ACTORS.encode(encoding))
        assert found.actors["id"].to_list() == ["Rauman kaupunki", "Telakka Oy", "Opisto"]
        assert found.actors["kind"].to_list() == ["city", "company", "vocational_college"]
        assert found.actors["sector"].to_list() == ["city", "company", "education"]
        assert found.actors["area"].to_list() == ["684", "684", "609"]
        assert found.actors["business_id"].to_list() == ["0138780-9", None, None]
        assert found.actors["roles"].to_list() == [["enabler", "orchestrator"], ["anchor_company"], []]
        assert found.actors["aliases"].to_list() == [["Raumo stad", "City of Rauma"], [], []]
        assert found.actors["size"].to_list() == [None, "large", None]
        assert found.ties.rows() == [
            (
                "Rauman kaupunki",
                "Telakka Oy",
                "cooperation",
                2.5,
                False,
                date(2021, 1, 1),
                date(2023, 2, 28),
                "recurring",
                "H-01",
            ),
            ("Telakka Oy", "Opisto", "project", 1.0, False, date(2022, 5, 1), None, None, "H-02"),
        ]
        assert told(found) == "Columns that were not imported: Muistiinpano."


def test_ties_alone_make_their_actors() -> None:
    found = read_tables(b"source,target\nA,B\nB,C\n")
    assert found.actors["id"].to_list() == ["A", "B", "C"]
    assert found.actors["name"].to_list() == ["A", "B", "C"]
    assert found.ties["kind"].to_list() == ["cooperation", "cooperation"]
    assert found.notes == ()


def test_tables_of_gephi() -> None:
    nodes = b"Id,Label,timeset,kind\n1,Rauma,,city\n2,VTT,,rec\n"
    edges = b"Source,Target,Type,Id,Label,timeset,Weight\n1,2,Directed,0,,,3.0\n2,1,Undirected,1,,,1.0\n"
    found = read_tables(edges, nodes)
    assert found.actors["name"].to_list() == ["Rauma", "VTT"]
    assert found.ties["directed"].to_list() == [True, False]
    assert found.ties["weight"].to_list() == [3.0, 1.0]
    assert "timeset" in told(found)


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ELEMENTS: list[list[object]] = [
    ["Label", "Type", "Description"],
    ["Rauma", "City", "a town"],
    ["VTT", "Research institute", None],
]
CONNECTIONS: list[list[object]] = [
    ["From", "To", "Direction", "Type", "Strength"],
    ["Rauma", "VTT", "mutual", "Partnership", 2],
]


def test_a_workbook_of_kumu() -> None:
    found = read_workbook(workbook(Elements=ELEMENTS, Connections=CONNECTIONS, Loops=[["Label"]]), name="map.xlsx")
    assert found.actors.select("name", "kind").rows() == [("Rauma", "city"), ("VTT", "research_organisation")]
    assert found.ties.select("source", "target", "kind", "weight", "directed").rows() == [
        ("Rauma", "VTT", "cooperation", 2.0, False)
    ]


def test_a_workbook_of_ties_alone_with_dates() -> None:
    rows: list[list[object]] = [["source", "target", "start"], ["A", "B", date(2020, 3, 1)]]
    assert read_workbook(workbook(Taul1=rows)).ties["start"].to_list() == [date(2020, 3, 1)]


def test_a_title_above_the_headings_is_no_row_of_the_table() -> None:
    rows: list[list[object]] = [["Our network"], [], ["source", "target"], ["A", "B"], ["A", "A"]]
    with pytest.raises(Problem, match="row 5"):
        read_workbook(workbook(Ties=rows))
    assert read_workbook(workbook(Ties=rows[:-1])).ties.height == 1


def test_a_file_says_whether_it_is_made() -> None:
    made = write_gexf(*_two(), title="Kuusilahti. Syntetiskt material")
    assert says_synthetic(made)
    assert says_synthetic(workbook(Ties=[["Synteettinen aineisto"], ["source", "target"], ["A", "B"]]))
    assert says_synthetic(b"source;target\nA;B\n", "kuusilahti-network-synthetic-ties.csv")
    assert says_synthetic(b"source;target;note\nA;B;Synthetic data\n")
    assert not says_synthetic(b"source;target\nSynthetic data Oy;B\nOy Synthetic data;B\n", "synthetic-fibres.csv")
    assert not says_synthetic(b"PK\x03\x04 no workbook")


def _two() -> tuple[pl.DataFrame, pl.DataFrame]:
    found = read_tables(b"source,target\nA,B\n")
    return found.actors, found.ties


def test_a_workbook_without_ties_is_refused() -> None:
    with pytest.raises(Problem, match=r"No sheet has the ends of ties \(found: Elements\)"):
        read_workbook(workbook(Elements=ELEMENTS), name="map.xlsx")


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 cut", workbook(A=ELEMENTS)[:500]])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Problem, match="cannot be opened"):
        read_workbook(data)


def test_a_workbook_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seutukuva.network.imports.tables._MOST_UNPACKED", 100)
    with pytest.raises(Problem, match="too large"):
        read_workbook(workbook(Elements=ELEMENTS))


def test_the_user_chooses_columns_and_words() -> None:
    ties = b"eka,toka,mika\nA,B,alihankkija\n"
    found = read_tables(
        ties, tie_columns={"source": "eka", "target": "toka", "kind": "mika"}, words={"alihankkija": "supply"}
    )
    assert found.ties.select("kind", "directed").rows() == [("supply", True)]
    left = read_tables(b"source,target,weight\nA,B,x\n", tie_columns={"weight": ""})
    assert left.ties["weight"].to_list() == [1.0]
    assert "weight" in told(left)


def test_columns_are_guessed_with_examples() -> None:
    columns = columns_of(ACTORS.encode(), "actors")
    assert [(column.heading, column.field) for column in columns] == [
        ("Nimi", "name"),
        ("Tyyppi", "kind"),
        ("Kunta", "area"),
        ("Y-tunnus", "business_id"),
        ("Roolit", "roles"),
        ("Muut nimet", "aliases"),
        ("Kokoluokka", "size"),
        ("Muistiinpano", None),
    ]
    assert columns[2].examples == ("Rauma", "Pori")


def test_words_that_are_not_known_are_told() -> None:
    actors = "name,kind,sector,size,area\nA,lentokone,avaruus,valtava,Tukholma\nB,yritys,,,Mäntysalmi\n"
    found = read_tables(b"source,target,kind,permanence\nA,B,kaveruus,ehka\n", actors.encode())
    assert found.actors["area"].to_list() == ["Tukholma", "Mäntysalmi"]
    assert found.ties["kind"].to_list() == ["cooperation"]
    text = told(found)
    for word in ("lentokone", "avaruus", "valtava", "Mäntysalmi, Tukholma", "kaveruus", "ehka"):
        assert word in text
    assert "luettiin yhteistyöksi" in told(found, "fi")


def test_ends_may_be_ids_or_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1,Rauma\n2,VTT\n3,Sama\n4,Sama\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("source,target\n1,VTT\nRauma,3\n", encoding="utf-8")
    found = read_tables(tmp_path / "t.csv", tmp_path / "a.csv")
    assert found.ties.select("source", "target").rows() == [("1", "2"), ("1", "3")]
    assert "Several actors have the same name: Sama." in told(found)
    assert isinstance(found.actors, pl.DataFrame)


def test_a_register_is_read_for_linking(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "businessId,name,municipality\n0112038-9,Koski Oy,Lahti\nFI01387809,Saha Oy,somewhere\n,Ilman Oy,\n"
    assert read_register(text.encode()).rows() == [
        ("0112038-9", "Koski Oy", "398", "0112038-9"),
        ("0138780-9", "Saha Oy", None, "0138780-9"),
    ]
    with pytest.raises(Problem, match="row 2"):
        read_register(text.replace("0112038-9", "0112038-8").encode())
    with pytest.raises(Problem, match="business id"):
        read_register(b"name;area\nKoski Oy;Lahti\n")
    monkeypatch.setattr("seutukuva.network.imports.register.MOST_ENTRIES", 1)
    with pytest.raises(Problem, match="At most 1"):
        read_register(text.encode())
