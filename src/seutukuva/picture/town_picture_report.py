"""The situation report of a town: one Document with its picture, network, statistics, steps and method."""

from __future__ import annotations

from seutukuva.base import Language, Message, render
from seutukuva.documents import (
    Block,
    Document,
    GridRow,
    Heading,
    KeyFigure,
    KeyFigures,
    LevelGrid,
    Note,
    Paragraph,
)
from seutukuva.picture import report_parts as parts
from seutukuva.picture import standing_report as standing
from seutukuva.picture.dimension_report import dimension_blocks
from seutukuva.picture.leader_report import town_leader_blocks
from seutukuva.picture.maturity import DimensionCell, model_of_cells
from seutukuva.picture.method_report import level_blocks, method_blocks, source_blocks, term_blocks
from seutukuva.picture.publication import (
    columns_of,
    growth_blocks,
    level_cell,
    levels_caption,
    stage_detail,
    step_blocks,
)
from seutukuva.picture.report_parts import TownMatter, say


def town_picture_report(matter: TownMatter, language: Language) -> Document:
    """Return the situation report of a town; every sentence that the thread knows carries its URN."""
    picture = matter.picture
    model = model_of_cells(picture.cells)
    blocks: list[Block] = [*_opening(matter, language), *_levels(matter, language)]
    blocks += standing.conflict_blocks(picture.cells, language)
    blocks += town_leader_blocks(matter.led, language)
    blocks += parts.gap_blocks(picture.cells, language)
    blocks += growth_blocks(picture, language)
    blocks += parts.network_blocks(matter.network, language)
    if matter.statistics:
        blocks += [Heading(say(language, "statistics", town=picture.town)), *matter.statistics]
    blocks += _steps(matter, language)
    blocks += standing.unknown_blocks(matter, language)
    if closing := parts.own(matter.texts, parts.CLOSING):
        blocks += [Heading(say(language, "closing")), *closing]
    rated = [rating for rows in matter.ratings.values() for rating in rows]
    blocks += [*source_blocks([rated], language), *method_blocks(model, language)]
    blocks += level_blocks([cell.dimension for cell in picture.cells if not cell.cell.known], language, asked=True)
    blocks += term_blocks(language)
    return Document(
        title=say(language, "title", town=picture.town),
        language=language,
        blocks=tuple(blocks),
        over=render(Message("picture.publication.over", {"year": picture.made_on[:4]}), language),
        lead=render(picture.stage.message, language),
        lead_sentence=picture.stage_urn,
        synthetic=picture.synthetic,
        made_on=picture.made_on,
        urn=picture.urn,
    )


def opening_heading(matter: TownMatter, language: Language) -> str:
    """Return the first heading: the stage, and of how many dimensions there is information."""
    cells, level = matter.picture.cells, matter.picture.stage.level
    counts = {"known": sum(cell.cell.known for cell in cells), "all": len(cells)}
    if level is None:
        return say(language, "opening.unknown", **counts)
    return say(language, "opening", level=matter.picture.stage.name, **counts)


def key_figures(matter: TownMatter, language: Language) -> KeyFigures:
    """Return the stage, and how much it stands on."""
    picture = matter.picture
    rated, level = matter.rated, picture.stage.level
    known = sum(cell.cell.known for cell in picture.cells)
    name = picture.stage.name.text(language) if picture.stage.name else ""
    figures = (
        ("stage", "–" if level is None else str(level), name),
        ("known", str(known), say(language, "key.of", all=len(picture.cells))),
        ("sources", str(len({rating.cluster for rating in rated})), say(language, "key.ratings", count=len(rated))),
        ("findings", str(len(picture.statements)), say(language, "key.quotes", count=len(picture.voices))),
    )
    return KeyFigures(tuple(KeyFigure(value, say(language, f"key.{id_}"), detail) for id_, value, detail in figures))


def level_grid(matter: TownMatter, language: Language, note: str) -> LevelGrid:
    """Return a town's levels as a row."""
    picture = matter.picture
    return LevelGrid(
        caption=levels_caption(picture.cells, language),
        columns=columns_of(picture.cells, language),
        rows=(GridRow(picture.town.form(language, "name"), stage_detail(picture.stage, language)),),
        cells=(tuple(level_cell(cell) for cell in picture.cells),),
        note=note,
    )


def basis(matter: TownMatter, language: Language) -> Paragraph:
    """Return in words what the picture stands on."""
    sources = {rating.cluster for rating in matter.rated}
    return Paragraph(say(language, "basis", ratings=len(matter.rated), count=len(sources)))


def _is_told(matter: TownMatter, cell: DimensionCell) -> bool:
    """Tell whether there is anything to say of a dimension; what to ask next stands among what is missing."""
    id_ = cell.dimension.id
    written = matter.texts.get(id_) or any(row.dimension == id_ for row in matter.picture.statements)
    return cell.cell.known or bool(written)


def _steps(matter: TownMatter, language: Language) -> list[Block]:
    """Return measures and opportunities below one heading."""
    steps = step_blocks("picture.publication.measures", matter.picture.measures, language)
    steps += step_blocks("picture.publication.opportunities", matter.picture.opportunities, language)
    below: list[Block] = [Heading(step.text, 3) if isinstance(step, Heading) else step for step in steps]
    return [Heading(say(language, "steps")), *below] if below else []


def _opening(matter: TownMatter, language: Language) -> list[Block]:
    """Return the first page: the stage, how it was reached, strengths, needs, leader, how sure that is."""
    known = any(cell.cell.known for cell in matter.picture.cells)
    return [
        Heading(opening_heading(matter, language)),
        key_figures(matter, language),
        *([basis(matter, language)] if known else []),
        *(
            Note(render(gate.message, language), sentence=matter.picture.stage_urn)
            for gate in matter.picture.stage.held_back
        ),
        *parts.own(matter.texts, parts.OPENING),
        *standing.summary_blocks(matter, language),
    ]


def _levels(matter: TownMatter, language: Language) -> list[Block]:
    """Return the levels side by side, what they stand on, and every dimension in full."""
    picture = matter.picture
    known = any(cell.cell.known for cell in picture.cells)
    grid = level_grid(matter, language, render(Message("picture.publication.reading"), language))
    reached = len(standing.strengths(picture.cells))
    counts = {"reached": reached, "known": sum(cell.cell.known for cell in picture.cells)}
    blocks: list[Block] = [Heading(say(language, "reached" if known else "reached.none", **counts)), grid]
    if figure := standing.probability_figure(matter, language):
        blocks.append(figure)
    if known:
        blocks.append(parts.carried_table([cell for cell in picture.cells if cell.cell.known], language))
        if heard := standing.heard_table(matter, language):
            blocks.append(heard)
    told = [cell for cell in picture.cells if _is_told(matter, cell)]
    if told:
        blocks.append(Heading(render(Message("picture.publication.findings"), language)))
    for cell in told:
        blocks += dimension_blocks(matter, cell, language)
    return blocks
