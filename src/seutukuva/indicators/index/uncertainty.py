"""How far scores and ranks move when the choices behind an index vary: Monte Carlo, rank intervals, sensitivity.

Method: Saisana, Saltelli and Tarantola (2005), doi:10.1111/j.1467-985X.2005.00350.x. Combinations of choices are
computed once each; weights are computed for all replications at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import rankdata

from seutukuva.base.errors import Problem
from seutukuva.indicators.index.arguments import edited, figure
from seutukuva.indicators.index.chain import Chain, scored, table_of, weight_row
from seutukuva.indicators.index.draws import Generator, Integers, alternatives
from seutukuva.indicators.index.model import Bools, Floats, Framework, Step, Table
from seutukuva.indicators.index.sobol import Indices, indices

MEAN_SHIFT = "mean_rank_shift"
LOW, HIGH = 0.05, 0.95
# Replications, the units they have, and their scores of the shape (replications, units).
Piece = tuple[Integers, tuple[str, ...], Floats]


@dataclass(frozen=True)
class Factor:
    """One uncertain choice: its name, where it stands, and its alternatives or the bounds of a figure.

    `step` and `way` come of an address; `choices` are the alternatives of a discrete choice, None for a figure between
    `low` and `high`.
    """

    name: str
    step: str
    way: tuple[str | int, ...]
    choices: tuple[Any, ...] | None = None
    low: float = 0.0
    high: float = 1.0

    @property
    def weighs(self) -> bool:
        """Tell whether the factor is about weights."""
        return self.step == "Aggregate" and self.way[0] == "w"

    def values(self, sample: Floats) -> Floats | Integers:
        """Return positions of alternatives (from 0) or figures for a sample between 0 and 1."""
        if self.choices is None:
            return np.asarray(sample * (self.high - self.low) + self.low)
        return alternatives(sample, len(self.choices))

    def value(self, drawn: Any) -> Any:
        """Return what a drawn position or figure stands for."""
        return float(drawn) if self.choices is None else self.choices[int(drawn)]


@dataclass(frozen=True)
class Uncertainty:
    """Scores and ranks of every unit in every replication beside the nominal ones.

    units: those of the nominal index or of any replication. scores, ranks: shape (replications, units), NaN where a
    replication failed or left the unit out. sampled: how many of the first replications are a plain sample.
    problems: why replications failed, with how many. drawn: for each factor its value in every replication, as
    `Factor.values` gives them.
    """

    units: tuple[str, ...]
    nominal: Floats
    nominal_ranks: Floats
    scores: Floats
    ranks: Floats
    sampled: int
    problems: tuple[tuple[Problem, int], ...]
    factors: tuple[str, ...]
    drawn: tuple[Floats | Integers, ...]

    def statistics(self) -> pl.DataFrame:
        """Return for each unit the nominal rank, and mean, median, 5 % and 95 % of its ranks."""
        ranks = self.ranks[: self.sampled]
        known = ~np.isnan(ranks).all(axis=0)
        table = np.full((4, len(self.units)), np.nan)
        part = ranks[:, known]
        quantile = np.quantile if not np.isnan(part).any() else np.nanquantile
        if part.size:
            table[0, known] = np.nanmean(part, axis=0)
            table[1:, known] = quantile(part, [0.5, LOW, HIGH], axis=0)
        names = ("Mean", "Median", "Q5", "Q95")
        columns: dict[str, Any] = {"uCode": self.units, "Nominal": self.nominal_ranks}
        return pl.DataFrame(columns | dict(zip(names, table, strict=True))).fill_nan(None)

    def above(self) -> Floats:
        """Return the share of replications in which the unit of the row ranks above that of the column; ties half."""
        ranks = self.ranks[: self.sampled]
        count = len(self.units)
        table = np.full((count, count), np.nan)
        with np.errstate(invalid="ignore"):
            for i in range(count):
                both = ~np.isnan(ranks) & ~np.isnan(ranks[:, [i]])
                won = (ranks[:, [i]] < ranks) + 0.5 * (ranks[:, [i]] == ranks)
                table[i] = np.where(both, won, 0).sum(axis=0) / both.sum(axis=0)
        return table

    def shifts(self) -> Floats:
        """Return for each replication how far ranks are from the nominal ones, the mean over units."""
        moved = np.abs(self.ranks - self.nominal_ranks)
        known = ~np.isnan(moved)
        with np.errstate(invalid="ignore"):
            return np.asarray(np.where(known, moved, 0).sum(axis=1) / known.sum(axis=1))

    def sensitivity(
        self, *, centred: bool = False, bootstrap: int = 0, generator: Generator | None = None
    ) -> tuple[Indices, Indices]:
        """Return Sobol' indices for the mean rank shift, and for the rank of every unit; needs a Sobol' design.

        centred: take the mean off the shift first (`sobol.indices`); ranks of units always are.
        """
        inputs = len(self.factors)
        main = indices(self.shifts(), inputs, centred=centred, bootstrap=bootstrap, generator=generator)
        return main, indices(self.ranks, inputs, bootstrap=bootstrap)


def ranks_of(scores: Floats) -> Floats:
    """Return ranks along the last axis: the highest score is 1, ties share the best rank, missing stays missing."""
    missing = np.isnan(scores)
    ranks = rankdata(np.where(missing, np.inf, -scores), method="min", axis=-1).astype(float)
    return np.where(missing, np.nan, ranks)


def replicate(
    chain: Chain,
    steps: tuple[Step, ...],
    factors: Sequence[Factor],
    drawn: Sequence[Floats | Integers],
    *,
    dset: str,
    code: str,
    sampled: int | None = None,
) -> Uncertainty:
    """Return scores and ranks of `code` in the table `dset` for every replication.

    chain: the calculation, with its memory. factors: what varies. drawn: for each factor one value a replication
    (positions of alternatives, or figures). sampled: how many of the first replications are a plain sample (all).
    A replication whose choices do not go together is missing and counted, not fatal. Raises Problem for the nominal
    index.
    """
    table = table_of(chain.run(steps), dset)
    if code not in table.codes:
        raise Problem("indicators.index.unknown_code", argument="iCode", id=code)
    count = len(drawn[0]) if drawn else 0
    pieces, problems = _pieces(_Run(chain, steps, tuple(factors), tuple(drawn), dset, code), count)
    units = tuple(sorted({u for _, names, _ in pieces for u in names} | set(table.units)))
    place = {unit: i for i, unit in enumerate(units)}
    scores = np.full((count, len(units)), np.nan)
    for rows, names, found in pieces:
        scores[rows[:, None], np.array([place[u] for u in names])[None, :]] = found
    nominal = np.full(len(units), np.nan)
    nominal[np.array([place[u] for u in table.units])] = table.column(code)
    return Uncertainty(
        units,
        nominal,
        ranks_of(nominal),
        scores,
        ranks_of(scores),
        count if sampled is None else sampled,
        problems,
        tuple(f.name for f in factors),
        tuple(drawn),
    )


def _pieces(run: _Run, count: int) -> tuple[list[Piece], tuple[tuple[Problem, int], ...]]:
    """Return the scores of every combination that occurs, and why replications failed."""
    pieces: list[Piece] = []
    problems: dict[str, tuple[Problem, int]] = {}

    def note(problem: Problem, many: int) -> None:
        before = problems.get(str(problem), (problem, 0))[1]
        problems[str(problem)] = (problem, before + many)

    groups, members = _combinations([run.drawn[i] for i in run.others], count)
    for group, rows in zip(groups, members, strict=True):
        try:
            pieces.extend(run.combination(group, rows, note))
        except Problem as problem:
            note(problem, rows.size)
    return pieces, tuple(problems.values())


def _combinations(drawn: list[Floats | Integers], count: int) -> tuple[list[tuple[Any, ...]], list[Integers]]:
    """Return every combination of values that occurs and the replications that have it."""
    if not drawn:
        return [()], [np.arange(count)]
    columns = [np.unique(np.asarray(d, dtype=float), return_inverse=True) for d in drawn]
    keys = np.column_stack([inverse for _, inverse in columns])
    found, inverse = np.unique(keys, axis=0, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(inverse))[:-1])
    groups = [tuple(values[k] for (values, _), k in zip(columns, row, strict=True)) for row in found]
    return groups, list(members)


@dataclass(frozen=True)
class _Run:
    chain: Chain
    steps: tuple[Step, ...]
    factors: tuple[Factor, ...]
    drawn: tuple[Floats | Integers, ...]
    dset: str
    code: str

    @property
    def others(self) -> list[int]:
        """Return the factors that are not about weights."""
        return [i for i, f in enumerate(self.factors) if not f.weighs]

    @property
    def quick(self) -> bool:
        """Tell whether the last step makes the scores, so that weights can be computed all at once."""
        last = self.steps[-1]
        return last.name == "Aggregate" and last.output == self.dset and not last.arguments.get("disable")

    def combination(self, group: tuple[Any, ...], rows: Integers, note: Any) -> list[Piece]:
        """Return replications, units and scores (replications, units) of one combination of choices."""
        steps = self.steps
        for i, value in zip(self.others, group, strict=True):
            steps = edit(steps, self.factors[i], self.factors[i].value(value))
        weighing = [i for i, f in enumerate(self.factors) if f.weighs]
        if not self.quick:
            return self._one_by_one(steps, weighing, rows, note)
        last = steps[-1]
        state = self.chain.run(steps[:-1])
        source = table_of(state, last.arguments.get("dset"))
        weights = self._weights(state.framework, last.arguments.get("w"), weighing, rows)
        result = scored(source, state.framework, last.arguments, weights, only=self.code)
        if self.code not in result.scores:
            raise Problem("indicators.index.unknown_code", argument="iCode", id=self.code)
        found = np.broadcast_to(result.scores[self.code], (rows.size, len(source.units))).copy()
        wrong: Bools = np.zeros(rows.size, dtype=bool)
        for problem, mask in result.faults:
            # A replication that fails for several reasons is told once, by the first of them.
            new = np.broadcast_to(mask, wrong.shape) & ~wrong
            if new.any():
                note(problem, int(new.sum()))
            wrong |= new
        found[wrong] = np.nan
        return [(rows, source.units, found)]

    def _weights(self, framework: Framework, nominal: Any, weighing: list[int], rows: Integers) -> Floats:
        sets = self.chain.inputs.weight_sets
        base = weight_row(framework, nominal, sets)
        if not weighing:
            return base[None, :]
        weights = np.tile(base, (rows.size, 1))
        for i in weighing:
            factor, values = self.factors[i], self.drawn[i][rows]
            if len(factor.way) == 1 and factor.choices is not None:
                table = np.stack(
                    [c if isinstance(c, np.ndarray) else weight_row(framework, c, sets) for c in factor.choices]
                )
                weights = table[np.asarray(values, dtype=np.int64)]
                continue
            shown = values if factor.choices is None else np.array([figure(factor.value(v), "w") for v in values])
            weights[:, position(framework, factor.way)] = shown
        return weights

    def _one_by_one(self, steps: tuple[Step, ...], weighing: list[int], rows: Integers, note: Any) -> list[Piece]:
        done = []
        at = next((n for n, s in enumerate(steps) if s.name == "Aggregate"), None)
        for row in rows:
            changed = list(steps)
            if weighing and at is not None:
                state = self.chain.run(steps[:at])
                one = self._weights(state.framework, steps[at].arguments.get("w"), weighing, np.array([row]))[0]
                table = dict(zip(state.framework.codes, one.tolist(), strict=True))
                changed[at] = replace(steps[at], arguments={**steps[at].arguments, "w": table})
            try:
                found = table_of(self.chain.run(tuple(changed)), self.dset)
                done.append((np.array([row]), found.units, found.column(self.code)[None, :]))
            except Problem as problem:
                note(problem, 1)
        return done


def edit(steps: tuple[Step, ...], factor: Factor, value: Any) -> tuple[Step, ...]:
    """Return the steps with `value` where the factor stands."""
    if factor.step == "new_coin" and not any(s.name == "new_coin" for s in steps):
        steps = (Step("new_coin", {}), *steps)
    return tuple(
        replace(s, arguments=edited(s.arguments, factor.way, value)) if s.name == factor.step else s for s in steps
    )


def position(framework: Framework, way: tuple[str | int, ...]) -> int:
    """Return the column of one weight: $w$CODE, or $w$Weight[n] counted in the table of weights. Raises Problem."""
    codes = framework.codes
    if len(way) == 3 and way[1] == "Weight" and isinstance(way[2], int) and 1 <= way[2] <= len(codes):
        return way[2] - 1
    if len(way) == 2 and way[1] in codes:
        return codes.index(str(way[1]))
    raise Problem("indicators.index.unknown_code", argument="w", id=str(way[-1]))


def plain(
    chain: Chain, steps: tuple[Step, ...], factors: Sequence[Factor], values: Mapping[str, Any], code: str
) -> Table:
    """Return the table of one replication computed step by step; the slow way that `replicate` must agree with."""
    for factor in factors:
        value = values[factor.name]
        if isinstance(value, np.ndarray):
            value = dict(zip(chain.run(steps[:-1]).framework.codes, value.tolist(), strict=True))
        steps = edit(steps, factor, value)
    return chain.run(steps).tables[steps[-1].output].select((code,))
