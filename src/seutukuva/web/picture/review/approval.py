"""Publishing a picture or a report: one person asks, another approves exactly this content, then it is published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format

from seutukuva.base import Language, Problem
from seutukuva.base.languages import as_language
from seutukuva.web.kit.actions import action, hold, record
from seutukuva.web.kit.once import one_reading
from seutukuva.web.kit.releases.actions import publish, withdraw
from seutukuva.web.kit.releases.selectors import standing_at
from seutukuva.web.picture.leading_thread import tie_leader
from seutukuva.web.picture.review.content import draft_of, editions_of, hashes
from seutukuva.web.picture.review.models import Approval, End
from seutukuva.web.picture.review.selectors import current_approval, holds, others_may_publish
from seutukuva.web.picture.review.subjects import PICTURE

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.picture.review.content import Draft
    from seutukuva.web.picture.review.subjects import Subject
    from seutukuva.web.programmes.models import Programme

PUBLISH = "programmes.publish"


@action(PUBLISH, on="subject.programme")
@one_reading()
def ask_approval(
    *,
    actor: User,
    subject: Subject,
    languages: Iterable[Language],
    knows_flags: bool = False,
    knows_comments: bool = False,
) -> Approval:
    """Ask that what a picture or a report says now is approved for publishing in languages; an earlier request ends.

    Raises Problem when nothing is known, while a round of its towns is open, or when sentences wait for somebody to
    look or comments for an answer and the person did not say that he knows, or when exactly this is asked for already:
    a second press ends neither the request nor an approval of it.
    """
    hold(subject.ecosystem or subject.programme)
    draft = draft_of(subject, actor)
    _check(draft)
    if draft.flags and not knows_flags:
        raise Problem("web_picture.open_flags", count=len(draft.flags))
    if draft.comments and not knows_comments:
        raise Problem("web_picture.open_comments", count=len(draft.comments))
    content = hashes(editions_of(draft, languages, actor))
    earlier = current_approval(subject)
    if earlier is not None:
        if earlier.content == content and earlier.waiting == draft.waiting:
            raise Problem("web_picture.approval_asked")
        _end(earlier, End.REPLACED)
    return Approval.objects.create(**subject.columns, content=content, waiting=draft.waiting, asked_by=actor)


@action(PUBLISH, on="approval.programme")
@one_reading()
def approve_publishing(*, actor: User, approval: Approval) -> Approval:
    """Approve what was asked for.

    Raises Problem when it came to an end or is approved by now, its content changed since, or the person asked himself
    while another member may approve it. Alone in a programme a person approves his own, and the trail says so.
    """
    approval = _still_open(approval)
    if approval.approved is not None:
        raise Problem("web_picture.approval_ended")
    if approval.asked_by_id == actor.pk:
        if others_may_publish(approval.programme, actor):
            raise Problem("web_picture.second_person_publishing")
        approval.own = True
        record(
            actor=actor,
            action="picture.review.approval.approved_own",
            subject=approval,
            parameters={"another_may_approve": False},
        )
    if not holds(approval, actor):
        raise Problem("web_picture.approval_fallen")
    approval.approved_by, approval.approved = actor, timezone.now()
    approval.save(update_fields=["approved_by", "approved", "own"])
    return approval


@action(PUBLISH, on="approval.programme")
def return_request(*, actor: User, approval: Approval, words: str = "") -> Approval:
    """Do not approve what was asked for, or take an approval back: `words` say why. Raises Problem when it ended."""
    approval = _still_open(approval)
    approval.reason = words.strip()
    approval.save(update_fields=["reason"])
    return _end(approval, End.RETURNED)


@action(PUBLISH, on="subject.programme")
@one_reading()
def publish_approved(*, actor: User, subject: Subject) -> Approval:
    """Publish a picture or a report as it was approved, in the languages that were asked for.

    Raises Problem without an approval, or when anything changed since it was given.
    """
    current = current_approval(subject)
    if current is None:
        raise Problem("web_picture.not_approved")
    approval = _still_open(current)
    if approval.approved is None:
        raise Problem("web_picture.not_approved")
    draft = draft_of(subject, actor)
    _check(draft)
    made = editions_of(draft, [as_language(code) for code in approval.languages], actor)
    if hashes(made) != approval.content or draft.waiting != approval.waiting:
        raise Problem("web_picture.approval_fallen")
    for edition in made.values():
        publish(
            actor=actor,
            document=edition.document,
            subject=subject.urn,
            kind=subject.kind,
            slug=subject.address,
            programme_id=subject.programme.pk,
            open_flags=len(draft.flags),
            open_comments=len(draft.comments),
            things=edition.things,
        )
    if subject.kind != PICTURE:
        for matter in draft.matters:
            tie_leader(matter.ecosystem)
    return _end(approval, End.PUBLISHED)


@action(PUBLISH, on="programme")
def withdraw_publication(*, actor: User, programme: Programme, address: str) -> Programme:
    """Take all that stands at a public address of a programme from the public pages; the ledger keeps it.

    Raises Problem when the programme has nothing there, as when another person was quicker.
    """
    hold(programme)
    rows = [row for row in standing_at(address) if row.programme_id == programme.pk]
    if not rows:
        raise Problem("web_picture.nothing_to_withdraw", address=address)
    for row in rows:
        withdraw(release=row)
    return programme


def _check(draft: Draft) -> None:
    if not draft.known:
        raise Problem("web_picture.nothing_known")
    if draft.open_rounds:
        until = max(row.last_day for row in draft.open_rounds)
        raise Problem("web_picture.round_still_open", until=date_format(until, "SHORT_DATE_FORMAT"))


def _still_open(approval: Approval) -> Approval:
    """Return a request as it is now, held for this transaction: another person may have dealt with it meanwhile."""
    now = Approval.objects.select_for_update().get(pk=approval.pk)
    if now.end != End.OPEN:
        raise Problem("web_picture.approval_ended")
    return now


def _end(approval: Approval, end: End) -> Approval:
    approval.end, approval.ended = end, timezone.now()
    approval.save(update_fields=["end", "ended"])
    return approval
