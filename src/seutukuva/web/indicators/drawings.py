"""Figures of the statistics pages: from a board's values to a drawing, its words, its table, its source."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext as _

from seutukuva import charts
from seutukuva.base import Language, languages, render
from seutukuva.charts.spread import spread
from seutukuva.documents import Column, Figure, Source, Table
from seutukuva.indicators import country
from seutukuva.indicators import source as source_of
from seutukuva.indicators.across import across
from seutukuva.regions import LATEST_YEAR, geometry, local_name
from seutukuva.web.indicators import official
from seutukuva.web.indicators.board import Board, Cell, Measure, Town

MAP_WIDE, MAP_NARROW = 460, 340


def source(measure: Measure, period: str, language: Language, more: str = "") -> Source:
    """Return where a measure's values of a period ("2007-12–2022-12" for several) come from."""
    shown = "–".join(languages.period(end, language) for end in period.split("–"))
    told = f"{shown} · {more}" if more else shown
    if measure.older:
        sources, licences = (
            ", ".join(dict.fromkeys(text for text in texts if text))
            for texts in ((o.source for o in measure.origins), (o.licence for o in measure.origins))
        )
        return Source(sources, "", licences, told)
    if measure.origin is not None:
        name = "" if measure.origin.name == measure.origin.source else measure.origin.name
        return Source(measure.origin.source, name, measure.origin.licence, told)
    assert measure.entry is not None
    found = source_of(measure.entry.source)
    return Source(found.publisher.text(language), found.dataset, found.licence, told, found.url)


def country_value(measure: Measure, period: str | None = None) -> float | None:
    """Return the whole country's value where it can be compared with a town's: not for counts, nor imported values."""
    if measure.entry is None or not measure.official or measure.entry.kind == "count":
        return None
    return country(measure.id, period).value


def unit_line(measure: Measure, period: str, language: Language) -> str:
    """Return what is shown: name, unit, period."""
    name, unit = measure.name.text(language), measure.unit.text(language)
    parts = [name if not unit or unit in name else f"{name}, {unit}", languages.period(period, language)]
    return " · ".join(part for part in parts if part)


def ranking(board: Board, measure: Measure, language: Language) -> Figure | None:
    """Return the bars of the programme's towns, highest first, with the country as a rule; None without a value."""
    cells = [(town, board.cell(measure, town)) for town in board.towns]
    cells.sort(key=lambda pair: (pair[1].value is None, -(pair[1].value or 0)))
    period = next((cell.period for _town, cell in cells), "")
    if all(cell.value is None for _town, cell in cells):
        return None
    reference = country_value(measure)
    rows = [(town.name.form(language, "name"), cell.value) for town, cell in cells]
    title = render(across(measure.short, [(town.name, cell.value) for town, cell in cells], reference), language)
    drawing = charts.pair(
        charts.bars,
        pl.DataFrame(rows, schema={"town": pl.String, "value": pl.Float64}, orient="row"),
        label="town",
        value="value",
        language=language,
        reference=reference,
        reference_label=_("Whole country") if reference is not None else "",
        form=measure.form,
        width=620,
    )
    table = Table(
        caption=unit_line(measure, period, language),
        columns=(Column(_("Town")), Column(measure.short.text(language), numeric=True)),
        rows=tuple((name, measure.shown(value, language)) for name, value in rows),
        raw=tuple(rows),
    )
    return Figure(
        id="ranking",
        title=title,
        subtitle=unit_line(measure, period, language),
        alternative=listed(rows, measure, language),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=source(measure, period, language),
        table=table,
        share=7,
    )


def listed(rows: Sequence[tuple[str, float | None]], measure: Measure, language: Language) -> str:
    """Return what a drawing of a few values shows, in words."""
    return "; ".join(f"{name} {measure.shown(value, language, unit=True)}" for name, value in rows) + "."


def map_of(board: Board, measure: Measure, language: Language) -> Figure | None:
    """Return the map of all municipalities with the programme's outlined; None for a measure that is on no map."""
    if not measure.official or not board.codes:
        return None
    return choropleth(measure, board.codes, language, _("Outlined in orange: the towns of the programme."))


