"""All towns on all indicators: the value stands in the cell, its quarter among the others is the shade and a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from seutukuva.base import Language, languages
from seutukuva.documents import Column, RawValue, Table
from seutukuva.web.indicators.board import Board, Measure, Town


@dataclass(frozen=True)
class HeatCell:
    """A value as shown with its quarter among the others (1 lowest, 4 highest; None: missing, or nobody beside it)."""

    shown: str
    known: bool
    step: int | None
    percentile: str


@dataclass(frozen=True)
class HeatRow:
    """An indicator with a cell per town."""

    key: str
    name: str
    period: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class Heat:
    """The grid: indicators down, towns across."""

    towns: tuple[Town, ...]
    rows: tuple[HeatRow, ...]


def grid(board: Board, language: Language) -> Heat:
    """Return the grid of a board."""
    return Heat(board.towns, tuple(_row(board, measure, language) for measure in board.measures))


def _row(board: Board, measure: Measure, language: Language) -> HeatRow:
    cells = [board.cell(measure, town) for town in board.towns]
    period = next((cell.period for cell in cells if cell.period), "")
    return HeatRow(
        key=measure.key,
        name=measure.short.text(language),
        period=languages.period(period, language),
        cells=tuple(
            HeatCell(
                measure.shown(cell.value, language),
                cell.value is not None,
                cell.step,
                "" if cell.percentile is None else languages.number(100 * cell.percentile, language),
            )
            for cell in cells
        ),
    )


def values_table(board: Board, measures: Sequence[Measure], language: Language) -> Table:
    """Return towns down, indicators across, with periods, as a table for files."""
    rows: list[tuple[RawValue, ...]] = []
    for measure in measures:
        for town in board.towns:
            cell = board.cell(measure, town)
            name, unit = measure.name.text(language), measure.unit.text(language)
            place = town.name.form(language, "name")
            rows.append((place, "+".join(town.codes), measure.id, name, unit, cell.period, cell.value))
    labels = (_("Town"), _("Municipality code"), "id", _("Indicator"), _("Unit"), _("Period"))
    return Table(
        caption=_("Values"),
        columns=(*(Column(label) for label in labels), Column(_("Value"), numeric=True)),
        rows=tuple(tuple("" if value is None else str(value) for value in row) for row in rows),
        raw=tuple(rows),
    )
