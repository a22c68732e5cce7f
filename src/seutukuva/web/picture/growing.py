"""Growth areas of a town: what its coded passages name beside its jobs by industry, and how the thread shows them.

A growth area is computed, as a level is: a finding stands on it, and it on its passages and figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import Message, parse_urn, render, urn
from seutukuva.base.languages import as_language
from seutukuva.indicators import catalogue, location_quotients, periods
from seutukuva.picture.growth import Growth, GrowthArea, IndustryFigure, Mention, growth
from seutukuva.web.evidence.coding.selectors import counted_in, unseen_passages
from seutukuva.web.indicators.kinds import imported_urn
from seutukuva.web.indicators.selectors import town_of, whole_board
from seutukuva.web.kit.once import once
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.thread.kinds import Shown, hashes_of
from seutukuva.web.picture.models import GROWTH, Finding, Kind, growth_urn
from seutukuva.web.picture.selectors import FindingRow, finding_rows
from seutukuva.web.programmes.selectors import ecosystems_by_id

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem

_SHARE = "jobs_share_"
_ANY = "091"  # any municipality: only the whole country's shares are read


@dataclass(frozen=True)
class GrowthRow:
    """A growth area as the town's page shows it, with the findings on it."""

    area: GrowthArea
    urn: str
    certainty: Message
    findings: Sequence[FindingRow]


@dataclass(frozen=True)
class GrowthPicture:
    """A town's growth areas, in three classes; `unplaced` counts the passages that name no known theme."""

    supported: Sequence[GrowthRow]
    named: Sequence[GrowthRow]
    statistics: Sequence[GrowthRow]
    beside: Sequence[FindingRow]
    unplaced: int


def growth_of(ecosystem: Ecosystem) -> Growth:
    """Return an ecosystem's growth areas by all that was coded, whoever asks; the caller has the right to the town."""
    return once("growth", [ecosystem.pk], lambda _new: {ecosystem.pk: _growth(ecosystem)})[ecosystem.pk]


def _growth(ecosystem: Ecosystem) -> Growth:
    coded = counted_in(ecosystem)
    mentions = {}
    for row in coded.filter(code__points_to__startswith=GROWTH):
        kind, _colon, theme = row.code.points_to.partition(":")
        if kind == GROWTH:
            source = row.passage.source
            mentions[row.passage_id, theme] = Mention(
                row.passage.urn, row.passage.quote, source.cluster, source.sector, theme
            )
    return growth(mentions.values(), _industries(ecosystem), asked=coded.exists())


def growth_picture(ecosystem: Ecosystem) -> GrowthPicture:
    """Return an ecosystem's growth areas with the findings on them; the caller got it by permission."""
    found = growth_of(ecosystem)
    written = [row for row in finding_rows([ecosystem.pk]) if row.finding.area]

    def rows(areas: Sequence[GrowthArea]) -> list[GrowthRow]:
        return [
            GrowthRow(
                area,
                growth_urn(ecosystem.pk, area.id),
                Message(f"picture.growth.certainty.{area.certainty}"),
                [row for row in written if row.finding.area == area.id],
            )
            for area in areas
        ]

    ids = {area.id for area in found.areas}
    return GrowthPicture(
        rows(found.of("supported")),
        rows(found.of("named")),
        rows(found.of("statistics")),
        [row for row in written if row.finding.area not in ids],
        len(found.unplaced),
    )


def growth_drafts(ecosystem: Ecosystem) -> list[tuple[str, Message]]:
    """Return what the rules draft: (growth.<id>, sentence) of each area that more than one source names."""
    areas = growth_of(ecosystem).areas
    return [(f"{GROWTH}.{area.id}", area.message) for area in areas if area.certainty != "weak"]


