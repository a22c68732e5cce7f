"""A network as numbers: what the arithmetic stands on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from seutukuva.network.graph import Bools, Contacts, Floats, Ints, contacts
from seutukuva.network.model import EDUCATION_KINDS, PERMANENT, RDI_KINDS, Network


@dataclass(frozen=True)
class Coded:
    """Actors 0 .. n - 1 in the order of the network's frame, ties in the order of its frame.

    area, sector: a number per actor, -1 unknown. pair: the pair of each tie in `graph`. kind: a number per tie; ties
    without a kind are one kind. cluster: a number per tie; ties without a cluster come from one unnamed source.
    permanent: 1, 0, or -1 unknown per tie.
    """

    ids: tuple[str, ...]
    graph: Contacts
    area: Ints
    sector: Ints
    areas: tuple[str, ...]
    sectors: tuple[str, ...]
    state: Bools
    education: Bools
    rdi: Bools
    pair: Ints
    weight: Floats
    kind: Ints
    cluster: Ints
    clusters: tuple[str | None, ...]
    permanent: Ints

    @property
    def size(self) -> int:
        """Return how many actors there are."""
        return len(self.ids)

    @cached_property
    def any_directed(self) -> bool:
        """Tell whether some pair has an arc in one direction only."""
        return not bool((self.graph.forward & self.graph.backward).all())

    @cached_property
    def pair_cluster(self) -> tuple[Ints, Ints]:
        """Return the distinct (pair, cluster) couples."""
        return _distinct(self.pair, self.cluster, len(self.clusters))

    @cached_property
    def pair_kind_cluster(self) -> tuple[Ints, Ints, Ints]:
        """Return the distinct (pair, kind, cluster) triples as (pair, number of the pair and kind, cluster)."""
        kinds = int(self.kind.max(initial=0)) + 1
        both, cluster = _distinct(self.pair * kinds + self.kind, self.cluster, len(self.clusters))
        number = np.unique(both, return_inverse=True)[1].astype(np.int64)
        return both // kinds, number, cluster


def _distinct(one: Ints, other: Ints, values: int) -> tuple[Ints, Ints]:
    keys = np.unique(one * max(values, 1) + other)
    return keys // max(values, 1), keys % max(values, 1)


def coded(network: Network) -> Coded:
    """Return `network` as numbers."""
    actors, ties = network.actors, network.ties
    place = {id_: i for i, id_ in enumerate(actors["id"])}
    source, target = (ties[end].replace_strict(place, return_dtype=pl.Int64).to_numpy() for end in ("source", "target"))
    source, target = source.astype(np.int64), target.astype(np.int64)
    weight = ties["weight"].to_numpy().astype(np.float64)
    graph, pair = contacts(actors.height, source, target, weight, ties["directed"].to_numpy().astype(bool))
    area, areas = _numbers(actors["area"])
    sector, sectors = _numbers(actors["sector"])
    kind, _ = _numbers(ties["kind"])
    cluster, named = _numbers(ties["cluster"])
    unnamed = bool((cluster < 0).any())
    permanent = ties.select(pl.col("permanence").is_in(PERMANENT).cast(pl.Int64).fill_null(-1)).to_series()
    return Coded(
        ids=tuple(actors["id"]),
        graph=graph,
        area=area,
        sector=sector,
        areas=areas,
        sectors=sectors,
        state=_is(actors, ("state_authority",), "state"),
        education=_is(actors, EDUCATION_KINDS, "education"),
        rdi=_is(actors, RDI_KINDS, "rdi"),
        pair=pair,
        weight=weight,
        kind=np.where(kind < 0, kind.max(initial=-1) + 1, kind),
        cluster=np.where(cluster < 0, len(named), cluster),
        clusters=(*named, None) if unnamed else named,
        permanent=permanent.to_numpy().astype(np.int64),
    )


def _numbers(values: pl.Series) -> tuple[Ints, tuple[str, ...]]:
    known = tuple(values.drop_nulls().unique().sort())
    numbers = values.replace_strict({v: i for i, v in enumerate(known)}, default=-1, return_dtype=pl.Int64)
    return numbers.fill_null(-1).to_numpy().astype(np.int64), known


def _is(actors: pl.DataFrame, kinds: tuple[str, ...], sector: str) -> Bools:
    told = pl.col("kind").is_in(kinds).fill_null(value=False) | (pl.col("sector") == sector).fill_null(value=False)
    return actors.select(told).to_series().to_numpy().astype(bool)
