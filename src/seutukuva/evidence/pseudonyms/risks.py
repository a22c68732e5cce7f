"""What still may tell who spoke when every name is gone: a checklist for the person who releases the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from seutukuva.base import Language, Message
from seutukuva.evidence.pseudonyms.lists import lists
from seutukuva.evidence.pseudonyms.model import Suggestion
from seutukuva.evidence.pseudonyms.suggesting import suggest
from seutukuva.evidence.pseudonyms.tokens import Token, tokens

_MONTHS: Final = (
    "tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu|januari|februari|mars|april|maj|juni|juli|augusti"
    "|oktober|november|january|february|march|may|june|july|august|october"
)
_DATE: Final = re.compile(
    rf"(?<!\d)\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{2,4}})?(?!\d)|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\b(?:\d{{1,2}}\.?\s)?(?:{_MONTHS})(?:kuu\w*)?\s(?:\d{{1,2}},?\s)?\d{{4}}\b",
    re.IGNORECASE,
)
_AGE: Final = re.compile(r"\b\d{1,3}[- ]?(?:-?vuotia\w*|-?årig\w*|-year-old|years old)", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.!?\n]+")
_PLACE_MARKER: Final = re.compile(r"\[(?:paikka|ort|place) \d+\]")
_SHOWN: Final = 3


def residual_risks(text: str, language: Language) -> tuple[Message, ...]:
    """Return what is left to think of, each with how many there are (`count`) and the first of them (`examples`).

    A rare role with a place, dates and ages, unique things, events everybody knows, family and health, and names that
    nobody has decided on. An empty answer is no proof that nobody is known.
    """
    words, found_names = tokens(text, language), suggest(text, language)
    kinds = {
        "names": [one.text for one in found_names],
        "role_and_place": list(_roles_with_place(text, words, found_names)),
        "dates": [match[0] for match in _DATE.finditer(text)],
        "ages": [match[0] for match in _AGE.finditer(text)],
        "unique": _of(words, lists().unique),
        "events": _of(words, lists().events),
        "family": _of(words, lists().family),
    }
    return tuple(
        Message(f"evidence.pseudonyms.risk.{kind}", {"count": len(found), "examples": _examples(found)})
        for kind, found in kinds.items()
        if found
    )


def _examples(found: list[str]) -> str:
    different = list(dict.fromkeys(" ".join(one.split()) for one in found))
    return ", ".join(different[:_SHOWN])


def _of(words: list[Token], wanted: frozenset[str]) -> list[str]:
    return [word.text for word in words if any(reading.casefold() in wanted for reading in word.readings)]


def _roles_with_place(text: str, words: list[Token], names: Sequence[Suggestion]) -> Iterator[str]:
    """Give the roles that stand in one sentence with a place, or with the marker of one."""
    places = [(one.start, one.end) for one in names if one.category == "place"]
    places += [match.span() for match in _PLACE_MARKER.finditer(text)]
    for sentence in _SENTENCE.finditer(text):
        if any(sentence.start() <= start < sentence.end() for start, _ in places):
            inside = [word for word in words if sentence.start() <= word.start < sentence.end()]
            yield from _of(inside, lists().roles)
