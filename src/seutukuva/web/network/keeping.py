"""What the network keeps of an interviewee: the ties that stand on his or her words."""

from __future__ import annotations

from collections.abc import Iterator

from seutukuva.web.evidence.subjects import Part, Subject, table_part
from seutukuva.web.kit.thread.actions import untie
from seutukuva.web.network.figures import forget_figures
from seutukuva.web.network.models import Tie


def export(subject: Subject) -> Iterator[Part]:
    """Give the ties that the interviewee told."""
    ties = _told(subject)
    rows = ((t.pk, t.source.name, t.target.name, t.kind, t.start, t.end, t.permanence, t.carrier) for t in ties)
    yield table_part("ties.csv", ("tie", "source", "target", "kind", "start", "end", "permanence", "passage"), rows)


def erase(subject: Subject) -> None:
    """Take the ties away that the interviewee told; the actors stay, they are organisations. Kept figures go too."""
    for row in _told(subject):
        untie(row.urn)
        row.delete()
    forget_figures()


def _told(subject: Subject) -> list[Tie]:
    passages = [passage.urn for source in subject.sources for passage in source.passages.all()]
    return list(Tie.objects.filter(carrier__in=passages).select_related("source", "target"))
