"""Whom a report is about, beside whom it is shown, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from seutukuva import indicators
from seutukuva.base import Language, LocalName, Message, render
from seutukuva.base.languages import number, percent, period
from seutukuva.documents import RawValue, Source
from seutukuva.indicators import Indicator, PeerSet
from seutukuva.picture.participants import Participant
from seutukuva.regions import municipality

N_PEERS = 9


@dataclass(frozen=True)
class Subject:
    """A participant of one or several municipalities seen as one, its companions in the network, the language."""

    codes: tuple[str, ...]
    name: LocalName
    language: Language
    network: tuple[Participant, ...] = ()

    @property
    def area(self) -> indicators.Area:
        """Return the codes as the indicators room takes them."""
        return self.codes[0] if len(self.codes) == 1 else self.codes

    @property
    def label(self) -> str:
        """Return the name as it stands beside a line."""
        return self.name.form(self.language, "name")

    @property
    def country_label(self) -> str:
        """Return the words for the whole country."""
        return self.say("picture.country")

    @cached_property
    def place(self) -> LocalName:
        """Return the name of the area in sentences: the figures of a company that covers municipalities are theirs."""
        if len(self.codes) == 1:
            return self.name
        names = [vars(municipality(code).name) for code in self.codes]
        return LocalName(**{form: self.listed([name[form] for name in names]) for form in names[0]})

    @cached_property
    def others(self) -> tuple[Participant, ...]:
        """Return the companions that are not the subject itself."""
        return tuple(other for other in self.network if set(other.municipalities).isdisjoint(self.codes))

    @cached_property
    def peers(self) -> PeerSet:
        """Return the municipalities most like the subject."""
        return indicators.peers(self.area, count=N_PEERS)

    def say(self, code: str, **parameters: object) -> str:
        """Return a message in the report's language."""
        return render(Message(code, parameters), self.language)

    def listed(self, names: Sequence[str]) -> str:
        """Return names as one list in words."""
        return self.say("picture.and", first=", ".join(names[:-1]), last=names[-1])

    def render(self, message: Message) -> str:
        """Return a message of another room in the report's language."""
        return render(message, self.language)

    def shown(self, indicator: Indicator, value: float | None) -> str:
        """Return a value in a table, without its unit; a missing one as a dash."""
        if value is None:
            return "–"
        write = percent if indicator.is_percent else number
        return write(value, self.language, indicator.decimals)

    def period(self, text: str) -> str:
        """Return a period in the language's own form."""
        return period(text, self.language)

    def short_period(self, text: str) -> str:
        """Return a period as it fits a table: 10/2023."""
        year, _, month = text.partition("-")
        return f"{int(month)}/{year}" if month else year

    def source(self, indicator: Indicator, first: str = "", last: str = "") -> Source:
        """Return the source line of a figure that shows `first` to `last` (both empty: the source's whole span)."""
        source = indicators.source(indicator.source)
        shown = [self.period(text) for text in dict.fromkeys((first, last)) if text]
        return Source(
            publisher=source.publisher.text(self.language),
            dataset=source.dataset,
            licence=source.licence,
            period="–".join(shown) or f"{self.period(source.first or '')}–{self.period(source.last or '')}",
            url=source.url,
        )


def area_of(participant: Participant) -> indicators.Area:
    """Return a participant's municipalities as the indicators room takes them."""
    codes = participant.municipalities
    return codes[0] if len(codes) == 1 else codes


def series_of(id_: str, area: indicators.Area, *, smooth: int | None = None) -> dict[str, float | None]:
    """Return period -> value of a municipality or several seen as one."""
    if isinstance(area, tuple):
        frame = indicators.combined_series(id_, area, smooth=smooth)
    else:
        frame = indicators.series(id_, [area], smooth=smooth)
    return _by_period(frame)


def country_series(id_: str, *, smooth: int | None = None) -> dict[str, float | None]:
    """Return period -> value of the whole country."""
    return _by_period(indicators.series(id_, level="country", smooth=smooth))


def table_rows(
    subject: Subject, columns: Sequence[dict[str, float | None]], periods: Sequence[str], indicator: Indicator
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[RawValue, ...], ...]]:
    """Return shown and raw rows of a table of periods by areas."""
    shown = tuple(
        (subject.short_period(at), *(subject.shown(indicator, column.get(at)) for column in columns)) for at in periods
    )
    return shown, tuple((at, *(column.get(at) for column in columns)) for at in periods)


def _by_period(frame: pl.DataFrame) -> dict[str, float | None]:
    return {str(at): value for at, value in frame.select("period", "value").iter_rows()}
