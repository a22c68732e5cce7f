"""Every dimension across the towns of a programme, on a page of its own: levels, voices, figures, contradictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from seutukuva import charts
from seutukuva.base import Language, Message, languages, render
from seutukuva.documents import Block, Column, Figure, Heading, ItemList, ListItem, Paragraph, Quote, Source, Table
from seutukuva.picture.dimension_report import conflict_texts, heard_sentence
from seutukuva.picture.findings import HALF
from seutukuva.picture.maturity import DimensionCell
from seutukuva.picture.programme_parts import model_of, named_columns
from seutukuva.picture.publication import ProgrammeRow, Voice, quote_of, set90
from seutukuva.picture.report_parts import Heard, TownMatter, capital, kind_name, say

_QUOTES = 2  # of a level of a dimension, of two towns; the towns' own pages have more
_FROM = 2  # the first quotes of a dimension stand on the town's own pages
_HELD = 0.02  # a smaller part of a bar is not told in words


def dimension_chapter(towns: Sequence[TownMatter], language: Language) -> list[Block]:
    """Return how probably each town is below each target, then every known dimension with all that is told of it."""
    rows = [ProgrammeRow(town.picture.town, town.picture.cells, town.picture.stage) for town in towns]
    if not any(cell.cell.known for row in rows for cell in row.cells):
        return []
    blocks: list[Block] = [Heading(say(language, "across.dimensions")), Paragraph(say(language, "across.text"))]
    if figure := below_figure(rows, language):
        blocks.append(figure)
    blocks += _nowhere(rows, language)
    for place in range(len(model_of(rows).dimensions)):
        if any(row.cells[place].cell.known for row in rows):
            blocks += dimension_page(towns, place, language)
    return blocks


def dimension_page(towns: Sequence[TownMatter], place: int, language: Language) -> list[Block]:
    """Return a dimension across the towns; `place` is where it stands in the model."""
    cells = [town.picture.cells[place] for town in towns]
    dimension, known = cells[0].dimension, [cell for cell in cells if cell.cell.known]
    below = sum((cell.cell.mode or 0) < dimension.target for cell in known)
    name, target = capital(dimension.name.text(language)), dimension.descriptors[dimension.target - 1]
    return [
        Heading(say(language, "across.dimension", dimension=name, towns=below, known=len(known))),
        Paragraph(say(language, "across.target", target=dimension.target, text=target.text(language))),
        levels_figure(towns, place, language),
        _towns_table(towns, place, language),
        *_voices(towns, place, language),
        *_kinds(towns, place, language),
        *_figures(towns, dimension.id, language),
        *_conflicts(towns, place, language),
        *_next(towns, place, language),
    ]


def levels_figure(towns: Sequence[TownMatter], place: int, language: Language) -> Figure:
    """Return how probable each level of a dimension is, a bar for each town."""
    told = [(town.picture.town.form(language, "name"), town.picture.cells[place]) for town in towns]
    dimension = told[0][1].dimension
    rows = [(name, _bar(cell, language) if cell.cell.known else ()) for name, cell in told]
    nothing = render(Message("base.no_information"), language)
    drawing = charts.pair(charts.parts, rows, language=language, nothing=nothing)
    columns = (Column(say(language, "column.town")), *(Column(f"{n}", numeric=True) for n in range(1, 5)))
    shares = tuple(
        (name, *(languages.probability(share, language) for share in cell.cell.posterior))
        if cell.cell.known
        else (name, *["–"] * 4)
        for name, cell in told
    )
    spoken = "; ".join(f"{name}: {_spoken(cell, language) if cell.cell.known else nothing}" for name, cell in told)
    return Figure(
        id=f"levels-{dimension.id}",
        title=_finding([cell for _, cell in told], language),
        subtitle=say(language, "posterior.shown"),
        alternative=say(language, "posterior.alternative", dimension=dimension.name, told=spoken),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=Source("", say(language, "probabilities.source"), "", ""),
        table=Table(say(language, "posterior.table", dimension=dimension.name), columns, shares),
    )


def _bar(cell: DimensionCell, language: Language) -> list[tuple[float, str, str]]:
    cut = []
    for number, share in enumerate(cell.cell.posterior, start=1):
        name, probable = cell.model.level(number).name.text(language), languages.probability(share, language)
        cut.append((share, f"{number} {name} {probable}", str(number)))
    return cut


def _spoken(cell: DimensionCell, language: Language) -> str:
    return ", ".join(
        f"{say(language, 'column.level').lower()} {number} {languages.probability(share, language)}"
        for number, share in enumerate(cell.cell.posterior, start=1)
        if share >= _HELD
    )


def _finding(cells: Sequence[DimensionCell], language: Language) -> str:
    """Return which level is commonest, or between which levels the towns are when none is."""
    counts = Counter(cell.cell.mode for cell in cells if cell.cell.mode is not None)
    known = sum(counts.values())
    first = counts.most_common(2)
    if len(first) > 1 and first[0][1] == first[1][1]:
        return say(language, "posterior.spread", low=min(counts), high=max(counts), known=known)
    level = cells[0].model.level(first[0][0])
    return say(language, "posterior", level=level.number, name=level.name, towns=first[0][1], known=known)


def _voices(towns: Sequence[TownMatter], place: int, language: Language) -> list[Block]:
    """Return from whom the ratings are, and what is said at each level; nothing where nobody was heard."""
    id_ = towns[0].picture.cells[place].dimension.id
    heard: Counter[str] = Counter()
    quotable: Counter[str] = Counter()
    for row in (row for town in towns for row in town.heard.get(id_, ())):
        heard[row.who] += row.passages
        quotable[row.who] += row.quotable
    if not heard:
        return []
    all_ = [Heard(who, count, quotable[who]) for who, count in heard.items()]
    blocks: list[Block] = [Heading(say(language, "voices"), 3), Paragraph(heard_sentence(all_, language))]
    for level in towns[0].picture.cells[place].model.levels:
        if quotes := _quotes(towns, id_, level.number, language):
            text = towns[0].picture.cells[place].dimension.descriptors[level.number - 1].text(language)
            blocks.append(Paragraph(say(language, "voices.level", level=level.number, name=level.name, text=text)))
            blocks += quotes
    return blocks


def _quotes(towns: Sequence[TownMatter], dimension: str, level: int, language: Language) -> list[Quote]:
    """Return quotes at a level, at most one of a town; those that its own pages leave out come first."""
    found: list[tuple[bool, TownMatter, Voice]] = []
    for town in towns:
        mine = [voice for voice in town.picture.voices if voice.dimension == dimension]
        at = [(number < _FROM, voice) for number, voice in enumerate(mine) if voice.level == level]
        if at:
            again, voice = min(at, key=lambda pair: pair[0])
            found.append((again, town, voice))
    found.sort(key=lambda one: one[0])
    return [quote_of(voice, language, town.picture.town.form(language, "name")) for _, town, voice in found[:_QUOTES]]


def _kinds(towns: Sequence[TownMatter], place: int, language: Language) -> list[Block]:
    """Return which level each kind of source alone says; nothing where there is one kind only."""
    cells = {town.picture.town.form(language, "name"): town.picture.cells[place] for town in towns}
    kinds = list(dict.fromkeys(kind for cell in cells.values() for kind in cell.cell.by_kind))
    if len(kinds) < 2:
        return []
    rows = tuple((name, *(_alone(cell, kind) for kind in kinds)) for name, cell in cells.items())
    columns = (
        Column(say(language, "column.town")),
        *(Column(kind_name(kind, language), numeric=True) for kind in kinds),
    )
    return [Table(say(language, "kinds.table"), columns, rows)]


def _alone(cell: DimensionCell, kind: str) -> str:
    posterior = cell.cell.by_kind.get(kind)
    return "–" if posterior is None else str(posterior.index(max(posterior)) + 1)


def _figures(towns: Sequence[TownMatter], dimension: str, language: Language) -> list[Block]:
    items = []
    for town in towns:
        for figure in town.figures.get(dimension, ()):
            code = "figure.unknown" if figure.level is None else "figure"
            told = say(language, code, text=figure.text.rstrip("."), level=figure.level)
            name = town.picture.town.form(language, "name")
            items.append(ListItem(told if name in told else f"{name}: {told}", sentence=figure.urn))
    return [Heading(say(language, "figures.across"), 3), ItemList(tuple(items))] if items else []


def _conflicts(towns: Sequence[TownMatter], place: int, language: Language) -> list[Block]:
    items = [
        ListItem(f"{town.picture.town.form(language, 'name')}: {text}")
        for town in towns
        for text in conflict_texts(town.picture.cells[place], language)
    ]
    return [Heading(say(language, "across.conflicts", count=len(items)), 3), ItemList(tuple(items))] if items else []


def _next(towns: Sequence[TownMatter], place: int, language: Language) -> list[Block]:
    """Return what to ask next, and of which towns: those of which nothing is known, then those known roughly."""
    cells = {town.picture.town.form(language, "name"): town.picture.cells[place] for town in towns}
    nothing = [name for name, cell in cells.items() if not cell.cell.known]
    roughly = [name for name, cell in cells.items() if len(cell.cell.set90) > 1]
    if not nothing and not roughly:
        return []
    text = next(iter(cells.values())).dimension.next_step.text(language)
    told = say(language, "ask.here", text=text)
    for code, names in (("ask.nothing", nothing), ("ask.roughly", roughly)):
        told += f" {say(language, code, towns=', '.join(names))}" if names else ""
    return [Paragraph(told)]


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
        title=say(language, "below", likely=sum(share > HALF for share in known), known=len(known)),
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


def _towns_table(towns: Sequence[TownMatter], place: int, language: Language) -> Table:
    shown = []
    for town in towns:
        cell = town.picture.cells[place]
        level = cell.cell.mode
        told = "–" if level is None else f"{level} {cell.model.level(level).name.text(language)}"
        shown.append(
            (
                town.picture.town.form(language, "name"),
                told,
                set90(cell) or "–",
                _below_text(cell, language),
                str(cell.cell.n_items),
                str(cell.cell.n_clusters),
            )
        )
    columns = named_columns(language, "town", "level", "set#", "probably#", "ratings#", "sources#")
    caption = say(language, "across.table", dimension=towns[0].picture.cells[place].dimension.name)
    return Table(caption, columns, tuple(shown))


def _below_text(cell: DimensionCell, language: Language) -> str:
    share = below_target(cell)
    return "–" if share is None else languages.probability(share, language)
