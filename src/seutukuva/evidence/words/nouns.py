"""Which lemmas of a dictionary are nouns, and how they stand at the head of a compound.

The dictionary tells no word classes; they are read off the forms that only a noun has: the Finnish weak stem with both
-n and -ssa (kaupungin, kaupungissa), the Swedish definite genitive (hamnens, flickans, bolagets).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seutukuva.base import Language
from seutukuva.evidence.words.parts import parts


def completed(language: Language, dictionary: Mapping[str, str]) -> dict[str, str]:
    """Return a dictionary with the forms that it lacks of nouns that end compounds."""
    added = {f"{noun}{ending}": noun for noun, endings in parts(language).also.items() for ending in endings}
    return {**dictionary, **added}


def nouns_of(language: Language, dictionary: Mapping[str, str]) -> set[str]:
    """Return the common nouns of a dictionary (form -> lemma) that can be parts of compounds."""
    found = _finnish_nouns(dictionary) if language == "fi" else _swedish_nouns(dictionary)
    found |= set(parts(language).also)
    return {noun for noun in found if noun.islower() and len(noun) >= 3 and noun not in parts(language).not_parts}


def heads_of(language: Language, dictionary: Mapping[str, str], nouns: set[str]) -> dict[str, str]:
    """Return what compounds begin with -> its lemma."""
    heads = {noun: noun for noun in nouns}
    others = _finnish_heads(dictionary, nouns) if language == "fi" else _swedish_heads(nouns)
    for head, lemma in others:
        if len(head) >= 3 and head not in parts(language).not_parts:
            heads.setdefault(head, lemma)
    return heads


def _finnish_nouns(dictionary: Mapping[str, str]) -> set[str]:
    return {lemma for _, lemma in _genitives(dictionary)}


def _genitives(dictionary: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for form, lemma in dictionary.items():
        stem = form[:-1]
        if form[-1] != "n" or not form[0].islower():
            continue
        if lemma not in (dictionary.get(f"{stem}ssa"), dictionary.get(f"{stem}ssä")):
            continue
        # tekemän, tekemässä: the participle of a verb, whose lemma ends otherwise
        if lemma[-1] in "aä" and stem[-2:] in ("ma", "mä", "va", "vä") and lemma[-2:] != stem[-2:]:
            continue
        yield form, lemma


def _finnish_heads(dictionary: Mapping[str, str], nouns: set[str]) -> Iterator[tuple[str, str]]:
    """Give the -nen words' -s form, then the genitives of both numbers."""
    for noun in nouns:
        if noun.endswith("nen"):
            yield f"{noun[:-3]}s", noun
    for form, lemma in _genitives(dictionary):
        if lemma in nouns:
            yield form, lemma
    for form, lemma in dictionary.items():
        if form.endswith(("ien", "jen", "ten", "den")) and lemma in nouns and form.islower():
            yield form, lemma


def _swedish_nouns(dictionary: Mapping[str, str]) -> set[str]:
    def definite(lemma: str) -> bool:
        stems = (lemma, f"{lemma[:-2]}{lemma[-1]}")  # mönster, mönstrets
        return any(dictionary.get(stem + ending) == lemma for stem in stems for ending in ("ens", "ets", "ns", "ts"))

    return {lemma for lemma in set(dictionary.values()) if len(lemma) >= 3 and definite(lemma)}


def _swedish_heads(nouns: set[str]) -> Iterator[tuple[str, str]]:
    """Give the forms with -s and those that lose or change the last vowel (skolklass, gatuplan, kvinnofrid)."""
    for noun in nouns:
        yield f"{noun}s", noun
        if noun[-1] == "a":
            for ending in ("", "u", "o", "e"):
                yield noun[:-1] + ending, noun
        if noun[-1] == "e":
            yield f"{noun[:-1]}s", noun
            yield noun[:-1], noun
