"""Reads of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse

from seutukuva.web.kit.releases.models import Release, ReleasedThing
from seutukuva.web.kit.thread.kinds import Shown


def current(slug: str, language: str) -> Release | None:
    """Return the newest release at a public address in a language that is not withdrawn."""
    return Release.objects.filter(slug=slug, language=language, withdrawn=None).first()


def standing(release: Release) -> Sequence[Release]:
    """Return the releases of the same kind at the same address and in the same language that are not withdrawn."""
    rows = Release.objects.filter(slug=release.slug, language=release.language, withdrawn=None)
    return list(rows.filter(subject=release.subject, kind=release.kind))


def standing_at(slug: str) -> Sequence[Release]:
    """Return all releases at a public address, in every language, that are not withdrawn."""
    return list(Release.objects.filter(slug=slug, withdrawn=None))


def withdrawn_at(slug: str) -> Release | None:
    """Return the release at a public address that was withdrawn last; None while one stands there, or none ever did."""
    if Release.objects.filter(slug=slug, withdrawn=None).exists():
        return None
    return Release.objects.filter(slug=slug).order_by("-withdrawn").first()


def languages_of(slug: str) -> list[str]:
    """Return the languages in which a public address has a release."""
    rows = Release.objects.filter(slug=slug, withdrawn=None).order_by("language")
    return list(rows.values_list("language", flat=True).distinct())


def published(language: str) -> Sequence[Release]:
    """Return the newest release of every public address in a language, by title."""
    newest: dict[str, Release] = {}
    for release in Release.objects.filter(language=language, withdrawn=None):
        newest.setdefault(release.slug, release)
    return sorted(newest.values(), key=lambda release: (release.synthetic, release.title))


def releases_of(subject: str) -> Sequence[Release]:
    """Return all releases of a thing, newest first, withdrawn ones too."""
    return list(Release.objects.filter(subject=subject))


def public_things(urns: Iterable[str], language: str) -> dict[str, Shown]:
    """Return what the newest releases tell the public of things, in `language` or else another that has them."""
    newer = Release.objects.filter(
        slug=OuterRef("release__slug"),
        language=OuterRef("release__language"),
        withdrawn=None,
        pk__gt=OuterRef("release"),
    )
    rows = ReleasedThing.objects.filter(~Exists(newer), urn__in=list(urns), release__withdrawn=None)
    told: dict[str, Shown] = {}
    for row in rows.select_related("release").order_by("release__published"):
        if row.urn not in told or row.release.language == language:
            page = reverse("release", args=[row.release.slug])
            told[row.urn] = Shown(row.urn, row.kind, row.text, tuple(row.tags), page)
    return told


def told_of(urns: Iterable[str]) -> list[tuple[str, str, str, str, str]]:
    """Return all that releases told the public of things: address, language, when (ISO), URN, text."""
    rows = ReleasedThing.objects.filter(urn__in=list(urns)).select_related("release").order_by("release_id", "pk")
    return [
        (row.release.slug, row.release.language, row.release.published.isoformat(), row.urn, row.text) for row in rows
    ]
