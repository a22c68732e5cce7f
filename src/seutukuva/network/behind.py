"""Which ties a figure of a whole network stands on, so that its sources can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from seutukuva.base import Message
from seutukuva.network.catalogue import metric
from seutukuva.network.coded import Coded, coded
from seutukuva.network.graph import Bools
from seutukuva.network.measures import Measurement
from seutukuva.network.model import PERMANENT, Network


@dataclass(frozen=True)
class Behind:
    """The ties that a figure stands on (rows of the network's frame), and in words which ones they are."""

    ties: pl.DataFrame
    which: Message


def behind(id_: str, network: Network, found: Measurement) -> Behind:
    """Return the ties behind the network metric `id_`: those it counts, else all of them.

    found: the measurement of `network`. A share is told by the ties in its numerator; a figure that hangs on one actor
    by that actor's ties. Raises Problem for an unknown metric.
    """
    metric(id_)
    if id_ in _TOP and network.ties.height:
        top = found.actors.sort(_TOP[id_], descending=True, maintain_order=True).row(0, named=True)
        its = (pl.col("source") == top["id"]) | (pl.col("target") == top["id"])
        return Behind(network.ties.filter(its), Message("network.behind.top", {"name": top["name"] or top["id"]}))
    rule = _RULES.get(id_, "all")
    return Behind(network.ties.filter(_CHOOSE[rule](network, coded(network))), Message(f"network.behind.{rule}"))


_TOP: Final = {
    "left_without_top": "degree",
    "degree_centralisation": "degree",
    "betweenness_centralisation": "betweenness",
}
_RULES: Final = {
    "seen_twice": "twice",
    "multiplex": "multiplex",
    "cross_area": "areas",
    "ei_area": "areas",
    "cross_sector": "sectors",
    "ei_sector": "sectors",
    "state_reach": "state",
    "state_share": "state",
    "education_reach": "education",
    "education_share": "education",
    "rdi_reach": "rdi",
    "permanence": "permanent",
}


def _all(network: Network, numbers: Coded) -> pl.Series:
    return pl.Series([True] * network.ties.height, dtype=pl.Boolean)


def _permanent(network: Network, numbers: Coded) -> pl.Series:
    return network.ties["permanence"].is_in(PERMANENT).fill_null(value=False)


def _several(column: str) -> Callable[[Network, Coded], pl.Series]:
    """Return what chooses the ties of pairs that have several values of a column; a missing one is one value."""

    def choose(network: Network, numbers: Coded) -> pl.Series:
        pairs = pl.DataFrame({"pair": numbers.pair, "value": network.ties[column].fill_null("")})
        return pairs.select(pl.col("value").n_unique().over("pair") > 1).to_series()

    return choose


def _across(group: str) -> Callable[[Network, Coded], pl.Series]:
    """Return what chooses the ties between two known groups."""

    def choose(network: Network, numbers: Coded) -> pl.Series:
        one, other = (getattr(numbers, group)[ends[numbers.pair]] for ends in (numbers.graph.low, numbers.graph.high))
        return pl.Series((one >= 0) & (other >= 0) & (one != other), dtype=pl.Boolean)

    return choose


def _with(members: str) -> Callable[[Network, Coded], pl.Series]:
    """Return what chooses the ties in which such an actor takes part."""

    def choose(network: Network, numbers: Coded) -> pl.Series:
        told: Bools = getattr(numbers, members)
        either = told[numbers.graph.low[numbers.pair]] | told[numbers.graph.high[numbers.pair]]
        return pl.Series(either, dtype=pl.Boolean)

    return choose


_CHOOSE: Final[dict[str, Callable[[Network, Coded], pl.Series]]] = {
    "all": _all,
    "permanent": _permanent,
    "twice": _several("cluster"),
    "multiplex": _several("kind"),
    "areas": _across("area"),
    "sectors": _across("sector"),
    "state": _with("state"),
    "education": _with("education"),
    "rdi": _with("rdi"),
}
