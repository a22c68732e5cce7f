"""What an index is like inside, as tables for files: what [analysis] of a specification asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Final

import polars as pl

from seutukuva.base.errors import Place, Problem
from seutukuva.indicators.index.aggregating import plan
from seutukuva.indicators.index.analysis import (
    correlations,
    cronbach,
    principal_components,
    remove_elements,
    strengths,
    with_parents,
)
from seutukuva.indicators.index.building import Built
from seutukuva.indicators.index.chain import table_of, weight_row
from seutukuva.indicators.index.model import Framework, Step, Table
from seutukuva.indicators.index.specification import Analysis

_SCHEMAS: Final[Mapping[str, list[str]]] = {
    "correlations": ["Level", "Parent", "Var1", "Var2", "Correlation", "p"],
    "cronbach": ["iCode", "Level", "Elements", "Alpha"],
    "pca": ["iCode", "Component", "Share", "Units", "Element", "Loading"],
    "removed": ["Level", "iCode", "MeanAbsDiff", "MaxAbsDiff", "uCode"],
    "strengths": ["uCode", "Kind", "iCode", "Rank", "Value"],
}


def analyses(built: Built, wanted: Analysis) -> dict[str, pl.DataFrame]:
    """Return a table for each analysis that is asked for, under the name of its file. Raises Problem.

    A group of one element, or one without enough units, has no alpha and no components and is left out.
    """
    makers: dict[str, Callable[[Built, Analysis], pl.DataFrame]] = {
        "correlations": _correlations,
        "parents": lambda of, how: with_parents(_aggregated(of, how), of.state.framework, how.cortype),
        "cronbach": _cronbach,
        "pca": _components,
        "removed": _removed,
        "strengths": _strengths,
    }
    try:
        return {name: makers[name](built, wanted) for name in wanted.write}
    except Problem as problem:
        raise problem if problem.place.table else problem.at(Place(table="analysis")) from problem


def _aggregated(built: Built, wanted: Analysis) -> Table:
    """Return the table that has every element: the one that is named, or the last."""
    table = table_of(built.state, wanted.dset)
    missing = [e.code for e in built.state.framework.elements if e.code not in table.codes]
    if missing:
        raise Problem("indicators.index.unknown_code", argument="dset", id=missing[0])
    return table


def _groups(framework: Framework) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return the level, the code and the children of every aggregate, from the lowest level up."""
    return [
        (level, code, children)
        for level in range(2, framework.height + 1)
        for code, children in framework.groups(level).items()
    ]


def _frame(name: str, rows: list[tuple[object, ...]]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=_SCHEMAS[name], orient="row", infer_schema_length=None)
    return frame.with_columns(pl.selectors.float().fill_nan(None))


def _correlations(built: Built, wanted: Analysis) -> pl.DataFrame:
    """Return the correlation of every two elements of a group."""
    table, rows = _aggregated(built, wanted), []
    for level, code, children in _groups(built.state.framework):
        for one, two in combinations(children, 2):
            found = correlations(table, (one,), (two,), wanted.cortype).row(0)
            rows.append((level - 1, code, *found))
    return _frame("correlations", rows)


def _cronbach(built: Built, wanted: Analysis) -> pl.DataFrame:
    table = _aggregated(built, wanted)
    rows: list[tuple[object, ...]] = [
        (code, level, len(children), cronbach(table.select(children)))
        for level, code, children in _groups(built.state.framework)
        if len(children) > 1
    ]
    return _frame("cronbach", rows)


def _components(built: Built, wanted: Analysis) -> pl.DataFrame:
    """Return the loading of every element of a group on every component."""
    table = _aggregated(built, wanted)
    rows: list[tuple[object, ...]] = []
    for _level, code, children in _groups(built.state.framework):
        if len(children) < 2:
            continue
        try:
            found = principal_components(table.select(children))
        except Problem:
            continue  # too few units without gaps: the group has no components, and no row tells so
        for number, share in enumerate(found.shares.tolist(), 1):
            for row, child in enumerate(found.codes):
                rows.append((code, number, share, found.units, child, float(found.loadings[row, number - 1])))
    return _frame("pca", rows)


def _removed(built: Built, wanted: Analysis) -> pl.DataFrame:
    """Return how far ranks move without each indicator, each group of them, and so on up."""
    framework, last = built.state.framework, _aggregating(built)
    source = table_of(built.state, last.arguments.get("dset") or _before(built, last))
    row = weight_row(framework, last.arguments.get("w"), built.weights)
    weights = dict(zip(framework.codes, row.tolist(), strict=True))
    rows: list[tuple[object, ...]] = []
    for level in range(1, framework.height):
        found = remove_elements(framework, source, plan(framework, last.arguments), weights, level)
        rows += [(level, *line) for line in found.rows()]
    return _frame("removed", rows)


def _aggregating(built: Built) -> Step:
    found = next((step for step in built.steps if step.name == "Aggregate"), None)
    if found is None:
        raise Problem("indicators.index.step_not_there", step="Aggregate")
    return found


def _before(built: Built, step: Step) -> str:
    """Return the table that the step before wrote."""
    at = built.steps.index(step)
    return built.steps[at - 1].output if at else "Raw"


def _strengths(built: Built, wanted: Analysis) -> pl.DataFrame:
    """Return the indicators in which each unit ranks best and worst, on the scale of the index."""
    framework, last = built.state.framework, _aggregating(built)
    table = table_of(built.state, last.arguments.get("dset") or _before(built, last)).select(framework.indicators)
    rows: list[tuple[object, ...]] = []
    for unit in table.units:
        for kind, strong in (("strength", True), ("weakness", False)):
            found = strengths(table, unit, wanted.count, strong=strong)
            rows += [(unit, kind, *line) for line in found.rows()]
    return _frame("strengths", rows)
