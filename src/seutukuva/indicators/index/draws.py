"""Draws for Monte Carlo: R's own generator, so that a run of COINr can be repeated from its seed, and Sobol' designs.

Generator: Matsumoto and Nishimura (1998), seeded and scaled as R documents under `Random` (Mersenne-Twister,
sampling by rejection). Designs: Saltelli et al. (2010).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.random import MT19937
from numpy.typing import NDArray
from scipy.stats import qmc

from seutukuva.indicators.index.model import Floats

Integers = NDArray[np.int64]
_STATE: Final = 624
_SCALE: Final = 2.3283064365386963e-10
_LEAST: Final = 0.5 * 2.328306437080797e-10


class Generator:
    """Uniform figures in R's order after `set.seed(seed)`."""

    def __init__(self, seed: int) -> None:
        value = seed & 0xFFFFFFFF
        for _ in range(50):
            value = (69069 * value + 1) & 0xFFFFFFFF
        key = []
        for _ in range(_STATE + 1):
            value = (69069 * value + 1) & 0xFFFFFFFF
            key.append(value)
        self._bits = MT19937(0)
        # The first figure is the position in R; it starts at the end, so that a new block is made at once.
        self._bits.state = {
            "bit_generator": "MT19937",
            "state": {"key": np.array(key[1:], dtype=np.uint32), "pos": _STATE},
        }

    def uniform(self, count: int) -> Floats:
        """Return `count` figures between 0 and 1 as `runif` gives them."""
        raw = self._bits.random_raw(count) if count else np.empty(0)
        return np.clip(np.asarray(raw, dtype=np.float64) * _SCALE, _LEAST, 1 - _LEAST)

    def matrix(self, rows: int, columns: int) -> Floats:
        """Return figures of the shape (rows, columns), filled column by column as R fills a matrix."""
        return self.uniform(rows * columns).reshape(columns, rows).T

    def resample(self, size: int, times: int) -> Integers:
        """Return `times` samples of 0..size-1 with replacement, shape (times, size), as `sample` draws them."""
        bits = math.ceil(math.log2(size)) if size > 1 else 0
        words = bits // 16 + 1
        wanted = size * times
        found = np.empty(0, dtype=np.int64)
        while found.size < wanted:
            # Only as many as are still missing, so that nothing is drawn that R would not draw.
            parts = np.floor(self.uniform((wanted - found.size) * words) * 65536).astype(np.int64).reshape(-1, words)
            value = parts[:, 0]
            for word in range(1, words):
                value = value * 65536 + parts[:, word]
            value &= (1 << bits) - 1
            found = np.concatenate([found, value[value < size]])
        return found.reshape(times, size)


def random_design(generator: Generator, size: int, inputs: int) -> Floats:
    """Return a plain sample of the shape (size, inputs)."""
    return generator.matrix(size, inputs)


def sobol_design(generator: Generator, size: int, inputs: int) -> Floats:
    """Return the sample for Sobol' indices: A, B, then A with each column from B; shape (size*(inputs+2), inputs)."""
    return _crossed(generator.matrix(size, 2 * inputs), inputs)


def quasi_design(seed: int, size: int, inputs: int, *, crossed: bool) -> Floats:
    """Return the same designs from a scrambled Sobol' sequence, which fills the space more evenly than lots do."""
    base = qmc.Sobol(2 * inputs if crossed else inputs, rng=np.random.default_rng(seed)).random(size)
    return _crossed(base, inputs) if crossed else np.asarray(base)


def _crossed(base: Floats, inputs: int) -> Floats:
    first, second = base[:, :inputs], base[:, inputs:]
    blocks = [first, second]
    for column in range(inputs):
        block = first.copy()
        block[:, column] = second[:, column]
        blocks.append(block)
    return np.vstack(blocks)


def alternatives(sample: Floats, count: int) -> Integers:
    """Return which of `count` alternatives each figure of a sample stands for, from 0.

    The span of the sample is cut into equal parts, as R's `cut` does, not the span from 0 to 1.
    """
    if count == 1:
        return np.zeros(sample.size, dtype=np.int64)
    low, high = float(sample.min()), float(sample.max())
    reach = high - low
    if reach == 0:
        reach = abs(low)
        breaks = np.linspace(low - reach / 1000, high + reach / 1000, count + 1)
    else:
        breaks = np.linspace(low, high, count + 1)
        breaks[0], breaks[-1] = low - reach / 1000, high + reach / 1000
    found = np.searchsorted(breaks, sample, side="left") - 1
    return np.clip(found, 0, count - 1).astype(np.int64)


def noisy(base: Floats, levels: list[tuple[list[int], float]], count: int, generator: Generator) -> Floats:
    """Return `count` sets of weights around `base`, shape (count, elements).

    levels: for each level of the tree the positions of its elements and how far a weight may move, as a share of
    itself (0.25: +/- 25 %). The draws come in the order in which COINr makes them.
    """
    sets = np.tile(base, (count, 1))
    width = sum(len(positions) for positions, _ in levels)
    drawn = generator.uniform(count * width).reshape(count, width)
    start = 0
    for positions, share in levels:
        part = drawn[:, start : start + len(positions)]
        start += len(positions)
        sets[:, positions] += (part * 2 - 1) * share * base[positions]
    return sets