class GrowthKind(ReleasableKind):
    """A growth area: computed from coded passages and figures, so it has no row of its own."""

    room, kind = "picture", GROWTH

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the growth areas of towns that a member may read."""
        shown = {}
        for id_, (ecosystem, area) in _areas(ids).items():
            town = ecosystem.participant
            if user.has_perm("programmes.read_town", town):
                href = reverse("town_picture", args=[town.programme.slug, town.slug])
                shown[id_] = growth_shown(ecosystem, area, f"{href}#growth")
        return shown

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return what it says, and its passages and figures as they are now."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the same of several."""
        return {
            id_: {
                "standing": area.standing,
                "informants": area.informants,
                "figures": [[row.section, round(row.quotient, 2)] for row in area.figures],
                "carriers": hashes_of(area.carriers),
            }
            for id_, (_ecosystem, area) in _areas(ids).items()
        }

    def carriers(self, ids: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the passages and figures that it is computed from."""
        return {id_: area.carriers for id_, (_ecosystem, area) in _areas(ids).items()}

    def sentences(self, carriers: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the growth areas that something was written of and that are computed from passages or figures."""
        found: dict[str, list[str]] = {}
        for ecosystem in _written_on(carriers):
            for area in growth_of(ecosystem).areas:
                for carrier in set(area.carriers) & set(carriers):
                    found.setdefault(carrier, []).append(growth_urn(ecosystem.pk, area.id))
        return found

    def withheld(self, user: Any, carriers: list[str]) -> set[str]:
        """Return the passages that only others coded where the reader still codes blind."""
        return unseen_passages(user, carriers, f"{GROWTH}:")

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        rows = ecosystems_by_id(row_ids([id_.partition("-")[0]]))
        return any(row.participant.programme.synthetic for row in rows.values())


def growth_shown(ecosystem: Ecosystem, area: GrowthArea, href: str | None = None) -> Shown:
    """Return a growth area in the language that is on."""
    text = render(area.message, as_language(get_language()))
    return Shown(growth_urn(ecosystem.pk, area.id), _("Growth area"), text, (), href)


def _written_on(carriers: Sequence[str]) -> list[Ecosystem]:
    """Return the ecosystems with findings on growth areas that the passages or figures may be of."""
    parts = [parse_urn(carrier) for carrier in carriers]
    passages = row_ids([part.id for part in parts if (part.room, part.kind) == ("evidence", "passage")])
    places = {part.id.split("@")[-1] for part in parts if (part.room, part.kind) == ("indicators", "imported")}
    for part in parts:
        if (part.room, part.kind) == ("indicators", "value") and "@" in part.id:
            places |= set(part.id.split("@")[1].split("-"))
    if not passages and not places:
        return []
    homes = Finding.objects.filter(kind=Kind.GROWTH).values_list("ecosystem", flat=True).distinct()
    return [
        row
        for row in ecosystems_by_id(homes).values()
        if (places & {row.participant.slug, *row.participant.codes})
        or (passages and counted_in(row).filter(passage__in=passages).exists())
    ]


def _areas(ids: Sequence[str]) -> dict[str, tuple[Ecosystem, GrowthArea]]:
    """Return the growth areas that are there; an ecosystem is computed once."""
    parts = {id_: id_.partition("-") for id_ in ids}
    there = ecosystems_by_id(row_ids([part[0] for part in parts.values()]))
    computed = {pk: growth_of(row) for pk, row in there.items()}
    found = {}
    for id_, (home, _dash, name) in parts.items():
        for pk in row_ids([home]):
            area = computed[pk].area(name) if pk in computed else None
            if area is not None:
                found[id_] = (there[pk], area)
    return found


def _industries(ecosystem: Ecosystem) -> list[IndustryFigure]:
    """Return the industries of a town's jobs: official ones, or those imported for a town that is on no map."""
    programme, town = ecosystem.participant.programme, town_of(ecosystem.participant)
    if town.codes:
        shares = {row.id.removeprefix(_SHARE): row.id for row in catalogue() if row.id.startswith(_SHARE)}
        found = location_quotients(town.codes if len(town.codes) > 1 else town.codes[0])
        return [
            IndustryFigure(
                row["section"],
                row["share"],
                row["lq"],
                _official(shares.get(row["section"].lower()), town.codes),
            )
            for row in found.iter_rows(named=True)
            if row["share"] is not None and row["lq"] is not None
        ]
    country = dict(location_quotients(_ANY).select("section", "country_share").iter_rows())
    rows = whole_board(programme).imported.filter(
        pl.col("municipality") == town.key, pl.col("indicator").str.starts_with(_SHARE), pl.col("value").is_not_null()
    )
    latest = rows.sort("period").group_by("indicator", maintain_order=True).last()
    return [
        IndustryFigure(section, value, value / country[section], imported_urn(programme.pk, measure, town.slug))
        for measure, value in latest.select("indicator", "value").iter_rows()
        if country.get(section := measure.removeprefix(_SHARE).upper())
    ]


def _official(indicator: str | None, codes: Sequence[str]) -> str:
    """Return the URN of a share of jobs in the catalogue; "" for an industry that it has not."""
    if indicator is None:
        return ""
    return urn("indicators", "value", f"{indicator}@{'-'.join(codes)}@{periods(indicator)[-1]}")
