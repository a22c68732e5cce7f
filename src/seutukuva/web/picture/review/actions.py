"""Writes of comment rounds. Approval and publishing stand in `approval.py`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format

from seutukuva.base import Problem
from seutukuva.web.kit.actions import action, hold
from seutukuva.web.picture.review.content import contents_of
from seutukuva.web.picture.review.letters import tell_coordinators
from seutukuva.web.picture.review.models import Comment, Outcome, Round
from seutukuva.web.picture.review.selectors import things_of
from seutukuva.web.picture.selectors import judged
from seutukuva.web.programmes.selectors import default_ecosystem, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Programme

PUBLISH = "programmes.publish"


@action(PUBLISH, on="ecosystem.participant.programme")
def open_round(*, actor: User, ecosystem: Ecosystem, last_day: date, letter: bool = False) -> Round:
    """Let a town comment on the draft of its picture until a day; with `letter` its coordinators are written to.

    Raises Problem when a round is open, nothing is known, the day is past, or a letter was not sent. Two who open one
    at the same moment go one after the other.
    """
    hold(ecosystem)
    if last_day < timezone.localdate():
        raise Problem("web_picture.day_past")
    if not _known(ecosystem):
        raise Problem("web_picture.nothing_known")
    for row in Round.objects.filter(ecosystem=ecosystem, closed=None):
        if row.is_open:
            raise Problem("web_picture.round_open", until=date_format(row.last_day, "SHORT_DATE_FORMAT"))
        # Its last day is past: it took no comments any more, and now it is put away.
        row.closed = timezone.now()
        row.save(update_fields=["closed"])
    opened = Round.objects.create(ecosystem=ecosystem, last_day=last_day, opened_by=actor)
    if letter:
        tell_coordinators(opened, sender=str(actor))
    return opened


@action(PUBLISH, on="programme")
def open_rounds(*, actor: User, programme: Programme, last_day: date, letter: bool = False) -> list[Round]:
    """Open a round for every town of a programme that has a picture and no open round.

    Raises Problem when there is none, the day is past, or a letter was not sent.
    """
    towns = [default_ecosystem(town) for town in participants_readable_by(actor, programme)]
    taken = {row.ecosystem_id for row in Round.objects.filter(ecosystem__in=towns, closed=None) if row.is_open}
    wanted = [row for row in towns if row.pk not in taken and _known(row)]
    if not wanted:
        raise Problem("web_picture.no_town_to_ask")
    return [open_round(actor=actor, ecosystem=row, last_day=last_day, letter=letter) for row in wanted]


@action(PUBLISH, on="round.ecosystem.participant.programme")
def close_round(*, actor: User, round: Round) -> Round:
    """End a round before its last day. Raises Problem when it is closed, as when another person was quicker."""
    now = Round.objects.select_for_update().get(pk=round.pk)
    if now.closed is not None:
        raise Problem("web_picture.round_over")
    now.closed = timezone.now()
    now.save(update_fields=["closed"])
    return now


@action("programmes.work_on_town", on="round.ecosystem.participant")
def write_comment(*, actor: User, round: Round, about: str, body: str) -> Comment:
    """Comment on a sentence, a dimension or the whole of a draft, or on the own texts of the report.

    Raises Problem when the round is over, nothing was written, or the thing is not of this picture.
    """
    if not Round.objects.select_for_update().get(pk=round.pk).is_open:
        raise Problem("web_picture.round_over")
    if not body.strip():
        raise Problem("web_picture.comment_empty")
    if about not in things_of(round.ecosystem):
        raise Problem("web_picture.comment_elsewhere")
    seen = contents_of(round.ecosystem, [about])[about]
    return Comment.objects.create(round=round, about=about, seen=seen, body=body.strip(), author=actor)


@action(PUBLISH, on="comment.round.ecosystem.participant.programme")
def handle_comment(*, actor: User, comment: Comment, outcome: str, words: str = "") -> Comment:
    """Answer a comment, say that the sentence was edited for it, or settle it without either.

    Raises Problem when it was dealt with already, an answer has no words, or a sentence that is said to be edited reads
    as it did when it was commented.
    """
    if not Comment.objects.select_for_update().get(pk=comment.pk).waits:
        raise Problem("web_picture.comment_handled")
    if outcome == Outcome.ANSWERED and not words.strip():
        raise Problem("web_picture.answer_empty")
    now = contents_of(comment.round.ecosystem, [comment.about])[comment.about]
    if outcome == Outcome.EDITED and comment.seen and now == comment.seen:
        raise Problem("web_picture.not_edited")
    comment.outcome, comment.answer = Outcome(outcome), words.strip()
    comment.handled_by, comment.handled = actor, timezone.now()
    comment.save(update_fields=["outcome", "answer", "handled_by", "handled"])
    return comment


def _known(ecosystem: Ecosystem) -> bool:
    return any(cell.cell.known for cell in judged([ecosystem.pk])[ecosystem.pk].cells)
