"""Ties that go one way, from who pays or names to who is paid or named; read for who judges by them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from seutukuva.base import parse_urn
from seutukuva.web.kit.releases.kinds import row_ids
from seutukuva.web.network.models import Structure, Tie
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


def homes_told(carriers: Iterable[str], kinds: Collection[str]) -> set[int]:
    """Return the ecosystems of structures, and of ties of some kinds, among things or told by them; the caller asks the
    right to each."""
    parts = [(carrier, parse_urn(carrier)) for carrier in carriers]
    ids = {
        kind: row_ids([part.id for _carrier, part in parts if (part.room, part.kind) == ("network", kind)])
        for kind in ("tie", "structure")
    }
    tellers = [carrier for carrier, part in parts if part.room == "evidence"]
    ties = Tie.objects.filter(Q(pk__in=ids["tie"]) | Q(carrier__in=tellers), kind__in=kinds)
    structures = Structure.objects.filter(pk__in=ids["structure"])
    return {*ties.values_list("ecosystem_id", flat=True), *structures.values_list("ecosystem_id", flat=True)}
