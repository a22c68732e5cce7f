"""Programmes, participants, areas, ecosystems, memberships, invitations."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from seutukuva.base import LocalName, urn


class Programme(models.Model):
    """A network of participants that is worked on together. Its name and description are own texts.

    `synthetic` marks made data and spreads to all that stands on it. `open_statistics` lets anybody see the pages
    that show official statistics only; interviews, ratings, findings and drafts are never open.
    """

    slug = models.SlugField(max_length=60, unique=True)
    synthetic = models.BooleanField(default=False)
    open_statistics = models.BooleanField(default=False)
    division_year = models.PositiveSmallIntegerField(default=2026)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["synthetic", "slug"]

    def __str__(self) -> str:
        return self.slug

    @property
    def urn(self) -> str:
        """Return the URN of the programme."""
        return urn("programmes", "programme", self.pk)

    @property
    def programme_id(self) -> int:
        """Return its own id: audit events of a programme belong to it."""
        return self.pk


class Participant(models.Model):
    """A town, or a company that develops several. Names and Finnish case forms stand here, texts are own texts."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="participants")
    slug = models.SlugField(max_length=60)
    name_fi = models.CharField(max_length=80)
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    forms = models.JSONField(default=dict, help_text="in, of, from, to in Finnish")

    class Meta:
        ordering: ClassVar[list[str]] = ["name_fi"]
        constraints = [models.UniqueConstraint(fields=["programme", "slug"], name="one_participant_per_slug")]

    def __str__(self) -> str:
        return self.name_fi

    @property
    def urn(self) -> str:
        """Return the URN of the participant."""
        return urn("programmes", "participant", self.pk)

    @property
    def name(self) -> LocalName:
        """Return the name with its forms."""
        return LocalName(
            fi=self.name_fi,
            sv=self.name_sv,
            en=self.name_en,
            **{f"fi_{case}": self.forms.get(case, self.name_fi) for case in ("in", "of", "from", "to")},
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the municipality codes, in order; empty for a town that is on no map."""
        return tuple(area.code for area in self.areas.all() if area.code)


class ParticipantArea(models.Model):
    """A municipality that a participant covers; the code is empty for a fictional town."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="areas")
    code = models.CharField(max_length=3, blank=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.name


class Ecosystem(models.Model):
    """An innovation ecosystem of a participant; the first is the default one and bears the participant's name."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="ecosystems")
    slug = models.SlugField(max_length=60)
    name_fi = models.CharField(max_length=80)
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [models.UniqueConstraint(fields=["participant", "slug"], name="one_ecosystem_per_slug")]

    def __str__(self) -> str:
        return self.name_fi

    @property
    def urn(self) -> str:
        """Return the URN of the ecosystem."""
        return urn("programmes", "ecosystem", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.participant.programme_id


class Role(models.TextChoices):
    """What a member may do: labels come from the interface's words."""

    ANALYST = "analyst"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    VIEWER = "viewer"


class Membership(models.Model):
    """A person's role in a programme; a coordinator's stands for one participant only."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="memberships")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme", "participant"], name="one_role_per_place", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(role="coordinator", participant__isnull=False)
                | (~models.Q(role="coordinator") & models.Q(participant__isnull=True)),
                name="a_coordinator_has_a_town",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.programme}"

    @property
    def urn(self) -> str:
        """Return the URN of the membership."""
        return urn("programmes", "membership", self.pk)


class Invitation(models.Model):
    """An invitation sent by e-mail. Only the hash of its token is kept."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="invitations")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made"]

    def __str__(self) -> str:
        return f"{self.email} {self.role} {self.programme}"

    @property
    def urn(self) -> str:
        """Return the URN of the invitation."""
        return urn("programmes", "invitation", self.pk)


class MaturityVersion(models.Model):
    """A version of the programme's maturity model; the one with the highest number is in use.

    `content` is the TOML file as it was given, empty where the programme went back to the shipped model; `digest` is
    its hash, empty likewise. A programme without a version uses the shipped model.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    content = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_maturity_version_per_number")]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.number}"

    @property
    def urn(self) -> str:
        """Return the URN of the version."""
        return urn("programmes", "maturity", self.pk)
