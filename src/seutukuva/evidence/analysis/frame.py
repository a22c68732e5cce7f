"""The frame of codings that every analysis reads: a row per code that a coder gave a passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import polars as pl

from seutukuva.base import Problem
from seutukuva.evidence.codebook import Codebook

# passage : id of the selected stretch; several codes and coders may share it
# source, town, ecosystem, sector, kind, language : the case variables of its text, as they are to be shown
# date : ISO, of the source; code : id in the codebook; coder : a person or a named coder
# start, end : code points in the source's text; quote : the words
SCHEMA: Final[Mapping[str, Any]] = {
    "passage": pl.String, "source": pl.String, "town": pl.String, "ecosystem": pl.String, "sector": pl.String,
    "kind": pl.String, "language": pl.String, "date": pl.String, "code": pl.String, "coder": pl.String,
    "start": pl.Int64, "end": pl.Int64, "quote": pl.String,
}  # fmt: skip
VARIABLES: Final = ("town", "ecosystem", "sector", "kind", "language", "date", "source", "coder", "code")


def codings(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Return rows (mappings with the columns of SCHEMA; a missing one stays empty) as a frame of codings."""
    return pl.DataFrame([{name: row.get(name) for name in SCHEMA} for row in rows], schema=SCHEMA)


def require(frame: pl.DataFrame, columns: Iterable[str]) -> None:
    """Raise Problem when the frame lacks one of the columns."""
    for column in columns:
        if column not in frame.columns:
            raise Problem("evidence.analysis.column", column=column, known=", ".join(SCHEMA))


def with_parents(frame: pl.DataFrame, book: Codebook) -> pl.DataFrame:
    """Return the codings with a row more for every code above a code: a parent counts its children.

    Codes that the book does not know stay as they are.
    """
    require(frame, ["code"])
    above = [(code.id, parent.id) for code in book.codes for parent in book.ancestors(code.id)]
    ancestors = pl.DataFrame(above, schema={"code": pl.String, "above": pl.String}, orient="row")
    raised = frame.join(ancestors, on="code", how="inner")
    raised = raised.with_columns(pl.col("above").alias("code")).select(frame.columns)
    return pl.concat([frame, raised]).unique(maintain_order=True)


def where(frame: pl.DataFrame, variables: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return the codings whose variables have one of the given values; a variable with no values does not restrict.

    Raises Problem for a variable that codings do not have.
    """
    require(frame, variables)
    for name, values in variables.items():
        if values:
            frame = frame.filter(pl.col(name).is_in(list(values)))
    return frame


def in_order(frame: pl.DataFrame, book: Codebook | None) -> list[str]:
    """Return the frame's codes in the order of the book, those that it does not know last, by name."""
    used = set(frame["code"].drop_nulls().unique().to_list())
    known = [code.id for code, _ in book.walk() if code.id in used] if book else []
    return [*known, *sorted(used.difference(known))]
