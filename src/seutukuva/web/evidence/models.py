"""Sources, passages, ratings."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models

from seutukuva.base import urn
from seutukuva.base.languages import as_language
from seutukuva.evidence import Anchor, Sector, SourceKind
from seutukuva.evidence import Source as LibrarySource
from seutukuva.web.evidence.values import CONFIDENCES, KINDS, SECTORS


class Consent(models.TextChoices):
    """Whether the people of a source agreed to its use. Words are quoted in public only with GIVEN or NOT_NEEDED."""

    GIVEN = "given"
    ASKED = "asked"
    NOT_NEEDED = "not_needed"


class Source(models.Model):
    """A text that carries evidence of an ecosystem. `label` ("K-04") names it in public, `who` only to members."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    label = models.CharField(max_length=20)
    who = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=12, blank=True, choices=[(sector, sector) for sector in SECTORS])
    language = models.CharField(max_length=2)
    date = models.DateField()
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    consent = models.CharField(max_length=12, choices=Consent.choices, default=Consent.ASKED)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["label"]
        constraints = [models.UniqueConstraint(fields=["ecosystem", "label"], name="one_source_per_label")]

    def __str__(self) -> str:
        return self.label

    @property
    def urn(self) -> str:
        """Return the URN of the source."""
        return urn("evidence", "source", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id

    @property
    def may_be_quoted(self) -> bool:
        """Tell whether its words may stand on a public page."""
        return self.consent in (Consent.GIVEN, Consent.NOT_NEEDED)

    def as_library(self) -> LibrarySource:
        """Return the source as the library counts it: its informant's error is its own cluster."""
        return LibrarySource(
            id=str(self.pk),
            kind=cast(SourceKind, self.kind),
            label=self.label,
            language=as_language(self.language),
            date=self.date.isoformat(),
            text=self.text,
            cluster=self.label,
            sector=cast(Sector, self.sector),
        )


class Passage(models.Model):
    """A stretch of a source's text. `lost` when a corrected text no longer holds its words."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    quotable = models.BooleanField(default=False)
    lost = models.BooleanField(default=False)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["start", "id"]

    def __str__(self) -> str:
        return self.quote[:60]

    @property
    def urn(self) -> str:
        """Return the URN of the passage."""
        return urn("evidence", "passage", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.source.programme_id

    @property
    def anchor(self) -> Anchor:
        """Return where it stands, as the library reads it."""
        return Anchor(self.start, self.end, self.quote, self.before, self.after)


class Rating(models.Model):
    """One person's reading of a passage on one dimension: a level 1-4, or None for "no information"."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="ratings")
    dimension = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(null=True)
    confidence = models.CharField(max_length=8, choices=[(name, name) for name in CONFIDENCES])
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "dimension", "rater"], name="one_rating_per_person_and_dimension"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.level}"

    @property
    def urn(self) -> str:
        """Return the URN of the rating."""
        return urn("evidence", "rating", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.passage.programme_id
