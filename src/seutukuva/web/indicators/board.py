"""What a programme's pages show numbers of: its towns, its measures, and the value of each at each.

A measure is an official indicator, or one that somebody imported; pages need not know which. In a training programme
every figure is imported and stands under the catalogue's own names where it can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

import polars as pl

from seutukuva.base import Language, LocalName, Message, Problem, Term, render
from seutukuva.base.identifiers import slug
from seutukuva.charts import shown as shown_value
from seutukuva.indicators import Indicator, catalogue, combined_series, indicator, series
from seutukuva.indicators import source as source_of
from seutukuva.indicators.imported import latest, percentile_among
from seutukuva.web.indicators import official

IMPORTED = "imported-"
SCHEMA = {
    "municipality": pl.String,
    "period": pl.String,
    "indicator": pl.String,
    "value": pl.Float64,
    "dataset": pl.Int64,
}


@dataclass(frozen=True)
class Town:
    """A participant as pages name it; `key` is its row in imported figures."""

    slug: str
    name: LocalName
    codes: tuple[str, ...]

    @property
    def key(self) -> str | None:
        """Return the code, or the slug of a town on no map; None for several municipalities."""
        if not self.codes:
            return self.slug
        return self.codes[0] if len(self.codes) == 1 else None


@dataclass(frozen=True)
class Origin:
    """Where imported figures come from."""

    id: int
    name: str
    source: str
    licence: str
    by: str
    when: datetime
    synthetic: bool
    version: str
    units: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Measure:
    """Something that has a value at each town. `entry` is the catalogue's, `origin` where imported values come from.

    `older` are earlier files with the same indicator in the same unit: of towns and periods that `origin` has not.
    """

    key: str
    name: Term
    short: Term
    unit: Term
    decimals: int
    is_percent: bool
    entry: Indicator | None = None
    origin: Origin | None = None
    id: str = ""
    older: tuple[Origin, ...] = ()

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Return all files that imported values come from, the newest first; none for official statistics."""
        return () if self.origin is None else (self.origin, *self.older)

    @property
    def official(self) -> bool:
        """Tell whether the values are official statistics."""
        return self.origin is None

    @property
    def form(self) -> str:
        """Return how values are written: number.1, percent."""
        return official.form(self.is_percent, self.decimals)

    def shown(self, value: float | None, language: Language, *, unit: bool = False) -> str:
        """Return a value as text; what is missing is told as missing."""
        if value is None:
            return render(Message("indicators.value.missing"), language)
        said = self.unit.text(language) if unit and not self.is_percent else ""
        return shown_value(value, self.form, language, said)

    def source_line(self, language: Language) -> str:
        """Return where the values come from, as one line."""
        if self.origin is not None:
            lines = (", ".join(part for part in (o.source, o.licence) if part) for o in self.origins)
            return "; ".join(dict.fromkeys(lines))
        assert self.entry is not None
        return render(source_of(self.entry.source).line, language)


@dataclass(frozen=True)
class Cell:
    """A measure's value at a town, its period, and the share of the others that are below."""

    value: float | None
    period: str
    percentile: float | None

    @property
    def step(self) -> int | None:
        """Return which quarter of the others the town stands in, 1 the lowest; None without a figure."""
        if self.percentile is None:
            return None
        return next((number for number, bound in enumerate((0.25, 0.5, 0.75), 1) if self.percentile < bound), 4)


