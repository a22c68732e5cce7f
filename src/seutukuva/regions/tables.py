"""The room's package data as frames."""

from __future__ import annotations

from functools import cache

import polars as pl

from seutukuva.base import store


@cache
def table(name: str) -> pl.DataFrame:
    """Return the package's table `name` (spans, names, areas, abolished, renamed, borders), all columns text."""
    source = f"{name}.csv"
    path = store.package_file("regions", source)
    return store.parquet("regions", name, (source,), lambda: pl.read_csv(path, infer_schema=False))
