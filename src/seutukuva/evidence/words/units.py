"""Cut a text into the units that a search finds: paragraphs and turns of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_BLANK: Final = re.compile(r"\n[^\S\n]*\n\s*")
_LINE: Final = re.compile(r"\n+")
_TURN: Final = re.compile(r"\n(?=[^\s:][^\n:]{0,40}:\s)")
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_LONGEST: Final = 1_200  # code points: a hit of more is no longer read at a glance


class Unit(NamedTuple):
    """A stretch [start, end) of a text in code points."""

    start: int
    end: int


def units(text: str) -> list[Unit]:
    """Return the units of a text in order, without white space at their ends.

    A unit is a paragraph (between blank lines; a line where the text has no blank line) or, within one, a turn (a line
    that begins with a speaker and a colon). What is longer than 1,200 code points is cut at the ends of sentences.
    """
    paragraph = _BLANK if _BLANK.search(text.strip()) else _LINE
    found = []
    for whole in _cut(text, Unit(0, len(text)), paragraph):
        for turn in _cut(text, whole, _TURN):
            found += _shortened(text, turn)
    return found


def _cut(text: str, within: Unit, at: re.Pattern[str]) -> Iterator[Unit]:
    """Give the pieces of a stretch between the matches, stripped, without empty ones."""
    begin = within.start
    for match in at.finditer(text, within.start, within.end):
        yield from _stripped(text, begin, match.start())
        begin = match.end()
    yield from _stripped(text, begin, within.end)


def _stripped(text: str, start: int, end: int) -> Iterator[Unit]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if start < end:
        yield Unit(start, end)


def _shortened(text: str, unit: Unit) -> list[Unit]:
    if unit.end - unit.start <= _LONGEST:
        return [unit]
    found: list[Unit] = []
    for sentence in _cut(text, unit, _SENTENCE):
        if found and sentence.end - found[-1].start <= _LONGEST:
            found[-1] = Unit(found[-1].start, sentence.end)
        else:
            found.append(sentence)
    return found
