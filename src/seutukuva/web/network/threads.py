"""How things of the network are shown on a thread: to members; the public is told of figures, not of single ties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import render
from seutukuva.base.languages import as_language
from seutukuva.network import METRICS
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.texts.selectors import own_texts
from seutukuva.web.kit.thread.kinds import Kind, Shown, register
from seutukuva.web.network.figures import value_text
from seutukuva.web.network.measuring import metric_urn, metrics_of
from seutukuva.web.network.models import Structure, Tie
from seutukuva.web.programmes.selectors import ecosystems_by_id

_METRICS = {metric.id: metric for metric in METRICS}
_DECIMALS = 2  # a metric that moves by less says the same


class TieKind(Kind):
    """A tie of two actors."""

    room, kind = "network", "tie"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the ties of towns that a member may read."""
        found = {}
        for row in _ties(ids):
            town = row.ecosystem.participant
            if user.has_perm("programmes.read_town", town):
                href = reverse("actor", args=[town.programme.slug, town.slug, row.source_id])
                text = f"{row.source.name} – {row.target.name}"
                found[str(row.pk)] = Shown(row.urn, _("Tie"), text, tuple(filter(None, (row.cluster,))), href)
        return found

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return its ends, kind and time."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the same of several."""
        return {
            str(row.pk): {
                "source": row.source_id,
                "target": row.target_id,
                "kind": row.kind,
                "weight": row.weight,
                "start": row.start.isoformat() if row.start else None,
                "end": row.end.isoformat() if row.end else None,
                "permanence": row.permanence,
            }
            for row in _ties(ids)
        }

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        return any(row.ecosystem.participant.programme.synthetic for row in _ties([id_]))


class StructureKind(Kind):
    """A structure: a body, an agreement or a programme."""

    room, kind = "network", "structure"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the structures of towns that a member may read."""
        rows = [row for row in _structures(ids) if user.has_perm("programmes.read_town", row.ecosystem.participant)]
        texts = own_texts([row.urn for row in rows])
        found = {}
        for row in rows:
            town, name = row.ecosystem.participant, texts.get((row.urn, "name"))
            href = reverse("structures", args=[town.programme.slug, town.slug])
            text = name.shown(get_language() or "fi").body if name else ""
            found[str(row.pk)] = Shown(row.urn, _("Structure"), text, (), href)
        return found

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return its name, kind, time and members."""
        row = next(iter(_structures([id_])), None)
        if row is None:
            return None
        name = own_texts([row.urn]).get((row.urn, "name"))
        return {
            "name": dict(name.bodies) if name else {},
            "kind": row.kind,
            "form": row.form,
            "start": row.start.isoformat() if row.start else None,
            "end": row.end.isoformat() if row.end else None,
            "members": sorted(f"{member.pk} {member.kind}" for member in row.members.all()),
        }

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        return any(row.ecosystem.participant.programme.synthetic for row in _structures([id_]))


class MetricKind(ReleasableKind):
    """A metric of an ecosystem's whole network, `<ecosystem>-<metric>`: computed, so it has no row of its own."""

    room, kind = "network", "metric"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the metrics of towns that a member may read."""
        language, found = as_language(get_language()), {}
        parts = _metric_ids(ids)
        homes = ecosystems_by_id({ecosystem for ecosystem, _metric in parts.values()})
        mine = {pk: row for pk, row in homes.items() if user.has_perm("programmes.read_town", row.participant)}
        told = metrics_of(mine, {metric for _ecosystem, metric in parts.values()})
        for id_, (ecosystem, name) in parts.items():
            if ecosystem in told:
                town, metric = mine[ecosystem].participant, _METRICS[name]
                value = value_text(metric, told[ecosystem].values[name], language)
                text = f"{town.name.form(language, 'name')}: {render(metric.name, language)} {value}"
                href = reverse("network_figure", args=[town.programme.slug, town.slug, name])
                found[id_] = Shown(metric_urn(ecosystem, name), _("Network figure"), text, (), href)
        return found

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return the rounded value; None without a network."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the values of several; a network is measured once."""
        parts = _metric_ids(ids)
        told = metrics_of({one for one, _metric in parts.values()}, {metric for _one, metric in parts.values()})
        return {
            id_: {"value": None if (value := told[one].values[metric]) is None else round(value, _DECIMALS)}
            for id_, (one, metric) in parts.items()
            if one in told
        }

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        homes = ecosystems_by_id({ecosystem for ecosystem, _metric in _metric_ids([id_]).values()})
        return any(row.participant.programme.synthetic for row in homes.values())


def _metric_ids(ids: list[str]) -> dict[str, tuple[int, str]]:
    """Return the ecosystem and the metric of ids that are a metric's."""
    parts = {id_: id_.partition("-") for id_ in ids}
    return {
        id_: (row_ids([ecosystem])[0], metric)
        for id_, (ecosystem, _dash, metric) in parts.items()
        if row_ids([ecosystem]) and metric in _METRICS
    }


def _ties(ids: list[str]) -> list[Tie]:
    rows = Tie.objects.select_related("source", "target", "ecosystem__participant__programme")
    return list(rows.filter(pk__in=row_ids(ids)))


def _structures(ids: list[str]) -> list[Structure]:
    rows = Structure.objects.select_related("ecosystem__participant__programme").prefetch_related("members")
    return list(rows.filter(pk__in=row_ids(ids)))


def register_all() -> None:
    """Make the kinds known to the thread."""
    register(TieKind())
    register(StructureKind())
    register(MetricKind())
