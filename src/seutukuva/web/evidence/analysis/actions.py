"""Writes of the analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seutukuva.web.evidence.analysis.models import Summary
from seutukuva.web.kit.actions import action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.evidence.coding.models import Code
    from seutukuva.web.programmes.models import Ecosystem


@action("programmes.work_on_town", on="ecosystem.participant")
def summarise(*, actor: User, ecosystem: Ecosystem, code: Code, body: str) -> Summary | None:
    """Write what an ecosystem's sources say under a code; empty words take the summary away."""
    if not body.strip():
        Summary.objects.filter(ecosystem=ecosystem, code=code).delete()
        return None
    row, _made = Summary.objects.update_or_create(
        ecosystem=ecosystem, code=code, defaults={"body": body.strip(), "author": actor}
    )
    return row
