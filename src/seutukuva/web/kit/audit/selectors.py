"""Reads of the audit trail; the caller has checked that the user may see the programme's trail."""

from __future__ import annotations

from collections.abc import Sequence

from seutukuva.web.kit.audit.models import AuditEvent


def events_of_programme(programme_id: int, limit: int = 200) -> Sequence[AuditEvent]:
    """Return a programme's latest events, newest first."""
    return list(AuditEvent.objects.filter(programme_id=programme_id)[:limit])


def events_of(urn: str) -> Sequence[AuditEvent]:
    """Return all events on one thing, newest first."""
    return list(AuditEvent.objects.filter(urn=urn))


def events_of_action(programme_id: int, action: str) -> Sequence[AuditEvent]:
    """Return a programme's events of one action, newest first."""
    return list(AuditEvent.objects.filter(programme_id=programme_id, action=action))
