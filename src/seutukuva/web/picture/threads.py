"""How cells and findings are shown on a thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import Term, render
from seutukuva.base.languages import as_language
from seutukuva.picture import DimensionCell, level_message
from seutukuva.picture.maturity import own_mark
from seutukuva.picture.report_parts import kind_message
from seutukuva.web.evidence.selectors import rating_contents
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.texts.selectors import own_texts
from seutukuva.web.kit.thread.kinds import Shown, register
from seutukuva.web.picture.experts.selectors import with_panel_contents
from seutukuva.web.picture.growing import GrowthKind
from seutukuva.web.picture.leading_thread import LeaderKind
from seutukuva.web.picture.measuring import cells_on, content_of
from seutukuva.web.picture.models import Finding, Status, cell_urn
from seutukuva.web.picture.selectors import NOTHING, Judged, judged
from seutukuva.web.picture.shared.threads import SharedKind, TownsKind
from seutukuva.web.picture.staging import StageKind
from seutukuva.web.programmes.maturity import dimension_names
from seutukuva.web.programmes.selectors import ecosystems_by_id


def cell_shown(ecosystem: int, cell: DimensionCell, href: str | None = None) -> Shown:
    """Return a cell in the language that is on."""
    language = as_language(get_language())
    name = cell.dimension.name.text(language)
    said = render(level_message(cell), language)
    text = f"{name[:1].upper()}{name[1:]}. {said}" if cell.cell.known else said
    kinds = tuple(render(kind_message(kind), language) for kind in cell.cell.kinds)
    return Shown(cell_urn(ecosystem, cell.dimension.id), _("Level of a dimension"), text, kinds, href)


class CellKind(ReleasableKind):
    """An ecosystem's dimension: computed from its ratings, so it has no row of its own."""

    room, kind = "picture", "cell"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the cells of towns that a member may read."""
        parts = {id_: split(id_) for id_ in ids}
        owners = ecosystems_by_id({part[0] for part in parts.values() if part})
        mine = {key: row for key, row in owners.items() if user.has_perm("programmes.read_town", row.participant)}
        found = judged(mine)
        names = dimension_names(row.programme_id for row in mine.values())
        shown = {}
        for id_, part in parts.items():
            if part and part[0] in mine:
                town = mine[part[0]].participant
                address = f"{reverse('town_picture', args=[town.programme.slug, town.slug])}#{part[1]}"
                if part[1] in found[part[0]].dimensions:
                    shown[id_] = cell_shown(part[0], found[part[0]].cell(part[1]), address)
                elif part[1] in names[town.programme_id]:
                    shown[id_] = _left_shown(part, names[town.programme_id][part[1]], address)
        return shown

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return what the level is and all that it was judged from, down to the passages' words and the model."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the same of several cells; an ecosystem is judged once."""
        parts = {id_: part for id_ in ids if (part := split(id_))}
        there = ecosystems_by_id({part[0] for part in parts.values()})
        dimensions = {part[1] for part in parts.values()}
        found = judged(there, dimensions)
        rated = with_panel_contents(rating_contents(there, dimensions), there, dimensions)
        contents: dict[str, Mapping[str, Any]] = {}
        for id_, part in parts.items():
            if part[0] in there and part[1] in found[part[0]].dimensions:
                cell = found[part[0]].cell(part[1]).cell
                mark = own_mark(found[part[0]].model, part[1])
                contents[id_] = {
                    "mode": cell.mode,
                    "set90": list(cell.set90),
                    "ratings": rated.get(part, {}),
                    **_figures_content(found[part[0]], part[1]),
                    # Words or sizes of the programme's own model may change what a level means though it stays.
                    **({"model": mark} if mark else {}),
                }
        return contents

    def carriers(self, ids: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the figures that cells are judged from; the ratings are tied to them by rows."""
        parts = {id_: part for id_ in ids if (part := split(id_))}
        there = ecosystems_by_id({part[0] for part in parts.values()})
        found = judged(there, {part[1] for part in parts.values()})
        return {
            id_: list(dict.fromkeys(one.measured.urn for one in found[home].figures if one.reading.dimension == of))
            for id_, (home, of) in parts.items()
            if home in found
        }

    def sentences(self, carriers: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the cells that are judged from figures."""
        return cells_on(carriers)

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        part = split(id_)
        return part is not None and any(
            row.participant.programme.synthetic for row in ecosystems_by_id([part[0]]).values()
        )


class FindingKind(ReleasableKind):
    """A finding: its words as they are now to members, as published to everybody else."""

    room, kind = "picture", "finding"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the findings that a member may read."""
        rows = [row for row in _rows(ids) if user.has_perm("programmes.read_town", row.ecosystem.participant)]
        texts = own_texts([row.urn for row in rows])
        shown = {}
        for row in rows:
            town = row.ecosystem.participant
            href = reverse("finding", args=[town.programme.slug, town.slug, row.pk])
            text = texts.get((row.urn, "sentence"), NOTHING).shown(get_language() or "fi").body
            status = _("approved") if row.status == Status.APPROVED else _("draft")
            shown[str(row.pk)] = Shown(row.urn, _("Finding"), text, (status,), href)
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
                "dimension": row.dimension,
                "sentence": dict(texts.get((row.urn, "sentence"), NOTHING).bodies),
            }
            for row in rows
        }

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        return any(row.ecosystem.participant.programme.synthetic for row in _rows([id_]))


def split(id_: str) -> tuple[int, str] | None:
    """Return ecosystem and dimension of a cell's id; None when it is no cell's. Each programme has its dimensions."""
    ecosystem, _dash, dimension = id_.partition("-")
    return (row_ids([ecosystem])[0], dimension) if row_ids([ecosystem]) and dimension else None


def _figures_content(found: Judged, dimension: str) -> dict[str, Any]:
    """Return what the figures of a cell say; nothing where there are none."""
    told = content_of(one for one in found.figures if one.reading.dimension == dimension)
    return {"figures": told} if told else {}


def _left_shown(part: tuple[int, str], name: Term, href: str) -> Shown:
    """Return a cell that the model in use has no more: what stood on it may still be read."""
    told = name.text(as_language(get_language()))
    text = _("%(dimension)s. The maturity model in use does not have this dimension.")
    return Shown(
        cell_urn(*part), _("Level of a dimension"), text % {"dimension": told[:1].upper() + told[1:]}, (), href
    )


def _rows(ids: list[str]) -> list[Finding]:
    return list(Finding.objects.select_related("ecosystem__participant__programme").filter(pk__in=row_ids(ids)))


def register_all() -> None:
    """Make the kinds known to the thread."""
    register(CellKind())
    register(StageKind())
    register(FindingKind())
    register(LeaderKind())
    register(GrowthKind())
    register(SharedKind())
    register(TownsKind())
