"""Communities: groups with more ties inside than chance would give, and how steady they are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from seutukuva.network.graph import Contacts, Floats, Ints

SEEDS: Final = 10
# Up to so many pairs the own code is quick, and the figures are the same with and without the extra.
_OWN_PAIRS: Final = 5_000
_NETWORKIT: Final = "networkit"
_OWN: Final = "seutukuva"


@dataclass(frozen=True)
class Communities:
    """The partition with the highest modularity of several runs with other seeds.

    `labels` number the communities from 0 by size; an actor without contacts is one by itself. `steadiness` is the mean
    adjusted Rand index of every two runs (1: always the same groups; nan with one run). `together` tells per actor how
    often, over the runs, those who share its community in the chosen partition share it again (0-1). `method` names
    what computed it.
    """

    labels: Ints
    modularity: float
    steadiness: float
    together: Floats
    runs: int
    method: str


def communities(graph: Contacts, *, runs: int = SEEDS, seed: int = 1) -> Communities:
    """Return communities by the Louvain method (Blondel and others, 2008) on weighted contacts.

    Each run visits the actors in another order. By networkit (with its refinement) in a network of more than 5,000
    pairs where the extra `networks` is installed, otherwise by the package's own code, which is slower.
    """
    engine = _engine(graph)
    found = [engine.partition(graph, seed * 1000 + run) for run in range(runs)]
    qualities = [modularity(graph, labels) for labels in found]
    best = int(np.argmax(np.round(qualities, 12)))
    return Communities(
        labels=_by_size(found[best]),
        modularity=qualities[best],
        steadiness=steadiness(found),
        together=_together(found[best], found),
        runs=runs,
        method=engine.name,
    )


def modularity(graph: Contacts, labels: Ints) -> float:
    """Return Newman and Girvan's (2004) modularity of a partition of weighted contacts; nan without ties."""
    total = graph.weight.sum()
    if not total:
        return float("nan")
    inside = graph.weight[labels[graph.low] == labels[graph.high]].sum()
    strengths = np.bincount(labels, graph.strength)
    return float(inside / total - ((strengths / (2 * total)) ** 2).sum())


def steadiness(partitions: Sequence[Ints]) -> float:
    """Return the mean adjusted Rand index (Hubert and Arabie, 1985) of every two partitions; nan for one."""
    told = [_adjusted_rand(one, other) for i, one in enumerate(partitions) for other in partitions[i + 1 :]]
    return float(np.mean(told)) if told else float("nan")


def _adjusted_rand(one: Ints, other: Ints) -> float:
    size = len(one)
    both = np.unique(one * (int(other.max(initial=0)) + 1) + other, return_counts=True)[1]
    joint, first, second = (_pairs(counts) for counts in (both, np.bincount(one), np.bincount(other)))
    expected = first * second / (size * (size - 1) / 2) if size > 1 else 0.0
    most = (first + second) / 2
    return 1.0 if most == expected else float((joint - expected) / (most - expected))


def _pairs(counts: Ints) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _together(chosen: Ints, partitions: Sequence[Ints]) -> Floats:
    """Return the mean share of an actor's companions in `chosen` that are with it in another run; 1 without any."""
    sizes = np.bincount(chosen)[chosen] - 1
    shares = []
    for other in partitions:
        joint = chosen * (int(other.max(initial=0)) + 1) + other
        _, inverse, counts = np.unique(joint, return_inverse=True, return_counts=True)
        shares.append(np.where(sizes > 0, (counts[inverse] - 1) / np.maximum(sizes, 1), 1.0))
    return np.asarray(np.mean(shares, axis=0), dtype=np.float64)


def _by_size(labels: Ints) -> Ints:
    values, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(values), dtype=np.int64)
    rank[np.lexsort((first, -counts))] = np.arange(len(values))
    return np.asarray(rank[inverse], dtype=np.int64)


