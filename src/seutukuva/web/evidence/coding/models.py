"""Codes, codings and what hangs on them. A coding is one person's; two persons' codings of a passage are two rows."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from seutukuva.base import urn
from seutukuva.web.evidence.models import Passage, Source


class Code(models.Model):
    """A code of a programme's codebook. Its name, definition and examples are own texts; `colour` counts from 1 in the
    library's COLOURS, `points_to` says what it tells of."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    slug = models.CharField(max_length=60)
    colour = models.PositiveSmallIntegerField(default=1)
    points_to = models.CharField(max_length=40, blank=True)
    order = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "slug"], name="one_code_per_slug")]

    def __str__(self) -> str:
        return self.slug

    @property
    def urn(self) -> str:
        """Return the URN of the code."""
        return urn("evidence", "code", self.pk)


class CodebookVersion(models.Model):
    """The whole codebook as it stood after a change."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.number}"


class Verdict(models.TextChoices):
    """What adjudication said of a coding; OPEN where nobody disagreed or nobody has looked."""

    OPEN = ""
    KEPT = "kept"
    DROPPED = "dropped"


class Coding(models.Model):
    """A code that one person gave to a passage. Dropped ones stay on record and are not counted."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=8, blank=True, choices=Verdict.choices, default=Verdict.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "code", "coder"], name="one_coding_per_person_and_code")
        ]

    def __str__(self) -> str:
        return f"{self.code_id} {self.passage_id}"

    @property
    def urn(self) -> str:
        """Return the URN of the coding."""
        return urn("evidence", "coding", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.passage.programme_id


class Step(models.Model):
    """One step of a coder in a source, in the order it happened: what others' pages learn from, and undo goes back.

    `start` and `end` are where it stands in the text as it is now: a step goes with the words, and is gone with them.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added = models.BooleanField()
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    undone = models.BooleanField(default=False)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{'+' if self.added else '-'}{self.code_id} [{self.start}, {self.end})"


class Memo(models.Model):
    """A note on anything that has a URN: a source, a passage, a code, a coding."""

    about = models.CharField(max_length=200, db_index=True)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    ecosystem = models.ForeignKey("programmes.Ecosystem", null=True, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def urn(self) -> str:
        """Return the URN of the memo."""
        return urn("evidence", "memo", self.pk)


class Mention(models.Model):
    """An actor, or a tie of two, that a passage speaks of: kept for the network room."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="mentions")
    name = models.CharField(max_length=120)
    other = models.CharField(max_length=120, blank=True)  # the tie's other end; empty for a mention of an actor alone
    kind = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.name} – {self.other}" if self.other else self.name

    @property
    def urn(self) -> str:
        """Return the URN of the mention."""
        return urn("evidence", "mention", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.passage.programme_id


class RoundState(models.TextChoices):
    """BLIND: nobody sees the others' codings; COMPARED: they are laid side by side and decided; CLOSED: done."""

    BLIND = "blind"
    COMPARED = "compared"
    CLOSED = "closed"


class Round(models.Model):
    """Double coding: several people code the same sources without seeing each other's work, then compare."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    sources = models.ManyToManyField(Source, related_name="+")
    coders = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.BLIND)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def urn(self) -> str:
        """Return the URN of the round."""
        return urn("evidence", "round", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id
