"""A network that is too large to be read is drawn in part, and the drawing says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree

from seutukuva.base import Message

MOST_ACTORS: Final = 300
MOST_TIES: Final = 1_200


@dataclass(frozen=True)
class Thinned:
    """What is drawn: actors, one tie per pair (source, target, weight, permanence), and a note when it is not all."""

    actors: pl.DataFrame
    ties: pl.DataFrame
    note: Message | None = None


def thinned(
    actors: pl.DataFrame, ties: pl.DataFrame, *, most_actors: int = MOST_ACTORS, most_ties: int = MOST_TIES
) -> Thinned:
    """Return the best connected actors and the ties that hold them together, then the strongest others.

    Where most of those have no tie among themselves (funders and what they fund), half of them give way to those with
    most ties to the other half. Among ties of a pair the most lasting is told. Which actors hang together stays as it
    is among those that are drawn.
    """
    pairs = _pairs(ties)
    ends = pl.concat([pairs.select(id="source", weight="weight"), pairs.select(id="target", weight="weight")])
    strength = ends.group_by("id").agg(strength=pl.col("weight").sum(), degree=pl.len())
    ranked = actors.join(strength, on="id", how="left", maintain_order="left").with_columns(
        pl.col("strength").fill_null(0.0), pl.col("degree").fill_null(0)
    )
    ranked = ranked.sort("degree", "strength", "id", descending=[True, True, False])
    drawn = ranked.head(most_actors)
    inner = _among(pairs, drawn)
    if actors.height > most_actors and 2 * pl.concat([inner["source"], inner["target"]]).n_unique() < drawn.height:
        drawn = _with_partners(ranked, pairs, most_actors)
        inner = _among(pairs, drawn)
    kept = _strongest(inner, drawn["id"], most_ties)
    if drawn.height == actors.height and kept.height == pairs.height:
        return Thinned(drawn, kept)
    told = {"actors": drawn.height, "of_actors": actors.height, "ties": kept.height, "of_ties": pairs.height}
    return Thinned(drawn, kept, Message("network.drawing.thinned", told))


def _among(pairs: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    ids = actors["id"].implode()
    return pairs.filter(pl.col("source").is_in(ids) & pl.col("target").is_in(ids))


def _with_partners(ranked: pl.DataFrame, pairs: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return the first half of `most` ranked actors, and of the others those with most ties to them."""
    first = ranked.head(most // 2)
    ids = first["id"].implode()
    sides = [
        pairs.filter(pl.col(one).is_in(ids)).select(id=other)
        for one, other in (("source", "target"), ("target", "source"))
    ]
    counts = pl.concat(sides).group_by("id").agg(near=pl.len())
    others = ranked.filter(~pl.col("id").is_in(ids)).join(counts, on="id", how="left", maintain_order="left")
    others = others.sort(pl.col("near").fill_null(0), descending=True, maintain_order=True).drop("near")
    return pl.concat([first, others.head(most - first.height)])


def _pairs(ties: pl.DataFrame) -> pl.DataFrame:
    """Return one tie per pair: the weights together, the most lasting permanence."""
    order = pl.Enum(["project", "recurring", "agreement", "body"])
    pairs = ties.select(
        source=pl.min_horizontal("source", "target"),
        target=pl.max_horizontal("source", "target"),
        weight=pl.col("weight").cast(pl.Float64),
        permanence=pl.col("permanence").cast(order, strict=False),
    )
    whole = pairs.group_by("source", "target").agg(pl.col("weight").sum(), pl.col("permanence").max())
    return whole.with_columns(pl.col("permanence").cast(pl.String)).sort("source", "target")


def _strongest(pairs: pl.DataFrame, ids: pl.Series, most: int) -> pl.DataFrame:
    """Return a forest of the strongest ties that reaches all, and the strongest of the rest."""
    if pairs.height <= most:
        return pairs
    number = {id_: i for i, id_ in enumerate(ids.to_list())}
    ends = [pairs[side].replace_strict(number, return_dtype=pl.Int32).to_numpy() for side in ("source", "target")]
    cost = 1.0 / pairs["weight"].to_numpy()
    tree = minimum_spanning_tree(
        coo_array((cost, (ends[0], ends[1])), shape=(len(number), len(number))).tocsr()
    ).tocoo()
    inside = np.isin(
        ends[0].astype(np.int64) * len(number) + ends[1], tree.row.astype(np.int64) * len(number) + tree.col
    )
    ranked = pairs.with_columns(needed=pl.Series(inside))
    ranked = ranked.sort("needed", "weight", "source", "target", descending=[True, True, False, False])
    return ranked.head(max(most, int(inside.sum()))).drop("needed").sort("source", "target")
