"""Publishing: called by the actions of rooms, inside their transaction and after their check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.documents import Document, document_hash, validate
from seutukuva.web.kit.releases.files import discard, keep, load
from seutukuva.web.kit.releases.models import Release, ReleasedThing
from seutukuva.web.kit.releases.withheld import as_told
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
    open_comments: int = 0,
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
        open_comments=open_comments,
        published_by=actor,
    )
    ReleasedThing.objects.bulk_create(
        ReleasedThing(release=release, urn=thing.urn, kind=thing.kind, text=thing.text, tags=list(thing.tags))
        for thing in things
    )
    return release


def erase(urns: Iterable[str]) -> None:
    """Take the words of erased things out of all that was published; the ledger keeps that it was.

    A Document that told them is kept anew as it is told now, without them, and its old file is destroyed.
    """
    wanted = set(urns)
    things = ReleasedThing.objects.filter(urn__in=wanted)
    touched = set(things.values_list("release_id", flat=True))
    things.update(text="")
    _keep_as_told(touched)


def withdraw(*, release: Release) -> None:
    """Take a release from the public pages; the ledger keeps it."""
    release.withdrawn = timezone.now()
    release.save(update_fields=["withdrawn"])


def tell_otherwise(things: Iterable[str], told: Callable[[str], str]) -> None:
    """Put `told(text)` in the place of what was published of things: only to take out what must be nowhere any more.

    Their Documents are kept anew as they are told now, and the old files are destroyed.
    """
    rows = list(ReleasedThing.objects.filter(urn__in=list(things)))
    for thing in rows:
        text = told(thing.text)
        if text != thing.text:
            thing.text = text
            thing.save(update_fields=["text"])
    _keep_as_told({thing.release_id for thing in rows})


def _keep_as_told(releases: Iterable[int]) -> None:
    """Keep the Documents of releases as they are told now, where that is otherwise, and destroy their old files."""
    for release in Release.objects.filter(pk__in=list(releases)):
        before = load(release.document_hash)
        after = as_told(before)
        if after == before:
            continue
        keep(after)
        old, release.document_hash = release.document_hash, document_hash(after)
        release.save(update_fields=["document_hash"])
        # A file that is gone cannot come back with a rolled-back transaction, so it goes last.
        transaction.on_commit(partial(discard, old))
