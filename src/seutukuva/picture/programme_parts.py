"""What the towns of a programme share and where they differ: stages, dimensions, gaps, what is not known, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import polars as pl

from seutukuva import charts
from seutukuva.base import Language, Message, languages, render
from seutukuva.documents import Block, Column, Figure, Heading, ItemList, ListItem, Note, Paragraph, Source, Table
from seutukuva.judgement import LEVELS
from seutukuva.picture.across import differences
from seutukuva.picture.dimension_report import conflict_texts
from seutukuva.picture.findings import gaps
from seutukuva.picture.maturity import DimensionCell, MaturityModel, maturity_model, model_of_cells
from seutukuva.picture.publication import ProgrammeRow, set90
from seutukuva.picture.report_parts import TownMatter, capital, say
from seutukuva.picture.shared import Part, SharedStatement, common_sentences

_NAMED = 3  # dimensions that a cell of a table names; more are counted


def model_of(rows: Sequence[ProgrammeRow]) -> MaturityModel:
    """Return the model that the towns were judged by."""
    return model_of_cells(rows[0].cells) if rows else maturity_model()


def common_heading(rows: Sequence[ProgrammeRow], language: Language) -> str:
    """Return which dimension is oftenest below its target, with the numbers; a plain name when none stands out."""
    below = Counter(gap.dimension for row in rows for gap in gaps(row.cells))
    first = below.most_common(2)
    if not first or first[0][1] < 2 or (len(first) > 1 and first[0][1] == first[1][1]):
        return say(language, "common")
    id_, towns = first[0]
    known = sum(cell.cell.known for row in rows for cell in row.cells if cell.dimension.id == id_)
    name = capital(model_of(rows).dimension(id_).name.text(language))
    return say(language, "common.below", dimension=name, towns=towns, known=known)


def stages_table(rows: Sequence[ProgrammeRow], language: Language) -> Table:
    """Return how many towns, and which, are at each stage."""
    shown = []
    for number in (*LEVELS, None):
        names = [row.town.form(language, "name") for row in rows if row.stage.level == number]
        level = model_of(rows).level(number) if number else None
        label = f"{number} {level.name.text(language)}" if level else say(language, "stage.unknown")
        shown.append((label, str(len(names)), ", ".join(names) or "–"))
    return Table(say(language, "stages.table"), _columns(language, "stage", "towns#", "which"), tuple(shown))


def shared_items(
    approved: Sequence[SharedStatement], part: Part, drafted: Sequence[Message], language: Language
) -> tuple[ListItem, ...]:
    """Return the approved sentences of a part of what the towns share, the rules' own when none is approved."""
    told = tuple(ListItem(row.text, sentence=row.urn) for row in approved if row.part == part)
    return told or tuple(ListItem(render(message, language)) for message in drafted)


def common_blocks(
    rows: Sequence[ProgrammeRow], language: Language, approved: Sequence[SharedStatement] = ()
) -> list[Block]:
    """Return what at least half of the known towns share, and how many towns are at each level of each dimension."""
    told = shared_items(approved, "common", common_sentences(rows), language)
    return [
        *([ItemList(told)] if told else []),
        spread_table(rows, language),
        Note(say(language, "common.note")),
    ]


def spread_table(rows: Sequence[ProgrammeRow], language: Language) -> Table:
    """Return how many towns are at each level of each dimension."""
    shown = []
    for dimension in model_of(rows).dimensions:
        levels = [cell.cell.mode for row in rows for cell in row.cells if cell.dimension.id == dimension.id]
        below = sum(level is not None and level < dimension.target for level in levels)
        counted = (str(levels.count(level)) for level in (*LEVELS, None))
        shown.append((capital(dimension.name.text(language)), *counted, str(below)))
    nothing = render(Message("base.no_information"), language)
    labels = ("1", "2", "3", "4", capital(nothing), say(language, "column.below"))
    columns = (Column(say(language, "column.dimension")), *(Column(label, numeric=True) for label in labels))
    return Table(say(language, "spread.table"), columns, tuple(shown))


def differing_blocks(rows: Sequence[ProgrammeRow], language: Language) -> list[Block]:
    """Return in which dimensions how many pairs of towns clearly differ, with who is highest and lowest."""
    clear: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for one, other in combinations(rows, 2):
        for difference in differences(one, other):
            clear[difference.dimension.id] += difference.clear
            pairs[difference.dimension.id] += difference.distance is not None
    shown = []
    for place, dimension in enumerate(model_of(rows).dimensions):
        if clear[dimension.id]:
            levels = {row.town.form(language, "name"): row.cells[place].cell.mode for row in rows}
            known = [level for level in levels.values() if level is not None]
            ends = [
                f"{level}: {', '.join(name for name, own in levels.items() if own == level)}"
                for level in (max(known), min(known))
            ]
            count = f"{clear[dimension.id]}/{pairs[dimension.id]}"
            shown.append((capital(dimension.name.text(language)), count, *ends))
    if not shown:
        return []
    shown.sort(key=lambda row: -int(row[1].split("/")[0]))
    columns = _columns(language, "dimension", "pairs_apart#", "highest", "lowest")
    table = Table(say(language, "across.differ.table"), columns, tuple(shown))
    return [
        Heading(say(language, "across.differ", count=len(shown))),
        Paragraph(say(language, "across.differ.text")),
        table,
    ]


