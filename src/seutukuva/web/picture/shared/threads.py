"""How what the towns of a programme share is shown on a thread, and the list of towns that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import Message, render
from seutukuva.base.languages import as_language
from seutukuva.picture.listing import listed
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.texts.selectors import own_texts
from seutukuva.web.kit.thread.kinds import Shown
from seutukuva.web.picture.models import SharedFinding, Status
from seutukuva.web.picture.selectors import NOTHING
from seutukuva.web.picture.shared.selectors import reads_all, towns_of, towns_urn
from seutukuva.web.programmes.selectors import programmes_by_id

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme


class SharedKind(ReleasableKind):
    """A sentence on the towns of a programme: its words as they are now to who may read every town."""

    room, kind = "picture", "shared"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the sentences of programmes whose towns a member may all read."""
        rows = _rows(ids)
        mine = {row.programme_id for row in rows if reads_all(user, row.programme)}
        rows = [row for row in rows if row.programme_id in mine]
        texts = own_texts([row.urn for row in rows])
        shown = {}
        for row in rows:
            href = reverse("shared_finding", args=[row.programme.slug, row.pk])
            text = texts.get((row.urn, "sentence"), NOTHING).shown(get_language() or "fi").body
            status = _("approved") if row.status == Status.APPROVED else _("draft")
            shown[str(row.pk)] = Shown(row.urn, _("What the towns share"), text, (status,), href)
        return shown

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return its words in all languages."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the words of several."""
        rows = _rows(ids)
        texts = own_texts([row.urn for row in rows])
        return {
            str(row.pk): {
                "about": row.about,
                "subject": row.subject,
                "sentence": dict(texts.get((row.urn, "sentence"), NOTHING).bodies),
            }
            for row in rows
        }

    def synthetic(self, id_: str) -> bool:
        """Tell whether its programme is synthetic."""
        return any(row.programme.synthetic for row in _rows([id_]))


class TownsKind(ReleasableKind):
    """The list of a programme's towns: a sentence on all of them is looked at again when one joins or leaves."""

    room, kind = "picture", "towns"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the lists of programmes whose towns a member may all read."""
        there = [row for row in programmes_by_id(row_ids(ids)) if reads_all(user, row)]
        return {str(row.pk): towns_shown(row, reverse("picture_across", args=[row.slug])) for row in there}

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return the towns with their names."""
        row = next(iter(programmes_by_id(row_ids([id_]))), None)
        if row is None:
            return None
        return {"towns": [[town.urn, town.name_fi, town.name_sv, town.name_en] for town in towns_of(row)]}

    def synthetic(self, id_: str) -> bool:
        """Tell whether the programme is synthetic."""
        return any(row.synthetic for row in programmes_by_id(row_ids([id_])))


def towns_shown(programme: Programme, href: str | None = None) -> Shown:
    """Return the list of towns in the language that is on."""
    names = [town.name for town in towns_of(programme)]
    told = listed(names) if names else ""
    text = told if isinstance(told, str) else _told(told)
    return Shown(towns_urn(programme.pk), _("Towns of the programme"), text, (str(len(names)),), href)


def _told(names: Any) -> str:
    language = as_language(get_language())
    return render(names, language) if isinstance(names, Message) else str(names.form(language, "name"))


def _rows(ids: list[str]) -> list[SharedFinding]:
    return list(SharedFinding.objects.select_related("programme").filter(pk__in=row_ids(ids)))
