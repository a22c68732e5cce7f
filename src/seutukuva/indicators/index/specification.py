"""Read SPEC.toml: the steps of an index, sets of weights, and what may vary."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from seutukuva.base.errors import Place, Problem
from seutukuva.indicators.index.arguments import (
    check_step,
    choice,
    figure,
    known_key,
    parse_address,
    whole,
)
from seutukuva.indicators.index.model import MOST_LEVELS, STEPS, Step

WEIGHT_METHODS: Final[Mapping[str, tuple[str, ...]]] = {
    "equal": (),
    "own": ("weights", "file"),
    "pca": ("dset", "Level"),
    "optimise": ("dset", "Level", "itarg", "cortype", "optype"),
    "budget": ("file",),
}
SETTINGS: Final = (
    "SA_type",
    "N",
    "dset",
    "iCode",
    "Nboot",
    "seed",
    "design",
    "estimator",
    "sample",
    "replications",
    "write_replications",
    "SA_specs",
)
FACTOR_KEYS: Final = ("Name", "Address", "Distribution", "Type", "noise_specs", "Nrep", "seed", "file")
ANALYSES: Final = ("correlations", "parents", "cronbach", "pca", "removed", "strengths")
CORRELATIONS: Final = ("pearson", "spearman", "kendall")
KINDS: Final = ("UA", "SA")
DESIGNS: Final = ("random", "sobol")
ESTIMATORS: Final = ("COINr", "centred")
NOISY_SETS: Final = 100
# What a computer holds at once: replications, sets of weights, and replications times resamples.
MOST_REPLICATIONS: Final = 100_000
MOST_SETS: Final = 100_000
MOST_RESAMPLED: Final = 10_000_000
_MOST_SEED: Final = 2**53


@dataclass(frozen=True)
class WeightSet:
    """How a named set of weights comes about: the method and its settings."""

    name: str
    method: str
    settings: Mapping[str, Any]


@dataclass(frozen=True)
class Uncertain:
    """One uncertain choice as the specification tells it, before its alternatives are drawn or read."""

    name: str
    step: str
    way: tuple[str | int, ...]
    kind: str
    distribution: tuple[Any, ...]
    noise: tuple[tuple[int, float], ...] = ()
    sets: int = NOISY_SETS
    seed: int | None = None
    file: Path | None = None


@dataclass(frozen=True)
class Variation:
    """An uncertainty ("UA") or sensitivity ("SA") analysis. `size` is COINr's N."""

    kind: str
    size: int
    dset: str
    code: str | None
    bootstrap: int
    seed: int
    design: str
    estimator: str
    factors: tuple[Uncertain, ...]
    sample: Path | None = None
    replications: Path | None = None
    write_replications: bool = False


@dataclass(frozen=True)
class Analysis:
    """Which tables about the inside of an index are written: of which table, which correlation, how many strengths."""

    write: tuple[str, ...]
    dset: str | None = None
    cortype: str = "pearson"
    count: int = 5


@dataclass(frozen=True)
class Specification:
    """A whole SPEC.toml."""

    steps: tuple[Step, ...]
    weights: tuple[WeightSet, ...] = ()
    variation: Variation | None = None
    time: float | None = None
    file: str | None = None
    analysis: Analysis | None = None


