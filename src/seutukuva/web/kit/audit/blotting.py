"""Words of the trail that must be nowhere any more, whatever they were told of. Called by the actions of rooms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from seutukuva.web.kit.audit.models import AuditEvent


def blot_out(programme_id: int, must_go: Callable[[str], bool]) -> int:
    """Tell the arguments of a programme's events that `must_go` says yes to by their length; return how many events.

    Who did what to which thing, and when, stays as it is.
    """
    changed = 0
    for event in AuditEvent.objects.filter(programme_id=programme_id).iterator():
        blotted = {key: _blotted(value, must_go) for key, value in event.parameters.items()}
        if blotted != event.parameters:
            AuditEvent.objects.filter(pk=event.pk).update(parameters=blotted)
            changed += 1
    return changed


def _blotted(value: Any, must_go: Callable[[str], bool]) -> Any:
    if isinstance(value, str):
        return {"characters": len(value)} if must_go(value) else value
    if isinstance(value, dict):
        return {key: _blotted(inner, must_go) for key, inner in value.items()}
    if isinstance(value, list):
        return [_blotted(inner, must_go) for inner in value]
    return value
