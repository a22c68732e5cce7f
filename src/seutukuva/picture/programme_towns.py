"""A town's spread in the report of its programme: levels, leader, strengths, needs, who is alike, next steps."""

from __future__ import annotations

from collections.abc import Sequence

from seutukuva.base import Language, Message, render
from seutukuva.documents import Block, Heading, ItemList, ListItem, Note, Paragraph
from seutukuva.picture import report_parts as parts
from seutukuva.picture import standing_report as standing
from seutukuva.picture.dimension_report import conflict_texts, dimension_heading
from seutukuva.picture.leader_report import leader_sentence
from seutukuva.picture.maturity import DimensionCell
from seutukuva.picture.publication import level_message, quotes_of, step_blocks
from seutukuva.picture.report_parts import TownMatter, say
from seutukuva.picture.town_picture_report import basis, level_grid

_QUOTES = 2  # of a dimension of a town; its own report has them all


def town_blocks(matter: TownMatter, alike: Sequence[Message], language: Language) -> list[Block]:
    """Return a town on some pages; `alike` are the sentences on whom it is most like."""
    picture = matter.picture
    name = picture.town.form(language, "name")
    told = picture.stage.name.text(language) if picture.stage.name else ""
    heading = say(language, "town", town=name, level=told) if told else say(language, "town.unknown", town=name)
    known, staged = any(cell.cell.known for cell in picture.cells), picture.stage.level is not None
    blocks: list[Block] = [
        Heading(heading),
        Paragraph(render(picture.stage.message, language), sentence=picture.stage_urn),
        *([basis(matter, language)] if known else []),
        *parts.own(matter.texts, parts.OPENING),
        *(Note(render(gate.message, language)) for gate in picture.stage.held_back),
        level_grid(matter, language, ""),
        *([Paragraph(leader_sentence(matter.led, language), sentence=matter.led.urn)] if matter.led else []),
    ]
    if matter.statistics_lead:
        blocks.append(Heading(say(language, "summary.statistics"), 3))
        blocks.append(ItemList(tuple(map(ListItem, matter.statistics_lead))))
    if known and (staged or standing.strengths(picture.cells)):
        blocks += standing.strength_blocks(matter, language)
    if known:
        blocks += standing.need_blocks(matter, language)
    if staged:
        blocks.append(Heading(say(language, "summary.sure"), 3))
        blocks.append(ItemList(tuple(map(ListItem, standing.sure_texts(matter, language)))))
    if len(alike) > 1:
        blocks.append(Heading(say(language, "alike"), 3))
        blocks.append(ItemList(tuple(ListItem(render(message, language)) for message in alike)))
    for cell in picture.cells:
        blocks += _dimension(matter, cell, language)
    if matter.network and matter.network.metrics:
        heading = say(language, "network", actors=matter.network.actors, ties=matter.network.ties)
        blocks += [Heading(heading, 3), parts.metrics_table(matter.network, language)]
    steps = step_blocks("picture.publication.measures", picture.measures, language)
    steps += step_blocks("picture.publication.opportunities", picture.opportunities, language)
    return blocks + [Heading(step.text, 3) if isinstance(step, Heading) else step for step in steps]


def _dimension(matter: TownMatter, cell: DimensionCell, language: Language) -> list[Block]:
    """Return a dimension of a town shortly; nothing when there is neither a level nor a finding."""
    picture, id_ = matter.picture, cell.dimension.id
    statements = [row for row in picture.statements if row.dimension == id_]
    if not statements and not cell.cell.known:
        return []
    sentence = picture.cell_urns.get(id_) if cell.cell.known else None
    return [
        Heading(dimension_heading(cell, language), 3),
        *(Paragraph(row.text, sentence=row.urn) for row in statements),
        *parts.own(matter.texts, id_),
        *quotes_of(picture, id_, language)[:_QUOTES],
        *(Note(text) for text in conflict_texts(cell, language)),
        Note(render(level_message(cell), language), sentence=sentence),
    ]
