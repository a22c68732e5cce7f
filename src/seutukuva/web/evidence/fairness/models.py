"""Comment rounds and what interviewees answered in them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from seutukuva.base import urn
from seutukuva.web.evidence.models import Passage, Source


class CommentRound(models.Model):
    """The interviewee of a source is asked about its quotes. Only the hash of the link is kept; empty: revoked.

    `closed`: what was not approved by then stays unpublished.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="comment_rounds")
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    expires = models.DateTimeField()
    closed = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(closed=None), name="one_open_comment_round_per_source"
            )
        ]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the round."""
        return urn("evidence", "comments", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.source.programme_id

    @property
    def link_holds(self) -> bool:
        """Tell whether the link of its letter opens."""
        return self.token_hash is not None and self.closed is None and self.expires > timezone.now()


class Word(models.TextChoices):
    """What an interviewee said of a quote."""

    APPROVE = "approve"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class Decision(models.TextChoices):
    """What became of a proposed correction."""

    WAITING = ""
    ACCEPTED = "accepted"
    REFUSED = "refused"


class QuoteAnswer(models.Model):
    """The interviewee's word on one quote; `words` are those that he or she read, `proposed` the wording wanted."""

    round = models.ForeignKey(CommentRound, on_delete=models.CASCADE, related_name="answers")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="answers")
    word = models.CharField(max_length=8, choices=Word.choices)
    words = models.TextField()
    proposed = models.TextField(blank=True)
    decision = models.CharField(max_length=8, blank=True, choices=Decision.choices, default=Decision.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [models.UniqueConstraint(fields=["round", "passage"], name="one_answer_per_quote")]

    def __str__(self) -> str:
        return f"{self.passage_id}: {self.word}"

    @property
    def urn(self) -> str:
        """Return the URN of the answer."""
        return urn("evidence", "answer", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.passage.programme_id

    @property
    def waits(self) -> bool:
        """Tell whether a correction waits for the analyst."""
        return self.word == Word.CORRECT and self.decision == Decision.WAITING
