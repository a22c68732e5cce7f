"""The distribution of an expert round as a figure: how many named each level, and nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from seutukuva import charts
from seutukuva.base import Language
from seutukuva.documents import Column, Figure, Source, Table
from seutukuva.judgement import LEVELS, ExpertRound
from seutukuva.picture import Dimension, MaturityModel
from seutukuva.web.picture.experts.models import Panel
from seutukuva.web.picture.experts.selectors import Asked, asked_of_cell
from seutukuva.writers import html

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem


@dataclass(frozen=True)
class AskedRow:
    """A cell on a page: what is asked, its last closed round drawn, and all closed rounds."""

    asked: Asked
    dimension: Dimension
    figure: SafeString


def asked_rows(
    panel: Panel, rows: list[Asked], model: MaturityModel, language: Language, own: dict[int, int | None] | None = None
) -> list[AskedRow]:
    """Return cells with figures; `own` gives the reader's own level by question, which is drawn apart."""
    return [
        AskedRow(
            row,
            model.dimension(row.question.dimension),
            distribution(panel, row, model, language, (own or {}).get(row.question.pk)),
        )
        for row in rows
    ]


def rows_on_cell(
    ecosystem: Ecosystem, dimension: str, model: MaturityModel, language: Language
) -> list[tuple[Panel, AskedRow]]:
    """Return what finished panels said of a cell; the caller got the ecosystem by permission."""
    return [(panel, asked_rows(panel, [row], model, language)[0]) for panel, row in asked_of_cell(ecosystem, dimension)]


def distribution(
    panel: Panel, row: Asked, model: MaturityModel, language: Language, own: int | None = None
) -> SafeString:
    """Return the last closed round as bars, empty while it may not be shown."""
    last = row.last
    if last is None or last.counts is None:
        return mark_safe("")
    names = [f"{level} {model.level(level).name.text(language)}" for level in LEVELS]
    marked = own or last.median
    drawing = charts.pair(
        charts.bars,
        pl.DataFrame({"level": names, "experts": [float(count) for count in last.counts]}),
        label="level",
        value="experts",
        language=language,
        subject=[names[marked - 1]] if marked else [],
        width=620,
    )
    figure = Figure(
        id=f"panel-{row.question.pk}",
        title=_("How many experts named each level"),
        subtitle=_subtitle(last, own),
        alternative="; ".join(f"{name}: {count}" for name, count in zip(names, last.counts, strict=True)) + ".",
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=Source(panel.cluster, "", "", ""),
        table=Table(
            caption=_("How many experts named each level"),
            columns=(Column(_("Level")), Column(_("Experts"), numeric=True)),
            rows=tuple((name, str(count)) for name, count in zip(names, last.counts, strict=True)),
            raw=tuple(zip(names, last.counts, strict=True)),
        ),
        share=7,
    )
    # The writer escapes every text.
    return mark_safe(html.figure_html(figure, language, synthetic=panel.programme.synthetic))


def _subtitle(last: ExpertRound, own: int | None) -> str:
    told = _("Round %(number)s, median %(median)s") % {"number": last.number, "median": last.median}
    if own is None:
        return told
    return f"{told}. " + _("Your level is in the stronger colour.")
