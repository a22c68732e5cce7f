"""Reads of rounds, comments and approvals. What takes a user asks him first; the others say who has asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from seutukuva.base.languages import as_language
from seutukuva.picture import DimensionCell
from seutukuva.picture.chain import (
    ApprovalFacts,
    ChainFacts,
    ChainStep,
    PublicationFacts,
    Standing,
    chain,
    standing_of,
    uncommented,
)
from seutukuva.picture.differences import differences
from seutukuva.web.kit.releases.files import load
from seutukuva.web.kit.releases.selectors import releases_of
from seutukuva.web.kit.releases.withheld import as_told
from seutukuva.web.picture.models import Finding, cell_urn
from seutukuva.web.picture.reporting import report_texts
from seutukuva.web.picture.review.content import (
    Draft,
    contents_of,
    draft_of,
    editions_of,
    facts_of,
    hashes,
    report_draft,
    whole_draft,
)
from seutukuva.web.picture.review.models import Approval, Comment, End, Round
from seutukuva.web.picture.review.subjects import (
    as_kept,
    picture_of,
    programme_report_of,
    report_of,
    report_urn,
)
from seutukuva.web.picture.selectors import FindingRow, ecosystem_picture, finding_rows, judged
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, members, participants_readable_by

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from seutukuva.base import Message
    from seutukuva.web.kit.releases.models import Release
    from seutukuva.web.kit.texts.selectors import OwnText
    from seutukuva.web.picture.review.subjects import Subject
    from seutukuva.web.programmes.models import Ecosystem, Programme


@dataclass(frozen=True)
class CommentRow:
    """A comment, and whether what it is about has changed since it was written."""

    comment: Comment
    changed: bool


@dataclass(frozen=True)
class CommentedCell:
    """A dimension of the draft with its level, its findings, and the comments on each."""

    cell: DimensionCell
    urn: str
    set90: str
    text: Message
    comments: Sequence[CommentRow]
    findings: Sequence[tuple[FindingRow, Sequence[CommentRow]]]


@dataclass(frozen=True)
class RoundPage:
    """A draft as its town comments on it; `texts` are the report's own texts by section.

    `growth`: the findings on growth areas; `gone`: comments on sentences that are there no more.
    """

    round: Round | None
    stage: Message
    whole: Sequence[CommentRow]
    cells: Sequence[CommentedCell]
    growth: Sequence[tuple[FindingRow, Sequence[CommentRow]]]
    report: Sequence[CommentRow]
    texts: Mapping[str, OwnText]
    gone: Sequence[CommentRow]
    waiting: int


@dataclass(frozen=True)
class Way:
    """Where a picture or a report is on its way to the public."""

    subject: Subject
    facts: ChainFacts
    standing: Standing
    steps: Sequence[ChainStep]
    release: Release | None

    @property
    def public(self) -> bool:
        """Tell whether the public can read a publication."""
        return self.release is not None and self.release.withdrawn is None


def things_of(ecosystem: Ecosystem) -> set[str]:
    """Return the URNs of what a comment on a picture may be about."""
    cells = {cell_urn(ecosystem.pk, row.dimension.id) for row in judged([ecosystem.pk])[ecosystem.pk].cells}
    return {
        ecosystem.urn,
        report_urn(ecosystem),
        *cells,
        *(row.urn for row in Finding.objects.filter(ecosystem=ecosystem)),
    }


def round_page(ecosystem: Ecosystem) -> RoundPage:
    """Return a draft with its comments, those of earlier rounds too; the caller got the ecosystem by permission."""
    picture = ecosystem_picture(ecosystem)
    rows = Comment.objects.filter(round__ecosystem=ecosystem).select_related("author", "handled_by", "round")
    comments = list(rows)
    now = contents_of(ecosystem, {row.about for row in comments if row.seen})
    told: dict[str, list[CommentRow]] = {}
    for row in comments:
        told.setdefault(row.about, []).append(CommentRow(row, bool(row.seen) and now[row.about] != row.seen))
    cells = [
        CommentedCell(
            cell=row.cell,
            urn=row.urn,
            set90=row.set90,
            text=row.text,
            comments=told.pop(row.urn, []),
            findings=[(finding, told.pop(finding.finding.urn, [])) for finding in row.findings],
        )
        for row in picture.rows
    ]
    grown = [row for row in finding_rows([ecosystem.pk]) if row.finding.area]
    growth = [(row, told.pop(row.finding.urn, [])) for row in grown]
    whole, report = told.pop(ecosystem.urn, []), told.pop(report_urn(ecosystem), [])
    return RoundPage(
        round=Round.objects.filter(ecosystem=ecosystem).last(),
        stage=picture.stage.message,
        whole=whole,
        cells=cells,
        growth=growth,
        report=report,
        texts=report_texts(ecosystem.urn),
        gone=[row for left in told.values() for row in left],
        waiting=sum(row.waits for row in comments),
    )


def get_comment(user: Any, programme: str, town: str, comment: int, permission: str) -> Comment:
    """Return a comment on a town's picture that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, "programmes.read_town")
    rows = Comment.objects.select_related("round__ecosystem__participant__programme")
    row = rows.filter(round__ecosystem__participant=participant, pk=comment).first()
    if row is None or not user.has_perm(permission, participant.programme):
        raise Http404
    return row


