"""Opportunities for complementary actors, drafted from gaps."""

from seutukuva.invest.opportunities import (
    ACTOR_KINDS,
    ActorKind,
    Opportunity,
    actor_kind_name,
    draft_opportunity,
    missing_kind,
)

__all__ = ["ACTOR_KINDS", "ActorKind", "Opportunity", "actor_kind_name", "draft_opportunity", "missing_kind"]
