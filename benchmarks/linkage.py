"""How long 10,000 names take against a made register of 700,000, and how many are found.

    python benchmarks/linkage.py [--names 10000] [--register 700000]

Three names in ten are not in the register; each name has one or two changes (form, typing error, genitive, Swedish,
short, written together, order, town). Found and right are told from scores of 0.5, 0.8 and 0.95. The peer compares
every name with every entry by the same letters' ratio and takes the best, for as many names as fit in a minute.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from seutukuva.network.cleaning import links
from tests.network.cleaning.made import made

LIMIT = 60.0
PEER_SECONDS = 60.0


def main() -> int:
    """Measure, print; 1 when it took longer than the limit."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--names", type=int, default=10_000)
    options.add_argument("--register", type=int, default=700_000)
    given = options.parse_args()
    known = made(given.register, given.names)
    there = sum(true is not None for true in known.truth.values())
    start = time.perf_counter()
    found = links(known.names, known.register, most=1)
    seconds = time.perf_counter() - start
    print(f"{given.names} names, {given.register} entries: {seconds:.1f} s (limit {LIMIT:.0f})")
    for least in (0.5, 0.8, 0.95):
        shown = [pair for pair in found if pair.score >= least]
        right = sum(known.truth[pair.left] == pair.right for pair in shown)
        print(f"score {least:.2f}: {len(shown)} shown, precision {right / len(shown):.3f}, recall {right / there:.3f}")
    register, ids = known.register["name"].to_list(), known.register["id"].to_list()
    start, done, hits = time.perf_counter(), 0, 0
    for id_, name in known.names.select("id", "name").iter_rows():
        if time.perf_counter() - start > PEER_SECONDS:
            break
        best = process.extractOne(name, register, scorer=fuzz.token_sort_ratio)
        done += known.truth[id_] is not None
        hits += best is not None and known.truth[id_] == ids[best[2]]
    each = (time.perf_counter() - start) / max(done, 1)
    print(f"every entry by letters alone: {hits} of {done} right, {each * given.names / 60:.0f} min for all")
    return int(seconds > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
