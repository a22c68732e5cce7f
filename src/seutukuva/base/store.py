"""Package data (TOML, CSV, CSV.gz) built to Parquet in the working directory `var/` on first use."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import polars as pl

from seutukuva.base.errors import Place, Problem


def var_directory() -> Path:
    """Return where derived and stored files live: the environment's SEUTUKUVA_VAR, or `var` here.

    Raises Problem when it is not there and cannot be made.
    """
    path = Path(os.environ.get("SEUTUKUVA_VAR") or "var").absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise Problem("base.folder_not_writable", place=Place(file=str(path))) from refused
    return path


def package_file(room: str, name: str) -> Path:
    """Return the path of a data file that ships in a room's `data` folder."""
    return Path(str(resources.files(f"seutukuva.{room}") / "data" / name))


def parquet(room: str, name: str, sources: tuple[str, ...], build: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """Return the frame that `build` makes from the package files `sources`, kept as Parquet under its content.

    The file's name carries a hash of the sources, so an upgrade with new data builds anew; it is written aside and
    renamed, so two processes that start together cannot read half a file.
    """
    digest = hashlib.sha256()
    for source in sources:
        digest.update(package_file(room, source).read_bytes())
    target = var_directory() / "parquet" / f"{room}-{name}-{digest.hexdigest()[:16]}.parquet"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
            build().write_parquet(part.name)
        Path(part.name).replace(target)
    return pl.read_parquet(target)
