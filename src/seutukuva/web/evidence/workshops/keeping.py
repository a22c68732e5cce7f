"""What workshops keep of what was said: the board's cards go with the source that was made of them."""

from __future__ import annotations

from seutukuva.web.evidence.subjects import Subject
from seutukuva.web.evidence.workshops.actions import touch
from seutukuva.web.evidence.workshops.models import Workshop


def erase(subject: Subject) -> None:
    """Erase the cards, groups and votes of the boards that the sources were made of; the questions stay."""
    for workshop in Workshop.objects.filter(source__in=subject.sources):
        for rows in (workshop.cards, workshop.groups, workshop.guests):
            rows.all().delete()
        workshop.paper_voters = 0
        workshop.save(update_fields=["paper_voters"])
        touch(workshop)
