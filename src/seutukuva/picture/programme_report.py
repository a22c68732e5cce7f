"""The situation report of a programme: its towns side by side, what they share, each town on its pages, the method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from seutukuva.base import Language, render
from seutukuva.documents import Block, Document, Heading, ItemList, KeyFigure, KeyFigures
from seutukuva.picture import programme_beside as beside
from seutukuva.picture import programme_parts as across
from seutukuva.picture import report_parts as parts
from seutukuva.picture.across import nearest
from seutukuva.picture.leader_report import programme_leader_blocks
from seutukuva.picture.maturity import MaturityModel
from seutukuva.picture.method_report import level_blocks, method_blocks, source_blocks, term_blocks
from seutukuva.picture.programme_dimensions import dimension_chapter
from seutukuva.picture.programme_parts import shared_items
from seutukuva.picture.programme_towns import town_blocks
from seutukuva.picture.publication import ProgrammeRow, programme_document, programme_heading, programme_lead
from seutukuva.picture.report_parts import NetworkPart, TownMatter, say
from seutukuva.picture.shared import SharedStatement, common_sentences, leader_sentences, stage_sentences

COMMON = "common"
_MOST = 3  # of what the towns share, on the first page
PROGRAMME_SECTIONS = (parts.OPENING, COMMON, "network", parts.CLOSING)


@dataclass(frozen=True)
class ProgrammeMatter:
    """What a programme's report is made from; `texts` by `PROGRAMME_SECTIONS`, `name` in the document's language.

    `statistics` are blocks that show the towns on the map side by side. `shared` are the approved sentences on all
    towns; the rules' own stand only for a part (stages, leaders, what is common) of which none is approved. `earlier`
    is the report that was published before, None when none was.
    """

    name: str
    urn: str
    made_on: str
    synthetic: bool
    towns: tuple[TownMatter, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    network: NetworkPart | None = None
    statistics: tuple[Block, ...] = ()
    shared: tuple[SharedStatement, ...] = ()
    earlier: Document | None = None


def programme_report(matter: ProgrammeMatter, language: Language) -> Document:
    """Return the situation report of a programme; every sentence that the thread knows carries its URN."""
    rows = [ProgrammeRow(town.picture.town, town.picture.cells, town.picture.stage) for town in matter.towns]
    model = across.model_of(rows)
    grid = programme_document(
        rows, language, name=matter.name, synthetic=matter.synthetic, made_on=matter.made_on
    ).blocks
    blocks: list[Block] = [Heading(render(programme_heading(rows), language)), _key_figures(matter, language)]
    blocks += [*parts.own(matter.texts, parts.OPENING), *summary_blocks(matter, rows, language), *grid]
    blocks += [across.stages_table(rows, language)]
    blocks += [Heading(across.common_heading(rows, language)), *parts.own(matter.texts, COMMON)]
    blocks += [*across.common_blocks(rows, language, matter.shared), *across.differing_blocks(rows, language)]
    blocks += across.gap_chapter(rows, language)
    blocks += dimension_chapter(matter.towns, language)
    blocks += beside.changes_chapter(matter.earlier, grid, language)
    blocks += programme_leader_blocks([(town.picture.town, town.led) for town in matter.towns], language)
    blocks += beside.leader_signs(matter.towns, language)
    network = parts.network_blocks(matter.network, language, "network.programme")
    blocks += network[:1] + (list(parts.own(matter.texts, "network")) if network else []) + network[1:]
    blocks += [*beside.network_chapter(matter.towns, language), *beside.growth_chapter(matter.towns, language)]
    if matter.statistics:
        blocks += [Heading(say(language, "beside")), *matter.statistics]
    for town, alike in zip(matter.towns, nearest(rows), strict=True):
        blocks += town_blocks(town, alike, language)
    blocks += [*across.shared_steps(matter.towns, language), *beside.reliability_chapter(matter.towns, language)]
    blocks += [*across.unknown_chapter(matter.towns, language), *beside.asking_chapter(matter.towns, language)]
    blocks += _end(matter, model, language)
    return Document(
        title=say(language, "programme.title", name=matter.name),
        language=language,
        blocks=tuple(blocks),
        over=say(language, "programme.over", year=matter.made_on[:4]),
        lead=" ".join(render(message, language) for message in programme_lead(rows)),
        synthetic=matter.synthetic,
        made_on=matter.made_on,
        urn=matter.urn,
    )


def summary_blocks(matter: ProgrammeMatter, rows: Sequence[ProgrammeRow], language: Language) -> list[Block]:
    """Return the first page: stages, what is common, who leads, with the numbers."""
    looked = [(town.picture.town, town.led.known) for town in matter.towns if town.led is not None]
    leaders = leader_sentences(looked) if any(known for _, known in looked) else ()
    told = [
        *shared_items(matter.shared, "stage", stage_sentences(rows), language),
        *shared_items(matter.shared, "leader", leaders, language),
    ]
    common = shared_items(matter.shared, "common", common_sentences(rows), language)[:_MOST]
    blocks: list[Block] = [ItemList(tuple(told))]
    if common:
        blocks.append(Heading(say(language, "summary.common"), 3))
        blocks.append(ItemList(common))
    return blocks


def _end(matter: ProgrammeMatter, model: MaturityModel, language: Language) -> list[Block]:
    """Return the conclusions, the sources and the appendices."""
    blocks: list[Block] = []
    if closing := parts.own(matter.texts, parts.CLOSING):
        blocks += [Heading(say(language, "closing")), *closing]
    rated = [[rating for found in town.ratings.values() for rating in found] for town in matter.towns]
    blocks += [*source_blocks(rated, language), across.sources_by_town(matter.towns, language)]
    tables = (beside.kinds_table(matter.towns, language), beside.interviews_table(matter.towns, language))
    blocks += [table for table in tables if table]
    blocks += [*method_blocks(model, language), *level_blocks(model.dimensions, language), *term_blocks(language)]
    return blocks


def _key_figures(matter: ProgrammeMatter, language: Language) -> KeyFigures:
    towns = matter.towns
    sources = {(town.picture.urn, rating.cluster) for town in towns for rating in town.rated}
    staged = sum(town.picture.stage.level is not None for town in towns)
    ratings = sum(len(town.rated) for town in towns)
    quotes = sum(len(town.picture.voices) for town in towns)
    figures = (
        ("towns", len(towns), say(language, "key.staged", count=staged)),
        ("sources", len(sources), say(language, "key.ratings", count=ratings)),
        ("findings", sum(len(town.picture.statements) for town in towns), say(language, "key.quotes", count=quotes)),
    )
    return KeyFigures(tuple(KeyFigure(str(n), say(language, f"key.{id_}"), detail) for id_, n, detail in figures))
