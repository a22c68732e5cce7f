"""How much one more informant of a group would tell, when informants of one group see things alike.

An informant's shared error (see `integral`) is taken as two parts: `g`, which all informants of the group share, and
`v`, the informant's own; their variances are `shared^2 part` and `shared^2 (1 - part)`. How large the part is nobody
knows: 0, a quarter, a half and three quarters are as probable beforehand, and the ratings say which fits: where
informants of a group agree with each other and groups differ, a large part. A group that has been heard then tells
less, the more of its informants have spoken, and one that has not been heard tells most.

The integrals over `v` and `g` are sums over one grid of positions (the trapezoidal rule), exact enough for a sum of
expected bits; the posterior itself is computed in `integral` and knows no groups.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np

from seutukuva.judgement.integral import Array
from seutukuva.judgement.model import LEVELS, ErrorModel, Rating

PARTS = (0.0, 0.25, 0.5, 0.75)  # of a shared error's variance that a whole group shares
_STEP = 0.05  # levels; a tenth of the smallest own error that ships
_GRID = np.arange(-5.0, 10.0 + _STEP / 2, _STEP)
_AT = [int(np.argmin(np.abs(_GRID - level))) for level in LEVELS]


def expected_by_group(
    ratings: Sequence[Rating],
    groups: Mapping[str, str],
    asked: Collection[str],
    model: ErrorModel,
    kind: str = "interview",
) -> dict[str, float]:
    """Return by how many bits one more rating from a new informant of each group in `asked` is expected to lessen the
    uncertainty of one cell (0-2).

    groups: cluster -> group of the informants; a cluster without a group stands alone. It is the mutual information of
    the level and the answer given `ratings` (Lindley, Ann. Math. Stat. 27, 1956). Raises Problem for a kind whose error
    sizes the model does not state.
    """
    size = model.size(kind)
    told: dict[str, list[Rating]] = {}
    for rating in ratings:
        if rating.level is not None:
            told.setdefault(rating.cluster, []).append(rating)
    curves = [
        _Curve(groups.get(name), model.size(rows[0].kind).shared, _curve(rows, model)) for name, rows in told.items()
    ]
    known = {*asked, *(curve.group for curve in curves if curve.group is not None)}
    joints = {group: np.zeros((len(LEVELS), len(LEVELS))) for group in asked}
    for scale in model.scales:
        for part in PARTS:
            common, own = size.shared * scale * sqrt(part), size.shared * scale * sqrt(1 - part)
            heard = {group: _together(curves, group, scale * sqrt(1 - part)) for group in known}
            whole = {group: _blurred(common, row)[_AT] for group, row in heard.items()}
            rest = np.array(model.prior) * _together(curves, None, scale)[_AT]
            answers = _blurred(own, _read(size.own))
            for group in asked:
                others = np.prod([row for name, row in whole.items() if name != group] or [np.ones(4)], axis=0)
                joints[group] += rest * others * _blurred(common, heard[group] * answers)[:, _AT]
    return {group: _information(joint) for group, joint in joints.items()}


@dataclass(frozen=True)
class _Curve:
    """A cluster: its group, its stated shared error, and the likelihood of its ratings by position (scaled)."""

    group: str | None
    shared: float
    values: Array


def _together(curves: Sequence[_Curve], group: str | None, scale: float) -> Array:
    """Return the product of a group's clusters by position, each blurred by its own part of the error."""
    rows = [_blurred(curve.shared * scale, curve.values) for curve in curves if curve.group == group]
    return np.asarray(np.prod([np.ones(len(_GRID)), *rows], axis=0))


def _curve(ratings: Sequence[Rating], model: ErrorModel) -> Array:
    """Return the likelihood of one cluster's ratings by position, the largest value 1."""
    assert all(rating.level is not None for rating in ratings)
    logs = np.zeros(len(_GRID))
    for rating in ratings:
        own = model.size(rating.kind).own / sqrt(rating.reliability)
        logs += np.log(np.maximum(_read(own)[LEVELS.index(rating.level or 0)], 1e-300))
    return np.asarray(np.exp(logs - logs.max()))


@lru_cache(maxsize=64)
def _read(own: float) -> Array:
    """Return the probability that each level is read at each position: 4 x positions."""
    from scipy.special import ndtr  # late, as in `integral`

    below = np.stack([ndtr((level + 0.5 - _GRID) / own) for level in LEVELS[:-1]])
    edges = np.concatenate([np.zeros((1, len(_GRID))), below, np.ones((1, len(_GRID)))])
    return np.asarray(np.diff(edges, axis=0))


def _blurred(spread: float, values: Array) -> Array:
    """Return values (... x positions) averaged over a normal error of standard deviation `spread`."""
    return values if spread < _STEP / 2 else np.asarray(values @ _kernel(spread))


@lru_cache(maxsize=64)
def _kernel(spread: float) -> Array:
    weights = np.exp(-0.5 * ((_GRID[:, None] - _GRID[None, :]) / spread) ** 2)
    return np.asarray(weights / weights.sum(axis=0, keepdims=True))


def _information(joint: Array) -> float:
    """Return the mutual information in bits of rows (answers) and columns (levels)."""
    share = joint / joint.sum()
    return max(_bits(share.sum(axis=0)) + _bits(share.sum(axis=1)) - _bits(share), 0.0)


def _bits(probabilities: Array) -> float:
    above = probabilities[probabilities > 0]
    return float(-(above * np.log2(above)).sum())
