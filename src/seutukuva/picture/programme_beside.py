"""The towns of a programme side by side: networks, growth areas, signs of who leads, what to ask, sources, changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from babel.dates import format_date

from seutukuva.base import Language, Message, Term, render
from seutukuva.base.languages import number
from seutukuva.documents import (
    Block,
    Column,
    Document,
    Heading,
    ItemList,
    LevelCell,
    LevelGrid,
    ListItem,
    Paragraph,
    Table,
)
from seutukuva.picture.differences import differences
from seutukuva.picture.growth import GrowthArea
from seutukuva.picture.leader_words import LEADER_NAMES, SIGN_NAMES
from seutukuva.picture.mapping import FEWEST_ACTORS
from seutukuva.picture.programme_parts import named_columns
from seutukuva.picture.questions import gains
from seutukuva.picture.report_parts import NetworkPart, TownMatter, capital, kind_name, say

_BETWEEN: Final = re.compile(r"\s?%? – ")  # the sign of per cent stands once, after the second figure
_NAMED: Final = 3  # towns that are told by name; more that are equal are counted
_EQUAL: Final = 1e-6  # bits
_LOCALES: Final = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}


def network_chapter(towns: Sequence[TownMatter], language: Language) -> list[Block]:
    """Return the networks of the towns with their intervals, where two clearly differ, and of whom nothing is known."""
    held = [(name_of(town, language), town.network) for town in towns]
    enough = [(name, part) for name, part in held if part and part.actors >= FEWEST_ACTORS]
    few = [name for name, part in held if not part or part.actors < FEWEST_ACTORS]
    blocks: list[Block] = [Heading(say(language, "across.networks"))]
    if enough:
        blocks.append(Paragraph(say(language, "networks.text")))
        if apart := _apart(enough, language):
            blocks.append(ItemList(tuple(map(ListItem, apart))))
        blocks.append(_metrics(enough, language))
    if few:
        blocks.append(Paragraph(say(language, "networks.few", towns=", ".join(few), fewest=FEWEST_ACTORS)))
    return blocks


def _metrics(held: Sequence[tuple[str, NetworkPart]], language: Language) -> Table:
    """Return a row for each metric: the value, and its interval below."""
    columns = (Column(say(language, "column.metric")), *(Column(name, numeric=True) for name, _ in held))
    size = [
        (say(language, f"column.{label}"), *(str(getattr(part, label)) for _, part in held))
        for label in ("actors", "ties")
    ]
    shown = [{row[0]: f"{row[1]} {_close(row[2])}".strip() for row in part.metrics} for _, part in held]
    names = dict.fromkeys(row[0] for _, part in held for row in part.metrics)
    rows = [(name, *(found.get(name, "–") for found in shown)) for name in names]
    return Table(say(language, "networks.table"), columns, (*size, *rows))


def _close(interval: str) -> str:
    """Return an interval in brackets as short as it can be told: (19–38 %); "" for none."""
    return "" if interval == "–" else f"({_BETWEEN.sub('–', interval)})"


def _apart(held: Sequence[tuple[str, NetworkPart]], language: Language) -> list[str]:
    """Return for each metric the towns that clearly have more than others, each of them than each of the others."""
    told = []
    for name in dict.fromkeys(row[0] for _, part in held for row in part.metrics):
        found = []
        for town, part in held:
            for row, (low, high) in zip(part.metrics, part.ends, strict=False):
                if row[0] == name and low is not None and high is not None:
                    found.append((town, low, high))
        most = max((low for _, low, _ in found), default=0.0)
        less = [(town, high) for town, _, high in found if high < most]
        if less:
            # Every town of the one side has more than every town of the other, not only than some of them.
            more = ", ".join(town for town, low, _ in found if low > max(high for _, high in less))
            beaten = ", ".join(town for town, _ in less)
            told.append(say(language, "networks.apart", metric=capital(name), more=more, less=beaten))
    return told


def growth_chapter(towns: Sequence[TownMatter], language: Language) -> list[Block]:
    """Return the growth areas of the towns side by side, those of most towns first, and which are common."""
    found: dict[str, tuple[GrowthArea, dict[str, GrowthArea]]] = {}
    for town in towns:
        for area in town.growth:
            found.setdefault(area.id, (area, {}))[1][name_of(town, language)] = area
    blocks: list[Block] = [Heading(say(language, "growth.across"))]
    if not found:
        return [*blocks, Paragraph(say(language, "growth.none"))]
    common = [(first, held) for first, held in found.values() if len(_carried(held)) > 1]
    if common:
        items = tuple(
            ListItem(say(language, "growth.common", area=_area(first, language), towns=", ".join(_carried(held))))
            for first, held in sorted(common, key=lambda one: -len(_carried(one[1])))
        )
        blocks.append(ItemList(items))
    names = [name_of(town, language) for town in towns]
    order = sorted(found.values(), key=lambda one: (-len(_carried(one[1])), -len(one[1])))
    rows = tuple(
        (_area(first, language), *(_standing(held.get(name), language) for name in names)) for first, held in order
    )
    columns = (Column(say(language, "column.area_of_growth")), *(Column(name) for name in names))
    return [*blocks, Table(say(language, "growth.table"), columns, rows), Paragraph(say(language, "growth.text"))]


def _carried(held: dict[str, GrowthArea]) -> list[str]:
    """Return the towns where a growth area is named by somebody."""
    return [name for name, area in held.items() if area.standing != "statistics"]


def _area(area: GrowthArea, language: Language) -> str:
    return capital(area.name.text(language) if isinstance(area.name, Term) else render(area.name, language))


def _standing(area: GrowthArea | None, language: Language) -> str:
    if area is None:
        return "–"
    return say(language, f"growth.{area.standing}", count=area.informants)


def leader_signs(towns: Sequence[TownMatter], language: Language) -> list[Block]:
    """Return whom each kind of sign alone points to in each town; nothing where there is none."""
    led = [(name_of(town, language), {row.kind: row for row in town.led.alone}) for town in towns if town.led]
    kinds = [kind for kind in SIGN_NAMES if any(kind in found for _, found in led)]
    if not kinds:
        return []
    rows = []
    for name, found in led:
        cells = []
        for kind in kinds:
            one = found.get(kind)
            mode = LEADER_NAMES[one.mode].text(language) if one and one.mode else say(language, "signs.even")
            cells.append(f"{mode} ({one.signs})" if one else "–")
        rows.append((name, *cells))
    heads = (Column(capital(SIGN_NAMES[kind].text(language))) for kind in kinds)
    table = Table(say(language, "signs.table"), (Column(say(language, "column.town")), *heads), tuple(rows))
    return [Heading(say(language, "signs"), 3), Paragraph(say(language, "signs.text")), table]


def asking_chapter(towns: Sequence[TownMatter], language: Language) -> list[Block]:
    """Return of which dimensions one more interview tells most, summed over the towns, and where first."""
    told: dict[str, tuple[str, float, list[tuple[float, str]]]] = {}
    for town in towns:
        cells = {cell.dimension.id: cell for cell in town.picture.cells}
        model = town.picture.cells[0].model
        for gain in gains({id_: town.ratings.get(id_, ()) for id_ in cells}, model):
            name, bits, where = told.get(gain.dimension.id, (capital(gain.dimension.name.text(language)), 0.0, []))
            told[gain.dimension.id] = (name, bits + gain.bits, [*where, (gain.bits, name_of(town, language))])
    rows = []
    for name, bits, where in sorted(told.values(), key=lambda one: -one[1]):
        first = [town for gain, town in where if gain >= max(where)[0] - _EQUAL]
        many = say(language, "asking.many", count=len(first))
        rows.append((name, number(bits, language, 2), ", ".join(first) if len(first) <= _NAMED else many))
    columns = named_columns(language, "dimension", "bits#", "first")
    heading = Heading(say(language, "asking"))
    return [
        heading,
        Paragraph(say(language, "asking.text")),
        Table(say(language, "asking.table"), columns, tuple(rows)),
    ]


def interviews_table(towns: Sequence[TownMatter], language: Language) -> Table | None:
    """Return how many of each sector were interviewed in each town, of how many wanted; None when nobody was."""
    sectors = list(dict.fromkeys(row.sector for town in towns for row in town.interviews))
    if not sectors:
        return None
    rows = []
    for sector in sectors:
        cells = []
        for town in towns:
            found = next((row for row in town.interviews if row.sector == sector), None)
            told = "–" if found is None else str(found.heard)
            cells.append(f"{told}/{found.wanted}" if found and found.wanted else told)
        rows.append((capital(sector), *cells))
    columns = (Column(say(language, "column.sector")), *_towns(towns, language))
    return Table(say(language, "interviews.table"), columns, tuple(rows))


def kinds_table(towns: Sequence[TownMatter], language: Language) -> Table | None:
    """Return how many sources of each kind the picture of each town stands on; None when there is none."""
    kinds = list(dict.fromkeys(rating.kind for town in towns for rating in town.rated))
    if not kinds:
        return None
    rows = tuple(
        (
            kind_name(kind, language),
            *(str(len({one.cluster for one in town.rated if one.kind == kind})) for town in towns),
        )
        for kind in kinds
    )
    columns = (Column(say(language, "column.kind")), *_towns(towns, language))
    return Table(say(language, "kinds.sources"), columns, rows)


def reliability_chapter(towns: Sequence[TownMatter], language: Language) -> list[Block]:
    """Return how firm the levels of each town are, counted; nothing when nothing is known anywhere."""
    cells = [[cell for cell in town.picture.cells if cell.cell.known] for town in towns]
    if not any(cells):
        return []
    asked: tuple[Callable[..., bool], ...] = (
        lambda cell: len(cell.cell.set90) == 1,
        lambda cell: cell.cell.n_clusters == 1,
        lambda cell: bool(cell.cell.decisive_clusters) and cell.cell.n_clusters > 1,
        lambda cell: bool(cell.cell.conflicts),
        lambda cell: cell.held_back,
    )
    rows = tuple(
        (name_of(town, language), str(len(known)), *(str(sum(map(told, known))) for told in asked))
        for town, known in zip(towns, cells, strict=True)
    )
    every = [cell for known in cells for cell in known]
    single = sum(len(cell.cell.set90) == 1 for cell in every)
    columns = named_columns(language, "town", "known#", "single#", "one_source#", "hanging#", "torn#", "held_back#")
    return [
        Heading(say(language, "reliability", single=single, known=len(every))),
        Paragraph(say(language, "reliability.text")),
        Table(say(language, "reliability.table"), columns, rows),
    ]


def changes_chapter(earlier: Document | None, now: Iterable[Block], language: Language) -> list[Block]:
    """Return which levels and stages are otherwise than in the report that was published before."""
    blocks: list[Block] = [Heading(say(language, "changes"))]
    if earlier is None:
        return [*blocks, Paragraph(say(language, "changes.first"))]
    newer = Document("", language, tuple(now))
    found = differences(earlier, newer)
    made_on = format_date(date.fromisoformat(earlier.made_on), "long", _LOCALES[language])
    day = say(language, "changes.since", day=made_on)
    rows = tuple(
        (row.row, row.column, _told(row.before, language), _told(row.after, language))
        for row in found.levels
        if row.before is not None and row.after is not None
    )
    others = {"came": _only(newer, earlier), "went": _only(earlier, newer)}
    told = [day, *([] if rows or found.stages else [say(language, "changes.none")])]
    told += [say(language, f"changes.{code}", names="; ".join(names)) for code, names in others.items() if names]
    blocks.append(Paragraph(" ".join(told)))
    if found.stages:
        blocks.append(ItemList(tuple(ListItem(f"{row.name}: {row.before} → {row.after}") for row in found.stages)))
    if rows:
        columns = named_columns(language, "town", "dimension", "before", "now")
        blocks.append(Table(say(language, "changes.table", count=len(rows)), columns, rows))
    return blocks


def _only(one: Document, other: Document) -> list[str]:
    """Return the towns and the dimensions that the level grids of one Document have and those of the other do not."""
    mine, theirs = (
        [name for block in document.blocks if isinstance(block, LevelGrid) for name in _heads(block)]
        for document in (one, other)
    )
    return [name for name in dict.fromkeys(mine) if name not in theirs]


def _heads(grid: LevelGrid) -> list[str]:
    return [*(row.label for row in grid.rows), *grid.columns]


def _told(cell: LevelCell, language: Language) -> str:
    if cell.level is None:
        return render(Message("base.no_information"), language)
    return f"{cell.level} ({cell.set90})" if cell.set90 else str(cell.level)


def name_of(town: TownMatter, language: Language) -> str:
    """Return a town's name."""
    return town.picture.town.form(language, "name")


def _towns(towns: Sequence[TownMatter], language: Language) -> tuple[Column, ...]:
    return tuple(Column(name_of(town, language), numeric=True) for town in towns)
