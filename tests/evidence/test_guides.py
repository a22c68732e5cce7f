"""The interview guide asks of everything that a picture is judged from, and the text on consent is kept in versions."""

from __future__ import annotations

from typing import Any

import pytest

from seutukuva.base import LANGUAGES, Problem
from seutukuva.evidence.consents import consent_text, consent_texts
from seutukuva.evidence.guides import SECTORS, read_guides, shipped_guides
from seutukuva.picture import maturity_model

QUESTION = {"id": "q", "points_to": ["leader"], "fi": "Kuka?", "sv": "Vem?", "en": "Who?"}


@pytest.mark.parametrize("sector", SECTORS)
def test_every_sector_is_asked_of_all_dimensions_the_leader_what_is_missing_and_the_state(sector: Any) -> None:
    questions = shipped_guides()[sector].questions
    assert 8 <= len(questions) <= 12
    asked = {dimension for question in questions for dimension in question.dimensions}
    assert asked == {dimension.id for dimension in maturity_model().dimensions}
    points = {point for question in questions for point in question.points_to}
    assert {"leader", "complementary", "state_needs"} <= points


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_stands_once_in_each_language_and_is_a_question_or_a_request(language: str) -> None:
    questions = {question.id: question for guide in shipped_guides().values() for question in guide.questions}
    texts = [question.text.text(language) for question in questions.values()]
    assert len(set(texts)) == len(texts)
    assert all(text[-1] in "?." for text in texts)


def test_a_question_of_no_sector_is_asked_in_all_and_one_of_a_sector_only_there() -> None:
    guides = read_guides({"questions": [QUESTION, QUESTION | {"id": "c", "sectors": ["city"]}]})
    assert [question.id for question in guides["city"].questions] == ["q", "c"]
    assert [question.id for question in guides["state"].questions] == ["q"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"sv": " "}, "evidence.guide.text"),
        ({"points_to": []}, "evidence.guide.points_to"),
        ({"points_to": ["weather"]}, "evidence.guide.points_to"),
        ({"sectors": ["church"]}, "evidence.unknown_value"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_its_file(row: dict[str, Any], code: str) -> None:
    with pytest.raises(Problem) as refused:
        read_guides({"questions": [QUESTION | row]}, file="own.toml")
    assert (refused.value.code, refused.value.place.file) == (code, "own.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_on_consent_tells_and_asks_in_every_language(language: str) -> None:
    for text in consent_texts().values():
        assert all(term.text(language).strip() for term in (*text.told, text.interview, text.recording, text.quotation))


def test_the_newest_version_is_asked_and_an_unknown_one_is_a_problem() -> None:
    assert consent_text() == consent_text(list(consent_texts())[-1])
    with pytest.raises(Problem, match="1812-1"):
        consent_text("1812-1")
