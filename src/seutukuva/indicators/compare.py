"""Where an area stands among others: percentile and rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from seutukuva.indicators.areas import LATEST_YEAR
from seutukuva.indicators.figures import Area, one_area, value, values


@dataclass(frozen=True)
class Rank:
    """A place among areas that have a figure: 1 is the highest value; equals share the better place and are `tied`."""

    position: int
    of: int
    tied: bool = False


def percentile(
    id_: str,
    code: Area,
    among: Sequence[str] | None = None,
    *,
    period: str | None = None,
    year: int = LATEST_YEAR,
) -> float | None:
    """Return the share (0-1) of the other municipalities that are below; an equal one counts as half.

    among: codes to compare with (the area itself is left out); None is all municipalities. Areas without a figure do
    not count. None when the area has no figure or nobody is left to compare with. Raises Problem.
    """
    own, others = _own_and_others(id_, code, among, period, year)
    if own is None or others.is_empty():
        return None
    below, equal = int((others < own).sum()), int((others == own).sum())
    return (below + equal / 2) / len(others)


def rank(
    id_: str,
    code: Area,
    among: Sequence[str] | None = None,
    *,
    period: str | None = None,
    year: int = LATEST_YEAR,
) -> Rank | None:
    """Return the place of an area among municipalities, 1 = highest; None when it has no figure. Raises Problem."""
    own, others = _own_and_others(id_, code, among, period, year)
    if own is None:
        return None
    return Rank(int((others > own).sum()) + 1, len(others) + 1, bool((others == own).any()))


def _own_and_others(
    id_: str, code: Area, among: Sequence[str] | None, period: str | None, year: int
) -> tuple[float | None, pl.Series]:
    figure = value(id_, code, period, year=year)
    own = {code} if isinstance(code, str) else set(one_area(code, year))
    frame = values(id_, year=year, period=figure.period).filter(~pl.col("area").is_in(list(own)))
    if among is not None:
        frame = frame.filter(pl.col("area").is_in(list(among)))
    return figure.value, frame["value"].drop_nulls()
