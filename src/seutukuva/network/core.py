"""Core and periphery: a group that is tied to itself, and the rest that is tied to it but not among itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import rustworkx as rx

from seutukuva.network.graph import Bools, Contacts, Ints


@dataclass(frozen=True)
class Core:
    """The split that fits best, which actors are in its core, and how well it fits (-1..1, nan when undefined)."""

    members: Bools
    fit: float


def coreness(graph: Contacts) -> Ints:
    """Return per actor the largest k such that it lies in a group where all have k contacts in the group.

    The k-core of Seidman (1983), by Batagelj and Zaveršnik's (2003) algorithm in rustworkx.
    """
    told: Any = rx.core_number(graph.graph)  # actor -> number; its stub says int
    return np.fromiter((told[i] for i in range(graph.size)), np.int64, graph.size)


def core(graph: Contacts) -> Core:
    """Return the core of the discrete model of Borgatti and Everett (1999).

    Ideal: all ties inside the core, none inside the periphery; ties between the two do not count. Lip (2011) shows
    that the split with the fewest deviations takes the actors with the most contacts: as many as there are ranks k
    whose actor has at least k contacts. Where equals stand at the border, the stronger, then the earlier, is in.
    The fit is the correlation of ties with the ideal over the pairs that count.
    """
    order = np.lexsort((np.arange(graph.size), -graph.strength, -graph.degree))
    inside = np.zeros(graph.size, dtype=bool)
    inside[order[: core_size(graph.degree)]] = True
    within = int((inside[graph.low] & inside[graph.high]).sum())
    around = int((~inside[graph.low] & ~inside[graph.high]).sum())
    return Core(inside, core_fit(graph.size, int(inside.sum()), within, around))


def core_size(degree: Ints) -> int:
    """Return how many actors are in the core: ranks k (from 1) whose actor has at least k contacts."""
    ordered = np.sort(degree)[::-1]
    return int((ordered >= np.arange(1, len(ordered) + 1)).sum())


def core_fit(size: int, members: int, within: int, around: int) -> float:
    """Return the correlation of ties with the ideal from the numbers of ties within the core and in the periphery."""
    inner, outer = members * (members - 1) / 2, (size - members) * (size - members - 1) / 2
    ties, blanks = within + around, inner + outer - within - around
    spread = inner * outer * ties * blanks
    if spread <= 0:
        return float("nan")
    return float((within * (outer - around) - around * (inner - within)) / np.sqrt(spread))
