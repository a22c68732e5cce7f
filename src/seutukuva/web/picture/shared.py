"""What the towns of a programme share, as sentences of the thread.

They are computed, as levels are: the rules of `seutukuva.picture.across` write them from the levels and leaders of all
towns of a programme. `shared_findings(programme)` gives a report the sentences with their URNs and carriers. Who calls
it has the right to read every town, as who sees the sentences on a thread has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import Message, parse_urn, render, urn
from seutukuva.base.identifiers import slug
from seutukuva.base.languages import as_language
from seutukuva.picture import ProgrammeRow
from seutukuva.picture.shared import common_sentences, leader_sentences, stage_sentences
from seutukuva.web.kit.releases.kinds import row_ids
from seutukuva.web.kit.thread.kinds import Kind, Shown, hashes_of
from seutukuva.web.picture.leading import leader_urn, led_by_all
from seutukuva.web.picture.models import cell_urn
from seutukuva.web.picture.selectors import judged
from seutukuva.web.programmes.selectors import default_ecosystem, ecosystems_by_id, programmes_by_id

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

FEWEST = 2
STAGE, LEADER, COMMON = PARTS = ("stage", "leader", "common")
_PREFIX = "picture.across."


@dataclass(frozen=True)
class SharedFinding:
    """A sentence on the towns of a programme with its URN and what it stands on: cells, or who leads each town."""

    urn: str
    message: Message
    carriers: tuple[str, ...]


def shared_findings(programme: Programme, parts: Collection[str] = PARTS) -> tuple[SharedFinding, ...]:
    """Return what the towns share: stages, leaders, what is common; nothing of fewer than two towns.

    parts: which of PARTS are wanted; levels are judged, and networks read, only for those that need them. The caller
    has the right to read every town of the programme.
    """
    towns = _towns(programme)
    if len(towns) < FEWEST:
        return ()
    homes = [default_ecosystem(town) for town in towns]
    told = _of_levels(programme, towns, homes, parts) if {STAGE, COMMON} & set(parts) else []
    if LEADER in parts:
        leads = [(town.name, led_by_all(home).known) for town, home in zip(towns, homes, strict=True)]
        carriers = [leader_urn(home.pk) for home in homes]
        told += [_shared(programme, row, carriers) for row in leader_sentences(leads)]
    return tuple(told)


def _of_levels(
    programme: Programme, towns: Sequence[Participant], homes: Sequence[Ecosystem], parts: Collection[str]
) -> list[SharedFinding]:
    """Return the sentences on stages and on what is common: those that stand on levels."""
    found = judged(home.pk for home in homes)
    rows = [
        ProgrammeRow(town.name, found[home.pk].cells, found[home.pk].stage)
        for town, home in zip(towns, homes, strict=True)
    ]
    told = []
    if STAGE in parts:
        every = [
            cell_urn(home.pk, cell.dimension.id) for home in homes for cell in found[home.pk].cells if cell.cell.known
        ]
        told += [_shared(programme, message, every) for message in stage_sentences(rows)]
    for message in common_sentences(rows) if COMMON in parts else ():
        of = [cell.dimension.id for cell in rows[0].cells if cell.dimension.name == message.parameters["dimension"]]
        told.append(_shared(programme, message, [cell_urn(home.pk, id_) for home in homes for id_ in of]))
    return told


class SharedKind(Kind):
    """A sentence on the towns of a programme; only who may read every town sees it."""

    room, kind = "picture", "shared"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the sentences of programmes whose towns a person may all read."""
        language = as_language(get_language())
        shown = {}
        for id_, (programme, row) in _found(ids, user).items():
            href = reverse("picture_across", args=[programme.slug])
            shown[id_] = Shown(row.urn, _("What the towns share"), render(row.message, language), (), href)
        return shown

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return what it says, and what it stands on as that is now."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the same of several; a programme is judged once."""
        found = _found(ids)
        hashes = hashes_of({carrier for _programme, row in found.values() for carrier in row.carriers})
        return {
            id_: {"message": row.message.to_json(), "carriers": {urn_: hashes[urn_] for urn_ in row.carriers}}
            for id_, (_programme, row) in found.items()
        }

    def carriers(self, ids: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the cells and leaders that sentences are computed from."""
        return {id_: row.carriers for id_, (_programme, row) in _found(ids).items()}

    def sentences(self, carriers: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the sentences that are computed from cells and leaders."""
        parts = [(carrier, parse_urn(carrier)) for carrier in carriers]
        mine = {
            carrier: part.id.partition("-")[0]
            for carrier, part in parts
            if part.room == "picture" and part.kind in {"cell", "leader"}
        }
        if not mine:
            return {}
        kinds = {part.kind for carrier, part in parts if carrier in mine}
        wanted = [part for part in PARTS if ("leader" if part == LEADER else "cell") in kinds]
        homes = ecosystems_by_id(row_ids(list(mine.values())))
        found: dict[str, list[str]] = {}
        for programme in {row.participant.programme for row in homes.values()}:
            for row in shared_findings(programme, wanted):
                for carrier in mine.keys() & set(row.carriers):
                    found.setdefault(carrier, []).append(row.urn)
        return found

    def synthetic(self, id_: str) -> bool:
        """Tell whether its programme is synthetic."""
        return any(row.synthetic for row in programmes_by_id(row_ids([id_.partition("-")[0]])))


def _found(ids: Sequence[str], reader: Any = None) -> dict[str, tuple[Programme, SharedFinding]]:
    """Return the sentences that are there, of programmes whose every town `reader` may read (of all when None)."""
    there = programmes_by_id(row_ids([id_.partition("-")[0] for id_ in ids]))
    there = [row for row in there if reader is None or reads_all(reader, row)]
    names = [id_.partition("-")[2].partition("-")[0] for id_ in ids]
    parts = {name if name in {STAGE, LEADER} else COMMON for name in names}
    told = {parse_urn(row.urn).id: (one, row) for one in there for row in shared_findings(one, parts)}
    return {id_: told[id_] for id_ in ids if id_ in told}


def reads_all(user: Any, programme: Programme) -> bool:
    """Tell whether a person may read every town of a programme."""
    return all(user.has_perm("programmes.read_town", town) for town in _towns(programme))


def _towns(programme: Programme) -> list[Participant]:
    return list(programme.participants.select_related("programme").prefetch_related("areas", "ecosystems"))


def _shared(programme: Programme, message: Message, carriers: Sequence[str]) -> SharedFinding:
    """Return a sentence under a name that says what it is about, whatever its numbers."""
    about = message.parameters.get("number") or message.parameters.get("leader") or message.parameters.get("dimension")
    words = "" if about is None else slug(about if isinstance(about, str) else getattr(about, "en", str(about)))
    name = "-".join(filter(None, (message.code.removeprefix(_PREFIX).replace(".", "-"), words)))
    return SharedFinding(urn("picture", "shared", f"{programme.pk}-{name}"), message, tuple(carriers))
