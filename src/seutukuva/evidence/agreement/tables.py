"""Tables of units by coders: from a long frame, and as counts of values per kind of unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from seutukuva.base import Problem
from seutukuva.evidence.agreement.model import Floats

# A frame with a column per coder (missing = null), or an array of units x coders (missing = nan).
Ratings = pl.DataFrame | npt.NDArray[Any]


@dataclass(frozen=True)
class Counted:
    """Units that two coders or more judged, alike ones together.

    `values` (C) are the values in order; `patterns` (P x C) how many coders gave each value; `units` (P) how many
    units look so; `coders` how many columns the table had.
    """

    values: Floats
    patterns: Floats
    units: npt.NDArray[np.int64]
    coders: int


def rating_table(frame: pl.DataFrame, *, unit: str, coder: str, value: str) -> pl.DataFrame:
    """Return the table of units x coders from a row per judgement: the coders' columns in the order of their names.

    A coder who judged a unit twice counts with the last row.
    """
    last = frame.unique([unit, coder], keep="last", maintain_order=True).sort(coder, maintain_order=True)
    if last.is_empty():
        return pl.DataFrame()
    return last.pivot(on=coder, index=unit, values=value).sort(unit).drop(unit)


def presence_table(frame: pl.DataFrame, code: str, *, unit: str, coder: str, column: str = "code") -> pl.DataFrame:
    """Return 1 where a coder gave a unit the code and 0 where not, for every unit and coder of the frame.

    A coder stands as having read every unit: restrict the frame to what all have read.
    """
    everyone = frame.select(unit).unique().join(frame.select(coder).unique(), how="cross")
    used = frame.filter(pl.col(column) == code).select(unit, coder, pl.lit(1).alias("used")).unique()
    whole = everyone.join(used, on=[unit, coder], how="left").with_columns(pl.col("used").fill_null(0))
    return rating_table(whole, unit=unit, coder=coder, value="used")


def matrix(table: Ratings) -> Floats:
    """Return the table as numbers (units x coders, missing = nan); words become numbers by their alphabet.

    Raises Problem for an array that is not of two dimensions or holds infinity.
    """
    if isinstance(table, pl.DataFrame):
        numbers = _of_frame(table)
    else:
        numbers = np.asarray(table, dtype=np.float64)
        if numbers.ndim != 2:
            raise Problem("evidence.agreement.shape", dimensions=numbers.ndim)
    if np.isinf(numbers).any():
        raise Problem("evidence.agreement.infinite")
    return numbers


def are_numbers(table: Ratings) -> bool:
    """Tell whether the values are numbers, so that distances between them mean something."""
    if not isinstance(table, pl.DataFrame):
        return True
    return all(kind.is_numeric() or kind in (pl.Boolean, pl.Null) for kind in table.dtypes)


def counted(numbers: Floats) -> Counted:
    """Return the counts of values per kind of unit; units with fewer than two values are left out."""
    known = ~np.isnan(numbers)
    shared = numbers[known.sum(axis=1) >= 2]
    values, place = np.unique(shared[~np.isnan(shared)], return_inverse=True)
    counts = np.zeros((len(shared), len(values)))
    np.add.at(counts, (np.nonzero(~np.isnan(shared))[0], place), 1)
    if not len(values):
        return Counted(values, counts, np.zeros(0, dtype=np.int64), numbers.shape[1])
    patterns, units = np.unique(counts, axis=0, return_counts=True)
    return Counted(values, patterns, units.astype(np.int64), numbers.shape[1])


def _of_frame(table: pl.DataFrame) -> Floats:
    if not table.width:
        return np.zeros((0, 0))
    if are_numbers(table):
        return table.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    words = table.cast(pl.String)
    known = sorted({word for column in words for word in column.drop_nulls()})
    place = {word: float(i) for i, word in enumerate(known)}
    return words.select(pl.all().replace_strict(place, default=None, return_dtype=pl.Float64)).pipe(_of_frame)
