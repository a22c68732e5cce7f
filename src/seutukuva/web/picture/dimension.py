"""One dimension of one town: what is known, what it stands on, what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl
from django.utils.translation import gettext as _

from seutukuva import charts
from seutukuva.base import Language, Message, Term, languages
from seutukuva.documents import Column, Figure, Source, Table
from seutukuva.judgement import LEVELS, Rating, View, under_priors, without_each_cluster
from seutukuva.picture import DimensionCell, changes, gaps, level_message, set90
from seutukuva.picture.questions import prior_name
from seutukuva.picture.report_parts import kind_message
from seutukuva.web.kit.thread.kinds import Shown
from seutukuva.web.kit.thread.selectors import Link, thread
from seutukuva.web.picture.dimension_figures import FigureRow, figure_rows
from seutukuva.web.picture.measuring import CLUSTERS, cluster_name
from seutukuva.web.picture.models import cell_urn
from seutukuva.web.picture.selectors import FindingRow, finding_rows, judged

if TYPE_CHECKING:
    from seutukuva.picture import Gap
    from seutukuva.web.programmes.models import Ecosystem


@dataclass(frozen=True)
class OneRating:
    """A rating as the reader may see it. `level` is None for "no information"."""

    level: int | None
    shown: Shown | None


@dataclass(frozen=True)
class RatedWords:
    """Words of a source with the ratings of them; `words` is None where the reader may not see them."""

    kind: Message
    cluster: str
    words: Shown | None
    ratings: Sequence[OneRating]

    @property
    def shown(self) -> Shown | None:
        """Return the first rating, which stands in where there are no words."""
        return self.ratings[0].shown


@dataclass(frozen=True)
class KindRow:
    """What one kind of source alone would say, as probabilities in per cent of the levels 1-4."""

    kind: Message
    mode: int
    shares: tuple[str, ...]


@dataclass(frozen=True)
class Contradiction:
    """Two kinds of source that say different levels."""

    low: Message
    low_mode: int
    high: Message
    high_mode: int


@dataclass(frozen=True)
class DimensionPicture:
    """All that the page of a dimension shows."""

    cell: DimensionCell
    urn: str
    text: Message
    set90: str
    shares: tuple[str, ...]
    ratings: Sequence[RatedWords]
    kinds: Sequence[KindRow]
    conflicts: Sequence[Contradiction]
    changes: Sequence[Message]
    without: Sequence[View]
    priors: Sequence[tuple[Term, View]]
    findings: Sequence[FindingRow]
    gap: Gap | None
    levels: Sequence[tuple[int, Any, Any]]
    figures: Sequence[FigureRow]


def dimension_picture(user: Any, ecosystem: Ecosystem, dimension: str, language: Language) -> DimensionPicture:
    """Return a dimension as its page shows it; the caller got the ecosystem by permission.

    Raises Problem for an unknown dimension.
    """
    found = judged([ecosystem.pk])[ecosystem.pk]
    model = found.model
    known = model.dimension(dimension)
    cell, ratings = found.cell(dimension), found.ratings.get(dimension, ())
    reads = [one for one in found.figures if one.reading.dimension == dimension]
    figures = {one.measured.urn for one in reads}
    urn = cell_urn(ecosystem.pk, dimension)
    chain = thread(user, urn)
    return DimensionPicture(
        cell=cell,
        urn=urn,
        text=level_message(cell),
        set90=set90(cell),
        shares=_shares(cell.cell.posterior, language),
        ratings=_rated_words([one for one in ratings if one.urn not in figures], chain.carriers if chain else ()),
        kinds=_kind_rows(cell, language),
        conflicts=[
            Contradiction(kind_message(one.low), one.low_mode, kind_message(one.high), one.high_mode)
            for one in cell.cell.conflicts
        ],
        changes=changes(cell, ratings, names=CLUSTERS),
        without=[
            replace(view, name=cluster_name(view.name).text(language))
            for view in without_each_cluster(ratings, model.errors)
        ],
        priors=[(prior_name(view.name), view) for view in under_priors(ratings, model.errors)],
        findings=[row for row in finding_rows([ecosystem.pk]) if row.finding.dimension == dimension],
        gap=next((gap for gap in gaps(found.cells) if gap.dimension == dimension), None),
        levels=[(level.number, level.name, known.descriptors[level.number - 1]) for level in model.levels],
        figures=figure_rows(user, reads, language),
    )


def posterior_figure(picture: DimensionPicture, language: Language) -> Figure | None:
    """Return the probabilities of the four levels as bars, the most probable in the subject's colour."""
    judged_cell = picture.cell.cell
    if judged_cell.mode is None:
        return None
    model = picture.cell.model
    names = [f"{level} {model.level(level).name.text(language)}" for level in LEVELS]
    drawing = charts.pair(
        charts.bars,
        pl.DataFrame({"level": names, "share": list(judged_cell.posterior)}),
        label="level",
        value="share",
        language=language,
        subject=[names[judged_cell.mode - 1]],
        form="probability",
        width=620,
    )
    rows = tuple(zip(names, picture.shares, strict=True))
    return Figure(
        id="posterior",
        title=_("How probable each level is"),
        subtitle=_("Most probable level %(mode)s; with 90%% probability %(set)s")
        % {"mode": judged_cell.mode, "set": picture.set90},
        alternative="; ".join(f"{name} {share}" for name, share in rows) + ".",
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=Source(_("The ratings below"), "", "", ""),
        table=Table(
            caption=_("How probable each level is"),
            columns=(Column(_("Level")), Column(_("Probability"), numeric=True)),
            rows=rows,
            raw=tuple(zip(names, judged_cell.posterior, strict=True)),
        ),
        share=7,
    )


def _shares(posterior: Sequence[float], language: Language) -> tuple[str, ...]:
    return tuple(languages.probability(share, language) for share in posterior)


def _rated_words(ratings: Sequence[Rating], links: Sequence[Link]) -> list[RatedWords]:
    """Return what the ratings were given to, each passage once, as the reader sees it."""
    by_urn = {link.shown.urn: link for link in links if link.shown}
    together: dict[tuple[str, str], list[tuple[Rating, Shown | None, Shown | None]]] = {}
    for rating in sorted(ratings, key=lambda one: one.cluster):
        link = by_urn.get(rating.urn)
        words = next((below.shown for below in link.further if below.shown), None) if link else None
        key = (rating.cluster, words.urn if words else rating.urn)
        together.setdefault(key, []).append((rating, link.shown if link else None, words))
    return [
        RatedWords(
            kind_message(rows[0][0].kind), cluster, rows[0][2], [OneRating(one.level, shown) for one, shown, _ in rows]
        )
        for (cluster, _), rows in together.items()
    ]


def _kind_rows(cell: DimensionCell, language: Language) -> list[KindRow]:
    """Return what each kind of source alone says; nothing where there is one kind only."""
    told = cell.cell.by_kind
    if len(told) < 2:
        return []
    return [
        KindRow(kind_message(kind), max(LEVELS, key=lambda level: (row[level - 1], -level)), _shares(row, language))
        for kind, row in told.items()
    ]
