"""All towns side by side on chosen indicators: a small drawing an indicator, and one town beside those like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from django.utils.translation import gettext as _

from seutukuva.base import Language, languages
from seutukuva.regions import local_name
from seutukuva.web.indicators import official
from seutukuva.web.indicators.board import Board, Cell, Measure, Town
from seutukuva.web.indicators.pieces import by_theme

MOST: Final = 24
EDGE: Final = 3.0  # of the drawing's 100 units, so that the outermost points are whole


@dataclass(frozen=True)
class Point:
    """A town in a drawing: its figure as text, where its point stands (None without a figure), another period."""

    town: Town
    shown: str
    at: str | None
    period: str
    chosen: bool


@dataclass(frozen=True)
class Card:
    """An indicator with a point a town. `middle` is where the median stands with which the chosen town is compared."""

    key: str
    name: str
    unit: str
    period: str
    direction: str
    source: str
    low: str
    high: str
    points: tuple[Point, ...]
    middle: str | None
    middle_shown: str


@dataclass(frozen=True)
class Theme:
    """A theme with its indicators."""

    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Side:
    """The page: themes, the chosen town, and with what its figures are compared in words ("" without a town)."""

    themes: tuple[Theme, ...]
    town: Town | None
    beside: str


@dataclass(frozen=True)
class _Asked:
    """What a reader asks for: the chosen town with the municipalities like it, the order of towns, the language."""

    board: Board
    town: Town | None
    like: tuple[str, ...]
    order: str
    language: Language


def side(board: Board, measures: Sequence[Measure], town: Town | None, order: str, language: Language) -> Side:
    """Return the towns on the indicators, within themes; `order` of the towns is "name" or "value"."""
    asked = _Asked(board, town, _like(town) if town is not None else (), order, language)
    themes = (Theme(label, tuple(_card(asked, measure) for measure in found)) for label, found in by_theme(measures))
    return Side(tuple(themes), town, _beside(asked, measures))


def _like(town: Town) -> tuple[str, ...]:
    """Return the municipalities most like a town; none for a town on no map."""
    found = official.alike(town.codes) if town.codes else None
    return found.codes if found is not None else ()


def _beside(asked: _Asked, measures: Sequence[Measure]) -> str:
    if asked.town is None:
        return ""
    told = []
    if asked.like and any(measure.official for measure in measures):
        names = ", ".join(_name(code, asked.language) for code in asked.like)
        told.append(_("For official statistics the median is that of the municipalities most like it: %s.") % names)
    if not asked.like or not all(measure.official for measure in measures):
        told.append(_("For other figures the median is that of the programme's other towns."))
    return " ".join(told)


def _name(code: str, language: Language) -> str:
    return local_name(code).form(language, "name")


def _card(asked: _Asked, measure: Measure) -> Card:
    language = asked.language
    cells = {town.slug: asked.board.cell(measure, town) for town in asked.board.towns}
    middle = _median(asked, measure, cells)
    known = [cell.value for cell in cells.values() if cell.value is not None]
    bounds = [*known, *([] if middle is None else [middle])]
    scale = (min(bounds), max(bounds)) if bounds else (0.0, 0.0)
    period = next((cell.period for cell in cells.values() if cell.value is not None), "")
    towns = sorted(asked.board.towns, key=lambda t: _place(cells[t.slug], asked.order, t.name.form(language, "name")))
    low, high = (measure.shown(value, language) if bounds else "" for value in scale)
    return Card(
        key=measure.key,
        name=measure.name.text(language),
        unit="" if measure.is_percent else measure.unit.text(language),
        period=languages.period(period, language) if period else "",
        direction=_direction(measure),
        source=measure.source_line(language),
        low=low,
        high=high,
        points=tuple(
            Point(
                town=town,
                shown=measure.shown(cells[town.slug].value, language),
                at=_at(cells[town.slug].value, scale),
                period=_other(cells[town.slug], period, language),
                chosen=town == asked.town,
            )
            for town in towns
        ),
        middle=_at(middle, scale),
        middle_shown="" if middle is None else measure.shown(middle, language),
    )


def _median(asked: _Asked, measure: Measure, cells: dict[str, Cell]) -> float | None:
    """Return the median of the towns like the chosen one, or of the programme's others for figures without such."""
    if asked.town is None:
        return None
    if measure.official and asked.like:
        found = [official.figure(measure.id, (code,)).value for code in asked.like]
    else:
        found = [cells[other.slug].value for other in asked.board.towns if other != asked.town]
    known = [value for value in found if value is not None]
    return median(known) if known else None


def _place(cell: Cell, order: str, name: str) -> tuple[bool, float, str]:
    """Return by what a town is sorted: its name, or its figure from the highest, missing ones last."""
    if order != "value":
        return False, 0.0, name
    return cell.value is None, -(cell.value or 0.0), name


def _direction(measure: Measure) -> str:
    direction = measure.entry.direction if measure.entry is not None else "neutral"
    return {"lower_better": _("low is good"), "higher_better": _("high is good")}.get(direction, "")


def _at(value: float | None, scale: tuple[float, float]) -> str | None:
    """Return where a figure stands between the ends of the scale; None for none."""
    if value is None:
        return None
    low, high = scale
    share = 0.5 if high == low else (value - low) / (high - low)
    return f"{EDGE + share * (100 - 2 * EDGE):.2f}"


def _other(cell: Cell, period: str, language: Language) -> str:
    """Return a town's period where it is another than the card's."""
    return languages.period(cell.period, language) if cell.value is not None and cell.period != period else ""
