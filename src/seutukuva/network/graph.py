"""The simple graphs that the metrics stand on, made from a list of ties.

**Contacts**: one edge per pair of actors that has any tie, in either direction; its weight is the sum of the weights of
the pair's ties. **Arcs**: a directed tie is one arc, an undirected tie is one in each direction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import rustworkx as rx
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_WEDGES_AT_ONCE: Final = 2_000_000


@dataclass(frozen=True)
class Contacts:
    """Undirected weighted graph of `size` actors: pair e joins low[e] < high[e] with weight[e]; sorted, no doubles.

    `forward[e]` says that there is an arc from low to high, `backward[e]` from high to low.
    """

    size: int
    low: Ints
    high: Ints
    weight: Floats
    forward: Bools
    backward: Bools

    @property
    def pairs(self) -> int:
        """Return how many pairs are in contact."""
        return len(self.low)

    @cached_property
    def degree(self) -> Ints:
        """Return the number of contacts of each actor."""
        return np.bincount(self.low, minlength=self.size) + np.bincount(self.high, minlength=self.size)

    @cached_property
    def strength(self) -> Floats:
        """Return the summed weight of each actor's contacts."""
        return self.sums(self.weight)

    def sums(self, values: Floats) -> Floats:
        """Return per actor the sum of `values` (one per pair) over its pairs."""
        return np.asarray(
            np.bincount(self.low, values, self.size) + np.bincount(self.high, values, self.size), dtype=np.float64
        )

    @cached_property
    def matrix(self) -> csr_matrix[Any]:
        """Return the symmetric adjacency matrix with weights; columns are sorted."""
        rows = np.concatenate((self.low, self.high))
        columns = np.concatenate((self.high, self.low))
        made: csr_matrix[Any] = csr_matrix((np.tile(self.weight, 2), (rows, columns)), shape=(self.size, self.size))
        made.sort_indices()
        return made

    @cached_property
    def graph(self) -> rx.PyGraph[None, None]:
        """Return the contacts as a rustworkx graph (without weights)."""
        made: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
        made.add_nodes_from([None] * self.size)
        made.extend_from_edge_list(list(zip(self.low.tolist(), self.high.tolist(), strict=True)))
        return made

    @cached_property
    def triangles(self) -> npt.NDArray[np.int32]:
        """Return every triangle once as three pairs (t x 3 numbers of pairs).

        The pairs stand as ab, ac, bc: a is common to the first two, b to the first and third, c to the last two.
        Forward algorithm of Schank and Wagner (2005): at most m to the power 1.5 steps.
        """
        found = list(self._triangles())
        return np.concatenate(found) if found else np.zeros((0, 3), dtype=np.int32)

    def _triangles(self) -> Iterator[npt.NDArray[np.int32]]:
        rank = np.empty(self.size, dtype=np.int64)
        rank[np.lexsort((np.arange(self.size), self.degree))] = np.arange(self.size)
        one, other = rank[self.low], rank[self.high]
        lower, upper = np.minimum(one, other), np.maximum(one, other)
        order = np.lexsort((upper, lower))
        lower, upper = lower[order], upper[order]
        keys = lower * self.size + upper
        ends = np.searchsorted(lower, lower, side="right")
        later = ends - np.arange(len(lower)) - 1
        done = np.concatenate(([0], np.cumsum(later)))
        start = 0
        while start < len(lower):
            stop = int(np.searchsorted(done, done[start] + _WEDGES_AT_ONCE, side="right")) - 1
            stop = min(max(stop, start + 1), len(lower))
            first = np.repeat(np.arange(start, stop), later[start:stop])
            second = first + 1 + np.arange(len(first)) - np.repeat(done[start:stop] - done[start], later[start:stop])
            wanted = upper[first] * self.size + upper[second]
            at = np.searchsorted(keys, wanted)
            closed = keys[np.minimum(at, len(keys) - 1)] == wanted
            three = np.stack((first[closed], second[closed], at[closed]), axis=1)
            yield order[three].astype(np.int32)
            start = stop

    @cached_property
    def corners(self) -> tuple[Ints, Ints, Ints]:
        """Return the actors a, b, c of every triangle, in the order of `triangles`."""
        ab, ac, bc = self.triangles.T
        first = np.where((self.low[ab] == self.low[ac]) | (self.low[ab] == self.high[ac]), self.low[ab], self.high[ab])
        second = self.low[ab] + self.high[ab] - first
        third = self.low[bc] + self.high[bc] - second
        return first, second, third

    def of(self, kept: Bools, weight: Floats | None = None) -> Contacts:
        """Return the contacts with the `kept` pairs only, with other weights if given (one per pair)."""
        weights = self.weight if weight is None else weight
        return Contacts(
            self.size, self.low[kept], self.high[kept], weights[kept], self.forward[kept], self.backward[kept]
        )


def contacts(size: int, source: Ints, target: Ints, weight: Floats, directed: Bools) -> tuple[Contacts, Ints]:
    """Return the contacts of ties between actors 0 .. size - 1, and the pair of each tie."""
    low, high = np.minimum(source, target), np.maximum(source, target)
    keys, pair = np.unique(low * max(size, 1) + high, return_inverse=True)
    count = len(keys)
    onward = ~directed | (source == low)
    back = ~directed | (source == high)
    made = Contacts(
        size=size,
        low=keys // max(size, 1),
        high=keys % max(size, 1),
        weight=np.bincount(pair, weight, count).astype(np.float64),
        forward=np.bincount(pair, onward, count) > 0,
        backward=np.bincount(pair, back, count) > 0,
    )
    return made, pair.astype(np.int64)


def arcs(graph: Contacts) -> tuple[Ints, Ints]:
    """Return the sources and targets of the arcs, each once."""
    sources = np.concatenate((graph.low[graph.forward], graph.high[graph.backward]))
    targets = np.concatenate((graph.high[graph.forward], graph.low[graph.backward]))
    return sources, targets
