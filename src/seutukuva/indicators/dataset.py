"""A user's own figures: a CSV with a mapping of its columns, checked row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import polars as pl

from seutukuva.base import Place, Problem
from seutukuva.base.tables import MISSING_SIGNS, NUMBER, read_csv, require_column
from seutukuva.regions import LATEST_YEAR, division, find
from seutukuva.regions.search import plain

_ROW: Final = "row"
_MOST_ISSUES: Final = 200  # a file of wrong rows is told by its first ones and their number
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_MONTH: Final = re.compile(r"((?:19|20)[0-9]{2})(?:[-/.]?M?)(0[1-9]|1[0-2])", re.IGNORECASE)
_SPACES: Final = "[\u00a0\u202f\u2007\u2009]"


@dataclass(frozen=True)
class ColumnMapping:
    """Which column of a CSV holds what.

    municipality: codes or names. Long tables: `value` is the column of figures, `indicator` the column that names them
    or, when the table has one indicator only, leave it None and set `indicator_id`. Wide tables: `values` maps each
    column of figures to the id of its indicator. period: the column of years or months, or None with `fixed_period`.
    """

    municipality: str
    period: str | None = None
    value: str | None = None
    indicator: str | None = None
    indicator_id: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    fixed_period: str | None = None


@dataclass(frozen=True)
class Dataset:
    """What could be read, and what could not.

    frame: municipality (code), period ('2023' or '2023-10'), indicator, value (null = missing); only rows without an
    issue. issues: one Problem per wrong row, the first 200 of `issue_count`.
    """

    frame: pl.DataFrame
    issues: tuple[Problem, ...]
    issue_count: int
    division_year: int


def read_dataset(
    source: bytes | Path,
    mapping: ColumnMapping,
    *,
    division_year: int = LATEST_YEAR,
    known_codes: frozenset[str] | None = None,
    towns: Mapping[str, str] | None = None,
    name: str | None = None,
) -> Dataset:
    """Return a user's figures as municipality, period, indicator, value, with an issue for every wrong row.

    division_year: whose municipalities the table is written in. known_codes: the municipalities that may occur; None
    is all of that year. towns: for towns that are on no map, name or slug -> the key that stands in the result; then no
    municipality is looked for. name: what to call the file in messages.
    Raises Problem when the file as a whole cannot be used: no CSV, a column missing, a year without a division.
    """
    codes = known_codes if known_codes is not None else division(division_year).codes
    file = name or (source.name if isinstance(source, Path) else None)
    long = _long(read_csv(source, name=file, row=_ROW), mapping, Place(file=file))
    read_place = _municipality if towns is None else _fictional(towns)
    places = {text: read_place(text, division_year, codes) for text in long["municipality"].unique()}
    read = _read(long, places)
    wrong = _wrong(read)
    again = _duplicates(read).filter(~pl.col(_ROW).is_in(wrong[_ROW].implode()))
    problems = [_problem(row, places, mapping, file) for row in wrong.head(_MOST_ISSUES).iter_rows(named=True)]
    problems += [_duplicate(row, mapping, file) for row in again.head(_MOST_ISSUES).iter_rows(named=True)]
    problems.sort(key=lambda problem: problem.place.row or 0)
    rows = pl.concat([wrong[_ROW], again[_ROW]])
    frame = read.filter(~pl.col(_ROW).is_in(rows.implode())).select(
        pl.col("code").alias("municipality"),
        pl.col("time").alias("period"),
        "indicator",
        pl.col("number").alias("value"),
    )
    return Dataset(frame, tuple(problems[:_MOST_ISSUES]), wrong.height + again.height, division_year)


def _long(raw: pl.DataFrame, mapping: ColumnMapping, place: Place) -> pl.DataFrame:
    """Return row, municipality, period, indicator, value, column as text, one figure per line."""
    columns = dict(mapping.values) or {mapping.value or "": mapping.indicator_id or mapping.value or ""}
    for column in (mapping.municipality, mapping.period, mapping.indicator, *columns):
        if column is not None:
            require_column(raw.drop(_ROW), column, place)
    period = pl.col(mapping.period) if mapping.period else pl.lit(mapping.fixed_period)
    frames = [
        raw.select(
            _ROW,
            pl.col(mapping.municipality).alias("municipality"),
            period.alias("period"),
            (pl.col(mapping.indicator) if mapping.indicator else pl.lit(id_)).alias("indicator"),
            pl.col(column).alias("value"),
            pl.lit(column).alias("column"),
        )
        for column, id_ in columns.items()
    ]
    return pl.concat(frames)


def _municipality(text: str | None, year: int, codes: frozenset[str]) -> str | Problem:
    """Return the code that a name or a code means, or the problem why it means none."""
    if text is None:
        return Problem("indicators.dataset.no_municipality")
    try:
        found = find(text, year)
    except Problem as problem:
        return problem
    if found.former is not None:
        return Problem("indicators.dataset.former", name=text, year=str(year), successor=found.name)
    if found.code not in codes:
        return Problem("indicators.dataset.not_yours", name=found.name)
    return found.code


def _fictional(towns: Mapping[str, str]) -> Callable[[str | None, int, frozenset[str]], str | Problem]:
    """Return the reader of a training programme's own towns; a town's first name is the one that is told."""
    known = {plain(name): key for name, key in towns.items()}

    def read_place(text: str | None, year: int, codes: frozenset[str]) -> str | Problem:
        if text is None:
            return Problem("indicators.dataset.no_municipality")
        if plain(text) not in known:
            listed = ", ".join(sorted({key: name for name, key in reversed(list(towns.items()))}.values()))
            return Problem("indicators.dataset.unknown_town", name=text, known=listed)
        return known[plain(text)]

    return read_place


def _period(text: str | None) -> str | None:
    """Return '2023' or '2023-10' for a year or a month as statistics write them (2023M10, 2023-10, 2023/10)."""
    if text is None:
        return None
    if _YEAR.fullmatch(text):
        return text
    month = _MONTH.fullmatch(text)
    return f"{month[1]}-{month[2]}" if month else None


def _read(long: pl.DataFrame, places: Mapping[str | None, str | Problem]) -> pl.DataFrame:
    """Add code, time, number, each null where the text cannot be read, and `figure`: the text without its spaces."""
    known = {text: code for text, code in places.items() if isinstance(code, str)}
    times = {text: _period(text) for text in long["period"].unique()}
    written = pl.col("value").str.replace_all(_SPACES, " ").str.replace("−", "-", literal=True)
    figure = written.str.replace_all(" ", "", literal=True)
    number = pl.when(written.str.contains(NUMBER)).then("figure")
    decimal = number.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return long.with_columns(
        pl.col("municipality").replace_strict(known, default=None, return_dtype=pl.String).alias("code"),
        pl.col("period").replace_strict(times, default=None, return_dtype=pl.String).alias("time"),
        pl.when(~pl.col("value").is_in(MISSING_SIGNS)).then(figure).alias("figure"),
    ).with_columns(pl.when(decimal.is_finite()).then(decimal).alias("number"))


def _wrong(read: pl.DataFrame) -> pl.DataFrame:
    """Return the wrong rows of the file, each once: of one with several faults the first from the left."""
    no_number = pl.col("figure").is_not_null() & pl.col("number").is_null()
    wrong = read.filter(no_number | pl.any_horizontal(pl.col("code", "time", "indicator").is_null()))
    return wrong.unique(_ROW, keep="first", maintain_order=True).sort(_ROW)


def _problem(
    row: Mapping[str, Any], places: Mapping[str | None, str | Problem], mapping: ColumnMapping, file: str | None
) -> Problem:
    def at(column: str | None) -> Place:
        return Place(file=file, row=row[_ROW], column=column)

    place = places[row["municipality"]]
    if isinstance(place, Problem):
        return place.at(at(mapping.municipality))
    if row["time"] is None:
        return Problem("indicators.dataset.period", place=at(mapping.period), value=row["period"] or "")
    if row["indicator"] is None:
        return Problem("indicators.dataset.no_indicator", place=at(mapping.indicator))
    return Problem("indicators.dataset.number", place=at(row["column"]), value=row["value"])


def _duplicates(read: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that give a figure which an earlier row (`first`) gives already, each once."""
    key = ["code", "time", "indicator"]
    usable = read.drop_nulls(key)
    firsts = usable.group_by(key).agg(pl.col(_ROW).min().alias("first"))
    again = usable.join(firsts, on=key).filter(pl.col(_ROW) > pl.col("first"))
    return again.unique(_ROW, keep="first", maintain_order=True).sort(_ROW)


def _duplicate(row: Mapping[str, Any], mapping: ColumnMapping, file: str | None) -> Problem:
    return Problem(
        "indicators.dataset.duplicate",
        place=Place(file=file, row=row[_ROW], column=mapping.municipality),
        first=row["first"],
        name=row["municipality"],
        period=row["time"],
    )
