"""Who speaks: names before a colon, and the headings of meeting programs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from seutukuva.evidence.material.model import Turn
from seutukuva.evidence.material.variables import labels_in_head

_LONGEST: Final = 60
_MOST_WORDS: Final = 5
_TIME: Final = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_COLON: Final = re.compile(
    rf"(?:[-–]\s+|>>\s*)?(?:[\[(]?{_TIME}[\])]?\s+)?\[?(?P<name>[^\W\d_][^:\n\[\]|?!]{{0,{_LONGEST - 1}}}?)\]?"
    rf"(?:\s*[\[(]{_TIME}[\])])?\s*:(?=\s|$)\s*"
)
_HEADING: Final = re.compile(rf"(?P<name>[^\W\d_][^:\n|]{{0,{_LONGEST - 1}}}?)(?:\s{{2,}}|\t\s*){_TIME}\s*")
_PARTICLES: Final = frozenset(("von", "af", "de", "van", "der", "la", "den", "da", "di"))
_SENTENCE_END: Final = r"(?<=[.!?…]\s)"
_USUAL: Final = 0.5
_ABBREVIATION: Final = 5


def name_before_colon(line: str) -> tuple[str, int] | None:
    """Return the name that a line begins with and where its words begin; None when it begins with no name."""
    match = _COLON.match(line)
    if match is None or not _is_name(match["name"]):
        return None
    return " ".join(match["name"].split()), match.end()


def speakers_of(lines: Sequence[str]) -> frozenset[str]:
    """Return the names before colons that are speakers: all where most lines begin with one, else the repeated ones.

    "Tavoite:" once in a report is no speaker; "Anna:" and "Pekka:" once each in a text of two lines are.
    """
    told = [line for line in lines if line.strip()]
    names = Counter(found[0] for line in told if (found := name_before_colon(line)))
    usual = sum(names.values()) >= _USUAL * len(told)
    return frozenset(name for name, times in names.items() if usual or times > 1)


def cut_at_names(line: str, names: Collection[str]) -> Iterator[str]:
    """Yield the parts of a line in which a known name begins to speak after a sentence has ended."""
    if not names:
        yield line
        return
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    yield from (part for part in re.split(rf"{_SENTENCE_END}(?=(?:{listed})\s*:\s)", line) if part.strip())


def turns_of(text: str) -> tuple[Turn, ...]:
    """Return the turns of a text whose lines begin with "Name:", or whose paragraphs stand under "Name   0:03"."""
    lines = _placed(text)
    headings = [(at, match["name"].strip()) for at, line in lines if (match := _heading(line))]
    if headings:
        return _until_next(text, headings)
    labels = labels_in_head(text)
    lines = [(at, line) for at, line in lines if (found := name_before_colon(line)) is None or found[0] not in labels]
    names = speakers_of([line for _at, line in lines])
    begun = [(at, found[0]) for at, line in lines if (found := name_before_colon(line)) and found[0] in names]
    return _until_next(text, begun)


def _placed(text: str) -> list[tuple[int, str]]:
    placed, at = [], 0
    for line in text.split("\n"):
        placed.append((at, line))
        at += len(line) + 1
    return placed


def _heading(line: str) -> re.Match[str] | None:
    match = _HEADING.fullmatch(line)
    return match if match is not None and _is_name(match["name"]) else None


def _until_next(text: str, begun: list[tuple[int, str]]) -> tuple[Turn, ...]:
    if not begun:
        return ()
    ends = [at for at, _name in begun[1:]] + [len(text)]
    return tuple(Turn(name, at, at + len(text[at:end].rstrip())) for (at, name), end in zip(begun, ends, strict=True))


def _is_name(text: str) -> bool:
    """Tell whether words are written like a name: each with a capital, a number, or a particle ("af", "de")."""
    words = text.replace("(", " ").replace(")", " ").replace("/", " ").split()
    return (
        0 < len(words) <= _MOST_WORDS
        and words[0][0].isupper()
        and all(word[0].isupper() or word[0].isdigit() or word in _PARTICLES for word in words)
        and not any(len(word) > _ABBREVIATION and word.endswith(".") for word in words[:-1])  # "Dr. Salo" may speak
        and not any(mark in text for mark in (";", "”", '"', ","))
    )
