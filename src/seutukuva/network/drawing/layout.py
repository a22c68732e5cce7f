"""Where actors stand in a drawing: near those they are tied to, and where they stood before.

Forces as in Fruchterman and Reingold (1991), Software: Practice and Experience 21, with a pull towards the middle, so
that parts without a tie between them stay on the page. The same network gives the same places.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl

Places = dict[str, tuple[float, float]]
_Array = np.ndarray[Any, np.dtype[np.float64]]

_ROUNDS: Final = 200
_PAIRS: Final = 400_000_000  # pairs of actors over all rounds: large networks take fewer rounds
_LEAST_ROUNDS: Final = 40
_GOLDEN: Final = np.pi * (3 - np.sqrt(5))
_MIDDLE: Final = 0.6  # the pull to the middle beside that of a tie
_DECIMALS: Final = 4


def layout(
    actors: pl.DataFrame, ties: pl.DataFrame, *, earlier: Mapping[str, tuple[float, float]] | None = None
) -> Places:
    """Return id -> x, y of all actors, each from -1 to 1 when none stood before.

    actors: id; ties: source, target, weight. earlier: where actors stood at the last visit. When at least half of them
    did, these keep their places and only the new ones look for theirs; otherwise all start from their places or anew.
    """
    ids = actors["id"].sort().to_list()
    if not ids:
        return {}
    number = {id_: i for i, id_ in enumerate(ids)}
    ends, pull = _pull(ties, number)
    known = np.array([id_ in (earlier or {}) for id_ in ids])
    start = _spiral(len(ids), ends, pull)
    for i in np.flatnonzero(known):
        start[i] = (earlier or {})[ids[i]]
    keeps = known.sum() * 2 >= len(ids)
    if keeps:
        _beside(start, ends, known)
    moving = ~known if keeps else np.ones(len(ids), dtype=bool)
    found = _settled(start, ends, pull, moving)
    if not keeps:
        found = _drawn_in(found - np.median(found, axis=0))
    return {
        id_: (round(float(x), _DECIMALS), round(float(y), _DECIMALS)) for id_, (x, y) in zip(ids, found, strict=True)
    }


def _drawn_in(places: _Array) -> _Array:
    """Return the places within -1..1, those far out drawn in: one without ties shall not press the others together."""
    radius = np.sqrt((places**2).sum(axis=1))
    most = max(float(np.quantile(radius, 0.9)), 1e-9)
    drawn = places * (np.tanh(0.9 * radius / most) / np.maximum(radius, 1e-9))[:, None]
    whole: _Array = drawn / max(float(np.abs(drawn).max()), 1e-9)
    return whole


def _pull(ties: pl.DataFrame, number: Mapping[str, int]) -> tuple[np.ndarray[Any, np.dtype[np.int64]], _Array]:
    """Return the pairs that are tied (each once) and how strongly they pull: ln(1 + weight / mean weight)."""
    if ties.is_empty():
        return np.empty((0, 2), dtype=np.int64), np.empty(0)
    pairs = ties.select(
        one=pl.min_horizontal("source", "target"), other=pl.max_horizontal("source", "target"), weight="weight"
    )
    pairs = pairs.filter(pl.col("one") != pl.col("other")).group_by("one", "other").agg(pl.col("weight").sum())
    pairs = pairs.sort("one", "other")
    ends = np.array(
        [[number[one], number[other]] for one, other in pairs.select("one", "other").iter_rows()], dtype=np.int64
    )
    weight = pairs["weight"].to_numpy()
    return ends.reshape(-1, 2), np.log1p(weight / weight.mean())


def _spiral(count: int, ends: np.ndarray[Any, np.dtype[np.int64]], pull: _Array) -> _Array:
    """Return a start in which those with most ties stand in the middle, evenly as the seeds of a sunflower."""
    strength = np.bincount(ends.ravel(), np.repeat(pull, 2), minlength=count)
    rank = np.empty(count)
    rank[np.argsort(-strength, kind="stable")] = np.arange(count)
    radius, angle = np.sqrt((rank + 0.5) / count), rank * _GOLDEN
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))


def _beside(
    places: _Array, ends: np.ndarray[Any, np.dtype[np.int64]], known: np.ndarray[Any, np.dtype[np.bool_]]
) -> None:
    """Move those who are new beside those they are tied to and who stood before."""
    for new, old in (*ends, *ends[:, ::-1]):
        if known[old] and not known[new]:
            places[new] = 0.9 * places[old] + 0.1 * places[new]


def _settled(
    places: _Array,
    ends: np.ndarray[Any, np.dtype[np.int64]],
    pull: _Array,
    moving: np.ndarray[Any, np.dtype[np.bool_]],
) -> _Array:
    """Return the places after the forces have come to rest; only those who are `moving` move."""
    count = len(places)
    if count == 1 or not moving.any():
        return places
    places = places.copy()
    wanted = 1.6 / np.sqrt(count)  # the distance at which two actors neither attract nor repel
    rounds = int(min(_ROUNDS, max(_LEAST_ROUNDS, _PAIRS / count**2)))
    one, other = ends[:, 0], ends[:, 1]
    for step in range(rounds):
        at = places.astype(np.float32)  # half the memory: all pairs of three thousand actors
        square = (at**2).sum(axis=1)
        push = at @ at.T
        push *= -2
        push += square[:, None]
        push += square[None, :]
        np.maximum(push, np.float32((0.01 * wanted) ** 2), out=push)
        np.divide(np.float32(wanted**2), push, out=push)
        np.fill_diagonal(push, 0.0)
        force = (at * push.sum(axis=1)[:, None] - push @ at).astype(np.float64)
        gap = places[one] - places[other]
        drawn = gap * (np.sqrt((gap**2).sum(axis=1)) * pull / wanted)[:, None]
        for axis in (0, 1):
            force[:, axis] -= np.bincount(one, drawn[:, axis], minlength=count)
            force[:, axis] += np.bincount(other, drawn[:, axis], minlength=count)
        force -= _MIDDLE * places
        length = np.maximum(np.sqrt((force**2).sum(axis=1)), 1e-12)
        reach = 0.15 * (1 - step / rounds) ** 1.5 + 1e-4
        places[moving] += (force * (np.minimum(length, reach) / length)[:, None])[moving]
    return places
