"""What an interviewee may ask for: all that is stored, and that it be erased."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from seutukuva.base import Problem
from seutukuva.web.evidence.searching.index import forget_terms
from seutukuva.web.evidence.subjects import Subject, erasers, exporters
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.audit.forgetting import connected, forget
from seutukuva.web.kit.audit.selectors import events_of_action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User

# Things of one interviewee alone: events about them are about the interviewee.
OWN_KINDS = tuple(
    ("evidence", kind)
    for kind in ("source", "passage", "rating", "coding", "mention", "memo", "interview", "comments", "answer")
)


@dataclass(frozen=True)
class Package:
    """The export of a subject: a ZIP archive."""

    subject: Subject
    content: bytes

    @property
    def urn(self) -> str:
        """Return the URN of the subject, for the audit trail."""
        return self.subject.urn

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.subject.programme_id


@action("programmes.manage", on="subject.ecosystem.participant.programme")
def export_subject(*, actor: User, subject: Subject) -> Package:
    """Gather everything about an interviewee: each part of the room adds its files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for export in exporters().values():
            for part in export(subject):
                packed.writestr(part.path, part.content)
    return Package(subject, archive.getvalue())


@action("programmes.manage", on="subject.ecosystem.participant.programme")
def erase_subject(*, actor: User, subject: Subject, confirmation: str) -> Subject:
    """Erase everything about an interviewee. The thread keeps a tombstone, and what stood on the words is flagged.

    Raises Problem when `confirmation` is not the subject's label.
    """
    if confirmation.strip() != subject.label:
        raise Problem("web_evidence.not_confirmed", label=subject.label)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is written over, not only let go
    # Found before anything goes: the trail leads from thing to thing.
    events = connected(subject.programme_id, subject.urns, OWN_KINDS)
    own = {str(source.pk) for source in subject.sources}
    tables = events_of_action(subject.programme_id, "evidence.importing.change_facts")
    events |= {event.pk for event in tables if own & set(event.parameters.get("changes", {}))}
    for erase in erasers().values():
        erase(subject)
    forget(events)
    forget_terms()
    return subject
