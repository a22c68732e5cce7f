"""The one table of edges sentence -> carrier."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Edge(models.Model):
    """`sentence` stands on `carrier`; each end keeps the hash of its content when the edge was made.

    `sentence_hash` is empty for what is computed from its carriers: it changes with them.
    """

    sentence = models.CharField(max_length=200, db_index=True)
    carrier = models.CharField(max_length=200, db_index=True)
    sentence_hash = models.CharField(max_length=64)
    carrier_hash = models.CharField(max_length=64)
    made = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(null=True)
    looked_at_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sentence", "carrier"], name="one_edge_per_pair")]

    def __str__(self) -> str:
        return f"{self.sentence} <- {self.carrier}"
