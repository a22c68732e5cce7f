"""Measures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from seutukuva.base import urn
from seutukuva.strategy import STATUSES


class Measure(models.Model):
    """What is done about a finding. Title, responsible and follow-up are own texts."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    finding = models.ForeignKey("picture.Finding", on_delete=models.RESTRICT, related_name="+")
    due_year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=[(status, status) for status in STATUSES], default="planned")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_year", "id"]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the measure."""
        return urn("strategy", "measure", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id
