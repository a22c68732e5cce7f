"""Opportunities."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from seutukuva.base import urn
from seutukuva.invest import ACTOR_KINDS


class Opportunity(models.Model):
    """A place for a newcomer in the ecosystem. Title and description are own texts."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey("strategy.Measure", on_delete=models.RESTRICT, related_name="+")
    actor_kind = models.CharField(max_length=32, choices=[(kind, kind) for kind in ACTOR_KINDS])
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the opportunity."""
        return urn("invest", "opportunity", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id
