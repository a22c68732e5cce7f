"""Whom to introduce to whom: pairs without a tie that have a common contact, each with the reason in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from seutukuva.base import Message
from seutukuva.network.coded import Coded, coded
from seutukuva.network.gaps.indices import scores, untied_with_common
from seutukuva.network.model import Network
from seutukuva.network.vocabulary import vocabulary

# Of the indices that name common contacts, the best by AUC at every year of the backtest.
DEFAULT_INDEX: Final = "local_path"
# What each need adds to an index whose greatest value is 1.
NEED: Final = 0.25
# Roles that an actor may lack among its contacts; the others are not a thing that one introduces another for.
SOUGHT: Final = ("rdi_provider", "educator", "financier", "testbed", "anchor_company", "user")
_NAMED: Final = 3
# Of how many pairs, the nearest by the index, needs are looked at.
NEAREST: Final = 2000


@dataclass(frozen=True)
class Introduction:
    """Two actors without a tie; `score` is the index (greatest 1) and `NEED` for each need; `common` their contacts."""

    one: str
    other: str
    score: float
    common: tuple[str, ...]
    reasons: tuple[Message, ...]


def introductions(
    network: Network,
    roles: Mapping[str, Sequence[str]],
    *,
    most: int = 20,
    without: frozenset[frozenset[str]] = frozenset(),
    over_borders: bool = False,
) -> tuple[Introduction, ...]:
    """Return the pairs worth introducing, the best first among the `NEAREST` by the index.

    roles: actor's id -> its roles. without: pairs that a person did not find worth it. over_borders: only pairs of two
    known municipalities. Needs are: one has a role of
    `SOUGHT` that neither the other nor its contacts have; no tie yet between their sectors; two municipalities.
    """
    numbers = coded(network)
    low, high = untied_with_common(numbers.graph)
    if over_borders:
        areas = numbers.area[low], numbers.area[high]
        kept = (areas[0] != areas[1]) & (areas[0] >= 0) & (areas[1] >= 0)
        low, high = low[kept], high[kept]
    if not len(low):
        return ()
    values = scores(numbers.graph, DEFAULT_INDEX, low, high)
    nearest = np.argsort(-values, kind="stable")[: NEAREST + len(without)]
    low, high, values = low[nearest], high[nearest], values[nearest] / values.max()
    around = _Around.of(numbers, roles)
    names = dict(network.actors.select("id", "name").iter_rows())
    found = []
    for one, other, value in zip(low.tolist(), high.tolist(), values.tolist(), strict=True):
        ids = (numbers.ids[one], numbers.ids[other])
        if frozenset(ids) in without:
            continue
        needs = _needs(numbers, (one, other), around, names)
        common = tuple(numbers.ids[i] for i in around.common(one, other))
        found.append((value + NEED * len(needs), ids, common, needs))
    found.sort(key=lambda told: (-told[0], told[1]))
    return tuple(
        Introduction(*ids, score, common, (_common(common, names), *needs))
        for score, ids, common, needs in found[:most]
    )


@dataclass(frozen=True)
class _Around:
    """Per actor its contacts, its roles, and the roles among it and its contacts; the pairs of sectors with a tie."""

    near: list[set[int]]
    has: list[frozenset[str]]
    found: list[frozenset[str]]
    joined: set[frozenset[int]]

    def common(self, one: int, other: int) -> list[int]:
        """Return the contacts that two share, the least connected first."""
        return sorted(self.near[one] & self.near[other], key=lambda i: (len(self.near[i]), i))

    @staticmethod
    def of(numbers: Coded, roles: Mapping[str, Sequence[str]]) -> _Around:
        near: list[set[int]] = [set() for _ in range(numbers.size)]
        joined = set()
        for one, other in zip(numbers.graph.low.tolist(), numbers.graph.high.tolist(), strict=True):
            near[one].add(other)
            near[other].add(one)
            joined.add(frozenset((int(numbers.sector[one]), int(numbers.sector[other]))))
        has = [frozenset(roles.get(id_, ())) for id_ in numbers.ids]
        return _Around(near, has, [has[i].union(*(has[j] for j in near[i])) for i in range(numbers.size)], joined)


def _common(common: Sequence[str], names: Mapping[str, str | None]) -> Message:
    """Say the contacts that they share, the least connected first: those know them best."""
    told = ", ".join(names.get(id_) or id_ for id_ in common[:_NAMED])
    code = "network.gaps.common.more" if len(common) > _NAMED else "network.gaps.common"
    return Message(code, {"names": told, "count": len(common) - _NAMED})


def _needs(
    numbers: Coded, ends: tuple[int, int], around: _Around, names: Mapping[str, str | None]
) -> tuple[Message, ...]:
    made = []
    for giver, taker in (ends, ends[::-1]):
        sought = next((role for role in SOUGHT if role in around.has[giver] and role not in around.found[taker]), None)
        if sought:
            who = {end: names.get(numbers.ids[i]) or numbers.ids[i] for end, i in (("giver", giver), ("taker", taker))}
            made.append(Message("network.gaps.need.role", {**who, "role": vocabulary().role(sought).name}))
    sectors, areas = ({int(of[i]) for i in ends} for of in (numbers.sector, numbers.area))
    if len(sectors) > 1 and -1 not in sectors and frozenset(sectors) not in around.joined:
        told = [vocabulary().sector(numbers.sectors[i]).name for i in sorted(sectors) if _known(numbers.sectors[i])]
        if len(told) > 1:
            made.append(Message("network.gaps.need.sectors", {"one": told[0], "other": told[1]}))
    if len(areas) > 1 and -1 not in areas:
        told_areas = [numbers.areas[int(numbers.area[i])] for i in ends]
        made.append(Message("network.gaps.need.border", {"one": told_areas[0], "other": told_areas[1]}))
    return tuple(made)


def _known(sector: str) -> bool:
    return any(entry.id == sector for entry in vocabulary().sectors)
