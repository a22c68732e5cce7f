"""Reads of rounds, comments and approvals. What takes a user asks him first; the others say who has asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

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
from seutukuva.web.kit.thread.kinds import hashes_of
from seutukuva.web.picture.models import Finding, cell_urn
from seutukuva.web.picture.review.content import Draft, draft_of, editions_of, facts_of, hashes
from seutukuva.web.picture.review.models import Approval, Comment, End, Round
from seutukuva.web.picture.selectors import FindingRow, ecosystem_picture, judged
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, members, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.base import Message
    from seutukuva.web.kit.releases.models import Release
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

KIND: Final = "picture"


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
    """A draft as its town comments on it. `gone`: comments on sentences that are there no more."""

    round: Round | None
    stage: Message
    whole: Sequence[CommentRow]
    cells: Sequence[CommentedCell]
    gone: Sequence[CommentRow]
    waiting: int


@dataclass(frozen=True)
class TownChain:
    """Where a town's picture is on its way to the public."""

    participant: Participant
    ecosystem: Ecosystem
    facts: ChainFacts
    standing: Standing
    steps: Sequence[ChainStep]
    round: Round | None
    release: Release | None

    @property
    def public(self) -> bool:
        """Tell whether the public can read a publication."""
        return self.release is not None and self.release.withdrawn is None


def things_of(ecosystem: Ecosystem) -> set[str]:
    """Return the URNs of what a comment on a picture may be about."""
    cells = {cell_urn(ecosystem.pk, row.dimension.id) for row in judged([ecosystem.pk])[ecosystem.pk].cells}
    return {ecosystem.urn, *cells, *(row.urn for row in Finding.objects.filter(ecosystem=ecosystem))}


def round_page(ecosystem: Ecosystem) -> RoundPage:
    """Return a draft with its comments, those of earlier rounds too; the caller got the ecosystem by permission."""
    picture = ecosystem_picture(ecosystem)
    rows = Comment.objects.filter(round__ecosystem=ecosystem).select_related("author", "handled_by", "round")
    comments = list(rows)
    now = hashes_of({row.about for row in comments if row.seen})
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
    whole = told.pop(ecosystem.urn, [])
    newest = Round.objects.filter(ecosystem=ecosystem).last()
    gone = [row for left in told.values() for row in left]
    return RoundPage(newest, picture.stage.message, whole, cells, gone, sum(row.waits for row in comments))


def get_comment(user: Any, programme: str, town: str, comment: int, permission: str) -> Comment:
    """Return a comment on a town's picture that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, "programmes.read_town")
    rows = Comment.objects.select_related("round__ecosystem__participant__programme")
    row = rows.filter(round__ecosystem__participant=participant, pk=comment).first()
    if row is None or not user.has_perm(permission, participant.programme):
        raise Http404
    return row


def open_round_of(ecosystem: Ecosystem) -> Round:
    """Return the newest round of a picture, not closed by hand. Raises Http404."""
    row = Round.objects.filter(ecosystem=ecosystem, closed=None).last()
    if row is None:
        raise Http404
    row.ecosystem = ecosystem
    return row


def current_approval(ecosystem: Ecosystem) -> Approval | None:
    """Return what was asked for or approved last and has not come to an end; the caller has checked the right."""
    rows = Approval.objects.select_related("asked_by", "approved_by")
    row = rows.filter(ecosystem=ecosystem, end=End.OPEN).first()
    if row is not None:
        row.ecosystem = ecosystem
    return row


def last_returned(ecosystem: Ecosystem) -> Approval | None:
    """Return the newest request when it was returned."""
    row = Approval.objects.filter(ecosystem=ecosystem).first()
    return row if row is not None and row.end == End.RETURNED else None


def holds(approval: Approval, reader: Any, draft: Draft | None = None) -> bool:
    """Tell whether what was asked for or approved is still exactly what would be published.

    It is read with the eyes of who asked: another reader may see fewer of the measures.
    """
    draft = draft or draft_of(approval.ecosystem)
    if draft.waiting != approval.waiting:
        return False
    programme = approval.ecosystem.participant.programme
    asked_by = approval.asked_by
    eyes = asked_by if asked_by is not None and asked_by.has_perm("programmes.publish", programme) else reader
    languages = [as_language(code) for code in approval.languages]
    return bool(hashes(editions_of(draft, languages, eyes)) == approval.content)


def others_may_publish(programme: Programme, actor: Any) -> bool:
    """Tell whether the programme has somebody else who may publish: alone, a person approves what he asked for."""
    return any(
        member.user_id != actor.pk and member.user.has_perm("programmes.publish", programme)
        for member in members(programme)
    )


def town_chain(reader: Any, ecosystem: Ecosystem) -> TownChain:
    """Return where a picture is; the caller got the ecosystem by permission."""
    draft = draft_of(ecosystem)
    approval = current_approval(ecosystem) or _last_used(ecosystem)
    release = next((row for row in releases_of(ecosystem.urn) if row.kind == KIND), None)
    facts = replace(
        facts_of(draft),
        approval=_approval_facts(approval, reader, draft) if approval else None,
        publication=_publication_facts(release, reader, draft) if release else None,
    )
    today = timezone.localdate()
    return TownChain(
        participant=ecosystem.participant,
        ecosystem=ecosystem,
        facts=facts,
        standing=standing_of(facts, today),
        steps=chain(facts, today),
        round=draft.round,
        release=release,
    )


def programme_chains(reader: Any, programme: Programme) -> list[TownChain]:
    """Return where the pictures of the towns are that a person may read."""
    return [town_chain(reader, default_ecosystem(town)) for town in participants_readable_by(reader, programme)]


def _last_used(ecosystem: Ecosystem) -> Approval | None:
    """Return the approval by which a picture was published last."""
    rows = Approval.objects.select_related("asked_by", "approved_by")
    return rows.filter(ecosystem=ecosystem, end=End.PUBLISHED).first()


def _approval_facts(approval: Approval, reader: Any, draft: Draft) -> ApprovalFacts:
    used = approval.end == End.PUBLISHED
    return ApprovalFacts(
        asked=timezone.localtime(approval.asked).date(),
        asked_by=str(approval.asked_by or ""),
        approved=timezone.localtime(approval.approved).date() if approval.approved else None,
        approved_by=str(approval.approved_by or ""),
        own=approval.own,
        holds=used or holds(approval, reader, draft),
        used=used,
    )


def _publication_facts(release: Release, reader: Any, draft: Draft) -> PublicationFacts:
    """Compare the draft with the newest publication, in the reader's language where it has that."""
    wanted = get_language() or "fi"
    rows = [row for row in releases_of(release.subject) if row.kind == KIND and row.withdrawn is None]
    spoken = next((row for row in rows if row.language == wanted), rows[0] if rows else None)
    places = None
    if spoken is not None:
        now = draft.edition(as_language(spoken.language), reader).document
        before, after = (uncommented(as_told(one), draft.told) for one in (load(spoken.document_hash), now))
        places = differences(before, after).places
    return PublicationFacts(
        published=timezone.localtime(release.published).date(),
        withdrawn=timezone.localtime(release.withdrawn).date() if release.withdrawn else None,
        differs=places,
    )
