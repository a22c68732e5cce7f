"""Actors, the ties between them, and the structures that last.

An actor belongs to a programme and has a part in ecosystems; a tie belongs to one ecosystem. Merging keeps both rows:
the merged actor points to the one that stands for it, so it can be undone, and ties keep the ends they were told with.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from seutukuva.base import urn

STRUCTURES = ("body", "agreement", "programme")


class Dataset(models.Model):
    """A file of actors and ties that was brought: the source whose error its ties share."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = [models.UniqueConstraint(fields=["ecosystem", "sha256"], name="one_network_per_file")]

    def __str__(self) -> str:
        return self.name

    @property
    def urn(self) -> str:
        """Return the URN of the dataset."""
        return urn("network", "dataset", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id


class Actor(models.Model):
    """An organisation. `name` is how it is called here; its names in the languages are own texts.

    Its kind and size are words of the network's vocabulary; forms and actions check them, so that the vocabulary may
    grow.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, default="other")
    area = models.ForeignKey(
        "programmes.Participant", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = models.CharField(max_length=120, blank=True, help_text="where it is when that is no participant")
    business_id = models.CharField(max_length=9, blank=True)
    industry = models.CharField(max_length=8, blank=True, help_text="TOL 2008")
    size = models.CharField(max_length=12, blank=True)
    education = models.TextField(blank=True, help_text="campuses, fields and graduates of an educational actor")
    note = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.SET_NULL, related_name="actors")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="no_actor_stands_for_itself"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def urn(self) -> str:
        """Return the URN of the actor."""
        return urn("network", "actor", self.pk)


class Alias(models.Model):
    """Another name of an actor, as somebody says or writes it."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints = [models.UniqueConstraint(fields=["actor", "name"], name="one_alias_per_name")]

    def __str__(self) -> str:
        return self.name


class Part(models.Model):
    """An actor's part in an ecosystem: the roles it has there."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="parts")
    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    roles = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [models.UniqueConstraint(fields=["actor", "ecosystem"], name="one_part_per_ecosystem")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.ecosystem_id}"


class Tie(models.Model):
    """One thing that one source told of two actors.

    `cluster` names the source whose error its ties share; `carrier` is the URN of what tells it (a passage), empty for
    what was written by hand or came from a dataset.
    """

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="ties_from")
    target = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="ties_to")
    kind = models.CharField(max_length=20, default="cooperation")
    weight = models.FloatField(default=1.0)
    directed = models.BooleanField(default=False)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    permanence = models.CharField(max_length=12, blank=True)
    cluster = models.CharField(max_length=80, blank=True)
    carrier = models.CharField(max_length=200, blank=True)
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.CASCADE, related_name="ties")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="no_tie_to_oneself"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="tie_has_a_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} – {self.target_id}"

    @property
    def urn(self) -> str:
        """Return the URN of the tie."""
        return urn("network", "tie", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id


class Structure(models.Model):
    """A body, an agreement or a programme that holds actors together.

    Name, mandate, goals and contributions are own texts; `form` is a form of cooperation of the vocabulary.
    """

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(one, one) for one in STRUCTURES])
    form = models.CharField(max_length=40, blank=True, help_text="form of cooperation")
    funding = models.CharField(max_length=200, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    members = models.ManyToManyField(Actor, related_name="structures", blank=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def urn(self) -> str:
        """Return the URN of the structure."""
        return urn("network", "structure", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id


class Apart(models.Model):
    """A person's word that two actors with like names are not the same; `left` has the lower number."""

    left = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="one_word_per_pair"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} ≠ {self.right_id}"


class SetAside(models.Model):
    """A person's word that introducing two actors to each other is not interesting; `left` has the lower number."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    left = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["ecosystem", "left", "right"], name="one_introduction_set_aside"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="introduction_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} – {self.right_id}"
