"""What to ask next in a town: what one more interview of each sector is expected to tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seutukuva.base import Message
from seutukuva.evidence.guides import shipped_guides
from seutukuva.picture.questions import Gain, by_sector, gains
from seutukuva.web.evidence.selectors import inventory, sector_name
from seutukuva.web.picture.selectors import judged

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem


@dataclass(frozen=True)
class SectorRow:
    """A sector with what one more interview there is expected to tell, in bits, of which dimensions most, and how many
    sources of the sector there are."""

    sector: str
    name: Message | None
    bits: float
    most: Sequence[Gain]
    heard: int


@dataclass(frozen=True)
class Asking:
    """The sectors and the dimensions, those with most to tell first."""

    sectors: Sequence[SectorRow]
    dimensions: Sequence[Gain]


def asking(ecosystem: Ecosystem) -> Asking:
    """Return what to ask next in an ecosystem; the caller got it by permission."""
    found = judged([ecosystem.pk])[ecosystem.pk]
    told = gains(found.ratings, found.model)
    asked: dict[str, set[str]] = {
        sector: {dimension for question in guide.questions for dimension in question.dimensions}
        for sector, guide in shipped_guides().items()
    }
    heard = Counter(row.source.sector for row in inventory(ecosystem.participant).rows)
    sectors = [
        SectorRow(row.sector, sector_name(row.sector), row.bits, row.gains[:3], heard[row.sector])
        for row in by_sector(told, asked)
    ]
    # A guide that asks every sector the same makes them tell as much: then the least heard comes first.
    sectors.sort(key=lambda row: (-round(row.bits, 2), row.heard))
    return Asking(sectors, told)
