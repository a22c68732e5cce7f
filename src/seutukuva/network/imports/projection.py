"""From who takes part in what to who works with whom: a two-mode network made one-mode."""

from __future__ import annotations

from typing import Final

import polars as pl

from seutukuva.base import Problem
from seutukuva.network.imports.model import TIES

MOST_PAIRS: Final = 20_000_000


def project_ties(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a tie of kind project for every pair of actors in a project, columns as in `Imported`.

    rows: project, actor, start, end. The weight is 1 / (n - 1) in a project of n actors, so that a pair in a consortium
    of two counts 1 and an actor's ties of one project add up to 1: in large ones few really work together. Source:
    Newman (2001), Physical Review E 64, 016132. `cluster` names the project. Raises Problem when there would be more
    than 20 million pairs.
    """
    members = rows.group_by("project", "actor", maintain_order=True).agg(pl.col("start").min(), pl.col("end").max())
    members = members.with_columns(pl.len().over("project").alias("size"))
    members = members.filter(pl.col("size") > 1)
    pairs = int(members.select((pl.col("size") - 1).sum()).item() or 0) // 2
    if pairs > MOST_PAIRS:
        raise Problem("network.imports.too_many_pairs", count=pairs, most=MOST_PAIRS)
    other = members.select("project", pl.col("actor").alias("target"), pl.col("start", "end").name.suffix("_other"))
    ties = members.rename({"actor": "source"}).join(other, on="project", maintain_order="left_right")
    ties = ties.filter(pl.col("source") < pl.col("target"))
    told = {
        "source": pl.col("source"),
        "target": pl.col("target"),
        "kind": pl.lit("project"),
        "weight": 1.0 / (pl.col("size") - 1),
        "directed": pl.lit(value=False),
        "start": pl.min_horizontal("start", "start_other"),
        "end": pl.max_horizontal("end", "end_other"),
        "permanence": pl.lit("project"),
        "cluster": pl.lit("project:") + pl.col("project"),
    }
    return ties.select(told[name].cast(kind).alias(name) for name, kind in TIES.items())


def joined(ties: pl.DataFrame) -> pl.DataFrame:
    """Return one tie per pair, kind and permanence: source, target, kind, weight (sum), count, start, end, permanence.

    Undirected pairs stand in alphabetical order; `count` is how many ties were joined, of projects how many are shared.
    """
    turned = ~pl.col("directed") & (pl.col("source") > pl.col("target"))
    ordered = ties.with_columns(
        source=pl.when(turned).then("target").otherwise("source"),
        target=pl.when(turned).then("source").otherwise("target"),
    )
    return ordered.group_by("source", "target", "kind", "directed", "permanence", maintain_order=True).agg(
        pl.col("weight").sum(), pl.len().alias("count"), pl.col("start").min(), pl.col("end").max()
    )
