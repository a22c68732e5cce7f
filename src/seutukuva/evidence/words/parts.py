"""The small lists that the dictionary lacks: `data/parts.toml` says what they are for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from seutukuva.base import Language
from seutukuva.base.store import package_file


@dataclass(frozen=True)
class Parts:
    """What is known beforehand of the parts of a language's compounds."""

    not_parts: frozenset[str]
    prefixes: frozenset[str]
    short_tails: frozenset[str]
    also: Mapping[str, tuple[str, ...]]


@cache
def parts(language: Language) -> Parts:
    """Return the lists of a language."""
    table = tomllib.loads(package_file("evidence.words", "parts.toml").read_text(encoding="utf-8"))[language]
    return Parts(
        not_parts=frozenset(table["not_parts"].split()),
        prefixes=frozenset(table["prefixes"].split()),
        short_tails=frozenset(table["short_tails"].split()),
        also={noun: tuple(endings) for noun, endings in table["also"].items()},
    )


def shared(one: str, other: str) -> int:
    """Return how many letters two words begin with in common."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
