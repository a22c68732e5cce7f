"""Findings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from seutukuva.base import Message, urn


class Status(models.TextChoices):
    """A draft is read by members only; an approved finding goes into the next publication."""

    DRAFT = "draft"
    APPROVED = "approved"


class Kind(models.TextChoices):
    """A finding says how far a dimension has come, a gap how far it is from its target."""

    FINDING = "finding"
    GAP = "gap"


class Finding(models.Model):
    """A sentence on one dimension. Its text is an own text ("sentence"); `message` is what the rules drafted."""

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
        """Return the URN of the cell that it is about."""
        return cell_urn(self.ecosystem_id, self.dimension)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id

    @property
    def drafted(self) -> Message | None:
        """Return what the rules drafted; None for a finding that a person wrote."""
        return Message.from_json(self.message) if self.message else None


def cell_urn(ecosystem: int, dimension: str) -> str:
    """Return the URN of an ecosystem's dimension."""
    return urn("picture", "cell", f"{ecosystem}-{dimension}")
