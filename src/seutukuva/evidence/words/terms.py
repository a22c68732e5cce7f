"""The terms that a text is indexed under, and those that a query asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from seutukuva.base import LANGUAGES, Language
from seutukuva.evidence.words.analysis import WORD, read
from seutukuva.evidence.words.lexicon import lexicon
from seutukuva.evidence.words.parts import shared

_TOKEN: Final = re.compile(rf"{WORD.pattern}\*?")
_NEAR: Final = 0.75  # of the longer word's letters
_MOST_TERMS: Final = 16  # more words than this ask for nothing that fewer do not


@dataclass(frozen=True)
class QueryTerm:
    """A word of a query: any of its readings does. `prefix` for a word that ends in an asterisk (yhteis*)."""

    word: str
    readings: tuple[str, ...]
    prefix: bool = False


def index_terms(text: str, language: Language) -> list[str]:
    """Return the terms of a text in its order, lower case: the lemmas and the compound parts of every word."""
    return [term for match in WORD.finditer(text) for term in terms_of(match[0], language)]


def terms_of(form: str, language: Language) -> tuple[str, ...]:
    """Return the terms of one word as it stands in a text."""
    reading = read(form, language)
    return tuple(dict.fromkeys([*(lemma.lower() for lemma in reading.lemmas), *reading.parts]))


def query_terms(query: str, language: Language | None = None) -> list[QueryTerm]:
    """Return what a query asks for, word by word; `language` None reads it in all three.

    A word that is a lemma asks for that lemma and its near kin (palvelut: palvelu), not for what else it can be a form
    of (työ: sinä); an inflected word asks for all that it can be. A compound asks for itself, not for its parts.
    """
    languages = LANGUAGES if language is None else (language,)
    return [_asked(match[0], languages) for match in list(_TOKEN.finditer(query))[:_MOST_TERMS]]


def _asked(token: str, languages: tuple[Language, ...]) -> QueryTerm:
    if token.endswith("*"):
        return QueryTerm(token, (token[:-1].lower(),), prefix=True)
    lower = token.lower()
    readings: dict[str, None] = {}
    for language in languages:
        lemmas = [lemma.lower() for lemma in read(token, language).lemmas]
        if lower in (lemma.lower() for lemma in lexicon(language).lemmas(lower)):
            lemmas = [lower, *(lemma for lemma in lemmas if _near(lemma, lower))]
        readings |= dict.fromkeys(lemmas)
    return QueryTerm(token, tuple(readings))


def _near(lemma: str, form: str) -> bool:
    return shared(lemma, form) >= _NEAR * max(len(lemma), len(form))
