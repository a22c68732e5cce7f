"""The figures of a dimension as its page lists them: the value, the level read from it, where the levels begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from seutukuva.base import Language, Message, Term, languages
from seutukuva.charts import shown as shown_value
from seutukuva.network import metric
from seutukuva.picture.mapping import FEWEST_ACTORS, Read
from seutukuva.picture.model import Reading
from seutukuva.picture.report_parts import kind_message
from seutukuva.web.indicators import official
from seutukuva.web.indicators.board import known
from seutukuva.web.kit.thread.kinds import Shown
from seutukuva.web.kit.thread.selectors import shown_to
from seutukuva.web.network.figures import value_text


@dataclass(frozen=True)
class FigureRow:
    """A figure that is read as a level; `shown` is None where the reader may not see it.

    `begins` are where levels 2, 3 and 4 begin; `falling`: a smaller value is a higher level. `fewest` is how many
    actors a network needs, where it has fewer.
    """

    shown: Shown | None
    kind: Message
    cluster: str
    level: int | None
    begins: tuple[str, ...]
    falling: bool
    reliability: str
    why: Term | None
    fewest: int | None


def figure_rows(user: Any, reads: Iterable[Read], language: Language) -> list[FigureRow]:
    """Return the figures of a dimension as a person may see them; the caller got the town by permission."""
    told = list(reads)
    seen = shown_to(user, {one.measured.urn for one in told})
    return [
        FigureRow(
            shown=seen.get(one.measured.urn),
            kind=kind_message(one.reading.kind),
            cluster=one.measured.cluster,
            level=one.rating.level,
            begins=tuple(_value(one.reading, begin, language) for begin in one.reading.thresholds),
            falling=len(one.reading.thresholds) > 1 and one.reading.thresholds[0] > one.reading.thresholds[-1],
            reliability=languages.percent(one.reading.reliability, language),
            why=one.reading.why,
            fewest=FEWEST_ACTORS if one.reading.source == "metric" and one.rating.level is None else None,
        )
        for one in told
    ]


def _value(reading: Reading, value: float, language: Language) -> str:
    """Return a threshold as the figure itself is written."""
    if reading.source == "metric":
        return value_text(metric(reading.of), value, language)
    entry = known(reading.of) if reading.source == "indicator" else None
    if entry is not None:
        return shown_value(value, official.decimals_form(entry.id), language)
    return languages.number(value, language, 0 if float(value).is_integer() else 1)
