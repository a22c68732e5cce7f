"""All areas of a level on one measure: the ranking that an indicator's page lists, searched and filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from seutukuva.base import Language
from seutukuva.documents import Column, RawValue, Table
from seutukuva.indicators import Level
from seutukuva.regions.search import plain
from seutukuva.web.indicators import official
from seutukuva.web.indicators.board import Board, Measure


@dataclass(frozen=True)
class Row:
    """An area with its place (equal figures share the better one), and whether it is one of the programme's."""

    place: int | None
    code: str
    name: str
    region: str
    region_name: str
    shown: str
    value: float | None
    town: str | None


def ranking(board: Board, measure: Measure, level: Level, language: Language) -> list[Row]:
    """Return every area of a level from the highest figure, those without one last."""
    towns = {code: town.slug for town in board.towns for code in town.codes} if level == "municipality" else {}
    pairs = official.level_values(measure.id, level) if measure.official else _imported(board, measure)
    if not measure.official:
        towns = {town.key: town.slug for town in board.towns if town.key}
    names = {town.slug: town.name.form(language, "name") for town in board.towns}
    regions = dict(official.regions(language))
    rows: list[Row] = []
    for number, (code, value) in enumerate(pairs, start=1):
        place = None if value is None else number
        if rows and value is not None and rows[-1].value == value:
            place = rows[-1].place
        local = official.area_name(level, code) if measure.official or not board.synthetic else None
        name = local.form(language, "name") if local else names.get(code, _("Whole country"))
        shown = measure.shown(value, language)
        region = _region(level, code)
        within = regions.get(region, "")
        rows.append(Row(place, code, name, region, within, shown, value, towns.get(code)))
    return rows


def _imported(board: Board, measure: Measure) -> Sequence[tuple[str, float | None]]:
    values = board.latest(measure)
    return sorted(
        ((key, value) for key, (value, _period) in values.items()), key=lambda pair: (pair[1] is None, -(pair[1] or 0))
    )


def _region(level: Level, code: str) -> str:
    """Return the code of a municipality's region; nothing at other levels or for a fictional town."""
    return official.region_of(code) if level == "municipality" and code.isdigit() else ""


def filtered(rows: Sequence[Row], *, search: str, region: str) -> list[Row]:
    """Return the rows whose name has the words searched for, in the region chosen."""
    wanted = plain(search)
    return [row for row in rows if wanted in plain(row.name) and (not region or row.region == region)]


def table(rows: Sequence[Row], measure: Measure, period: str, level: Level, language: Language) -> Table:
    """Return all rows as a table for files, with the level in every row."""
    raw: list[tuple[RawValue, ...]] = [
        (row.code, row.name, level_name(level), measure.id, measure.unit.text(language), period, row.value)
        for row in rows
    ]
    labels = (_("Code"), _("Area"), _("Area level"), "id", _("Unit"), _("Period"))
    return Table(
        caption=measure.name.text(language),
        columns=(*(Column(label) for label in labels), Column(_("Value"), numeric=True)),
        rows=tuple(tuple("" if value is None else str(value) for value in row) for row in raw),
        raw=tuple(raw),
    )


def level_name(level: Level) -> str:
    """Return a level's name."""
    return {
        "municipality": _("Municipality"),
        "subregion": _("Sub-region"),
        "region": _("Region"),
        "country": _("Whole country"),
    }[level]
