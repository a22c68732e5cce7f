"""What the pages of an index show: ranks with their strips, and all towns side by side on its indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from seutukuva.base import Language, languages
from seutukuva.documents import Column, RawValue, Table
from seutukuva.web.indicators.board import Board, Measure, Town
from seutukuva.web.indicators.composite import words
from seutukuva.web.indicators.composite.definition import Chosen, Definition
from seutukuva.web.indicators.composite.results import Result, Row
from seutukuva.web.indicators.composite.scores import score_urn
from seutukuva.web.indicators.heat import HeatCell

STRIP = 100.0  # the strip's width in its own units


@dataclass(frozen=True)
class Strip:
    """Where the drawing of a rank's interval begins, how wide it is, and where the rank itself stands."""

    start: str
    width: str
    at: str


@dataclass(frozen=True)
class RankLine:
    """A town in the table of ranks, as shown. `moved` is places won (+) or lost (-) since the saved index.

    thread: the URN of the score, "" for an index that is not stored. pairs: per cent ahead of each town.
    """

    town: Town
    name: str
    rank: str
    score: str
    interval: str
    strip: Strip | None
    above_next: str
    moved: str
    missing: tuple[str, ...]
    moves: str
    pairs: tuple[str, ...]
    thread: str = ""


def rank_lines(
    board: Board, result: Result, language: Language, saved: Result | None = None, stored: int | None = None
) -> list[RankLine]:
    """Return the table of ranks; with a saved index also what has changed. stored: the index's number."""
    last = max(len(result.rows), 2)
    lines = []
    for number, row in enumerate(result.rows):
        below = result.rows[number + 1] if number + 1 < len(result.rows) else None
        lines.append(
            RankLine(
                town=row.town,
                name=row.town.name.form(language, "name"),
                rank="–" if row.rank is None else str(row.rank),
                score="–" if row.score is None else languages.number(row.score, language, 1),
                interval=_interval(row),
                strip=_strip(row, last),
                above_next=words.between(row, below, language),
                moved=_moved(row, saved),
                missing=tuple(name_of(board, key, language) for key in row.missing),
                moves=words.what_moves(row, language),
                thread="" if stored is None or row.score is None else score_urn(stored, row.town.slug),
                pairs=tuple("" if share is None else words.percent(share, language) for share in row.above),
            )
        )
    return lines


def shares(board: Board, result: Result, language: Language) -> list[tuple[str, str]]:
    """Return what each indicator weighs in the index, the heaviest first, as (name, per cent)."""
    order = sorted(result.shares.items(), key=lambda pair: -pair[1])
    return [(name_of(board, key, language), languages.number(100 * share, language, 1)) for key, share in order]


def idle_weights(board: Board, definition: Definition, result: Result, language: Language) -> list[str]:
    """Return the names of indicators and groups whose written weight does nothing: each is alone where it stands."""
    if definition.weighting != "own":
        return []
    used = set(result.files.keys.values())
    chosen = [c for c in definition.indicators if c.key in used]
    stands = [(c.group, c.weight, _measure(board, c.key).name.text(language)) for c in chosen]
    stands += [(group.parent, group.weight, group.name(language)) for group in result.files.groups.values()]
    beside = Counter(above for above, _weight, _name in stands)
    return [name for above, weight, name in stands if beside[above] == 1 and weight != 1]


def _interval(row: Row) -> str:
    if row.low is None or row.high is None:
        return ""
    low, high = round(row.low), round(row.high)
    return str(low) if low == high else f"{low}–{high}"


def _strip(row: Row, last: int) -> Strip | None:
    if row.low is None or row.high is None or row.rank is None:
        return None
    slot = STRIP / last
    start, width = (row.low - 1) * slot, (row.high - row.low + 1) * slot
    return Strip(f"{start:.2f}", f"{width:.2f}", f"{(row.rank - 0.5) * slot:.2f}")


def _moved(row: Row, saved: Result | None) -> str:
    before = saved.ranks.get(row.town.slug) if saved is not None else None
    if before is None or row.rank is None:
        return ""
    change = before - row.rank
    return "0" if not change else f"+{change}" if change > 0 else f"−{-change}"


def name_of(board: Board, key: str, language: Language) -> str:
    """Return an indicator's short name, its key when its figures are gone."""
    measure = board.measure(key)
    return key if measure is None else measure.short.text(language)


@dataclass(frozen=True)
class HeatColumn:
    """An indicator across the top: `low_good` when a low figure is the good one."""

    key: str
    name: str
    period: str
    low_good: bool
    sorts: bool


@dataclass(frozen=True)
class HeatLine:
    """A town with its rank and a cell an indicator."""

    town: Town
    rank: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class SideBySide:
    """All towns on the indicators of an index, sorted by one of them, by the index or by name."""

    columns: tuple[HeatColumn, ...]
    groups: tuple[tuple[str, int], ...]
    lines: tuple[HeatLine, ...]
    sort: str