def newest_round_of(ecosystem: Ecosystem) -> Round:
    """Return the newest round of a picture, over or not. Raises Http404 when there never was one."""
    row = Round.objects.filter(ecosystem=ecosystem).last()
    if row is None:
        raise Http404
    row.ecosystem = ecosystem
    return row


def current_approval(subject: Subject) -> Approval | None:
    """Return what was asked for or approved last and has not come to an end; the caller has checked the right."""
    return _approvals(subject).filter(end=End.OPEN).first()


def last_returned(subject: Subject) -> Approval | None:
    """Return the newest request when it was returned."""
    row = _approvals(subject).first()
    return row if row is not None and row.end == End.RETURNED else None


def holds(approval: Approval, reader: Any, draft: Draft | None = None) -> bool:
    """Tell whether what was asked for or approved is still exactly what would be published.

    It is read with the eyes of who asked: another reader may see fewer of the measures.
    """
    draft = draft or draft_of(as_kept(approval.kind, approval.programme, approval.ecosystem), reader)
    if draft.waiting != approval.waiting:
        return False
    asked_by = approval.asked_by
    eyes = asked_by if asked_by is not None and asked_by.has_perm("programmes.publish", approval.programme) else reader
    languages = [as_language(code) for code in approval.languages]
    return bool(hashes(editions_of(draft, languages, eyes)) == approval.content)


def others_may_publish(programme: Programme, actor: Any) -> bool:
    """Tell whether the programme has somebody else who may publish: alone, a person approves what he asked for."""
    return any(
        member.user_id != actor.pk and member.user.has_perm("programmes.publish", programme)
        for member in members(programme)
    )


def way_of(reader: Any, subject: Subject) -> Way:
    """Return where a picture or a report is, closely; the caller got it by permission."""
    return _way(reader, draft_of(subject, reader))


def ways_of(reader: Any, programme: Programme) -> tuple[list[tuple[Way, Way]], Way]:
    """Return where the picture and the report of every town are that a person may read, and the programme's report.

    A report is not written for it: whether its approval still holds is told by what waits, and its own page tells more.
    """
    homes = [default_ecosystem(town) for town in participants_readable_by(reader, programme)]
    judged([home.pk for home in homes])  # all at once: a reading keeps them for what follows
    towns = [draft_of(picture_of(home), reader) for home in homes]
    rows = [(_way(reader, town), _way(reader, _beside(town), closely=False)) for town in towns]
    whole = whole_draft(programme_report_of(programme), towns, reader)
    return rows, _way(reader, whole, closely=False)


def _beside(picture: Draft) -> Draft:
    (matter,) = picture.matters
    return report_draft(picture, report_of(matter.ecosystem))


def _way(reader: Any, draft: Draft, *, closely: bool = True) -> Way:
    subject = draft.subject
    approval = current_approval(subject) or _approvals(subject).filter(end=End.PUBLISHED).first()
    release = next((row for row in releases_of(subject.urn) if row.kind == subject.kind), None)
    facts = replace(
        facts_of(draft),
        approval=_approval_facts(approval, reader, draft, closely=closely) if approval else None,
        publication=_publication_facts(release, reader, draft, closely=closely) if release else None,
    )
    today = timezone.localdate()
    return Way(subject, facts, standing_of(facts, today), chain(facts, today), release)


def _approvals(subject: Subject) -> QuerySet[Approval]:
    rows = Approval.objects.select_related("asked_by", "approved_by", "ecosystem__participant__programme", "whole")
    return rows.filter(**subject.columns)


def _approval_facts(approval: Approval, reader: Any, draft: Draft, *, closely: bool) -> ApprovalFacts:
    used = approval.end == End.PUBLISHED
    return ApprovalFacts(
        asked=timezone.localtime(approval.asked).date(),
        asked_by=str(approval.asked_by or ""),
        approved=timezone.localtime(approval.approved).date() if approval.approved else None,
        approved_by=str(approval.approved_by or ""),
        own=approval.own,
        holds=used or (holds(approval, reader, draft) if closely else draft.waiting == approval.waiting),
        used=used,
    )


def _publication_facts(release: Release, reader: Any, draft: Draft, *, closely: bool) -> PublicationFacts:
    """Compare the draft with the newest publication, in the reader's language where it has that."""
    wanted = get_language() or "fi"
    rows = [row for row in releases_of(release.subject) if row.kind == release.kind and row.withdrawn is None]
    spoken = next((row for row in rows if row.language == wanted), rows[0] if rows else None)
    places = None
    if closely and spoken is not None:
        now = draft.edition(as_language(spoken.language), reader).document
        before, after = (uncommented(as_told(one), draft.told) for one in (load(spoken.document_hash), now))
        places = differences(before, after).places
    return PublicationFacts(
        published=timezone.localtime(release.published).date(),
        withdrawn=timezone.localtime(release.withdrawn).date() if release.withdrawn else None,
        differs=places,
    )
