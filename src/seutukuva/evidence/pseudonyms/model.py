"""Suggestions, decisions, and what replacing leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from seutukuva.base import Message

Category = Literal["person", "organisation", "place", "email", "phone", "identity_code", "business_id", "other"]
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)


@dataclass(frozen=True)
class Suggestion:
    """A stretch [start, end) of a text in code points that may tell who is meant.

    `base` is its base form, by which mentions of the same thing are known (Virtaselle: Virtanen); `reason` says why it
    is suggested.
    """

    start: int
    end: int
    text: str
    category: Category
    base: str
    reason: Message


@dataclass(frozen=True)
class Decision:
    """A stretch that a person confirmed. Decisions of one category and base are one thing with one number."""

    start: int
    end: int
    category: Category
    base: str


@dataclass(frozen=True)
class Entry:
    """A line of the key: what a marker stands for, and its words at every place in the order of the text."""

    marker: str
    category: Category
    base: str
    originals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shift:
    """A stretch [start, end) of the text before, and where what replaced it stands after, in code points."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True)
class Replaced:
    """A text with markers, the key to them, and how places moved."""

    text: str
    key: tuple[Entry, ...]
    shifts: tuple[Shift, ...]