def choropleth(measure: Measure, highlight: Sequence[str], language: Language, outlined: str) -> Figure | None:
    """Return the map of a measure on today's municipalities."""
    values = dict(official.level_values(measure.id, "municipality"))
    known = {code: value for code, value in values.items() if value is not None}
    if not known:
        return None
    period = official.latest_period(measure.id)
    # The shape is a map: charts.pair sets both widths from charts' own constants, a map needs its own.
    drawn = {
        width: charts.choropleth(
            geometry(LATEST_YEAR),
            values,
            language=language,
            highlight=list(highlight),
            form=measure.form,
            unit="" if measure.is_percent else measure.unit.text(language),
            width=width,
        )
        for width in (MAP_WIDE, MAP_NARROW)
    }
    name = measure.short.text(language)
    return Figure(
        id="map",
        title=_("%(indicator)s on the map") % {"indicator": name},
        subtitle=f"{unit_line(measure, period, language)}. {outlined}".strip(),
        alternative=_("Map of Finland's municipalities by %(indicator)s; the figures stand in the table.")
        % {"indicator": name},
        chart=drawn[MAP_WIDE],
        narrow=drawn[MAP_NARROW],
        source=source(measure, period, language, _("borders: National Land Survey of Finland, CC BY 4.0")),
        table=municipalities_table(measure, period, language),
        share=5,
    )


def municipalities_table(measure: Measure, period: str, language: Language) -> Table:
    """Return the values of all municipalities, highest first."""
    rows = [
        (local_name(code).form(language, "name"), value)
        for code, value in official.level_values(measure.id, "municipality")
    ]
    return Table(
        caption=unit_line(measure, period, language),
        columns=(Column(_("Municipality")), Column(measure.short.text(language), numeric=True)),
        rows=tuple((name, measure.shown(value, language)) for name, value in rows),
        raw=tuple(rows),
    )


def over_time(
    board: Board,
    measure: Measure,
    subject: Town,
    language: Language,
    *,
    title: str = "",
    id_: str = "series",
    others: Sequence[Town] | None = None,
    share: int = 7,
) -> Figure | None:
    """Return a town's series among the programme's other towns and the country; None with fewer than two periods."""
    towns = [subject, *(town for town in (board.towns if others is None else others) if town != subject)]
    frame = board.series(measure, towns).drop_nulls("value")
    if frame.filter(pl.col("town") == subject.slug).height < 2:
        return None
    names = {town.slug: town.name.form(language, "name") for town in towns}
    frame = frame.with_columns(pl.col("town").replace(names).alias("name"))
    reference = _country_series(measure)
    whole = _("Whole country")
    if reference is not None:
        frame = pl.concat([frame, reference.with_columns(pl.lit(whole).alias("name"))], how="diagonal")
    drawing = charts.pair(
        charts.line,
        frame,
        x="period",
        y="value",
        series="name",
        subject=names[subject.slug],
        reference=whole if reference is not None else None,
        language=language,
        form=measure.form,
        width=680,
    )
    own = frame.filter(pl.col("name") == names[subject.slug]).sort("period")
    first, last = own["period"][0], own["period"][-1]
    ends = ((languages.period(p, language), own.filter(pl.col("period") == p)["value"][0]) for p in (first, last))
    return Figure(
        id=id_,
        title=title or measure.name.text(language),
        subtitle=_("%(what)s. Grey: the other towns of the programme.") % {"what": unit_line(measure, last, language)}
        if len(towns) > 1
        else unit_line(measure, last, language),
        alternative=f"{names[subject.slug]}: {listed(list(ends), measure, language)}",
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=source(measure, f"{first}–{last}", language),
        table=_series_table(frame, list(dict.fromkeys(frame["name"])), measure, language),
        share=share,
    )


def _country_series(measure: Measure) -> pl.DataFrame | None:
    if country_value(measure) is None:
        return None
    return official.country_series(measure.id)


def _series_table(frame: pl.DataFrame, names: Sequence[str], measure: Measure, language: Language) -> Table:
    """Return a row per period and a column per town; of months only the last of each year and of the series."""
    wide = frame.pivot(on="name", index="period", values="value").sort("period", descending=True)
    raw = [(row["period"], *(row.get(name) for name in names)) for row in wide.iter_rows(named=True)]
    return Table(
        caption=measure.name.text(language),
        columns=(Column(_("Period")), *(Column(name, numeric=True) for name in names)),
        rows=tuple(
            (languages.period(str(row[0]), language), *(measure.shown(value, language) for value in row[1:]))
            for row in raw
        ),
        raw=tuple(raw),
    )


