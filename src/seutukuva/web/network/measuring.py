"""The figures of many ecosystems' networks for who judges by them; measured once for the same actors and ties."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seutukuva.base import urn
from seutukuva.web.kit.once import once
from seutukuva.web.network.figures import measurement
from seutukuva.web.network.models import Tie
from seutukuva.web.network.selectors import network_of

if TYPE_CHECKING:
    from seutukuva.network import Measurement


@dataclass(frozen=True)
class Metrics:
    """Metrics of an ecosystem's network by id, None where one is not defined, and how many actors it has."""

    actors: int
    values: dict[str, float | None]


def metrics_of(ecosystems: Iterable[int], wanted: Collection[str]) -> dict[int, Metrics]:
    """Return metrics of whole networks, of the ecosystems that have ties; the caller asked the right to read them.

    Raises Problem for a metric that is none.
    """
    if not wanted:
        return {}
    told = once("network.measured", ecosystems, _measured)
    return {
        ecosystem: Metrics(found.counts["actors"], {id_: found.figure(id_).value for id_ in wanted})
        for ecosystem, found in told.items()
    }


def _measured(ecosystems: list[int]) -> dict[int, Measurement]:
    tied = Tie.objects.filter(ecosystem__in=ecosystems).values_list("ecosystem_id", flat=True).distinct()
    return {ecosystem: measurement(network_of(ecosystem)) for ecosystem in tied.order_by("ecosystem_id")}


def metric_urn(ecosystem: int, metric: str) -> str:
    """Return the URN of a metric of an ecosystem's network."""
    return urn("network", "metric", f"{ecosystem}-{metric}")
