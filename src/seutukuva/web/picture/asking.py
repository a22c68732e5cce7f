"""What to ask next in a town: what one more interview of each sector is expected to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seutukuva.base import Message
from seutukuva.evidence.guides import shipped_guides
from seutukuva.picture.questions import DimensionGain, Gain, by_sector, gains
from seutukuva.web.evidence.selectors import inventory, sector_name
from seutukuva.web.picture.selectors import judged

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem


@dataclass(frozen=True)
class SectorRow:
    """A sector with what one more interview there is expected to tell, in bits, of which dimensions most, and how many
    of its informants have spoken."""

    sector: str
    name: Message | None
    bits: float
    most: Sequence[DimensionGain]
    heard: int


@dataclass(frozen=True)
class Asking:
    """The sectors and the dimensions, those with most to tell first."""

    sectors: Sequence[SectorRow]
    dimensions: Sequence[Gain]

    @property
    def apart(self) -> bool:
        """Tell whether the first sector is expected to tell more than the second."""
        return len(self.sectors) > 1 and self.sectors[0].bits - self.sectors[1].bits >= 0.005


def asking(ecosystem: Ecosystem) -> Asking:
    """Return what to ask next in an ecosystem; the caller got it by permission."""
    found = judged([ecosystem.pk])[ecosystem.pk]
    asked = _asked([dimension.id for dimension in found.model.dimensions])
    sources = [row.source for row in inventory(ecosystem.participant).rows]
    sectors = {one.cluster: one.sector for one in sources if one.kind == "interview" and one.sector}
    rows = [
        SectorRow(row.sector, sector_name(row.sector), row.bits, row.gains[:3], row.heard)
        for row in by_sector(found.ratings, sectors, asked, found.model)
    ]
    return Asking(rows, gains(found.ratings, found.model))


def _asked(dimensions: Sequence[str]) -> dict[str, set[str]]:
    """Return the dimensions that each sector is asked about: those of its guide, and those that are in no guide.

    The guides ship with the package and know its own dimensions; of others a programme asks whom it likes.
    """
    asked = {
        sector: {dimension for question in guide.questions for dimension in question.dimensions}
        for sector, guide in shipped_guides().items()
    }
    free = set(dimensions).difference(*asked.values())
    return {sector: ids | free for sector, ids in asked.items()}
