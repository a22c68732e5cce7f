"""A town's Document: what its page shows and its report prints.

A real town's is the picture room's report; a training town's is made of the figures that were imported for it. Both
get what people imported about the town and, when the reader chose one, a comparison with a group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from seutukuva.base import Language, Term, languages, render
from seutukuva.documents import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    RawValue,
    Table,
)
from seutukuva.indicators import Change, headings
from seutukuva.indicators.imported import rank_among
from seutukuva.picture import Participant
from seutukuva.picture.report import town_report
from seutukuva.regions import local_name
from seutukuva.web.indicators import drawings
from seutukuva.web.indicators.board import Board, Measure, Town, own_measure

KEYS = ("population", "jobs", "job_self_sufficiency", "jobs_share_c", "tertiary", "unemployment_rate_12m")
SERIES = ("unemployment_rate_12m", "population")


def town_document(
    board: Board, town: Town, language: Language, *, among: tuple[str, ...] | None = None, among_name: str = ""
) -> Document:
    """Return the page of a town; with `among` (municipality codes) also where it stands in that group."""
    document = real_town(board, town, language) if town.codes else training_town(board, town, language)
    more = [*imported_blocks(board, town, language)]
    if among is not None and town.codes:
        more = [*group_blocks(board, town, language, among, among_name), *more]
    if not more:
        return document
    # The sources stand last in a report: what is added comes before their heading.
    end = max((i for i, block in enumerate(document.blocks) if isinstance(block, Heading)), default=0)
    return replace(document, blocks=(*document.blocks[:end], *more, *document.blocks[end:]))


def real_town(board: Board, town: Town, language: Language) -> Document:
    """Return the report of open statistics, beside the programme's other towns."""
    network = [Participant(t.slug, t.name, t.codes, Term("", "", "")) for t in board.towns if t.codes]
    return town_report(town.codes, language, name=town.name, comparison=network, made_on=_today())


def training_town(board: Board, town: Town, language: Language) -> Document:
    """Return the page of a town on no map, from imported figures; an empty one says what is missing."""
    blocks: list[Block] = []
    keys = key_figures(board, town, language)
    if keys is not None:
        blocks.append(keys)
    blocks += list(series_figures(board, town, language))
    if board.measures:
        blocks += all_figures(board, town, language)
    else:
        blocks.append(Note(_("No figures of this town have been imported yet.")))
    return Document(
        title=town.name.form(language, "name"),
        language=language,
        blocks=tuple(blocks),
        over=_("Fictional town"),
        synthetic=board.synthetic,
        made_on=_today(),
    )


def _today() -> str:
    return timezone.localdate().isoformat()


def key_figures(board: Board, town: Town, language: Language) -> KeyFigures | None:
    """Return the row of key figures that the board has."""
    items = []
    for measure in (board.measure(key) for key in KEYS):
        if measure is not None:
            cell = board.cell(measure, town)
            period = languages.period(cell.period, language)
            items.append(KeyFigure(measure.shown(cell.value, language), measure.short.text(language), period))
    return KeyFigures(tuple(items)) if items else None


def series_figures(board: Board, town: Town, language: Language) -> Iterator[Figure]:
    """Yield the town's series that have at least two periods."""
    for measure in (board.measure(key) for key in SERIES):
        figure = measure and drawings.over_time(
            board,
            measure,
            town,
            language,
            title=series_title(board, measure, town, language),
            id_=measure.key.replace("_", "-"),
            share=6,
        )
        if figure:
            yield figure


def series_title(board: Board, measure: Measure, town: Town, language: Language) -> str:
    """Return how a population changed; of another series, where the town stands among the programme's towns."""
    frame = board.series(measure, [town]).drop_nulls("value").sort("period")
    if measure.entry is None or frame.height < 2:
        return measure.name.text(language)
    if measure.id != "population":
        others = [board.cell(measure, other).value for other in board.towns if other != town]
        place = rank_among(board.cell(measure, town).value, others)
        return render(headings.standing(measure.entry, town.name, place, among_peers=True), language)
    (_town, first, before), (_same, last, now) = frame.row(0), frame.row(-1)
    change = Change(measure.entry, town.slug, first, last, before, now)
    return render(headings.population(town.name, change), language)


