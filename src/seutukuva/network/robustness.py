"""What is left when an actor leaves or a source of ties (a project, a programme) ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from seutukuva.network.coded import Coded
from seutukuva.network.components import left_without, stacked_components
from seutukuva.network.graph import Floats

CLUSTERS: Final = 50


@dataclass(frozen=True)
class Ending:
    """One source of ties: how many ties and pairs it tells of, how many pairs nobody else does, and what is left.

    `left` is the share of all actors in the largest component of the ties that the others tell.
    """

    cluster: str | None
    ties: int
    pairs: int
    alone: int
    left: float


@dataclass(frozen=True)
class Robustness:
    """`left` per actor: share of the others in the largest component without it (nan alone). `endings`: sources, the
    one that leaves least first; of `clusters` sources those with most ties were tried."""

    left: Floats
    endings: tuple[Ending, ...]
    clusters: int


def robustness(network: Coded, *, clusters: int = CLUSTERS) -> Robustness:
    """Return what is left without each actor, and without each of the `clusters` largest sources of ties."""
    total = len(network.clusters)
    ties = np.bincount(network.cluster, minlength=total)
    tried = np.lexsort((np.arange(total), -ties))[:clusters]
    pair, cluster = network.pair_cluster
    sources = np.bincount(pair, minlength=network.graph.pairs)
    endings = []
    for number in tried if network.size else ():
        own = pair[cluster == number]
        lost = own[sources[own] == 1]
        present = np.ones((1, network.graph.pairs), dtype=bool)
        present[0, lost] = False
        _, largest = stacked_components(network.size, network.graph.low, network.graph.high, present)
        name = network.clusters[number]
        endings.append(Ending(name, int(ties[number]), len(own), len(lost), float(largest[0] / network.size)))
    endings.sort(key=lambda ending: (ending.left, -ending.ties, ending.cluster or ""))
    return Robustness(left_without(network.graph), tuple(endings), total)
