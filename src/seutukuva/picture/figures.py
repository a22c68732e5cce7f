"""The figures of a town's report: unemployment, industry, population, map. Headings come from the numbers."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from seutukuva import charts, indicators
from seutukuva.base.languages import number
from seutukuva.documents import Column, Figure, Source, Table
from seutukuva.indicators import Indicator, headings
from seutukuva.picture.subject import Subject, area_of, country_series, series_of, table_rows
from seutukuva.regions import LATEST_YEAR, division, geometry

UNEMPLOYMENT = "unemployment_rate"
SMOOTH = "unemployment_rate_12m"
_EVERY = 4  # months between the points of the unemployment figure, so that its table fits a page
_COMMON = 0.01  # of the country's jobs, for a section to have a row of its own

_MAP_WIDTHS = (440, 340)

Series = dict[str, dict[str, float | None]]


def unemployment(subject: Subject) -> Figure:
    """Return the unemployment rate (mean of twelve months) beside the country and the network."""
    indicator = indicators.indicator(SMOOTH)
    own = series_of(SMOOTH, subject.area)
    known = sorted(at for at, value in own.items() if value is not None)
    periods = known[::-1][::_EVERY][::-1]
    series = _beside(subject, SMOOTH, own)
    heading = headings.against_country(
        indicators.indicator(UNEMPLOYMENT),
        subject.place,
        {at: own[at] for at in periods},
        {at: series[subject.country_label].get(at) for at in periods},
    )
    drawing = charts.pair(
        charts.line,
        _long(series, periods),
        x="period",
        y="value",
        series="series",
        subject=subject.label,
        reference=subject.country_label,
        language=subject.language,
        form="percent",
        zero=True,
    )
    first, last = periods[0], periods[-1]
    return Figure(
        id="unemployment",
        title=subject.render(heading),
        subtitle=subject.say("picture.unemployment.subtitle", others=len(subject.others)),
        alternative=_alternative(subject, indicator, series, first, last),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=subject.source(indicator, first, last),
        table=_table(subject, indicator, series, periods, "picture.unemployment.table"),
        share=6,
    )


def population(subject: Subject) -> Figure:
    """Return the population as an index (first year = 100) beside the country and the network."""
    indicator = indicators.indicator("population")
    own = series_of("population", subject.area)
    periods = sorted(own)
    first, last = periods[0], periods[-1]
    levels = _beside(subject, "population", own)
    index = {name: _index(values, first) for name, values in levels.items()}
    drawing = charts.pair(
        charts.line,
        _long(index, periods),
        x="period",
        y="value",
        series="series",
        subject=subject.label,
        reference=subject.country_label,
        language=subject.language,
        zero=False,
    )
    change = indicators.change("population", subject.area, first, last)
    return Figure(
        id="population",
        title=subject.render(headings.population(subject.place, change)),
        subtitle=subject.say("picture.population.subtitle", first=first, others=len(subject.others)),
        alternative=_alternative(subject, indicator, levels, first, last),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=subject.source(indicator, first, last),
        table=_table(subject, indicator, levels, periods, "picture.population.table"),
        share=6,
    )


def industry(subject: Subject) -> Figure:
    """Return the location quotients of the industry sections beside the network."""
    own = indicators.location_quotients(subject.area)
    sections = own.filter((pl.col("country_share") >= _COMMON) & (pl.col("section") != "X"))["section"].to_list()
    frames = {subject.label: own}
    for other in subject.others:
        frames[other.name.form(subject.language, "name")] = indicators.location_quotients(area_of(other))
    long = pl.concat(
        frame.filter(pl.col("section").is_in(sections)).select(
            pl.col("section").replace_strict({s: _section(subject, s) for s in sections}).alias("category"),
            pl.lit(name).alias("series"),
            "lq",
        )
        for name, frame in frames.items()
    )
    drawing = charts.pair(
        charts.dots,
        long,
        category="category",
        value="lq",
        series="series",
        subject=subject.label,
        language=subject.language,
        reference=1.0,
        reference_label=subject.country_label,
        form="number.1",
    )
    rows = own.filter(pl.col("section").is_in(sections)).sort("lq", descending=True, nulls_last=True)
    jobs = indicators.indicator("jobs")
    year = indicators.value("jobs", subject.area).period
    return Figure(
        id="industry",
        title=subject.render(headings.industry_structure(subject.place, own)),
        subtitle=subject.say("picture.industry.subtitle", others=len(subject.others)),
        alternative=_industry_alternative(subject, rows),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=subject.source(jobs, year, year),
        table=_industry_table(subject, rows, year),
        share=6,
    )


def unemployment_map(subject: Subject) -> Figure:
    """Return every municipality's unemployment rate on the map, the subject outlined."""
    indicator = indicators.indicator(SMOOTH)
    frame = indicators.values(SMOOTH)
    values: dict[str, float | None] = dict(frame.select("area", "value").iter_rows())
    own = indicators.value(SMOOTH, subject.area)
    place = indicators.rank(SMOOTH, subject.area)
    drawing = charts.Drawing(*(_map(subject, values, width) for width in _MAP_WIDTHS))
    return Figure(
        id="map",
        title=subject.render(headings.standing(indicators.indicator(UNEMPLOYMENT), subject.place, place)),
        subtitle=subject.say("picture.map.subtitle", period=own.period),
        alternative=subject.say(
            "picture.map.alternative" if own.value is not None else "picture.map.alternative.unknown",
            town=subject.place,
            value=own.value,
            period=own.period,
        ),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=subject.source(indicator, own.period, own.period),
        table=_region_table(subject, indicator, own.value, own.period),
        share=6,
    )


