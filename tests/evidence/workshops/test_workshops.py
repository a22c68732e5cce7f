"""Cards, dots with a budget, sliders, suggested groups, notes and tables."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Language, Problem
from seutukuva.evidence.workshops import (
    LONGEST_CARD,
    MOST_DOTS,
    STEPS,
    Board,
    Card,
    Group,
    Opinion,
    card_text,
    cards_table,
    check_ballot,
    check_opinion,
    check_paper,
    notes,
    results,
    results_table,
    shipped_templates,
    spread,
    suggested_groups,
    template,
)
from seutukuva.writers import csv

BOARD = Board(
    title="Akkujen työpaja",
    questions=(("q1", "Mikä on pysyvää?"), ("q2", "Kuka puuttuu?"), ("q3", "Mitä seuraavaksi?")),
    cards=(
        Card("1", "q2", "Rahoittaja (kutsuttiin, ei tullut)", group="b"),
        Card("2", "q1", "Laboratorio, joka on auki joka päivä", group="a"),
        Card("3", "q1", "Koski", group="a", paper=True),
        Card("4", "q1", "=1+1", late=True),
        Card("5", "q2", "Sopimaton", aside=True),
    ),
    groups=(Group("a", "Pysyvät paikat", paper=2), Group("b", "Raha"), Group("c", "Tyhjä")),
    dots=(("a", 1), ("b", 3), ("b", 2)),
    opinions=(Opinion("a", 8, 2), Opinion("a", 6, 3), Opinion("a", 9, 10), Opinion("a", 7, 4)),
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Koski \n ja  laboratorio ", "Koski ja laboratorio"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Sa\u0308hko\u0308", "Sähkö"),
        ("a\u2029b\x00c", "a b c"),
    ],
)
def test_a_card_is_one_paragraph_of_its_own_words(written: str, kept: str) -> None:
    assert card_text(written) == kept


@pytest.mark.parametrize(("text", "told"), [(" \n?! ", "no words"), ("ä" * (LONGEST_CARD + 1), "at most 500")])
def test_a_card_without_words_or_too_long_is_refused(text: str, told: str) -> None:
    with pytest.raises(Problem, match=told):
        card_text(text)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(-3, MOST_DOTS)), st.integers(1, MOST_DOTS))
def test_a_ballot_is_within_its_budget_or_refused(ballot: dict[str, int], budget: int) -> None:
    allowed = all(dots >= 0 for dots in ballot.values()) and sum(ballot.values()) <= budget
    if allowed:
        kept = check_ballot(ballot, budget)
        assert sum(kept.values()) == sum(ballot.values())
        assert all(dots > 0 for dots in kept.values())
    else:
        with pytest.raises(Problem):
            check_ballot(ballot, budget)


def test_paper_has_no_more_dots_than_its_voters() -> None:
    assert check_paper({"a": 6, "b": 4}, 2, 5) == {"a": 6, "b": 4}
    for dots, voters, told in (({"a": 11}, 2, "have at most 5 each"), ({"a": -1}, 2, "below zero")):
        with pytest.raises(Problem, match=told):
            check_paper(dots, voters, 5)


def test_dots_by_phone_and_on_paper_are_counted_together_and_the_most_stand_first() -> None:
    found = results(BOARD)
    assert [(one.group, one.dots, one.paper, one.total) for one in found] == [
        ("b", 5, 0, 5),
        ("a", 1, 2, 3),
        ("c", 0, 0, 0),
    ]
    assert [one.share for one in found] == [5 / 8, 3 / 8, 0]
    assert results(Board("", (), groups=(Group("a", "A"),)))[0].share is None


def test_sliders_are_told_by_median_and_quartiles() -> None:
    found = next(one for one in results(BOARD) if one.group == "a")
    assert found.impact is not None
    assert found.effort is not None
    # R: quantile(c(8, 6, 9, 7)) and quantile(c(2, 3, 10, 4)), type 7
    assert (found.impact.low, found.impact.median, found.impact.high) == (6.75, 7.5, 8.25)
    assert (found.effort.low, found.effort.median, found.effort.high) == (2.75, 3.5, 5.5)
    assert found.effort.width == 2.75
    assert found.effort.count == 4
    assert spread([]) is None


@given(st.lists(st.integers(0, 10), min_size=2, max_size=60))
def test_the_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    found = spread(values)
    assert found is not None
    exact = statistics.quantiles([Fraction(v) for v in values], n=4, method="inclusive")
    assert [found.low, found.median, found.high] == pytest.approx([float(v) for v in exact])


def test_an_opinion_stays_on_the_slider() -> None:
    assert check_opinion(Opinion("a", 0, 10)) == Opinion("a", 0, 10)
    for impact, effort in ((-1, 5), (5, 11)):
        with pytest.raises(Problem, match="not on the scale"):
            check_opinion(Opinion("a", impact, effort))


SAID: dict[Language, list[str]] = {
    "fi": [
        "Laboratorio auki joka päivä",
        "Laboratorion laitteet yrityksille",
        "Laboratorioon vakituinen väki",
        "Rahoittaja puuttuu",
        "Rahoittajat samaan pöytään",
        "Koski",
    ],
    "sv": ["Hamnen behöver en kaj", "En ny kaj i hamnen"],
    "en": ["Nobody shares this"],
}
CARDS = [
    Card(f"{language}{n}", "q", text, language) for language, texts in SAID.items() for n, text in enumerate(texts)
]


def test_cards_that_share_words_are_suggested_as_groups_within_a_language() -> None:
    found = suggested_groups(CARDS)
    assert [set(group.cards) for group in found] == [{"fi0", "fi1", "fi2"}, {"fi3", "fi4"}, {"sv0", "sv1"}]
    assert found[0].terms[0] == "laboratorio"
    assert found[1].terms[0] == "rahoittaja"
    assert suggested_groups(CARDS) == found


def test_without_anything_shared_nothing_is_suggested() -> None:
    assert suggested_groups([]) == ()
    assert suggested_groups(CARDS[-2:]) == ()


def test_the_notes_hold_a_card_a_paragraph_under_its_question() -> None:
    told = notes(BOARD, "fi", place="Hopeakoski", date="19.2.2026")
    assert told.split("\n\n") == [
        "Akkujen työpaja, Hopeakoski, 19.2.2026. Kortit sellaisina kuin osallistujat ne kirjoittivat.",
        "Kysymys 1: Mikä on pysyvää?",
        "Laboratorio, joka on auki joka päivä",
        "Koski",
        "=1+1",
        "Kysymys 2: Kuka puuttuu?",
        "Rahoittaja (kutsuttiin, ei tullut)\n",
    ]
    assert "Fråga 2: Kuka puuttuu?" in notes(BOARD, "sv", place="Storsund", date="19.2.2026")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_carry_every_card_and_every_figure(language: Language) -> None:
    cards, found = cards_table(BOARD, language), results_table(BOARD, language)
    assert [row[1] for row in cards.rows] == [BOARD.cards[n].text for n in (1, 2, 3, 0, 4)]
    assert all(len(row) == len(cards.columns) for row in cards.rows)
    assert found.raw is not None
    assert found.raw[1] == ("Pysyvät paikat", 2, 1, 2, 3, 3 / 8, 4, 7.5, 6.75, 8.25, 3.5, 2.75, 5.5)
    assert found.raw[2][5:] == (0, 0, None, None, None, None, None, None)
    assert all(len(row) == len(found.columns) for row in (*found.rows, *found.raw))
    assert "'=1+1" in csv.write(cards).decode()  # no spreadsheet runs a card


def test_four_workshops_ship_three_of_a_town_and_one_common() -> None:
    shipped = shipped_templates()
    assert [one.id for one in shipped] == ["town-picture", "town-measures", "town-partnerships", "common-strategy"]
    for one in shipped:
        assert [step.name for step in one.steps] == list(STEPS)
        assert 3 <= len(one.questions) <= 5
        assert 60 <= one.minutes <= 120
        texts = [one.name, one.purpose, *one.questions, *(step.guide for step in one.steps)]
        assert all(text.text(language).strip() for text in texts for language in LANGUAGES)
        assert all(len(card_text(question.fi)) <= LONGEST_CARD for question in one.questions)
    assert template("common-strategy").step("voting") is not None
    assert template("common-strategy").step("dancing") is None
    with pytest.raises(Problem, match="no workshop template"):
        template("no-such")
