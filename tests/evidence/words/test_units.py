"""A text is cut where a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.evidence.words import units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("Yksi.", ["Yksi."]),
        ("Yksi\nrivi jatkuu.\n\nToinen.", ["Yksi\nrivi jatkuu.", "Toinen."]),
        ("Yksi.\nToinen.", ["Yksi.", "Toinen."]),
        ("H: Miksi?\nV: Siksi.\n\nLoppu.", ["H: Miksi?", "V: Siksi.", "Loppu."]),
        ("A.\n \t\n\n  B.  ", ["A.", "B."]),
    ],
)
def test_paragraphs_and_turns_are_units(text: str, expected: list[str]) -> None:
    assert [text[unit.start : unit.end] for unit in units(text)] == expected


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences() -> None:
    text = " ".join(["Tämä lause on tässä yhä uudelleen."] * 100)
    found = units(text)
    assert len(found) > 1
    assert all(unit.end - unit.start <= 1_200 and text[unit.end - 1] == "." for unit in found)


@given(st.text(alphabet="aä. \n:H", max_size=3_000))
def test_units_follow_each_other_and_leave_only_white_space(text: str) -> None:
    at = 0
    for start, end in units(text):
        assert not text[at:start].strip()
        assert start < end
        at = end
    assert not text[at:].strip()
