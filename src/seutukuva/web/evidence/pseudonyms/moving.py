"""Put another text in the place of a source's text and move all that stands in it, to the code point.

The functions are parts of actions, so they check no permission.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from seutukuva.evidence import anchor, text_hash
from seutukuva.evidence.pseudonyms import Shift, moved
from seutukuva.web.evidence.coding.models import Step
from seutukuva.web.evidence.models import Passage, Rating, Source
from seutukuva.web.evidence.pseudonyms.models import Suggestion
from seutukuva.web.evidence.searching.index import index_source
from seutukuva.web.kit.thread.actions import unflagged

_BATCH = 500


def change_words(source: Source, text: str, shifts: Sequence[Shift]) -> None:
    """Give a source a text with names for markers or markers for names; nothing else in it may differ.

    A passage that held a name holds the marker from now on. Its sentences are not flagged: a person confirmed every
    word that was taken out, the key tells that the marker is the same one, and no level was given for a name. Were
    they flagged, somebody would have to look through a whole picture again for nothing, and real changes would drown.
    A sentence that waited for a look before still waits.
    """
    erase_freed_space()
    passages = [row for row in source.passages.all() if not row.lost]
    places = {row.pk: anchor(text, *moved(row.start, row.end, shifts)) for row in passages}
    other = [row for row in passages if places[row.pk].quote != row.quote]
    ratings = Rating.objects.filter(passage__in=other)
    with unflagged([*(row.urn for row in other), *(row.urn for row in ratings)]):
        source.text, source.text_hash = text, text_hash(text)
        source.save(update_fields=["text", "text_hash"])
        for row in passages:
            at = places[row.pk]
            row.start, row.end, row.quote, row.before, row.after = at.start, at.end, at.quote, at.before, at.after
        Passage.objects.bulk_update(passages, ["start", "end", "quote", "before", "after"], batch_size=_BATCH)
        _move(Step, source, shifts)
        _move(Suggestion, source, shifts)
    index_source(source)


def _move(model: Any, source: Source, shifts: Sequence[Shift]) -> None:
    """Move the rows of a model that keeps where something stands in a source."""
    rows = list(model.objects.filter(source=source))
    for row in rows:
        row.start, row.end = moved(row.start, row.end, shifts)
    model.objects.bulk_update(rows, ["start", "end"], batch_size=_BATCH)


def erase_freed_space() -> None:
    """Let SQLite write zeros over what this connection deletes from now on; elsewhere the database's own care."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
