"""Writes of strategies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from seutukuva.base import Problem
from seutukuva.strategy import Measure as LibraryMeasure
from seutukuva.strategy import Status
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.thread.actions import look_at, tie, untie
from seutukuva.web.strategy.models import Measure

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.picture.models import Finding


@action("programmes.work_on_town", on="finding.ecosystem.participant")
def plan_measure(
    *,
    actor: User,
    finding: Finding,
    title: Mapping[str, str],
    responsible: Mapping[str, str],
    follow_up: Mapping[str, str],
    due_year: int,
    status: str,
) -> Measure:
    """Plan a measure on a finding of the same town. Raises Problem for a year or a status that cannot be."""
    measure = Measure(ecosystem=finding.ecosystem, finding=finding, due_year=due_year, status=status)
    _check(measure, title)
    measure.save()
    _write(measure, title, responsible, follow_up)
    tie(measure.urn, [finding.urn])
    return measure


@action("programmes.work_on_town", on="measure.ecosystem.participant")
def change_measure(
    *,
    actor: User,
    measure: Measure,
    finding: Finding,
    title: Mapping[str, str],
    responsible: Mapping[str, str],
    follow_up: Mapping[str, str],
    due_year: int,
    status: str,
) -> Measure:
    """Change a measure; it may move to another finding of its town."""
    if finding.ecosystem_id != measure.ecosystem_id:
        raise Problem("web_strategy.other_town")
    measure.due_year, measure.status = due_year, status
    _check(measure, title)
    if finding.pk != measure.finding_id:
        untie(measure.urn, [measure.finding.urn])
        measure.finding = finding
        tie(measure.urn, [finding.urn])
    measure.save()
    _write(measure, title, responsible, follow_up)
    return measure


@action("programmes.work_on_town", on="measure.ecosystem.participant")
def confirm_measure(*, actor: User, measure: Measure) -> Measure:
    """Say that a measure still holds on its finding as it now reads."""
    look_at(measure.urn, actor)
    return measure


def _check(measure: Measure, title: Mapping[str, str]) -> None:
    """Let the library refuse what is no measure."""
    LibraryMeasure(
        title=next((text for text in title.values() if text.strip()), ""),
        dimension=measure.finding.dimension,
        responsible="",
        due_year=measure.due_year,
        status=cast(Status, measure.status),
    )


def _write(
    measure: Measure, title: Mapping[str, str], responsible: Mapping[str, str], follow_up: Mapping[str, str]
) -> None:
    write_texts(measure.urn, "title", title)
    write_texts(measure.urn, "responsible", responsible)
    write_texts(measure.urn, "follow_up", follow_up)
