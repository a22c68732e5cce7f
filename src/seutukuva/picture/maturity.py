"""The maturity model as data: dimensions, levels, descriptors, gates; and the judged cells of one ecosystem."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from seutukuva.base import Place, Problem, Term
from seutukuva.base.store import package_file
from seutukuva.judgement import LEVELS, Cell, ErrorModel, Raters, Rating, assess, default_errors, read_errors


@dataclass(frozen=True)
class Level:
    """One of the four levels; `plural` is the form that agrees with a plural subject (Finnish: käynnistyviä)."""

    number: int
    name: Term
    plural: Term


@dataclass(frozen=True)
class Dimension:
    """One side of an ecosystem, with a descriptor per level (1-4), what evidence tells of it and the next step."""

    id: str
    name: Term
    descriptors: tuple[Term, Term, Term, Term]
    evidence: tuple[str, ...]
    next_step: Term
    target: int
    plural: bool = False


@dataclass(frozen=True)
class Gate:
    """A condition for a level: another dimension `at_least` so far, or `kinds` independent kinds of source."""

    id: str
    level: int
    dimension: str = ""
    at_least: int = 0
    kinds: int = 0


@dataclass(frozen=True)
class MaturityModel:
    """A version of the model that a programme uses."""

    id: str
    name: Term
    levels: tuple[Level, ...]
    dimensions: tuple[Dimension, ...]
    gates: tuple[Gate, ...]
    share: float
    min_known: int
    errors: ErrorModel

    def dimension(self, id_: str) -> Dimension:
        """Return a dimension by its id. Raises Problem for an unknown id."""
        for dimension in self.dimensions:
            if dimension.id == id_:
                return dimension
        known = ", ".join(dimension.id for dimension in self.dimensions)
        raise Problem("picture.unknown_dimension", dimension=id_, known=known)

    def level(self, number: int) -> Level:
        """Return a level by its number, 1-4."""
        return self.levels[number - 1]


@dataclass(frozen=True)
class DimensionCell:
    """A judged dimension. `counted` is the level that counts for the stage: held back where a gate does not hold."""

    dimension: Dimension
    cell: Cell
    counted: int | None

    @property
    def held_back(self) -> bool:
        """Tell whether the most probable level counts as a lower one."""
        return self.counted != self.cell.mode


@cache
def maturity_model() -> MaturityModel:
    """Return the model that ships with the package."""
    return read_maturity_model(package_file("picture", "maturity.toml"))


def read_maturity_model(path: Path) -> MaturityModel:
    """Return the model of a TOML file in the form of `data/maturity.toml`.

    `[errors]` may state the error sizes (as `judgement/data/errors.toml`); the package's are used otherwise.
    Raises Problem with the file's name when it is not TOML or a part is missing.
    """
    try:
        return _model(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise Problem("picture.model_file", place=Place(file=path.name), detail=str(error)) from error
    except Problem as problem:
        raise problem.at(Place(file=path.name)) from problem


def cells(
    ratings: Mapping[str, Sequence[Rating]], model: MaturityModel | None = None, raters: Raters | None = None
) -> tuple[DimensionCell, ...]:
    """Return a cell for every dimension of the model, in its order, from ratings by dimension id.

    A dimension without ratings gets a cell without information. Raises Problem for an unknown dimension.
    """
    model = model or maturity_model()
    for id_ in ratings:
        model.dimension(id_)
    return tuple(_judged(dimension, ratings.get(dimension.id, ()), model, raters) for dimension in model.dimensions)


def _judged(
    dimension: Dimension, ratings: Sequence[Rating], model: MaturityModel, raters: Raters | None
) -> DimensionCell:
    cell = assess(ratings, model.errors, raters)
    counted = cell.mode
    for gate in model.gates:
        if gate.kinds and counted is not None and counted >= gate.level and len(cell.kinds) < gate.kinds:
            counted = gate.level - 1
    return DimensionCell(dimension, cell, counted)


def _model(data: Mapping[str, Any]) -> MaturityModel:
    target = int(data.get("target", 3))
    model = MaturityModel(
        id=str(data["id"]),
        name=Term(**data["name"]),
        levels=tuple(Level(row["number"], Term(**row["name"]), Term(**row["plural"])) for row in data["levels"]),
        dimensions=tuple(_dimension(row, target) for row in data["dimensions"]),
        gates=tuple(Gate(**row) for row in data.get("gates", ())),
        share=float(data["stage"]["share"]),
        min_known=int(data["stage"]["min_known"]),
        errors=read_errors(data["errors"]) if "errors" in data else default_errors(),
    )
    if tuple(level.number for level in model.levels) != LEVELS:
        raise ValueError("levels 1-4")
    for gate in model.gates:
        if gate.dimension:
            model.dimension(gate.dimension)
    return model


def _dimension(row: Mapping[str, Any], target: int) -> Dimension:
    first, second, third, fourth = (Term(**text) for text in row["descriptors"])
    return Dimension(
        id=row["id"],
        name=Term(**row["name"]),
        descriptors=(first, second, third, fourth),
        evidence=tuple(row["evidence"]),
        next_step=Term(**row["next_step"]),
        target=int(row.get("target", target)),
        plural=bool(row.get("plural", False)),
    )