@dataclass(frozen=True)
class Board:
    """The towns, the measures and the imported values that a reader may see of a programme.

    `read` are the places whose closed datasets the reader sees, None all of them: what is kept for one reader must not
    be shown to another who sees less.
    """

    towns: tuple[Town, ...]
    synthetic: bool
    origins: tuple[Origin, ...] = ()
    read: tuple[str, ...] | None = ()
    imported: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SCHEMA), compare=False)

    @property
    def version(self) -> tuple[object, ...]:
        """Return what a cached drawing of this board depends on."""
        return (self.synthetic, self.towns, self.read, tuple(origin.version for origin in self.origins))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Return the measures: the catalogue's in its order, then imported ones."""
        mine = tuple(self._own_measures())
        return mine if self.synthetic else (*official_measures(), *mine)

    def measure(self, key: str) -> Measure | None:
        """Return the measure called `key`."""
        return next((measure for measure in self.measures if measure.key == key), None)

    def town(self, slug_: str) -> Town | None:
        """Return the town with an address."""
        return next((town for town in self.towns if town.slug == slug_), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return all towns' municipality codes."""
        return tuple(code for town in self.towns for code in town.codes)

    def cell(self, measure: Measure, town: Town, among: tuple[str, ...] | None = None) -> Cell:
        """Return a value with where it stands: among all municipalities, a group's, or the programme's towns."""
        if measure.official:
            found = official.figure(measure.id, town.codes)
            return Cell(found.value, found.period, official.place(measure.id, town.codes, among))
        values = self.latest(measure)
        own = values.get(town.key or "")
        others = [value for key, (value, _) in values.items() if key != town.key]
        value, period = own or (None, next((p for _, p in values.values()), ""))
        return Cell(value, period, percentile_among(value, others))

    def series(self, measure: Measure, towns: Sequence[Town]) -> pl.DataFrame:
        """Return town (slug), period, value of a measure over time; official ones of every town asked for."""
        frames = []
        for town in towns:
            if measure.official:
                found = (
                    combined_series(measure.id, town.codes) if len(town.codes) > 1 else series(measure.id, town.codes)
                )
            else:
                found = self._rows(measure).filter(pl.col("municipality") == (town.key or ""))
            frames.append(found.select(pl.lit(town.slug).alias("town"), "period", "value"))
        return pl.concat(frames) if frames else pl.DataFrame(schema={"town": str, "period": str, "value": float})

    def of_town(self, town: Town) -> pl.DataFrame:
        """Return the imported rows of a town's municipalities."""
        keys = list(town.codes) or [town.slug]
        return latest(self.imported.filter(pl.col("municipality").is_in(keys)))

    def origin(self, id_: int) -> Origin:
        """Return where a dataset's figures come from."""
        return next(origin for origin in self.origins if origin.id == id_)

    def _rows(self, measure: Measure) -> pl.DataFrame:
        """Return a measure's imported rows: of a town's period that stands in several files, the newest file's."""
        mine = (pl.col("indicator") == measure.id) & pl.col("dataset").is_in([o.id for o in measure.origins])
        newest = self.imported.filter(mine).sort("dataset", descending=True)
        return newest.unique(["municipality", "period"], keep="first").sort("municipality", "period")

    def latest(self, measure: Measure) -> dict[str, tuple[float | None, str]]:
        """Return key -> (value, period) of an imported measure."""
        rows = latest(self._rows(measure)).select("municipality", "value", "period").iter_rows()
        return {key: (value, period) for key, value, period in rows}

    def _own_measures(self) -> list[Measure]:
        """Return the imported measures; several files of one indicator are one measure, in the newest one's unit."""
        pairs = self.imported.select("dataset", "indicator").unique().sort("dataset", "indicator", descending=True)
        found: dict[str, Measure] = {}
        for dataset, id_ in pairs.iter_rows():
            measure = own_measure(id_, self.origin(dataset), synthetic=self.synthetic)
            newer = found.setdefault(measure.key, measure)
            if newer is not measure and (newer.id, newer.unit) == (measure.id, measure.unit):
                found[measure.key] = replace(newer, older=(*newer.older, *measure.origins))
        order = {entry.id: number for number, entry in enumerate(catalogue())}
        return sorted(found.values(), key=lambda measure: order.get(measure.id, len(order)))


@cache
def official_measures() -> tuple[Measure, ...]:
    """Return the catalogue as measures."""
    return tuple(_measure(entry, entry.id, None) for entry in catalogue())


def own_measure(id_: str, origin: Origin, *, synthetic: bool) -> Measure:
    """Return an imported measure: under the catalogue's words when it has them, else under its own name and unit."""
    entry = next((entry for entry in catalogue() if entry.id == id_), None)
    key = ("" if synthetic else IMPORTED) + (id_ if entry else slug(id_))
    if entry is not None:
        return _measure(entry, key, origin)
    unit = dict(origin.units).get(id_, "")
    name = Term(id_, id_, id_)
    percent = unit == "share"
    return Measure(key, name, name, Term(unit, unit, unit), 1, percent, None, origin, id_)


def _measure(entry: Indicator, key: str, origin: Origin | None) -> Measure:
    return Measure(
        key=key,
        name=entry.name,
        short=entry.short,
        unit=entry.unit.term,
        decimals=entry.decimals,
        is_percent=entry.is_percent,
        entry=entry,
        origin=origin,
        id=entry.id,
    )


def known(id_: str) -> Indicator | None:
    """Return a catalogue's indicator, None when there is no such."""
    try:
        return indicator(id_)
    except Problem:
        return None
