"""Exact discrete Bayes for an ordinal state: prior times likelihood (`integral`), and what is read from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from seutukuva.judgement.integral import Array, Evidence, evidence
from seutukuva.judgement.model import LEVELS, Cell, Conflict, ErrorModel, Rating
from seutukuva.judgement.raters import Raters

_TIE = 1e-9
_CONFLICT = 3.0  # odds for two unrelated levels from which kinds of source are said to contradict each other


def assess(ratings: Sequence[Rating], model: ErrorModel, raters: Raters | None = None) -> Cell:
    """Return the posterior cell of one ecosystem and dimension.

    `ratings` may hold "no information" (level None): counted in `n_unknown`, never scored. `raters` are the
    severities that `severities` told from many cells. Raises Problem for a kind whose error sizes the model does not
    state.
    """
    scored = [rating for rating in ratings if rating.level is not None]
    if not scored:
        return Cell(posterior=model.prior, n_unknown=len(ratings))
    told = evidence(scored, model, raters)
    total = told.table.sum(axis=1)
    posterior = normalised(told.log_posterior(total))
    by_kind = _by_kind(told)
    return Cell(
        posterior=four(posterior),
        mode=mode(posterior),
        set90=credible_set(posterior, model.credible),
        n_items=len(scored),
        n_clusters=len(told.clusters),
        kinds=tuple(sorted({rating.kind for rating in scored})),
        n_unknown=len(ratings) - len(scored),
        without=_without(told, total),
        carriers=tuple(dict.fromkeys(rating.urn for rating in scored if rating.urn)),
        by_kind={kind: four(row) for kind, row in by_kind.items()},
        conflicts=_conflicts(by_kind, told.prior),
    )


def normalised(log_weights: Array) -> Array:
    """Return probabilities from log weights (last axis)."""
    weights = np.exp(log_weights - log_weights.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def mode(posterior: Array) -> int:
    """Return the most probable level; of equals the lowest, so that a tie never flatters."""
    return int(modes(posterior[None])[0])


def modes(posteriors: Array) -> Array:
    """Return the most probable level of each row of `posteriors` (rows x 4)."""
    near = posteriors >= posteriors.max(axis=-1, keepdims=True) - _TIE
    return np.asarray(near.argmax(axis=-1) + 1)


def credible_set(posterior: Array, probability: float) -> tuple[int, ...]:
    """Return the shortest run of neighbouring levels with at least `probability`: the most probable, of equals the
    lowest."""
    cumulated = np.concatenate(([0.0], np.cumsum(posterior)))
    for width in range(1, len(LEVELS)):
        mass = cumulated[width:] - cumulated[:-width]
        start = int(np.flatnonzero(mass >= mass.max() - _TIE)[0])
        if mass[start] >= probability - _TIE:
            return LEVELS[start : start + width]
    return LEVELS


def _without(told: Evidence, total: Array) -> dict[str, int | None]:
    if len(told.clusters) == 1:
        return {told.clusters[0]: None}
    left = normalised(told.log_posterior(total[:, None, :] - told.table))
    return {cluster: int(level) for cluster, level in zip(told.clusters, modes(left), strict=True)}


def _by_kind(told: Evidence) -> dict[str, Array]:
    """Return the posterior from each kind of source alone; a cluster of several kinds counts as its first."""
    kinds = sorted(set(told.kinds))
    member = np.array([[kind == of for of in told.kinds] for kind in kinds], dtype=float)
    rows = normalised(told.log_posterior(np.einsum("kc,mcl->mkl", member, told.table)))
    return dict(zip(kinds, rows, strict=True))


def _conflicts(by_kind: Mapping[str, Array], prior: Array) -> tuple[Conflict, ...]:
    """Return pairs of kinds whose ratings are more probable under two unrelated levels than under one.

    The Bayes factor of "one level" against "two drawn apart from the prior" is the sum over levels of the product of
    the two posteriors divided by the prior.
    """
    found = []
    for pair in combinations(by_kind, 2):
        low, high = sorted(pair, key=lambda kind: mode(by_kind[kind]))
        low_mode, high_mode = mode(by_kind[low]), mode(by_kind[high])
        together = float((by_kind[low] * by_kind[high] / prior).sum())
        if low_mode != high_mode and together * _CONFLICT < 1:
            found.append(Conflict(low, low_mode, high, high_mode, 1 / max(together, 1e-12)))
    return tuple(sorted(found, key=lambda conflict: -conflict.odds))


def four(posterior: Array) -> tuple[float, float, float, float]:
    """Return a posterior as plain numbers."""
    first, second, third, fourth = posterior.tolist()
    return first, second, third, fourth
