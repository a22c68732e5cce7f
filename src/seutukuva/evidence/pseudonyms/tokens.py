"""The words of a text as names are looked for in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from seutukuva.base import Language
from seutukuva.evidence.words import lemmas, read

_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…:]|[\n”\"–•(])[\s”\"–•(-]*$")
_ENDINGS: Final = """
n a ä ta tä aa ää lle lla llä lta ltä ssa ssä sta stä on an en in än ön un yn iin hin ksi na nä kin ia iä ille illa illä
ilta iltä issa issä ista istä iksi ina inä s :n :lle :lla :ssa :sta :t
"""
_CASES: Final = frozenset(_ENDINGS.split()) | {""}


@dataclass(frozen=True)
class Token:
    """A word: where it stands, how it is written, what it can be, whether a sentence begins with it."""

    start: int
    end: int
    text: str
    lemma: str
    readings: tuple[str, ...]
    first: bool

    @property
    def capital(self) -> bool:
        """Tell whether it is written as a name: with a capital, and not as an abbreviation."""
        return self.text[0].isupper() and not (self.text.split(":")[0].isupper() and len(self.text) > 1)

    @property
    def common(self) -> bool:
        """Tell whether it can be a common word."""
        return any(reading.islower() for reading in self.readings)


def tokens(text: str, language: Language) -> list[Token]:
    """Return the words of a text in order."""
    found = []
    for word in lemmas(text, language):
        form = text[word.start : word.end]
        # A word with a capital is read as if it had none too: that is how a common word is told from a name.
        readings = read(form, language).lemmas
        if form[0].isupper() and not readings[0].islower():
            bare = read(form[0].lower() + form[1:], language).lemmas
            known = [one for one in readings if one.islower()]
            readings = (*readings, *(one for one in bare if one in known))
        first = bool(_SENTENCE_END.search(text[max(0, word.start - 12) : word.start])) or word.start == 0
        found.append(Token(word.start, word.end, form, readings[0], readings, first))
    return found


def is_form_of(token: Token, name: str) -> bool:
    """Tell whether a word is a form of a name: by its lemma, or by the endings that names take."""
    wanted, form = name.casefold(), token.text.casefold()
    if form == wanted or any(reading.casefold() == wanted for reading in token.readings):
        return True
    stems = [f"{wanted[:-3]}s"] if wanted.endswith("nen") and len(wanted) > 4 else [wanted, *_weak(wanted)]
    return any(form.startswith(stem) and form[len(stem) :] in _cases(stem, wanted) for stem in stems)


def _cases(stem: str, name: str) -> frozenset[str]:
    return _CASES | {"en", "een", "elle", "ella", "ellä", "elta", "eltä", "essa", "essä", "esta", "estä", "eksi"} - (
        {""} if stem != name else set()
    )


def _weak(name: str) -> Sequence[str]:
    """Return a name's stem in the weak grade: Pekka, Peka-; Matti, Mati-; Antti, Anti-; Lahti, Lahde-."""
    for strong, weak in (("kk", "k"), ("tt", "t"), ("pp", "p")):
        if name[-3:-1] == strong:
            return (f"{name[:-3]}{weak}{name[-1]}",)
    for strong, weak in (("ht", "hd"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("nk", "ng"), ("mp", "mm")):
        if name[-3:-1] == strong:
            return (f"{name[:-3]}{weak}{name[-1]}", f"{name[:-3]}{weak}e")
    return ()
