"""The published picture: one Document of a town from its cells, findings, voices, measures and opportunities, and one
of the whole programme as a grid of levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from seutukuva.base import Language, LocalName, Message, render
from seutukuva.documents import (
    Block,
    Document,
    GridRow,
    Heading,
    LevelCell,
    LevelGrid,
    Note,
    Paragraph,
    Quote,
)
from seutukuva.picture.maturity import DimensionCell
from seutukuva.picture.stage import Stage


@dataclass(frozen=True)
class Statement:
    """An approved sentence on a dimension in the document's language, with its URN in the thread."""

    urn: str
    text: str
    dimension: str


@dataclass(frozen=True)
class Voice:
    """Words that may be quoted in public: the passage's URN, its language and its tags (kind and label, sector).

    `level` is the one that the passage was rated at, None where it was not.
    """

    urn: str
    words: str
    language: Language
    dimension: str
    tags: tuple[str, ...] = ()
    level: int | None = None


@dataclass(frozen=True)
class Step:
    """A measure or an opportunity in the document's language, with short facts (responsible, year)."""

    urn: str
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class TownPicture:
    """What a town's picture is published from. `cell_urns` gives a dimension's URN in the thread, `stage_urn` that of
    the stage where something decides it.

    `figures` are by dimension those that its level was read of, with period and source as facts.
    """

    town: LocalName
    urn: str
    made_on: str
    synthetic: bool
    cells: tuple[DimensionCell, ...]
    cell_urns: Mapping[str, str]
    stage: Stage
    statements: tuple[Statement, ...] = ()
    voices: tuple[Voice, ...] = ()
    measures: tuple[Step, ...] = ()
    opportunities: tuple[Step, ...] = ()
    figures: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    stage_urn: str | None = None


@dataclass(frozen=True)
class ProgrammeRow:
    """A town in the programme's picture; `link` leads to its page."""

    town: LocalName
    cells: tuple[DimensionCell, ...]
    stage: Stage
    link: str = ""
    cell_links: Mapping[str, str] | None = None


def picture_document(picture: TownPicture, language: Language) -> Document:
    """Return the published picture of a town in one language; every sentence carries its URN in the thread."""
    say = _speaker(language)
    blocks: list[Block] = [
        LevelGrid(
            caption=levels_caption(picture.cells, language),
            columns=columns_of(picture.cells, language),
            rows=(GridRow(picture.town.form(language, "name"), stage_detail(picture.stage, language)),),
            cells=(tuple(level_cell(cell) for cell in picture.cells),),
            note=say("picture.publication.reading"),
        ),
        *(Note(render(gate.message, language), sentence=picture.stage_urn) for gate in picture.stage.held_back),
        Heading(say("picture.publication.findings")),
    ]
    for cell in picture.cells:
        blocks += _dimension(picture, cell, language)
    blocks += growth_blocks(picture, language)
    blocks += step_blocks("picture.publication.measures", picture.measures, language)
    blocks += step_blocks("picture.publication.opportunities", picture.opportunities, language)
    blocks += [Heading(say("picture.publication.method")), Paragraph(say("picture.publication.method.text"))]
    return Document(
        title=say("picture.publication.title", town=picture.town),
        language=language,
        blocks=tuple(blocks),
        over=say("picture.publication.over", year=picture.made_on[:4]),
        lead=render(picture.stage.message, language),
        lead_sentence=picture.stage_urn,
        synthetic=picture.synthetic,
        made_on=picture.made_on,
        urn=picture.urn,
    )


def programme_document(
    rows: Sequence[ProgrammeRow], language: Language, *, name: str, synthetic: bool, made_on: str
) -> Document:
    """Return the programme's picture: a row for every town, its heading told from the numbers."""
    say = _speaker(language)
    grid = LevelGrid(
        caption=levels_caption(rows[0].cells if rows else (), language),
        columns=columns_of(rows[0].cells, language) if rows else (),
        rows=tuple(
            GridRow(row.town.form(language, "name"), stage_detail(row.stage, language), row.link) for row in rows
        ),
        cells=tuple(tuple(level_cell(cell, row.cell_links) for cell in row.cells) for row in rows),
        note=say("picture.publication.reading"),
    )
    return Document(
        title=render(programme_heading(rows), language),
        language=language,
        blocks=(grid,) if rows else (Note(say("picture.programme.nothing")),),
        over=say("picture.programme.over", name=name),
        lead=" ".join(render(message, language) for message in programme_lead(rows)),
        synthetic=synthetic,
        made_on=made_on,
    )


def programme_heading(rows: Sequence[ProgrammeRow]) -> Message:
    """Return the heading: how many towns at how many stages; a plain one while fewer than two stages are known."""
    stages = Counter(row.stage.level for row in rows if row.stage.level is not None)
    known = sum(stages.values())
    if known < 2:
        return Message("picture.programme.plain")
    parameters = {"towns": len(rows), "known": known, "stages": len(stages)}
    if len(stages) == 1:
        name = next(row.stage.name for row in rows if row.stage.level is not None)
        return Message("picture.programme.same", {**parameters, "level": name})
    return Message("picture.programme.stages" if known == len(rows) else "picture.programme.stages.known", parameters)


