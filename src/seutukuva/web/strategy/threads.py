"""How measures are shown on a thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import render
from seutukuva.base.languages import as_language
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.texts.selectors import own_texts
from seutukuva.web.kit.thread.kinds import Shown, register
from seutukuva.web.strategy.models import Measure
from seutukuva.web.strategy.selectors import shown


class MeasureKind(ReleasableKind):
    """A measure: as it is now to members, as published to everybody else."""

    room, kind = "strategy", "measure"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the measures that a member may read."""
        language = as_language(get_language())
        rows = [row for row in _rows(ids) if user.has_perm("programmes.read_town", row.ecosystem.participant)]
        found = {}
        for row in shown(rows):
            town = row.measure.ecosystem.participant
            href = reverse("measure", args=[town.programme.slug, town.slug, row.measure.pk])
            responsible = row.responsible.shown(language).body
            tags = (*((responsible,) if responsible else ()), str(row.measure.due_year), render(row.status, language))
            text = row.title.shown(language).body
            found[str(row.measure.pk)] = Shown(row.measure.urn, _("Measure"), text, tags, href)
        return found

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return its title in all languages."""
        row = next(iter(_rows([id_])), None)
        if row is None:
            return None
        title = own_texts([row.urn]).get((row.urn, "title"))
        return {"title": dict(title.bodies) if title else {}}

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        return any(row.ecosystem.participant.programme.synthetic for row in _rows([id_]))


def _rows(ids: list[str]) -> list[Measure]:
    return list(Measure.objects.select_related("ecosystem__participant__programme").filter(pk__in=row_ids(ids)))


def register_all() -> None:
    """Make the kind known to the thread."""
    register(MeasureKind())
