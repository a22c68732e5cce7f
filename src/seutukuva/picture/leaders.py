"""Who leads an ecosystem: the signs that its network and structures give.

Who leads says nothing of how mature an ecosystem is: no function of a stage takes a leader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seutukuva.network.centrality import betweenness
from seutukuva.network.coded import coded
from seutukuva.network.model import SECTOR_OF_KIND, Network
from seutukuva.picture.mapping import FEWEST_ACTORS

_CAN_LEAD = ("city", "company", "education")
_SMALLEST_SUM = 100.0  # EUR; a smaller weight is a strength written by hand, or no sum was told
_MOST = 0.5  # who holds more than half of the money holds it alone


@dataclass(frozen=True)
class Payment:
    """Money between two actors: their kinds, and EUR, or less than 100 where no sum is told."""

    payer: str
    receiver: str
    amount: float = 1.0


def leader_of_kinds(kinds: Iterable[str]) -> str | None:
    """Return whom actors of these kinds make the leader: their sector, "shared" when there are several that can lead.

    None when none of them is of a sector that can lead.
    """
    sectors = sorted({SECTOR_OF_KIND.get(kind, "other") for kind in kinds} & set(_CAN_LEAD))
    if not sectors:
        return None
    return sectors[0] if len(sectors) == 1 else "shared"


def broker(network: Network) -> str | None:
    """Return the id of the actor that lies on most shortest paths between others.

    None when no actor lies between others, or several do equally, and of a network too small to conclude anything from
    (`FEWEST_ACTORS`).
    """
    numbers = coded(network)
    if numbers.size < FEWEST_ACTORS:
        return None
    values = betweenness(numbers.graph).values
    top = [numbers.ids[place] for place in (values >= values.max() - 1e-12).nonzero()[0]]
    return top[0] if len(top) == 1 and values.max() > 0 else None


def holder(payments: Sequence[Payment]) -> str | None:
    """Return the sector that holds most of the money, "shared" when none of several holds more than half.

    A payer of a sector that can lead decides on its own money; money of others (the State, a financier) is held by whom
    it was granted to. Where a sum is missing, payments are counted instead. None when nobody who can lead holds any.
    """
    held: dict[str, float] = defaultdict(float)
    known = all(payment.amount >= _SMALLEST_SUM for payment in payments)
    for payment in payments:
        sectors = [SECTOR_OF_KIND.get(kind, "other") for kind in (payment.payer, payment.receiver)]
        sector = next((one for one in sectors if one in _CAN_LEAD), None)
        if sector is not None:
            held[sector] += payment.amount if known else 1.0
    if not held:
        return None
    top = max(held, key=lambda sector: held[sector])
    return top if held[top] > _MOST * sum(held.values()) else "shared"
