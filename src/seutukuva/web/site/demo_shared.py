"""What the demo's training towns share: drafted by the rules, approved by another person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seutukuva.web.picture.shared import actions
from seutukuva.web.picture.shared.selectors import findings_of

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme

LEFT_DRAFTS = ("unknown",)  # for a learner to read and approve


def build(programme: Programme, *, drafts: User, approves: User) -> None:
    """Let one person draft in three languages and another approve."""
    actions.draft_findings(actor=drafts, programme=programme)
    for finding in findings_of(programme):
        if finding.about not in LEFT_DRAFTS:
            actions.approve_finding(actor=approves, finding=finding)
