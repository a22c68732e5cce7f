"""What might tell who is meant, what a person said of it, and the sealed key to the markers."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Message, urn
from seutukuva.evidence.pseudonyms import CATEGORIES, Category
from seutukuva.web.evidence.models import Source


class State(models.TextChoices):
    """What a person said of a suggestion; REPLACED once a marker stands in its place."""

    OPEN = "open", _("not decided")
    ACCEPTED = "accepted", _("confirmed")
    REJECTED = "rejected", _("rejected")
    REPLACED = "replaced", _("replaced")


class Suggestion(models.Model):
    """A stretch of a source's text that may tell who is meant; also the log of who decided what and when.

    `text` and `base` hold the words only while they stand in the source as well: of what was replaced `text` is the
    marker. The words are then in the sealed key alone.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    category = models.CharField(max_length=16, choices=[(name, name) for name in CATEGORIES])
    base = models.TextField(blank=True)
    reason_code = models.CharField(max_length=60, blank=True)
    reason_parameters = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["start", "id"]
        indexes = [models.Index(fields=["source", "state"], name="suggestion_by_state")]

    def __str__(self) -> str:
        return f"{self.category} [{self.start}, {self.end}) {self.state}"

    @property
    def reason(self) -> Message | None:
        """Return why it was suggested; None for what a person added."""
        if not self.reason_code:
            return None
        return Message.from_json({"code": self.reason_code, "parameters": self.reason_parameters})

    @property
    def state_name(self) -> str:
        """Return its state in the reader's language."""
        return str(State(self.state).label)

    @property
    def kind(self) -> Category:
        """Return its category as the library knows it."""
        return cast(Category, self.category)


class KeyEntry(models.Model):
    """A line of a source's key: who or what a marker is, sealed with a key that lies outside the database."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    marker = models.CharField(max_length=40)
    category = models.CharField(max_length=16, choices=[(name, name) for name in CATEGORIES])
    sealed = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [models.UniqueConstraint(fields=["source", "marker"], name="one_entry_per_marker")]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.marker}"

    @property
    def urn(self) -> str:
        """Return the URN of the entry."""
        return urn("evidence", "key_entry", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.source.programme_id


class Standing(models.TextChoices):
    """How far a source is; RAW also when its text was changed after somebody had said that it is not."""

    RAW = "raw", _("raw: names as they were said")
    PSEUDONYMISED = "pseudonymised", _("pseudonymised")
    ANONYMISED = "anonymised", _("anonymised")


class Treatment(models.Model):
    """What was done with a source's names: for which text they were looked for, and for which text somebody vouches.

    `ticked` are the residual risks that he went through.
    """

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="+")
    searched_hash = models.CharField(max_length=64, blank=True)
    standing = models.CharField(max_length=16, choices=Standing.choices, default=Standing.RAW)
    text_hash = models.CharField(max_length=64, blank=True)
    ticked = models.JSONField(default=list, blank=True)
    vouched_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    vouched = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.source_id}: {self.standing}"
