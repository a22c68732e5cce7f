"""How often each code is used in each town, or in each group of any other variable."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from seutukuva.evidence.analysis.frame import in_order, require, with_parents
from seutukuva.evidence.codebook import Codebook


def code_matrix(
    frame: pl.DataFrame,
    *,
    by: str = "town",
    book: Codebook | None = None,
    codes: Sequence[str] = (),
    sources: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return a row per code and group: code, group, passages, sources, of_sources, share.

    `passages` and `sources` count distinct ones, whoever coded them; `share` is sources / of_sources, the part of the
    group's sources in which the code occurs (null for a group without sources). `sources` is a frame of all texts
    (columns source and `by`): without it, texts that carry no coding are not counted among the group's. With `book`
    a parent counts its children. Every pair has a row, zeros included; `codes` chooses codes and their order.
    """
    require(frame, ["passage", "source", "code", by])
    texts = frame if sources is None else sources
    require(texts, ["source", by])
    groups = texts.group_by(pl.col(by).alias("group"), maintain_order=True).agg(
        pl.col("source").n_unique().alias("of_sources")
    )
    counted = with_parents(frame, book) if book else frame
    rows = pl.DataFrame({"code": list(codes) or in_order(counted, book)}, schema={"code": pl.String})
    found = counted.group_by("code", pl.col(by).alias("group")).agg(
        pl.col("passage").n_unique().alias("passages"), pl.col("source").n_unique().alias("sources")
    )
    groups = groups.filter(pl.col("group").is_not_null()).sort("group")
    cells = rows.with_row_index("row").join(groups, how="cross").join(found, on=["code", "group"], how="left")
    share = pl.when(pl.col("of_sources") > 0).then(pl.col("sources") / pl.col("of_sources"))
    return (
        cells.with_columns(pl.col("passages", "sources").fill_null(0))
        .with_columns(share.alias("share"))
        .sort("row", "group")
        .select("code", "group", "passages", "sources", "of_sources", "share")
    )
