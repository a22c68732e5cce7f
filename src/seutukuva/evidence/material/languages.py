"""Which of the three languages a text is in, told by its most common words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from seutukuva.base import Language

_WORDS: Final = re.compile(r"[^\W\d_]+")
_READ: Final = 200_000  # characters: more tell nothing more
_LEAST: Final = 2
_CLEARLY: Final = 1.5

_TEXTS: Final[dict[Language, str]] = {
    "fi": (
        "ja on ei että se oli niin kun mutta myös ovat joka mitä tai ole sitten me he kuin siitä tämä meillä "
        "kyllä sen jos nyt vielä olla aika hyvin paljon mukaan kanssa meidän voi pitää sitä mikä miten olemme "
        "niitä siellä täällä ollut minä mun mä sä nää ne hän tässä olisi koska joo eli"
    ),
    "sv": (
        "och det att är inte en som på för med har till den av vi men om ett jag de så var kan också när från "
        "nu finns eller vad då här där mycket skulle måste våra vår oss hur sig man bara ska blir ja nej"
    ),
    "en": (
        "the and to of is that in it we have not are for with this they but was on be what there as our so "
        "you has would from at which or been their about if very how can do because will an"
    ),
}
_COMMON: Final = {language: frozenset(words.split()) for language, words in _TEXTS.items()}


def language_of(text: str) -> Language | None:
    """Return the language of a text; None when its words do not tell it clearly."""
    counts = Counter(_WORDS.findall(text[:_READ].lower()))
    hits = {language: sum(counts[word] for word in words) for language, words in _COMMON.items()}
    first, second = sorted(hits, key=lambda language: -hits[language])[:2]
    return first if hits[first] >= max(_LEAST, _CLEARLY * hits[second]) else None
