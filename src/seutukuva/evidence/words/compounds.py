"""Split a compound into the words it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from seutukuva.base import Language
from seutukuva.evidence.words.lexicon import lexicon
from seutukuva.evidence.words.parts import parts

_SHORTEST: Final = 4
_LONGEST: Final = 60  # no word is longer; what is, is an address or noise


@dataclass(frozen=True)
class Segment:
    """A piece of a compound as it stands there, and its lemma; a prefix has none."""

    text: str
    lemma: str


@dataclass(frozen=True)
class Compound:
    """A compound as its segments."""

    segments: tuple[Segment, ...]

    @property
    def lemma(self) -> str:
        """Return the lemma of the whole: only its last segment is inflected."""
        return _joined(self.segments)

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the lemmas of all words within it, single and joined: seutukaupunki, ohjelma, seutu, kaupunki."""
        count = len(self.segments)
        spans = [(i, j) for length in range(count - 1, 0, -1) for i in range(count - length + 1) for j in (i + length,)]
        words = [_joined(self.segments[i:j]) for i, j in spans if self.segments[j - 1].lemma]
        return tuple(dict.fromkeys(words))


@lru_cache(maxsize=100_000)
def split(form: str, language: Language) -> Compound | None:
    """Return an unknown form (lower case) as a compound of known words, or None.

    Of several ways to split it in two the most even one is taken; three parts are tried where two do not do.
    """
    if not 7 <= len(form) <= _LONGEST or language == "en":
        return None
    words = lexicon(language)
    best: tuple[int, tuple[Segment, ...]] | None = None
    for cut in range(3, len(form) - 2):
        head = _head(form[:cut], language)
        for lemma in words.lemmas(form[cut:]) if head else ():
            evenness = min(cut, len(lemma))
            if _tail(lemma, language) and (best is None or evenness > best[0]):
                best = evenness, (*head, *_within(form[cut:], lemma.lower(), language))
    return Compound(best[1]) if best else _in_three(form, language)


def _in_three(form: str, language: Language) -> Compound | None:
    for cut in range(len(form) - 7, 2, -1):
        head = _head(form[:cut], language)
        rest = split(form[cut:], language) if head else None
        if rest is not None:
            return Compound((*head, *rest.segments))
    return None


@lru_cache(maxsize=100_000)
def inner(lemma: str, language: Language) -> Compound | None:
    """Return a word that the dictionary has as a compound (työvoimapula: työvoima, pula); None where it is one word.

    Both parts must be words of four letters at least: a short likeness at either end of a whole word is mostly chance.
    """
    if len(lemma) < 2 * _SHORTEST or language == "en":
        return None
    best: tuple[int, tuple[Segment, ...]] | None = None
    for cut in range(_SHORTEST, len(lemma) - _SHORTEST + 1):
        head, tail = lexicon(language).head(lemma[:cut]), lemma[cut:]
        if head is not None and lexicon(language).is_tail(tail) and (best is None or min(cut, len(tail)) > best[0]):
            segments = (*_within(lemma[:cut], head, language), *_within(tail, tail, language))
            best = min(cut, len(tail)), segments
    return Compound(best[1]) if best else None


def _head(text: str, language: Language) -> tuple[Segment, ...]:
    """Return the segments of a head; nothing when it is neither a prefix nor the head of compounds."""
    if text in parts(language).prefixes:
        return (Segment(text, ""),)
    lemma = lexicon(language).head(text)
    return () if lemma is None else _within(text, lemma, language)


def _within(text: str, lemma: str, language: Language) -> tuple[Segment, ...]:
    """Return the segments of a part, which can be a compound itself."""
    compound = inner(lemma, language)
    if compound is None:
        return (Segment(text, lemma),)
    *first, last = compound.segments
    begin = sum(len(segment.text) for segment in first)
    return (*first, Segment(text[begin:], last.lemma))


def _tail(lemma: str, language: Language) -> bool:
    if len(lemma) < _SHORTEST:
        return lemma in parts(language).short_tails
    return lexicon(language).is_tail(lemma.lower())


def _joined(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments[:-1]) + segments[-1].lemma
