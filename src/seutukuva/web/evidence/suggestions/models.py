"""Named coders that are models, what they read, what they proposed. A proposal is no coding: nobody counts it.

None of it keeps words of a source but the few terms of a proposal; these go when the text changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from seutukuva.base import Message, Problem, urn
from seutukuva.web.evidence.coding.models import Code, Coding
from seutukuva.web.evidence.models import Source


class Status(models.TextChoices):
    """How far a background job is."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class Job(models.Model):
    """What a job makes: waiting, done, or refused with a problem."""

    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    problem_code = models.CharField(max_length=80, blank=True)
    problem_parameters = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def problem(self) -> Problem | None:
        """Return why it was refused, to be told in any language."""
        if not self.problem_code:
            return None
        told: Mapping[str, Any] = {"code": self.problem_code, "parameters": self.problem_parameters}
        return Problem(self.problem_code, **Message.from_json(told).parameters)


class Proposer(Job):
    """A model that learned a programme's codings, with a name of its own ("TF-IDF 3"): never a person.

    `taught` is what it learned from: [source, start, end, [slugs of codes]], `texts` the hashes of those sources'
    texts; the same rows give the same model again. `curve` is the learning curve, row by row.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    features = models.CharField(max_length=20, blank=True)
    labels = models.PositiveIntegerField(default=0)
    codes = models.JSONField(default=list, blank=True)
    untaught = models.JSONField(default=list, blank=True)
    threshold = models.FloatField(default=0)
    taught = models.JSONField(default=list, blank=True)
    texts = models.JSONField(default=dict, blank=True)
    curve = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_proposer_per_number")]

    def __str__(self) -> str:
        return f"{self.features} {self.number}".strip()

    @property
    def urn(self) -> str:
        """Return the URN of the proposer."""
        return urn("evidence", "proposer", self.pk)


class Reading(Job):
    """A source as a proposer read it once; `stretches` is how many paragraphs and turns nobody had coded."""

    proposer = models.ForeignKey(Proposer, on_delete=models.CASCADE, related_name="readings")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    text_hash = models.CharField(max_length=64)
    stretches = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.proposer}: {self.source_id}"

    @property
    def urn(self) -> str:
        """Return the URN of the reading."""
        return urn("evidence", "reading", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.proposer.programme_id


class State(models.TextChoices):
    """What a person said of a proposal; OPEN while nobody has looked."""

    OPEN = ""
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Proposal(models.Model):
    """A code that a proposer proposes for a stretch of a source; confidence 0-1, the terms that speak for it.

    Accepted, a person gave the code: `coding` is hers and says so. It is null again when the coding was taken back.
    """

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="proposals")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="+")
    confidence = models.FloatField()
    terms = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=8, blank=True, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided = models.DateTimeField(null=True, blank=True)
    coding = models.ForeignKey(Coding, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["start", "end", "-confidence", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "start", "end", "code"], name="one_proposal_per_stretch_and_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code_id} [{self.start}, {self.end}) {self.confidence:.2f}"

    @property
    def urn(self) -> str:
        """Return the URN of the proposal."""
        return urn("evidence", "proposal", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.reading.programme_id