def programme_lead(rows: Sequence[ProgrammeRow]) -> tuple[Message, ...]:
    """Return what most towns share: the dimension that is oftenest at level 1, when one stands out."""
    starting: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for row in rows:
        for cell in row.cells:
            known[cell.dimension.id] += cell.cell.known
            starting[cell.dimension.id] += cell.cell.mode == 1
    ranked = starting.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return ()
    dimension, towns = ranked[0]
    name = rows[0].cells[0].model.dimension(dimension).name
    return (Message("picture.programme.weakest", {"dimension": name, "towns": towns, "known": known[dimension]}),)


def level_message(cell: DimensionCell) -> Message:
    """Return what a cell says: its level with the 90 % set and how much it stands on, or what is missing."""
    judged = cell.cell
    if judged.mode is None:
        return Message("picture.missing", {"dimension": cell.dimension.name, "next": cell.dimension.next_step})
    return Message(
        "picture.publication.level",
        {
            "mode": judged.mode,
            "level": cell.model.level(judged.mode).name,
            "set90": set90(cell),
            "n_items": judged.n_items,
            "n_clusters": judged.n_clusters,
        },
    )


def set90(cell: DimensionCell) -> str:
    """Return a cell's 90 % set as it is shown: "2" or "1–3", "" without information."""
    levels = cell.cell.set90
    if not levels:
        return ""
    return str(levels[0]) if levels[0] == levels[-1] else f"{levels[0]}–{levels[-1]}"


def level_cell(cell: DimensionCell, links: Mapping[str, str] | None = None) -> LevelCell:
    """Return a cell of a level grid."""
    return LevelCell(cell.cell.mode, set90(cell), (links or {}).get(cell.dimension.id, ""))


def stage_detail(stage: Stage, language: Language) -> str:
    """Return a stage as the small word beside a town's name."""
    if stage.level is None:
        return render(Message("picture.publication.no_stage"), language)
    return render(Message("picture.publication.stage", {"level": stage.name, "number": stage.level}), language)


def growth_blocks(picture: TownPicture, language: Language) -> list[Block]:
    """Return the approved sentences on growth areas (their dimension is growth.<id>) under their heading."""
    told = [Paragraph(s.text, sentence=s.urn) for s in picture.statements if s.dimension.startswith("growth.")]
    return [Heading(render(Message("picture.publication.growth"), language)), *told] if told else []


def _dimension(picture: TownPicture, cell: DimensionCell, language: Language) -> list[Block]:
    id_ = cell.dimension.id
    name = cell.dimension.name.text(language)
    blocks: list[Block] = [Heading(name[:1].upper() + name[1:], 3)]
    told = [Paragraph(s.text, sentence=s.urn) for s in picture.statements if s.dimension == id_]
    blocks += told
    if told:
        blocks += [Note(_with_facts(row), sentence=row.urn) for row in picture.figures.get(id_, ())]
    blocks += quotes_of(picture, id_, language)
    sentence = picture.cell_urns.get(id_) if cell.cell.known else None
    return [*blocks, Note(render(level_message(cell), language), sentence=sentence)]


def quotes_of(picture: TownPicture, dimension: str, language: Language) -> list[Quote]:
    """Return the quotes of a dimension; words that two coders marked in the same source are quoted once."""
    quoted: dict[tuple[str, tuple[str, ...]], Voice] = {}
    for voice in picture.voices:
        if voice.dimension == dimension:
            quoted.setdefault((voice.words, voice.tags), voice)
    return [quote_of(voice, language) for voice in quoted.values()]


def quote_of(voice: Voice, language: Language, *first: str) -> Quote:
    """Return a quote with the tags `first` before its own; one in another language than the page's says in which."""
    if voice.language == language:
        return Quote(voice.words, (*first, *voice.tags), sentence=voice.urn)
    spoken = render(Message(f"picture.publication.spoken.{voice.language}"), language)
    return Quote(voice.words, (*first, *voice.tags, spoken), sentence=voice.urn, language=voice.language)


def step_blocks(heading: str, steps: Sequence[Step], language: Language) -> list[Block]:
    """Return measures or opportunities under their heading; nothing when there are none."""
    if not steps:
        return []
    told = [Paragraph(_with_facts(step), sentence=step.urn) for step in steps]
    return [Heading(render(Message(heading), language)), *told]


def _with_facts(step: Step) -> str:
    return f"{step.text} ({', '.join(step.facts)})" if step.facts else step.text


def levels_caption(cells: Sequence[DimensionCell], language: Language) -> str:
    """Return what a level grid of cells shows: how many dimensions, and the levels."""
    return render(Message("picture.publication.levels", {"count": len(cells)}), language)


def columns_of(cells: Sequence[DimensionCell], language: Language) -> tuple[str, ...]:
    """Return the names of dimensions as headers."""
    names = [cell.dimension.name.text(language) for cell in cells]
    return tuple(name[:1].upper() + name[1:] for name in names)


def _speaker(language: Language) -> Callable[..., str]:
    def say(code: str, /, **parameters: object) -> str:
        return render(Message(code, parameters), language)

    return say
