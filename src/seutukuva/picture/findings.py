"""Findings, notes, gaps and what is missing: sentences that rules (data) draft from judged dimensions."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from seutukuva.base import Message
from seutukuva.base.store import package_file
from seutukuva.picture.maturity import DimensionCell, MaturityModel

HALF = 0.5 + 1e-9  # what is as probable as not is not likely, however it was rounded
Kind = Literal["finding", "note", "gap", "missing"]


@dataclass(frozen=True)
class Finding:
    """A drafted sentence on one dimension.

    `carriers` are the URNs of the ratings it stands on; `level` is the most probable level (None when missing).
    """

    kind: Kind
    dimension: str
    message: Message
    level: int | None = None
    carriers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A dimension whose most probable level is below its target: a development need.

    `distance` is in levels; `certain` when the whole 90 % set lies below the target, `likely` when that is more
    probable than not.
    """

    dimension: str
    level: int
    target: int
    certain: bool
    message: Message
    carriers: tuple[str, ...] = ()
    likely: bool = True

    @property
    def certainty(self) -> Literal["certain", "uncertain", "open"]:
        """Return how sure it is that the dimension is below its target."""
        return "certain" if self.certain else "uncertain" if self.likely else "open"

    @property
    def distance(self) -> int:
        """Return how many levels the dimension is below its target."""
        return self.target - self.level


@dataclass(frozen=True)
class Rule:
    """A sentence `code` for cells whose facts all lie within `when` (fact, lowest, highest)."""

    kind: Kind
    code: str
    when: tuple[tuple[str, int, int], ...]

    def holds(self, facts: dict[str, int]) -> bool:
        """Tell whether every condition holds."""
        return all(low <= facts[fact] <= high for fact, low, high in self.when)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules that ship with the package, in their order."""
    data = tomllib.loads(package_file("picture", "findings.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(row["kind"], row["code"], tuple((str(f), int(low), int(high)) for f, low, high in row["when"]))
        for row in data["rules"]
    )


def findings(cells: Sequence[DimensionCell], model: MaturityModel | None = None) -> tuple[Finding, ...]:
    """Return findings and notes of every known dimension and what is missing of the others, in the model's order.

    model: whose words are used; of each cell its own when None.
    """
    return tuple(finding for cell in cells for finding in _of(cell, model or cell.model))


def gaps(
    cells: Sequence[DimensionCell], model: MaturityModel | None = None, *, target: int | None = None
) -> tuple[Gap, ...]:
    """Return the known dimensions below `target` (the model's own when None), the widest and surest first."""
    found = [gap for cell in cells if (gap := _gap(cell, model or cell.model, target or cell.dimension.target))]
    return tuple(sorted(found, key=lambda gap: (-gap.distance, not gap.certain)))


def _of(cell: DimensionCell, model: MaturityModel) -> list[Finding]:
    dimension = cell.dimension
    if not cell.cell.known:
        missing = Message("picture.missing", {"dimension": dimension.name, "next": dimension.next_step})
        return [Finding("missing", dimension.id, missing)]
    facts, parameters = _facts(cell, dimension.target), _parameters(cell, model)
    first = next(rule for rule in rules() if rule.kind == "finding" and rule.holds(facts))
    notes = [rule for rule in rules() if rule.kind == "note" and rule.holds(facts)]
    messages = [Message(first.code, parameters)]
    messages += [Message(rule.code, {**parameters, **_lowest_closed(cell)}) for rule in notes]
    return [
        Finding(rule.kind, dimension.id, message, cell.cell.mode, cell.cell.carriers)
        for rule, message in zip((first, *notes), messages, strict=True)
    ]


def _gap(cell: DimensionCell, model: MaturityModel, target: int) -> Gap | None:
    if cell.cell.mode is None:
        return None
    facts = _facts(cell, target)
    rule = next((rule for rule in rules() if rule.kind == "gap" and rule.holds(facts)), None)
    if rule is None:
        return None
    parameters = {
        "dimension": cell.dimension.name,
        "count": facts["below"],
        "target": model.level(target).name,
        "target_number": target,
    }
    return Gap(
        cell.dimension.id,
        facts["mode"],
        target,
        bool(facts["surely_below"]),
        Message(rule.code, parameters),
        cell.cell.carriers,
        bool(facts["likely_below"]),
    )


def _facts(cell: DimensionCell, target: int) -> dict[str, int]:
    judged = cell.cell
    assert judged.mode is not None
    return {
        "mode": judged.mode,
        "width": len(judged.set90),
        "n_items": judged.n_items,
        "n_clusters": judged.n_clusters,
        "n_kinds": len(judged.kinds),
        "decisive": len(judged.decisive_clusters),
        "below": target - judged.mode,
        "surely_below": int(judged.set90[-1] < target),
        "likely_below": int(sum(judged.posterior[: target - 1]) > HALF),
        "held_back": int(cell.held_back),
    }


def _parameters(cell: DimensionCell, model: MaturityModel) -> dict[str, object]:
    judged = cell.cell
    assert judged.mode is not None
    level = model.level(judged.mode)
    return {
        "dimension": cell.dimension.name,
        "count": 2 if cell.dimension.plural else 1,  # chooses the verb's number in the catalogue
        "level": level.plural if cell.dimension.plural else level.name,
        "mode": judged.mode,
        "low": judged.set90[0],
        "high": judged.set90[-1],
        "n_items": judged.n_items,
        "n_clusters": judged.n_clusters,
        "decisive": len(judged.decisive_clusters),
    }


def _lowest_closed(cell: DimensionCell) -> dict[str, object]:
    """Return the lowest gate that needs more kinds of source than a cell has: its level, how many it needs and has."""
    gate = min(cell.closed, key=lambda gate: gate.level, default=None)
    return {"gate_level": gate.level, "kinds": gate.kinds, "has": len(cell.cell.kinds)} if gate else {}
