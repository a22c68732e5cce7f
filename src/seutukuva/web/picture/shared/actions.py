"""Writes of what the towns of a programme share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from seutukuva.base import LANGUAGES, Problem
from seutukuva.picture.shared import PARTS, Shared
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.kit.thread.actions import tie, untie
from seutukuva.web.kit.thread.selectors import carriers_of, sentences_on
from seutukuva.web.picture.carrying import look_through, rendered, set_carriers
from seutukuva.web.picture.models import SharedFinding, Status
from seutukuva.web.picture.shared.selectors import DIMENSION, by_draft, drafts, ground_of, last_writer, now_of
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.selectors import members

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme

ANALYSE, PUBLISH = "programmes.analyse", "programmes.publish"


@action(ANALYSE, on="programme")
def draft_findings(*, actor: User, programme: Programme) -> Programme:
    """Let the rules draft what the towns share.

    A draft that nobody has edited is drafted anew, and goes when the rules no longer write it and nothing stands on it;
    what a person wrote or approved stays.
    """
    known = dict(by_draft(programme))
    for draft in drafts(programme):
        row = known.pop(draft.id, None) or SharedFinding(programme=programme, about=draft.about, subject=draft.subject)
        if row.pk is None or _untouched(row):
            _set_draft(row, draft)
    for row in known.values():
        if _untouched(row) and not sentences_on(row.urn):
            untie(row.urn)
            write_texts(row.urn, "sentence", dict.fromkeys(LANGUAGES, ""))
            row.delete()
    return programme


@action(ANALYSE, on="programme")
def write_finding(
    *, actor: User, programme: Programme, about: str, sentence: Mapping[str, str], carriers: Iterable[str] = ()
) -> SharedFinding:
    """Write a finding of one's own on stages ("stage"), on who leads ("leader") or on a dimension (its id).

    It stands on the levels or leaders of all towns, and on further carriers. Raises Problem for a dimension that the
    programme's model has not, and for a carrier as for a town's finding.
    """
    kind, subject = (about, "") if about in PARTS else (DIMENSION, about)
    if subject:
        model_of(programme).dimension(subject)
    row = SharedFinding.objects.create(programme=programme, about=kind, subject=subject)
    write_texts(row.urn, "sentence", sentence)
    ground = ground_of(row)
    tie(row.urn, ground)
    set_carriers(row.urn, ground, list(carriers), actor)
    return row


@action(ANALYSE, on="finding.programme")
def change_finding(
    *, actor: User, finding: SharedFinding, sentence: Mapping[str, str], carriers: Iterable[str] | None = None
) -> SharedFinding:
    """Change a finding's words and what it stands on; an approved one becomes a draft again when its words change."""
    before = own_text(finding.urn, "sentence").bodies
    write_texts(finding.urn, "sentence", sentence)
    if own_text(finding.urn, "sentence").bodies != before and finding.status == Status.APPROVED:
        finding.status = Status.DRAFT
        finding.save(update_fields=["status"])
    if carriers is not None:
        set_carriers(finding.urn, ground_of(finding), list(carriers), actor)
    return finding


@action(ANALYSE, on="finding.programme")
def redraft_finding(*, actor: User, finding: SharedFinding) -> SharedFinding:
    """Give a drafted finding the words that the rules write today; it becomes a draft.

    Raises Problem when the rules write nothing of it any more, or a person wrote it.
    """
    now = now_of(finding, drafts(finding.programme))
    if now is None:
        raise Problem("web_picture.not_drafted")
    finding.status = Status.DRAFT
    _set_draft(finding, now)
    return finding


@action(PUBLISH, on="finding.programme")
def approve_finding(*, actor: User, finding: SharedFinding) -> SharedFinding:
    """Approve a finding for the next publication.

    Raises Problem for who wrote or last changed its words, while another member may approve it.
    """
    if last_writer(finding) == actor.pk and _others_may_approve(finding.programme, actor):
        raise Problem("web_picture.second_person")
    finding.status = Status.APPROVED
    finding.save(update_fields=["status"])
    return finding


@action(PUBLISH, on="finding.programme")
def return_finding(*, actor: User, finding: SharedFinding) -> SharedFinding:
    """Make an approved finding a draft again."""
    finding.status = Status.DRAFT
    finding.save(update_fields=["status"])
    return finding


@action(ANALYSE, on="finding.programme")
def confirm_finding(*, actor: User, finding: SharedFinding) -> SharedFinding:
    """Say that a flagged finding still holds on what carries it now, also of towns that came after it was written."""
    tie(finding.urn, _missing(finding))
    look_through(finding.urn, actor)
    return finding


def _set_draft(row: SharedFinding, draft: Shared) -> None:
    """Give a finding the rules' words, and let it stand on its towns as they are now."""
    row.message = draft.message.to_json()
    row.save()
    write_texts(row.urn, "sentence", rendered(draft.message))
    tie(row.urn, ground_of(row))


def _missing(finding: SharedFinding) -> list[str]:
    has = set(carriers_of(finding.urn))
    return [carrier for carrier in ground_of(finding) if carrier not in has]


def _untouched(row: SharedFinding) -> bool:
    """Tell whether a draft still has the words that the rules gave it."""
    drafted = row.drafted
    if drafted is None or row.status != Status.DRAFT:
        return False
    return dict(own_text(row.urn, "sentence").bodies) == rendered(drafted)


def _others_may_approve(programme: Programme, actor: User) -> bool:
    return any(member.user_id != actor.pk and member.user.has_perm(PUBLISH, programme) for member in members(programme))
