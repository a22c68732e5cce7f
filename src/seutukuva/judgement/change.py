"""What would change a judgement: the fewest ratings whose removal gives another level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

import numpy as np

from seutukuva.judgement.integral import Array, Evidence, evidence
from seutukuva.judgement.model import ErrorModel, Rating
from seutukuva.judgement.posterior import mode, modes, normalised
from seutukuva.judgement.raters import Raters

_MOST = 10  # a judgement that stands ten removals is told as robust, not counted further
_PAIRS = 4000  # distinct pairs up to which every pair is tried

_Place = tuple[int, int]  # cluster and pattern of a rating
_Removal = tuple[_Place, ...]  # those taken away


def flips(ratings: Sequence[Rating], model: ErrorModel, raters: Raters | None = None) -> tuple[int, ...]:
    """Return positions of the fewest ratings whose removal changes the most probable level.

    One rating is found exactly, two as well unless there are more than 4,000 distinct pairs; more are found greedily,
    each time leaving out the rating that helps another level most, so the answer is then an upper bound. Ratings that
    look alike (cluster, kind, level, reliability) are tried once. Empty when ten removals or all but one do not
    change the level.
    """
    scored = [(position, rating) for position, rating in enumerate(ratings) if rating.level is not None]
    if len(scored) < 2:
        return ()
    told = evidence([rating for _, rating in scored], model, raters)
    start = mode(normalised(told.log_posterior(told.table.sum(axis=1))))
    places = _places(told.counts)
    joint = told.joint(told.counts)
    left = _rows_after_one(told, joint, places)
    after = _after_one(told, left, places)
    removed = _single(told, start, places, after) or _pair(told, start, places, after)
    removed = removed or _greedy(told, start, places, joint, left)
    return _positions(removed, told, [position for position, _ in scored])


def _single(told: Evidence, start: int, places: list[_Place], after: Array) -> _Removal:
    flipped = np.flatnonzero(modes(normalised(told.log_posterior(after))) != start)
    return (places[int(flipped[0])],) if len(flipped) else ()


def _pair(told: Evidence, start: int, places: list[_Place], after_one: Array) -> _Removal:
    """Try two ratings: in two clusters their effects add up (in logs), in one the row is made anew."""
    if told.counts.sum() < 3 or len(places) * (len(places) + 1) // 2 > _PAIRS:
        return ()
    total = told.table.sum(axis=1)
    effect = after_one - total[:, None, :]
    pairs = list(_possible(places, told.counts))
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    after = total[:, None, :] + effect[:, first] + effect[:, second]
    same = [number for number, (a, b) in enumerate(pairs) if places[a][0] == places[b][0]]
    if same:
        clusters = np.array([places[pairs[number][0]][0] for number in same])
        counts = told.counts[clusters].copy()
        for row, number in enumerate(same):
            for place in pairs[number]:
                counts[row, places[place][1]] -= 1
        after[:, same] = total[:, None, :] + told.integrated(told.joint(counts), clusters) - told.table[:, clusters]
    flipped = np.flatnonzero(modes(normalised(told.log_posterior(after))) != start)
    if not len(flipped):
        return ()
    one, other = pairs[int(flipped[0])]
    return places[one], places[other]


def _greedy(told: Evidence, start: int, places: list[_Place], joint: Array, left: Array) -> _Removal:
    """Take away, one by one, the rating that helps another level most; only its own cluster is reckoned anew.

    `joint` (clusters x columns) is changed in place.
    """
    gone: list[_Place] = []
    counts, table = told.counts.copy(), told.table.copy()
    while counts.sum() > 1 and len(gone) < _MOST:
        clusters = np.array([cluster for cluster, _ in places])
        logs = told.log_posterior(table.sum(axis=1)[:, None, :] + left - table[:, clusters])
        lead = logs[:, start - 1] - np.delete(logs, start - 1, axis=1).max(axis=1)
        helped = int(lead.argmin())
        cluster, pattern = places[helped]
        gone.append((cluster, pattern))
        if mode(normalised(logs[helped])) != start:
            return tuple(gone)
        counts[cluster, pattern] -= 1
        joint[cluster] -= told.rows(np.array([pattern]))[0]
        table[:, cluster] = told.integrated(joint[[cluster]], np.array([cluster]))[:, 0]
        others = clusters != cluster
        mine = [(cluster, int(of)) for of in np.flatnonzero(counts[cluster] > 0)]
        places = [place for place, other in zip(places, others, strict=True) if other] + mine
        left = np.concatenate([left[:, others], _rows_after_one(told, joint, mine)], axis=1)
    return ()


def _places(counts: Array) -> list[tuple[int, int]]:
    return [(int(cluster), int(pattern)) for cluster, pattern in np.argwhere(counts > 0)]


def _possible(places: Sequence[tuple[int, int]], counts: Array) -> Iterator[tuple[int, int]]:
    for one, other in combinations_with_replacement(range(len(places)), 2):
        if one != other or counts[places[one]] > 1:
            yield one, other


def _after_one(told: Evidence, left: Array, places: Sequence[_Place]) -> Array:
    """Return the log likelihood (components x places x 4) of all that is left when one rating is taken away.

    `left` is what `_rows_after_one` tells of the clusters alone.
    """
    clusters = np.array([cluster for cluster, _ in places])
    return np.asarray(told.table.sum(axis=1)[:, None, :] + left - told.table[:, clusters])


def _rows_after_one(told: Evidence, joint: Array, places: Sequence[tuple[int, int]]) -> Array:
    """Return the log likelihood (components x places x 4) of the cluster of each place without one of its ratings."""
    if not places:
        return np.empty((len(told.weights), 0, len(told.prior)))
    clusters, patterns = (np.array(side) for side in zip(*places, strict=True))
    parts = told.parts(np.arange(len(places)))
    rows = [told.integrated(joint[clusters[part]] - told.rows(patterns[part]), clusters[part]) for part in parts]
    return np.concatenate(rows, axis=1)


def _positions(removed: _Removal, told: Evidence, positions: Sequence[int]) -> tuple[int, ...]:
    """Return where the ratings taken away stand: of alike ones the first."""
    chosen: list[int] = []
    for place in removed:
        alike = np.flatnonzero((told.places == place).all(axis=1))
        chosen.append(next(int(row) for row in alike if int(row) not in chosen))
    return tuple(positions[row] for row in sorted(chosen))
