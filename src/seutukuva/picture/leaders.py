"""Who leads an ecosystem: the signs that its network and structures give.

Who leads says nothing of how mature an ecosystem is: no function of a stage takes a leader.
"""

from __future__ import annotations

from collections.abc import Iterable

from seutukuva.network.centrality import betweenness
from seutukuva.network.coded import coded
from seutukuva.network.model import SECTOR_OF_KIND, Network

_CAN_LEAD = ("city", "company", "education")


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

    None when no actor lies between others, or several do equally.
    """
    numbers = coded(network)
    if numbers.size < 3:
        return None
    values = betweenness(numbers.graph).values
    top = [numbers.ids[place] for place in (values >= values.max() - 1e-12).nonzero()[0]]
    return top[0] if len(top) == 1 and values.max() > 0 else None
