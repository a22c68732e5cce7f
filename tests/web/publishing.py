"""A picture published through the whole chain, for tests whose matter is what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seutukuva.base import LANGUAGES, Language
from seutukuva.web.accounts.models import User
from seutukuva.web.picture.review.approval import approve_publishing, ask_approval, publish_picture


def publish_approved(
    asks: User, approves: User, ecosystem: Any, languages: Sequence[Language] = LANGUAGES, *, knows: bool = True
) -> None:
    """Let one person ask and another approve and publish; `knows`: of flags and comments that wait."""
    approval = ask_approval(
        actor=asks, ecosystem=ecosystem, languages=languages, knows_flags=knows, knows_comments=knows
    )
    approve_publishing(actor=approves, approval=approval)
    publish_picture(actor=approves, ecosystem=ecosystem)
