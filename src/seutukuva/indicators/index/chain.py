"""Run the steps of an index in their order; what was computed before from the same figures is not computed again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from seutukuva.base.errors import Problem
from seutukuva.indicators.index.aggregating import Aggregated, aggregate, plan
from seutukuva.indicators.index.arguments import figure
from seutukuva.indicators.index.forms import check_forms
from seutukuva.indicators.index.model import Floats, Framework, Inputs, State, Step, Table
from seutukuva.indicators.index.normalising import normalise
from seutukuva.indicators.index.preparing import denominate, impute, screen
from seutukuva.indicators.index.treating import treat

ORIGINAL: Final = "Original"
# Figures that vary continuously make every replication a new calculation; the memory must not grow with them.
_REMEMBERED: Final = 1_000


class Chain:
    """The calculation of an index from `inputs`, with a memory of the steps it has done."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self._known: dict[str, State] = {}

    def run(self, steps: tuple[Step, ...]) -> State:
        """Return what the steps lead to: every table by name. Raises Problem."""
        if not steps:
            framework = self.inputs.framework
            return State(framework, {"Raw": self.inputs.raw}, {}, "Raw")
        state = self.run(steps[:-1])
        # By content, so that thresholds which leave the same units or points lead to the same place.
        key = f"{_content(state)} {steps[-1].name} {json.dumps(steps[-1].arguments, sort_keys=True, default=str)}"
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[key] = self._apply(steps[-1], state)
        return self._known[key]

    def _apply(self, step: Step, state: State) -> State:
        check_forms(step)  # what varies comes here without having been read
        if step.name == "new_coin":
            return exclude(state, step.arguments)
        source = table_of(state, step.arguments.get("dset"))
        table, details, framework = self._done(step, state, source)
        told = dict(state.details)
        if details is not None:
            told[step.output] = details
        return State(framework, {**state.tables, step.output: table}, told, step.output)

    def _done(self, step: Step, state: State, source: Table) -> tuple[Table, Any, Framework]:
        arguments, framework = step.arguments, state.framework
        if arguments.get("disable"):
            return source, None, framework
        if step.name == "Denominate":
            return denominate(source, self.inputs, framework, arguments), None, framework
        if step.name == "Screen":
            return *screen(source, arguments), framework
        if step.name == "Impute":
            return impute(source, self.inputs, framework, arguments), None, framework
        if step.name == "Treat":
            return *treat(source, arguments), framework
        if step.name == "Normalise":
            return normalise(source, framework, arguments), None, framework
        weights = weight_row(framework, arguments.get("w"), self.inputs.weight_sets)
        result = scored(source, framework, arguments, weights[None, :])
        for problem, _ in result.faults:
            raise problem
        _refuse_weightless(framework, weights)
        columns = [source.select(framework.indicators).values.T, *(result.scores[c] for c in framework.aggregates())]
        codes = (*framework.indicators, *framework.aggregates())
        return Table(source.units, codes, np.vstack(columns).T), None, framework


def _content(state: State) -> str:
    """Return what tells two states apart: the tree, and each table's units and figures."""
    parts = [state.last, ",".join(state.framework.codes)]
    parts += [f"{name}:{table.fingerprint}" for name, table in state.tables.items()]
    return "|".join(parts)


def table_of(state: State, name: Any) -> Table:
    """Return the table `name`, or the last one when no name is given. Raises Problem."""
    wanted = state.last if name is None else name
    if not isinstance(wanted, str) or wanted not in state.tables:
        raise Problem("indicators.index.unknown_table", name=str(wanted), known=", ".join(state.tables))
    return state.tables[wanted]


def exclude(state: State, arguments: Mapping[str, Any]) -> State:
    """Return the state without the indicators that `exclude` lists."""
    given = arguments.get("exclude") or []
    out = frozenset([given] if isinstance(given, str) else given)
    for code in out:
        if code not in {e.code for e in state.framework.elements}:
            raise Problem("indicators.index.unknown_code", argument="exclude", id=code)
    framework = state.framework.without(out)
    if not framework.indicators:
        raise Problem("indicators.index.no_indicators")
    raw = state.tables["Raw"].select(framework.indicators)
    return State(framework, {"Raw": raw}, state.details, "Raw")


def scored(
    source: Table, framework: Framework, arguments: Mapping[str, Any], weights: Floats, *, only: str | None = None
) -> Aggregated:
    """Return the scores for sets of weights, shape (sets, elements) in the order of `framework.codes`."""
    return aggregate(source, framework, plan(framework, arguments), weights, only=only)


def weight_row(framework: Framework, given: Any, sets: Mapping[str, Mapping[str, float]]) -> Floats:
    """Return one weight per element in the order of `framework.codes`.

    given: nothing or "Original" (iMeta's weights), "none" (all alike), the name of a set, or a table code -> weight or
    {iCode = [...], Weight = [...]}; elements it does not name keep iMeta's weight. Raises Problem.
    """
    if given is not None:
        check_forms(Step("Aggregate", {"w": given}))
    own = framework.weights()
    if isinstance(given, str) and given == "none":
        return np.ones(len(framework.codes))
    if isinstance(given, str) and given not in (ORIGINAL, "NULL"):
        if given not in sets:
            raise Problem("indicators.index.unknown_weights", name=given, known=", ".join((ORIGINAL, "none", *sets)))
        own.update({c: w for c, w in sets[given].items() if c in own})
    elif isinstance(given, Mapping):
        for code, weight in weight_table(framework, given).items():
            own[code] = weight
    return np.array([own[c] for c in framework.codes])


def weight_table(framework: Framework, given: Mapping[str, Any]) -> dict[str, float]:
    """Return code -> weight of a table in either form. Raises Problem for codes that are not in the tree."""
    codes = given.get("iCode", framework.codes) if isinstance(given.get("Weight"), list) else None
    pairs = zip(codes, given["Weight"], strict=True) if codes is not None else given.items()
    known = set(framework.codes)
    table = {}
    for code, weight in pairs:
        if code not in known:
            raise Problem("indicators.index.unknown_code", argument="w", id=str(code))
        table[str(code)] = figure(weight, "w")
    return table


def _refuse_weightless(framework: Framework, weights: Floats) -> None:
    of = dict(zip(framework.codes, weights, strict=True))
    for level in range(2, framework.height + 1):
        for code, children in framework.groups(level).items():
            if sum(of[c] for c in children) == 0:
                raise Problem("indicators.index.weightless", group=code)


def refuse_constant(state: State, steps: tuple[Step, ...]) -> None:
    """Do nothing when every indicator that is normalised has variance. Raises Problem that names the first without."""
    for step in steps:
        if step.name != "Normalise" or step.arguments.get("disable") or step.output not in state.tables:
            continue
        values = state.tables[step.output]
        for code, column in zip(values.codes, values.values.T, strict=True):
            if np.isnan(column).all():
                raise Problem("indicators.index.constant", id=code)