def all_figures(board: Board, town: Town, language: Language) -> list[Block]:
    """Return every figure of a training town with its place among the programme's towns and its source."""
    rows: list[tuple[str, ...]] = []
    raw: list[tuple[RawValue, ...]] = []
    for measure in board.measures:
        cell = board.cell(measure, town)
        name, source = measure.name.text(language), measure.source_line(language)
        below = None if cell.percentile is None else 100 * cell.percentile
        percentile = "" if below is None else languages.number(below, language)
        period = languages.period(cell.period, language)
        rows.append((name, measure.shown(cell.value, language, unit=True), period, percentile, source))
        raw.append((name, cell.value, cell.period, below, source))
    table = Table(_("All figures"), _columns(), tuple(rows), raw=tuple(raw))
    told = Paragraph(_("Percentile: how many per cent of the programme's other towns have a lower figure."))
    return [Heading(_("All figures")), told, table]


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Indicator")),
        Column(_("Value"), numeric=True),
        Column(_("Period")),
        Column(_("Percentile"), numeric=True),
        Column(_("Source and licence")),
    )


def group_blocks(board: Board, town: Town, language: Language, among: tuple[str, ...], name: str) -> Iterator[Block]:
    """Yield where a town stands among the municipalities of a group."""
    heading = _("Compared with the group %(group)s") % {"group": name}
    yield Heading(heading)
    places = ", ".join(local_name(code).form(language, "name") for code in among)
    yield Paragraph(_("Municipalities of the group: %(places)s.") % {"places": places})
    rows: list[tuple[str, ...]] = []
    raw: list[tuple[RawValue, ...]] = []
    for measure in board.measures:
        if measure.official:
            cell = board.cell(measure, town, among)
            below = None if cell.percentile is None else 100 * cell.percentile
            percentile = "" if below is None else languages.number(below, language)
            label, source = measure.name.text(language), measure.source_line(language)
            period = languages.period(cell.period, language)
            rows.append((label, measure.shown(cell.value, language, unit=True), period, percentile, source))
            raw.append((label, cell.value, cell.period, below, source))
    yield Table(heading, _columns(), tuple(rows), raw=tuple(raw))


def imported_blocks(board: Board, town: Town, language: Language) -> Iterator[Block]:
    """Yield the figures that people imported about a real town, each with its source and who imported it."""
    frame: pl.DataFrame = board.of_town(town)
    if not town.codes or frame.is_empty():
        return
    yield Heading(_("Imported figures"))
    rows: list[tuple[str, ...]] = []
    raw: list[tuple[RawValue, ...]] = []
    for row in frame.sort("indicator", "municipality").iter_rows(named=True):
        origin = board.origin(row["dataset"])
        measure = own_measure(row["indicator"], origin, synthetic=board.synthetic)
        place = local_name(row["municipality"]).form(language, "name")
        by = _("%(source)s, %(licence)s; imported by %(person)s") % {
            "source": origin.source,
            "licence": origin.licence,
            "person": origin.by,
        }
        name = measure.name.text(language)
        period = languages.period(row["period"], language)
        rows.append((name, place, measure.shown(row["value"], language, unit=True), period, by))
        raw.append((name, place, row["value"], row["period"], by))
    columns = (
        Column(_("Indicator")),
        Column(_("Municipality")),
        Column(_("Value"), numeric=True),
        Column(_("Period")),
        Column(_("Source and licence")),
    )
    yield Table(_("Imported figures"), columns, tuple(rows), raw=tuple(raw))


def sources_of(board: Board, language: Language) -> tuple[str, ...]:
    """Return the sources of everything a town page shows, each once."""
    return tuple(dict.fromkeys(measure.source_line(language) for measure in board.measures))
