"""What to ask next: what one more interview can be expected to tell, by dimension and by sector."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from seutukuva.base import Term
from seutukuva.judgement import Rating, expected_information
from seutukuva.picture.maturity import Dimension, MaturityModel, maturity_model

# Names of the priors that the shipped error sizes state; a model's own priors go by the names that it gives them.
PRIOR_NAMES = {
    "flat": Term("kaikki tasot yhtä odotettuja", "alla nivåer lika väntade", "all levels equally expected"),
    "optimistic": Term("korkeita tasoja odottava", "väntar sig höga nivåer", "expects high levels"),
    "pessimistic": Term("matalia tasoja odottava", "väntar sig låga nivåer", "expects low levels"),
}


@dataclass(frozen=True)
class Gain:
    """How many bits one more interview is expected to tell of a dimension."""

    dimension: Dimension
    bits: float
    n_clusters: int


@dataclass(frozen=True)
class SectorGain:
    """The same summed over the dimensions that a sector is asked about, the most telling first."""

    sector: str
    bits: float
    gains: tuple[Gain, ...]


def gains(ratings: Mapping[str, Sequence[Rating]], model: MaturityModel | None = None) -> tuple[Gain, ...]:
    """Return what one more interview is expected to tell of each dimension, the most first, from ratings by dimension
    id. Raises Problem for an unknown dimension."""
    model = model or maturity_model()
    for id_ in ratings:
        model.dimension(id_)
    told = []
    for dimension in model.dimensions:
        mine = ratings.get(dimension.id, ())
        heard = {rating.cluster for rating in mine if rating.level is not None}
        told.append(Gain(dimension, expected_information(mine, model.errors), len(heard)))
    return tuple(sorted(told, key=lambda gain: -gain.bits))


def by_sector(gains: Sequence[Gain], asked: Mapping[str, Collection[str]]) -> tuple[SectorGain, ...]:
    """Return what one more interview in each sector is expected to tell, the most first.

    `asked` gives the dimension ids that a sector's guide asks about. The sum takes the dimensions as unrelated.
    """
    rows = []
    for sector, dimensions in asked.items():
        mine = tuple(gain for gain in gains if gain.dimension.id in dimensions)
        rows.append(SectorGain(sector, sum(gain.bits for gain in mine), mine))
    return tuple(sorted(rows, key=lambda row: -row.bits))


def prior_name(name: str) -> Term:
    """Return the name of a prior in words; one that is not shipped is told by its own name."""
    return PRIOR_NAMES.get(name) or Term(name, name, name)
