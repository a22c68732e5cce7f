"""A board: questions, cards, groups of cards, dots and opinions."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, get_args

from seutukuva.base import Language, Problem

StepName = Literal["writing", "reveal", "grouping", "voting", "rating", "closed"]
STEPS: Final[tuple[StepName, ...]] = get_args(StepName)
LONGEST_CARD: Final = 500  # characters
MOST_DOTS: Final = 20
SCALE: Final = 10  # impact and effort are told from 0 to this


@dataclass(frozen=True)
class Card:
    """A card as it was written. `late` came after voting began, `paper` was typed in, `aside` was put aside."""

    id: str
    question: str
    text: str
    language: Language = "fi"
    group: str = ""
    late: bool = False
    paper: bool = False
    aside: bool = False


@dataclass(frozen=True)
class Group:
    """Cards that are voted on together; `paper` is the dots that were counted on paper."""

    id: str
    title: str
    paper: int = 0


@dataclass(frozen=True)
class Opinion:
    """One participant's word on a group: impact and effort, each 0 (small) to SCALE (great)."""

    group: str
    impact: int
    effort: int


@dataclass(frozen=True)
class Board:
    """A workshop's whole board. `questions` are (id, text) in order; `dots` are (group, dots of one participant)."""

    title: str
    questions: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...] = ()
    groups: tuple[Group, ...] = ()
    dots: tuple[tuple[str, int], ...] = ()
    opinions: tuple[Opinion, ...] = ()


def card_text(text: str) -> str:
    """Return a card's text as it is kept: one line, NFC, no control characters.

    A card is one paragraph of the workshop's notes, so that line breaks in it become spaces. Raises Problem for a card
    without words or longer than LONGEST_CARD.
    """
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    kept = unicodedata.normalize("NFC", " ".join(plain.split()))
    if not any(c.isalnum() for c in kept):
        raise Problem("evidence.workshops.empty_card")
    if len(kept) > LONGEST_CARD:
        raise Problem("evidence.workshops.long_card", length=len(kept), most=LONGEST_CARD)
    return kept
