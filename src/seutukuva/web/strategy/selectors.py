"""Reads of strategies. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.http import Http404
from django.utils import timezone

from seutukuva.base import LANGUAGES, Message, render
from seutukuva.strategy import Status, draft, has_measure, status_name
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.picture.selectors import gap_of
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, participants_readable_by
from seutukuva.web.strategy.models import Measure

if TYPE_CHECKING:
    from seutukuva.web.picture.models import Finding
    from seutukuva.web.programmes.models import Participant, Programme

NOTHING = OwnText({}, {}, None)


@dataclass(frozen=True)
class MeasureRow:
    """A measure as lists show it."""

    measure: Measure
    title: OwnText
    responsible: OwnText
    follow_up: OwnText
    status: Message
    flagged: bool


def measures(ecosystems: Iterable[int]) -> list[MeasureRow]:
    """Return the measures of ecosystems by year; the caller has checked the right to them."""
    found = Measure.objects.filter(ecosystem__in=list(ecosystems)).select_related("ecosystem__participant__programme")
    rows = list(found)
    return shown(rows)


def shown(rows: list[Measure]) -> list[MeasureRow]:
    """Return measures with their texts and whether their findings have changed."""
    texts = own_texts([row.urn for row in rows])
    open_flags = flagged(row.urn for row in rows)
    return [
        MeasureRow(
            measure=row,
            title=texts.get((row.urn, "title"), NOTHING),
            responsible=texts.get((row.urn, "responsible"), NOTHING),
            follow_up=texts.get((row.urn, "follow_up"), NOTHING),
            status=status_name(cast(Status, row.status)),
            flagged=row.urn in open_flags,
        )
        for row in rows
    ]


def measures_of_town(participant: Participant) -> list[MeasureRow]:
    """Return a town's measures; the caller got the participant by permission."""
    return measures([default_ecosystem(participant).pk])


def measures_of_programme(user: Any, programme: Programme) -> list[tuple[Participant, list[MeasureRow]]]:
    """Return the measures of the towns that a person may read; the queries do not grow with the towns."""
    homes = {town: default_ecosystem(town).pk for town in participants_readable_by(user, programme)}
    rows = measures(homes.values())
    return [(town, [row for row in rows if row.measure.ecosystem_id == home]) for town, home in homes.items()]


def get_measure(user: Any, programme: str, town: str, measure: int, permission: str) -> Measure:
    """Return a measure of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    row = (
        Measure.objects.select_related("ecosystem__participant__programme", "finding")
        .filter(ecosystem__participant=participant, pk=measure)
        .first()
    )
    if row is None:
        raise Http404
    return row


def drafted(finding: Finding) -> Mapping[str, Any]:
    """Return what the rules propose for a finding's gap, as a form begins with it; empty when there is no gap.

    Of a dimension of the programme's own the rules know nothing.
    """
    gap = gap_of(finding.ecosystem_id, finding.dimension)
    if gap is None or not has_measure(gap.dimension):
        return {}
    proposal = draft(gap, year=timezone.localdate().year)
    return {
        "title": _all_languages(proposal.title),
        "responsible": _all_languages(proposal.responsible),
        "follow_up": _all_languages(proposal.follow_up),
        "due_year": proposal.due_year,
    }


def _all_languages(message: Message) -> dict[str, str]:
    return {language: render(message, language) for language in LANGUAGES}
