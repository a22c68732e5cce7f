"""Writes of those who hold the key. Every look at it stands in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.evidence.pseudonyms import Entry, restored
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.pseudonyms import destroying
from seutukuva.web.evidence.pseudonyms.actions import refuse_finished
from seutukuva.web.evidence.pseudonyms.finding import search
from seutukuva.web.evidence.pseudonyms.models import KeyEntry, Standing, State, Suggestion, Treatment
from seutukuva.web.evidence.pseudonyms.moving import change_words
from seutukuva.web.evidence.pseudonyms.sealing import unseal
from seutukuva.web.evidence.pseudonyms.selectors import standing_of
from seutukuva.web.kit.actions import action, record

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User

KEY = "programmes.hold_key"


@action(KEY, on="entry.source.ecosystem.participant")
def look_up(*, actor: User, entry: KeyEntry) -> Entry:
    """Return who or what a marker is. A write: the look is recorded."""
    found = unseal(entry)
    # What this returns holds the name, so the event is about the sealed line.
    record(actor=actor, action="evidence.pseudonyms.looked_up", subject=entry, parameters={"marker": entry.marker})
    return found


@action(KEY, on="source.ecosystem.participant")
def restore_names(*, actor: User, source: Source) -> Source:
    """Put the names back in the place of the markers; they are suggestions that are confirmed again.

    Raises Problem when there is no key: nothing was replaced, or it was destroyed.
    """
    refuse_finished(source)
    rows = list(KeyEntry.objects.filter(source=source))
    if not rows:
        raise Problem("web_evidence.no_key", label=source.label)
    entries = {row.marker: unseal(row) for row in rows}
    markers = source.text
    text, shifts = restored(markers, entries.values())
    change_words(source, text, shifts)
    KeyEntry.objects.filter(source=source).delete()
    # The suggestions that were replaced stand where the markers stood; what else there is was moved along.
    Suggestion.objects.filter(source=source, state=State.REPLACED).delete()
    Suggestion.objects.bulk_create(
        Suggestion(
            source=source,
            start=shift.new_start,
            end=shift.new_end,
            text=text[shift.new_start : shift.new_end],
            category=entries[markers[shift.start : shift.end]].category,
            base=entries[markers[shift.start : shift.end]].base,
            state=State.ACCEPTED,
            decided_by=actor,
            decided=timezone.now(),
        )
        for shift in shifts
    )
    search(source)
    values = {"searched_hash": source.text_hash, "standing": Standing.RAW, "text_hash": ""}
    Treatment.objects.update_or_create(source=source, defaults=values)
    return source


@action(KEY, on="source.ecosystem.participant")
def anonymise(*, actor: User, source: Source, label: str) -> Source:
    """Destroy for good what tells who the markers are: key, original file, and the names in all that hangs on a source.

    `label` is the source's, typed by the actor. Raises Problem for another one, and for a source that nobody has
    vouched for.
    """
    if label.strip() != source.label:
        raise Problem("web_evidence.label_typed_differs", label=source.label)
    refuse_finished(source)
    if standing_of(source) != Standing.PSEUDONYMISED:
        raise Problem("web_evidence.not_pseudonymised", label=source.label)
    destroying.destroy_names(source)
    Treatment.objects.filter(source=source).update(standing=Standing.ANONYMISED)
    return source
