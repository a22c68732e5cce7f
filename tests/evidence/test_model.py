"""Sources, rated passages, and what a change of them means for the thread."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from seutukuva.base import Problem, content_hash
from seutukuva.evidence import (
    Passage,
    RatedPassage,
    Source,
    find_quote,
    passage_content,
    rating_content,
    reanchor,
    text_hash,
)

FACTS: dict[str, Any] = {
    "id": "K-04",
    "kind": "interview",
    "label": "konepajan toimitusjohtaja",
    "language": "fi",
    "date": "2026-01-16",
    "text": "V: Harjoittelijoita on käynyt. Tutkimusta ei ole.",
    "cluster": "K-04",
    "sector": "company",
}
SOURCE = Source(**FACTS)
PASSAGE = Passage(SOURCE.id, find_quote(SOURCE.text, "Tutkimusta ei ole."))
RATED = RatedPassage(PASSAGE, "education", 1, "medium", "analyst-a")


def test_a_rating_counts_with_its_sources_kind_and_cluster_and_the_coders_confidence() -> None:
    rating = RATED.rating(SOURCE, "urn:seutukuva:evidence:rating:1")
    assert (rating.level, rating.kind, rating.cluster) == (1, "interview", "K-04")
    assert 0 < rating.reliability < 1
    assert replace(RATED, confidence="high").rating(SOURCE).reliability == 1
    assert replace(RATED, level=None).rating(SOURCE).level is None


@pytest.mark.parametrize(("field", "value"), [("kind", "rumour"), ("language", "de"), ("sector", "press")])
def test_a_value_outside_its_list_is_refused_with_the_list(field: str, value: str) -> None:
    with pytest.raises(Problem, match=value) as caught:
        Source(**{**FACTS, field: value})
    assert caught.value.code == "evidence.unknown_value"


def test_a_source_without_text_is_refused() -> None:
    with pytest.raises(Problem, match="no text"):
        Source(**{**FACTS, "text": " \n"})


def test_a_confidence_outside_its_list_is_refused() -> None:
    with pytest.raises(Problem, match="certain"):
        RatedPassage(PASSAGE, "education", 1, cast(Any, "certain"), "analyst-a")


def test_a_moved_passage_is_the_same_evidence_and_changed_words_are_not() -> None:
    moved = reanchor(PASSAGE.anchor, "H: Entä oppilaitokset?\n\n" + SOURCE.text)
    assert moved is not None
    assert content_hash(passage_content(Passage("K-04", moved))) == content_hash(passage_content(PASSAGE))
    other = Passage("K-04", find_quote("Tutkimusta on.", "Tutkimusta on."))
    assert content_hash(passage_content(other)) != content_hash(passage_content(PASSAGE))


def test_another_level_is_another_rating() -> None:
    assert content_hash(rating_content(RATED)) != content_hash(rating_content(replace(RATED, level=2)))


def test_a_text_is_the_same_however_its_letters_are_composed() -> None:
    assert text_hash("Mänty") == text_hash("Ma\u0308nty")
    assert SOURCE.text_hash == text_hash(SOURCE.text)
