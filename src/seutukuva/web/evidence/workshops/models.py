"""A workshop's board. Who takes part is a random key and nothing else: no name, no address, no account."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from seutukuva.base import urn
from seutukuva.evidence.workshops import LONGEST_CARD, STEPS
from seutukuva.web.evidence.models import Source


class Workshop(models.Model):
    """A workshop of an ecosystem. Its title and its questions are own texts; `token` is in the participants' link.

    `stage` counts the moves from step to step, `version` what every phone shows, `activity` what only the facilitator
    and the projector show (how many cards, how many have voted): a phone asks again only what has changed.
    """

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=20)
    template = models.CharField(max_length=40, blank=True)
    token = models.CharField(max_length=20, unique=True)
    language = models.CharField(max_length=2)
    date = models.DateField()
    dots = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=8, choices=[(name, name) for name in STEPS], default=STEPS[0])
    stage = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    activity = models.PositiveIntegerField(default=1)
    timer_ends = models.DateTimeField(null=True)
    paper_voters = models.PositiveSmallIntegerField(default=0)
    source = models.OneToOneField(Source, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-date", "-id"]
        constraints = [models.UniqueConstraint(fields=["ecosystem", "label"], name="one_workshop_per_label")]

    def __str__(self) -> str:
        return self.label

    @property
    def urn(self) -> str:
        """Return the URN of the workshop."""
        return urn("evidence", "workshop", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id

    @property
    def locked(self) -> bool:
        """Tell whether voting has begun: cards and groups stay as they are."""
        return self.step in STEPS[STEPS.index("voting") :]


class Question(models.Model):
    """A question of a workshop; its words are an own text."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["order"]

    def __str__(self) -> str:
        return str(self.order)

    @property
    def urn(self) -> str:
        """Return the URN of the question."""
        return urn("evidence", "question", self.pk)


class Guest(models.Model):
    """Somebody who takes part: the hash of the random key in his cookie. `version` counts his own changes."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="guests")
    key_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "key_hash"], name="one_guest_per_key")]

    def __str__(self) -> str:
        return str(self.pk)


class Group(models.Model):
    """Cards that are voted on together; `paper_dots` were counted on paper."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(max_length=120)
    paper_dots = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.title


class Card(models.Model):
    """A card. `key` was made by the phone that wrote it: the same card sent again is stored once.

    The guest is known only until the workshop is closed, so that he can take a card back; then the tie is cut.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="cards")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="cards")
    guest = models.ForeignKey(Guest, null=True, on_delete=models.SET_NULL, related_name="cards")
    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="cards")
    key = models.CharField(max_length=40)
    text = models.CharField(max_length=LONGEST_CARD)
    language = models.CharField(max_length=2)
    paper = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    aside = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [models.UniqueConstraint(fields=["workshop", "key"], name="a_card_is_stored_once")]

    def __str__(self) -> str:
        return self.text[:60]


class Dot(models.Model):
    """The dots that a guest gave to a group."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="dots")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="dots")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guest", "group"], name="one_number_of_dots_per_group")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.number}"


class Opinion(models.Model):
    """What a guest said of a group on the sliders."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="opinions")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="opinions")
    impact = models.PositiveSmallIntegerField()
    effort = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guest", "group"], name="one_opinion_per_group")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.impact}/{self.effort}"
