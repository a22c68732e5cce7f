"""Writes of users' own texts; called by the actions of rooms, inside their transaction and after their check."""

from __future__ import annotations

from collections.abc import Mapping

from seutukuva.base import LANGUAGES, content_hash
from seutukuva.web.kit.texts.models import Text


def body_hash(body: str) -> str:
    """Return the hash by which a translation knows the original it was made from."""
    return content_hash({"body": body})


def write_texts(owner: str, field: str, bodies: Mapping[str, str], original: str | None = None) -> None:
    """Write a field of a thing in the languages given; an empty body removes that language.

    The first writing fixes the original language: `original`, or else the first of fi, sv, en that has a body.
    A translation that is written again counts as made from today's original.
    """
    rows = {row.language: row for row in Text.objects.filter(owner=owner, field=field)}
    known = next((row.language for row in rows.values() if row.original), None)
    written = [language for language in LANGUAGES if bodies.get(language, "").strip()]
    left = [la for la in LANGUAGES if la in written or (la in rows and la not in bodies)]
    if not left:
        Text.objects.filter(owner=owner, field=field).delete()
        return
    if known is not None and known not in left:
        # The original was taken away: the first language that is left takes its place.
        rows.pop(known).delete()
        known = left[0]
        Text.objects.filter(owner=owner, field=field, language=known).update(original=True, made_from="")
    source = known or original or left[0]
    current = bodies.get(source, rows[source].body if source in rows else "").strip()
    for language in LANGUAGES:
        if language not in bodies:
            continue
        body = bodies[language].strip()
        row = rows.get(language)
        if not body:
            if row is not None and language != source:
                row.delete()
            continue
        if row is not None and row.body == body:
            continue  # an untouched translation stays as stale as it was
        Text.objects.update_or_create(
            owner=owner,
            field=field,
            language=language,
            defaults={
                "body": body,
                "original": language == source,
                "made_from": "" if language == source else body_hash(current),
            },
        )
    confirm_untouched(owner, field, current, bodies)


def confirm_untouched(owner: str, field: str, current: str, bodies: Mapping[str, str]) -> None:
    """Give a translation that never had an original (it was written first) today's original to stand on."""
    Text.objects.filter(owner=owner, field=field, original=False, made_from="", language__in=list(bodies)).update(
        made_from=body_hash(current)
    )


def confirm_translation(owner: str, field: str, language: str) -> None:
    """Say that a stale translation still holds for today's original."""
    source = Text.objects.get(owner=owner, field=field, original=True)
    Text.objects.filter(owner=owner, field=field, language=language, original=False).update(
        made_from=body_hash(source.body)
    )
