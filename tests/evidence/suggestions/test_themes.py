"""Passages that speak of the same are one theme, named by its words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Language
from seutukuva.evidence.suggestions import Text, Theme, themes
from seutukuva.evidence.suggestions.model import function_words
from tests.evidence.suggestions.made import SUBJECTS, passage, split

SAID = [
    Text(passage(np.random.default_rng(i * 10 + j), subject, own=4))
    for i in range(12)
    for j, subject in enumerate(SUBJECTS)
]


def found(number: int = 3) -> tuple[Theme, ...]:
    return themes(SAID, number=number, tokenise=split)


def test_passages_of_one_subject_are_one_theme() -> None:
    for theme in found():
        subjects = [place % len(SUBJECTS) for place in theme.passages]
        commonest = max(set(subjects), key=subjects.count)
        assert subjects.count(commonest) >= 0.8 * len(subjects)


def test_a_theme_is_named_by_words_of_its_subject_and_not_by_small_words() -> None:
    named = [set(theme.terms) for theme in found()]
    for own in SUBJECTS.values():
        assert any(len(terms & set(own.split())) >= 3 for terms in named)
    assert not any(terms & {"olla", "kun", "tämä", "asia"} for terms in named)


def test_the_largest_theme_and_its_clearest_passage_stand_first() -> None:
    sizes = [len(theme.passages) for theme in found()]
    assert sizes == sorted(sizes, reverse=True)
    for theme in found():
        assert theme.weights[0] == 1
        assert list(theme.weights) == sorted(theme.weights, reverse=True)


def test_the_same_passages_give_the_same_themes() -> None:
    assert found() == found()
    assert themes(SAID, tokenise=split) == themes(SAID, tokenise=split)
    assert 2 <= len(themes(SAID, tokenise=split)) <= 12


def test_compounds_and_their_parts_do_not_name_a_theme_twice() -> None:
    said = ["Oppilaitosyhteistyö on tärkeää.", "Oppilaitos tekee yhteistyötä.", "Oppilaitosten yhteistyö kasvaa."]
    other = ["Satama tarvitsee laiturin.", "Satamassa on laituri.", "Uusi laituri satamaan."]
    for theme in themes([Text(s) for s in said + other], number=2):
        assert not any(a != b and a in b for a in theme.terms for b in theme.terms)


@pytest.mark.parametrize(
    "texts", [[], ["pankki laina"] * 3, ["me olla"] * 9, ["yksi", "kaksi", "kolmas", "sana", "muu"]]
)
def test_too_little_text_has_no_themes(texts: list[str]) -> None:
    assert themes([Text(text) for text in texts], tokenise=split) == ()


@given(
    st.lists(st.lists(st.sampled_from(["satama", "laituri", "pankki", "laina", "opisto"]), max_size=5), max_size=14),
    st.integers(0, 9),
)
@settings(deadline=None, max_examples=40)
def test_a_passage_is_in_one_theme_at_most(said: list[list[str]], number: int) -> None:
    told = themes([Text(" ".join(words)) for words in said], number=number, tokenise=split)
    places = [place for theme in told for place in theme.passages]
    assert len(places) == len(set(places))
    assert all(theme.terms and theme.passages for theme in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_words_are_known_in_every_language(language: Language) -> None:
    assert len(function_words(language)) > 100
    known = {"fi": "olla", "sv": "och", "en": "the"}
    assert known[language] in function_words(language)
