"""Time of judging 100 towns x 8 dimensions x 300 ratings: `python benchmarks/picture.py`, ms of processor time.

Ratings are drawn with a fixed seed: 30 source clusters a cell, five kinds, four reliabilities. What is timed is
`assess` (posterior, set, leave-one-cluster-out, kinds alone, conflicts) and, apart, what is asked of a single cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    under_priors,
    without_each_cluster,
)

TOWNS, DIMENSIONS, ITEMS, CLUSTERS = 100, 8, 300, 30
KINDS = ("interview", "survey", "statistic", "network", "document")
RELIABILITIES = (0.4, 0.6, 0.8, 1.0)


def drawn(rng: np.random.Generator) -> list[Rating]:
    """Return the ratings of one cell."""
    truth = rng.integers(1, 5)
    shared = rng.normal(0, 0.5, CLUSTERS)
    of = rng.integers(CLUSTERS, size=ITEMS)
    levels = np.clip(np.floor(truth + shared[of] + rng.normal(0, 0.7, ITEMS) + 0.5), 1, 4).astype(int)
    sure = rng.choice(RELIABILITIES, ITEMS)
    return [
        Rating(int(level), KINDS[cluster % len(KINDS)], f"source {cluster}", float(reliability))
        for level, cluster, reliability in zip(levels, of, sure, strict=True)
    ]


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
    signs = [Sign("company" if i % 3 else "city", "nomination", f"person {i % 20}") for i in range(60)]
    timed("leader, 60 signs", lambda _: leader(signs), few)


if __name__ == "__main__":
    main()
