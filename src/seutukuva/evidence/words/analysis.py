"""Read a text word by word: lemma and parts of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DictionaryFactory

from seutukuva.base import Language
from seutukuva.evidence.words.compounds import inner, split
from seutukuva.evidence.words.lexicon import lexicon
from seutukuva.evidence.words.parts import shared
from seutukuva.evidence.words.voikko import voikko_words

_RUN: Final = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
WORD: Final = re.compile(rf"{_RUN}(?:[\u00ad’':-]\u00ad?{_RUN})*")
_SHARED: Final = 0.6  # of a guessed lemma's form: a guess that shares less with it has cut a whole word off
_CLITICS: Final = ("kaan", "kään", "kin", "han", "hän", "ko", "kö", "pa", "pä")


class Word(NamedTuple):
    """A word of a text: [start, end) in code points, its lemma, and the lemmas of its parts when it is a compound."""

    start: int
    end: int
    lemma: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What a form can be: its lemmas (the likeliest first; names with a capital) and the parts of the compound."""

    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()


def lemmas(text: str, language: Language) -> list[Word]:
    """Return the words of a text with their lemmas and compound parts.

    The dictionary is simplemma's; what it does not have is split into known words, and guessed at last. Voikko adds its
    lemmas and parts in Finnish where it is installed.
    """
    found = []
    for match in WORD.finditer(text):
        reading = read(match[0], language)
        found.append(Word(match.start(), match.end(), reading.lemmas[0], reading.parts))
    return found


def read(form: str, language: Language) -> Reading:
    """Return what a word as it stands in a text can be."""
    return _read(unicodedata.normalize("NFC", form.replace("\u00ad", "")), language)


@lru_cache(maxsize=200_000)
def _read(form: str, language: Language) -> Reading:
    if ":" in form:  # EU:n, AMK:ssa
        form = form.split(":", maxsplit=1)[0]
    if language == "en" and form[-2:] in ("’s", "'s"):
        form = form[:-2]
    lower = form.lower()
    if form.isdigit():
        return Reading((form,))
    known = lexicon(language).lemmas(lower)
    if not known and "-" in form.strip("-"):
        return _hyphened(form, language)
    reading = _known(known, language) if known else _unknown(form, language)
    if form[0].islower():  # a name has its capital
        lowered = tuple(lemma.lower() for lemma in reading.lemmas)
        reading = Reading(tuple(dict.fromkeys(lowered)), reading.parts)
    else:
        named = sorted(reading.lemmas, key=lambda lemma: not lemma[:1].isupper())
        reading = Reading(tuple(named), reading.parts)
    return _with_voikko(form, reading) if language == "fi" else reading


def _known(lemmas: tuple[str, ...], language: Language) -> Reading:
    within = [inner(lemma.lower(), language) for lemma in lemmas]
    parts = [part for compound in within if compound is not None for part in compound.parts]
    return Reading(lemmas, tuple(dict.fromkeys(parts)))


def _unknown(form: str, language: Language) -> Reading:
    """Return a form that the dictionary has not: a compound, one with a clitic, or a guess from its ending."""
    lower = form.lower()
    compound = split(lower, language)
    for clitic in _CLITICS if language == "fi" and compound is None else ():
        bare = lower.removesuffix(clitic)
        if bare != lower and len(bare) > 3:
            known = lexicon(language).lemmas(bare)
            if known:
                return _known(known, language)
            compound = compound or split(bare, language)
    if compound is not None:
        lemma = compound.lemma if form[0].islower() else compound.lemma.capitalize()
        return Reading((lemma,), compound.parts)
    guess = _guesser().lemmatize(form, lang=language)
    if WORD.fullmatch(guess) and shared(lower, guess.lower()) >= _SHARED * len(lower):
        return Reading((guess,))
    return Reading((form,))


def _hyphened(form: str, language: Language) -> Reading:
    """Return a word with hyphens: the last part is inflected, all are parts (Nokia-vetoisessa, rdi-samarbetet)."""
    *heads, tail = [part for part in form.split("-") if part]
    last = read(tail, language)
    parts: list[str] = []
    for head in heads:
        reading = read(head, language)
        parts += [lemma.lower() for lemma in reading.lemmas] + list(reading.parts)
    parts += [lemma.lower() for lemma in last.lemmas] + list(last.parts)
    return Reading(("-".join([*heads, last.lemmas[0]]),), tuple(dict.fromkeys(parts)))


def _with_voikko(form: str, reading: Reading) -> Reading:
    bases, parts = voikko_words(form)
    if not bases:
        return reading
    return Reading(tuple(dict.fromkeys((*reading.lemmas, *bases))), tuple(dict.fromkeys((*reading.parts, *parts))))


class _Forms(Mapping[str, str]):
    """The lexicon as simplemma reads a dictionary, so that its rules work without a second copy in memory."""

    def __init__(self, language: Language) -> None:
        self._words = lexicon(language)

    def __getitem__(self, form: str) -> str:
        capital = form[:1].isupper()
        for lemma in self._words.lemmas(form.lower()):
            if lemma[:1].isupper() == capital:
                return lemma
        raise KeyError(form)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Factory(DictionaryFactory):
    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        return _forms(lang)


@cache
def _forms(language: Language) -> Mapping[str, str]:
    return _Forms(language)


@cache
def _guesser() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_Factory()))
