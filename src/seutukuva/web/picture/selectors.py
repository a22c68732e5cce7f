"""Reads of the picture. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse

from seutukuva.base import Message
from seutukuva.judgement import Rating
from seutukuva.picture import (
    DimensionCell,
    Gap,
    MaturityModel,
    ProgrammeRow,
    Stage,
    cells,
    changes,
    gaps,
    level_message,
    set90,
    stage,
)
from seutukuva.picture.mapping import Read
from seutukuva.web.evidence.selectors import ratings_of
from seutukuva.web.kit.audit.selectors import events_of
from seutukuva.web.kit.once import is_reading, once
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.picture.experts.selectors import with_panels
from seutukuva.web.picture.measuring import CLUSTERS, figures_of
from seutukuva.web.picture.models import Finding, Status, cell_urn, stage_urn
from seutukuva.web.programmes.maturity import models_of_ecosystems
from seutukuva.web.programmes.selectors import get_participant, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem, Programme

WROTE = ("picture.write_finding", "picture.change_finding")
NOTHING = OwnText({}, {}, None)


@dataclass(frozen=True)
class Judged:
    """An ecosystem's cells, its stage, the ratings that they were judged from, and by which model.

    `beside` are the ratings on dimensions that the model does not have (any more): kept, and judged by nobody.
    `figures` are what the model reads of statistics, indices and the network; the ratings have what they say.
    """

    cells: tuple[DimensionCell, ...]
    stage: Stage
    ratings: Mapping[str, Sequence[Rating]]
    model: MaturityModel
    beside: Mapping[str, Sequence[Rating]]
    figures: Sequence[Read] = ()

    @property
    def dimensions(self) -> list[str]:
        """Return the ids of the model's dimensions."""
        return [cell.dimension.id for cell in self.cells]

    def cell(self, dimension: str) -> DimensionCell:
        """Return the cell of a dimension. Raises Problem when the model does not have it."""
        self.model.dimension(dimension)
        return next(cell for cell in self.cells if cell.dimension.id == dimension)


def judged(
    ecosystems: Iterable[int], dimensions: Collection[str] = (), model: MaturityModel | None = None
) -> dict[int, Judged]:
    """Return ecosystems as the library judges them; the caller has checked the right to read them.

    With `dimensions` it is enough that those are judged: the other cells, and the stage, may then tell nothing. model:
    by which to judge; that of each one's programme when None.
    """
    if model is None and is_reading():
        return once("judged", ecosystems, _judged)
    return _judged(ecosystems, dimensions, model)


def _judged(
    ecosystems: Iterable[int], dimensions: Collection[str] = (), model: MaturityModel | None = None
) -> dict[int, Judged]:
    wanted = list(ecosystems)
    models = models_of_ecosystems(wanted) if model is None else dict.fromkeys(wanted, model)
    rated = with_panels(ratings_of(wanted, dimensions), wanted, dimensions)
    figures = figures_of(wanted, models, dimensions)
    found = {}
    for ecosystem in wanted:
        mine = models[ecosystem]
        known = {dimension.id for dimension in mine.dimensions}
        said = rated.get(ecosystem, {})
        ratings: dict[str, list[Rating]] = {id_: list(rows) for id_, rows in said.items() if id_ in known}
        read = figures.get(ecosystem, ())
        for one in read:
            ratings.setdefault(one.reading.dimension, []).append(one.rating)
        beside = {id_: rows for id_, rows in said.items() if id_ not in known}
        made = cells(ratings, mine)
        found[ecosystem] = Judged(made, stage(made, mine), ratings, mine, beside, read)
    return found


def gap_of(ecosystem: int, dimension: str) -> Gap | None:
    """Return the gap of a dimension, None when it has reached its target or nothing is known."""
    rows = judged([ecosystem])[ecosystem].cells
    return next((gap for gap in gaps(rows) if gap.dimension == dimension), None)


@dataclass(frozen=True)
class FindingRow:
    """A finding as lists show it."""

    finding: Finding
    sentence: OwnText
    flagged: bool

    @property
    def approved(self) -> bool:
        """Tell whether it goes into the next publication."""
        return self.finding.status == Status.APPROVED


