"""Cells of a user's table read as the network keeps them: dates, weights, words of the vocabulary, places."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import polars as pl

from seutukuva import regions
from seutukuva.base import Message, Problem
from seutukuva.base.tables import MISSING_SIGNS, NUMBER
from seutukuva.network.imports.refusing import listed, refuse
from seutukuva.network.vocabulary import business_id, recognised

# UTF-8 read as Windows-1252 (Ã¤), and the Macintosh's and DOS's letters read so (Mäkelä -> MŠkelŠ, M„kel„).
_GARBLED: Final = r"Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd|\p{L}[Š„†‡Œ](?:\p{Ll}|[Š„]|\b)"
_YEAR: Final = re.compile(r"[12]\d{3}")
_MONTH: Final = re.compile(r"([12]\d{3})-(\d{1,2})")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_NORDIC: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def refuse_garbled(frame: pl.DataFrame, file: str | None) -> None:
    """Raise Problem when names show that the file was read in another encoding than it was written in."""
    texts = [column for column in frame.columns if frame.schema[column] == pl.String]
    if not texts:
        return
    wrong = frame.filter(pl.any_horizontal(pl.col(column).str.contains(_GARBLED).fill_null(False) for column in texts))
    if wrong.is_empty():
        return
    row = wrong.row(0, named=True)
    shown = next(str(row[c]) for c in texts if row[c] and pl.Series([row[c]]).str.contains(_GARBLED)[0])
    refuse("network.imports.encoding", wrong, file, example=shown[:60])


def known_words(
    frame: pl.DataFrame, field: str, list_: str, values: Mapping[str, str], otherwise: str | None
) -> tuple[pl.DataFrame, list[Message]]:
    """Return `frame` with `field` in the vocabulary's ids; what is not known becomes `otherwise`, and a note."""
    told = frame[field].drop_nulls().unique().sort().to_list()
    table = {text: recognised(list_, values.get(text, text)) for text in told}
    unknown = [text for text, id_ in table.items() if id_ is None]
    ids = frame[field].replace_strict(
        {text: id_ or otherwise for text, id_ in table.items()}, default=None, return_dtype=pl.String
    )
    notes = [Message(f"network.imports.note.{field}", {"values": listed(unknown)})] if unknown else []
    return frame.with_columns(ids.alias(field)), notes


def areas(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Return `frame` with `area` as a municipality's code where the text names one, and a note on the rest."""
    table: dict[str, str] = {}
    unknown: list[str] = []
    for text in frame["area"].drop_nulls().unique().sort().to_list():
        try:
            table[text] = regions.find(text).code
        except Problem:  # a place abroad or a made-up town is a place all the same: kept as it is written
            table[text] = text
            unknown.append(text)
    area = frame["area"].replace_strict(table, default=None, return_dtype=pl.String)
    notes = [Message("network.imports.note.area", {"values": listed(unknown)})] if unknown else []
    return frame.with_columns(area.alias("area")), notes


def business_ids(frame: pl.DataFrame, file: str | None) -> pl.DataFrame:
    """Return `frame` with `business_id` as 1234567-1. Raises Problem with the rows whose check digit is wrong."""
    checked = mapped(frame["business_id"], business_id)
    wrong = frame.filter(checked.is_null() & frame["business_id"].is_not_null())
    if not wrong.is_empty():
        refuse("network.imports.business_id", wrong, file, values=listed(wrong["business_id"].to_list()))
    return frame.with_columns(checked.alias("business_id"))


def weights(frame: pl.DataFrame, file: str | None) -> pl.DataFrame:
    """Return `frame` with `weight` as numbers, 1 where none is told. Raises Problem for what is no number above 0."""
    if frame.schema["weight"] != pl.Float64:
        text = pl.col("weight").str.replace_all(r"[\s\u00a0\u202f]", "").str.replace("−", "-", literal=True)
        frame = frame.with_columns(pl.when(~text.is_in(MISSING_SIGNS)).then(text).alias("weight"))
        refuse("network.imports.weight", frame.filter(~pl.col("weight").str.contains(NUMBER)), file, column="weight")
        frame = frame.with_columns(pl.col("weight").str.replace(",", ".", literal=True).cast(pl.Float64))
    bad = frame.filter((pl.col("weight") <= 0) | ~pl.col("weight").is_finite())
    refuse("network.imports.weight", bad, file, column="weight")
    return frame.with_columns(pl.col("weight").fill_null(1.0))


def dates(frame: pl.DataFrame, file: str | None) -> pl.DataFrame:
    """Return `frame` with `start` and `end` as dates: ISO, Finnish, a month or a year (its first and last day).

    Raises Problem for what is no date, and where the end comes before the start.
    """
    for field in ("start", "end"):
        if frame.schema[field] == pl.Date:
            continue
        day = mapped(frame[field], _first_day if field == "start" else _last_day, pl.Date())
        wrong = frame.filter(day.is_null() & frame[field].is_not_null())
        if not wrong.is_empty():
            refuse("network.imports.date", wrong, file, column=field, values=listed(wrong[field].to_list()))
        frame = frame.with_columns(day.alias(field))
    refuse("network.imports.end_first", frame.filter(pl.col("end") < pl.col("start")), file)
    return frame


def pieces(frame: pl.DataFrame, field: str) -> pl.DataFrame:
    """Return `frame` with `field` as a list: a cell of several is split at |, ; or line ends."""
    if frame.schema[field] == pl.List(pl.String):
        return frame
    split = pl.col(field).str.replace_all(r"[;\n]", "|").str.split("|")
    cleaned = split.list.eval(pl.element().str.strip_chars().replace("", None).drop_nulls())
    return frame.with_columns(pl.when(pl.col(field).is_not_null()).then(cleaned).otherwise([]).alias(field))


def mapped(
    column: pl.Series, read: Callable[[str], object], kind: pl.DataType | type[pl.DataType] = pl.String
) -> pl.Series:
    """Return `column` read cell by cell, each different text once."""
    table = {text: read(text) for text in column.drop_nulls().unique().to_list()}
    return column.replace_strict(table, default=None, return_dtype=kind)


def _first_day(text: str) -> date | None:
    span = _span(text)
    return None if span is None else span[0]


def _last_day(text: str) -> date | None:
    span = _span(text)
    return None if span is None else span[1]


def _span(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of what a cell tells: a day, a month or a year."""
    try:
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if month := _MONTH.fullmatch(text):
            year, number = int(month[1]), int(month[2])
            return date(year, number, 1), date(year, number, monthrange(year, number)[1])
        if iso := _ISO.fullmatch(text):
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
            return day, day
        if nordic := _NORDIC.fullmatch(text):
            day = date(int(nordic[3]), int(nordic[2]), int(nordic[1]))
            return day, day
    except ValueError:  # the 30th of February: told with its row by the caller
        return None
    return None
