"""Ties between groups of actors: municipalities with municipalities, sectors with sectors."""

from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl

from seutukuva.network.coded import Coded


def mixing(network: Coded, by: Literal["area", "sector"]) -> pl.DataFrame:
    """Return pairs in contact and their weight per two groups: group <= other, pairs, weight. Unknown is left out."""
    group, names = (network.area, network.areas) if by == "area" else (network.sector, network.sectors)
    one, other = group[network.graph.low], group[network.graph.high]
    known = (one >= 0) & (other >= 0)
    size = max(len(names), 1)
    keys, inverse = np.unique(np.minimum(one, other)[known] * size + np.maximum(one, other)[known], return_inverse=True)
    return pl.DataFrame(
        {
            "group": [names[key // size] for key in keys],
            "other": [names[key % size] for key in keys],
            "pairs": np.bincount(inverse, minlength=len(keys)),
            "weight": np.bincount(inverse, network.graph.weight[known], len(keys)),
        },
        schema={"group": pl.String, "other": pl.String, "pairs": pl.Int64, "weight": pl.Float64},
    )
