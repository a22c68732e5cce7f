"""Writes of comment rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from seutukuva.base import Problem, content_hash
from seutukuva.web.evidence.actions import overlap
from seutukuva.web.evidence.fairness.letters import send_quotes
from seutukuva.web.evidence.fairness.models import CommentRound, Decision, QuoteAnswer, Word
from seutukuva.web.evidence.fairness.selectors import address_of, meant_for_public
from seutukuva.web.evidence.links import hash_of_token, new_token
from seutukuva.web.evidence.models import Agreement
from seutukuva.web.kit.actions import action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.evidence.models import Passage, Source

WORK = "programmes.work_on_town"
LINK_DAYS = 30


@dataclass(frozen=True)
class Address:
    """Where the letter goes; the audit trail keeps that there was one."""

    email: str

    def __str__(self) -> str:
        return "(address)"


@dataclass(frozen=True)
class Said:
    """What an interviewee says of a quote. `seen` is the hash of the words that the page showed."""

    word: str
    seen: str
    proposed: str = ""

    def __str__(self) -> str:
        return self.word


def hash_of_words(words: str) -> str:
    """Return the hash by which it is known that a quote has changed since its page was opened."""
    return content_hash({"words": words})


@action(WORK, on="source.ecosystem.participant")
def begin_round(*, actor: User, source: Source, address: Address) -> CommentRound:
    """Ask the interviewee about the quotes of a source; until the answer none of them is published.

    Raises Problem when a round is open, the source was erased, nothing is meant to be quoted, or the letter was not
    sent.
    """
    if source.erased is not None:
        raise Problem("web_evidence.erased", label=source.label)
    if source.comment_rounds.filter(closed=None).exists():
        raise Problem("web_evidence.comment_round_open", label=source.label)
    if not meant_for_public(source):
        raise Problem("web_evidence.nothing_to_comment", label=source.label)
    row = CommentRound(source=source, email=address.email, made_by=actor)
    source.asks_first = True
    source.save(update_fields=["asks_first"])
    _send(row, actor)
    return row


@action(WORK, on="round.source.ecosystem.participant")
def send_again(*, actor: User, round: CommentRound) -> CommentRound:
    """Send a new link; the one before opens no longer."""
    _send(round, actor)
    return round


@action(WORK, on="round.source.ecosystem.participant")
def revoke_link(*, actor: User, round: CommentRound) -> CommentRound:
    """Let the link open no longer; the round goes on and what was not approved stays unpublished."""
    round.token_hash = None
    round.save(update_fields=["token_hash"])
    return round


@action(WORK, on="round.source.ecosystem.participant")
def close_round(*, actor: User, round: CommentRound) -> CommentRound:
    """End a round: what was not approved by now stays unpublished until another round asks again."""
    round.token_hash, round.closed, round.email = None, timezone.now(), ""
    round.save(update_fields=["token_hash", "closed", "email"])
    return round


@action(WORK, on="round.source.ecosystem.participant")
def cancel_round(*, actor: User, round: CommentRound) -> Source:
    """Take back a round that nobody has answered: the consent alone decides again. Raises Problem after an answer."""
    source = round.source
    if round.answers.exists():
        raise Problem("web_evidence.comment_round_answered", label=source.label)
    round.delete()
    if not source.comment_rounds.exists():
        source.asks_first = False
        source.save(update_fields=["asks_first"])
    return source


@action(None)
def answer_quote(*, actor: Any, round: CommentRound, passage: Passage, said: Said) -> QuoteAnswer:
    """Keep an interviewee's word on a quote; the link was the permission. What is withdrawn stays withdrawn.

    Raises Problem when the quote is not of the round, its words changed since the page was opened, or a correction
    has no words.
    """
    if passage.source_id != round.source_id or not round.link_holds:
        raise Problem("web_evidence.quote_not_asked")
    if passage.withdrawn:
        raise Problem("web_evidence.withdrawn", label=round.source.label)
    if said.seen != hash_of_words(passage.public_words):
        raise Problem("web_evidence.quote_changed")
    proposed = said.proposed.strip() if said.word == Word.CORRECT else ""
    if said.word == Word.CORRECT and not proposed:
        raise Problem("web_evidence.correction_without_words")
    answer, _made = QuoteAnswer.objects.update_or_create(
        round=round,
        passage=passage,
        defaults={
            "word": said.word,
            "words": passage.public_words,
            "proposed": proposed,
            "decision": Decision.WAITING,
            "decided_by": None,
        },
    )
    if said.word == Word.WITHDRAW:
        _withdraw(passage)
    else:
        passage.agreement = Agreement.APPROVED if said.word == Word.APPROVE else Agreement.OPEN
        passage.save(update_fields=["agreement"])
    return answer


@action(WORK, on="answer.passage.source.ecosystem.participant")
def accept_correction(*, actor: User, answer: QuoteAnswer) -> QuoteAnswer:
    """Let the interviewee's wording be the public one; the words as said stay, what stands on them is flagged."""
    passage = _corrected(answer)
    passage.agreement, passage.agreed_words = Agreement.APPROVED, answer.proposed
    passage.save(update_fields=["agreement", "agreed_words"])
    return _decide(answer, actor, Decision.ACCEPTED)


@action(WORK, on="answer.passage.source.ecosystem.participant")
def refuse_correction(*, actor: User, answer: QuoteAnswer) -> QuoteAnswer:
    """Do not take the interviewee's wording; the quote stays unpublished unless he or she approves it."""
    _corrected(answer)
    return _decide(answer, actor, Decision.REFUSED)


def _send(row: CommentRound, actor: User) -> None:
    if not row.email:
        raise Problem("web_evidence.no_address")
    token = new_token()
    row.token_hash, row.expires = hash_of_token(token), timezone.now() + timedelta(days=LINK_DAYS)
    row.save()
    quotes = len(meant_for_public(row.source))
    send_quotes(row, token=token, language=address_of(row.source)[1], sender=str(actor), quotes=quotes)


def _withdraw(passage: Passage) -> None:
    """Withdraw a quote, and the passages that would tell its words all the same."""
    for row in passage.source.passages.all():
        if row.pk == passage.pk or overlap(passage, row):
            row.agreement, row.agreed_words, row.quotable = Agreement.WITHDRAWN, "", False
            row.save(update_fields=["agreement", "agreed_words", "quotable"])
    passage.refresh_from_db(fields=["agreement", "agreed_words", "quotable"])


def _corrected(answer: QuoteAnswer) -> Passage:
    """Return the passage of a correction that waits. Raises Problem when it does not, or its words changed since."""
    if not answer.waits:
        raise Problem("web_evidence.correction_decided")
    if answer.words != answer.passage.public_words or answer.passage.withdrawn:
        raise Problem("web_evidence.quote_changed")
    return answer.passage


def _decide(answer: QuoteAnswer, actor: User, decision: Decision) -> QuoteAnswer:
    answer.decision, answer.decided_by = decision, actor
    answer.save(update_fields=["decision", "decided_by"])
    return answer
