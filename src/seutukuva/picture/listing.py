"""Several names as one list in words."""

from __future__ import annotations

from collections.abc import Sequence

from seutukuva.base import LocalName, Message, Term

Part = Term | LocalName | Message | str


def listed(parts: Sequence[Part]) -> Part:
    """Return names of towns as one list in words: a, b and c."""
    *before, last = parts
    return Message("picture.across.and", {"first": joined("comma", before), "last": last}) if before else last


def joined(sign: str, parts: Sequence[Part]) -> Part:
    """Return parts one after another; names that have commas of their own take semicolons."""
    first = parts[0]
    for part in parts[1:]:
        first = Message(f"picture.across.{sign}", {"first": first, "next": part})
    return first
