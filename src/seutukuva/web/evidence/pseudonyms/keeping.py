"""What is kept of an interviewee's names: its export and its erasure."""

from __future__ import annotations

from collections.abc import Iterator

from seutukuva.web.evidence.pseudonyms.models import KeyEntry, Suggestion, Treatment
from seutukuva.web.evidence.pseudonyms.sealing import unseal
from seutukuva.web.evidence.subjects import Part, Subject, table_part


def export(subject: Subject) -> Iterator[Part]:
    """Give what was decided on, and the key to the markers."""
    rows = Suggestion.objects.filter(source__in=subject.sources)
    yield table_part(
        "names.csv",
        ("words", "kind", "state", "decided"),
        ((row.text, row.category, row.state, row.decided.isoformat() if row.decided else "") for row in rows),
    )
    entries = [unseal(row) for row in KeyEntry.objects.filter(source__in=subject.sources)]
    yield table_part("markers.csv", ("marker", "kind", "name"), ((e.marker, e.category, e.base) for e in entries))


def erase(subject: Subject) -> None:
    """Take suggestions and key away."""
    for model in (Suggestion, KeyEntry, Treatment):
        model._default_manager.filter(source__in=subject.sources).delete()
