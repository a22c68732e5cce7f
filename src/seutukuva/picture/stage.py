"""The stage of an ecosystem: how far most dimensions have come, through explicit gates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from seutukuva.base import Message, Term
from seutukuva.judgement import LEVELS
from seutukuva.picture.maturity import DimensionCell, Gate, MaturityModel, maturity_model, model_of_cells


@dataclass(frozen=True)
class GateResult:
    """A gate that was asked of a dimension: whether it held, and why in words."""

    gate: str
    level: int
    held: bool
    message: Message
    dimension: str


@dataclass(frozen=True)
class Stage:
    """The stage (1-4, None when too little is known), its sentence and the gates that were asked on the way.

    `deciding` are the dimensions that it stands on: those that have reached it and those that the gates asked of; all
    known ones when too little is known.
    """

    level: int | None
    message: Message
    gates: tuple[GateResult, ...]
    model: MaturityModel = field(default_factory=maturity_model, repr=False)
    deciding: tuple[str, ...] = ()

    @property
    def name(self) -> Term | None:
        """Return the name of the level in the model's words, None when too little is known."""
        return None if self.level is None else self.model.level(self.level).name

    @property
    def held_back(self) -> tuple[GateResult, ...]:
        """Return the gates that did not hold."""
        return tuple(gate for gate in self.gates if not gate.held)


def stage(cells: Sequence[DimensionCell], model: MaturityModel | None = None) -> Stage:
    """Return the stage of an ecosystem from its judged dimensions.

    It is the highest level that the model's share of the known dimensions has reached, lowered below the first gate on
    the way that does not hold. Dimensions without information are left out, never counted as level 1.
    """
    model = model or model_of_cells(cells)
    known = [cell for cell in cells if cell.counted is not None]
    if len(known) < model.min_known:
        few = Message("picture.stage.unknown", {"known": len(known), "all": len(cells), "needed": model.min_known})
        return Stage(None, few, (), model, tuple(cell.dimension.id for cell in known))
    reached = max(level for level in LEVELS if _share(known, level) >= model.share)
    asked = [_dimension_result(gate, cells, model) for gate in model.gates if gate.dimension and gate.level <= reached]
    for result in asked:
        if not result.held:
            reached = min(reached, result.level - 1)
    asked = _kind_results(cells, model) + asked
    deciding = _deciding(reached, asked, cells)
    return Stage(reached, _sentence(reached, known, cells, model), tuple(asked), model, deciding)


def _share(known: Sequence[DimensionCell], level: int) -> float:
    return sum(cell.counted is not None and cell.counted >= level for cell in known) / len(known)


def _deciding(reached: int, asked: Sequence[GateResult], cells: Sequence[DimensionCell]) -> tuple[str, ...]:
    """Return the dimensions that have reached a level or that a gate asked of, in the order of the model."""
    gates = {result.dimension for result in asked}
    return tuple(
        cell.dimension.id
        for cell in cells
        if cell.dimension.id in gates or (cell.counted is not None and cell.counted >= reached)
    )


def _sentence(
    level: int, known: Sequence[DimensionCell], cells: Sequence[DimensionCell], model: MaturityModel
) -> Message:
    return Message(
        "picture.stage.level",
        {
            "level": model.level(level).name,
            "number": level,
            "reached": sum(cell.counted is not None and cell.counted >= level for cell in known),
            "known": len(known),
            "all": len(cells),
        },
    )


def _dimension_result(gate: Gate, cells: Sequence[DimensionCell], model: MaturityModel) -> GateResult:
    found = next(cell for cell in cells if cell.dimension.id == gate.dimension)
    held = found.counted is not None and found.counted >= gate.at_least
    parameters = {
        "level": model.level(gate.level).name,
        "dimension": found.dimension.name,
        "at_least": gate.at_least,
        "counted": found.counted,
    }
    if found.counted is None:
        code = "picture.gate.dimension.unknown"
    else:
        code = "picture.gate.dimension.held" if held else "picture.gate.dimension.closed"
    return GateResult(gate.id, gate.level, held, Message(code, parameters), found.dimension.id)


def _kind_results(cells: Sequence[DimensionCell], model: MaturityModel) -> list[GateResult]:
    """Tell each dimension that fewer kinds of source than a gate needs would have carried to its level."""
    return [
        GateResult(
            gate.id,
            gate.level,
            False,
            Message(
                "picture.gate.kinds.closed",
                {
                    "dimension": cell.dimension.name,
                    "mode": cell.cell.mode,
                    "counted": cell.counted,
                    "kinds": gate.kinds,
                    "has": len(cell.cell.kinds),
                },
            ),
            cell.dimension.id,
        )
        for gate in model.gates
        for cell in cells
        if gate in cell.closed
    ]
