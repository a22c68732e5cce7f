"""The towns of a programme side by side in open statistics: a figure for each of the main indicators, and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from seutukuva import charts, indicators
from seutukuva.base import Language, Message, render
from seutukuva.base.languages import number, percent, period
from seutukuva.documents import Block, Column, Figure, Note, Source, Table
from seutukuva.indicators import Indicator
from seutukuva.indicators.across import across
from seutukuva.picture.participants import Participant
from seutukuva.picture.report_parts import say
from seutukuva.picture.subject import area_of

DRAWN: Final = ("population_change_10", "unemployment_rate_12m", "jobs_share_c", "tertiary")
TABLES: Final = {
    "people": ("population", "population_change_10", "share_65_over", "tertiary", "vocational"),
    "work": ("jobs", "job_self_sufficiency", "jobs_share_c", "unemployment_rate_12m", "vacancies_per_100_unemployed"),
}


def beside_blocks(towns: Sequence[Participant], language: Language) -> tuple[Block, ...]:
    """Return figures and tables of the towns that are on the map; nothing with fewer than two.

    Raises Problem for an unknown municipality.
    """
    if len(towns) < 2:
        return ()
    drawn = (_figure(indicators.indicator(id_), towns, language) for id_ in DRAWN)
    figures = (figure for figure in drawn if figure is not None)
    tables = (_table(part, ids, towns, language) for part, ids in TABLES.items())
    return (*figures, *tables, Note(say(language, "beside.text")))


def _figure(indicator: Indicator, towns: Sequence[Participant], language: Language) -> Figure | None:
    """Return one indicator of all towns as dots, the highest first, with the country as a dashed line.

    None when no town has a value.
    """
    found = [(town, indicators.value(indicator.id, area_of(town))) for town in towns]
    if all(figure.value is None for _, figure in found):
        return None
    found.sort(key=lambda pair: (pair[1].value is None, -(pair[1].value or 0.0)))
    last = max(figure.period for _, figure in found)
    country = indicators.country(indicator.id, last).value
    names = [town.name.form(language, "name") for town, _ in found]
    values = [figure.value for _, figure in found]
    drawing = _drawing(indicator, names, values, country, language)
    shown = [_shown(indicator, value, language) for value in values]
    when = period(last, language)
    told = "; ".join(f"{name} {value}" for name, value in zip(names, shown, strict=True))
    named = {"name": indicator.name, "period": when}
    return Figure(
        id=f"beside-{indicator.id.replace('_', '-')}",
        title=render(across(indicator.short, [(town.name, figure.value) for town, figure in found], country), language),
        subtitle=say(language, "beside.shown", **named),
        alternative=say(
            language, "beside.alternative", **named, told=told, country=_shown(indicator, country, language)
        ),
        chart=drawing.chart,
        narrow=drawing.narrow,
        source=_source(indicator, when, language),
        table=Table(
            f"{indicator.name.text(language)}, {when}",
            (Column(say(language, "column.town")), Column(say(language, "column.value"), numeric=True)),
            tuple(zip(names, shown, strict=True)),
            raw=tuple(zip(names, values, strict=True)),
        ),
        share=6,
    )


def _drawing(
    indicator: Indicator,
    names: Sequence[str],
    values: Sequence[float | None],
    country: float | None,
    language: Language,
) -> charts.Drawing:
    series = _series(indicator, language)
    return charts.pair(
        charts.dots,
        pl.DataFrame({"town": names, "series": [series] * len(names), "value": values}),
        category="town",
        value="value",
        series="series",
        subject=series,
        language=language,
        reference=country,
        reference_label=render(Message("picture.country"), language),
        form="percent.1",
    )


def _table(part: str, ids: Sequence[str], towns: Sequence[Participant], language: Language) -> Table:
    """Return indicators of all towns and the country; each column says of when it is."""
    chosen = [indicators.indicator(id_) for id_ in ids]
    columns = [Column(say(language, "column.town"))]
    for indicator in chosen:
        when = indicators.value(indicator.id, area_of(towns[0])).period
        columns.append(Column(f"{indicator.short.text(language)} {_short(when)}", numeric=True))
    rows, raw = [], []
    for town in towns:
        values = [indicators.value(indicator.id, area_of(town)).value for indicator in chosen]
        name = town.name.form(language, "name")
        rows.append((name, *(_shown(one, value, language) for one, value in zip(chosen, values, strict=True))))
        raw.append((name, *values))
    whole = [indicators.country(one.id).value if one.kind != "count" else None for one in chosen]
    country = render(Message("picture.country"), language)
    rows.append((country, *(_shown(one, value, language) for one, value in zip(chosen, whole, strict=True))))
    raw.append((country, *whole))
    return Table(say(language, f"beside.table.{part}"), tuple(columns), tuple(rows), raw=tuple(raw))


def _source(indicator: Indicator, when: str, language: Language) -> Source:
    source = indicators.source(indicator.source)
    return Source(source.publisher.text(language), source.dataset, source.licence, when, source.url)


def _shown(indicator: Indicator, value: float | None, language: Language) -> str:
    if value is None:
        return "–"
    write = percent if indicator.is_percent else number
    return write(value, language, indicator.decimals)


def _series(indicator: Indicator, language: Language) -> str:
    return indicator.short.text(language)


def _short(text: str) -> str:
    year, _, month = text.partition("-")
    return f"{int(month)}/{year}" if month else year
