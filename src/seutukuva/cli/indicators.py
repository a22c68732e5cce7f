"""`seutukuva indicators`: what there is, the figures, towns that are alike, and fetching from statistics services."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from seutukuva.base import LANGUAGES, Language, render
from seutukuva.base.store import var_directory
from seutukuva.base.tables import write_csv
from seutukuva.cli.index import index_command
from seutukuva.cli.main import message_language, require_folder
from seutukuva.indicators import (
    LATEST_YEAR,
    LEVELS,
    Level,
    catalogue,
    indicator,
    peers,
    periods,
    series,
    source,
    value,
    values,
)
from seutukuva.regions import find, local_name

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def indicators() -> None:
    """Figures of Finland's municipalities from open statistics."""


indicators.add_command(index_command)


@indicators.command("list")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the names; fi, sv or en.")
def list_command(lang: str | None) -> None:
    """Print every indicator: id, unit, latest period, name."""
    language = _language(lang)
    for entry in catalogue():
        latest = periods(entry.id)[-1]
        click.echo(f"{entry.id:<30}{latest:<9}{entry.name.text(language)} ({entry.unit.term.text(language)})")


@indicators.command("show")
@click.argument("id_", metavar="ID")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the words; fi, sv or en.")
def show_command(id_: str, lang: str | None) -> None:
    """Print what the indicator ID means, how it is computed and where it comes from."""
    language = _language(lang)
    entry = indicator(id_)
    known = periods(id_)
    _line("id", entry.id)
    _line("name", entry.name.text(language))
    _line("description", entry.description.text(language))
    _line("unit", entry.unit.term.text(language))
    _line("direction", entry.direction)
    _line("kind", entry.kind)
    _line("numerator", " ".join(entry.numerator))
    _line("denominator", " ".join(entry.denominator))
    _line("periods", known[0] if len(known) == 1 else f"{known[0]} .. {known[-1]}")
    _line("level", entry.level)
    _line("source", render(source(entry.source).line, language))
    _line("title", source(entry.source).title.text(language))
    _line("address", source(entry.source).url)


@indicators.command("values")
@click.argument("id_", metavar="ID")
@click.option("--area", help="One municipality, by code or name: all its periods.")
@click.option("--level", type=click.Choice(LEVELS), default="municipality", show_default=True)
@click.option("--period", help="A year (2022) or a month (2023-10); the latest otherwise.")
@click.option("--division", "year", type=int, default=LATEST_YEAR, show_default=True, help="Municipalities of a year.")
@click.option("--out", type=FILE, help="Write a CSV instead of printing.")
def values_command(*, id_: str, area: str | None, level: str, period: str | None, year: int, out: Path | None) -> None:
    """Print the indicator ID for every area, or over time for one. A share is a fraction; missing is empty."""
    if out is not None:
        require_folder(out)
    if area is not None:
        frame = series(id_, [find(area, year).code], year=year)
    else:
        frame = values(id_, year=year, period=period, level=cast(Level, level))
    if out is None:
        click.echo(frame.write_csv(null_value=""), nl=False)
    else:
        write_csv(frame, out)
        click.echo(render(source(indicator(id_).source).line, message_language()), err=True)


@indicators.command("peers")
@click.argument("area")
@click.option("--count", type=click.IntRange(1), default=9, show_default=True)
@click.option("--on", "on_", multiple=True, metavar="ID", help="Indicator to compare by (repeat); ten otherwise.")
def peers_command(area: str, count: int, on_: tuple[str, ...]) -> None:
    """Print the municipalities most like AREA (a code or a name), with the distance and what differs most."""
    language = message_language()
    code = find(area).code
    found = peers(code, count=count, on=on_) if on_ else peers(code, count=count)
    for peer in found.peers:
        most = max(peer.contributions, key=peer.contributions.__getitem__)
        own, other = (render(value(most, c).shown, language) for c in (code, peer.code))
        name = getattr(local_name(peer.code), language)
        click.echo(f"{peer.code}  {name:<20}{peer.distance:6.2f}  {most}: {other} ({own})")


@indicators.command("fetch")
@click.argument("table", required=False)
@click.option("--url", help="Address of a PxWeb table (version 1 or 2) instead of a table of the catalogue.")
@click.option("--select", "texts", multiple=True, metavar="VARIABLE=VALUE,VALUE", help="Values to fetch (repeat).")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the table.")
@click.option("--out", type=FILE, help="CSV to write; otherwise a file under var/fetched.")
def fetch_command(
    *, table: str | None, url: str | None, texts: tuple[str, ...], lang: str | None, out: Path | None
) -> None:
    """Fetch TABLE (12r5, vaerak_11ra, ...) from its publisher and write it as CSV. Without TABLE: which there are."""
    import httpx

    from seutukuva.indicators.fetching import fetchable, selection, table_of
    from seutukuva.indicators.sources.pxtransport import Transport
    from seutukuva.indicators.sources.pxweb import PxWeb, Table

    language = _language(lang)
    if table is None and url is None:
        for id_ in fetchable():
            click.echo(f"{id_:<16}{source(id_).title.text(language)}")
        return
    if out is not None:
        require_folder(out)
    address = Table(url, language) if url else table_of(str(table), language)
    chosen = selection(texts)
    with httpx.Client(headers={"User-Agent": "seutukuva"}) as client:
        answer = PxWeb(Transport(client)).fetch(address, chosen)
    target = out or _fetched_folder() / f"{address.id}.csv"
    write_csv(answer.frame, target)
    click.echo(f"{target}  {answer.metadata.title}  {answer.fetched.isoformat(timespec='seconds')}", err=True)


def _fetched_folder() -> Path:
    folder = var_directory() / "fetched"
    folder.mkdir(exist_ok=True)
    return folder


def _language(lang: str | None) -> Language:
    return cast(Language, lang) if lang else message_language()


def _line(label: str, text: str) -> None:
    click.echo(f"{label:<13}{text}")
