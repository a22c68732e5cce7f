"""Writes of those who take names out of a text. No parameter of theirs holds a name, for the trail keeps them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.evidence.pseudonyms import Decision, replace
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.pseudonyms import finding
from seutukuva.web.evidence.pseudonyms.models import KeyEntry, Standing, State, Suggestion, Treatment
from seutukuva.web.evidence.pseudonyms.moving import change_words
from seutukuva.web.evidence.pseudonyms.sealing import seal
from seutukuva.web.evidence.pseudonyms.selectors import risks_of, standing_of
from seutukuva.web.kit.actions import action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User

WORK = "programmes.work_on_town"


@action(WORK, on="source.ecosystem.participant")
def look_for_names(*, actor: User, source: Source) -> Source:
    """Look for what may tell who is meant in a source's text as it is now. What was decided before stays decided."""
    refuse_finished(source)
    finding.search(source)
    Treatment.objects.update_or_create(source=source, defaults={"searched_hash": source.text_hash})
    return source


@action(WORK, on="source.ecosystem.participant")
def decide(*, actor: User, source: Source, suggestions: Collection[int], state: str, category: str = "") -> Source:
    """Confirm or reject suggestions of a source (by number), and say what they are where `category` is given.

    What was replaced already stays so. Raises Problem when the text was changed since it was searched.
    """
    _refuse_stale(source)
    values = {"state": State(state), "decided_by": actor, "decided": timezone.now()}
    if category:
        values["category"] = category
    rows = Suggestion.objects.filter(source=source, pk__in=suggestions).exclude(state=State.REPLACED)
    rows.update(**values)
    return source


@action(WORK, on="source.ecosystem.participant")
def add_name(*, actor: User, source: Source, words: str, category: str) -> Source:
    """Mark every mention of words that were missed, in any form, as confirmed.

    A shorter suggestion in them gives way. Raises Problem when the words are not in the text, or it was changed since.
    """
    _refuse_stale(source)
    found = finding.mentions(source, words, category)
    if not found:
        raise Problem("evidence.quote_not_found", quote=words[:60])
    for row in found:
        row.state, row.decided_by, row.decided = State.ACCEPTED, actor, timezone.now()
        standing = Suggestion.objects.filter(source=source, start__lt=row.end, end__gt=row.start)
        standing.exclude(state=State.REPLACED).delete()
    Suggestion.objects.bulk_create(found)
    return source


@action(WORK, on="source.ecosystem.participant")
def replace_names(*, actor: User, source: Source) -> Source:
    """Put markers in the place of what was confirmed: text, passages, steps of coding and the search change at once.

    Who a marker is stands in the sealed key only, from now on. Raises Problem when nothing is confirmed, or the text
    was changed since it was searched.
    """
    _refuse_stale(source)
    rows = list(Suggestion.objects.filter(source=source, state=State.ACCEPTED))
    if not rows:
        raise Problem("web_evidence.no_names_confirmed", label=source.label)
    own, others = finding.keys(source)
    made = replace(
        source.text,
        as_language(source.language),
        [Decision(row.start, row.end, row.kind, row.base or row.text) for row in rows],
        known=others,
        before=own,
    )
    change_words(source, made.text, made.shifts)
    _forget_words([row.pk for row in rows], source)
    for entry in made.key:
        KeyEntry.objects.update_or_create(
            source=source, marker=entry.marker, defaults={"category": entry.category, "sealed": seal(entry)}
        )
    finding.search(source)
    values = {"searched_hash": source.text_hash, "standing": Standing.RAW, "text_hash": ""}
    Treatment.objects.update_or_create(source=source, defaults=values)
    return source


@action(WORK, on="source.ecosystem.participant")
def vouch(*, actor: User, source: Source, ticked: Collection[str]) -> Source:
    """Say that a source is pseudonymised. `ticked` are the codes of the residual risks that the actor went through.

    Raises Problem while anything is undecided or not replaced yet, or a risk was not gone through.
    """
    _refuse_stale(source)
    waiting = Suggestion.objects.filter(source=source, state__in=[State.OPEN, State.ACCEPTED]).count()
    if waiting:
        raise Problem("web_evidence.names_undecided", count=waiting)
    if not {risk.code for risk in risks_of(source)} <= set(ticked):
        raise Problem("web_evidence.risks_not_ticked", label=source.label)
    Treatment.objects.filter(source=source).update(
        standing=Standing.PSEUDONYMISED,
        text_hash=source.text_hash,
        ticked=sorted(ticked),
        vouched_by=actor,
        vouched=timezone.now(),
    )
    return source


def refuse_finished(source: Source) -> None:
    """Raise Problem for a source whose names are destroyed, or that was erased; bring its text up to date otherwise.

    Somebody else may have changed the text after the source was read; it is locked until the action is done.
    """
    now = Source.objects.select_for_update().get(pk=source.pk)
    source.text, source.text_hash, source.erased = now.text, now.text_hash, now.erased
    if source.erased is not None:
        raise Problem("web_evidence.erased", label=source.label)
    if standing_of(source) == Standing.ANONYMISED:
        raise Problem("web_evidence.anonymised", label=source.label)


def _refuse_stale(source: Source) -> None:
    refuse_finished(source)
    if not Treatment.objects.filter(source=source, searched_hash=source.text_hash).exists():
        raise Problem("web_evidence.names_not_searched", label=source.label)


def _forget_words(suggestions: Collection[int], source: Source) -> None:
    """Let what was replaced be told by its marker: the words are in the sealed key."""
    rows = list(Suggestion.objects.filter(pk__in=suggestions))
    for row in rows:
        row.text, row.base, row.reason_parameters = source.text[row.start : row.end], "", {}
        row.state = State.REPLACED
    Suggestion.objects.bulk_update(rows, ["text", "base", "reason_parameters", "state"])