@dataclass(frozen=True)
class CellRow:
    """A dimension on a town's page: the cell in words, what would change it, the findings on it."""

    cell: DimensionCell
    urn: str
    set90: str
    text: Message
    changes: tuple[Message, ...]
    findings: Sequence[FindingRow]


@dataclass(frozen=True)
class EcosystemPicture:
    """A town's working picture. `beside` are findings on dimensions that the model does not have (any more)."""

    stage: Stage
    stage_urn: str
    rows: Sequence[CellRow]
    beside: Sequence[FindingRow] = ()

    @property
    def findings(self) -> list[FindingRow]:
        """Return all findings in the order of the dimensions."""
        return [finding for row in self.rows for finding in row.findings]

    @property
    def flags(self) -> int:
        """Return how many findings wait for somebody to look."""
        return sum(finding.flagged for finding in self.findings)

    @property
    def known(self) -> bool:
        """Tell whether anything is known of any dimension."""
        return any(row.cell.cell.known for row in self.rows)


def ecosystem_picture(ecosystem: Ecosystem) -> EcosystemPicture:
    """Return an ecosystem's picture with drafts; the caller got the ecosystem by permission."""
    found = judged([ecosystem.pk])[ecosystem.pk]
    rows = finding_rows([ecosystem.pk])
    return EcosystemPicture(
        stage=found.stage,
        stage_urn=stage_urn(ecosystem.pk),
        rows=[
            CellRow(
                cell=cell,
                urn=cell_urn(ecosystem.pk, cell.dimension.id),
                set90=set90(cell),
                text=level_message(cell),
                changes=changes(cell, found.ratings.get(cell.dimension.id, ()), names=CLUSTERS),
                findings=[row for row in rows if row.finding.dimension == cell.dimension.id],
            )
            for cell in found.cells
        ],
        beside=[row for row in rows if row.finding.dimension not in found.dimensions and not row.finding.area],
    )


def finding_rows(ecosystems: Iterable[int]) -> list[FindingRow]:
    """Return the findings of ecosystems in the order of the dimensions, last those on dimensions that the model has not
    (any more); the caller has checked the right to them."""
    found = once("findings", ecosystems, _finding_rows)
    return [row for key in sorted(found) for row in found[key]]


def _finding_rows(ecosystems: list[int]) -> dict[int, list[FindingRow]]:
    models = models_of_ecosystems(ecosystems)
    order = {key: [dimension.id for dimension in model.dimensions] for key, model in models.items()}
    rows = list(Finding.objects.filter(ecosystem__in=ecosystems))
    rows.sort(key=lambda row: (_place(order[row.ecosystem_id], row.dimension), row.pk))
    texts = own_texts([row.urn for row in rows])
    open_flags = flagged(row.urn for row in rows)
    found: dict[int, list[FindingRow]] = {key: [] for key in ecosystems}
    for row in rows:
        told = FindingRow(row, texts.get((row.urn, "sentence"), NOTHING), row.urn in open_flags)
        found[row.ecosystem_id].append(told)
    return found


def _place(order: Sequence[str], dimension: str) -> int:
    return order.index(dimension) if dimension in order else len(order)


def last_writer(finding: Finding) -> int | None:
    """Return the account that last wrote a finding's words; None for one that only the rules drafted."""
    wrote = (event for event in events_of(finding.urn) if event.action in WROTE)
    return next((event.actor_id for event in wrote), None)


def get_finding(user: Any, programme: str, town: str, finding: int, permission: str) -> Finding:
    """Return a finding of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    row = (
        Finding.objects.select_related("ecosystem__participant__programme")
        .filter(ecosystem__participant=participant, pk=finding)
        .first()
    )
    if row is None:
        raise Http404
    return row


def programme_rows(user: Any, programme: Programme) -> list[ProgrammeRow]:
    """Return the towns that a person may read, with the levels of their first ecosystem."""
    towns = participants_readable_by(user, programme)
    firsts = {town.pk: town.ecosystems.all()[0].pk for town in towns}
    found = judged(firsts.values())
    rows = []
    for town in towns:
        address = reverse("town_picture", args=[programme.slug, town.slug])
        mine = found[firsts[town.pk]]
        links = {
            cell.dimension.id: reverse("dimension", args=[programme.slug, town.slug, cell.dimension.id])
            for cell in mine.cells
        }
        rows.append(ProgrammeRow(town.name, mine.cells, mine.stage, address, links))
    return rows