def spread_of(board: Board, measure: Measure, language: Language) -> Figure | None:
    """Return how all municipalities are spread with the programme's towns named; None for imported measures."""
    if not measure.official:
        return None
    values = [
        (local_name(code).form(language, "name"), value)
        for code, value in official.level_values(measure.id, "municipality")
    ]
    cells = [(town, board.cell(measure, town)) for town in board.towns]
    marked = [(town.name.form(language, "name"), cell.value) for town, cell in cells]
    period = official.latest_period(measure.id)
    if all(value is None for _name, value in values):
        return None
    reference = country_value(measure)
    drawing = charts.pair(
        spread, values, marked=marked, language=language, reference=reference, form=measure.form, width=680
    )
    dashed = _("Dashed: the whole country.") if reference is not None else ""
    told = _("Every municipality is a dot; the towns of the programme are named.")
    title = across(measure.short, [(town.name, cell.value) for town, cell in cells], reference)
    return Figure(
        id="spread",
        title=render(title, language),
        subtitle=" ".join(part for part in (f"{unit_line(measure, period, language)}.", told, dashed) if part),
        alternative=listed(marked or values[:1], measure, language),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=source(measure, period, language),
        table=_marked_table(cells, measure, period, language),
        share=7,
    )


def _marked_table(cells: Sequence[tuple[Town, Cell]], measure: Measure, period: str, language: Language) -> Table:
    """Return the programme's towns with their values and percentiles, highest first."""
    ordered = sorted(cells, key=lambda pair: (pair[1].value is None, -(pair[1].value or 0)))
    raw = [
        (town.name.form(language, "name"), cell.value, None if cell.percentile is None else 100 * cell.percentile)
        for town, cell in ordered
    ]
    return Table(
        caption=unit_line(measure, period, language),
        columns=(
            Column(_("Town")),
            Column(measure.short.text(language), numeric=True),
            Column(_("Percentile"), numeric=True),
        ),
        rows=tuple(
            (name, measure.shown(value, language), "" if below is None else languages.number(below, language))
            for name, value, below in raw
        ),
        raw=tuple(raw),
    )


def towns_over_time(
    board: Board, measure: Measure, language: Language, *, width: int = 1000, columns: int = 3
) -> Figure | None:
    """Return a small drawing per town of its series beside the whole country; None with fewer than two periods."""
    shown = board.towns
    names = {town.slug: town.name.form(language, "name") for town in shown}
    frame = _every_third(board.series(measure, shown).drop_nulls("value"))
    if frame["period"].n_unique() < 2:
        return None
    own, whole = "*", _("Whole country")
    rows = frame.select(pl.col("town").replace(names).alias("facet"), pl.lit(own).alias("series"), "period", "value")
    reference = _country_series(measure)
    if reference is not None:
        thin = _every_third(reference)
        copies = [
            thin.select(pl.lit(name).alias("facet"), pl.lit(whole).alias("series"), "period", "value")
            for name in rows["facet"].unique(maintain_order=True)
        ]
        rows = pl.concat([rows, *copies])
    drawing = charts.pair(
        charts.small_multiples,
        rows,
        x="period",
        y="value",
        facet="facet",
        series="series",
        subject=own,
        reference=whole if reference is not None else None,
        language=language,
        form=measure.form,
        width=width,
        columns=columns,
    )
    first, last = str(frame["period"].min()), str(frame["period"].max())
    latest = [(str(names[town]), value) for town, period, value in frame.iter_rows() if period == last]
    wide = frame.with_columns(pl.col("town").replace(names).alias("name"))
    dashed = _("Dashed: the whole country.") if reference is not None else ""
    return Figure(
        id="over-time",
        title=_("%(indicator)s over time") % {"indicator": measure.short.text(language)},
        subtitle=f"{unit_line(measure, '', language)}. {dashed}".strip(),
        alternative=f"{languages.period(last, language)}: {listed(latest, measure, language)}",
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=source(measure, f"{first}–{last}", language),
        table=_series_table(wide, list(names.values()), measure, language),
        share=12,
    )


def _every_third(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a monthly series' last month of every quarter and the newest one, so that small drawings stay light."""
    months = pl.col("period").str.slice(5)
    newest = frame["period"].max()
    return frame.filter((months == "") | months.is_in(["03", "06", "09", "12"]) | (pl.col("period") == newest))