def network_table(towns: Sequence[TownMatter], language: Language) -> Table | None:
    """Return the networks of the towns side by side, a row for each metric; None when there is none."""
    held = [(town.picture.town.form(language, "name"), town.network) for town in towns if town.network]
    names = list(dict.fromkeys(metric[0] for _, part in held if part for metric in part.metrics))
    if len(held) < 2 or not names:
        return None
    columns = (Column(say(language, "column.metric")), *(Column(name, numeric=True) for name, _ in held))
    size = [
        (say(language, f"column.{label}"), *(str(getattr(part, label)) for _, part in held))
        for label in ("actors", "ties")
    ]
    values = [{metric[0]: metric[1] for metric in part.metrics} for _, part in held if part]
    rows = [(name, *(found.get(name, "–") for found in values)) for name in names]
    return Table(say(language, "across.networks"), columns, (*size, *rows))


def dimension_chapter(rows: Sequence[ProgrammeRow], language: Language) -> list[Block]:
    """Return every dimension across the towns: how many are below its target, each town's level, what is asked."""
    if not any(cell.cell.known for row in rows for cell in row.cells):
        return []
    blocks: list[Block] = [Heading(say(language, "across.dimensions")), Paragraph(say(language, "across.text"))]
    if figure := below_figure(rows, language):
        blocks.append(figure)
    for place, dimension in enumerate(model_of(rows).dimensions):
        known = [row.cells[place] for row in rows if row.cells[place].cell.known]
        if not known:
            continue
        below = sum((cell.cell.mode or 0) < dimension.target for cell in known)
        name = capital(dimension.name.text(language))
        blocks.append(Heading(say(language, "across.dimension", dimension=name, towns=below, known=len(known)), 3))
        target = dimension.descriptors[dimension.target - 1].text(language)
        blocks.append(Paragraph(say(language, "across.target", target=dimension.target, text=target)))
        blocks.append(_towns_table(rows, place, language))
    return [*blocks, *_nowhere(rows, language)]


def _nowhere(rows: Sequence[ProgrammeRow], language: Language) -> list[Block]:
    """Return the dimensions that are known of no town, with what to ask; nothing when there are none."""
    unknown = [
        dimension
        for place, dimension in enumerate(model_of(rows).dimensions)
        if not any(row.cells[place].cell.known for row in rows)
    ]
    told = (f"{capital(row.name.text(language))}: {row.next_step.text(language)}" for row in unknown)
    items = tuple(map(ListItem, told))
    return [Heading(say(language, "across.nowhere", count=len(items)), 3), ItemList(items)] if items else []


def below_figure(rows: Sequence[ProgrammeRow], language: Language) -> Figure | None:
    """Return how probably each town is below the target of each dimension, as a grid; None when nothing is known."""
    towns = [row.town.form(language, "name") for row in rows]
    by_dimension = list(zip(*(row.cells for row in rows), strict=True))
    told = [
        (capital(cell.dimension.name.text(language)), town, below_target(cell))
        for cells in by_dimension
        for town, cell in zip(towns, cells, strict=True)
    ]
    known = [share for _, _, share in told if share is not None]
    if not known:
        return None
    frame = pl.DataFrame(told, schema={"name": pl.String, "town": pl.String, "share": pl.Float64}, orient="row")
    drawing = charts.pair(
        charts.heat, frame, row="name", column="town", value="share", language=language, form="probability"
    )
    table = Table(
        say(language, "below.table"),
        (Column(say(language, "column.dimension")), *(Column(town, numeric=True) for town in towns)),
        tuple(
            (capital(cells[0].dimension.name.text(language)), *(_below_text(cell, language) for cell in cells))
            for cells in by_dimension
        ),
    )
    spoken = "; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in table.rows)
    return Figure(
        id="below-target",
        title=say(language, "below", likely=sum(share > 1 / 2 for share in known), known=len(known)),
        subtitle=say(language, "below.shown"),
        alternative=say(language, "below.alternative", towns=", ".join(towns), told=spoken),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=Source("", say(language, "probabilities.source"), "", ""),
        table=table,
    )


def below_target(cell: DimensionCell) -> float | None:
    """Return how probable it is that a dimension is below its target; None without information."""
    return sum(cell.cell.posterior[: cell.dimension.target - 1]) if cell.cell.known else None


