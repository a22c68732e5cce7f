"""What reading a file keeps account of: the GUIDs it has met, and what it leaves behind."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final
from xml.etree.ElementTree import Element

from seutukuva.base import Message, Problem
from seutukuva.evidence.refi.model import Stamp, canonical, guid_of

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_NAMED_ONCE: Final = 200  # of one kind; the rest of a thoroughly broken file is counted


class Ledger:
    """Counts losses by kind, names the ones that have a place, and refuses a GUID that two things bear."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._named: dict[str, list[Message]] = {}
        self._seen: dict[tuple[str, str], str] = {}

    def count(self, code: str, count: int = 1) -> None:
        """Add to the number of things of one kind that are not carried."""
        if count:
            self._counts[code] = self._counts.get(code, 0) + count

    def name(self, code: str, **parameters: Any) -> None:
        """Tell of one thing that is not carried."""
        told = self._named.setdefault(code, [])
        if len(told) < _NAMED_ONCE:
            told.append(Message(code, parameters))
        else:
            self.count("evidence.refi.lost.more")

    def losses(self) -> tuple[Message, ...]:
        """Return all losses: those with a place first, then the counts."""
        named = [message for told in self._named.values() for message in told]
        return (*named, *(Message(code, {"count": count}) for code, count in self._counts.items()))

    def guid(self, element: Element, kind: str, *otherwise: object) -> str:
        """Return the GUID of an element, a derived one when it has none. Raises Problem when one of its kind has it.

        Codes and cases may share theirs: NVivo keeps a case among the codes too.
        """
        given = (element.get("guid") or "").strip()
        found = canonical(given) if given else guid_of(kind, *otherwise)
        name = element.get("name") or given
        if (kind, found) in self._seen:
            kind_name = Message(f"evidence.refi.kind.{kind}")
            first = self._seen[kind, found]
            raise Problem("evidence.refi.duplicate_guid", kind=kind_name, guid=given, first=first, second=name)
        self._seen[kind, found] = name
        return found

    def coding_guid(self, element: Element, *otherwise: object) -> str:
        """Return the GUID of a coding; a repeated one is replaced, since nothing refers to a coding."""
        given = (element.get("guid") or "").strip()
        found = canonical(given) if given else guid_of("coding", *otherwise)
        if ("coding", found) in self._seen:
            self.count("evidence.refi.lost.coding_guid")
            found = guid_of("coding", found, *otherwise)
        self._seen["coding", found] = ""
        return found


def stamp(element: Element, user: str, time: str) -> Stamp:
    """Return who and when from two attributes; a time that is none is dropped."""
    by = (element.get(user) or "").strip()
    return Stamp(canonical(by) if by else None, moment(element.get(time)))


def moment(text: str | None) -> str | None:
    """Return a time as xsd:dateTime, None for one that cannot be read."""
    bare = (text or "").strip()
    try:
        read = datetime.fromisoformat(bare)
    except ValueError:
        return None
    return bare if _MOMENT.fullmatch(bare) else read.isoformat()
