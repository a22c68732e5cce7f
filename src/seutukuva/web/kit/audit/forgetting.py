"""Taking a person out of the trail; called by the action that erases him or her, inside its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from seutukuva.base import parse_urn
from seutukuva.web.kit.audit.models import AuditEvent

_PREFIX = "urn:seutukuva:"
_LONGEST_URN = 200


def connected(programme_id: int, urns: Iterable[str], kinds: Iterable[tuple[str, str]]) -> set[int]:
    """Return the ids of a programme's events about things, or about what was done with them.

    An event that names one of `urns` is connected; if it is about a thing of one of `kinds` (room, kind), so are the
    events about that thing, though it may be gone by now.
    """
    known, wanted = set(urns), set(kinds)
    events = AuditEvent.objects.filter(programme_id=programme_id)
    names = {event.pk: {event.urn, *_urns(event.parameters)} for event in events.iterator()}
    found: set[int] = set()
    while new := {number for number, urns_there in names.items() if number not in found and urns_there & known}:
        found |= new
        known |= {urn for number in new for urn in names[number] if parse_urn(urn)[:2] in wanted}
    return found


def forget(events: Iterable[int]) -> int:
    """Take all words out of the parameters of events; who did what to which thing and when stays. Return how many."""
    rows = list(AuditEvent.objects.filter(pk__in=list(events)))
    for row in rows:
        # Not by save(): nothing else changes an event.
        AuditEvent.objects.filter(pk=row.pk).update(parameters=_without_words(row.parameters))
    return len(rows)


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_words(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_words(inner) for inner in value]
    return "" if isinstance(value, str) and not value.startswith(_PREFIX) else value


def _urns(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _urns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _urns(inner)
    elif isinstance(value, str) and value.startswith(_PREFIX) and len(value) <= _LONGEST_URN:
        yield value
