"""Sets of weights: equal, own, from principal components, optimised to balance, from a budget of points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize

from seutukuva.base.errors import Problem
from seutukuva.indicators.index.aggregating import LevelPlan, aggregate
from seutukuva.indicators.index.analysis import correlation, principal_components
from seutukuva.indicators.index.arguments import choice
from seutukuva.indicators.index.model import Floats, Framework, Table

AIMS: Final = ("balance", "infomax")
_FORBIDDEN: Final = 1e6


@dataclass(frozen=True)
class Optimised:
    """Optimised weights of a level: codes, weights that sum to one, and the shares of correlation wanted and got."""

    codes: tuple[str, ...]
    weights: Floats
    wanted: Floats | None
    got: Floats


def equal(framework: Framework) -> dict[str, float]:
    """Return a weight of one for every element."""
    return dict.fromkeys(framework.codes, 1.0)


def effective(framework: Framework, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the share of the whole index that each element stands for under arithmetic means."""
    shares = {framework.index: 1.0}
    for level in range(framework.height, 1, -1):
        for code, children in framework.groups(level).items():
            total = sum(weights[c] for c in children)
            for child in children:
                shares[child] = shares[code] * weights[child] / total
    return shares


def budget(framework: Framework, points: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    """Return weights from points that experts gave: each expert's shares within a group, averaged over experts.

    points: (expert, code, points). Elements that nobody was asked about keep iMeta's weight. Raises Problem.
    """
    weights = framework.weights()
    known = set(framework.codes)
    for _, code, given in points:
        if code not in known:
            raise Problem("indicators.index.unknown_code", argument="budget", id=code)
        if given < 0:
            raise Problem("indicators.index.not_figure", argument="budget", value=f"{given:g}")
    for level in range(2, framework.height + 1):
        for code, children in framework.groups(level).items():
            shares = _shares(children, points, code)
            if shares:
                weights.update(dict(zip(children, np.mean(shares, axis=0).tolist(), strict=True)))
    return weights


def _shares(children: tuple[str, ...], points: Sequence[tuple[str, str, float]], group: str) -> list[Floats]:
    found = []
    for expert in dict.fromkeys(e for e, c, _ in points if c in children):
        own = {c: p for e, c, p in points if e == expert}
        row = np.array([own.get(c, 0.0) for c in children])
        if row.sum() == 0:
            raise Problem("indicators.index.weightless", group=group)
        found.append(row / row.sum())
    return found


def from_components(framework: Framework, table: Table, level: int) -> dict[str, float]:
    """Return weights of `level` from the first principal component of each group; other levels keep iMeta's.

    The sign of a component means nothing; it is turned so that the weights of a group sum to a positive figure. They
    may still be negative one by one: such a set is for learning, seldom for use.
    """
    weights = framework.weights()
    parents = dict.fromkeys(e.parent for e in framework.elements if e.level == level and e.parent is not None)
    for parent in parents:
        children = tuple(e.code for e in framework.elements if e.parent == parent and e.level == level)
        if len(children) < 2:
            continue
        loadings = principal_components(table.select(children)).loadings[:, 0]
        turned = loadings if loadings.sum() >= 0 else -loadings
        weights.update(dict(zip(children, turned.tolist(), strict=True)))
    return weights


def optimise(
    framework: Framework,
    source: Table,
    plans: tuple[LevelPlan, ...],
    base: Mapping[str, float],
    level: int,
    *,
    wanted: Sequence[float] | None = None,
    aim: str = "balance",
    kind: str = "pearson",
) -> Optimised:
    """Return weights of a level that give each element the wanted share of correlation with the index.

    source: normalised indicators. wanted: relative importances in the order of the table of weights (all alike by
    default). aim: "balance", or "infomax" for the largest sum of correlations. The search is Nelder and Mead's, run
    to convergence; COINr's stops earlier by default. Raises Problem when no weights can be found.
    """
    choice(aim, AIMS, "optype")
    own = tuple(c for c in framework.codes if framework.element(c).level == level)
    if not own or level == framework.height:
        raise Problem("indicators.index.not_figure", argument="Level", value=str(level))
    target = np.ones(len(own)) if wanted is None else np.asarray(wanted, dtype=float)
    if target.size != len(own):
        raise Problem("indicators.index.per_level", argument="itarg", found=target.size, levels=len(own))
    target = target / target.sum()
    start = np.array([base[c] for c in framework.codes], dtype=float)
    search = _Search(framework, source, plans, own, start, kind, target if aim == "balance" else None)
    best = search.run()
    found = search.correlations(best)
    got = found if aim == "infomax" else found / found.sum()
    return Optimised(own, best / best.sum(), search.target, got)


@dataclass(frozen=True)
class _Search:
    """The search for weights of the elements `own`; without a target, for the largest sum of correlations."""

    framework: Framework
    source: Table
    plans: tuple[LevelPlan, ...]
    own: tuple[str, ...]
    start: Floats
    kind: str
    target: Floats | None

    @property
    def columns(self) -> list[int]:
        return [self.framework.codes.index(c) for c in self.own]

    def correlations(self, weights: Floats) -> Floats:
        """Return the correlation of each element with the index that these weights make."""
        row = self.start.copy()
        row[self.columns] = weights / weights.sum()
        scores = aggregate(self.source, self.framework, self.plans, row[None, :]).scores
        index = scores[self.framework.index][0]
        parts = [scores[c][0] if c in scores else self.source.column(c) for c in self.own]
        return np.array([correlation(p, index, self.kind) for p in parts])

    def loss(self, weights: Floats) -> float:
        if (weights <= 0).any():
            return _FORBIDDEN
        found = self.correlations(weights)
        if self.target is None:
            return float(-found.sum())
        return float(((self.target - found / found.sum()) ** 2).sum())

    def run(self) -> Floats:
        first = self.start[self.columns] if self.target is None else self.target
        answer = minimize(
            self.loss,
            first / first.sum(),
            method="Nelder-Mead",
            options={
                "xatol": 1e-10,
                "fatol": 1e-14,
                "maxiter": 20_000,
                "maxfev": 20_000,
                "adaptive": len(self.own) > 4,
            },
        )
        return np.asarray(answer.x, dtype=float)


def as_weights(framework: Framework, base: Mapping[str, float], found: Optimised) -> dict[str, float]:
    """Return a whole set of weights with the optimised ones of their level."""
    whole: dict[str, Any] = dict(base)
    whole.update(zip(found.codes, found.weights.tolist(), strict=True))
    return {c: float(whole[c]) for c in framework.codes}
