"""Weighted means up the tree, for one set of weights or for thousands at once, and Copeland's scores.

Method: OECD and JRC Handbook (2008), step 6; Munda (2008) for Copeland. Missing values and their weights are left out,
as COINr does it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from seutukuva.base.errors import Problem
from seutukuva.indicators.index.arguments import choice, figure
from seutukuva.indicators.index.model import Bools, Floats, Framework, Table

MOST_POWER: Final = 100.0  # beyond, a power of a score is more than a double holds, and the mean is its extreme
MEANS: Final = ("a_amean", "a_gmean", "a_hmean", "a_genmean")
FUNCTIONS: Final = (*MEANS, "a_copeland")
# Figures held at once: replications x units x children of a group.
_AT_ONCE: Final = 4_000_000
_TIE: Final = 1e-12
Curve = Callable[[Floats], Floats]


@dataclass(frozen=True)
class LevelPlan:
    """How aggregates of a level are made: the function, the power of a_genmean, the least share of data."""

    function: str
    power: float | None = None
    threshold: float | None = None


@dataclass(frozen=True)
class Aggregated:
    """Scores of every aggregate, shape (replications, units), and the replications that could not be computed.

    `faults` holds a Problem with a mask of the replications it stands for; their scores are NaN.
    """

    scores: Mapping[str, Floats]
    faults: tuple[tuple[Problem, Bools], ...]


def plan(framework: Framework, arguments: Mapping[str, Any]) -> tuple[LevelPlan, ...]:
    """Return how each level from 2 up is made.

    arguments: `f_ag` (one function or one a level), `f_ag_para` ({p = ...} for a_genmean, or one table a level),
    `dat_thresh` (a share, or one a level). Raises Problem.
    """
    steps = framework.height - 1
    functions = _spread(arguments.get("f_ag", "a_amean"), steps, "f_ag")
    parameters = _spread(arguments.get("f_ag_para"), steps, "f_ag_para")
    thresholds = _spread(arguments.get("dat_thresh"), steps, "dat_thresh")
    plans = []
    for function, para, threshold in zip(functions, parameters, thresholds, strict=True):
        name = choice(function, FUNCTIONS, "f_ag")
        power = None
        if name == "a_genmean":
            power = figure(_power(para), "f_ag_para.p", low=-MOST_POWER, high=MOST_POWER)
            if power == 0:
                raise Problem("indicators.index.power_zero")
        limit = None if threshold in (None, "NULL") else figure(threshold, "dat_thresh", low=0, high=1)
        plans.append(LevelPlan(name, power, limit))
    return tuple(plans)


def _power(para: Any) -> Any:
    if isinstance(para, Mapping):
        return para.get("p")
    return para[0] if isinstance(para, list) and para else para


def _spread(given: Any, steps: int, argument: str) -> list[Any]:
    if not isinstance(given, list):
        return [given] * steps
    if len(given) == 1:
        return given * steps
    if len(given) != steps:
        raise Problem("indicators.index.per_level", argument=argument, found=len(given), levels=steps)
    return given


def aggregate(
    table: Table, framework: Framework, plans: tuple[LevelPlan, ...], weights: Floats, *, only: str | None = None
) -> Aggregated:
    """Return the scores of all aggregates for one or many sets of weights.

    table: normalised indicators. plans: of `plan`. weights: shape (sets, elements), columns in the order of
    `framework.codes`; only their proportions within a group count. only: compute no more than what this code needs.
    """
    position = {code: i for i, code in enumerate(framework.codes)}
    known: dict[str, Floats] = {code: table.column(code)[None, :] for code in framework.indicators}
    wanted = None if only is None else _needed(framework, only)
    faults: list[tuple[Problem, Bools]] = []
    for level in range(2, framework.height + 1):
        for code, children in framework.groups(level).items():
            if wanted is not None and code not in wanted:
                continue
            columns = weights[:, [position[c] for c in children]]
            known[code], found = _group(code, {c: known[c] for c in children}, columns, plans[level - 2])
            faults.extend(found)
    scores = {c: known[c] for c in framework.aggregates() if c in known}
    return Aggregated(scores, tuple(faults))


def _needed(framework: Framework, code: str) -> frozenset[str]:
    level = framework.element(code).level
    return frozenset(e.code for e in framework.elements if framework.ancestor(e.code, level) == code)


def _group(
    code: str, children: Mapping[str, Floats], weights: Floats, how: LevelPlan
) -> tuple[Floats, list[tuple[Problem, Bools]]]:
    """Return the scores of one aggregate and its faults; sets of weights that are all alike are computed once."""
    parts = list(children.values())
    faults: list[tuple[Problem, Bools]] = []
    if (weights == weights[0]).all():
        weights = weights[:1]
    sets = max(weights.shape[0], *(p.shape[0] for p in parts))
    units = parts[0].shape[1]
    chunk = max(1, _AT_ONCE // max(1, units * len(children)))
    done = []
    for start in range(0, sets, chunk):
        stop = min(sets, start + chunk)
        x = _stacked([p if p.shape[0] == 1 else p[start:stop] for p in parts])
        w = weights if weights.shape[0] == 1 else weights[start:stop]
        problem, wrong = _faults(code, tuple(children), x, how)
        scores = copeland(x, w) if how.function == "a_copeland" else _means(x, w, how)
        if problem is not None:
            mask = np.zeros(sets, dtype=bool)
            mask[start:stop] = wrong
            faults.append((problem, mask))
            scores = np.where(np.broadcast_to(wrong, (scores.shape[0],))[:, None], np.nan, scores)
        done.append(scores)
    return np.concatenate(done) if len(done) > 1 else done[0], faults


def _stacked(parts: list[Floats]) -> Floats:
    sets = max(p.shape[0] for p in parts)
    if sets == 1:
        return np.vstack(parts).T[None]
    return np.stack([np.broadcast_to(p, (sets, p.shape[1])) for p in parts], axis=2)


def _faults(code: str, children: tuple[str, ...], x: Floats, how: LevelPlan) -> tuple[Problem | None, Bools]:
    """Tell in which sets a mean is not defined: a root or a fraction of what is not positive."""
    if how.function == "a_gmean" or (how.function == "a_genmean" and (how.power or 0) < 0):
        bad = x <= 0
    elif how.function == "a_hmean":
        bad = x == 0
    else:
        return None, np.zeros(x.shape[0], dtype=bool)
    wrong = np.asarray(bad.any(axis=(1, 2)), dtype=bool)
    if not wrong.any():
        return None, wrong
    child = children[int(np.flatnonzero(bad.any(axis=(0, 1)))[0])]
    return Problem("indicators.index.not_positive", id=child, group=code, function=how.function), wrong


def _means(x: Floats, w: Floats, how: LevelPlan) -> Floats:
    """Return weighted means over the last axis of `x` (sets or 1, units, children) with `w` (sets or 1, children)."""
    missing = np.isnan(x)
    holes = bool(missing.any())
    to, back = _scale_of(how)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        y = to(np.where(missing, 1.0, x)) if holes else to(x)
        if holes:
            y = np.where(missing, 0.0, y)
            shares = np.broadcast_to(w[:, None, :], (max(w.shape[0], x.shape[0]), *x.shape[1:]))
            total = np.where(missing, 0.0, shares).sum(axis=2)
        else:
            total = w.sum(axis=1)[:, None]
        result = np.asarray(back(_weighted(y, w) / total), dtype=float)
    if holes:
        known = (~missing).sum(axis=2)
        # COINr's power mean, unlike its other means, is missing as soon as one value is.
        lost = known < x.shape[2] if how.function == "a_genmean" else known == 0
        if how.threshold is not None:
            lost = lost | (known / x.shape[2] < how.threshold)
        result = np.where(lost, np.nan, result)
    return result


def _weighted(y: Floats, w: Floats) -> Floats:
    if y.shape[0] == 1:
        return np.asarray(w @ y[0].T)
    if w.shape[0] == 1:
        return np.asarray(y @ w[0])
    return np.asarray(np.einsum("rnk,rk->rn", y, w))


def _scale_of(how: LevelPlan) -> tuple[Curve, Curve]:
    """Return the curve on which the mean is taken, and its inverse."""
    power = how.power or 1.0
    curves: dict[str, tuple[Curve, Curve]] = {
        "a_amean": (_as_is, _as_is),
        "a_gmean": (np.log, np.exp),
        "a_hmean": (np.reciprocal, np.reciprocal),
        "a_genmean": (_power_of(power), _power_of(1 / power)),
    }
    return curves[how.function]


def _as_is(x: Floats) -> Floats:
    return x


def _power_of(power: float) -> Curve:
    def raised(x: Floats) -> Floats:
        return np.asarray(np.power(x, power))

    return raised


def copeland(x: Floats, w: Floats) -> Floats:
    """Return Copeland's scores: pairs won minus pairs lost, by weight of the children in which a unit is ahead.

    x: shape (sets or 1, units, children). w: shape (sets or 1, children). Returns shape (sets, units).
    """
    sets, units = max(x.shape[0], w.shape[0]), x.shape[1]
    shares = w / w.sum(axis=1, keepdims=True)
    first, second = np.triu_indices(units, 1)
    scores = np.zeros((sets, units))
    chunk = max(1, _AT_ONCE // max(1, first.size * x.shape[2]))
    for start in range(0, sets, chunk):
        stop = min(sets, start + chunk)
        part = x if x.shape[0] == 1 else x[start:stop]
        with np.errstate(invalid="ignore"):
            ahead = (part[:, first] > part[:, second]) + 0.5 * (part[:, first] == part[:, second])
        support = _weighted(ahead, shares if shares.shape[0] == 1 else shares[start:stop])
        won = np.where(np.abs(support - 0.5) < _TIE, 0.0, np.sign(support - 0.5))
        for row in range(won.shape[0]):
            scores[start + row] += np.bincount(first, won[row], units) - np.bincount(second, won[row], units)
        if won.shape[0] == 1:
            scores[start:stop] = scores[start]
    return scores
