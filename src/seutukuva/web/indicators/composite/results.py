"""What an index says: ranks and scores, how sure they are, which choice moves them, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from seutukuva.base import Problem
from seutukuva.indicators.index import (
    Built,
    Varied,
    build,
    effective,
    ranks_of,
    read_inputs,
    read_specification,
    vary,
    weight_row,
)
from seutukuva.indicators.index.model import Floats
from seutukuva.web.indicators.board import Board, Town
from seutukuva.web.indicators.composite.definition import Definition, Group
from seutukuva.web.indicators.composite.inputs import INDEX, Files, files
from seutukuva.web.indicators.official import kept

FEWEST_TOWNS: Final = 2


@dataclass(frozen=True)
class Row:
    """A town in the index. `rank` and `score` are None when too few of its figures are known.

    low, high: the interval of nine replications of ten. above_next: the share of replications in which the town is
    above the one that stands next below it; None for the last. missing: keys of the indicators without a figure. above:
    that share for every town in the order of the rows. moves: what moves this town's rank, as (choice, total Sobol'
    index) from the largest; nothing when no choice moves it.
    """

    town: Town
    score: float | None
    rank: int | None
    low: float | None
    high: float | None
    median: float | None
    above_next: float | None
    groups: tuple[float | None, ...]
    missing: tuple[str, ...]
    above: tuple[float | None, ...] = ()
    moves: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Choice:
    """How much one choice moves the ranks: the total Sobol' index with its 5 % and 95 % from resampling."""

    name: str
    total: float
    low: float
    high: float


@dataclass(frozen=True)
class Result:
    """A computed index. `rows` stand by rank, those without one last; `choices` by how much they move, if they do.

    first_share: the share of replications in which the first town is first, alone or with others. shares: measure's
    key -> what it weighs in the index, of 1 in all.
    """

    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    choices: tuple[Choice, ...]
    first_share: float
    replications: int
    failed: int
    files: Files
    shares: dict[str, float]

    @property
    def ranked(self) -> tuple[Row, ...]:
        """Return the towns that have a rank."""
        return tuple(row for row in self.rows if row.rank is not None)

    @property
    def ranks(self) -> dict[str, int]:
        """Return town's slug -> rank."""
        return {row.town.slug: row.rank for row in self.rows if row.rank is not None}


def computed(board: Board, definition: Definition) -> Result:
    """Return the results of an index of a board's towns, computed once for the same figures. Raises Problem."""
    return kept(("composite", board.version, definition.version), lambda: _compute(board, definition))


def _compute(board: Board, definition: Definition) -> Result:
    made = files(board, definition, "fi")
    if not made.keys:
        raise Problem("indicators.index.no_indicators")
    inputs = read_inputs(made.data, made.meta, data_name="iData.csv", meta_name="iMeta.csv")
    specification = read_specification(made.specification, name="SPEC.toml")
    assert specification.variation is not None
    built = build(inputs, specification)
    varied = vary(built, specification.variation)
    table = built.state.tables[built.state.last]
    groups = tuple(code for code in built.state.framework.aggregates() if code != INDEX)
    scores = dict(zip(table.units, table.column(INDEX).tolist(), strict=True))
    parts = {u: tuple(_known(table.column(g)[i]) for g in groups) for i, u in enumerate(table.units)}
    rows = _rows(board, made, varied, scores=scores, parts=parts, width=len(groups))
    sample = varied.uncertainty
    first = rows[0].town.slug
    ranks = sample.ranks[: sample.sampled, sample.units.index(first)] if first in sample.units else np.array([])
    done = ranks[~np.isnan(ranks)]
    return Result(
        rows=rows,
        groups=tuple(made.groups[code] for code in groups),
        choices=_choices(varied),
        first_share=float((done == 1).mean()) if done.size else 0.0,
        replications=int(done.size),
        failed=sum(many for _problem, many in sample.problems),
        files=made,
        shares=_shares(built, made),
    )


def _shares(built: Built, made: Files) -> dict[str, float]:
    """Return what each indicator weighs in the index, with the weights that were used."""
    framework = built.state.framework
    last = next(step for step in built.steps if step.name == "Aggregate")
    row = weight_row(framework, last.arguments.get("w"), built.weights)
    weights = dict(zip(framework.codes, row.tolist(), strict=True))
    groups = [children for level in range(2, framework.height + 1) for children in framework.groups(level).values()]
    if any(not sum(weights[child] for child in children) for children in groups):
        return {}  # all in a group weigh nothing, so none has a share
    found = effective(framework, weights)
    return {key: found[code] for code, key in made.keys.items() if code in found}


def _rows(
    board: Board,
    made: Files,
    varied: Varied,
    *,
    scores: dict[str, float],
    parts: dict[str, tuple[float | None, ...]],
    width: int,
) -> tuple[Row, ...]:
    sample = varied.uncertainty
    spread = {row["uCode"]: row for row in sample.statistics().iter_rows(named=True)}
    above = sample.above()
    found = {slug: score for slug, score in scores.items() if not np.isnan(score)}
    ranks = dict(zip(found, ranks_of(np.array(list(found.values()))).tolist(), strict=True)) if found else {}
    order = sorted(board.towns, key=lambda t: (ranks.get(t.slug, np.inf), t.name.fi))
    rows = []
    for place, town in enumerate(order):
        told = spread.get(town.slug, {})
        after = order[place + 1].slug if place + 1 < len(order) else None
        pair = None
        if town.slug in ranks and after in ranks and after is not None:
            pair = _known(above[sample.units.index(town.slug), sample.units.index(after)])
        ranked = town.slug in ranks
        rows.append(
            Row(
                town=town,
                score=found.get(town.slug),
                rank=int(ranks[town.slug]) if ranked else None,
                low=told.get("Q5") if ranked else None,
                high=told.get("Q95") if ranked else None,
                median=told.get("Median") if ranked else None,
                above_next=pair,
                groups=parts.get(town.slug, (None,) * width),
                above=tuple(_pair(above, sample.units, town, other) for other in order) if ranked else (),
                moves=_moves(varied, town.slug) if ranked else (),
                missing=tuple(key for key in made.keys.values() if made.values[key][town.slug].value is None),
            )
        )
    return tuple(rows)


def _pair(above: Floats, units: tuple[str, ...], town: Town, other: Town) -> float | None:
    if town == other or other.slug not in units:
        return None
    return _known(above[units.index(town.slug), units.index(other.slug)])


def _moves(varied: Varied, town: str) -> tuple[tuple[str, float], ...]:
    """Return what moves a town's rank; nothing for a rank that never moves."""
    if varied.by_unit is None:
        return ()
    totals = varied.by_unit.total[:, varied.uncertainty.units.index(town)]
    found = zip(varied.uncertainty.factors, totals.tolist(), strict=True)
    return tuple(sorted((pair for pair in found if not np.isnan(pair[1])), key=lambda pair: -pair[1]))


def _choices(varied: Varied) -> tuple[Choice, ...]:
    main = varied.main
    if main is None or main.total_interval is None or np.isnan(main.total).any():
        return ()
    low, high = main.total_interval
    found = [
        Choice(name, float(main.total[i, 0]), float(low[i, 0]), float(high[i, 0]))
        for i, name in enumerate(varied.uncertainty.factors)
    ]
    return tuple(sorted(found, key=lambda choice: -choice.total))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
