"""Datasets that people import, and groups of towns that they compare with."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from seutukuva.base import urn


class Dataset(models.Model):
    """Figures that somebody imported: the row says where they come from, the values lie in var under the hash.

    `open` lets whoever sees the programme's statistics see these figures too; others are shown to who reads the town.
    `participant` is the town for which a coordinator imported them, None when they are about the whole programme.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey("programmes.Participant", null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=120)
    division_year = models.PositiveSmallIntegerField()
    synthetic = models.BooleanField(default=False)
    open = models.BooleanField(default=False)
    rows = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_by_name = models.CharField(max_length=150)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-when", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "sha256"], name="a_file_is_imported_once_into_a_programme")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def urn(self) -> str:
        """Return the URN of the dataset."""
        return urn("indicators", "dataset", self.pk)


class ComparisonGroup(models.Model):
    """Municipalities that somebody compares the programme's towns with; its name is an own text."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    codes = models.JSONField(default=list)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the group."""
        return urn("indicators", "group", self.pk)


class CompositeIndex(models.Model):
    """An index of a programme's towns; its name is an own text, `definition` is `composite.definition.Definition`."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    definition = models.JSONField()
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the index."""
        return urn("indicators", "index", self.pk)
