"""What hangs together, and what hangs together no longer when an actor or a source of ties is gone."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from seutukuva.network.graph import Bools, Contacts, Floats, Ints


def components(graph: Contacts) -> Ints:
    """Return the component of each actor, numbered from 0 by size (the largest first, then as actors stand)."""
    return _by_size(_labels(graph.size, graph.low, graph.high))


def _labels(size: int, low: Ints, high: Ints) -> Ints:
    if not size:
        return np.zeros(0, dtype=np.int64)
    matrix: coo_matrix[Any] = coo_matrix((np.ones(len(low), dtype=np.int8), (low, high)), shape=(size, size))
    _, labels = connected_components(matrix, directed=False)
    return np.asarray(labels, dtype=np.int64)


def _by_size(labels: Ints) -> Ints:
    if not len(labels):
        return labels
    sizes = np.bincount(labels)
    first = np.full(len(sizes), len(labels))
    np.minimum.at(first, labels, np.arange(len(labels)))
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return rank[labels]


def stacked_components(
    size: int, low: Ints, high: Ints, present: Bools, living: Bools | None = None
) -> tuple[Ints, Ints]:
    """Return how many components each of B graphs has and how many actors its largest one.

    present: B x pairs. living: B x actors; an actor that is not there is no component (everyone is there without it).
    All B graphs are laid side by side and searched at once.
    """
    replicates = len(present)
    if not size:
        return np.zeros(replicates, dtype=np.int64), np.zeros(replicates, dtype=np.int64)
    if living is not None:
        present = present & living[:, low] & living[:, high]
    row, pair = np.nonzero(present)
    labels = _labels(size * replicates, low[pair] + row * size, high[pair] + row * size)
    sizes = np.bincount(labels)
    there = np.ones(size * replicates, dtype=bool) if living is None else living.ravel()
    owner = np.zeros(len(sizes), dtype=np.int64)
    owner[labels] = np.repeat(np.arange(replicates), size)
    counted = np.zeros(len(sizes), dtype=bool)
    counted[labels[there]] = True
    largest = np.zeros(replicates, dtype=np.int64)
    np.maximum.at(largest, owner[counted], sizes[counted])
    return np.bincount(owner[counted], minlength=replicates), largest


def left_without(graph: Contacts) -> Floats:
    """Return per actor the share of the others that the largest component holds when the actor is gone.

    Exact for every actor at once: one depth-first search (Hopcroft and Tarjan, 1973) gives the parts into which each
    component falls. nan when there is nobody else.
    """
    size = graph.size
    if size < 2:
        return np.full(size, np.nan)
    labels = components(graph)
    sizes = np.bincount(labels)
    second = int(sizes[1]) if len(sizes) > 1 else 0
    parts = _largest_part(graph)
    elsewhere = np.where(labels == 0, second, int(sizes[0]))
    return np.asarray(np.maximum(parts, elsewhere) / (size - 1), dtype=np.float64)


def _largest_part(graph: Contacts) -> Ints:
    """Return per actor the size of the largest part that is left of its own component without it."""
    indices, starts = graph.matrix.indices.tolist(), graph.matrix.indptr.tolist()
    size = graph.size
    found, lowest, below = [-1] * size, [0] * size, [1] * size
    cut, largest = [0] * size, [0] * size
    at = starts[:-1].copy()
    clock = 0
    for root in range(size):
        if found[root] >= 0:
            continue
        trail, parents = [root], [-1]
        visited = [root]
        found[root] = lowest[root] = clock
        clock += 1
        while trail:
            here = trail[-1]
            if at[here] < starts[here + 1]:
                there = indices[at[here]]
                at[here] += 1
                if found[there] < 0:
                    found[there] = lowest[there] = clock
                    clock += 1
                    trail.append(there)
                    parents.append(here)
                    visited.append(there)
                elif there != parents[-1] and found[there] < lowest[here]:
                    lowest[here] = found[there]
                continue
            trail.pop()
            parent = parents.pop()
            if parent < 0:
                continue
            below[parent] += below[here]
            lowest[parent] = min(lowest[parent], lowest[here])
            if lowest[here] >= found[parent]:
                cut[parent] += below[here]
                largest[parent] = max(largest[parent], below[here])
        for actor in visited:
            largest[actor] = max(largest[actor], len(visited) - 1 - cut[actor])
    return np.asarray(largest, dtype=np.int64)
