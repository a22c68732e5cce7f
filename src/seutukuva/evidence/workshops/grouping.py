"""Suggested groups of cards: cards that share telling words.

Method: TF-IDF over lemmas and compound parts, cosine similarity, average linkage (Sokal & Michener 1958), cut where
two groups share too little. The same cards give the same groups. Words do not meet across languages: a group is of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from seutukuva.base import LANGUAGES, Language
from seutukuva.evidence.suggestions import TERMS, Tokenise
from seutukuva.evidence.suggestions.model import function_words
from seutukuva.evidence.workshops.model import Card

FARTHEST: Final = 0.88  # cosine distance at which groups are no longer joined: cards are short, one shared word is much
_SHORTEST: Final = 3  # letters of a term
_NAMED_BY: Final = 2  # terms


@dataclass(frozen=True)
class GroupSuggestion:
    """Cards that could be one group, and the words that they share, the most shared first."""

    cards: tuple[str, ...]
    terms: tuple[str, ...]


def suggested_groups(cards: Sequence[Card], *, tokenise: Tokenise = TERMS) -> tuple[GroupSuggestion, ...]:
    """Return groups of two cards or more, the largest first; a card that shares no telling word is in none."""
    found = [group for language in LANGUAGES for group in _of_language(cards, language, tokenise)]
    return tuple(sorted(found, key=lambda group: -len(group.cards)))


def _of_language(cards: Sequence[Card], language: Language, tokenise: Tokenise) -> list[GroupSuggestion]:
    plain = function_words(language)
    own = [card for card in cards if card.language == language]
    words = [
        [t for t in tokenise(card.text, language) if len(t) >= _SHORTEST and t not in plain and t.isalpha()]
        for card in own
    ]
    within = Counter(word for told in words for word in set(told))
    kept = [n for n, told in enumerate(words) if any(within[word] > 1 for word in told)]
    if len(kept) < 2:
        return []
    labels = _labels([[word for word in words[n] if within[word] > 1] for n in kept])
    members = [[kept[place] for place in np.flatnonzero(labels == label)] for label in dict.fromkeys(labels.tolist())]
    return [
        GroupSuggestion(tuple(own[n].id for n in group), _shared([words[n] for n in group]))
        for group in members
        if len(group) > 1
    ]


def _labels(words: Sequence[Sequence[str]]) -> npt.NDArray[np.int64]:
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(analyzer=list).fit_transform(words)
    distances = np.clip(1 - (weights @ weights.T).toarray(), 0, None)
    # Rounding keeps the order of joining the same on every machine.
    joined = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=FARTHEST
    )
    return np.asarray(joined.fit_predict(np.round(distances, 9)), dtype=np.int64)


def _shared(words: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the words that most cards of a group share; of a compound and its part the one that more have."""
    within = Counter(word for told in words for word in set(told))
    chosen: list[str] = []
    for word, cards in sorted(within.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0])):
        if cards > 1 and not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return tuple(chosen[:_NAMED_BY])
