"""`seutukuva indicators index`: a composite index from COINr's tables and a specification."""

from __future__ import annotations

from pathlib import Path

import click

from seutukuva.base import explain
from seutukuva.cli.main import message_language, require_folder
from seutukuva.indicators.index import (
    build,
    read_inputs,
    read_specification,
    vary,
    write_analyses,
    write_results,
    write_variation,
)

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("index")
@click.option("--data", required=True, type=FILE, help="iData.csv: uCode, and a column for every indicator.")
@click.option("--meta", required=True, type=FILE, help="iMeta.csv: Level, iCode, Direction, Weight, Parent, Type.")
@click.option("--spec", required=True, type=FILE, help="SPEC.toml: the steps, weights, and what may vary.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.option("--denoms", type=FILE, help="CSV of denominators with a column uCode, before those in iData.")
def index_command(*, data: Path, meta: Path, spec: Path, out: Path, denoms: Path | None) -> None:
    """Compute a composite index and write its steps, scores and ranks; with [sensitivity] also how far they move.

    Writes step_*.csv, scores.csv, ranks.csv and, as the specification asks, treatment.csv, weights.csv, rank_stats.csv,
    above.csv and sensitivity.csv; with [analysis] also correlations.csv, parents.csv, cronbach.csv, pca.csv,
    removed.csv and strengths.csv. Replications whose choices do not go together are counted on standard error.
    """
    require_folder(out)
    specification = read_specification(spec)
    inputs = read_inputs(data, meta, denominators=denoms, time=specification.time)
    built = build(inputs, specification)
    varied = vary(built, specification.variation, specification.file) if specification.variation else None
    out.mkdir(exist_ok=True)
    write_results(built, out)
    if specification.analysis is not None:
        write_analyses(built, specification.analysis, out)
    if varied is None or specification.variation is None:
        return
    write_variation(varied, out, replications=specification.variation.write_replications)
    for problem, count in varied.uncertainty.problems:
        click.echo(f"{count} × {explain(problem, message_language())}", err=True)
