"""Brokerage between sectors: who stands between two that have no tie of their own (Gould and Fernandez, 1989)."""

from __future__ import annotations

from itertools import permutations
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix

from seutukuva.network.graph import Bools, Contacts, Ints, arcs

# An actor b stands between a and c on the way a -> b -> c, and there is no arc a -> c.
#   coordinator     a, b, c in one sector
#   itinerant       a and c in one sector, b in another (also called consultant)
#   gatekeeper      b and c in one sector, a in another: b lets in
#   representative  a and b in one sector, c in another: b speaks out
#   liaison         all three in different sectors
ROLES: Final = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def brokerage(graph: Contacts, sector: Ints) -> Ints:
    """Return how often each actor has each role: actors x 5, in the order of `ROLES`.

    sector: a number per actor, -1 where it is not known; such an actor neither brokers nor is brokered. Over arcs: an
    undirected tie is an arc each way, so that an undirected open pair counts once in each direction.
    """
    sources, targets = arcs(graph)
    known = (sector[sources] >= 0) & (sector[targets] >= 0)
    sources, targets = sources[known], targets[known]
    roles = _paths(graph.size, sources, targets, sector)
    _take_returns(roles, graph, sector)
    return roles - _closed(graph, sector)


def _paths(size: int, sources: Ints, targets: Ints, sector: Ints) -> Ints:
    """Return all two-step paths through each actor by role, those that return to where they began as well."""
    sectors = int(sector.max(initial=0)) + 1
    ones = np.ones(len(sources))
    into: csr_matrix[Any] = csr_matrix((ones, (targets, sector[sources])), shape=(size, sectors))
    out: csr_matrix[Any] = csr_matrix((ones, (sources, sector[targets])), shape=(size, sectors))
    all_in, all_out = np.bincount(targets, minlength=size), np.bincount(sources, minlength=size)
    alike = sector[sources] == sector[targets]
    own_in = np.bincount(targets[alike], minlength=size)
    own_out = np.bincount(sources[alike], minlength=size)
    same = np.asarray(into.multiply(out).sum(axis=1)).ravel().round().astype(np.int64)
    inside = own_in * own_out
    itinerant = same - inside
    liaison = (all_in - own_in) * (all_out - own_out) - itinerant
    return np.stack(
        (inside, itinerant, (all_in - own_in) * own_out, own_in * (all_out - own_out), liaison), axis=1
    ).astype(np.int64)


def _take_returns(roles: Ints, graph: Contacts, sector: Ints) -> None:
    """Take away the paths a -> b -> a, which begin and end in one sector."""
    mutual = graph.forward & graph.backward & (sector[graph.low] >= 0) & (sector[graph.high] >= 0)
    low, high = graph.low[mutual], graph.high[mutual]
    alike = sector[low] == sector[high]
    for role, chosen in ((0, alike), (1, ~alike)):
        for ends in (low, high):
            roles[:, role] -= np.bincount(ends[chosen], minlength=graph.size)


def _closed(graph: Contacts, sector: Ints) -> Ints:
    """Return the paths a -> b -> c whose ends have the arc a -> c, by the role of b."""
    counts = np.zeros(graph.size * len(ROLES), dtype=np.int64)
    corners = graph.corners
    pairs = dict(zip(((0, 1), (0, 2), (1, 2)), graph.triangles.T, strict=True))
    for first, broker, last in permutations(range(3)):
        shut = np.ones(len(corners[0]), dtype=bool)
        for one, other in ((first, broker), (broker, last), (first, last)):
            shut &= _has_arc(graph, pairs[min(one, other), max(one, other)], corners[one])
        at = corners[broker][shut]
        a, b, c = (sector[corners[i][shut]] for i in (first, broker, last))
        known = (a >= 0) & (b >= 0) & (c >= 0)
        role = np.select([(a == b) & (b == c), a == c, b == c, a == b], [0, 1, 2, 3], default=4)
        counts += np.bincount((at * len(ROLES) + role)[known], minlength=len(counts))
    return counts.reshape(graph.size, len(ROLES))


def _has_arc(graph: Contacts, pair: Ints, start: Ints) -> Bools:
    """Return whether `pair` has an arc that begins at `start`."""
    return np.where(graph.low[pair] == start, graph.forward[pair], graph.backward[pair])


def crossing_share(roles: Ints) -> float:
    """Return which share of all brokered pairs is brokered over a border of sectors, 0-1; nan without any."""
    total = roles.sum()
    return float(1 - roles[:, 0].sum() / total) if total else float("nan")
