"""What coders wrote about an interviewee's words: its export and its erasure."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from seutukuva.web.evidence.coding.models import Coding, Memo, Mention, Round, Step
from seutukuva.web.evidence.models import Passage
from seutukuva.web.evidence.subjects import Part, Subject, table_part


def export(subject: Subject) -> Iterator[Part]:
    """Give codings, mentions and memos."""
    codings = Coding.objects.filter(passage__source__in=subject.sources).select_related("code", "passage")
    yield table_part(
        "codings.csv",
        ("passage", "code", "words", "made"),
        ((c.passage_id, c.code.slug, c.passage.quote, c.made.isoformat()) for c in codings),
    )
    mentions = Mention.objects.filter(passage__source__in=subject.sources)
    yield table_part(
        "mentions.csv",
        ("passage", "actor", "tied to", "kind"),
        ((m.passage_id, m.name, m.other, m.kind) for m in mentions),
    )
    yield table_part("memos.csv", ("about", "memo", "made"), ((m.about, m.body, m.made) for m in _memos(subject)))


def erase(subject: Subject) -> None:
    """Erase codings, steps, mentions and memos, and take the sources out of double coding."""
    _memos(subject).delete()
    Mention.objects.filter(passage__source__in=subject.sources).delete()
    Coding.objects.filter(passage__source__in=subject.sources).delete()
    Step.objects.filter(source__in=subject.sources).delete()
    for round_ in Round.objects.filter(sources__in=subject.sources).distinct():
        round_.sources.remove(*subject.sources)


def _memos(subject: Subject) -> QuerySet[Memo]:
    """Return the memos on the sources, their passages and their codings."""
    passages = Passage.objects.filter(source__in=subject.sources)
    codings = Coding.objects.filter(passage__in=passages)
    about = [*subject.urns, *(row.urn for row in passages), *(row.urn for row in codings)]
    return Memo.objects.filter(about__in=about)
