"""What the towns of a programme share and where they differ: stages, dimensions, gaps, what is not known, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from seutukuva.base import Language, Message, render
from seutukuva.documents import Block, Column, Heading, ItemList, ListItem, Note, Paragraph, Table
from seutukuva.judgement import LEVELS
from seutukuva.picture.across import differences
from seutukuva.picture.findings import gaps
from seutukuva.picture.maturity import DimensionCell, MaturityModel, maturity_model, model_of_cells
from seutukuva.picture.publication import ProgrammeRow
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
    return Table(say(language, "stages.table"), named_columns(language, "stage", "towns#", "which"), tuple(shown))


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
    columns = named_columns(language, "dimension", "pairs_apart#", "highest", "lowest")
    table = Table(say(language, "across.differ.table"), columns, tuple(shown))
    return [
        Heading(say(language, "across.differ", count=len(shown))),
        Paragraph(say(language, "across.differ.text")),
        table,
    ]


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
    columns = named_columns(language, "dimension", "towns#", "surely#", "missing#", "which")
    heading = say(language, "across.gaps", count=len(found))
    return [
        Heading(heading),
        Paragraph(say(language, "across.gaps.text")),
        Table(say(language, "across.gaps.table"), columns, tuple(shown)),
    ]


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
    columns = named_columns(language, "town", "nothing", "roughly", "unheard")
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
    columns = named_columns(language, "town", "known#", "sources#", "kinds#", "ratings#", "findings#", "quotes#")
    return Table(say(language, "across.sources"), columns, rows)


def _names(cells: Sequence[DimensionCell], town: TownMatter, language: Language) -> str:
    """Return the names of some dimensions; how many they are when they are many."""
    if len(cells) > _NAMED:
        return f"{len(cells)}/{len(town.picture.cells)}"
    return "; ".join(cell.dimension.name.text(language) for cell in cells) or "–"


def named_columns(language: Language, *labels: str) -> tuple[Column, ...]:
    """Return columns; a label that ends in # is one of numbers."""
    return tuple(Column(say(language, f"column.{label.rstrip('#')}"), numeric=label.endswith("#")) for label in labels)
