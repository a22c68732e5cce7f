"""When a text changes (corrected, made pseudonymous, erased), what was proposed for the old one goes.

What a person decided stays as a number of the record, without the words.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.suggestions.models import Proposal, State
from seutukuva.web.evidence.suggestions.remembering import forget_everything


def begin() -> None:
    """Listen to sources being saved."""
    post_save.connect(forget_old_text, sender=Source, dispatch_uid="suggestions.forget_old_text")


def forget_old_text(instance: Source, created: bool, **_: Any) -> None:
    """Take away the open proposals for a text that is no longer there, the terms of the decided ones and of what this
    process remembers."""
    if created:
        return
    forget_everything()
    old = Proposal.objects.filter(reading__source=instance).exclude(reading__text_hash=instance.text_hash)
    old.filter(state=State.OPEN).delete()
    old.exclude(terms=[]).update(terms=[])
