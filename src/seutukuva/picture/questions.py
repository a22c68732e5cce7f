"""What to ask next: what one more interview can be expected to tell, by dimension and by sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from seutukuva.base import Term
from seutukuva.judgement import Rating, expected_by_group, expected_information
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
    """What one more interview of a sector is expected to tell: a sum over `gains`, the most telling dimension first.

    `heard` informants of the sector have spoken so far.
    """

    sector: str
    bits: float
    heard: int
    gains: tuple[DimensionGain, ...]


@dataclass(frozen=True)
class DimensionGain:
    """The expected bits of one dimension: `chance` that such an informant speaks of it, times what it then tells."""

    dimension: Dimension
    bits: float
    chance: float


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


def by_sector(
    ratings: Mapping[str, Sequence[Rating]],
    sectors: Mapping[str, str],
    asked: Mapping[str, Collection[str]],
    model: MaturityModel | None = None,
) -> tuple[SectorGain, ...]:
    """Return what one more interview of each sector is expected to tell, the most first; of equals the least heard.

    ratings: by dimension id. sectors: cluster -> sector of every informant who was heard. asked: sector -> dimension
    ids that its guide asks about. Informants of one sector share a part of their error, of unknown size
    (`judgement.expected_by_group`), so a sector tells less the more of it has been heard. The chance that an informant
    speaks of a dimension is the share of the sector's who did, with one more counted who speaks of all that is asked.
    The sum takes the dimensions as unrelated.
    """
    model = model or maturity_model()
    rows: dict[str, list[DimensionGain]] = {sector: [] for sector in asked}
    informants = Counter(sectors.values())
    for dimension in model.dimensions:
        mine = ratings.get(dimension.id, ())
        wanted = [sector for sector, ids in asked.items() if dimension.id in ids]
        bits = expected_by_group(mine, sectors, wanted, model.errors)
        spoke = {one.cluster for one in mine if one.level is not None and one.cluster in sectors}
        told = Counter(sectors[cluster] for cluster in spoke)
        for sector in wanted:
            chance = (told[sector] + 1) / (informants[sector] + 1)
            rows[sector].append(DimensionGain(dimension, chance * bits[sector], chance))
    found = [
        SectorGain(
            sector, sum(row.bits for row in told), informants[sector], tuple(sorted(told, key=lambda row: -row.bits))
        )
        for sector, told in rows.items()
    ]
    return tuple(sorted(found, key=lambda row: (-round(row.bits, 6), row.heard)))


def prior_name(name: str) -> Term:
    """Return the name of a prior in words; one that is not shipped is told by its own name."""
    return PRIOR_NAMES.get(name) or Term(name, name, name)
