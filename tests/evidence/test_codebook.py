"""The codebook: a tree that holds together, colours that can be read, and the one that ships."""

from __future__ import annotations

import json
from typing import Any

import pytest

from seutukuva.base import LANGUAGES, Problem, Term
from seutukuva.evidence.codebook import (
    COLOURS,
    Code,
    Codebook,
    codebook_data,
    contrast,
    next_colour,
    read_codebook,
    shipped_codebook,
)
from seutukuva.picture import maturity_model

BOOK = shipped_codebook()
NAME = Term("nimi", "namn", "name")


def book(*rows: dict[str, Any]) -> Codebook:
    return read_codebook({"id": "own", "name": "Oma", "codes": rows})


def test_the_shipped_book_speaks_of_every_dimension_the_leader_and_what_a_picture_concludes() -> None:
    dimensions = {dimension.id for dimension in maturity_model().dimensions}
    assert {code.target[1] for code in BOOK.pointing_to("dimension")} == dimensions
    leaders = {code.target[1] for code in BOOK.pointing_to("leader")} - {""}
    assert leaders == {"city", "company", "education", "shared", "none"}
    for kind in ("gap", "complementary", "growth", "tie", "state_needs"):
        assert BOOK.pointing_to(kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_code_has_its_own_name_a_definition_and_an_example_in_each_language(language: str) -> None:
    names = [code.name.text(language) for code in BOOK.codes]
    assert len(set(names)) == len(names)
    for code in BOOK.codes:
        assert code.definition.text(language).endswith(".")
        assert code.examples[0].text(language)


def test_every_shipped_definition_says_when_to_use_another_code() -> None:
    marks = {"fi": ("äytä", "ei riitä"), "sv": ("nvänd", "används", "gäller koden"), "en": ("ot ", "Use ", "use ")}
    for code in BOOK.codes:
        for language, words in marks.items():
            assert any(word in code.definition.text(language) for word in words), (code.id, language)


def test_white_letters_can_be_read_on_every_colour() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # WebAIM's checker
    assert {code.colour for code in BOOK.roots()} == set(COLOURS)
    assert min(contrast(colour, "#ffffff") for colour in COLOURS) >= 4.5


def test_the_tree_is_walked_parents_first_and_a_branch_holds_all_below() -> None:
    walked = [(code.id, depth) for code, depth in BOOK.walk()]
    assert walked[:3] == [("direction", 0), ("direction.shared_goal", 1), ("direction.disagreement", 1)]
    assert len(walked) == len(BOOK.codes)
    assert [code.id for code in BOOK.branch("state")] == ["state", "state.funding", "state.contact"]
    assert [code.id for code in BOOK.children("state")] == ["state.funding", "state.contact"]
    assert BOOK.children("gap") == ()
    assert [code.id for code in BOOK.ancestors("leader.none")] == ["leader"]
    assert "leader.none" in BOOK
    assert "leader.nobody" not in BOOK


def test_a_child_takes_the_nearest_colour_and_target_above_it() -> None:
    made = book(
        {"id": "a", "name": "A", "colour": "#B3261E", "points_to": "dimension:education"},
        {"id": "b", "name": "B", "parent": "a"},
        {"id": "c", "name": {"sv": "C på svenska"}, "parent": "b", "points_to": "gap"},
    )
    assert made.code("c").colour == "#b3261e"
    assert made.code("b").target == ("dimension", "education")
    assert made.code("c").target == ("gap", "")
    assert made.code("c").name == Term(*["C på svenska"] * 3)


def test_a_book_written_as_json_is_read_back_the_same() -> None:
    assert read_codebook(json.loads(json.dumps(codebook_data(BOOK)))) == BOOK


def test_a_new_code_gets_a_colour_that_no_other_has_while_there_is_one() -> None:
    assert next_colour(book()) == COLOURS[0]
    assert next_colour(book({"id": "a", "name": "A", "colour": COLOURS[0]})) == COLOURS[1]
    assert next_colour(BOOK) in COLOURS


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"id": "", "name": "A"}], "evidence.codebook.id"),
        ([{"id": "a b", "name": "A"}], "evidence.codebook.id"),
        ([{"id": "a"}], "evidence.codebook.name"),
        ([{"id": "a", "name": "A", "colour": "red"}], "evidence.codebook.colour"),
        ([{"id": "a", "name": "A", "colour": "#ffee00"}], "evidence.codebook.contrast"),
        ([{"id": "a", "name": "A", "points_to": "weather"}], "evidence.codebook.points_to"),
        ([{"id": "a", "name": "A", "points_to": "dimension"}], "evidence.codebook.points_to"),
        ([{"id": "a", "name": "A"}, {"id": "a", "name": "B"}], "evidence.codebook.duplicate"),
        ([{"id": "a", "name": "A", "parent": "b"}], "evidence.codebook.unknown_parent"),
        ([{"id": "a", "name": "A", "parent": "a"}], "evidence.codebook.cycle"),
        (
            [{"id": i, "name": i, "parent": p} for i, p in (("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"))],
            "evidence.codebook.cycle",
        ),
        (["a"], "evidence.codebook.form"),
    ],
)
def test_a_book_that_does_not_hold_together_is_refused_in_words(rows: list[Any], code: str) -> None:
    with pytest.raises(Problem) as raised:
        read_codebook({"id": "own", "name": "Oma", "codes": rows}, file="own.toml")
    assert raised.value.code == code
    assert str(raised.value).startswith("own.toml: ")


def test_an_unknown_code_is_told_by_its_id() -> None:
    with pytest.raises(Problem, match="nowhere"):
        BOOK.code("nowhere")


def test_a_code_made_by_hand_needs_no_more_than_an_id_and_a_name() -> None:
    assert Code("a", NAME).target == ("", "")
