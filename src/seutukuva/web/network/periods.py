"""Two years of a network beside each other: the figures then and now, who came and went, what ends when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Language, languages
from seutukuva.network import PERMANENT, Change, Difference, Metric, Network, Period, change, turnover
from seutukuva.web.indicators.official import kept
from seutukuva.web.network.figures import KEPT, digest, value_text

if TYPE_CHECKING:
    from seutukuva.web.network.selectors import Held

MOST_YEARS = 60
MOST_LISTED = 40
ENOUGH_SOURCES = 10  # with fewer the interval over sources is too narrow to call a change clear
_PER_CENT = 100
_DECIMALS = {"count": 0, "number": 1, "index": 2, "share": 1}


class YearsForm(forms.Form):
    """Which two years are compared."""

    before = forms.TypedChoiceField(label=_("From year"), coerce=int, required=False)
    after = forms.TypedChoiceField(label=_("To year"), coerce=int, required=False)

    def __init__(self, data: Any, years: Sequence[int]) -> None:
        usual = usual_years(years)
        asked = {"before": str(usual[0]), "after": str(usual[1])}
        span = {str(year) for year in years}
        # An address with a year that the network does not have shows the usual ones.
        asked |= {name: data[name] for name in asked if data.get(name) in span}
        super().__init__(asked, auto_id="years_%s")
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = [(str(year), str(year)) for year in years]


@dataclass(frozen=True)
class Moved:
    """A figure in both years and its change, in the reader's language; `clear`: other sources would say so too."""

    metric: Metric
    before: str
    after: str
    change: str
    interval: str
    clear: bool


@dataclass(frozen=True)
class Listed:
    """Names of what came or went, with how many there are in all."""

    names: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class EndYear:
    """How many ties end in a year, and how many of those are of agreements and bodies."""

    year: int
    ties: int
    permanent: int


@dataclass(frozen=True)
class Compared:
    """Two years of a network beside each other.

    `undated` ties have no dates and count in both. few: so few sources that no change is called clear.
    """

    change: Change
    moved: tuple[Moved, ...]
    new_pairs: Listed
    ended_pairs: Listed
    new_actors: Listed
    left_actors: Listed
    ends: tuple[EndYear, ...]
    undated: int
    few: bool


def years_of(held: Held) -> list[int]:
    """Return the years that can be chosen: from the first in which a tie begins or ends to the last."""
    return list(range(held.years[0], held.years[-1] + 1))[-MOST_YEARS:] if held.years else []


def usual_years(years: Sequence[int]) -> tuple[int, int]:
    """Return the years that are compared unless others are asked: this year, or the nearest, and that before it."""
    today = timezone.localdate().year
    after = min(max(today, years[0]), years[-1])
    return max(after - 1, years[0]), after


def compared(held: Held, before: int, after: int, language: Language) -> Compared:
    """Return how a network of the year `after` differs from that of `before`, in the reader's language."""
    network, first, second = held.network, _year(before), _year(after)
    bare = Network(network.actors.with_columns(pl.lit(None, pl.String).alias("name")), network.ties)
    told = kept((*KEPT, digest(bare), before, after), lambda: change(bare, first, second))
    moves, names = turnover(network, first, second), dict(network.actors.select("id", "name").iter_rows())
    alive = pl.concat(network.active(period).ties for period in (first, second))
    few = alive["cluster"].n_unique() < ENOUGH_SOURCES
    return Compared(
        change=told,
        moved=tuple(_moved(one, language, few=few) for one in told.differences if _says_something(one)),
        new_pairs=_pairs(moves.new, names),
        ended_pairs=_pairs(moves.ended, names),
        new_actors=_listed([names[one] for one in moves.actors_new]),
        left_actors=_listed([names[one] for one in moves.actors_left]),
        ends=_ends(network, before),
        undated=network.ties.filter(pl.col("start").is_null(), pl.col("end").is_null()).height,
        few=few,
    )


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _says_something(one: Difference) -> bool:
    return one.before is not None or one.after is not None


def _moved(one: Difference, language: Language, *, few: bool) -> Moved:
    ends = None if one.low is None or one.high is None else (one.low, one.high)
    told = "–" if one.difference is None else _change(one.metric, one.difference, language)
    interval = " – ".join(_change(one.metric, end, language) for end in ends) if ends else ""
    return Moved(
        metric=one.metric,
        before=value_text(one.metric, one.before, language),
        after=value_text(one.metric, one.after, language),
        change=told,
        interval=interval,
        # What is shown as no change is none, however sure.
        clear=not few and ends is not None and (ends[0] > 0 or ends[1] < 0) and told.strip("+−0,.") != "",
    )


def _change(metric: Metric, value: float, language: Language) -> str:
    """Return a change with its sign; that of a share is in percentage points."""
    times = _PER_CENT if metric.unit == "share" else 1
    return languages.signed(value * times, language, _DECIMALS[metric.unit])


def _pairs(pairs: Sequence[tuple[str, str]], names: dict[str, str]) -> Listed:
    return _listed([" – ".join(sorted((names[one], names[other]), key=str.casefold)) for one, other in pairs])


def _listed(names: list[str]) -> Listed:
    return Listed(tuple(sorted(names, key=str.casefold)[:MOST_LISTED]), len(names))


def _ends(network: Network, first: int) -> tuple[EndYear, ...]:
    ties = network.ties.filter(pl.col("end").dt.year() >= first).with_columns(year=pl.col("end").dt.year())
    rows = ties.group_by("year").agg(
        ties=pl.len(), permanent=pl.col("permanence").is_in(list(PERMANENT)).fill_null(value=False).sum()
    )
    return tuple(EndYear(*row) for row in rows.sort("year").select("year", "ties", "permanent").iter_rows())
