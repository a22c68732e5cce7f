"""What the demo's training towns share: drafted by the rules, approved by another, published in the report of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seutukuva.web.picture.review.subjects import programme_report_of
from seutukuva.web.picture.shared import actions
from seutukuva.web.picture.shared.selectors import findings_of
from seutukuva.web.site import demo_review

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme

LEFT_DRAFT = ("below", "crossing")  # for a learner to read and approve


def build(programme: Programme, *, drafts: User, approves: User) -> None:
    """Let one person draft in three languages and another approve, first the sentences and then the report."""
    actions.draft_findings(actor=drafts, programme=programme)
    for finding in findings_of(programme):
        if (finding.about, finding.subject) != LEFT_DRAFT:
            actions.approve_finding(actor=approves, finding=finding)
    demo_review.publish(programme_report_of(programme), asks=drafts, approves=approves)