def gap_chapter(rows: Sequence[ProgrammeRow], language: Language) -> list[Block]:
    """Return the gaps by dimension with their numbers: how many towns, how surely, how many levels in all, which."""
    shown = []
    found = [(row, gap) for row in rows for gap in gaps(row.cells)]
    if not found:
        return []
    for dimension in model_of(rows).dimensions:
        mine = [(row, gap) for row, gap in found if gap.dimension == dimension.id]
        if not mine:
            continue
        mine.sort(key=lambda pair: -pair[1].distance)
        names = ", ".join(f"{row.town.form(language, 'name')} {gap.level}" for row, gap in mine)
        shown.append(
            (
                capital(dimension.name.text(language)),
                str(len(mine)),
                str(sum(gap.certain for _, gap in mine)),
                str(sum(gap.distance for _, gap in mine)),
                names,
            )
        )
    shown.sort(key=lambda row: (-int(row[3]), -int(row[1])))
    columns = _columns(language, "dimension", "towns#", "surely#", "missing#", "which")
    heading = say(language, "across.gaps", count=len(found))
    return [
        Heading(heading),
        Paragraph(say(language, "across.gaps.text")),
        Table(say(language, "across.gaps.table"), columns, tuple(shown)),
    ]


def conflict_chapter(rows: Sequence[ProgrammeRow], language: Language) -> list[Block]:
    """Return where sources contradict each other, by town; nothing when nowhere."""
    items = [
        ListItem(f"{row.town.form(language, 'name')}, {cell.dimension.name.text(language)}: {text}")
        for row in rows
        for cell in row.cells
        for text in conflict_texts(cell, language)
    ]
    return [Heading(say(language, "across.conflicts", count=len(items))), ItemList(tuple(items))] if items else []


def shared_steps(towns: Sequence[TownMatter], language: Language) -> list[Block]:
    """Return the measures and opportunities that several towns stand behind; nothing when there are none."""
    behind: dict[str, list[str]] = {}
    steps = {}
    for town in towns:
        for step in (*town.picture.measures, *town.picture.opportunities):
            steps[step.urn] = step
            behind.setdefault(step.urn, []).append(town.picture.town.form(language, "name"))
    items = []
    for urn, names in behind.items():
        if len(names) > 1:
            facts = f" ({', '.join(steps[urn].facts)})" if steps[urn].facts else ""
            items.append(ListItem(f"{steps[urn].text}{facts}: {', '.join(names)}", sentence=urn))
    return [Heading(say(language, "across.steps", count=len(items))), ItemList(tuple(items))] if items else []


def unknown_chapter(towns: Sequence[TownMatter], language: Language) -> list[Block]:
    """Return what is not known of each town: dimensions without information or known roughly, sectors unheard."""
    rows = tuple(
        (
            town.picture.town.form(language, "name"),
            _names([cell for cell in town.picture.cells if not cell.cell.known], town, language),
            _names([cell for cell in town.picture.cells if len(cell.cell.set90) > 1], town, language),
            ", ".join(town.unheard) or "–",
        )
        for town in towns
    )
    columns = _columns(language, "town", "nothing", "roughly", "unheard")
    table = Table(say(language, "across.unknown.table"), columns, rows)
    return [Heading(say(language, "unknown.none")), Paragraph(say(language, "across.unknown")), table]


def sources_by_town(towns: Sequence[TownMatter], language: Language) -> Table:
    """Return how much each town's picture stands on."""
    rows = tuple(
        (
            town.picture.town.form(language, "name"),
            str(sum(cell.cell.known for cell in town.picture.cells)),
            str(len({rating.cluster for rating in town.rated})),
            str(len({rating.kind for rating in town.rated})),
            str(len(town.rated)),
            str(len(town.picture.statements)),
            str(len(town.picture.voices)),
        )
        for town in towns
    )
    columns = _columns(language, "town", "known#", "sources#", "kinds#", "ratings#", "findings#", "quotes#")
    return Table(say(language, "across.sources"), columns, rows)


def _towns_table(rows: Sequence[ProgrammeRow], place: int, language: Language) -> Table:
    shown = []
    for row in rows:
        cell = row.cells[place]
        level = cell.cell.mode
        told = "–" if level is None else f"{level} {cell.model.level(level).name.text(language)}"
        shown.append(
            (
                row.town.form(language, "name"),
                told,
                set90(cell) or "–",
                _below_text(cell, language),
                str(cell.cell.n_items),
                str(cell.cell.n_clusters),
            )
        )
    columns = _columns(language, "town", "level", "set#", "probably#", "ratings#", "sources#")
    caption = say(language, "across.table", dimension=rows[0].cells[place].dimension.name)
    return Table(caption, columns, tuple(shown))


def _below_text(cell: DimensionCell, language: Language) -> str:
    share = below_target(cell)
    return "–" if share is None else languages.probability(share, language)


def _names(cells: Sequence[DimensionCell], town: TownMatter, language: Language) -> str:
    """Return the names of some dimensions; how many they are when they are many."""
    if len(cells) > _NAMED:
        return f"{len(cells)}/{len(town.picture.cells)}"
    return "; ".join(cell.dimension.name.text(language) for cell in cells) or "–"


def _columns(language: Language, *labels: str) -> tuple[Column, ...]:
    """Return columns; a label that ends in # is one of numbers."""
    return tuple(Column(say(language, f"column.{label.rstrip('#')}"), numeric=label.endswith("#")) for label in labels)
