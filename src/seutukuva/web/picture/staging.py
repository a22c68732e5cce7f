"""The stage of a town's ecosystem as a sentence of the thread: computed from the levels that decide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import parse_urn, render
from seutukuva.base.languages import as_language
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.thread.kinds import Shown, hashes_of
from seutukuva.web.picture.models import cell_urn, stage_urn
from seutukuva.web.picture.selectors import judged
from seutukuva.web.programmes.selectors import ecosystems_by_id

if TYPE_CHECKING:
    from seutukuva.picture import Stage


def stage_shown(ecosystem: int, stage: Stage, href: str | None = None) -> Shown:
    """Return the sentence in the language that is on."""
    return Shown(
        stage_urn(ecosystem), _("Maturity stage"), render(stage.message, as_language(get_language())), (), href
    )


class StageKind(ReleasableKind):
    """The stage of an ecosystem: computed from its levels, so it has no row of its own."""

    room, kind = "picture", "stage"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the stages of towns that a member may read."""
        there = ecosystems_by_id(row_ids(ids))
        mine = {pk: row for pk, row in there.items() if user.has_perm("programmes.read_town", row.participant)}
        shown = {}
        for pk, found in judged(mine).items():
            town = mine[pk].participant
            href = reverse("town_picture", args=[town.programme.slug, town.slug])
            shown[str(pk)] = stage_shown(pk, found.stage, f"{href}#stage")
        return shown

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return what it says, what its gates say, and the levels that decide it as they are now."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the same of several; the ecosystems are judged together."""
        stages = _stages(ids)
        hashes = hashes_of(on for pk, stage in stages.items() for on in _carriers(pk, stage))
        return {
            str(pk): {
                "message": stage.message.to_json(),
                "gates": [gate.message.to_json() for gate in stage.gates],
                "carriers": {on: hashes[on] for on in _carriers(pk, stage)},
            }
            for pk, stage in stages.items()
        }

    def carriers(self, ids: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the levels that decide stages."""
        return {str(pk): _carriers(pk, stage) for pk, stage in _stages(ids).items()}

    def sentences(self, carriers: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the stages that levels decide."""
        parts = [parse_urn(carrier) for carrier in carriers]
        homes = [part.id.partition("-")[0] for part in parts if (part.room, part.kind) == ("picture", "cell")]
        found = {on: stage_urn(pk) for pk, stage in _stages(homes).items() for on in _carriers(pk, stage)}
        return {carrier: [found[carrier]] for carrier in carriers if carrier in found}

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        return any(row.participant.programme.synthetic for row in ecosystems_by_id(row_ids([id_])).values())


def _stages(ids: Sequence[str]) -> dict[int, Stage]:
    """Return the stages of the ecosystems that there are."""
    there = ecosystems_by_id(row_ids(list(ids)))
    return {pk: found.stage for pk, found in judged(there).items()}


def _carriers(ecosystem: int, stage: Stage) -> list[str]:
    return [cell_urn(ecosystem, dimension) for dimension in stage.deciding]
