"""COINr's ASEM example: its tables as inputs, its answers, and how far ours are from them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from seutukuva.indicators.index import Chain, Inputs, Step, Table, read_inputs

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "reference" / "asem"
EXAMPLE = ROOT / "examples" / "asem.toml"
TOLERANCE = 1e-12


@cache
def inputs() -> Inputs:
    return read_inputs(FOLDER / "iData.csv", FOLDER / "iMeta.csv")


@cache
def chain() -> Chain:
    return Chain(inputs())


PREPARED = (
    Step("Denominate", {"dset": "Raw"}),
    Step("Impute", {"dset": "Denominated", "f_i": "i_mean_grp", "use_group": "EurAsia_group"}),
    Step("Screen", {"dset": "Imputed", "unit_screen": "byNA", "dat_thresh": 0.9}),
    Step("Treat", {"dset": "Screened", "global_specs": {"f1_para": {"winmax": 5}}}),
)


def normalised(function: str, parameters: Any = None) -> Step:
    return Step("Normalise", {"dset": "Treated", "global_specs": {"f_n": function, "f_n_para": parameters}})


def aggregated(function: Any = "a_amean", **others: Any) -> Step:
    return Step("Aggregate", {"dset": "Normalised", "f_ag": function, **others})


MINMAX = normalised("n_minmax", {"l_u": [0, 100]})
STEPS = (*PREPARED, MINMAX, aggregated())


def reference(name: str) -> tuple[list[str], list[str], NDArray[np.float64]]:
    """Return units, columns and figures of a table that COINr wrote; NA is NaN."""
    frame = pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False)
    columns = [c for c in frame.columns if c != "uCode"]
    figures = frame.select(pl.col(columns).cast(pl.Float64)).fill_null(np.nan).to_numpy()
    return frame["uCode"].to_list(), columns, figures


def distance(found: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    """Return the largest relative difference; infinite when one is missing or infinite where the other is not."""
    finite = np.isfinite(expected)
    if not np.array_equal(np.where(finite, 0, expected), np.where(finite, 0, found), equal_nan=True):
        return float("inf")
    size = np.where(expected[finite] == 0, 1, np.abs(expected[finite]))
    return float((np.abs(found[finite] - expected[finite]) / size).max())


def difference(table: Table, name: str) -> float:
    """Return how far a table is from COINr's, column by column under the same names and in the same order of units."""
    units, columns, figures = reference(name)
    assert list(table.units) == units
    return distance(table.select(tuple(columns)).values, figures)