def read_specification(source: Path | bytes, *, name: str | None = None, folder: Path | None = None) -> Specification:
    """Return the specification in `source`, TOML as `docs/reference/index-spec.md` tells.

    folder: where the files it names stand (the folder of `source` by default). Raises Problem with the table.
    """
    shown = name or (source.name if isinstance(source, Path) else None)
    place = Place(file=shown)
    if isinstance(source, Path) and not source.is_file():
        raise Problem("base.csv.no_file", place=Place(file=str(source)))
    data = source.read_bytes() if isinstance(source, Path) else source
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("indicators.index.not_toml", place=place, reason=str(error)) from error
    base = folder or (source.parent if isinstance(source, Path) else Path())
    steps = []
    for key, table in content.items():
        known_key(key, (*STEPS, "data", "weights", "sensitivity", "analysis"), place)
        if not isinstance(table, dict):
            raise Problem("indicators.index.not_table", place=place, key=key)
        if key in STEPS:
            step = Step(key, table)
            check_step(step, place)
            steps.append(step)
    if not steps:
        raise Problem("indicators.index.no_steps", place=place, known=", ".join(STEPS))
    if any(s.name == "new_coin" for s in steps[1:]):
        raise Problem("indicators.index.new_coin_first", place=place)
    weights = tuple(_weight_set(n, t, place, base) for n, t in content.get("weights", {}).items())
    variation = _variation(content["sensitivity"], place, base, tuple(steps)) if "sensitivity" in content else None
    analysis = _analysis(content["analysis"], place) if "analysis" in content else None
    return Specification(tuple(steps), weights, variation, _time(content.get("data", {}), place), shown, analysis)


def _analysis(table: Mapping[str, Any], place: Place) -> Analysis:
    at = Place(file=place.file, table="analysis")
    for key in table:
        known_key(key, ("write", "dset", "cortype", "count"), at)
    try:
        wanted = table.get("write", list(ANALYSES))
        if not isinstance(wanted, list):
            wanted = [wanted]
        names = tuple(dict.fromkeys(choice(name, ANALYSES, "write") for name in wanted))
        kind = choice(table.get("cortype", "pearson"), CORRELATIONS, "cortype")
        count = whole(table.get("count", 5), "count", 1, MOST_REPLICATIONS)
    except Problem as problem:
        raise problem.at(at) from problem
    return Analysis(names, str(table["dset"]) if "dset" in table else None, kind, count)


def _time(table: Mapping[str, Any], place: Place) -> float | None:
    for key in table:
        known_key(key, ("Time",), Place(file=place.file, table="data"))
    return figure(table["Time"], "data.Time") if "Time" in table else None


def _weight_set(name: str, table: Any, place: Place, base: Path) -> WeightSet:
    at = Place(file=place.file, table=f"weights.{name}")
    if not isinstance(table, dict):
        raise Problem("indicators.index.not_table", place=place, key=f"weights.{name}")
    try:
        method = choice(table.get("method", "own"), tuple(WEIGHT_METHODS), "method")
    except Problem as problem:
        raise problem.at(at) from problem
    settings = {k: v for k, v in table.items() if k != "method"}
    for key in settings:
        known_key(key, ("method", *WEIGHT_METHODS[method]), at)
    if "file" in settings:
        settings["file"] = base / str(settings["file"])
    if method == "budget" and "file" not in settings:
        raise Problem("indicators.index.missing_key", place=at, key="file")
    return WeightSet(name, method, settings)


