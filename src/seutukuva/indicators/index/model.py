"""What an index is made of: elements in a tree, tables of figures, and the steps of a calculation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

INDICATOR_LEVEL: Final = 1
MOST_LEVELS: Final = 100  # a tree is walked level by level
STEPS: Final = ("new_coin", "Denominate", "Screen", "Impute", "Treat", "Normalise", "Aggregate")


@dataclass(frozen=True)
class Element:
    """An indicator (level 1) or an aggregate: one row of iMeta that belongs to the tree.

    `direction` is 1 or -1; `extras` holds iMeta's further columns as text (Target, minmax_lower, ...).
    """

    code: str
    name: str
    level: int
    direction: int
    weight: float
    parent: str | None
    extras: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Framework:
    """The tree of an index. `elements` are in the order of iMeta; `names` are the columns that name levels."""

    elements: tuple[Element, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all elements, sorted by level and parent as a table of weights has them."""
        order = sorted(self.elements, key=lambda e: (e.level, collated(e.parent or "\uffff")))
        return tuple(e.code for e in order)

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Return the codes of the indicators in the order of iMeta."""
        return tuple(e.code for e in self.elements if e.level == INDICATOR_LEVEL)

    @cached_property
    def height(self) -> int:
        """Return the level of the index itself."""
        return max(e.level for e in self.elements)

    @cached_property
    def index(self) -> str:
        """Return the code of the element that has no parent."""
        return next(e.code for e in self.elements if e.parent is None)

    @cached_property
    def _by_code(self) -> dict[str, Element]:
        return {e.code: e for e in self.elements}

    @cached_property
    def _groups(self) -> dict[int, dict[str, tuple[str, ...]]]:
        found: dict[int, dict[str, tuple[str, ...]]] = {}
        for code in sorted((e.code for e in self.elements if e.level > INDICATOR_LEVEL), key=collated):
            children = tuple(e.code for e in self.elements if e.parent == code)
            found.setdefault(self._by_code[code].level, {})[code] = children
        return found

    def element(self, code: str) -> Element:
        """Return the element `code`. Raises KeyError."""
        return self._by_code[code]

    def groups(self, level: int) -> dict[str, tuple[str, ...]]:
        """Return aggregate -> its children, for the aggregates of `level`, in alphabetical order as COINr has them."""
        return self._groups.get(level, {})

    def aggregates(self) -> tuple[str, ...]:
        """Return the codes of the aggregates from the lowest level up, alphabetical within a level."""
        return tuple(code for level in range(2, self.height + 1) for code in self.groups(level))

    def ancestor(self, code: str, level: int) -> str | None:
        """Return the element above `code` at `level` (itself when it is there), or None."""
        element = self.element(code)
        while element.level < level and element.parent is not None:
            element = self.element(element.parent)
        return element.code if element.level == level else None

    def below(self, code: str) -> tuple[str, ...]:
        """Return the indicators under `code` in the order of iMeta."""
        level = self.element(code).level
        return tuple(i for i in self.indicators if self.ancestor(i, level) == code)

    def without(self, codes: frozenset[str]) -> Framework:
        """Return the tree without the indicators or branches `codes`, and without aggregates left empty."""
        kept = tuple(e for e in self.elements if e.code not in codes)
        while True:
            parents = {e.parent for e in kept}
            known = {e.code for e in kept}
            left = tuple(
                e
                for e in kept
                if (e.level == INDICATOR_LEVEL or e.code in parents) and (e.parent is None or e.parent in known)
            )
            if left == kept:
                return replace(self, elements=kept)
            kept = left

    def weights(self) -> dict[str, float]:
        """Return code -> the weight that iMeta gives."""
        return {e.code: e.weight for e in self.elements}


def collated(code: str) -> tuple[str, str]:
    """Return a key that sorts codes as a dictionary does: without regard to case, small letters first."""
    return code.casefold(), code.swapcase()


@dataclass(frozen=True)
class Table:
    """Figures: a row per unit, a column per code, NaN where missing. `values` has the shape (units, codes)."""

    units: tuple[str, ...]
    codes: tuple[str, ...]
    values: Floats

    def column(self, code: str) -> Floats:
        """Return the figures of `code`, one per unit."""
        return self.values[:, self.codes.index(code)]

    @cached_property
    def fingerprint(self) -> str:
        """Return what tells this table from others: a digest of units, codes and figures."""
        digest = hashlib.blake2b(np.ascontiguousarray(self.values).tobytes(), digest_size=16)
        digest.update("\0".join((*self.units, "", *self.codes)).encode())
        return digest.hexdigest()

    def select(self, codes: tuple[str, ...]) -> Table:
        """Return the table with the columns `codes`."""
        return replace(self, codes=codes, values=self.values[:, [self.codes.index(c) for c in codes]])


@dataclass(frozen=True)
class Units:
    """The units as iData tells them: codes, names, groups (text) and denominators (figures), all in one order."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    groups: Mapping[str, tuple[str | None, ...]]
    denominators: Mapping[str, Floats]
    time: float | None = None


@dataclass(frozen=True)
class Inputs:
    """Everything an index is computed from: the tree, the units, their figures and named sets of weights.

    `panel` holds the figures of other points in time, time -> table, when iData has a column Time.
    """

    framework: Framework
    units: Units
    raw: Table
    panel: Mapping[float, Table] = field(default_factory=dict)
    weight_sets: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One step of the calculation: its name as COINr has it and its arguments as plain lists, tables and figures."""

    name: str
    arguments: Mapping[str, Any]

    @property
    def output(self) -> str:
        """Return the name of the table the step writes."""
        default = {
            "new_coin": "Raw",
            "Denominate": "Denominated",
            "Screen": "Screened",
            "Impute": "Imputed",
            "Treat": "Treated",
            "Normalise": "Normalised",
            "Aggregate": "Aggregated",
        }[self.name]
        return str(self.arguments.get("write_to") or default)


@dataclass(frozen=True)
class State:
    """What a calculation has reached: tables by name, what each step told about itself, the last table's name."""

    framework: Framework
    tables: Mapping[str, Table]
    details: Mapping[str, Any]
    last: str
