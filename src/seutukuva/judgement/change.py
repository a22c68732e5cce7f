"""What would change a judgement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from seutukuva.judgement.model import ErrorModel, Rating
from seutukuva.judgement.posterior import likelihoods, mode

_EXACT_ITEMS = 40  # pairs are tried in every combination up to this many scored ratings
_MOST = 10  # a judgement that stands ten removals is told as robust, not counted further

_Scored = Sequence[tuple[int, Rating]]


def flips(ratings: Sequence[Rating], model: ErrorModel) -> tuple[int, ...]:
    """Return positions of the fewest ratings whose removal changes the most probable level.

    One rating is found exactly, two as well when at most 40 are scored; more are found greedily, each time leaving
    out the rating that helps another level most, so the answer is then an upper bound. Empty when ten removals or
    all but one do not change the level.
    """
    scored = [(position, rating) for position, rating in enumerate(ratings) if rating.level is not None]
    if not scored:
        return ()
    start = _level(scored, model)
    for count in (1, 2) if len(scored) <= _EXACT_ITEMS else (1,):
        for removed in _distinct(scored, count):
            kept = _kept(scored, removed)
            if kept and _level(kept, model) != start:
                return removed
    return _greedy(scored, start, model)


def _greedy(scored: _Scored, start: int, model: ErrorModel) -> tuple[int, ...]:
    gone: tuple[int, ...] = ()
    kept = scored
    while len(kept) > 1 and len(gone) < _MOST:
        leads = [(_lead(_kept(kept, removed), start, model), removed) for removed in _distinct(kept, 1)]
        lead, removed = min(leads)
        gone, kept = (*gone, *removed), _kept(kept, removed)
        if lead < 0:
            return gone
    return ()


def _distinct(scored: _Scored, count: int) -> Iterator[tuple[int, ...]]:
    """Yield positions of `count` ratings, once for ratings that look alike."""
    tried = set()
    for chosen in combinations(scored, count):
        looks = frozenset((r.cluster, r.kind, r.level, r.reliability, i) for i, r in _numbered_alike(chosen))
        if looks not in tried:
            tried.add(looks)
            yield tuple(position for position, _ in chosen)


def _numbered_alike(chosen: _Scored) -> Iterator[tuple[int, Rating]]:
    seen: dict[tuple[object, ...], int] = {}
    for _, rating in chosen:
        look = (rating.cluster, rating.kind, rating.level, rating.reliability)
        seen[look] = seen.get(look, 0) + 1
        yield seen[look], rating


def _kept(scored: _Scored, removed: tuple[int, ...]) -> _Scored:
    return [(position, rating) for position, rating in scored if position not in removed]


def _log_posterior(scored: _Scored, model: ErrorModel) -> np.ndarray:
    table = likelihoods([rating for _, rating in scored], model).table
    return np.asarray(np.log(model.prior) + table.sum(axis=0))


def _level(scored: _Scored, model: ErrorModel) -> int:
    logs = _log_posterior(scored, model)
    return mode(np.exp(logs - logs.max()))


def _lead(scored: _Scored, start: int, model: ErrorModel) -> float:
    """Return by how much the level `start` leads the best other level, in log odds."""
    logs = _log_posterior(scored, model)
    others = np.delete(logs, start - 1)
    return float(logs[start - 1] - others.max())
