"""Write the results of an index as CSV files, named and laid out as COINr's tables are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from seutukuva.base.tables import write_csv
from seutukuva.indicators.index.building import Built, Varied
from seutukuva.indicators.index.describing import analyses
from seutukuva.indicators.index.model import Floats, Table
from seutukuva.indicators.index.sobol import Indices
from seutukuva.indicators.index.specification import Analysis
from seutukuva.indicators.index.treating import Check, Treatment
from seutukuva.indicators.index.uncertainty import MEAN_SHIFT, Uncertainty, ranks_of


def frame_of(table: Table) -> pl.DataFrame:
    """Return a table as a frame with uCode first; NaN is null."""
    columns = {code: table.values[:, i] for i, code in enumerate(table.codes)}
    return pl.DataFrame({"uCode": table.units, **columns}).fill_nan(None)


def write_results(built: Built, folder: Path) -> list[Path]:
    """Write step_*.csv for every table, scores.csv, ranks.csv, and treatment.csv and weights.csv when there are such.

    Returns the files. scores.csv and ranks.csv have uCode and every aggregate from the lowest level up to the index,
    when the index has been aggregated.
    """
    files = []

    def save(name: str, frame: pl.DataFrame) -> None:
        files.append(folder / name)
        write_csv(frame, files[-1])

    for name, table in built.state.tables.items():
        save(f"step_{name}.csv", frame_of(table))
    framework = built.state.framework
    last = built.state.tables[built.state.last]
    if set(framework.aggregates()) <= set(last.codes):
        scores = last.select(framework.aggregates())
        save("scores.csv", frame_of(scores))
        ranks = Table(scores.units, scores.codes, ranks_of(scores.values.T).T)
        save("ranks.csv", frame_of(ranks))
    for details in built.state.details.values():
        if isinstance(details, tuple) and details and isinstance(details[0], Treatment):
            save("treatment.csv", treatment_frame(details))
    if built.weights:
        save("weights.csv", weights_frame(built))
    return files


def write_analyses(built: Built, wanted: Analysis, folder: Path) -> list[Path]:
    """Write NAME.csv for every analysis that is asked for; returns the files. Raises Problem."""
    files = []
    for name, frame in analyses(built, wanted).items():
        files.append(folder / f"{name}.csv")
        write_csv(frame, files[-1])
    return files


def weights_frame(built: Built) -> pl.DataFrame:
    """Return iCode, Level, iMeta's weight and every named set."""
    framework = built.state.framework
    codes = framework.codes
    columns: dict[str, list[float]] = {"Original": [framework.weights()[c] for c in codes]}
    columns |= {name: [table[c] for c in codes] for name, table in built.weights.items()}
    levels = [framework.element(c).level for c in codes]
    return pl.DataFrame({"iCode": codes, "Level": levels, **columns})


def treatment_frame(details: tuple[Treatment, ...]) -> pl.DataFrame:
    """Return what was done to each indicator, one row each."""

    def checked(prefix: str, check: Check | None) -> dict[str, object]:
        return {
            f"{prefix}.Pass": None if check is None else check.passes,
            f"{prefix}.Skew": None if check is None else check.skew,
            f"{prefix}.Kurt": None if check is None else check.kurtosis,
        }

    rows = [
        {
            "iCode": t.code,
            **checked("check_SkewKurt0", t.before),
            "winsorise.nwin": t.winsorised,
            **checked("check_SkewKurt1", t.after),
            "transformed": t.transformed,
            **checked("check_SkewKurt2", t.after_second),
        }
        for t in details
    ]
    return pl.DataFrame(rows, infer_schema_length=None).fill_nan(None)


def write_variation(varied: Varied, folder: Path, *, replications: bool = False) -> list[Path]:
    """Write rank_stats.csv, above.csv, for a sensitivity analysis sensitivity.csv, and if asked for all replications.

    replications: write replication_scores.csv, replication_ranks.csv (a row a unit, a column a replication) and
    replications.csv (what was chosen in each; a specification can be given it to replay).

    above.csv: the share of replications in which the unit of the row ranks above the unit of the column.
    """
    uncertainty = varied.uncertainty
    files = [folder / "rank_stats.csv", folder / "above.csv"]
    write_csv(uncertainty.statistics(), files[0])
    above = Table(uncertainty.units, uncertainty.units, uncertainty.above())
    write_csv(frame_of(above), files[1])
    if varied.main is not None and varied.by_unit is not None:
        files.append(folder / "sensitivity.csv")
        write_csv(sensitivity_frame(varied), files[-1])
    if replications:
        for name, nominal, values in (
            ("replication_scores.csv", uncertainty.nominal, uncertainty.scores),
            ("replication_ranks.csv", uncertainty.nominal_ranks, uncertainty.ranks),
        ):
            files.append(folder / name)
            write_csv(_replications(uncertainty, nominal, values), files[-1])
        files.append(folder / "replications.csv")
        write_csv(_choices(uncertainty), files[-1])
    return files


def _choices(uncertainty: Uncertainty) -> pl.DataFrame:
    """Return what was chosen in each replication: figures, or positions of alternatives from 1."""
    columns = {
        name: values if values.dtype.kind == "f" else values + 1
        for name, values in zip(uncertainty.factors, uncertainty.drawn, strict=True)
    }
    return pl.DataFrame(columns)


def _replications(uncertainty: Uncertainty, nominal: Floats, values: Floats) -> pl.DataFrame:
    codes = ("Nominal", *(f"r_{i}" for i in range(1, values.shape[0] + 1)))
    return frame_of(Table(uncertainty.units, codes, np.vstack([nominal[None], values]).T))


def sensitivity_frame(varied: Varied) -> pl.DataFrame:
    """Return Sobol' indices: target (mean_rank_shift, then each unit), Variable, Si, STi and their intervals."""
    assert varied.main is not None and varied.by_unit is not None
    names = varied.uncertainty.factors
    rows = _rows(MEAN_SHIFT, names, varied.main, 0)
    for column, unit in enumerate(varied.uncertainty.units):
        rows += _rows(unit, names, varied.by_unit, column)
    schema = ["target", "Variable", "Si", "STi", "Si_q5", "Si_q95", "STi_q5", "STi_q95"]
    return pl.DataFrame(rows, schema=schema, orient="row", infer_schema_length=None).fill_nan(None)


def _rows(target: str, names: tuple[str, ...], found: Indices, column: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for i, name in enumerate(names):
        interval: list[float | None] = [None] * 4
        if found.first_interval is not None and found.total_interval is not None:
            interval = [float(side[i, column]) for side in (*found.first_interval, *found.total_interval)]
        rows.append((target, name, float(found.first[i, column]), float(found.total[i, column]), *interval))
    return rows
