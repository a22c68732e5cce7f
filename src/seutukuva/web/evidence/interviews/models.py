"""The plan of interviews. Who is interviewed is private: it stands in these rows, never in the trail or in a log."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from seutukuva.base import urn
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.values import SECTORS

SECTOR_CHOICES = [(sector, sector) for sector in SECTORS]


class Quota(models.Model):
    """How many interviews of a sector an ecosystem's picture is to stand on."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    sector = models.CharField(max_length=12, choices=SECTOR_CHOICES)
    wanted = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ecosystem", "sector"], name="one_quota_per_sector")]

    def __str__(self) -> str:
        return f"{self.sector}: {self.wanted}"


class Status(models.TextChoices):
    """How far an interview is."""

    PLANNED = "planned"
    INVITED = "invited"
    AGREED = "agreed"
    HELD = "held"
    TRANSCRIBED = "transcribed"
    DECLINED = "declined"


class Interview(models.Model):
    """A planned interview. `who` is a role; `email` is where the letter goes; only the hash of its link is kept.

    `erased` at the interviewee's request: the row stays without anything that tells who it was.
    """

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    sector = models.CharField(max_length=12, choices=SECTOR_CHOICES)
    who = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    interviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PLANNED)
    place = models.CharField(max_length=300, blank=True)
    time = models.DateTimeField(null=True, blank=True)
    invited = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    expires = models.DateTimeField(null=True, blank=True)
    sources = models.ManyToManyField(Source, related_name="interviews")
    erased = models.DateTimeField(null=True, blank=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the interview."""
        return urn("evidence", "interview", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id

    @property
    def link_holds(self) -> bool:
        """Tell whether the link of its letter still opens."""
        return bool(self.token_hash) and self.expires is not None and self.expires > timezone.now()


class ProposedTime(models.Model):
    """A time that the letter proposes."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="times")
    begins = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["begins"]

    def __str__(self) -> str:
        return f"{self.begins:%Y-%m-%d %H:%M}"


class ConsentAnswer(models.Model):
    """What an interviewee agreed to and when, by the version of the text that he or she read. The last one holds."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="consents")
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    to_interview = models.BooleanField()
    to_recording = models.BooleanField()
    to_quotation = models.BooleanField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="who noted an answer given by word of mouth; nobody when the interviewee gave it by the link",
    )
    given = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.interview_id}: {self.version}"
