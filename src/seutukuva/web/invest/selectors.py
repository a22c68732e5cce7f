"""Reads of Invest in. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.http import Http404

from seutukuva.base import LANGUAGES, Message, render
from seutukuva.invest import ActorKind, actor_kind_name, draft_opportunity, missing_kind
from seutukuva.web.invest.models import Opportunity
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.picture.selectors import gap_of
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant, Programme
    from seutukuva.web.strategy.models import Measure

NOTHING = OwnText({}, {}, None)


@dataclass(frozen=True)
class OpportunityRow:
    """An opportunity as lists show it."""

    opportunity: Opportunity
    title: OwnText
    description: OwnText
    actor: Message
    flagged: bool


def opportunities(ecosystems: Iterable[int]) -> list[OpportunityRow]:
    """Return the opportunities of ecosystems; the caller has checked the right to them."""
    return shown(list(Opportunity.objects.filter(ecosystem__in=list(ecosystems))))


def shown(rows: list[Opportunity]) -> list[OpportunityRow]:
    """Return opportunities with their texts and whether their measures have changed."""
    texts = own_texts([row.urn for row in rows])
    open_flags = flagged(row.urn for row in rows)
    return [
        OpportunityRow(
            opportunity=row,
            title=texts.get((row.urn, "title"), NOTHING),
            description=texts.get((row.urn, "description"), NOTHING),
            actor=actor_kind_name(cast(ActorKind, row.actor_kind)),
            flagged=row.urn in open_flags,
        )
        for row in rows
    ]


def opportunities_of_town(participant: Participant) -> list[OpportunityRow]:
    """Return a town's opportunities; the caller got the participant by permission."""
    return opportunities([default_ecosystem(participant).pk])


def opportunities_of_programme(user: Any, programme: Programme) -> list[tuple[Participant, list[OpportunityRow]]]:
    """Return the opportunities of the towns that a person may read; the queries do not grow with the towns."""
    homes = {town: default_ecosystem(town).pk for town in participants_readable_by(user, programme)}
    rows = opportunities(homes.values())
    return [(town, [row for row in rows if row.opportunity.ecosystem_id == home]) for town, home in homes.items()]


def get_opportunity(user: Any, programme: str, town: str, opportunity: int, permission: str) -> Opportunity:
    """Return an opportunity of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    row = (
        Opportunity.objects.select_related("ecosystem__participant__programme", "measure")
        .filter(ecosystem__participant=participant, pk=opportunity)
        .first()
    )
    if row is None:
        raise Http404
    return row


def drafted(measure: Measure) -> Mapping[str, Any]:
    """Return what the rules propose for the gap that a measure acts on; empty when no newcomer would mend it."""
    gap = gap_of(measure.ecosystem_id, measure.finding.dimension)
    kind = missing_kind(gap) if gap else None
    message = draft_opportunity(gap, kind) if gap else None
    if message is None:
        return {}
    return {"title": {language: render(message, language) for language in LANGUAGES}, "actor_kind": kind}
