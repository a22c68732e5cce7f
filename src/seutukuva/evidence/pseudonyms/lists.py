"""The lists of `data/names.toml`, and the names of municipalities in all their forms."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from seutukuva.base.store import package_file
from seutukuva.regions import LATEST_YEAR, division, local_name


@dataclass(frozen=True)
class Lists:
    """What tells a name; lower case but for `forms`."""

    first_names: frozenset[str]
    nouns: frozenset[str]
    consonants: tuple[str, ...]
    surname_endings: tuple[str, ...]
    surnames: frozenset[str]
    titles: frozenset[str]
    forms: frozenset[str]
    organisation_tails: tuple[str, ...]
    place_tails: tuple[str, ...]
    open_names: frozenset[str]
    roles: frozenset[str]
    events: frozenset[str]
    unique: frozenset[str]
    family: frozenset[str]


@cache
def lists() -> Lists:
    """Return the lists."""
    table: dict[str, Any] = tomllib.loads(package_file("evidence.pseudonyms", "names.toml").read_text(encoding="utf-8"))

    def words(*path: str) -> tuple[str, ...]:
        return tuple(table[path[0]][path[1]].casefold().split())

    return Lists(
        first_names=frozenset(words("first_names", "fi") + words("first_names", "sv")),
        nouns=frozenset(words("first_names", "nouns")),
        consonants=words("surnames", "consonants"),
        surname_endings=words("surnames", "endings"),
        surnames=frozenset(words("surnames", "common")),
        titles=frozenset(words("titles", "words")),
        forms=frozenset(table["organisations"]["forms"].split()),
        organisation_tails=words("organisations", "tails"),
        place_tails=words("places", "tails"),
        open_names=frozenset(words("places", "open")),
        roles=frozenset(words("risks", "roles")),
        events=frozenset(words("risks", "events")),
        unique=frozenset(words("risks", "unique")),
        family=frozenset(words("risks", "family")),
    )


@cache
def municipalities() -> dict[str, str]:
    """Return every form of a municipality's name, lower case -> its Finnish name."""
    found: dict[str, str] = {}
    for code in division(LATEST_YEAR).codes:
        name = local_name(code)
        for form in (name.fi, name.fi_in, name.fi_of, name.fi_from, name.fi_to, name.sv, name.form("sv", "of")):
            found.setdefault(form.casefold(), name.fi)
    return found
