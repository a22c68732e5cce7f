"""What a maturity model states: dimensions, levels, descriptors, gates, and how figures are read as levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seutukuva.base import Problem, Term
from seutukuva.judgement import ErrorModel


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
class Reading:
    """How a figure, a statement's mean or a document's state is read as a level of a dimension.

    `source` is one of `mapping.SOURCES` and `of` the id there. `thresholds` are where levels 2, 3 and 4 begin: rising,
    or falling where less is more mature. `states` give the level of named states instead. `kind` and `reliability` are
    those of the rating. `why` tells why the value says something of the dimension, and whence the thresholds.
    """

    dimension: str
    source: str
    of: str
    kind: str
    reliability: float = 1.0
    thresholds: tuple[float, ...] = ()
    states: Mapping[str, int] | None = None
    why: Term | None = None


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
    readings: tuple[Reading, ...] = ()

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
