"""Publishing: called by the actions of rooms, inside their transaction and after their check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.documents import Document, document_hash, validate
from seutukuva.web.kit.releases.files import keep
from seutukuva.web.kit.releases.models import Release, ReleasedThing
from seutukuva.web.kit.thread.kinds import Shown


def publish(
    *,
    actor: Any,
    document: Document,
    subject: str,
    kind: str,
    slug: str,
    programme_id: int,
    open_flags: int = 0,
    things: Iterable[Shown] = (),
) -> Release:
    """Write a Document to the ledger. Raises Problem when it is not fit, or when another thing has the address.

    `things` are what the public may see on the threads of its sentences, in the Document's language.
    """
    validate(document)
    if Release.objects.filter(slug=slug).exclude(subject=subject).exists():
        raise Problem("kit.address_taken", address=slug)
    keep(document)
    release = Release.objects.create(
        subject=subject,
        kind=kind,
        language=document.language,
        title=document.title[:300],
        slug=slug,
        document_hash=document_hash(document),
        synthetic=document.synthetic,
        programme_id=programme_id,
        open_flags=open_flags,
        published_by=actor,
    )
    ReleasedThing.objects.bulk_create(
        ReleasedThing(release=release, urn=thing.urn, kind=thing.kind, text=thing.text, tags=list(thing.tags))
        for thing in things
    )
    return release


def withdraw(*, release: Release) -> None:
    """Take a release from the public pages; the ledger keeps it."""
    release.withdrawn = timezone.now()
    release.save(update_fields=["withdrawn"])
