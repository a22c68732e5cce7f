"""The figures of many ecosystems' networks for who judges by them; measured once for the same actors and ties."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from seutukuva.base import urn
from seutukuva.web.network.figures import measurement
from seutukuva.web.network.models import Tie
from seutukuva.web.network.selectors import network_of


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
    found = {}
    tied = Tie.objects.filter(ecosystem__in=list(ecosystems)).values_list("ecosystem_id", flat=True).distinct()
    for ecosystem in tied.order_by("ecosystem_id"):
        network = network_of(ecosystem)
        told = measurement(network)
        found[ecosystem] = Metrics(network.actors.height, {id_: told.figure(id_).value for id_ in wanted})
    return found


def metric_urn(ecosystem: int, metric: str) -> str:
    """Return the URN of a metric of an ecosystem's network."""
    return urn("network", "metric", f"{ecosystem}-{metric}")
