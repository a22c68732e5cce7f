"""Reads of comment rounds and subjects. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from seutukuva.web.evidence.fairness.models import CommentRound, Decision, QuoteAnswer, Word
from seutukuva.web.evidence.interviews.selectors import get_interview, interview_of
from seutukuva.web.evidence.links import hash_of_token
from seutukuva.web.evidence.models import Agreement, Passage, Source
from seutukuva.web.evidence.selectors import get_source
from seutukuva.web.evidence.subjects import Subject
from seutukuva.web.kit.thread.selectors import named_by
from seutukuva.web.programmes.selectors import get_participant

CONTEXT = 240  # characters on either side: what was asked, and how the sentence goes on


@dataclass(frozen=True)
class QuoteRow:
    """A quote with the words round it and what the interviewee has said of it."""

    passage: Passage
    before: str
    after: str
    answer: QuoteAnswer | None


def meant_for_public(source: Source) -> list[Passage]:
    """Return the passages of a source that may be quoted or that a finding names; the caller got it by permission.

    What the interviewee has already spoken of stays on the list.
    """
    passages = list(source.passages.prefetch_related("ratings"))
    carry = {row.pk: {row.urn, *(rating.urn for rating in row.ratings.all())} for row in passages}
    named = named_by({urn for urns in carry.values() for urn in urns}, "picture", "finding")
    return [row for row in passages if row.quotable or row.agreement != Agreement.OPEN or carry[row.pk] & named]


def quote_rows(round: CommentRound) -> list[QuoteRow]:
    """Return what a round asks about, in the order of the text; the caller has the link or the permission."""
    answers = {row.passage_id: row for row in round.answers.select_related("passage") if _holds(row)}
    text = round.source.text
    return [QuoteRow(row, *_round_it(row, text), answers.get(row.pk)) for row in meant_for_public(round.source)]


def _holds(answer: QuoteAnswer) -> bool:
    """Tell whether an answer is still one on the quote as it now stands."""
    passage = answer.passage
    if answer.word == Word.WITHDRAW:
        return True
    if answer.word == Word.APPROVE or answer.decision == Decision.ACCEPTED:
        return passage.agreement == Agreement.APPROVED
    return answer.words == passage.public_words


def _round_it(passage: Passage, text: str) -> tuple[str, str]:
    """Return the words before and after a passage, cut at spaces."""
    if passage.lost:
        return passage.before, passage.after
    before = text[max(0, passage.start - CONTEXT) : passage.start]
    after = text[passage.end : passage.end + CONTEXT]
    if passage.start > CONTEXT:
        before = f"…{before.partition(' ')[2]}"
    if passage.end + CONTEXT < len(text):
        after = f"{after.rpartition(' ')[0]}…"
    return before, after


def round_by_token(token: str) -> CommentRound | None:
    """Return the round whose letter carries this link, while it opens."""
    rows = CommentRound.objects.select_related("source__ecosystem__participant__programme", "made_by")
    row = rows.filter(token_hash=hash_of_token(token), source__erased=None).first()
    return row if row is not None and row.link_holds else None


def rounds_of(source: Source) -> Sequence[CommentRound]:
    """Return a source's rounds, the newest first; the caller got the source by permission."""
    return list(source.comment_rounds.select_related("made_by").order_by("-pk"))


def open_round(source: Source) -> CommentRound | None:
    """Return the round of a source that is not closed; the caller got the source by permission."""
    return source.comment_rounds.filter(closed=None).first()


def get_open_round(source: Source) -> CommentRound:
    """Return the round of a source that is not closed. Raises Http404."""
    row = open_round(source)
    if row is None:
        raise Http404
    row.source = source
    return row


def get_answer(user: Any, programme: str, town: str, answer: int, permission: str) -> QuoteAnswer:
    """Return an answer on a quote of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    rows = QuoteAnswer.objects.select_related("passage__source__ecosystem__participant__programme")
    row = rows.filter(passage__source__ecosystem__participant=participant, pk=answer).first()
    if row is None:
        raise Http404
    return row


def address_of(source: Source) -> tuple[str, str]:
    """Return the address and the language of a source's interviewee as the plan has them; the address may be empty."""
    planned = interview_of(source)
    return (planned.email, planned.language) if planned else ("", source.language)


def get_subject(user: Any, programme: str, town: str, kind: str, number: int) -> Subject:
    """Return the interviewee of a source or of a planned interview to whoever manages the programme. Raises Http404."""
    if kind == "source":
        source = get_source(user, programme, town, number)
        planned = interview_of(source)
    elif kind == "interview":
        source, planned = None, get_interview(user, programme, town, number, "programmes.read_town")
    else:
        raise Http404
    own = planned.sources.select_related("ecosystem__participant__programme") if planned else []
    sources = tuple(own) if planned else tuple(row for row in (source,) if row)
    ecosystem = planned.ecosystem if planned else sources[0].ecosystem
    if not user.has_perm("programmes.manage", ecosystem.participant.programme):
        raise Http404
    return Subject(ecosystem, sources, planned.pk if planned else None)
