"""What the interview plan keeps of an interviewee: its export and its erasure."""

from __future__ import annotations

from collections.abc import Iterator

from seutukuva.web.evidence.interviews.actions import forget_person
from seutukuva.web.evidence.interviews.models import Interview
from seutukuva.web.evidence.subjects import Part, Subject, json_part, table_part

FACTS = ("sector", "who", "organisation", "email", "language", "status", "place", "time", "invited", "made")


def export(subject: Subject) -> Iterator[Part]:
    """Give the row of the plan and the consents."""
    for row in Interview.objects.filter(pk=subject.interview or 0):
        times = [time.begins for time in row.times.all()]
        yield json_part("interview.json", {name: getattr(row, name) for name in FACTS} | {"proposed": times})
        yield table_part(
            "consents.csv",
            ("given", "text", "language", "to interview", "to recording", "to quotation"),
            (
                (c.given.isoformat(), c.version, c.language, c.to_interview, c.to_recording, c.to_quotation)
                for c in row.consents.all()
            ),
        )


def erase(subject: Subject) -> None:
    """Take out who it was with. The consents stay: they show that there was a right to hold it."""
    forget_person(list(Interview.objects.filter(pk=subject.interview or 0)))