def side_by_side(
    board: Board, definition: Definition, result: Result, language: Language, sort: str = ""
) -> SideBySide:
    """Return the table; `sort` is a measure's key, "name", or the index."""
    order = [group.code for group in definition.groups]
    chosen = sorted(
        (c for c in definition.indicators if board.measure(c.key) is not None),
        key=lambda c: order.index(c.group) if c.group in order else len(order),
    )
    by_key = {c.key: c for c in chosen}
    wanted = sort if sort in by_key or sort == "name" else "index"
    rows = list(result.rows)
    if wanted == "name":
        rows.sort(key=lambda row: row.town.name.form(language, "name"))
    elif wanted in by_key:
        rows.sort(key=lambda row: _good_first(result, by_key[wanted], row.town))
    groups: list[tuple[str, int]] = []
    for item in chosen:
        name = next((g.name(language) for g in definition.groups if g.code == item.group), "")
        if groups and groups[-1][0] == name:
            groups[-1] = (name, groups[-1][1] + 1)
        else:
            groups.append((name, 1))
    return SideBySide(
        columns=tuple(_column(board, item, result, language, wanted) for item in chosen),
        groups=tuple(groups) if any(name for name, _count in groups) else (),
        lines=tuple(_line(board, row, chosen, result, language) for row in rows),
        sort=wanted,
    )


def _good_first(result: Result, chosen: Chosen, town: Town) -> tuple[bool, float]:
    value = result.files.values[chosen.key][town.slug].value
    return value is None, -(value or 0.0) * chosen.direction


def _measure(board: Board, key: str) -> Measure:
    found = board.measure(key)
    assert found is not None
    return found


def _column(board: Board, chosen: Chosen, result: Result, language: Language, sort: str) -> HeatColumn:
    measure = _measure(board, chosen.key)
    period = next((cell.period for cell in result.files.values[chosen.key].values() if cell.period), "")
    told = languages.period(period, language) if period else ""
    return HeatColumn(measure.key, measure.short.text(language), told, chosen.direction < 0, sort == measure.key)


def _line(board: Board, row: Row, chosen: Sequence[Chosen], result: Result, language: Language) -> HeatLine:
    cells = []
    for item in chosen:
        cell = result.files.values[item.key][row.town.slug]
        measure = _measure(board, item.key)
        place = cell.percentile
        if place is not None and item.direction < 0:
            place = 1 - place
        step = None if place is None else next((n for n, b in enumerate((0.25, 0.5, 0.75), 1) if place < b), 4)
        told = "" if place is None else languages.number(100 * place, language)
        cells.append(HeatCell(measure.shown(cell.value, language), cell.value is not None, step, told))
    return HeatLine(row.town, "–" if row.rank is None else str(row.rank), tuple(cells))


def tables(board: Board, definition: Definition, result: Result, language: Language) -> list[Table]:
    """Return the ranks, the indicators, and what varies, as tables for files."""
    groups = [group.name(language) for group in result.groups]
    ranks: list[tuple[RawValue, ...]] = [
        (
            row.town.name.form(language, "name"),
            row.rank,
            row.score,
            row.low,
            row.median,
            row.high,
            row.above_next,
            *row.groups,
            ", ".join(name_of(board, key, language) for key in row.missing),
        )
        for row in result.rows
    ]
    labels = (_("Rank"), _("Score"), _("Rank 5 %"), _("Median rank"), _("Rank 95 %"), _("Ahead"), *groups)
    columns = (Column(_("Town")), *(Column(label, numeric=True) for label in labels), Column(_("Missing")))
    names = [row.town.name.form(language, "name") for row in result.rows]
    moves: list[tuple[RawValue, ...]] = [
        (name, words.choice_name(choice), total)
        for name, row in zip(names, result.rows, strict=True)
        for choice, total in row.moves
    ]
    pairs: list[tuple[RawValue, ...]] = [
        (name, *row.above) for name, row in zip(names, result.rows, strict=True) if row.above
    ]
    return [
        _table(_("Ranks"), columns, ranks),
        _table(_("Indicators"), *_indicator_rows(board, definition, result, language)),
        _table(
            _("Choices"),
            (Column(_("Choice")), *(Column(label, numeric=True) for label in (_("Total index"), "5 %", "95 %"))),
            [(words.choice_name(c.name), c.total, c.low, c.high) for c in result.choices],
        ),
        _table(
            _("Choices by town"),
            (Column(_("Town")), Column(_("Choice")), Column(_("Total index"), numeric=True)),
            moves,
        ),
        _table(_("Ahead of others"), (Column(_("Town")), *(Column(name, numeric=True) for name in names)), pairs),
    ]


def _indicator_rows(
    board: Board, definition: Definition, result: Result, language: Language
) -> tuple[tuple[Column, ...], list[tuple[RawValue, ...]]]:
    names = {group.code: group.name(language) for group in definition.groups}
    rows: list[tuple[RawValue, ...]] = []
    for chosen in definition.indicators:
        measure = board.measure(chosen.key)
        for row in result.rows if measure is not None else ():
            cell = result.files.values[chosen.key][row.town.slug]
            about = (chosen.key, name_of(board, chosen.key, language), names.get(chosen.group, ""))
            what = (chosen.weight, chosen.direction, row.town.name.form(language, "name"))
            rows.append((*about, *what, cell.period, cell.value))
    labels = ("id", _("Indicator"), _("Group"), _("Weight"), _("Direction"), _("Town"), _("Period"), _("Value"))
    numeric = {3, 4, 7}
    return tuple(Column(label, numeric=i in numeric) for i, label in enumerate(labels)), rows


def _table(caption: str, columns: tuple[Column, ...], rows: list[tuple[RawValue, ...]]) -> Table:
    shown = tuple(tuple("" if value is None else str(value) for value in row) for row in rows)
    return Table(caption=caption, columns=columns, rows=shown, raw=tuple(rows))
