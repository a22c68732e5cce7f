"""What has changed between two periods, and whether other sources would say the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from seutukuva.network.catalogue import METRICS, Metric
from seutukuva.network.coded import Coded, coded
from seutukuva.network.figures import figures
from seutukuva.network.graph import Ints
from seutukuva.network.model import Network, Period
from seutukuva.network.resampling import REPLICATES, affordable, drawn, interval, named, resampled_figures


@dataclass(frozen=True)
class Difference:
    """A metric in both periods (None: not defined), the difference and its 95 % interval over sources."""

    metric: Metric
    before: float | None
    after: float | None
    difference: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Change:
    """Pairs in contact that stayed, ended and are new; actors with contacts that stayed, left and came; the metrics."""

    kept: int
    ended: int
    new: int
    actors_kept: int
    actors_left: int
    actors_new: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Turnover:
    """Who and what came and went: pairs as (id, id) in order, actors with contacts as ids."""

    new: tuple[tuple[str, str], ...]
    ended: tuple[tuple[str, str], ...]
    actors_new: tuple[str, ...]
    actors_left: tuple[str, ...]


def turnover(network: Network, before: Period, after: Period) -> Turnover:
    """Return the pairs and the actors that `change` counts as new and as gone, in the order of their ids."""
    first, second = (_in_contact(network.active(period)) for period in (before, after))
    here, there = ({end for pair in pairs for end in pair} for pairs in (first, second))
    return Turnover(
        new=tuple(sorted(second - first)),
        ended=tuple(sorted(first - second)),
        actors_new=tuple(sorted(there - here)),
        actors_left=tuple(sorted(here - there)),
    )


def _in_contact(network: Network) -> set[tuple[str, str]]:
    ends = pl.col("source"), pl.col("target")
    return set(network.ties.select(pl.min_horizontal(*ends), pl.max_horizontal(*ends).alias("other")).iter_rows())


def change(network: Network, before: Period, after: Period, *, replicates: int = REPLICATES, seed: int = 1) -> Change:
    """Return how the network of the ties alive in `after` differs from that of `before`; a tie can be in both.

    The same resampled sources speak of both periods, so that what a source adds to both cancels out. The metrics are
    those that a resample costs little to compute.
    """
    first, second = coded(network.active(before)), coded(network.active(after))
    one, other = _pairs(first), _pairs(second)
    here, there = first.graph.degree > 0, second.graph.degree > 0
    kept = len(np.intersect1d(one, other))
    return Change(
        kept=kept,
        ended=len(one) - kept,
        new=len(other) - kept,
        actors_kept=int((here & there).sum()),
        actors_left=int((here & ~there).sum()),
        actors_new=int((~here & there).sum()),
        differences=_differences(first, second, replicates, seed),
    )


def _pairs(numbers: Coded) -> Ints:
    return numbers.graph.low * numbers.size + numbers.graph.high


def _differences(first: Coded, second: Coded, replicates: int, seed: int) -> tuple[Difference, ...]:
    observed = [figures(n, np.ones((1, max(len(n.clusters), 1)), dtype=np.int64)) for n in (first, second)]
    sources = sorted({*first.clusters, *second.clusters}, key=lambda name: (name is None, name or ""))
    allowed = min(affordable(n, replicates) for n in (first, second))
    resamples = None
    if allowed and len(sources) > 1:
        draws = drawn(len(sources), allowed, seed)
        resamples = [resampled_figures(n, draws[:, named(n.clusters, sources)]) for n in (first, second)]
    made = []
    for metric in METRICS:
        if metric.id not in observed[0]:
            continue
        values = [float(told[metric.id][0]) for told in observed]
        difference = values[1] - values[0]
        low, high = None, None
        if resamples is not None:
            moved = resamples[1][metric.id] - resamples[0][metric.id]
            low, high = interval(difference, moved, (-np.inf, np.inf))
        made.append(Difference(metric, _known(values[0]), _known(values[1]), _known(difference), low, high))
    return tuple(made)


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