def _variation(table: Any, place: Place, base: Path, steps: tuple[Step, ...]) -> Variation:
    at = Place(file=place.file, table="sensitivity")
    if not isinstance(table, dict):
        raise Problem("indicators.index.not_table", place=place, key="sensitivity")
    for key in table:
        known_key(key, SETTINGS, at)
    given = table.get("SA_specs") or {}
    if not isinstance(given, list | dict) or (isinstance(given, dict) and not _tables(given.values())):
        raise Problem("indicators.index.not_table", place=place, key="sensitivity.SA_specs")
    rows = given if isinstance(given, list) else [{"Name": n, **t} for n, t in given.items()]
    factors = tuple(_uncertain(row, at, base, steps) for row in rows)
    if not factors:
        raise Problem("indicators.index.missing_key", place=at, key="SA_specs")
    try:
        kind = choice(table.get("SA_type", "UA"), KINDS, "SA_type")
        design = choice(table.get("design", "random"), DESIGNS, "design")
        estimator = choice(table.get("estimator", "COINr"), ESTIMATORS, "estimator")
        size = whole(table.get("N", 1000), "N", 3, MOST_REPLICATIONS)
        bootstrap = whole(table.get("Nboot", 0), "Nboot", 0, MOST_RESAMPLED // size)
        seed = whole(table.get("seed", 1), "seed", -_MOST_SEED, _MOST_SEED)
    except Problem as problem:
        raise problem.at(at) from problem
    if kind == "SA" and len(factors) < 2:
        raise Problem("indicators.index.one_factor", place=at)
    sample, replications = (base / str(table[k]) if k in table else None for k in ("sample", "replications"))
    return Variation(
        kind,
        size,
        str(table.get("dset", steps[-1].output)),
        table.get("iCode"),
        bootstrap,
        seed,
        design,
        estimator,
        factors,
        sample,
        replications,
        bool(table.get("write_replications", False)),
    )


def _uncertain(row: Any, place: Place, base: Path, steps: tuple[Step, ...]) -> Uncertain:
    if not isinstance(row, dict):
        raise Problem("indicators.index.not_table", place=place, key="SA_specs")
    name = str(row.get("Name") or row.get("Address", ""))
    at = Place(file=place.file, table=f"sensitivity.SA_specs.{name}")
    for key in row:
        known_key(key, FACTOR_KEYS, at)
    if "Address" not in row:
        raise Problem("indicators.index.missing_key", place=at, key="Address")
    step, way = parse_address(str(row["Address"]), at)
    if step != "new_coin" and step not in {s.name for s in steps}:
        raise Problem("indicators.index.step_not_there", place=at, step=step)
    try:
        noise = _noise(row.get("noise_specs", []))
        seed = whole(row["seed"], "seed", -_MOST_SEED, _MOST_SEED) if "seed" in row else None
        sets = whole(row.get("Nrep", NOISY_SETS), "Nrep", 1, MOST_SETS)
    except Problem as problem:
        raise problem.at(at) from problem
    if (noise or "file" in row) and (step, way) != ("Aggregate", ("w",)):
        raise Problem("indicators.index.noise_not_weights", place=at)
    file = base / str(row["file"]) if "file" in row else None
    if noise or file:
        return Uncertain(name, step, way, "discrete", (), noise, sets, seed, file)
    kind, distribution = _distribution(row, at)
    return Uncertain(name, step, way, kind, distribution)


def _tables(values: Iterable[Any]) -> bool:
    return all(isinstance(value, Mapping) for value in values)


def _noise(rows: Any) -> tuple[tuple[int, float], ...]:
    """Return levels and shares by which their weights may move. Raises Problem for another form, or a level twice."""
    if not isinstance(rows, list) or not _tables(rows):
        example = "[{ Level = 2, NoiseFactor = 0.25 }]"
        raise Problem("indicators.index.form", argument="noise_specs", value=str(rows), example=example)
    noise = tuple(
        (whole(row.get("Level"), "Level", 1, MOST_LEVELS), figure(row.get("NoiseFactor"), "NoiseFactor", low=0))
        for row in rows
    )
    levels = [level for level, _ in noise]
    for level in levels:
        if levels.count(level) > 1:
            raise Problem("indicators.index.not_figure", argument="Level", value=str(level))
    return noise


def _distribution(row: Mapping[str, Any], at: Place) -> tuple[str, tuple[Any, ...]]:
    try:
        kind = choice(row.get("Type", "discrete"), ("discrete", "continuous"), "Type")
        given = row.get("Distribution")
        if not isinstance(given, list) or not given:
            raise Problem("indicators.index.missing_key", key="Distribution")
        if kind == "continuous":
            bounds = tuple(figure(v, "Distribution") for v in given)
            if len(bounds) != 2 or bounds[0] >= bounds[1]:
                raise Problem("indicators.index.bounds")
            return kind, bounds
    except Problem as problem:
        raise problem.at(at) from problem
    return kind, tuple(given)
