"""The ledger of what was published."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from seutukuva.base import urn


class Release(models.Model):
    """One published Document in one language. Its JSON lies in var/releases under `document_hash`.

    A newer release of the same `subject`, `kind` and `language` stands before the older, which keeps its address.
    `withdrawn` takes it from the public pages; the ledger keeps the row.
    """

    subject = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    slug = models.CharField(max_length=120, db_index=True)
    document_hash = models.CharField(max_length=64, db_index=True)
    synthetic = models.BooleanField()
    programme_id = models.BigIntegerField(db_index=True)
    open_flags = models.PositiveIntegerField(default=0)
    open_comments = models.PositiveIntegerField(default=0)
    published = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-published", "-id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def urn(self) -> str:
        """Return the URN of the release."""
        return urn("releases", "release", self.pk)


class ReleasedThing(models.Model):
    """A thing of the thread as a release tells it: what the public may read of it, and no more.

    A later edit of the thing does not change what was published. Only the newest release of an address speaks.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="things")
    urn = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=80)
    text = models.TextField()
    tags = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "urn"], name="one_thing_per_release")]

    def __str__(self) -> str:
        return f"{self.release}: {self.urn}"
