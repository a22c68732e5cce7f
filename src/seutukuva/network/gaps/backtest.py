"""How well indices foretell new ties: trained on ties up to a day, tried on those that began later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.stats import rankdata

from seutukuva.base import Problem
from seutukuva.network.coded import Coded, coded
from seutukuva.network.gaps.indices import INDICES, scores, untied
from seutukuva.network.graph import Floats, Ints
from seutukuva.network.model import Network


@dataclass(frozen=True)
class Ranged:
    """A value and its 95 % interval over the sources (projects) of the new ties."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Tried:
    """An index tried: AUC, precision among the `most` best pairs, and both less those of preferential attachment."""

    index: str
    auc: Ranged
    precision: Ranged
    auc_gain: Ranged
    precision_gain: Ranged


@dataclass(frozen=True)
class Backtest:
    """Pairs without a tie by `until`, how many of them got one by `last`, and how each index found them.

    By chance the AUC is 0.5 and the precision `chance`.
    """

    until: date
    last: date
    actors: int
    pairs: int
    new: int
    most: int
    chance: float
    tried: tuple[Tried, ...]


def backtest(
    network: Network,
    until: date,
    last: date,
    *,
    most: int = 100,
    indices: Sequence[str] = INDICES,
    replicates: int = 1000,
    seed: int = 1,
) -> Backtest:
    """Return how well each index foretells the ties that begin after `until` and by `last`.

    Only actors with a tie by `until` are asked about: an index knows nothing of newcomers. Equal scores share their
    places. Intervals draw the sources of the new ties with replacement. Raises Problem without a new tie.
    """
    before = network.ties.filter(pl.col("start") <= until)
    known = pl.concat([before["source"], before["target"]]).unique().implode()
    actors = network.actors.filter(pl.col("id").is_in(known))
    numbers = coded(Network(actors, before))
    later = network.ties.filter(
        pl.col("start") > until, pl.col("start") <= last, pl.col("source").is_in(known), pl.col("target").is_in(known)
    )
    low, high = untied(numbers.graph)
    pair, cluster = _new(numbers, later, low * numbers.size + high)
    positive, place = np.unique(pair, return_inverse=True)
    if not len(positive):
        raise Problem("network.gaps.nothing_new", until=until.isoformat(), last=last.isoformat())
    weights = _weights(place.astype(np.int64), cluster, replicates, seed)
    wanted = (*indices, *(() if "preferential_attachment" in indices else ("preferential_attachment",)))
    found = {
        index: _told(scores(numbers.graph, index, low, high), positive, weights, min(most, len(low)))
        for index in wanted
    }
    plain = found["preferential_attachment"]
    tried = [
        Tried(i, *map(_ranged, found[i]), *(_ranged(one - two) for one, two in zip(found[i], plain, strict=True)))
        for i in indices
    ]
    return Backtest(until, last, numbers.size, len(low), len(positive), most, len(positive) / len(low), tuple(tried))


def _new(numbers: Coded, later: pl.DataFrame, keys: Ints) -> tuple[Ints, Ints]:
    """Return the couples (place among the pairs, source) of the new ties, each once."""
    place = {id_: i for i, id_ in enumerate(numbers.ids)}
    ends = [later[end].replace_strict(place, return_dtype=pl.Int64).to_numpy() for end in ("source", "target")]
    wanted = np.minimum(*ends) * numbers.size + np.maximum(*ends)
    there = np.isin(wanted, keys)
    clusters = later["cluster"].fill_null("").rank("dense").to_numpy().astype(np.int64)
    both = np.unique(np.stack((np.searchsorted(keys, wanted[there]), clusters[there])), axis=1)
    return both[0].astype(np.int64), np.unique(both[1], return_inverse=True)[1].astype(np.int64)


def _weights(place: Ints, cluster: Ints, replicates: int, seed: int) -> Floats:
    """Return how heavily each new pair counts: a row of ones, then a row per draw of the sources."""
    size = int(cluster.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=replicates)
    counts = np.vstack((np.ones((1, size)), drawn))
    pairs = int(place.max()) + 1
    made = np.stack([np.bincount(place, row[cluster], pairs) for row in counts])
    return np.asarray(made / np.bincount(place, minlength=pairs), dtype=np.float64)


def _told(values: Floats, positive: Ints, weights: Floats, most: int) -> npt.NDArray[np.float64]:
    """Return AUC and precision, a column per row of weights."""
    ranks, own = rankdata(values), rankdata(values[positive])
    below = (ranks[positive] - own) / max(len(values) - len(positive), 1)
    border = np.partition(values, len(values) - most)[len(values) - most]
    above, level = (values > border).sum(), (values == border).sum()
    top = np.where(values[positive] > border, 1.0, np.where(values[positive] == border, (most - above) / level, 0.0))
    return np.stack((weights @ below / weights.sum(axis=1), weights @ top / most))


def _ranged(values: Floats) -> Ranged:
    drawn = values[1:] if len(values) > 1 else values
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Ranged(float(values[0]), float(low), float(high))
