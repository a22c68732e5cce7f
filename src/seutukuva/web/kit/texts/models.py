"""Rows of users' own texts."""

from __future__ import annotations

from django.db import models


class Text(models.Model):
    """One field of one thing in one language.

    The row with `original` set is the one that was written first; a translation keeps the hash of the original it
    was made from, so that it is known to be stale when the original has changed.
    """

    owner = models.CharField(max_length=200)
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    body = models.TextField()
    original = models.BooleanField(default=False)
    made_from = models.CharField(max_length=64, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "field", "language"], name="one_text_per_language")]
        indexes = [models.Index(fields=["owner"])]

    def __str__(self) -> str:
        return f"{self.owner} {self.field} ({self.language})"
