"""Where a town stands, on one page; where its sources contradict each other; what is not known of it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from seutukuva import charts
from seutukuva.base import Language, languages, render
from seutukuva.documents import Block, Column, Figure, Heading, ItemList, ListItem, Note, Paragraph, Source, Table
from seutukuva.judgement import LEVELS
from seutukuva.picture.dimension_report import conflict_texts
from seutukuva.picture.findings import gaps
from seutukuva.picture.leader_report import leader_sentence
from seutukuva.picture.maturity import DimensionCell, model_of_cells
from seutukuva.picture.publication import set90
from seutukuva.picture.questions import gains
from seutukuva.picture.report_parts import TownMatter, capital, kind_name, say

MOST = 3  # strengths, needs and steps on the first page


def summary_blocks(matter: TownMatter, language: Language) -> list[Block]:
    """Return strengths, needs, leader, how sure that is, and what is done next; without a stage also where to begin."""
    cells = matter.picture.cells
    known = any(cell.cell.known for cell in cells)
    staged = matter.picture.stage.level is not None
    blocks: list[Block] = []
    if not staged:
        blocks += _before_stage(matter, language, known=known)
    if known:
        if staged or strengths(cells):
            blocks += strength_blocks(matter, language)
        blocks += need_blocks(matter, language)
        if matter.led and (staged or matter.led.leader.known):
            blocks.append(Heading(say(language, "summary.leader"), 3))
            blocks.append(Paragraph(leader_sentence(matter.led, language), sentence=matter.led.urn))
        sure = ItemList(tuple(map(ListItem, sure_texts(matter, language))))
        blocks += [Heading(say(language, "summary.sure"), 3), sure]
    if steps := matter.picture.measures[:MOST]:
        blocks.append(Heading(say(language, "summary.steps"), 3))
        blocks.append(ItemList(tuple(ListItem(step.text, sentence=step.urn) for step in steps)))
    if not staged:
        blocks.append(Heading(say(language, "summary.first"), 3))
        needed = model_of_cells(cells).min_known
        first = (say(language, f"summary.first.{number}", needed=needed) for number in (1, 2, 3))
        blocks.append(ItemList(tuple(map(ListItem, first))))
    return blocks


def strengths(cells: Sequence[DimensionCell]) -> list[DimensionCell]:
    """Return the dimensions that have reached their target, the farthest first by the mean of the level."""
    reached = [cell for cell in cells if cell.cell.mode is not None and cell.cell.mode >= cell.dimension.target]
    return sorted(reached, key=lambda cell: -_mean(cell))


def strength_blocks(matter: TownMatter, language: Language) -> list[Block]:
    """Return the three dimensions that are farthest, each with its level and what that level means."""
    found = strengths(matter.picture.cells)[:MOST]
    heading = Heading(say(language, "summary.strengths"), 3)
    if not found:
        return [heading, Paragraph(say(language, "summary.strengths.none"))]
    items = []
    for cell in found:
        assert cell.cell.mode is not None
        text = say(
            language,
            "summary.strength",
            dimension=cell.dimension.name,
            mode=cell.cell.mode,
            set=set90(cell),
            text=cell.dimension.descriptors[cell.cell.mode - 1].text(language),
        )
        items.append(ListItem(text, sentence=matter.picture.cell_urns.get(cell.dimension.id)))
    return [heading, ItemList(tuple(items))]


def need_blocks(matter: TownMatter, language: Language) -> list[Block]:
    """Return the three widest and surest gaps, each with what the next level asks."""
    cells = matter.picture.cells
    found = gaps(cells)[:MOST]
    heading = Heading(say(language, "summary.needs"), 3)
    if not found:
        return [heading, Paragraph(say(language, "summary.needs.none"))]
    by_id = {cell.dimension.id: cell for cell in cells}
    items = []
    for gap in found:
        text = by_id[gap.dimension].dimension.descriptors[gap.level].text(language)
        told = say(language, "next", level=gap.level + 1, text=text)
        urn = matter.picture.cell_urns.get(gap.dimension)
        items.append(ListItem(f"{render(gap.message, language)} {told}", sentence=urn))
    return [heading, ItemList(tuple(items))]


def sure_texts(matter: TownMatter, language: Language) -> list[str]:
    """Return how sure the levels are: how wide their sets, what hangs on one source, contradictions, who is unheard."""
    known = [cell for cell in matter.picture.cells if cell.cell.known]
    single = sum(len(cell.cell.set90) == 1 for cell in known)
    hanging = [cell for cell in known if cell.cell.decisive_clusters]
    torn = [cell for cell in known if cell.cell.conflicts]
    sets = "sure.all" if single == len(known) else "sure.sets" if single else "sure.none"
    told = [say(language, sets, single=single, known=len(known))]
    code = "sure.hanging" if hanging else "sure.hanging.none"
    told.append(say(language, code, count=len(hanging), names=_names(hanging, language)))
    if any(len(cell.cell.kinds) > 1 for cell in known):
        code = "sure.torn" if torn else "sure.torn.none"
        told.append(say(language, code, count=len(torn), names=_names(torn, language)))
    if matter.unheard:
        told.append(say(language, "sure.unheard", names=", ".join(matter.unheard)))
    return told


def probability_figure(matter: TownMatter, language: Language) -> Figure | None:
    """Return how probable each level of each known dimension is, as a grid; None when fewer than two are known."""
    known = [cell for cell in matter.picture.cells if cell.cell.known]
    if len(known) < 2:
        return None
    heads = {level: f"{say(language, 'column.level')} {level}" for level in LEVELS}
    cells = [
        (capital(cell.dimension.name.text(language)), heads[level], cell.cell.posterior[level - 1])
        for cell in known
        for level in LEVELS
    ]
    frame = pl.DataFrame(cells, schema={"row": pl.String, "level": pl.String, "share": pl.Float64}, orient="row")
    drawing = charts.pair(
        charts.heat, frame, row="row", column="level", value="share", language=language, form="probability"
    )
    single = sum(len(cell.cell.set90) == 1 for cell in known)
    columns = (Column(say(language, "column.dimension")), *(Column(heads[level], numeric=True) for level in LEVELS))
    rows = tuple(
        (
            capital(cell.dimension.name.text(language)),
            *(languages.probability(share, language) for share in cell.cell.posterior),
        )
        for cell in known
    )
    told = "; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows)
    return Figure(
        id="probabilities",
        title=say(language, "probabilities", single=single, known=len(known)),
        subtitle=say(language, "probabilities.shown"),
        alternative=say(language, "probabilities.alternative", told=told),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=Source("", say(language, "probabilities.source"), "", ""),
        table=Table(say(language, "probabilities.shown"), columns, rows),
    )


def heard_table(matter: TownMatter, language: Language) -> Table | None:
    """Return from whom the rated passages of each dimension come; None when that is not told."""
    who = list(dict.fromkeys(row.who for rows in matter.heard.values() for row in rows))
    if not who:
        return None
    columns = (
        Column(say(language, "column.dimension")),
        *(Column(capital(name), numeric=True) for name in who),
        Column(say(language, "column.quotable"), numeric=True),
    )
    rows = []
    for cell in matter.picture.cells:
        heard = {row.who: row for row in matter.heard.get(cell.dimension.id, ())}
        counts = [str(heard[name].passages) if name in heard else "–" for name in who]
        quotable = sum(row.quotable for row in heard.values())
        rows.append((capital(cell.dimension.name.text(language)), *counts, str(quotable)))
    return Table(say(language, "heard.table"), columns, tuple(rows))


def conflict_blocks(cells: Sequence[DimensionCell], language: Language) -> list[Block]:
    """Return what each kind of source says alone and where they contradict each other; nothing with one kind only."""
    kinds = list(dict.fromkeys(kind for cell in cells for kind in cell.cell.by_kind))
    if len(kinds) < 2:
        return []
    torn = [cell for cell in cells if cell.cell.conflicts]
    heading = say(language, "conflicts", count=len(torn)) if torn else say(language, "conflicts.none")
    blocks: list[Block] = [Heading(heading), Paragraph(say(language, "conflicts.text"))]
    for cell in torn:
        name = capital(cell.dimension.name.text(language))
        blocks.append(Note(f"{name}: {' '.join(conflict_texts(cell, language))}"))
    columns = (
        Column(say(language, "column.dimension")),
        Column(say(language, "column.all"), numeric=True),
        *(Column(kind_name(kind, language), numeric=True) for kind in kinds),
    )
    rows = tuple(
        (
            capital(cell.dimension.name.text(language)),
            str(cell.cell.mode),
            *(_alone(cell, kind, language) for kind in kinds),
        )
        for cell in cells
        if cell.cell.known
    )
    return [*blocks, Table(say(language, "conflicts.table"), columns, rows)]


def unknown_blocks(matter: TownMatter, language: Language) -> list[Block]:
    """Return what is not known: dimensions without information or with a wide set, sectors unheard, what to ask."""
    cells = matter.picture.cells
    unknown = [cell for cell in cells if not cell.cell.known]
    wide = [cell for cell in cells if len(cell.cell.set90) > 1]
    code = "unknown" if unknown else "unknown.none"
    blocks: list[Block] = [Heading(say(language, code, count=len(unknown)))]
    if unknown:
        blocks += [Paragraph(say(language, "unknown.text")), ItemList(tuple(_ask(cell, language) for cell in unknown))]
    if wide:
        blocks.append(Paragraph(say(language, "unknown.wide")))
        items = (
            f"{capital(cell.dimension.name.text(language))}, {set90(cell)}: {cell.dimension.next_step.text(language)}"
            for cell in wide
        )
        blocks.append(ItemList(tuple(map(ListItem, items))))
    if matter.unheard:
        blocks.append(Paragraph(say(language, "sure.unheard", names=", ".join(matter.unheard))))
    if cells and len(unknown) < len(cells):
        most = [gain.dimension.name.text(language) for gain in gains(matter.ratings, cells[0].model)[:MOST]]
        blocks.append(Paragraph(say(language, "unknown.most", names="; ".join(most))))
    return blocks


def _before_stage(matter: TownMatter, language: Language, *, known: bool) -> list[Block]:
    """Return what can be told while too little is known for a stage: that, and the statistics in a few sentences."""
    code = "summary.few" if known else "summary.nothing"
    blocks: list[Block] = [Paragraph(say(language, code if matter.statistics_lead else f"{code}.alone"))]
    if matter.statistics_lead:
        blocks.append(Heading(say(language, "summary.statistics"), 3))
        blocks.append(ItemList(tuple(map(ListItem, matter.statistics_lead))))
    return blocks


def _ask(cell: DimensionCell, language: Language) -> ListItem:
    return ListItem(f"{capital(cell.dimension.name.text(language))}: {cell.dimension.next_step.text(language)}")


def _alone(cell: DimensionCell, kind: str, language: Language) -> str:
    shares = cell.cell.by_kind.get(kind)
    if shares is None:
        return "–"
    best = max(shares)
    return f"{shares.index(best) + 1} ({languages.probability(best, language)})"


def _names(cells: Sequence[DimensionCell], language: Language) -> str:
    return "; ".join(cell.dimension.name.text(language) for cell in cells)


def _mean(cell: DimensionCell) -> float:
    return sum(level * share for level, share in zip(LEVELS, cell.cell.posterior, strict=True))
