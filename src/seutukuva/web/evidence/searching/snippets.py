"""The words of a hit with those asked for marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seutukuva.base import Language
from seutukuva.evidence.words import QueryTerm, lemmas, terms_of

_LONGEST = 420  # code points shown; a unit is shown whole when it is not longer
_BEFORE = 120


@dataclass(frozen=True)
class Piece:
    """A run of a snippet; `marked` where it is a word that was asked for."""

    text: str
    marked: bool = False


def snippet(text: str, language: Language, asked: Sequence[QueryTerm]) -> list[Piece]:
    """Return a unit's text round its first marked word, cut at white space, as runs."""
    spans = [(w.start, w.end) for w in lemmas(text, language) if _is_asked(text[w.start : w.end], language, asked)]
    begin, end = _window(text, spans[0][0] if spans else 0)
    pieces = [Piece("… ")] if begin > 0 else []
    at = begin
    for start, stop in spans:
        if begin <= start and stop <= end:
            pieces += [Piece(text[at:start])] if start > at else []
            pieces.append(Piece(text[start:stop], marked=True))
            at = stop
    pieces += [Piece(text[at:end])] if at < end else []
    return [*pieces, Piece(" …")] if end < len(text) else pieces


def _is_asked(word: str, language: Language, asked: Sequence[QueryTerm]) -> bool:
    terms = terms_of(word, language)
    return any(
        any(found.startswith(reading) if term.prefix else found == reading for found in terms)
        for term in asked
        for reading in term.readings
    )


def _window(text: str, first: int) -> tuple[int, int]:
    if len(text) <= _LONGEST:
        return 0, len(text)
    begin = min(max(0, first - _BEFORE), len(text) - _LONGEST)
    if begin > 0:
        begin = text.find(" ", begin, first) + 1 or begin
    end = min(len(text), begin + _LONGEST)
    if end < len(text):
        end = max(text.rfind(" ", first + 1, end), begin + _LONGEST // 2)
    return begin, end
