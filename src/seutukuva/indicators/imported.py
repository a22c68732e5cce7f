"""Figures that people import: their usual columns, their own indicators, where a town stands among a few."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from seutukuva.base import Place, Problem
from seutukuva.base.tables import read_csv, require_column
from seutukuva.indicators.catalogue import catalogue
from seutukuva.indicators.compare import Rank
from seutukuva.indicators.dataset import ColumnMapping, Dataset, read_dataset
from seutukuva.regions import LATEST_YEAR

# The names under which tables call their columns; the first found is used.
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "municipality": ("municipality", "town", "kunta", "kaupunki", "kuntanumero", "kommun", "stad", "code", "area"),
    "period": ("period", "year", "vuosi", "ajankohta", "kuukausi", "år", "månad", "month"),
    "indicator": ("indicator", "indikaattori", "indikator", "tunnusluku", "nyckeltal"),
    "value": ("value", "arvo", "luku", "värde", "siffra"),
    "unit": ("unit", "yksikkö", "enhet"),
}


@dataclass(frozen=True)
class Imported:
    """A read table: the dataset, and the unit of every indicator that is not in the catalogue."""

    dataset: Dataset
    units: Mapping[str, str]


def read_imported(
    source: bytes,
    *,
    columns: Mapping[str, str] | None = None,
    division_year: int = LATEST_YEAR,
    known_codes: frozenset[str] | None = None,
    towns: Mapping[str, str] | None = None,
    name: str | None = None,
) -> Imported:
    """Return a long table of figures: municipality, period, indicator, value, and unit for indicators of one's own.

    columns: municipality, period, indicator, value, unit -> the file's column; what is left out is found by its usual
    names. The rest as in `read_dataset`. Raises Problem when the file as a whole cannot be used; wrong rows are the
    dataset's issues.
    """
    raw = read_csv(source, name=name)
    chosen = {kind: (columns or {}).get(kind) or _usual(kind, raw.columns) for kind in USUAL}
    mapping = ColumnMapping(
        municipality=chosen["municipality"] or "municipality",
        period=chosen["period"] or "period",
        indicator=chosen["indicator"] or "indicator",
        value=chosen["value"] or "value",
    )
    dataset = read_dataset(
        source, mapping, division_year=division_year, known_codes=known_codes, towns=towns, name=name
    )
    return Imported(dataset, _units(raw, mapping, chosen["unit"], Place(file=name)))


def percentile_among(own: float | None, others: Sequence[float | None]) -> float | None:
    """Return the share (0-1) of `others` that are below `own`; an equal one counts as half; missing do not count.

    None without a figure of one's own or without others.
    """
    known = [other for other in others if other is not None]
    if own is None or not known:
        return None
    return (sum(other < own for other in known) + sum(other == own for other in known) / 2) / len(known)


def rank_among(own: float | None, others: Sequence[float | None]) -> Rank | None:
    """Return the place of `own` among itself and `others`, 1 = highest; None without a figure of one's own."""
    known = [other for other in others if other is not None]
    if own is None:
        return None
    return Rank(sum(other > own for other in known) + 1, len(known) + 1, own in known)


def latest(frame: pl.DataFrame) -> pl.DataFrame:
    """Return municipality, indicator, period, value, dataset: of each indicator the rows of its last period."""
    newest = frame.drop_nulls("value").group_by("indicator").agg(pl.col("period").max())
    return frame.join(newest, on=["indicator", "period"])


def _usual(kind: str, found: Sequence[str]) -> str | None:
    folded = {unicodedata.normalize("NFC", column.strip().casefold()): column for column in found}
    return next((folded[name] for name in USUAL[kind] if name in folded), None)


def _units(raw: pl.DataFrame, mapping: ColumnMapping, unit: str | None, place: Place) -> dict[str, str]:
    """Return the unit of each indicator of one's own. Raises Problem for one with none or with two."""
    assert mapping.indicator is not None
    if unit:
        require_column(raw, unit, place)
    known = [entry.id for entry in catalogue()]
    named = raw.select(
        pl.col(mapping.indicator).alias("name"), (pl.col(unit) if unit else pl.lit(None, pl.String)).alias("unit")
    )
    own = named.filter(pl.col("name").is_not_null() & ~pl.col("name").is_in(known))
    given = own.group_by("name").agg(pl.col("unit").drop_nulls().unique().sort()).sort("name")
    for name, units in given.filter(pl.col("unit").list.len() != 1).head(1).iter_rows():
        if units:
            raise Problem("indicators.dataset.two_units", place=place, name=name, first=units[0], second=units[1])
        raise Problem("indicators.dataset.no_unit", place=place, name=name)
    return {name: units[0] for name, units in given.iter_rows()}
