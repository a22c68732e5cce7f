"""What a composite index is made of, as it is stored: indicators, groups, and how they become one figure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.utils.translation import override

from seutukuva.base import LANGUAGES, Language, Problem
from seutukuva.web.indicators.board import Board, Measure
from seutukuva.web.indicators.pieces import theme, theme_names

NORMALISATIONS: Final = ("minmax", "zscore", "rank")
TREATMENTS: Final = ("none", "outliers")
AGGREGATIONS: Final = ("arithmetic", "geometric", "harmonic", "copeland")
IMPUTATIONS: Final = ("none", "mean", "median")
WEIGHTINGS: Final = ("own", "budget", "components", "balanced")
# Of several figures of the same matter one, and no counts: a large town has more of everything.
PROPOSED: Final = (
    "population_change_10",
    "tertiary",
    "basic_only",
    "employed_15_over",
    "unemployment_rate_12m",
    "economic_dependency",
    "median_income",
    "lowest_income",
)
FEWEST_PROPOSED: Final = 2


@dataclass(frozen=True)
class Group:
    """A group of indicators; `parent` is the group above it, "" for the index. `names` are by language."""

    code: str
    names: tuple[tuple[str, str], ...]
    parent: str = ""
    weight: float = 1.0

    def name(self, language: str) -> str:
        """Return the name in a language, or in the first that has one."""
        found = {key: text for key, text in self.names if text}
        return found.get(language) or next(iter(found.values()), "")

    def renamed(self, language: str, text: str) -> tuple[tuple[str, str], ...]:
        """Return the names with `text` in one language; names in others stay."""
        if text == self.name(language):
            return self.names
        return tuple(sorted((dict(self.names) | {language: text}).items()))


@dataclass(frozen=True)
class Chosen:
    """An indicator: the measure's key, its group ("" directly under the index), its weight, its direction 1 or -1."""

    key: str
    group: str = ""
    weight: float = 1.0
    direction: int = 1


@dataclass(frozen=True)
class Definition:
    """An index: `year` is "" for each indicator's latest figure, `top` how groups are summed up ("" as within them).

    points: what people gave out among indicators (by key) and groups (by code), as (person, key or code, points).
    """

    indicators: tuple[Chosen, ...]
    groups: tuple[Group, ...] = ()
    year: str = ""
    normalisation: str = "minmax"
    treatment: str = "none"
    aggregation: str = "arithmetic"
    top: str = ""
    imputation: str = "none"
    weighting: str = "own"
    points: tuple[tuple[str, str, float], ...] = ()

    @property
    def stored(self) -> dict[str, Any]:
        """Return the definition as it is stored."""
        groups = [asdict(g) | {"names": dict(g.names)} for g in self.groups]
        return asdict(self) | {"groups": groups, "points": [list(row) for row in self.points]}

    @property
    def ways(self) -> tuple[str, str]:
        """Return how indicators are summed up, and how the last step to the index is; without groups they are one."""
        return self.aggregation, self.top if self.top and self.groups else self.aggregation

    @property
    def version(self) -> str:
        """Return what tells this definition from others."""
        return json.dumps(self.stored, sort_keys=True)

    def parent_of(self, code: str) -> str:
        """Return the group above a group, "" for the index."""
        return next((group.parent for group in self.groups if group.code == code), "")


def from_stored(stored: Mapping[str, Any]) -> Definition:
    """Return the definition that `Definition.stored` gave."""
    groups = (Group(**(g | {"names": tuple(sorted(g["names"].items()))})) for g in stored["groups"])
    indicators = (Chosen(**i) for i in stored["indicators"])
    points = tuple((person, code, float(given)) for person, code, given in stored.get("points", ()))
    return Definition(**(dict(stored) | {"groups": tuple(groups), "indicators": tuple(indicators), "points": points}))


def check(definition: Definition) -> None:
    """Do nothing when the definition makes a tree of at most two levels of groups. Raises Problem."""
    if not definition.indicators:
        raise Problem("indicators.index.no_indicators")
    codes = {group.code for group in definition.groups}
    for group in definition.groups:
        if group.parent and (group.parent not in codes or definition.parent_of(group.parent)):
            raise Problem("indicators.index.parent_level", id=group.code, parent=group.parent)
    for indicator in definition.indicators:
        if indicator.group and indicator.group not in codes:
            raise Problem(
                "indicators.index.unknown_parent",
                id=indicator.key,
                parent=indicator.group,
                nearest=next(iter(sorted(codes)), "Index"),
            )


def direction_of(measure: Measure) -> int:
    """Return in which direction the catalogue calls a figure better; 1 where it calls none."""
    return -1 if measure.entry is not None and measure.entry.direction == "lower_better" else 1


def proposal(board: Board) -> Definition:
    """Return an index of the catalogue's own groups, so that a new user has one to look at; maybe of no indicators.

    Only indicators of which the catalogue says what is better are in it.
    """
    directed = [m for m in board.measures if m.entry is not None and m.entry.direction != "neutral"]
    found = [m for m in directed if m.id in PROPOSED and m.official != board.synthetic]
    if len(found) < FEWEST_PROPOSED:
        found = [m for m in directed if m.entry is not None and m.entry.kind != "count"]
    themes = list(dict.fromkeys(theme(m) for m in found))
    return Definition(
        tuple(Chosen(m.key, theme(m), 1.0, direction_of(m)) for m in found),
        tuple(Group(code, theme_group(code)) for code in themes),
    )


def theme_group(code: str) -> tuple[tuple[str, str], ...]:
    """Return a theme's names by language."""
    found: dict[Language, str] = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = theme_names()[code]
    return tuple(sorted(found.items()))
