"""Time of judging 100 towns x 8 dimensions x 300 ratings: `python benchmarks/picture.py`, ms of processor time.

Ratings are drawn with a fixed seed: 30 source clusters a cell, five kinds, four reliabilities. What is timed is
`assess` (posterior, set, leave-one-cluster-out, kinds alone, conflicts) and, apart, what is asked of a single cell. The
hard cases: every reliability another one, four raters who overlap, and a cell of 3,125 unlike ratings (32 of which are
a hundred thousand).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import process_time

import numpy as np

from seutukuva.judgement import (
    Rating,
    Sign,
    assess,
    default_errors,
    expected_information,
    flips,
    leader,
    severities,
    under_priors,
    without_each_cluster,
)

TOWNS, DIMENSIONS, ITEMS, CLUSTERS = 100, 8, 300, 30
KINDS = ("interview", "survey", "statistic", "network", "document")
RELIABILITIES = (0.4, 0.6, 0.8, 1.0)


def drawn(rng: np.random.Generator, items: int = ITEMS) -> list[Rating]:
    """Return the ratings of one cell."""
    truth = rng.integers(1, 5)
    shared = rng.normal(0, 0.5, CLUSTERS)
    of = rng.integers(CLUSTERS, size=items)
    levels = np.clip(np.floor(truth + shared[of] + rng.normal(0, 0.7, items) + 0.5), 1, 4).astype(int)
    sure = rng.choice(RELIABILITIES, items)
    return [
        Rating(int(level), KINDS[cluster % len(KINDS)], f"source {cluster}", float(reliability))
        for level, cluster, reliability in zip(levels, of, sure, strict=True)
    ]


def unlike(rng: np.random.Generator, ratings: Sequence[Rating]) -> list[Rating]:
    """Return the ratings with a reliability of its own each."""
    return [replace(rating, reliability=float(rng.uniform(0.01, 1))) for rating in ratings]


def timed(name: str, judge: Callable[[list[Rating]], object], cells: Sequence[list[Rating]]) -> None:
    """Print the mean and the median processor time of a cell in ms."""
    taken = []
    for ratings in cells:
        start = process_time()
        judge(ratings)
        taken.append((process_time() - start) * 1000)
    print(f"{name:24} {np.mean(taken):8.3f} ms a cell, median {np.median(taken):8.3f}, {len(taken)} cells")


def main() -> None:
    """Judge every cell and print the times."""
    rng = np.random.default_rng(20261124)
    cells = [drawn(rng) for _ in range(TOWNS * DIMENSIONS)]
    model = default_errors()
    assess(cells[0], model)  # loads SciPy and the first tables
    timed("assess", lambda ratings: assess(ratings, model), cells)
    timed("assess, 30 ratings", lambda ratings: assess(ratings[:30], model), cells)
    few = cells[:40]
    timed("expected_information", lambda ratings: expected_information(ratings, model), few)
    timed("under_priors", lambda ratings: under_priors(ratings, model), few)
    timed("without_each_cluster", lambda ratings: without_each_cluster(ratings, model), few)
    timed("flips", lambda ratings: flips(ratings, model), few)
    several = [unlike(rng, ratings) for ratings in cells[:200]]
    timed("assess, unlike", lambda ratings: assess(ratings, model), several)
    timed("flips, unlike", lambda ratings: flips(ratings, model), several[:40])
    rated = [[replace(rating, rater=f"rater {rng.integers(4)}") for rating in ratings] for ratings in cells[:200]]
    raters = severities(rated, model)
    timed("assess, raters overlap", lambda ratings: assess(ratings, model, raters), rated)
    large = [unlike(rng, drawn(rng, 3125)) for _ in range(4)]
    timed("assess, 3,125 unlike", lambda ratings: assess(ratings, model), large)
    timed("flips, 3,125 unlike", lambda ratings: flips(ratings, model), large)
    signs = [Sign("company" if i % 3 else "city", "nomination", f"person {i % 20}") for i in range(60)]
    timed("leader, 60 signs", lambda _: leader(signs), few)


if __name__ == "__main__":
    main()
