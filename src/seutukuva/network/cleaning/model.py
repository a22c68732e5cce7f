"""Pairs that may be the same, what a person decided of them, and what a merge takes and leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from seutukuva.base import Message

NAMES: Final = {"id": pl.String(), "name": pl.String(), "area": pl.String(), "business_id": pl.String()}


@dataclass(frozen=True)
class Pair:
    """Two names that may be of one organisation. Nothing follows from a pair but that somebody looks at it.

    score: 0-1, how much speaks for it (see `comparing`); it orders pairs and is no probability. reasons: what speaks
    for it and against it, in the order in which it is read.
    """

    left: str
    right: str
    left_name: str
    right_name: str
    score: float
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class Decision:
    """A person's word on a pair: the same organisation, or another."""

    left: str
    right: str
    same: bool


@dataclass(frozen=True)
class Merge:
    """Actors that become one: `kept` stays, `gone` end in it."""

    kept: str
    gone: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """What a merge changed, enough to undo it: the actors as they were, ends of ties as they were, ties left out.

    ends: tie, side (source or target), end. ties: the ties that ran within the merge, as they were.
    """

    merge: Merge
    actors: pl.DataFrame
    ends: pl.DataFrame
    ties: pl.DataFrame


@dataclass(frozen=True)
class Merged:
    """Actors and ties after merges, and what each merge took."""

    actors: pl.DataFrame
    ties: pl.DataFrame
    taken: tuple[Taken, ...]
