"""Writes of double coding: begin blind, compare, decide, close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seutukuva.base import Problem
from seutukuva.web.evidence.coding.models import Coding, Round, RoundState, Verdict
from seutukuva.web.kit.actions import action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.evidence.models import Source
    from seutukuva.web.programmes.models import Ecosystem


@action("programmes.analyse", on="ecosystem.participant.programme")
def begin_round(
    *, actor: User, ecosystem: Ecosystem, name: str, sources: Sequence[Source], coders: Sequence[User]
) -> Round:
    """Begin a round of blind double coding. Raises Problem without two coders and one source."""
    if len(set(coders)) < 2 or not sources:
        raise Problem("web_evidence.round_too_small")
    row = Round.objects.create(ecosystem=ecosystem, name=name)
    row.sources.set(sources)
    row.coders.set(coders)
    return row


@action("programmes.analyse", on="round.ecosystem.participant.programme")
def compare_round(*, actor: User, round: Round) -> Round:
    """End the blind part: everybody sees everybody's codings, and they can be decided on."""
    return _move(round, RoundState.BLIND, RoundState.COMPARED)


@action("programmes.analyse", on="round.ecosystem.participant.programme")
def close_round(*, actor: User, round: Round) -> Round:
    """End a round."""
    return _move(round, RoundState.COMPARED, RoundState.CLOSED)


@action("programmes.analyse", on="round.ecosystem.participant.programme")
def decide(*, actor: User, round: Round, codings: Sequence[Coding], keep: bool) -> Round:
    """Keep or drop codings on which the coders differ. Raises Problem while the round is blind or when it is closed."""
    if round.state != RoundState.COMPARED:
        raise Problem("web_evidence.round_not_open", name=round.name)
    Coding.objects.filter(pk__in=[coding.pk for coding in codings]).update(
        verdict=Verdict.KEPT if keep else Verdict.DROPPED, decided_by=actor
    )
    return round


def _move(row: Round, before: RoundState, after: RoundState) -> Round:
    if row.state != before:
        raise Problem("web_evidence.round_not_open", name=row.name)
    row.state = after
    row.save(update_fields=["state"])
    return row
