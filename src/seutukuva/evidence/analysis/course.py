"""The course of the work: codings over time, and how new codes cease to appear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from seutukuva.evidence.analysis.frame import in_order, require, with_parents
from seutukuva.evidence.codebook import Codebook

Every = Literal["month", "day"]
_DIGITS: Final = {"month": 7, "day": 10}
_REST: Final = {"month": "-01", "day": ""}
_STEP: Final = {"month": "1mo", "day": "1d"}
ORDERS: Final = 500
_BAND: Final = (0.05, 0.95)


@dataclass(frozen=True)
class Saturation:
    """How many codes have appeared by each source in turn.

    `curve` has the columns number (1, 2, ...), source, new, total, and of random orders of the same sources low,
    middle, high (5th, 50th and 95th percentile of the total).
    """

    curve: pl.DataFrame

    def reached(self, threshold: float = 0.05, *, base: int = 4, run: int = 2) -> int | None:
        """Return the number of the source at which a run of sources brings few new codes; None when none does.

        Few is at most `threshold` x the codes of the first `base` sources; the run begins after the base and moves by
        one. Source: Guest, Namey & Chen (2020), A simple method to assess and report thematic saturation in
        qualitative research, PLoS ONE 15(5).
        """
        new = self.curve["new"].to_list()
        known = sum(new[:base])
        if not known:
            return None
        for first in range(base, len(new) - run + 1):
            if sum(new[first : first + run]) / known <= threshold:
                return first + run
        return None


def timeline(frame: pl.DataFrame, *, every: Every = "month", book: Codebook | None = None) -> pl.DataFrame:
    """Return a row per period and code: period ('2026-01' or '2026-01-16'), code, passages, sources.

    Periods run from the first to the last without holes, every code has them all. Codings without a date are left
    out. With `book` a parent counts its children.
    """
    require(frame, ["passage", "source", "code", "date"])
    day = pl.col("date").str.slice(0, _DIGITS[every]) + _REST[every]
    counted = (with_parents(frame, book) if book else frame).with_columns(
        day.str.to_date("%Y-%m-%d", strict=False).alias("day")
    )
    counted = _named(counted.filter(pl.col("day").is_not_null()), every)
    schema = {"period": pl.String, "code": pl.String, "passages": pl.UInt32, "sources": pl.UInt32}
    if counted.is_empty():
        return pl.DataFrame(schema=schema)
    periods = counted.select(pl.date_range(pl.col("day").min(), pl.col("day").max(), _STEP[every]).alias("day"))
    codes = pl.DataFrame({"code": in_order(counted, book)}).with_row_index("row")
    found = counted.group_by("period", "code").agg(
        pl.col("passage").n_unique().alias("passages"), pl.col("source").n_unique().alias("sources")
    )
    return (
        codes.join(_named(periods, every).select("period"), how="cross")
        .join(found, on=["period", "code"], how="left")
        .with_columns(pl.col("passages", "sources").fill_null(0))
        .sort("row", "period")
        .select(list(schema))
    )


def saturation(frame: pl.DataFrame, *, order: Sequence[str] = (), orders: int = ORDERS, seed: int = 1) -> Saturation:
    """Return the saturation curve over the sources in the order of their dates (then ids), or in `order`.

    `order` may name sources without a single coding: they brought nothing new. Parents are not counted for their
    children here: a new child is a new code once.
    """
    require(frame, ["source", "code", "date"])
    turn = list(order) or frame.sort("date", "source", nulls_last=True)["source"].unique(maintain_order=True).to_list()
    codes = in_order(frame, None)
    at, column = {source: i for i, source in enumerate(turn)}, {code: i for i, code in enumerate(codes)}
    said = np.zeros((len(turn), len(codes)), dtype=bool)
    for source, code in frame.select("source", "code").unique().drop_nulls().iter_rows():
        if source in at:
            said[at[source], column[code]] = True
    total = _seen(said, np.arange(len(turn))[None, :])[0]
    random = _random_orders(said, orders, seed)
    quantiles = np.quantile(random, [_BAND[0], 0.5, _BAND[1]], axis=0) if len(turn) else np.zeros((3, 0))
    return Saturation(
        pl.DataFrame(
            {
                "number": np.arange(1, len(turn) + 1),
                "source": pl.Series(turn, dtype=pl.String),
                "new": np.diff(total, prepend=0),
                "total": total,
                "low": quantiles[0],
                "middle": quantiles[1],
                "high": quantiles[2],
            }
        )
    )


def _random_orders(said: npt.NDArray[np.bool_], orders: int, seed: int) -> npt.NDArray[np.int64]:
    generator = np.random.default_rng(seed)
    turns = np.tile(np.arange(len(said)), (orders, 1))
    return _seen(said, generator.permuted(turns, axis=1))


def _seen(said: npt.NDArray[np.bool_], turns: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return how many codes have appeared by each source, for orders of the sources (orders x sources)."""
    # The place at which a code first appears says the same as the growing set, without holding the sets.
    place = np.argsort(turns, axis=1)
    count = np.zeros((len(turns), said.shape[0] + 1), dtype=np.int64)
    rows = np.arange(len(turns))
    for code in said.T:
        if code.any():
            np.add.at(count, (rows, place[:, code].min(axis=1)), 1)
    return count[:, :-1].cumsum(axis=1)


def _named(days: pl.DataFrame, every: Every) -> pl.DataFrame:
    return days.with_columns(pl.col("day").dt.strftime("%Y-%m-%d").str.slice(0, _DIGITS[every]).alias("period"))
