"""A picture or a report published through the whole chain, for tests whose matter is what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seutukuva.base import LANGUAGES, Language
from seutukuva.web.accounts.models import User
from seutukuva.web.picture.review import approval
from seutukuva.web.picture.review.subjects import Subject, picture_of


def publish_approved(
    asks: User, approves: User, ecosystem: Any, languages: Sequence[Language] = LANGUAGES, *, knows: bool = True
) -> None:
    """Let one person ask for a picture and another approve and publish; `knows`: of flags and comments that wait."""
    publish_subject(asks, approves, picture_of(ecosystem), languages, knows=knows)


def publish_subject(
    asks: User, approves: User, subject: Subject, languages: Sequence[Language] = LANGUAGES, *, knows: bool = True
) -> None:
    """Do the same for a report or a picture."""
    asked = approval.ask_approval(
        actor=asks, subject=subject, languages=languages, knows_flags=knows, knows_comments=knows
    )
    approval.approve_publishing(actor=approves, approval=asked)
    approval.publish_approved(actor=approves, subject=subject)
