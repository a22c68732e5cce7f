"""A panel of experts, what it is asked, and what it answers.

No row ties an answer to an expert. The letter's link holds a token; of it the database keeps two hashes that do not
tell each other: one with the expert, to know an invitation, and one, the voice, with the answers, so that whoever holds
the link finds and revises what he or she said before. Whether somebody has answered is kept, to know whom to remind;
when is not. When the panel is finished the addresses and the experts' hashes are emptied.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.utils import timezone

from seutukuva.base import urn


class State(models.TextChoices):
    """How far a panel is. Between two rounds it is closed; finished it takes no more answers."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    FINISHED = "finished"


class Panel(models.Model):
    """A panel of experts in a programme. Its title is an own text; `round` is the last round that was opened."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PREPARED)
    round = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_panel_per_number")]

    def __str__(self) -> str:
        return self.cluster

    @property
    def urn(self) -> str:
        """Return the URN of the panel."""
        return urn("picture", "panel", self.pk)

    @property
    def cluster(self) -> str:
        """Return the name of the source whose error all its ratings share."""
        return f"Delphi {self.number}"

    @property
    def open(self) -> bool:
        """Tell whether a round takes answers now."""
        return self.state == State.OPEN

    @property
    def finished(self) -> bool:
        """Tell whether no round comes any more."""
        return self.state == State.FINISHED

    @property
    def closed_rounds(self) -> int:
        """Return how many rounds may be shown."""
        return self.round - 1 if self.open else self.round


class Use(models.TextChoices):
    """What an analyst decided of the answers on a cell: they count as ratings, or stand beside as a note."""

    OPEN = ""
    TAKEN = "taken"
    ASIDE = "aside"


class PanelQuestion(models.Model):
    """A cell that a panel is asked about: the level of one dimension of one ecosystem."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="questions")
    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    dimension = models.CharField(max_length=20)
    use = models.CharField(max_length=8, choices=Use.choices, default=Use.OPEN, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "ecosystem", "dimension"], name="one_panel_question_per_cell")
        ]

    def __str__(self) -> str:
        return f"{self.ecosystem_id}-{self.dimension}"


class Expert(models.Model):
    """Somebody who is asked. `answered` is the last round in which he or she sent answers, 0 when in none."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="experts")
    who = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    expires = models.DateTimeField(null=True, blank=True)
    answered = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["who", "id"]

    def __str__(self) -> str:
        return "(expert)"

    @property
    def link_holds(self) -> bool:
        """Tell whether the link of the letter still opens."""
        return bool(self.token_hash) and self.expires is not None and self.expires > timezone.now()


def random_key() -> str:
    """Return a key that tells nothing of when its row was made."""
    return secrets.token_hex(8)


class Answer(models.Model):
    """What one voice said of a cell. A revision is a row of its own: nothing is written over."""

    key = models.CharField(max_length=16, primary_key=True, default=random_key)
    question = models.ForeignKey(PanelQuestion, on_delete=models.CASCADE, related_name="answers")
    voice = models.CharField(max_length=64)
    round = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["question", "voice", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["question", "voice", "revision"], name="one_answer_per_revision")
        ]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the answer."""
        return urn("picture", "expert_answer", self.key)
