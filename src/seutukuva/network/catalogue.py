"""The metrics by name: what each is of, its unit and its limits. Their words stand in the catalogues of messages."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final, Literal

from seutukuva.base import Message, Problem

Unit = Literal["count", "share", "index", "number"]


@dataclass(frozen=True)
class Metric:
    """A metric of a whole network (`of` = network) or of each actor; `lowest` and `highest` are its limits."""

    id: str
    of: Literal["network", "actor"]
    unit: Unit
    lowest: float
    highest: float

    @property
    def name(self) -> Message:
        """Return the name."""
        return Message(f"network.metric.{self.id}")

    @property
    def means(self) -> Message:
        """Return in plain words what it says."""
        return Message(f"network.metric.{self.id}.means")


_LIMITS: Final[dict[Unit, tuple[float, float]]] = {
    "count": (0.0, inf),
    "share": (0.0, 1.0),
    "index": (-1.0, 1.0),
    "number": (0.0, inf),
}
_NETWORK: Final[dict[str, Unit]] = {
    "pairs": "count",
    "mean_degree": "number",
    "density": "share",
    "isolates": "share",
    "components": "count",
    "largest_component": "share",
    "closure": "share",
    "degree_centralisation": "share",
    "betweenness_centralisation": "share",
    "core_share": "share",
    "core_fit": "index",
    "communities": "count",
    "modularity": "index",
    "steadiness": "index",
    "sector_brokerage": "share",
    "left_without_top": "share",
    "left_without_worst": "share",
    "left_without_source": "share",
    "cross_area": "share",
    "ei_area": "index",
    "cross_sector": "share",
    "ei_sector": "index",
    "state_reach": "share",
    "state_share": "share",
    "education_reach": "share",
    "education_share": "share",
    "rdi_reach": "share",
    "permanence": "share",
    "kinds_per_pair": "number",
    "multiplex": "share",
    "sources_per_pair": "number",
    "seen_twice": "share",
}
_ACTOR: Final[dict[str, Unit]] = {
    "degree": "count",
    "strength": "number",
    "in_degree": "count",
    "out_degree": "count",
    "betweenness": "share",
    "directed_betweenness": "share",
    "constraint": "number",
    "effective_size": "number",
    "coordinator": "count",
    "itinerant": "count",
    "gatekeeper": "count",
    "representative": "count",
    "liaison": "count",
    "coreness": "count",
    "core": "share",
    "component": "count",
    "community": "count",
    "together": "share",
    "left_without": "share",
    "sources": "count",
}
# There is one component at least where there is anybody.
_LOWEST: Final = {"components": 1.0}
METRICS: Final = tuple(
    Metric(id_, "network", unit, _LOWEST.get(id_, _LIMITS[unit][0]), _LIMITS[unit][1]) for id_, unit in _NETWORK.items()
)
ACTOR_METRICS: Final = tuple(Metric(id_, "actor", unit, *_LIMITS[unit]) for id_, unit in _ACTOR.items())
_BY_ID: Final = {metric.id: metric for metric in (*METRICS, *ACTOR_METRICS)}


def metric(id_: str) -> Metric:
    """Return the metric `id_`. Raises Problem."""
    if id_ not in _BY_ID:
        raise Problem("network.unknown_metric", value=id_, known=", ".join(_BY_ID))
    return _BY_ID[id_]