class _Engine:
    name = _OWN

    def partition(self, graph: Contacts, seed: int) -> Ints:
        """Return the community of each actor by the package's own Louvain method."""
        if not graph.pairs:
            return np.arange(graph.size, dtype=np.int64)
        labels = np.arange(graph.size, dtype=np.int64)
        rows, columns, weights = graph.matrix.indptr, graph.matrix.indices, graph.matrix.data
        chance = random.Random(seed)
        loops = np.zeros(graph.size)
        while True:
            moved = _move(rows, columns, weights, loops, chance)
            if int(moved.max()) + 1 == len(moved):
                return labels
            labels = moved[labels]
            rows, columns, weights, loops = _merge(rows, columns, weights, loops, moved)


class _Networkit(_Engine):
    name = _NETWORKIT

    def partition(self, graph: Contacts, seed: int) -> Ints:
        """Return the community of each actor by networkit's Louvain method in one thread, so that seeds repeat it."""
        import networkit

        if not graph.pairs:
            return np.arange(graph.size, dtype=np.int64)
        before = networkit.getMaxNumberOfThreads()
        networkit.setNumberOfThreads(1)
        try:
            networkit.setSeed(seed, False)
            # The order in which actors stand is part of the chance: networkit visits them in one order always.
            place = np.random.default_rng(seed).permutation(graph.size).astype(np.uint64)
            ends = (place[graph.low], place[graph.high])
            made = networkit.GraphFromCoo((graph.weight, ends), n=graph.size, weighted=True, directed=False)
            run = networkit.community.PLM(made, True)
            run.run()
            labels = np.asarray(run.getPartition().getVector(), dtype=np.int64)[place.astype(np.int64)]
        finally:
            networkit.setNumberOfThreads(before)
        return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _engine(graph: Contacts) -> _Engine:
    return _Networkit() if graph.pairs > _OWN_PAIRS and find_spec(_NETWORKIT) else _Engine()


def _move(rows: Any, columns: Any, weights: Any, loops: Floats, chance: random.Random) -> Ints:
    """Move actors to the neighbouring community that raises modularity most, until nobody moves."""
    size = len(rows) - 1
    strength_of = np.add.reduceat(np.append(weights, 0.0), rows[:-1]) * (np.diff(rows) > 0) + 2 * loops
    strength: list[float] = strength_of.tolist()
    total = float(strength_of.sum())
    label, held = list(range(size)), strength.copy()
    neighbours = [
        list(zip(columns[a:b].tolist(), weights[a:b].tolist(), strict=True))
        for a, b in zip(rows[:-1].tolist(), rows[1:].tolist(), strict=True)
    ]
    order = list(range(size))
    chance.shuffle(order)
    moved = True
    while moved:
        moved = False
        for actor in order:
            own, mine = label[actor], strength[actor]
            towards: dict[int, float] = {own: 0.0}
            for other, weight in neighbours[actor]:
                towards[label[other]] = towards.get(label[other], 0.0) + weight
            held[own] -= mine
            best, most = own, towards[own] - held[own] * mine / total
            for community, weight in towards.items():
                gain = weight - held[community] * mine / total
                if gain > most + 1e-12 * total:
                    best, most = community, gain
            held[best] += mine
            if best != own:
                label[actor] = best
                moved = True
    return np.unique(np.asarray(label), return_inverse=True)[1].astype(np.int64)


def _merge(rows: Any, columns: Any, weights: Any, loops: Floats, label: Ints) -> tuple[Any, Any, Any, Floats]:
    """Return the graph whose actors are the communities; a tie inside one becomes its loop."""
    from scipy.sparse import coo_matrix

    size = int(label.max()) + 1
    ends = label[np.repeat(np.arange(len(rows) - 1), np.diff(rows))], label[columns]
    inside = ends[0] == ends[1]
    merged_loops = np.bincount(label, loops, size) + np.bincount(ends[0][inside], weights[inside] / 2, size)
    outside = ~inside
    made = coo_matrix((weights[outside], (ends[0][outside], ends[1][outside])), shape=(size, size)).tocsr()
    made.sum_duplicates()
    made.sort_indices()
    return made.indptr, made.indices, made.data, np.asarray(merged_loops, dtype=np.float64)
