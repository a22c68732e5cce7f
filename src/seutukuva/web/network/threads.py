"""How a tie and a structure are shown on a thread: to members; the public is not told of single ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.web.kit.releases.kinds import row_ids
from seutukuva.web.kit.texts.selectors import own_texts
from seutukuva.web.kit.thread.kinds import Kind, Shown, register
from seutukuva.web.network.models import Structure, Tie


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
        row = next(iter(_ties([id_])), None)
        if row is None:
            return None
        return {
            "source": row.source_id,
            "target": row.target_id,
            "kind": row.kind,
            "weight": row.weight,
            "start": row.start.isoformat() if row.start else None,
            "end": row.end.isoformat() if row.end else None,
            "permanence": row.permanence,
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
