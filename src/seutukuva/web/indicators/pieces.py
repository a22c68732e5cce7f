"""Pieces that several templates show: a figure with its live drawing, the chooser of an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from seutukuva.base import Language
from seutukuva.documents import Figure
from seutukuva.web.indicators.board import Board, Measure
from seutukuva.writers.html import figure_html

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("population", ("population", "share_0_14", "share_16", "share_65", "mean_age", "free_time", "owner_occupied")),
    ("education", ("tertiary", "vocational", "basic_only", "students")),
    ("jobs", ("jobs", "manufacturing_quotient", "job_self")),
    ("work", ("employed", "unemploy", "labour", "vacanc", "age_dependency", "economic_dependency", "pensioners")),
    ("income", ("median_income", "mean_income", "lowest_income")),
)


@dataclass(frozen=True)
class FigurePiece:
    """A figure's HTML, its id, how wide it stands, and where its specification lies for a live drawing."""

    id: str
    html: SafeString
    share: int
    live: str = ""


@dataclass(frozen=True)
class Choice:
    """One entry of the chooser of an indicator."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ChoiceGroup:
    """A theme with its indicators."""

    label: str
    choices: tuple[Choice, ...]


def piece(
    figure: Figure,
    language: Language,
    *,
    synthetic: bool = False,
    links: Sequence[tuple[str, str]] = (),
    live: str = "",
    level: int = 2,
) -> FigurePiece:
    """Return a figure as a piece of a page."""
    html = figure_html(figure, language, level=level, synthetic=synthetic, links=links)
    return FigurePiece(figure.id, mark_safe(html), figure.share, live)


def theme_names() -> dict[str, str]:
    """Return the themes of the catalogue in the reader's language."""
    return {
        "population": _("Population and housing"),
        "education": _("Education"),
        "jobs": _("Jobs and industry"),
        "work": _("Work and unemployment"),
        "income": _("Income"),
        "own": _("Imported figures"),
    }


def theme(measure: Measure) -> str:
    """Return the theme of a measure."""
    if measure.entry is None or measure.key != measure.id:
        return "own"
    return next((name for name, starts in GROUPS if measure.id.startswith(starts)), "population")


def by_theme(measures: Sequence[Measure]) -> list[tuple[str, list[Measure]]]:
    """Return the measures under their themes' names, in the catalogue's order."""
    names = theme_names()
    grouped = [(label, [m for m in measures if theme(m) == key]) for key, label in names.items()]
    return [(label, found) for label, found in grouped if found]


def choices(board: Board, chosen: Measure | None, language: Language) -> list[ChoiceGroup]:
    """Return the chooser's entries."""
    return [
        ChoiceGroup(label, tuple(Choice(m.key, m.name.text(language), m == chosen) for m in found))
        for label, found in by_theme(board.measures)
    ]
