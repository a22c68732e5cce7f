"""How near two actors without a tie stand to each other: indices of link prediction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix, diags_array

from seutukuva.base import Problem
from seutukuva.network.graph import Contacts, Floats, Ints

# Share that a path of three ties counts beside one of two (Zhou, Lü and Zhang, 2009).
LOCAL_PATH: Final = 0.01
_PAIRS_AT_ONCE: Final = 200_000


def scores(graph: Contacts, index: str, low: Ints, high: Ints) -> Floats:
    """Return an index for pairs of actors; ties count once whatever their weight.

    index: a word of `INDICES`. low, high: actors' numbers, one of each per pair. Raises Problem for an unknown index.
    Sources: Liben-Nowell and Kleinberg (2007), Adamic and Adar (2003), Zhou, Lü and Zhang (2009).
    """
    if index not in _WAYS:
        raise Problem("network.gaps.unknown_index", value=index, known=", ".join(INDICES))
    return _WAYS[index](graph, low, high)


def _links(graph: Contacts) -> csr_matrix[Any]:
    made = graph.matrix.copy()
    made.data = np.ones_like(made.data)
    return made


def _through(graph: Contacts, each: Floats, low: Ints, high: Ints) -> Floats:
    """Return the sum of `each` over the common contacts of pairs."""
    links = _links(graph)
    weighted = csr_matrix(links @ diags_array(each))
    made = np.zeros(len(low))
    for start in range(0, len(low), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        made[part] = np.asarray(weighted[low[part]].multiply(links[high[part]]).sum(axis=1)).ravel()
    return made


def _common_neighbours(graph: Contacts, low: Ints, high: Ints) -> Floats:
    return _through(graph, np.ones(graph.size), low, high)


def _adamic_adar(graph: Contacts, low: Ints, high: Ints) -> Floats:
    # A common contact has at least two contacts.
    return _through(graph, 1 / np.log(np.maximum(graph.degree, 2)), low, high)


def _resource_allocation(graph: Contacts, low: Ints, high: Ints) -> Floats:
    return _through(graph, 1 / np.maximum(graph.degree, 1), low, high)


def _jaccard(graph: Contacts, low: Ints, high: Ints) -> Floats:
    common = _common_neighbours(graph, low, high)
    either = graph.degree[low] + graph.degree[high] - common
    return np.divide(common, either, out=np.zeros_like(common), where=either > 0)


def _preferential_attachment(graph: Contacts, low: Ints, high: Ints) -> Floats:
    return (graph.degree[low] * graph.degree[high]).astype(np.float64)


def _local_path(graph: Contacts, low: Ints, high: Ints) -> Floats:
    links = _links(graph)
    twice = csr_matrix(links @ links)
    made = np.zeros(len(low))
    for start in range(0, len(low), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        near = links[high[part]]
        two = links[low[part]].multiply(near)
        three = twice[low[part]].multiply(near)
        made[part] = np.asarray(two.sum(axis=1)).ravel() + LOCAL_PATH * np.asarray(three.sum(axis=1)).ravel()
    return made


_WAYS: Final[dict[str, Callable[[Contacts, Ints, Ints], Floats]]] = {
    "common_neighbours": _common_neighbours,
    "adamic_adar": _adamic_adar,
    "resource_allocation": _resource_allocation,
    "jaccard": _jaccard,
    "local_path": _local_path,
    "preferential_attachment": _preferential_attachment,
}
INDICES: Final = tuple(_WAYS)


def untied(graph: Contacts) -> tuple[Ints, Ints]:
    """Return all pairs of actors without a tie, for networks of some thousand actors at most."""
    low, high = (side.astype(np.int64) for side in np.triu_indices(graph.size, 1))
    free = ~np.isin(low * graph.size + high, graph.low * graph.size + graph.high)
    return low[free], high[free]


def untied_with_common(graph: Contacts) -> tuple[Ints, Ints]:
    """Return the pairs without a tie that have a common contact."""
    links = _links(graph)
    low, high = (side.astype(np.int64) for side in (links @ links).nonzero())
    free = (low < high) & ~np.isin(low * graph.size + high, graph.low * graph.size + graph.high)
    order = np.lexsort((high[free], low[free]))
    return low[free][order], high[free][order]
