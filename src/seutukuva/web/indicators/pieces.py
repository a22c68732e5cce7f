"""Pieces that several templates show: a figure with its live drawing, the chooser of an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from seutukuva.base import Language
from seutukuva.documents import Figure
from seutukuva.web.indicators.board import Board, Measure
from seutukuva.writers.html import figure_html

LIVE = frozenset({"map", "ranking"})
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("population", ("population", "share_0_14", "share_16", "share_65", "mean_age", "free_time", "owner_occupied")),
    ("education", ("tertiary", "vocational", "basic_only", "students")),
    ("jobs", ("jobs", "manufacturing_quotient", "job_self")),
    ("work", ("employed", "unemploy", "labour", "vacanc", "age_dependency", "economic_dependency", "pensioners")),
    ("income", ("median_income", "mean_income", "lowest_income")),
)


@dataclass(frozen=True)
class FigurePiece:
    """A figure's HTML, its id, and where its specification lies for a live drawing ("" when it has none)."""

    id: str
    html: SafeString
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


def pieces(
    figures: Sequence[Figure | None],
    board: Board,
    measure: Measure,
    language: Language,
    *,
    programme: str,
    links: Sequence[tuple[str, str]],
) -> list[FigurePiece]:
    """Return a measure's figures as pieces of a page; one that can be explored knows where its drawing comes from."""
    found = []
    for figure in figures:
        if figure is not None:
            html = figure_html(figure, language, synthetic=board.synthetic, links=links)
            live = reverse("live", args=[programme, measure.key, figure.id]) if figure.id in LIVE else ""
            found.append(FigurePiece(figure.id, mark_safe(html), live))
    return found


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
