"""Random networks in which everyone keeps the number of contacts: what would chance alone give?

Density stays the same when degrees do, so that what is compared is what ties do with their places: closure, size of the
largest component, ties over borders.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from seutukuva.network.graph import Bools, Contacts, Ints

# Rounds of swaps (in each, every pair is proposed once) before the first random network and between two of them.
_FIRST: Final = 10
_BETWEEN: Final = 3


def rewired(graph: Contacts, *, networks: int, seed: int = 1) -> Iterator[tuple[Ints, Ints]]:
    """Yield the pairs (low, high) of random simple graphs in which every actor has as many contacts as in `graph`.

    Configuration model without loops and doubles, reached by swapping the ends of two pairs (Maslov and Sneppen, 2002).
    A round pairs all ties at random and swaps at once all that give no loop and no double.
    """
    generator = np.random.default_rng(seed)
    low, high = graph.low, graph.high
    for number in range(networks):
        for _ in range(_BETWEEN if number else _FIRST):
            low, high = _round(graph.size, low, high, generator)
        yield low, high


def _round(size: int, low: Ints, high: Ints, generator: np.random.Generator) -> tuple[Ints, Ints]:
    order = generator.permutation(len(low))
    half = len(order) // 2
    one, other = order[:half], order[half : 2 * half]
    turned = generator.random(half) < 0.5
    start, end = low[one], high[one]
    first = np.where(turned, low[other], high[other])
    second = np.where(turned, high[other], low[other])
    # (start, end) and (second, first) become (start, first) and (second, end).
    keys = [_key(size, start, first), _key(size, second, end)]
    allowed = (start != first) & (second != end) & _new(np.concatenate(keys), low * size + high)
    low, high = low.copy(), high.copy()
    for place, key in zip((one, other), keys, strict=True):
        low[place[allowed]], high[place[allowed]] = key[allowed] // size, key[allowed] % size
    return low, high


def _key(size: int, one: Ints, other: Ints) -> Ints:
    return np.minimum(one, other) * size + np.maximum(one, other)


def _new(keys: Ints, present: Ints) -> Bools:
    """Return whether both new pairs of each swap are neither there already nor proposed by another swap."""
    ordered = np.sort(present)
    at = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)[1:]
    free = (ordered[at] != keys) & (counts[inverse] == 1)
    half = len(keys) // 2
    return np.asarray(free[:half] & free[half:], dtype=np.bool_)
