"""`seutukuva network`: the metrics of a list of actors and a list of ties."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import click

from seutukuva.base import LANGUAGES, Language, Message, render
from seutukuva.base.languages import number, percent
from seutukuva.base.tables import write_csv
from seutukuva.cli.main import message_language, require_folder
from seutukuva.network import Figure, Measurement, change, measure, read_network, read_period
from seutukuva.network.answers import as_json, change_as_json

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def network() -> None:
    """Actors and ties: the metrics of a network."""


@network.command("measure")
@click.option("--nodes", required=True, type=FILE, help="CSV of actors: id, and name, kind, sector, area if known.")
@click.option(
    "--edges",
    required=True,
    type=FILE,
    help="CSV of ties: source, target, and kind, weight, directed, start, end, permanence, cluster if known.",
)
@click.option("--json", "wanted_json", is_flag=True, help="Print everything as one JSON object.")
@click.option("--period", help="Only ties alive in it: 2019..2021, 2020, 2020-07..2021-06.")
@click.option("--before", help="With --after: what changed between two periods.")
@click.option("--after", help="The later period.")
@click.option("--replicates", type=click.IntRange(0, 10_000), default=200, show_default=True, help="Resamples.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of everything drawn by lot.")
@click.option("--actors", "out", type=FILE, help="Write the metrics of every actor as a CSV.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the words; fi, sv or en.")
def measure_command(
    *,
    nodes: Path,
    edges: Path,
    wanted_json: bool,
    period: str | None,
    before: str | None,
    after: str | None,
    replicates: int,
    seed: int,
    out: Path | None,
    lang: str | None,
) -> None:
    """Print the metrics of the network of two CSV files; the same files and seed give the same output.

    Without --json: a line per metric of the whole network. What was approximated, left out or not known is told on
    standard error (and under `notes` in JSON).
    """
    if (before is None) != (after is None):
        raise click.UsageError("--before and --after go together.")
    if out is not None:
        require_folder(out)
    language = cast(Language, lang) if lang else message_language()
    read = read_network(nodes, edges)
    chosen = read.active(read_period(period)) if period else read
    told = measure(chosen, replicates=replicates, seed=seed)
    moved = None
    if before is not None and after is not None:
        moved = change(read, read_period(before), read_period(after), replicates=replicates, seed=seed)
    if out is not None:
        write_csv(told.actors, out)
    if wanted_json:
        content = as_json(told, language, seed=seed)
        if moved is not None:
            content["change"] = change_as_json(moved)
        click.echo(json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False))
        return
    _table(told, language)
    for note in told.notes:
        click.echo(render(note, language), err=True)


def _table(told: Measurement, language: Language) -> None:
    click.echo(render(Message("network.measure.counts", dict(told.counts)), language))
    heads = [render(Message(f"network.measure.{c}"), language) for c in ("metric", "value", "interval", "chance")]
    rows = [heads, *(_row(figure, language) for figure in told.figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join((*padded, row[3])).rstrip())


def _row(figure: Figure, language: Language) -> list[str]:
    name = render(figure.metric.name, language)
    if figure.value is None:
        return [name, render(Message("network.measure.unknown"), language), "", ""]
    interval, chance = "", ""
    if figure.low is not None and figure.high is not None:
        interval = f"{_shown(figure.low, figure, language)} … {_shown(figure.high, figure, language)}"
    if figure.chance is not None:
        chance = _shown(figure.chance.mean, figure, language)
    return [name, _shown(figure.value, figure, language), interval, chance]


def _shown(value: float, figure: Figure, language: Language) -> str:
    if figure.metric.unit == "share":
        return percent(value, language, 1)
    return number(value, language, 0 if figure.metric.unit == "count" else 2)
