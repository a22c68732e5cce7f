"""Sources, the files they came from, passages, ratings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, cast

from django.conf import settings
from django.db import models

from seutukuva.base import Message, Place, Problem, urn
from seutukuva.base.languages import as_language
from seutukuva.evidence import Anchor, Sector, SourceKind
from seutukuva.evidence import Source as LibrarySource
from seutukuva.web.evidence.values import CONFIDENCES, DOCUMENT, KINDS, SECTORS


class Consent(models.TextChoices):
    """Whether the people of a source agreed to its use. Words are quoted in public only with GIVEN or NOT_NEEDED."""

    GIVEN = "given"
    REFUSED = "refused"
    ASKED = "asked"
    NOT_NEEDED = "not_needed"


class Original(models.Model):
    """A file as it came, and its hash. `stored` names it in var/uploads; empty once it was erased."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    stored = models.CharField(max_length=120, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [models.UniqueConstraint(fields=["ecosystem", "sha256"], name="one_original_per_file")]

    def __str__(self) -> str:
        return self.name

    @property
    def urn(self) -> str:
        """Return the URN of the file."""
        return urn("evidence", "original", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id


class Source(models.Model):
    """A text that carries evidence of an ecosystem. `label` ("K-04") names it in public, `who` only to members.

    With `asks_first` only the quotes that the interviewee approved are published. `erased` at his or her request: the
    row stays as a tombstone without words.
    """

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
    organisation = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=120, blank=True)
    variables = models.JSONField(default=dict, blank=True, help_text="what else the file told: heading -> value")
    original = models.ForeignKey(Original, null=True, blank=True, on_delete=models.SET_NULL, related_name="sources")
    state = models.CharField(max_length=200, blank=True, help_text="of a document, as the maturity model names it")
    asks_first = models.BooleanField(default=False)
    erased = models.DateTimeField(null=True, blank=True)
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

    @property
    def cluster(self) -> str:
        """Return whose error its ratings share: the informant's own, of open answers the whole survey's, of documents
        that of who published them."""
        if self.kind == DOCUMENT and self.organisation:
            return self.organisation
        return f"survey {self.original_id}" if self.kind == "survey" and self.original_id else self.label

    @property
    def published(self) -> str:
        """Return who published a document and in which year; "" for what people have said."""
        return f"{self.organisation} {self.date.year}".strip() if self.kind == DOCUMENT else ""

    def as_library(self) -> LibrarySource:
        """Return the source as the library counts it."""
        return LibrarySource(
            id=str(self.pk),
            kind=cast(SourceKind, self.kind),
            label=self.label,
            language=as_language(self.language),
            date=self.date.isoformat(),
            text=self.text,
            cluster=self.cluster,
            sector=cast(Sector, self.sector),
        )


class Agreement(models.TextChoices):
    """What the interviewee said of a quote; OPEN where nobody asked or nobody has answered."""

    OPEN = ""
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Passage(models.Model):
    """A stretch of a source's text. `lost` when a corrected text no longer holds its words.

    `agreed_words` is the public wording where the interviewee corrected the quote; empty: the words as they were said.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    quotable = models.BooleanField(default=False)
    lost = models.BooleanField(default=False)
    agreement = models.CharField(max_length=10, blank=True, choices=Agreement.choices, default=Agreement.OPEN)
    agreed_words = models.TextField(blank=True)
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
    def withdrawn(self) -> bool:
        """Tell whether the interviewee forbade it to be quoted."""
        return self.agreement == Agreement.WITHDRAWN

    @property
    def public_words(self) -> str:
        """Return the words as they may stand in public, where they may."""
        return self.agreed_words or self.quote

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


class ImportBatch(models.Model):
    """Files brought together, and what holds of their sources where a file does not tell."""

    ecosystem = models.ForeignKey("programmes.Ecosystem", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    prefix = models.CharField(max_length=12)
    date = models.DateField()
    language = models.CharField(max_length=2)
    consent = models.CharField(max_length=12, choices=Consent.choices)
    organisation = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.ecosystem}: {self.made:%Y-%m-%d %H:%M}"

    @property
    def urn(self) -> str:
        """Return the URN of the batch."""
        return urn("evidence", "import", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id


class ImportStatus(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class ImportedFile(models.Model):
    """A file of a batch: waiting, read, or refused with a problem. `columns` is a choice made for a table."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    stored = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=8, choices=ImportStatus.choices, default=ImportStatus.WAITING)
    columns = models.JSONField(default=dict, blank=True)
    problem_code = models.CharField(max_length=80, blank=True)
    problem_parameters = models.JSONField(default=dict, blank=True)
    problem_row = models.PositiveIntegerField(null=True, blank=True)
    told = models.JSONField(default=list, blank=True)
    original = models.ForeignKey(Original, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    read = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def urn(self) -> str:
        """Return the URN of the file."""
        return urn("evidence", "file", self.pk)

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.batch.programme_id

    @property
    def problem(self) -> Problem | None:
        """Return why it was refused, to be told in any language."""
        if not self.problem_code:
            return None
        message = Message.from_json({"code": self.problem_code, "parameters": self.problem_parameters})
        return Problem(self.problem_code, place=Place(row=self.problem_row), **message.parameters)

    @property
    def notes(self) -> Sequence[Message]:
        """Return what was left out of its texts."""
        return [Message.from_json(note) for note in self.told]
