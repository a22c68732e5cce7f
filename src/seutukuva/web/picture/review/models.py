"""Comment rounds of a picture with their comments, and approvals of what is to be published."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from seutukuva.base import urn

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme


class Round(models.Model):
    """A town comments on the draft of its picture until `last_day`, or until the round is `closed` by hand."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    last_day = models.DateField()
    opened = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ecosystem"], condition=models.Q(closed=None), name="one_open_round_per_picture"
            )
        ]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the round."""
        return urn("picture", "round", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id

    @property
    def begun(self) -> date:
        """Return the day on which it was opened."""
        return timezone.localtime(self.opened).date()

    @property
    def ended(self) -> date | None:
        """Return the day on which it was closed by hand."""
        return timezone.localtime(self.closed).date() if self.closed else None

    @property
    def until(self) -> date:
        """Return the day on which it ended or ends."""
        return min(self.ended, self.last_day) if self.ended else self.last_day

    @property
    def is_open(self) -> bool:
        """Tell whether comments are taken today."""
        return self.closed is None and timezone.localdate() <= self.last_day


class Outcome(models.TextChoices):
    """What became of a comment."""

    WAITING = ""
    ANSWERED = "answered"
    EDITED = "edited"
    SETTLED = "settled"


class Comment(models.Model):
    """A comment on a sentence, a dimension or the whole: `about` is its URN, `seen` its content's hash at that time."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="comments")
    about = models.CharField(max_length=200)
    seen = models.CharField(max_length=64, blank=True)
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=8, blank=True, choices=Outcome.choices, default=Outcome.WAITING)
    answer = models.TextField(blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    handled = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the comment."""
        return urn("picture", "comment", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.round.programme_id

    @property
    def waits(self) -> bool:
        """Tell whether nobody has dealt with it."""
        return self.outcome == Outcome.WAITING


class End(models.TextChoices):
    """How an approval came to its end."""

    OPEN = ""
    PUBLISHED = "published"
    RETURNED = "returned"
    REPLACED = "replaced"


class Approval(models.Model):
    """A person asks, another approves that exactly this is published: a picture or report of a town, or of the `whole`.

    `kind` is that of the releases. `content`: language -> hash of what would be published; `waiting`: what was open
    then, flagged sentences and comments. When either is otherwise now, the approval no longer holds. `own`: asked and
    approved by one person, who was alone in the programme.
    """

    kind = models.CharField(max_length=16, default="picture")
    ecosystem = models.ForeignKey("programmes.Ecosystem", null=True, on_delete=models.CASCADE, related_name="+")
    whole = models.ForeignKey("programmes.Programme", null=True, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()
    waiting = models.JSONField(default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    approved = models.DateTimeField(null=True)
    own = models.BooleanField(default=False)
    end = models.CharField(max_length=9, blank=True, choices=End.choices, default=End.OPEN)
    ended = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ecosystem", "kind"], condition=models.Q(end=""), name="one_open_approval_per_town"
            ),
            models.UniqueConstraint(
                fields=["whole", "kind"], condition=models.Q(end=""), name="one_open_approval_per_programme"
            ),
            models.CheckConstraint(
                condition=models.Q(ecosystem=None, whole__isnull=False) | models.Q(ecosystem__isnull=False, whole=None),
                name="approval_of_town_or_programme",
            ),
        ]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the approval."""
        return urn("picture", "approval", self.pk)

    @property
    def programme(self) -> Programme:
        """Return the programme."""
        programme = self.ecosystem.participant.programme if self.ecosystem else self.whole
        assert programme is not None
        return programme

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return int(self.programme.pk)

    @property
    def languages(self) -> list[str]:
        """Return the languages that were asked for."""
        return sorted(self.content)
