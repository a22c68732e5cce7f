"""Themes: passages that use the same words, grouped and named by the terms that set a group apart.

Method: non-negative factors of TF-IDF (Lee & Seung 1999) with a fixed start, so the same passages give the same themes;
each passage belongs to its strongest factor. Names by class-based TF-IDF (Grootendorst 2022), counted in passages: the
share of a theme's passages that have the term, weighed down by how many have it in all. Words alone do not meet across
languages: give passages of one language at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from seutukuva.evidence.suggestions.model import TERMS, Text, Tokenise, function_words

NAMED_BY: Final = 5
FEWEST: Final = 4  # passages
_LARGEST_NUMBER: Final = 12
_SHORTEST: Final = 3  # letters of a term
_COMMON: Final = 0.4  # of the passages: a term in more of them names nothing
_ROUNDS: Final = 400
_NEARLY: Final = 0.7


@dataclass(frozen=True)
class Theme:
    """A group of passages: the terms that name it, and its passages (places in the given texts), the clearest first.

    `weights` tell how clearly each passage belongs, 0-1 of the theme's clearest.
    """

    terms: tuple[str, ...]
    passages: tuple[int, ...]
    weights: tuple[float, ...]


def themes(texts: Sequence[Text], *, number: int = 0, tokenise: Tokenise = TERMS, seed: int = 1) -> tuple[Theme, ...]:
    """Return the themes of the texts, the largest first; `number` 0 takes about the root of half the texts, 2-12.

    Passages without a telling word, or without another that shares one, belong to no theme. Fewer than four passages
    have none.
    """
    words = [_telling(text, tokenise) for text in texts]
    shared = _shared(words)
    kept = [i for i, own in enumerate(words) if any(word in shared for word in own)]
    if len(kept) < FEWEST:
        return ()
    wanted = number or min(_LARGEST_NUMBER, max(2, round((len(kept) / 2) ** 0.5)))
    strength = _factors([[w for w in words[i] if w in shared] for i in kept], min(wanted, len(kept) - 1), seed)
    group = strength.argmax(axis=1)
    found: list[Theme] = []
    every = Counter(word for i in kept for word in set(words[i]))
    for theme in range(strength.shape[1]):
        members = [place for place in np.argsort(-strength[:, theme], kind="stable") if group[place] == theme]
        if members and strength[members[0], theme] > 0:
            share = strength[members, theme] / strength[members[0], theme]
            own = Counter(word for place in members for word in set(words[kept[place]]))
            terms = _name(own, every, len(kept) / len(members))
            found.append(Theme(terms, tuple(kept[place] for place in members), tuple(float(s) for s in share)))
    return tuple(sorted(found, key=lambda theme: (-len(theme.passages), theme.passages)))


def _telling(text: Text, tokenise: Tokenise) -> list[str]:
    plain = function_words(text.language)
    return [t for t in tokenise(text.text, text.language) if len(t) >= _SHORTEST and t not in plain and t.isalpha()]


def _shared(words: Sequence[Sequence[str]]) -> set[str]:
    """Return the terms that stand in two passages or more, but not in nearly half of them."""
    within = Counter(word for own in words for word in set(own))
    most = max(2.0, _COMMON * len(words))
    return {word for word, passages in within.items() if 2 <= passages <= most}


def _factors(words: Sequence[Sequence[str]], number: int, seed: int) -> npt.NDArray[np.float64]:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    numbers = TfidfVectorizer(analyzer=list, sublinear_tf=True).fit_transform(words)
    start = "nndsvda" if number <= min(numbers.shape) else "random"
    factors = NMF(n_components=number, init=start, max_iter=_ROUNDS, tol=1e-3, random_state=seed)
    return np.asarray(factors.fit_transform(numbers), dtype=np.float64)


def _name(own: Counter[str], every: Counter[str], apart: float) -> tuple[str, ...]:
    """Return the terms of a theme; `apart` is how many times more passages there are in all than in the theme."""
    scores = {word: times * np.log1p(apart * times / every[word]) for word, times in own.items()}
    repeated = {word for word, times in own.items() if times > 1}
    chosen: list[str] = []
    for part in sorted(repeated or scores, key=lambda w: (-scores[w], w)):
        # A compound and its part say the same: one is enough, the whole where it is nearly as telling.
        wholes = [w for w in scores if part in w and len(w) >= len(part) + _SHORTEST]
        word = max((w for w in wholes if scores[w] >= _NEARLY * scores[part]), key=len, default=part)
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
        if len(chosen) == NAMED_BY:
            break
    return tuple(chosen)
