"""`seutukuva regions`: find a municipality, tell its history, bring data to one year's division."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click
import polars as pl

from seutukuva.base import Message, Place, Problem, render
from seutukuva.base.tables import read_csv, write_csv
from seutukuva.cli.main import message_language, require_folder
from seutukuva.regions import LATEST_YEAR, Harmonised, find, harmonise, history, sentence, told

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def regions() -> None:
    """Municipalities and areas of Finland, 2013-2026."""


@regions.command("find")
@click.argument("name")
@click.option("--year", type=int, default=LATEST_YEAR, show_default=True, help="The division to look in.")
def find_command(name: str, year: int) -> None:
    """Print the code, names, sub-region and region of the municipality NAME.

    NAME may be Finnish, Swedish or an older name, in any case, with or without its dots, with kunta or kaupunki, or a
    code.
    """
    found = find(name, year)
    names = " / ".join(dict.fromkeys((found.name.fi, found.name.sv)))
    language = message_language()
    _line("code", found.code)
    _line("name", names)
    _line("subregion", f"{found.subregion} {getattr(found.subregion_name, language)}")
    _line("region", f"{found.region} {getattr(found.region_name, language)}")
    if found.former:
        former = {"name": told(found.former.code), "date": found.former.date}
        _line("former", render(Message("regions.former", former), language))


@regions.command("history")
@click.argument("code")
def history_command(code: str) -> None:
    """Print what became of the municipality with CODE: mergers, names, moves, and where it belongs today."""
    language = message_language()
    past = history(code.zfill(3))
    for event in past.events:
        click.echo(f"{event.date}  {render(sentence(event), language)}")
    if not past.events:
        click.echo(render(Message("regions.no_events"), language))
    today = (
        told(past.successor).text(language) if past.successor else render(Message("regions.no_municipality"), language)
    )
    _line("today", today)


@regions.command("harmonise")
@click.argument("source", metavar="IN.csv", type=FILE)
@click.option("--code", required=True, metavar="COL", help="Column of municipality codes.")
@click.option("--division", required=True, metavar="YEAR|COL", help="Year whose codes they are, or a column of years.")
@click.option(
    "--kind", required=True, type=click.Choice(["count", "rate", "answers"]), help="Sum, weighted mean, or row by row."
)
@click.option("--value", multiple=True, metavar="COL", help="Column of figures (count, rate); may be repeated.")
@click.option("--weight", metavar="COL", help="Column with the denominator of a rate.")
@click.option("--to", type=int, default=LATEST_YEAR, show_default=True, help="The year's division to bring it to.")
@click.option("--out", required=True, metavar="OUT.csv", type=FILE, help="Where the result goes.")
@click.option("--unresolved", metavar="FILE", type=FILE, help="Where rows that cannot be brought over exactly go.")
@click.option("--exact-borders", is_flag=True, help="Leave out municipalities whose border moved.")
def harmonise_command(
    *,
    source: Path,
    code: str,
    division: str,
    kind: Literal["count", "rate", "answers"],
    value: tuple[str, ...],
    weight: str | None,
    to: int,
    out: Path,
    unresolved: Path | None,
    exact_borders: bool,
) -> None:
    """Bring IN.csv to one year's division of municipalities.

    Exit status 1 when rows remain unresolved; the result is written all the same.
    """
    for target in (out, unresolved):
        _refuse_target(target, source)
    figures = [*value, *([weight] if weight else [])] if kind != "answers" else []
    years = [] if division.isdigit() else [division]
    frame = read_csv(source, required=[code, *years], numbers=figures, key="others" if kind != "answers" else ())
    result = harmonise(
        frame,
        code=code,
        division=int(division) if division.isdigit() else division,
        kind=kind,
        value=value,
        weight=weight,
        to=to,
        borders="exact" if exact_borders else "kept",
    )
    write_csv(result.frame, out)
    if unresolved:
        write_csv(_explained(result.unresolved), unresolved)
    _tell(result, frame.height, to)
    if result.unresolved.height:
        sys.exit(1)


def _line(label: str, text: str) -> None:
    click.echo(f"{render(Message(f'regions.label.{label}'), message_language()):<18}{text}")


def _refuse_target(target: Path | None, source: Path) -> None:
    if target is None:
        return
    require_folder(target)
    if target.exists() and source.exists() and target.samefile(source):
        raise Problem("regions.same_file", place=Place(file=str(target)))


def _explained(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the unresolved rows with their reasons in words."""
    words = {reason: render(Message(reason), message_language()) for reason in rows["reason"].unique()}
    return rows.with_columns(pl.col("reason").replace(words))


def _tell(result: Harmonised, rows: int, to: int) -> None:
    """Say on standard error how many rows were brought over, why others were not, and what to mind."""
    left = result.unresolved.height
    figures = {"rows": rows - left, "to": str(to), "result": result.frame.height, "unresolved": left}
    messages = [Message("regions.harmonised", figures)]
    for reason, count in result.unresolved["reason"].value_counts(sort=True).iter_rows():
        messages.append(Message("regions.reason_count", {"reason": Message(reason), "rows": count}))
    for code, minded in (("incomplete", result.incomplete), ("border_moved", result.border_moved)):
        if minded:
            messages.append(Message(f"regions.{code}", {"names": told(*minded)}))
    for message in messages:
        click.echo(render(message, message_language()), err=True)
