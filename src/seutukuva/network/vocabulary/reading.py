"""Read the vocabulary, and recognise its words as files write them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from seutukuva.base import LANGUAGES, Term
from seutukuva.base.store import package_file
from seutukuva.evidence.pseudonyms.formats import business_id_holds
from seutukuva.network.vocabulary.model import Entry, Form, Kind, Role, TieKind, Vocabulary

_LISTS: Final = ("sectors", "kinds", "roles", "ties", "permanence", "sizes")
_DIGITS: Final = 8


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with the package."""
    data = tomllib.loads(package_file("network", "vocabulary.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        version=data["version"],
        sectors=tuple(Entry(**_plain(row)) for row in data["sectors"]),
        kinds=tuple(Kind(**_plain(row)) for row in data["kinds"]),
        roles=tuple(Role(**_plain(row)) for row in data["roles"]),
        ties=tuple(TieKind(**_plain(row)) for row in data["ties"]),
        permanence=tuple(Entry(**_plain(row)) for row in data["permanence"]),
        sizes=tuple(Entry(**_plain(row)) for row in data["sizes"]),
        forms=tuple(Form(**_plain(row)) for row in data["forms"]),
    )


@cache
def written_as(list_: str) -> Mapping[str, str]:
    """Return how files write the words of a list ("kinds", "ties", ...), small letters -> id."""
    if list_ not in _LISTS:
        raise ValueError(f"no list of the vocabulary: {list_}")
    entries: Iterable[Entry] = getattr(vocabulary(), list_)
    table: dict[str, str] = {}
    for entry in entries:
        names = (entry.id, entry.id.replace("_", " "), *(entry.name.text(language) for language in LANGUAGES))
        table.update({_key(name): entry.id for name in names})
    for entry in entries:
        for word in entry.words:
            table.setdefault(_key(word), entry.id)
    return table


def recognised(list_: str, text: str) -> str | None:
    """Return the id of what `text` means in a list of the vocabulary; None when it is not one of its words."""
    return written_as(list_).get(_key(text))


def business_id(text: str) -> str | None:
    """Return a Finnish business id as 1234567-1, from that form or a VAT number; None when its check digit fails.

    A lost leading zero is put back. Source of the check: the Business Information System (modulo 11).
    """
    bare = "".join(text.split()).upper().replace("–", "-")
    bare = bare.removeprefix("FI")
    if bare.isdigit() and len(bare) == _DIGITS:  # a VAT number, with or without its country
        bare = f"{bare[:-1]}-{bare[-1]}"
    number, dash, check = bare.partition("-")
    whole = f"{number.zfill(7)}{dash}{check}"
    return whole if business_id_holds(whole) else None


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: Term(**value) if isinstance(value, dict) else tuple(value) if isinstance(value, list) else value
        for key, value in row.items()
    }


def _key(text: str) -> str:
    return " ".join(text.casefold().replace("–", "-").replace("_", " ").split())
