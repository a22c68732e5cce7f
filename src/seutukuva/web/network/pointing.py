"""Ties that go one way, from who pays or names to who is paid or named; read for who judges by them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from seutukuva.web.network.models import Tie
from seutukuva.web.network.selectors import standing


@dataclass(frozen=True)
class Pointing:
    """A tie by the numbers of the actors that stand for its ends; `carrier` is the URN of what tells it, or empty."""

    urn: str
    kind: str
    source: str
    target: str
    weight: float
    cluster: str
    carrier: str


def pointing(ecosystem: int, kinds: Collection[str]) -> list[Pointing]:
    """Return an ecosystem's ties of some kinds, in the order in which they were told; the caller asked the right."""
    ties = list(Tie.objects.filter(ecosystem=ecosystem, kind__in=kinds).order_by("pk"))
    roots = standing({end for tie in ties for end in (tie.source_id, tie.target_id)}) if ties else {}
    return [
        Pointing(
            urn=tie.urn,
            kind=tie.kind,
            source=str(roots[tie.source_id]),
            target=str(roots[tie.target_id]),
            weight=tie.weight,
            cluster=tie.cluster,
            carrier=tie.carrier,
        )
        for tie in ties
        if roots[tie.source_id] != roots[tie.target_id]
    ]
