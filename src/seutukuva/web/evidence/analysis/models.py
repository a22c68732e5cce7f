"""Summaries of the framework grid."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from seutukuva.base import urn
from seutukuva.web.evidence.coding.models import Code


class Summary(models.Model):
    """An analyst's words on what an ecosystem's sources say under a code: a cell of the framework grid."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [models.UniqueConstraint(fields=["ecosystem", "code"], name="one_summary_per_cell")]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def urn(self) -> str:
        """Return the URN of the summary."""
        return urn("evidence", "summary", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id
