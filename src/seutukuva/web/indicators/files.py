"""Where imported files lie: the original as it came, its values as Parquet, the units of its own indicators."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import polars as pl

from seutukuva.web.kit.releases.files import folder, write_whole


def original_path(programme: int, sha256: str) -> Path:
    """Return where the file of a programme's dataset lies as it came."""
    return folder("uploads") / f"{programme}-{sha256}.csv"


def parquet_path(programme: int, sha256: str) -> Path:
    """Return where the values of a programme's dataset lie."""
    return folder("datasets") / f"{programme}-{sha256}.parquet"


def keep(programme: int, sha256: str, original: bytes, values: pl.DataFrame, units: Mapping[str, str]) -> None:
    """Write a file, its values and its units; each aside first, so that nobody reads half of it."""
    out = io.BytesIO()
    values.write_parquet(out)
    write_whole(original_path(programme, sha256), original)
    write_whole(_units_path(programme, sha256), json.dumps(dict(units), ensure_ascii=False).encode("utf-8"))
    write_whole(parquet_path(programme, sha256), out.getvalue())


def remove(programme: int, sha256: str) -> None:
    """Remove what `keep` wrote."""
    for path in (parquet_path(programme, sha256), original_path(programme, sha256), _units_path(programme, sha256)):
        path.unlink(missing_ok=True)


@lru_cache(maxsize=256)
def units_of(programme: int, sha256: str) -> Mapping[str, str]:
    """Return the units of a dataset's own indicators."""
    units: dict[str, str] = json.loads(_units_path(programme, sha256).read_text(encoding="utf-8"))
    return units


def _units_path(programme: int, sha256: str) -> Path:
    return parquet_path(programme, sha256).with_suffix(".units.json")
