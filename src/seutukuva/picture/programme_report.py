"""The situation report of a programme: its towns side by side, what they share, each town on its pages, the method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from seutukuva.base import Language, Message, render
from seutukuva.documents import Block, Column, Document, Heading, KeyFigure, KeyFigures, Note, Paragraph, Table
from seutukuva.picture import report_parts as parts
from seutukuva.picture.dimension_report import dimension_heading
from seutukuva.picture.findings import gaps
from seutukuva.picture.leader_report import leader_sentence, programme_leader_blocks
from seutukuva.picture.maturity import DimensionCell, MaturityModel, maturity_model, model_of_cells
from seutukuva.picture.method_report import method_blocks, source_blocks, term_blocks
from seutukuva.picture.publication import (
    ProgrammeRow,
    level_message,
    programme_document,
    programme_heading,
    programme_lead,
    quotes_of,
    step_blocks,
)
from seutukuva.picture.report_parts import NetworkPart, TownMatter, say
from seutukuva.picture.town_picture_report import basis, level_grid

COMMON = "common"
_QUOTES = 2  # of a dimension of a town; its own report has them all
PROGRAMME_SECTIONS = (parts.OPENING, COMMON, "network", parts.CLOSING)


@dataclass(frozen=True)
class ProgrammeMatter:
    """What a programme's report is made from; `texts` by `PROGRAMME_SECTIONS`, `name` in the document's language."""

    name: str
    urn: str
    made_on: str
    synthetic: bool
    towns: tuple[TownMatter, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    network: NetworkPart | None = None


def programme_report(matter: ProgrammeMatter, language: Language) -> Document:
    """Return the situation report of a programme; every sentence that the thread knows carries its URN."""
    rows = [ProgrammeRow(town.picture.town, town.picture.cells, town.picture.stage) for town in matter.towns]
    grid = programme_document(
        rows, language, name=matter.name, synthetic=matter.synthetic, made_on=matter.made_on
    ).blocks
    blocks: list[Block] = [Heading(render(programme_heading(rows), language)), _key_figures(matter, language)]
    blocks += [*parts.own(matter.texts, parts.OPENING), *grid, _stages(rows, language)]
    blocks += [Heading(common_heading(rows, language)), *parts.own(matter.texts, COMMON)]
    blocks += [_spread(rows, language), Note(say(language, "common.note"))]
    blocks += programme_leader_blocks([(town.picture.town, town.led) for town in matter.towns], language)
    network = parts.network_blocks(matter.network, language, "network.programme")
    blocks += network[:1] + (list(parts.own(matter.texts, "network")) if network else []) + network[1:]
    for town in matter.towns:
        blocks += _town(town, language)
    if closing := parts.own(matter.texts, parts.CLOSING):
        blocks += [Heading(say(language, "closing")), *closing]
    rated = [rating for town in matter.towns for found in town.ratings.values() for rating in found]
    return Document(
        title=say(language, "programme.title", name=matter.name),
        language=language,
        blocks=(
            *blocks,
            *source_blocks(rated, language),
            *method_blocks(_model(rows), language),
            *term_blocks(language),
        ),
        over=say(language, "programme.over", year=matter.made_on[:4]),
        lead=" ".join(render(message, language) for message in programme_lead(rows)),
        synthetic=matter.synthetic,
        made_on=matter.made_on,
        urn=matter.urn,
    )


def common_heading(rows: Sequence[ProgrammeRow], language: Language) -> str:
    """Return which dimension is oftenest below its target, with the numbers; a plain name when none stands out."""
    below = Counter(gap.dimension for row in rows for gap in gaps(row.cells))
    first = below.most_common(2)
    if not first or first[0][1] < 2 or (len(first) > 1 and first[0][1] == first[1][1]):
        return say(language, "common")
    id_, towns = first[0]
    known = sum(cell.cell.known for row in rows for cell in row.cells if cell.dimension.id == id_)
    name = parts.capital(rows[0].cells[0].model.dimension(id_).name.text(language))
    return say(language, "common.below", dimension=name, towns=towns, known=known)


def _model(rows: Sequence[ProgrammeRow]) -> MaturityModel:
    return model_of_cells(rows[0].cells) if rows else maturity_model()


def _key_figures(matter: ProgrammeMatter, language: Language) -> KeyFigures:
    towns = matter.towns
    rated = [r for town in towns for rows in town.ratings.values() for r in rows if r.level is not None]
    sources = {
        (town.picture.urn, r.cluster)
        for town in towns
        for rows in town.ratings.values()
        for r in rows
        if r.level is not None
    }
    staged = sum(town.picture.stage.level is not None for town in towns)
    figures = (
        ("towns", len(towns), say(language, "key.staged", count=staged)),
        ("sources", len(sources), say(language, "key.ratings", count=len(rated))),
        (
            "findings",
            sum(len(town.picture.statements) for town in towns),
            say(language, "key.quotes", count=sum(len(town.picture.voices) for town in towns)),
        ),
    )
    return KeyFigures(tuple(KeyFigure(str(n), say(language, f"key.{id_}"), detail) for id_, n, detail in figures))


def _stages(rows: Sequence[ProgrammeRow], language: Language) -> Table:
    """Return how many towns, and which, are at each stage."""
    shown = []
    for number in (1, 2, 3, 4, None):
        names = [row.town.form(language, "name") for row in rows if row.stage.level == number]
        level = _model(rows).level(number) if number else None
        label = f"{number} {level.name.text(language)}" if level else say(language, "stage.unknown")
        shown.append((label, str(len(names)), ", ".join(names) or "–"))
    columns = (
        Column(say(language, "column.stage")),
        Column(say(language, "column.towns"), numeric=True),
        Column(say(language, "column.which")),
    )
    return Table(say(language, "stages.table"), columns, tuple(shown))


def _spread(rows: Sequence[ProgrammeRow], language: Language) -> Table:
    """Return how many towns are at each level of each dimension."""
    shown = []
    for dimension in _model(rows).dimensions:
        levels = [cell.cell.mode for row in rows for cell in row.cells if cell.dimension.id == dimension.id]
        below = sum(level is not None and level < dimension.target for level in levels)
        counted = (str(levels.count(level)) for level in (1, 2, 3, 4, None))
        shown.append((parts.capital(dimension.name.text(language)), *counted, str(below)))
    nothing = render(Message("base.no_information"), language)
    labels = ("1", "2", "3", "4", parts.capital(nothing), say(language, "column.below"))
    columns = (Column(say(language, "column.dimension")), *(Column(label, numeric=True) for label in labels))
    return Table(say(language, "spread.table"), columns, tuple(shown))


def _town(matter: TownMatter, language: Language) -> list[Block]:
    """Return a town on two or three pages."""
    picture = matter.picture
    name = picture.town.form(language, "name")
    told = picture.stage.name.text(language) if picture.stage.name else ""
    heading = say(language, "town", town=name, level=told) if told else say(language, "town.unknown", town=name)
    blocks: list[Block] = [
        Heading(heading),
        Paragraph(render(picture.stage.message, language)),
        *([basis(matter, language)] if any(cell.cell.known for cell in picture.cells) else []),
        *parts.own(matter.texts, parts.OPENING),
        *(Note(render(gate.message, language)) for gate in picture.stage.held_back),
        level_grid(matter, language, ""),
        *([Paragraph(leader_sentence(matter.led, language), sentence=matter.led.urn)] if matter.led else []),
    ]
    for cell in picture.cells:
        blocks += _dimension(matter, cell, language)
    if found := gaps(picture.cells):
        blocks += [
            Heading(say(language, "gaps.of", town=picture.town), 3),
            parts.gap_table(found, model_of_cells(picture.cells), language),
        ]
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
        Note(render(level_message(cell), language), sentence=sentence),
    ]
