"""The dictionary of a language, with what is needed to split compounds.

simplemma's dictionary (form -> lemma) is read once, its forms are put in lower case, and what a compound can begin and
end with is derived from it: a *head* is a noun as it stands before another (oppilaitos-, kaupungin-, kehittämis-;
samarbets-, skol-), a *tail* a noun that ends compounds. How many words of the dictionary begin or end so tells a real
part from a chance likeness. The result is kept as a trie that all processes map into memory together: 3.5 million
Finnish forms in 18 MB instead of 340 MB in each process.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import marisa_trie
import simplemma
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from seutukuva.base import LANGUAGES, Language
from seutukuva.base.store import var_directory
from seutukuva.evidence.words.nouns import completed, heads_of, nouns_of
from seutukuva.evidence.words.parts import parts

_MADE_AS: Final = 1  # raised whenever what the trie holds changes
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LEMMA, _HEAD, _TAIL = b"=", b"<", b">"
# A part of n letters counts when at least so many words of the dictionary begin (end) with it; longer ones always.
_HEAD_USE: Final = {3: 15, 4: 5, 5: 2}
_TAIL_USE: Final = {3: 6, 4: 8, 5: 3}


class Lexicon:
    """What is known of the forms of a language; all forms in lower case."""

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self._trie = trie

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Return the lemmas of a form, names with their capital; the form itself first where it is one."""
        found = [value[1:].decode() for value in self._trie.get(form, ()) if value[:1] == _LEMMA]
        return tuple(sorted(found, key=lambda lemma: (lemma.lower() != form, lemma[:1].isupper())))

    def head(self, form: str) -> str | None:
        """Return the lemma that a form stands for at the head of a compound; None when it does not."""
        return next((value[1:].decode() for value in self._trie.get(form, ()) if value[:1] == _HEAD), None)

    def is_tail(self, lemma: str) -> bool:
        """Tell whether compounds end with a noun."""
        return any(value == _TAIL for value in self._trie.get(lemma, ()))


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the lexicon of a language; the first time on a machine it is built, which takes some seconds."""
    path = _file(language)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            pass
        built(language, DefaultDictionaryFactory().get_dictionary(language)).save(part.name)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    trie = marisa_trie.BytesTrie()
    trie.mmap(str(path))
    return Lexicon(trie)


def prepare() -> None:
    """Build the lexicons that are not there yet, so that nobody waits for them later."""
    for language in LANGUAGES:
        lexicon(language)


def are_prepared() -> bool:
    """Tell whether every lexicon is there."""
    return all(_file(language).exists() for language in LANGUAGES)


def _file(language: Language) -> Path:
    return directory() / f"{language}-{simplemma.__version__}-{_MADE_AS}.trie"


def directory() -> Path:
    """Return where built lexicons lie: the environment's SEUTUKUVA_WORDS, or `words` in the working directory."""
    given = os.environ.get("SEUTUKUVA_WORDS")
    return Path(given) if given else var_directory() / "words"


def built(language: Language, dictionary: Mapping[str, str]) -> marisa_trie.BytesTrie:
    """Return the trie of a dictionary form -> lemma."""
    clean = {form: lemma for form, lemma in dictionary.items() if _is_word(form) and _is_word(lemma)}
    full = completed(language, clean)
    return marisa_trie.BytesTrie(_entries(full, *_parts(language, full)))


def _is_word(text: str) -> bool:
    # Nearly all are plain letters: the quick question first.
    return text.isalpha() or _LETTERS.fullmatch(text) is not None


def _entries(dictionary: Mapping[str, str], heads: Mapping[str, str], tails: set[str]) -> Iterator[tuple[str, bytes]]:
    for form, lemma in dictionary.items():
        yield form.lower(), _LEMMA + lemma.encode()
    # The dictionary has one lemma for a form ("työ" as a form of "sinä"); a lemma is always one of its own.
    for lemma in set(dictionary.values()):
        if dictionary.get(lemma) != lemma:
            yield lemma.lower(), _LEMMA + lemma.encode()
    for form, lemma in heads.items():
        yield form, _HEAD + lemma.encode()
    for lemma in tails:
        yield lemma, _TAIL


def _parts(language: Language, dictionary: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """Return the heads with their lemmas and the tails that are used often enough to be believed."""
    if language == "en":
        return {}, set()
    nouns = nouns_of(language, dictionary)
    heads = heads_of(language, dictionary, nouns)
    head_use: Counter[str] = Counter()
    tail_use: Counter[str] = Counter()
    for noun in nouns:
        for cut in range(3, len(noun) - 2):
            if noun[:cut] in heads and noun[cut:] in nouns:
                head_use[noun[:cut]] += 1
                tail_use[noun[cut:]] += 1
    believed = {head: lemma for head, lemma in heads.items() if head_use[head] >= _HEAD_USE.get(len(head), 0)}
    tails = {noun for noun in nouns if tail_use[noun] >= _TAIL_USE.get(len(noun), 0)}
    return believed, tails | set(parts(language).also)
