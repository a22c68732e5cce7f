"""Quotes chosen by code and variables, and the framework grid of towns by codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from seutukuva.evidence.analysis.frame import require, where
from seutukuva.evidence.codebook import Codebook

_PLACE: Final = (
    "passage",
    "source",
    "town",
    "ecosystem",
    "sector",
    "kind",
    "language",
    "date",
    "start",
    "end",
    "quote",
)


@dataclass(frozen=True)
class GridQuote:
    """A passage in a cell of the grid."""

    passage: str
    source: str
    sector: str
    quote: str
    language: str


@dataclass(frozen=True)
class GridCell:
    """What a group says under a code: the analyst's summary, some quotes, and how many passages there are in all."""

    group: str
    code: str
    summary: str
    quotes: tuple[GridQuote, ...]
    passages: int
    sources: int


@dataclass(frozen=True)
class Grid:
    """The framework grid: a row of cells per group, a column per code."""

    groups: tuple[str, ...]
    codes: tuple[str, ...]
    cells: tuple[tuple[GridCell, ...], ...]

    def cell(self, group: str, code: str) -> GridCell:
        """Return the cell of a group and a code that the grid has."""
        return self.cells[self.groups.index(group)][self.codes.index(code)]


def quotes(
    frame: pl.DataFrame,
    *,
    book: Codebook | None = None,
    variables: Mapping[str, Sequence[str]] | None = None,
) -> pl.DataFrame:
    """Return the passages that the variables choose, each once, with `codes` and `coders` as lists.

    `variables` maps a column (town, sector, code, coder...) to the values wanted. With `book` a code stands for its
    children too. `codes` lists all codes of the passage, not only the chosen ones. In the order of town, source, place.
    """
    require(frame, [*_PLACE, "code", "coder"])
    wanted = dict(variables or {})
    if wanted.get("code"):
        wanted["code"] = _branch(wanted["code"], book)
    chosen = where(frame, wanted).select("passage").unique()
    return (
        frame.join(chosen, on="passage", how="semi")
        .group_by("passage", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in _PLACE[1:]),
            pl.col("code").unique().sort().alias("codes"),
            pl.col("coder").unique().sort().alias("coders"),
        )
        .sort("town", "source", "start", "end", nulls_last=True, maintain_order=True)
    )


def framework(
    frame: pl.DataFrame,
    codes: Sequence[str],
    *,
    by: str = "town",
    book: Codebook | None = None,
    groups: Sequence[str] = (),
    summaries: Mapping[tuple[str, str], str] | None = None,
    most: int = 3,
) -> Grid:
    """Return the framework grid of groups x codes (Ritchie & Spencer's framework method).

    `summaries` are the analyst's words per (group, code). A cell shows at most `most` quotes: one of each source in
    turn, the longest first, so that one talkative interviewee does not fill it. `book` lets a parent hold its children.
    """
    told = list(groups) or sorted(frame[by].drop_nulls().unique().to_list())
    written = summaries or {}
    rows = []
    for group in told:
        own = quotes(where(frame, {by: [group]}))
        found = [own.filter(_with_any(_branch([code], book))) for code in codes]
        rows.append(
            tuple(
                GridCell(
                    group=group,
                    code=code,
                    summary=written.get((group, code), ""),
                    quotes=_chosen(passages, most),
                    passages=passages.height,
                    sources=passages["source"].n_unique(),
                )
                for code, passages in zip(codes, found, strict=True)
            )
        )
    return Grid(tuple(told), tuple(codes), tuple(rows))


def _branch(codes: Sequence[str], book: Codebook | None) -> list[str]:
    return [found.id for code in codes for found in book.branch(code)] if book else list(codes)


def _with_any(codes: Sequence[str]) -> pl.Expr:
    return pl.col("codes").list.set_intersection(list(codes)).list.len() > 0


def _chosen(passages: pl.DataFrame, most: int) -> tuple[GridQuote, ...]:
    if passages.is_empty():
        return ()
    length = pl.col("quote").str.len_chars()
    turn = length.rank("ordinal", descending=True).over("source").alias("turn")
    shown = (
        passages.unique(["source", "quote"], keep="first", maintain_order=True)
        .with_columns(turn)
        .sort("turn", length, descending=[False, True], maintain_order=True)
    )
    return tuple(
        GridQuote(row["passage"], row["source"], row["sector"] or "", row["quote"], row["language"] or "")
        for row in shown.head(most).iter_rows(named=True)
    )
