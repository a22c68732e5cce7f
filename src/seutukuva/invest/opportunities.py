"""An opportunity: a complementary actor that the ecosystem needs and that the town wants to attract."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from seutukuva.base import Message, Problem
from seutukuva.base.store import package_file
from seutukuva.picture import Gap

ActorKind = Literal[
    "company",
    "city",
    "development_company",
    "university",
    "university_of_applied_sciences",
    "vocational_college",
    "research_organisation",
    "financier",
    "state_authority",
    "regional_council",
    "association",
    "other",
]
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)


@dataclass(frozen=True)
class Opportunity:
    """A place for a newcomer in the ecosystem; `carrier` is the URN of the gap or measure that calls for it.

    Raises Problem for an unknown kind of actor or an empty title.
    """

    title: str
    actor_kind: ActorKind
    dimension: str
    carrier: str = ""

    def __post_init__(self) -> None:
        _check(self.actor_kind)
        if not self.title.strip():
            raise Problem("invest.title")


def missing_kind(gap: Gap, present: Collection[str] = ()) -> ActorKind | None:
    """Return the kind of actor that the gap calls for and that is not among `present`, or None."""
    return next((kind for kind in _wanted().get(gap.dimension, ()) if kind not in present), None)


def draft_opportunity(gap: Gap, actor_kind: ActorKind | None = None) -> Message | None:
    """Return a drafted opportunity for the gap, for `actor_kind` or the kind that it usually calls for.

    None when the gap is one that no newcomer can mend. Raises Problem for an unknown kind of actor.
    """
    kind = actor_kind or missing_kind(gap)
    if kind is None:
        return None
    _check(kind)
    return Message(
        "invest.opportunity", {"actor": actor_kind_name(kind), "need": Message(f"invest.need.{gap.dimension}")}
    )


def actor_kind_name(kind: ActorKind) -> Message:
    """Return the name of a kind of actor."""
    return Message(f"invest.actor.{kind}")


@cache
def _wanted() -> Mapping[str, tuple[ActorKind, ...]]:
    data = tomllib.loads(package_file("invest", "opportunities.toml").read_text(encoding="utf-8"))
    return {dimension: tuple(kinds) for dimension, kinds in data.items()}


def _check(kind: str) -> None:
    if kind not in ACTOR_KINDS:
        raise Problem("invest.actor_kind", value=kind, known=", ".join(ACTOR_KINDS))
