"""From a specification to results: the nominal index, its sets of weights, and the analysis of what varies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from seutukuva.base.errors import Place, Problem
from seutukuva.base.tables import read_csv
from seutukuva.indicators.index.aggregating import plan
from seutukuva.indicators.index.arguments import choice, figure
from seutukuva.indicators.index.chain import Chain, refuse_constant, table_of, weight_row, weight_table
from seutukuva.indicators.index.draws import Generator, noisy, quasi_design, random_design, sobol_design
from seutukuva.indicators.index.model import Floats, Framework, Inputs, State, Step
from seutukuva.indicators.index.sobol import Indices
from seutukuva.indicators.index.specification import Specification, Uncertain, Variation, WeightSet
from seutukuva.indicators.index.uncertainty import Factor, Uncertainty, position, replicate
from seutukuva.indicators.index.weights import as_weights, budget, equal, from_components, optimise


@dataclass(frozen=True)
class Built:
    """A computed index: its calculation, the steps, and what they led to."""

    chain: Chain
    steps: tuple[Step, ...]
    state: State

    @property
    def weights(self) -> Mapping[str, Mapping[str, float]]:
        """Return the named sets of weights."""
        return self.chain.inputs.weight_sets


@dataclass(frozen=True)
class Varied:
    """An uncertainty analysis, and for a sensitivity analysis the indices for the mean rank shift and for each unit."""

    uncertainty: Uncertainty
    main: Indices | None
    by_unit: Indices | None


def build(inputs: Inputs, specification: Specification) -> Built:
    """Return the index that the specification tells. Raises Problem."""
    sets: dict[str, Mapping[str, float]] = {}
    for wanted in specification.weights:
        chain = Chain(replace(inputs, weight_sets=dict(sets)))
        at = Place(file=specification.file, table=f"weights.{wanted.name}")
        try:
            sets[wanted.name] = _weight_set(wanted, chain, specification.steps)
        except Problem as problem:
            raise problem if problem.place.table or problem.place.row else problem.at(at) from problem
    chain = Chain(replace(inputs, weight_sets=sets))
    state = chain.run(())
    for end in range(1, len(specification.steps) + 1):
        part = specification.steps[:end]
        try:
            state = chain.run(part)
            refuse_constant(state, part)
        except Problem as problem:
            at = Place(file=specification.file, table=part[-1].name)
            raise problem.at(at) from problem
    return Built(chain, specification.steps, state)


def _weight_set(wanted: WeightSet, chain: Chain, steps: tuple[Step, ...]) -> dict[str, float]:
    settings = wanted.settings
    framework = _framework(chain, steps)
    if wanted.method == "equal":
        return equal(framework)
    if wanted.method == "own":
        given = _read_weights(settings["file"]) if "file" in settings else settings.get("weights", {})
        return framework.weights() | weight_table(framework, given)
    if wanted.method == "budget":
        frame = read_csv(settings["file"], required=("expert", "iCode"), numbers=("points",))
        rows = frame.select("expert", "iCode", "points").rows()
        return budget(framework, [(str(e), str(c), float(p or 0)) for e, c, p in rows])
    level = int(figure(settings.get("Level", 1), "Level", low=1, high=framework.height - 1))
    at = next((n for n, s in enumerate(steps) if s.name == "Aggregate"), None)
    if at is None:
        raise Problem("indicators.index.step_not_there", step="Aggregate")
    if wanted.method == "pca":
        # The set itself may be the one that the index uses: components come of the index with iMeta's weights.
        plainly = replace(steps[at], arguments={k: v for k, v in steps[at].arguments.items() if k != "w"})
        state = chain.run((*steps[:at], plainly))
        return from_components(framework, table_of(state, settings.get("dset")), level)
    source = table_of(chain.run(steps[:at]), steps[at].arguments.get("dset"))
    aim, target = settings.get("optype", "balance"), settings.get("itarg", "equal")
    own = framework.weights()
    found = optimise(
        framework,
        source,
        plan(framework, steps[at].arguments),
        own,
        level,
        wanted=None if target == "equal" else _targets(target, framework, level),
        aim=str(aim),
        kind=str(settings.get("cortype", "pearson")),
    )
    return as_weights(framework, own, found)


def _framework(chain: Chain, steps: tuple[Step, ...]) -> Framework:
    return chain.run(tuple(s for s in steps[:1] if s.name == "new_coin")).framework


def _targets(given: Any, framework: Framework, level: int) -> list[float]:
    if isinstance(given, Mapping):
        codes = [c for c in framework.codes if framework.element(c).level == level]
        table = weight_table(framework, given)
        return [table.get(c, 1.0) for c in codes]
    if not isinstance(given, list):
        raise Problem("indicators.index.not_figure", argument="itarg", value=str(given))
    return [figure(v, "itarg", low=0) for v in given]


def _read_weights(path: Path) -> dict[str, float]:
    frame = read_csv(path, required=("iCode",), numbers=("Weight",), key=("iCode",))
    return {str(c): float(w) for c, w in frame.select("iCode", "Weight").rows() if w is not None}


def vary(built: Built, variation: Variation, file: str | None = None) -> Varied:
    """Return how far the index moves when the choices of `variation` vary. Raises Problem."""
    generator = Generator(variation.seed)
    factors = tuple(_factor(u, built, generator) for u in variation.factors)
    drawn, rows = _drawn(variation, factors, generator)
    size = rows // (len(factors) + 2) if variation.kind == "SA" else rows
    code = variation.code or built.state.framework.index
    try:
        for factor in factors:
            if factor.weighs and len(factor.way) > 1:
                position(built.state.framework, factor.way)
        uncertainty = replicate(
            built.chain,
            built.steps,
            factors,
            drawn,
            dset=variation.dset,
            code=code,
            sampled=2 * size if variation.kind == "SA" else None,
        )
        if np.isnan(uncertainty.scores).all() and uncertainty.problems:
            raise uncertainty.problems[0][0]
    except Problem as problem:
        raise problem if problem.place.table else problem.at(Place(file=file, table="sensitivity")) from problem
    if variation.kind == "UA":
        return Varied(uncertainty, None, None)
    quasi = variation.design == "sobol" or variation.sample is not None
    main, units = uncertainty.sensitivity(
        centred=variation.estimator == "centred",
        bootstrap=variation.bootstrap,
        generator=None if quasi else generator,
    )
    return Varied(uncertainty, main, units)


def _factor(wanted: Uncertain, built: Built, generator: Generator) -> Factor:
    if wanted.kind == "continuous":
        low, high = wanted.distribution
        return Factor(wanted.name, wanted.step, wanted.way, None, low, high)
    if not (wanted.noise or wanted.file):
        return Factor(wanted.name, wanted.step, wanted.way, wanted.distribution)
    framework = built.state.framework
    if wanted.file is not None:
        return Factor(wanted.name, wanted.step, wanted.way, _read_sets(wanted.file, framework))
    last = next(s for s in built.steps if s.name == "Aggregate")
    base = weight_row(framework, last.arguments.get("w"), built.weights)
    codes = framework.codes
    levels = [
        ([i for i, c in enumerate(codes) if framework.element(c).level == lev], share) for lev, share in wanted.noise
    ]
    for (positions, _), (level, _) in zip(levels, wanted.noise, strict=True):
        if not positions:
            raise Problem("indicators.index.not_figure", argument="Level", value=str(level))
    source = generator if wanted.seed is None else Generator(wanted.seed)
    return Factor(wanted.name, wanted.step, wanted.way, tuple(noisy(base, levels, wanted.sets, source)))


def _read_sets(path: Path, framework: Framework) -> tuple[Floats, ...]:
    """Return sets of weights of a CSV with the columns set, iCode and Weight, in the order of their first rows."""
    frame = read_csv(path, required=("set", "iCode"), numbers=("Weight",), key=("set", "iCode"))
    sets: dict[str, dict[str, float]] = {}
    for name, code, weight in frame.select("set", "iCode", "Weight").rows():
        sets.setdefault(str(name), {})[str(code)] = float(weight or 0)
    return tuple(weight_row(framework, table, {}) for table in sets.values())


def _drawn(variation: Variation, factors: tuple[Factor, ...], generator: Generator) -> tuple[list[Any], int]:
    """Return the values of every factor in every replication, and how many replications there are."""
    count = len(factors)
    if variation.replications is not None:
        return _told(variation.replications, factors)
    if variation.sample is not None:
        design = _read_sample(variation.sample, factors)
    elif variation.design == "sobol":
        design = quasi_design(variation.seed, variation.size, count, crossed=variation.kind == "SA")
    elif variation.kind == "SA":
        design = sobol_design(generator, variation.size, count)
    else:
        design = random_design(generator, variation.size, count)
    if variation.kind == "SA" and design.shape[0] % (count + 2):
        at = Place(file=variation.sample.name if variation.sample else None)
        raise Problem("indicators.index.design_rows", place=at, rows=design.shape[0], factors=count)
    return [f.values(design[:, i]) for i, f in enumerate(factors)], design.shape[0]


def _read_sample(path: Path, factors: tuple[Factor, ...]) -> Floats:
    """Return a sample between 0 and 1: columns named as the factors, or else V1, V2, ... in their order."""
    head = read_csv(path)
    named = all(f.name in head.columns for f in factors)
    columns = [f.name if named else f"V{i}" for i, f in enumerate(factors, 1)]
    frame = read_csv(path, numbers=columns)
    return np.column_stack([frame[c].to_numpy() for c in columns])


def _told(path: Path, factors: tuple[Factor, ...]) -> tuple[list[Any], int]:
    """Return values told one by one: figures, or alternatives by their position from 1 or their own text."""
    frame = read_csv(path, required=[f.name for f in factors])
    drawn = []
    for factor in factors:
        texts = [str(v) for v in frame[factor.name].to_list()]
        if factor.choices is None:
            numbers = read_csv(path, numbers=(factor.name,))
            drawn.append(numbers[factor.name].to_numpy())
            continue
        shown = [str(c) for c in factor.choices]
        known = {str(i): i - 1 for i in range(1, len(shown) + 1)}
        if any(isinstance(c, str) for c in factor.choices):
            known |= {s: i for i, s in enumerate(shown)}
        for row, text in enumerate(texts, 2):
            if text not in known:
                at = Place(file=path.name, row=row, column=factor.name)
                try:
                    choice(text, tuple(known), factor.name)
                except Problem as problem:
                    raise problem.at(at) from problem
        drawn.append(np.array([known[t] for t in texts]))
    return drawn, frame.height
