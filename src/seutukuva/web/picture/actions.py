"""Writes of the picture. Publishing stands in `publishing.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from seutukuva.base import Problem
from seutukuva.picture import findings, gaps
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.kit.thread.actions import tie, tie_computed, untie
from seutukuva.web.picture.carrying import look_through, rendered, set_carriers
from seutukuva.web.picture.growing import growth_drafts
from seutukuva.web.picture.models import Finding, Kind, Status, cell_urn
from seutukuva.web.picture.selectors import judged, last_writer
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.selectors import members

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem


@action("programmes.work_on_town", on="ecosystem.participant")
def draft_findings(*, actor: User, ecosystem: Ecosystem) -> Ecosystem:
    """Let the rules draft findings and gaps of every known dimension, and growth areas.

    A draft that nobody has edited is drafted anew when its numbers have changed; what a person wrote or approved stays.
    """
    cells = judged([ecosystem.pk])[ecosystem.pk].cells
    drafts = [(Kind.FINDING, f.dimension, f.message) for f in findings(cells) if f.kind == "finding"]
    drafts += [(Kind.GAP, gap.dimension, gap.message) for gap in gaps(cells)]
    drafts += [(Kind.GROWTH, area, message) for area, message in growth_drafts(ecosystem)]
    known = {
        (row.kind, row.dimension): row for row in Finding.objects.filter(ecosystem=ecosystem, message__isnull=False)
    }
    for kind, dimension, message in drafts:
        row = known.get((kind, dimension)) or Finding(ecosystem=ecosystem, kind=kind, dimension=dimension)
        if row.pk is None or (row.message != message.to_json() and _untouched(row)):
            row.message = message.to_json()
            row.save()
            write_texts(row.urn, "sentence", rendered(message))
            tie(row.urn, [row.cell])
    return ecosystem


@action("programmes.work_on_town", on="ecosystem.participant")
def write_finding(
    *,
    actor: User,
    ecosystem: Ecosystem,
    dimension: str,
    sentence: Mapping[str, str],
    carriers: Iterable[str] = (),
) -> Finding:
    """Write a finding of one's own on a dimension; it stands on the dimension's cell and on further carriers.

    Raises Problem for a dimension that the programme's model has not, and for a carrier that the writer may not see, or
    that is made while the town is real.
    """
    model_of(ecosystem.participant.programme).dimension(dimension)
    row = Finding.objects.create(ecosystem=ecosystem, dimension=dimension)
    write_texts(row.urn, "sentence", sentence)
    tie(row.urn, [row.cell])
    set_carriers(row.urn, {row.cell}, list(carriers), actor)
    return row


@action("programmes.work_on_town", on="finding.ecosystem.participant")
def change_finding(
    *, actor: User, finding: Finding, sentence: Mapping[str, str], carriers: Iterable[str] | None = None
) -> Finding:
    """Change a finding's words and what it stands on; an approved one becomes a draft again when its words change."""
    before = own_text(finding.urn, "sentence").bodies
    write_texts(finding.urn, "sentence", sentence)
    if own_text(finding.urn, "sentence").bodies != before and finding.status == Status.APPROVED:
        finding.status = Status.DRAFT
        finding.save(update_fields=["status"])
    if carriers is not None:
        set_carriers(finding.urn, {finding.cell}, list(carriers), actor)
    return finding


@action("programmes.publish", on="finding.ecosystem.participant.programme")
def approve_finding(*, actor: User, finding: Finding) -> Finding:
    """Approve a finding for the next publication.

    Raises Problem for who wrote or last changed its words, while another member may approve it.
    """
    if last_writer(finding) == actor.pk and _others_may_approve(finding, actor):
        raise Problem("web_picture.second_person")
    finding.status = Status.APPROVED
    finding.save(update_fields=["status"])
    return finding


@action("programmes.publish", on="finding.ecosystem.participant.programme")
def return_finding(*, actor: User, finding: Finding) -> Finding:
    """Make an approved finding a draft again."""
    finding.status = Status.DRAFT
    finding.save(update_fields=["status"])
    return finding


@action("programmes.work_on_town", on="finding.ecosystem.participant")
def confirm_finding(*, actor: User, finding: Finding) -> Finding:
    """Say that a flagged finding still holds on what carries it now, down to the passages."""
    look_through(finding.urn, actor)
    return finding


def _others_may_approve(finding: Finding, actor: User) -> bool:
    """Tell whether the programme has somebody else who may approve: alone, a person approves what he wrote."""
    programme = finding.ecosystem.participant.programme
    return any(
        member.user_id != actor.pk and member.user.has_perm("programmes.publish", programme)
        for member in members(programme)
    )


def follow_rating(sender: Any, *, ecosystem: int, dimension: str, rating: str, gone: bool, **kwargs: Any) -> None:
    """Let a cell stand on a rating as soon as there is one; connected to evidence's signal, in its transaction."""
    cell = cell_urn(ecosystem, dimension)
    if gone:
        untie(cell, [rating])
    else:
        tie_computed(cell, [rating])


def _untouched(row: Finding) -> bool:
    """Tell whether a draft still has the words that the rules gave it."""
    drafted = row.drafted
    if drafted is None or row.status != Status.DRAFT:
        return False
    return dict(own_text(row.urn, "sentence").bodies) == rendered(drafted)
