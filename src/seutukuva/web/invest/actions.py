"""Writes of Invest in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from seutukuva.base import Problem
from seutukuva.invest import ActorKind
from seutukuva.invest import Opportunity as LibraryOpportunity
from seutukuva.web.invest.models import Opportunity
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.thread.actions import look_at, tie, untie

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.strategy.models import Measure


@action("programmes.work_on_town", on="measure.ecosystem.participant")
def add_opportunity(
    *, actor: User, measure: Measure, actor_kind: str, title: Mapping[str, str], description: Mapping[str, str]
) -> Opportunity:
    """Describe an opportunity on a measure of the same town. Raises Problem for an unknown kind of actor."""
    _check(measure, actor_kind, title)
    row = Opportunity.objects.create(ecosystem=measure.ecosystem, measure=measure, actor_kind=actor_kind)
    write_texts(row.urn, "title", title)
    write_texts(row.urn, "description", description)
    tie(row.urn, [measure.urn])
    return row


@action("programmes.work_on_town", on="opportunity.ecosystem.participant")
def change_opportunity(
    *,
    actor: User,
    opportunity: Opportunity,
    measure: Measure,
    actor_kind: str,
    title: Mapping[str, str],
    description: Mapping[str, str],
) -> Opportunity:
    """Change an opportunity; it may move to another measure of its town."""
    if measure.ecosystem_id != opportunity.ecosystem_id:
        raise Problem("web_invest.other_town")
    _check(measure, actor_kind, title)
    if measure.pk != opportunity.measure_id:
        untie(opportunity.urn, [opportunity.measure.urn])
        opportunity.measure = measure
        tie(opportunity.urn, [measure.urn])
    opportunity.actor_kind = actor_kind
    opportunity.save()
    write_texts(opportunity.urn, "title", title)
    write_texts(opportunity.urn, "description", description)
    return opportunity


@action("programmes.work_on_town", on="opportunity.ecosystem.participant")
def confirm_opportunity(*, actor: User, opportunity: Opportunity) -> Opportunity:
    """Say that an opportunity still holds on its measure as it now reads."""
    look_at(opportunity.urn, actor)
    return opportunity


def _check(measure: Measure, actor_kind: str, title: Mapping[str, str]) -> None:
    """Let the library refuse what is no opportunity."""
    LibraryOpportunity(
        title=next((text for text in title.values() if text.strip()), ""),
        actor_kind=cast(ActorKind, actor_kind),
        dimension=measure.finding.dimension,
        carrier=measure.urn,
    )
