"""The judged cells of one ecosystem: each dimension's posterior, and the level that counts for the stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from seutukuva.base import content_hash
from seutukuva.judgement import Cell, Raters, Rating, assess
from seutukuva.picture.model import Dimension, Gate, Level, MaturityModel
from seutukuva.picture.model_reading import maturity_model, read_maturity_model

__all__ = [
    "Dimension",
    "DimensionCell",
    "Gate",
    "Level",
    "MaturityModel",
    "cells",
    "maturity_model",
    "model_of_cells",
    "own_mark",
    "read_maturity_model",
]


@dataclass(frozen=True)
class DimensionCell:
    """A judged dimension. `counted` is the level that counts for the stage: held back where a gate does not hold.

    `model` is the one that it was judged by: whatever tells of the cell takes its words and its sizes from there.
    """

    dimension: Dimension
    cell: Cell
    counted: int | None
    model: MaturityModel = field(default_factory=maturity_model, repr=False)

    @property
    def held_back(self) -> bool:
        """Tell whether the most probable level counts as a lower one."""
        return self.counted != self.cell.mode

    @property
    def closed(self) -> tuple[Gate, ...]:
        """Return the gates of its model that need more kinds of source than it has, in their order."""
        return _closed(self.cell, self.model)


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
    counted = min((gate.level - 1 for gate in _closed(cell, model)), default=cell.mode)
    return DimensionCell(dimension, cell, counted, model)


def _closed(cell: Cell, model: MaturityModel) -> tuple[Gate, ...]:
    mode = cell.mode or 0
    return tuple(gate for gate in model.gates if gate.level <= mode and len(cell.kinds) < gate.kinds)


def model_of_cells(cells: Sequence[DimensionCell]) -> MaturityModel:
    """Return the model that cells were judged by; the shipped one when there are none."""
    return cells[0].model if cells else maturity_model()


def own_mark(model: MaturityModel, dimension: str) -> str:
    """Return a hash of all in a model that bears on one of its dimensions; "" where that is as in the shipped model.

    That is the dimension itself (words, target), the levels' names, the gates on it and the sizes of error. Raises
    Problem for an unknown dimension.
    """
    mark = _mark(model, model.dimension(dimension))
    shipped = maturity_model()
    same = dimension in {row.id for row in shipped.dimensions} and mark == _mark(shipped, shipped.dimension(dimension))
    return "" if same else mark


def _mark(model: MaturityModel, dimension: Dimension) -> str:
    gates = [asdict(gate) for gate in model.gates if gate.kinds or gate.dimension == dimension.id]
    levels = [asdict(level) for level in model.levels]
    return content_hash(
        {"dimension": asdict(dimension), "levels": levels, "gates": gates, "errors": asdict(model.errors)}
    )
