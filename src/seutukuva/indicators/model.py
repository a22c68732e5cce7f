"""What the room speaks of: an indicator, its source, one figure, and towns that are alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from seutukuva.base import Message, Term

Level = Literal["municipality", "subregion", "region", "country"]
LEVELS: Final[tuple[Level, ...]] = ("municipality", "subregion", "region", "country")
Direction = Literal["higher_better", "lower_better", "neutral"]
Kind = Literal["count", "rate", "share", "ratio", "index"]
Formula = Literal["sum", "ratio", "change", "quotient", "published"]
Frequency = Literal["year", "month"]

COUNTRY: Final = "SSS"  # Statistics Finland's code of the whole country


@dataclass(frozen=True)
class Source:
    """A publisher's table or file with what must stand beside every figure from it.

    `first` and `last` are the periods that its figures cover; `division` is the year of the municipal division in whose
    codes the source is written; `file` is None when none of its figures ship with the program, and then `api` is where
    they can be fetched.
    """

    id: str
    dataset: str
    publisher: Term
    title: Term
    credit: Term
    licence: str
    licence_url: str
    url: str
    first: str | None = None
    last: str | None = None
    published: str | None = None
    division: int | None = None
    file: str | None = None
    api: str | None = None

    @property
    def line(self) -> Message:
        """Return the line that stands under a figure: credit, dataset, period, licence."""
        parameters = {"credit": self.credit, "dataset": self.dataset, "licence": self.licence}
        if self.first is None:
            return Message("indicators.source_line", parameters)
        return Message("indicators.source_line_period", {**parameters, "first": self.first, "last": self.last})


@dataclass(frozen=True)
class Unit:
    """A unit and its words; the value of a `percent` is a fraction."""

    id: str
    term: Term


@dataclass(frozen=True)
class Indicator:
    """One measured thing: what it is called, how it is computed from which variables, and how it is shown.

    A variable with a leading minus in `numerator` or `denominator` is subtracted. `decimals` counts digits as shown
    (of the per cent for a share).
    """

    id: str
    name: Term
    short: Term
    description: Term
    unit: Unit
    decimals: int
    direction: Direction
    kind: Kind
    formula: Formula
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    frequency: Frequency
    source: str
    per: int = 1
    lag: int = 0
    window: int = 1

    @property
    def level(self) -> Level:
        """Return the finest level of area that the figures describe."""
        return "municipality"

    @property
    def additive(self) -> bool:
        """Tell whether areas can be put together: a published median or mean cannot."""
        return self.formula != "published"

    @property
    def is_percent(self) -> bool:
        """Tell whether values are fractions shown as per cent."""
        return self.unit.id == "percent"


@dataclass(frozen=True)
class Figure:
    """One value of one area in one period; a value of None is missing in the source, and stays so."""

    value: float | None
    period: str
    area: str
    indicator: Indicator
    source: Source

    @property
    def shown(self) -> Message:
        """Return the value as it is written, with its unit; missing is told as missing."""
        return shown(self.indicator, self.value)


@dataclass(frozen=True)
class Peer:
    """A town that is like another: the distance, and how much each indicator adds to its square (sums to 1)."""

    code: str
    distance: float
    contributions: Mapping[str, float]


@dataclass(frozen=True)
class PeerSet:
    """The towns most like `code`, nearest first, and the indicators by which they are compared."""

    code: str
    peers: tuple[Peer, ...]
    indicators: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the peers, nearest first."""
        return tuple(peer.code for peer in self.peers)


@dataclass(frozen=True)
class Change:
    """A change between two periods: of a share in percentage points (fraction), otherwise also relative."""

    indicator: Indicator
    area: str
    from_period: str
    to_period: str
    from_value: float | None
    to_value: float | None

    @property
    def difference(self) -> float | None:
        """Return the later value minus the earlier one, None when either is missing."""
        if self.from_value is None or self.to_value is None:
            return None
        return self.to_value - self.from_value

    @property
    def relative(self) -> float | None:
        """Return the difference relative to the earlier value, None when missing or from zero."""
        if self.difference is None or not self.from_value:
            return None
        return self.difference / self.from_value


def shown(indicator: Indicator, value: float | None) -> Message:
    """Return a value of an indicator as it is written in running text, with its unit: 39 360 henkilöä; 25,4 %."""
    if value is None:
        return Message("indicators.value.missing")
    kind = "percent" if indicator.is_percent else "number"
    return Message(f"indicators.value.{kind}_{indicator.decimals}", {"value": value, "unit": indicator.unit.term})
