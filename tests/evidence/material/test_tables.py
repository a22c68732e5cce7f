"""Workbooks of open answers: one row, one source."""

from __future__ import annotations

import datetime

import pytest

from seutukuva.base import Problem
from seutukuva.evidence.material import read_material, table_columns
from tests.evidence.material.made import workbook

QUESTION = "Miten yhteistyö oppilaitosten kanssa toimii?"
WHY = "Miksi?"
HEAD = ("Vastaajan ID", "Vastausaika", "1. Sektori", "Sähköposti", "Ikäryhmä", QUESTION, WHY, "Tyhjä")
ROWS = (
    (
        101,
        datetime.datetime(2026, 2, 3, 10, 5),
        "yritys",
        "a@b.example",
        "30-39",
        "Se toimii meillä oikein hyvin.",
        "Tutut ihmiset.",
        None,
    ),
    (
        102,
        datetime.datetime(2026, 2, 4),
        "kaupunki",
        "c@d.example",
        "40-49",
        "Se ei toimi ollenkaan, valitettavasti.",
        "Ei ole aikaa.",
        None,
    ),
    (103, None, "muu", None, "30-39", None, None, None),
    (None,) * 8,
    (104.0, "2026-02-05", "valtio", None, "30-39", "Siinä olisi vielä paljon parannettavaa.", None, None),
)
WEBROPOL = workbook(HEAD, *ROWS)


def test_every_row_that_answers_is_a_source_with_its_questions() -> None:
    materials = read_material("vastaukset.xlsx", WEBROPOL)
    assert [m.title for m in materials] == ["vastaukset #2", "vastaukset #3", "vastaukset #6"]
    assert [m.row for m in materials] == [2, 3, 6]
    assert materials[0].text == f"{QUESTION}\nSe toimii meillä oikein hyvin.\n\n{WHY}\nTutut ihmiset."
    assert materials[2].text == f"{QUESTION}\nSiinä olisi vielä paljon parannettavaa."


def test_other_columns_are_kept_as_variables() -> None:
    first, second, last = read_material("vastaukset.xlsx", WEBROPOL)
    assert dict(first.variables) == {
        "Vastaajan ID": "101",
        "Ikäryhmä": "30-39",
        "date": "2026-02-03",
        "sector": "company",
        "language": "fi",
    }
    assert second.variables["sector"] == "city"
    assert last.variables["Vastaajan ID"] == "104"


def test_addresses_of_persons_are_left_out_and_it_is_told() -> None:
    first, *_rest = read_material("vastaukset.xlsx", WEBROPOL)
    assert not any("example" in value for value in first.variables.values())
    assert [note.parameters["columns"] for note in first.notes] == ["Sähköposti"]


def test_the_guess_is_shown_and_can_be_corrected() -> None:
    assert [column.use for column in table_columns("a.xlsx", WEBROPOL)] == [
        *("other", "date", "sector", "skip", "other", "text", "text", "skip")
    ]
    uses = {"Ikäryhmä": "role", WHY: "skip", "Vastaajan ID": "participant"}
    first = read_material("a.xlsx", WEBROPOL, columns=uses)[0]
    assert first.text == f"{QUESTION}\nSe toimii meillä oikein hyvin."
    assert (first.variables["role"], first.variables["participant"]) == ("30-39", "101")


def test_a_title_above_the_questions_and_an_empty_sheet_before_them_are_passed() -> None:
    rows = (("Kysely 2026",), (), HEAD, *ROWS)
    assert len(read_material("a.xlsx", workbook(*rows))) == 3


def test_questions_with_the_same_heading_are_told_apart() -> None:
    rows = (("Miksi?", "Miksi?"), ("Koska se on meille tärkeää.", "Koska rahaa ei ole ollut."))
    assert read_material("a.xlsx", workbook(*rows))[0].text == (
        "Miksi?\nKoska se on meille tärkeää.\n\nMiksi? (2)\nKoska rahaa ei ole ollut."
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((), "no_rows"),
        ((("Kysymys?",),), "no_rows"),
        ((("Ikä", "Sektori"), (31, "yritys"), (45, "kaupunki")), "no_text_column"),
    ],
)
def test_a_table_without_answers_is_told(rows: tuple[tuple[object, ...], ...], code: str) -> None:
    with pytest.raises(Problem) as refused:
        read_material("a.xlsx", workbook(*rows))
    assert refused.value.code == f"evidence.material.{code}"


def test_a_choice_of_columns_that_are_not_there_is_told() -> None:
    with pytest.raises(Problem, match="no column “Rooli”"):
        read_material("a.xlsx", WEBROPOL, columns={"Rooli": "role"})
    with pytest.raises(Problem, match="“salary”"):
        read_material("a.xlsx", WEBROPOL, columns={WHY: "salary"})
    with pytest.raises(Problem, match="No column of open answers"):
        read_material("a.xlsx", WEBROPOL, columns={WHY: "other", QUESTION: "skip"})
    with pytest.raises(Problem) as refused:
        read_material("a.xlsx", workbook(("Vastaus", "Toinen"), ("", "x y z")), columns={"Vastaus": "text"})
    assert refused.value.code == "evidence.material.no_rows"


def test_a_table_that_is_too_large_names_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seutukuva.evidence.material.tables.MOST_ROWS", 3)
    with pytest.raises(Problem, match="at most 3 rows"):
        read_material("a.xlsx", WEBROPOL)


def test_other_files_have_no_columns() -> None:
    assert table_columns("a.txt", b"x") == ()
    with pytest.raises(Problem, match=r"^a\.xlsx: "):
        table_columns("a.xlsx", b"PK\x03\x04")
