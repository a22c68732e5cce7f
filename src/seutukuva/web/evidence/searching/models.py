"""The index: a row for every unit of a source.

The words themselves are found by the database's own full text: on SQLite the FTS5 table `evidence_searching_words`,
kept by triggers on the units; on PostgreSQL the column `vector` of the units. Both are made by the first migration.
Triggers and a generated column hold whatever way a unit comes or goes, a cascade or a restored backup too.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class IndexedUnit(models.Model):
    """A stretch of a source's text and the terms that it is found under."""

    source = models.ForeignKey("evidence.Source", on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    terms = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["source", "start"]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.start}-{self.end}"
