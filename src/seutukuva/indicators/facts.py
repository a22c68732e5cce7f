"""The sources' own figures in one long frame, exactly as published, in the codes of each source's division."""

from __future__ import annotations

import gzip
from functools import cache

import polars as pl

from seutukuva.base.store import package_file, parquet
from seutukuva.indicators.catalogue import all_sources, source, variables
from seutukuva.indicators.model import COUNTRY

# variable, source, level, area (three digits for a municipality), period ('2018' or '2023-10'), value
SCHEMA = {
    "variable": pl.String,
    "source": pl.String,
    "level": pl.String,
    "area": pl.String,
    "period": pl.String,
    "value": pl.Float64,
}
_PREFIXES = {"KU": "municipality", "SK": "subregion", "MK": "region"}


@cache
def facts() -> pl.DataFrame:
    """Return every published figure: variable, source, level, area, period, value; null where the cell is empty."""
    files = tuple(s.file for s in all_sources() if s.file)
    return parquet("indicators", "facts", (*files, "variables.toml", "sources.toml"), _build)


def _build() -> pl.DataFrame:
    frames = [_wide(s.id) for s in all_sources() if s.file]
    return pl.concat(frames).select(*SCHEMA).sort("variable", "level", "area", "period")


def _wide(source_id: str) -> pl.DataFrame:
    raw = _read(source_id)
    frames = [
        raw.select(
            pl.lit(variable).alias("variable"),
            pl.lit(source_id).alias("source"),
            "level",
            "area",
            (pl.col("period") if period == "column" else pl.lit(period)).alias("period"),
            pl.col(column).cast(pl.Float64).alias("value"),
        )
        for variable, (of, column, period) in variables().items()
        if of == source_id
    ]
    return pl.concat(frames)


def _read(source_id: str) -> pl.DataFrame:
    """Return a shipped file with its own columns and level, area, period as text."""
    file = source(source_id).file
    assert file is not None
    raw = pl.read_csv(gzip.decompress(package_file("indicators", file).read_bytes()), infer_schema=False)
    if "alue" in raw.columns:
        return _statfin_areas(raw)
    period = pl.col("year") if "year" in raw.columns else pl.lit(None, dtype=pl.String)
    return raw.with_columns(
        pl.lit("municipality").alias("level"),
        pl.col("municipality_code").str.zfill(3).alias("area"),
        period.alias("period"),
    )


def _statfin_areas(raw: pl.DataFrame) -> pl.DataFrame:
    """Split codes as KU684, SK041, MK04, SSS into level and area; other areas (ELY) are left out."""
    prefix = pl.col("alue").str.slice(0, 2)
    whole = pl.col("alue") == COUNTRY
    return raw.filter(whole | prefix.is_in(list(_PREFIXES))).with_columns(
        pl.when(whole).then(pl.lit("country")).otherwise(prefix.replace(_PREFIXES)).alias("level"),
        pl.when(whole).then("alue").otherwise(pl.col("alue").str.slice(2)).alias("area"),
        pl.col("time").alias("period"),
    )
