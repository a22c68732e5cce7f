"""Which codes go together: over the same words, and in the same source."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import polars as pl

from seutukuva.evidence.analysis.frame import in_order, require, with_parents
from seutukuva.evidence.codebook import Codebook

Numbers = npt.NDArray[np.float64]
COLUMNS = {
    "code": pl.String,
    "other": pl.String,
    "places": pl.Int64,
    "points": pl.Int64,
    "jaccard": pl.Float64,
    "sources": pl.Int64,
    "jaccard_sources": pl.Float64,
}


@dataclass(frozen=True)
class _Together:
    """Code x code counts; the diagonal counts a code alone."""

    points: Numbers
    places: Numbers
    sources: Numbers

    def of(self, i: int, j: int) -> tuple[int, int, float, int, float]:
        shared, met = int(self.points[i, j]), int(self.sources[i, j])
        return int(self.places[i, j]), shared, _jaccard(self.points, i, j), met, _jaccard(self.sources, i, j)


def co_occurrence(frame: pl.DataFrame, *, book: Codebook | None = None) -> pl.DataFrame:
    """Return a row per two codes that meet in a source: how often over the same words, and in how many sources.

    `places` is the number of stretches of text that carry both codes (however many coders marked them), `points` their
    code points; `jaccard` is points of both / points of either; `sources` and `jaccard_sources` the same for sources.
    With `book` a parent counts its children; a code and one above it are no pair. The strongest overlap stands first.
    """
    require(frame, ["source", "code", "start", "end"])
    counted = (with_parents(frame, book) if book else frame).filter(pl.col("end") > pl.col("start"))
    codes = in_order(counted, book)
    place = {code: i for i, code in enumerate(codes)}
    size = len(codes)
    points, places, sources = np.zeros((size, size)), np.zeros((size, size)), np.zeros((size, size))
    for group in counted.partition_by("source"):
        cover, lengths = _cover(group, place)
        points += (cover * lengths[:, None]).T @ cover
        stays = cover[1:] * cover[:-1]
        places += cover.T @ cover - stays.T @ stays
        present = cover.any(axis=0).astype(np.float64)
        sources += np.outer(present, present)
    together = _Together(points, places, sources)
    related = _related(book)
    rows = [
        (codes[i], codes[j], *together.of(i, j))
        for i, j in combinations(range(size), 2)
        if sources[i, j] and (codes[i], codes[j]) not in related
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row").sort(
        "points", "sources", descending=True, maintain_order=True
    )


def _cover(group: pl.DataFrame, place: dict[str, int]) -> tuple[Numbers, Numbers]:
    """Return which codes lie on each piece between the ends of a source's codings (pieces x codes), and its length."""
    starts, ends = group["start"].to_numpy(), group["end"].to_numpy()
    columns = np.array([place[code] for code in group["code"]])
    edges = np.unique(np.concatenate((starts, ends)))
    change = np.zeros((len(edges), len(place)))
    np.add.at(change, (np.searchsorted(edges, starts), columns), 1)
    np.add.at(change, (np.searchsorted(edges, ends), columns), -1)
    return (change.cumsum(axis=0)[:-1] > 0).astype(np.float64), np.diff(edges).astype(np.float64)


def _related(book: Codebook | None) -> set[tuple[str, str]]:
    if book is None:
        return set()
    pairs = [(code.id, above.id) for code in book.codes for above in book.ancestors(code.id)]
    return {*pairs, *((b, a) for a, b in pairs)}


def _jaccard(shared: Numbers, i: int, j: int) -> float:
    return float(shared[i, j] / (shared[i, i] + shared[j, j] - shared[i, j]))