def _map(subject: Subject, values: Mapping[str, float | None], width: int) -> charts.Specification:
    return charts.choropleth(
        geometry(), values, language=subject.language, highlight=subject.codes, form="percent.1", width=width
    )


def borders(subject: Subject) -> Source:
    """Return the source of the map's borders."""
    return Source(subject.say("picture.borders.publisher"), subject.say("picture.borders"), "CC BY 4.0", "2023")


def _beside(subject: Subject, id_: str, own: dict[str, float | None]) -> Series:
    """Return the series of the subject, the country and the network's others by name, in that order."""
    series = {subject.label: own, subject.country_label: country_series(id_)}
    for other in subject.others:
        series[other.name.form(subject.language, "name")] = series_of(id_, area_of(other))
    return series


def _index(values: Mapping[str, float | None], first: str) -> dict[str, float | None]:
    base = values.get(first)
    return {at: value / base * 100 if value is not None and base else None for at, value in values.items()}


def _long(series: Series, periods: list[str]) -> pl.DataFrame:
    rows = [(name, at, values.get(at)) for name, values in series.items() for at in periods]
    return pl.DataFrame(rows, schema={"series": pl.String, "period": pl.String, "value": pl.Float64}, orient="row")


def _table(subject: Subject, indicator: Indicator, series: Series, periods: list[str], caption: str) -> Table:
    shown, raw = table_rows(subject, list(series.values()), periods, indicator)
    columns = (Column(subject.say("picture.column.period")), *(Column(name, numeric=True) for name in series))
    return Table(subject.say(caption), columns, shown, raw=raw)


def _alternative(subject: Subject, indicator: Indicator, series: Series, first: str, last: str) -> str:
    own, country = series[subject.label], series[subject.country_label]
    return subject.say(
        "picture.line.alternative",
        name=indicator.name,
        town=subject.label,
        first=first,
        last=last,
        own_first=subject.shown(indicator, own.get(first)),
        own_last=subject.shown(indicator, own.get(last)),
        country_first=subject.shown(indicator, country.get(first)),
        country_last=subject.shown(indicator, country.get(last)),
    )


def _section(subject: Subject, section: str) -> str:
    return subject.render(indicators.section_short(section))


def _industry_alternative(subject: Subject, rows: pl.DataFrame) -> str:
    told = [
        f"{_section(subject, row['section'])} {number(row['lq'], subject.language, 1)}"
        for row in rows.iter_rows(named=True)
        if row["lq"] is not None
    ]
    return subject.say("picture.industry.alternative", town=subject.place, values="; ".join(told))


def _industry_table(subject: Subject, rows: pl.DataFrame, year: str) -> Table:
    share = indicators.indicator("jobs_share_c")
    names = ("picture.column.section", "picture.column.jobs", "picture.column.share")
    columns = [Column(subject.say(code), numeric=position > 0) for position, code in enumerate(names)]
    columns += [
        Column(subject.country_label, numeric=True),
        Column(subject.say("picture.column.quotient"), numeric=True),
    ]
    shown, raw = [], []
    for row in rows.iter_rows(named=True):
        name = subject.render(indicators.section_name(row["section"]))
        jobs = "–" if row["jobs"] is None else number(row["jobs"], subject.language)
        quotient = "–" if row["lq"] is None else number(row["lq"], subject.language, 2)
        shown.append(
            (name, jobs, subject.shown(share, row["share"]), subject.shown(share, row["country_share"]), quotient)
        )
        raw.append((name, row["jobs"], row["share"], row["country_share"], row["lq"]))
    return Table(subject.say("picture.industry.table", year=year), tuple(columns), tuple(shown), raw=tuple(raw))


def _region_table(subject: Subject, indicator: Indicator, own: float | None, period: str) -> Table:
    """Return the same figure of the subject, the country and the regions: 309 municipalities are in the data file."""
    regions = indicators.values(SMOOTH, level="region").sort("value", descending=True, nulls_last=True)
    frame = division(LATEST_YEAR).frame.select("region", f"region_{subject.language}").unique()
    names = dict(frame.iter_rows())
    rows = [(subject.label, own), (subject.country_label, indicators.country(SMOOTH).value)]
    rows += [(names.get(code, code), value) for code, value in regions.select("area", "value").iter_rows()]
    return Table(
        subject.say("picture.map.table", period=period),
        (Column(subject.say("picture.column.area")), Column(indicator.short.text(subject.language), numeric=True)),
        tuple((name, subject.shown(indicator, value)) for name, value in rows),
        raw=tuple(rows),
    )
