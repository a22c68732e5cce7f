"""Findings of towns and of programmes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from seutukuva.base import Message, urn

GROWTH = "growth"


class Status(models.TextChoices):
    """A draft is read by members only; an approved finding goes into the next publication."""

    DRAFT = "draft"
    APPROVED = "approved"


class Kind(models.TextChoices):
    """A finding says how far a dimension has come, a gap how far it is from its target, growth names a growth area."""

    FINDING = "finding"
    GAP = "gap"
    GROWTH = "growth"


class Finding(models.Model):
    """A sentence on one dimension, or on a growth area (whose `dimension` is growth.<id>).

    Its text is an own text ("sentence"); `message` is what the rules drafted.
    """

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    dimension = models.CharField(max_length=20)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.FINDING)
    message = models.JSONField(null=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the finding."""
        return urn("picture", "finding", self.pk)

    @property
    def cell(self) -> str:
        """Return the URN of the cell, or of the growth area, that it is about."""
        if self.area:
            return growth_urn(self.ecosystem_id, self.area)
        return cell_urn(self.ecosystem_id, self.dimension)

    @property
    def area(self) -> str:
        """Return the id of the growth area that it is about; "" for a finding on a dimension."""
        return self.dimension.removeprefix(f"{GROWTH}.") if self.kind == Kind.GROWTH else ""

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id

    @property
    def drafted(self) -> Message | None:
        """Return what the rules drafted; None for a finding that a person wrote."""
        return Message.from_json(self.message) if self.message else None


class SharedFinding(models.Model):
    """A sentence on the towns of a programme: on their stages, on who leads, or on what is common in a dimension.

    Its text is an own text ("sentence"). `message` is what the rules drafted, None for one that a person wrote; of a
    drafted one `about` and `subject` are the rules' own, else `about` is stage, leader or dimension (the `subject`).
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=16)
    subject = models.CharField(max_length=20, blank=True)
    message = models.JSONField(null=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the finding."""
        return urn("picture", "shared", self.pk)

    @property
    def drafted(self) -> Message | None:
        """Return what the rules drafted; None for a finding that a person wrote."""
        return Message.from_json(self.message) if self.message else None


def cell_urn(ecosystem: int, dimension: str) -> str:
    """Return the URN of an ecosystem's dimension."""
    return urn("picture", "cell", f"{ecosystem}-{dimension}")


def stage_urn(ecosystem: int) -> str:
    """Return the URN of the sentence that tells an ecosystem's stage."""
    return urn("picture", "stage", ecosystem)


def growth_urn(ecosystem: int, area: str) -> str:
    """Return the URN of an ecosystem's growth area."""
    return urn("picture", GROWTH, f"{ecosystem}-{area}")
