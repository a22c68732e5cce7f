"""A dimension in full for a town's report: its level and how probable each is, what it stands on, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from seutukuva.base import Language, Message, languages, render
from seutukuva.documents import Block, Column, Heading, ItemList, ListItem, Note, Paragraph, Table
from seutukuva.judgement import Rating, flips
from seutukuva.picture.findings import gaps
from seutukuva.picture.maturity import DimensionCell
from seutukuva.picture.publication import level_message, quotes_of, set90
from seutukuva.picture.report_parts import Heard, ReadFigure, TownMatter, capital, kind_message, own, say


def dimension_heading(cell: DimensionCell, language: Language) -> str:
    """Return a dimension's heading: its name and level, or that there is no information."""
    name = capital(cell.dimension.name.text(language))
    if cell.cell.mode is None:
        return say(language, "dimension.unknown", dimension=name)
    level = cell.model.level(cell.cell.mode)
    return say(language, "dimension", dimension=name, mode=cell.cell.mode, level=level.name)


def dimension_blocks(matter: TownMatter, cell: DimensionCell, language: Language) -> list[Block]:
    """Return a dimension in full: level, own text, findings, what it stands on, quotes, what comes next."""
    picture, judged, id_ = matter.picture, cell.cell, cell.dimension.id
    sentence = picture.cell_urns.get(id_) if judged.known else None
    blocks: list[Block] = [
        Heading(dimension_heading(cell, language), 3),
        Paragraph(render(level_message(cell), language), sentence=sentence),
        *own(matter.texts, id_),
        *(Paragraph(s.text, sentence=s.urn) for s in picture.statements if s.dimension == id_),
    ]
    if judged.mode is None:
        return [*blocks, *quotes_of(picture, id_, language)]
    ratings = matter.ratings.get(id_, ())
    blocks.append(levels_table(cell, ratings, language))
    if heard := matter.heard.get(id_):
        blocks.append(Paragraph(heard_sentence(heard, language)))
    blocks += figure_blocks(matter.figures.get(id_, ()), language)
    blocks += quotes_of(picture, id_, language)
    blocks += [Note(text) for text in conflict_texts(cell, language)]
    if cell.held_back and cell.counted is not None:
        blocks.append(Note(say(language, "held_back", level=cell.counted)))
    blocks.append(Paragraph(next_text(cell, language)))
    return [*blocks, Note(say(language, "change", told=" ".join(change_texts(cell, ratings, language))))]


def levels_table(cell: DimensionCell, ratings: Sequence[Rating], language: Language) -> Table:
    """Return the four levels in words, how many ratings say each, and how probable each is."""
    rated = Counter(rating.level for rating in ratings)
    rows = tuple(
        (
            f"{level.number} {level.name.text(language)}",
            cell.dimension.descriptors[level.number - 1].text(language),
            str(rated[level.number]),
            languages.probability(cell.cell.posterior[level.number - 1], language),
        )
        for level in cell.model.levels
    )
    labels = ("level", "means", "ratings", "probability")
    columns = tuple(
        Column(say(language, f"column.{label}"), numeric=label in ("ratings", "probability")) for label in labels
    )
    return Table(say(language, "levels.table", dimension=cell.dimension.name), columns, rows)


def heard_sentence(heard: Iterable[Heard], language: Language) -> str:
    """Return from whom the rated passages come, and how many of them may be quoted in public."""
    rows = sorted(heard, key=lambda row: -row.passages)
    told = ", ".join(f"{row.who} {row.passages}" for row in rows)
    passages, quotable = sum(row.passages for row in rows), sum(row.quotable for row in rows)
    return say(language, "heard", count=passages, told=told, quotable=quotable)


def figure_blocks(figures: Sequence[ReadFigure], language: Language) -> list[Block]:
    """Return the figures that were read as levels, each with its level and why it tells of the dimension."""
    items = []
    for figure in figures:
        code = "figure.unknown" if figure.level is None else "figure"
        text = f"{say(language, code, text=figure.text.rstrip('.'), level=figure.level)} {figure.why}".strip()
        items.append(ListItem(text, sentence=figure.urn))
    return [Paragraph(say(language, "figures")), ItemList(tuple(items))] if items else []


def conflict_texts(cell: DimensionCell, language: Language) -> list[str]:
    """Return the kinds of source that contradict each other in a dimension, the plainest first."""
    return [
        say(
            language,
            "conflict",
            high=kind_message(one.high),
            high_mode=one.high_mode,
            low=kind_message(one.low),
            low_mode=one.low_mode,
        )
        for one in cell.cell.conflicts
    ]


def next_text(cell: DimensionCell, language: Language) -> str:
    """Return how far the target is, what the next level asks, and what would make an unsure level surer."""
    mode, dimension = cell.cell.mode, cell.dimension
    assert mode is not None
    gap = next(iter(gaps([cell])), None)
    if gap is None:
        told = [say(language, "target.reached", target=dimension.target)]
    else:
        certain = say(language, gap.certainty)
        told = [say(language, "target.missing", target=gap.target, count=gap.distance, certain=certain)]
    if mode < len(dimension.descriptors):
        told.append(say(language, "next", level=mode + 1, text=dimension.descriptors[mode].text(language)))
    if len(cell.cell.set90) > 1:
        told.append(say(language, "surer", set=set90(cell), text=dimension.next_step.text(language)))
    return " ".join(told)


def change_texts(cell: DimensionCell, ratings: Sequence[Rating], language: Language) -> list[str]:
    """Return what would change a known level, without naming a source: a published report tells of none who it was."""
    decisive = cell.cell.decisive_clusters
    told = []
    if cell.cell.n_clusters == 1:
        return [say(language, "change.only")]
    if decisive:
        told.append(say(language, "change.sources", count=len(decisive), sources=cell.cell.n_clusters))
    removed = flips(ratings, cell.model.errors)
    if removed:
        flipped = {"count": len(removed), "n_items": cell.cell.n_items}
        told.append(render(Message("picture.change.flips", flipped), language))
    return told or [render(Message("picture.change.firm"), language)]
