"""How well indices foretell new joint projects of Finnish organisations in Horizon 2020.

    python benchmarks/link_prediction.py [--most 100]

Trained on the projects that began by the end of a year, tried on those of the next two; intervals draw the later
projects with replacement. Chance has an AUC of 0.5.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from seutukuva.network import read_network
from seutukuva.network.gaps import Ranged, backtest

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "reference" / "networks"
YEARS = (2015, 2016, 2017)


def told(one: Ranged) -> str:
    """Return a value with its interval."""
    return f"{one.value:6.3f} [{one.low:6.3f}, {one.high:6.3f}]"


def main() -> int:
    """Try every index at every year, and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--most", type=int, default=100)
    given = options.parse_args()
    nodes, edges = (gzip.decompress((FOLDER / f"h2020_{name}.csv.gz").read_bytes()) for name in ("nodes", "edges"))
    network = read_network(nodes, edges)
    for year in YEARS:
        found = backtest(network, date(year, 12, 31), date(year + 2, 12, 31), most=given.most)
        print(f"by {year}: {found.actors} actors, {found.pairs} pairs without a tie, {found.new} tied by {year + 2}")
        print(f"  chance: AUC 0.500, precision {found.chance:.4f}")
        for one in found.tried:
            gains = f"against contacts alone {told(one.auc_gain)}, {told(one.precision_gain)}"
            print(f"  {one.index:24} AUC {told(one.auc)}  precision@{found.most} {told(one.precision)}  {gains}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
