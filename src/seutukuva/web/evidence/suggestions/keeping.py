"""What models proposed for an interviewee's words: its export and its erasure."""

from __future__ import annotations

from collections.abc import Iterator

from seutukuva.web.evidence.subjects import Part, Subject, table_part
from seutukuva.web.evidence.suggestions.models import Proposal, Reading


def export(subject: Subject) -> Iterator[Part]:
    """Give the proposals and what became of them."""
    rows = Proposal.objects.filter(reading__source__in=subject.sources).select_related("code", "reading__source")
    yield table_part(
        "suggestions.csv",
        ("source", "start", "end", "code", "confidence", "terms", "state", "decided"),
        (
            (
                one.reading.source.label,
                one.start,
                one.end,
                one.code.slug,
                f"{one.confidence:.3f}",
                ", ".join(one.terms),
                one.state or "open",
                one.decided.isoformat() if one.decided else "",
            )
            for one in rows
        ),
    )


def erase(subject: Subject) -> None:
    """Erase what was proposed. A model that learned from the words no longer stands: their text has another hash."""
    Reading.objects.filter(source__in=subject.sources).delete()
