"""What a maturity model reads as levels, in words: the name of the figure and where its levels begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seutukuva import indicators
from seutukuva.base import Language, Problem, languages, render

if TYPE_CHECKING:
    from seutukuva import network
    from seutukuva.picture.model import Reading


def reading_name(reading: Reading, language: Language) -> str:
    """Return the name of what is read; what has none that the product knows is told by its id."""
    metric, indicator = _metric(reading), _indicator(reading)
    if metric is not None:
        return render(metric.name, language)
    return indicator.name.text(language) if indicator is not None else reading.of


def threshold_words(reading: Reading, value: float, language: Language) -> str:
    """Return where a level begins, exactly; that of a share as a percentage, as the share itself is shown."""
    metric, indicator = _metric(reading), _indicator(reading)
    places = next((places for places in range(9) if round(value, places) == value), 9)
    if (metric is not None and metric.unit == "share") or (indicator is not None and indicator.is_percent):
        return languages.percent(value, language, max(places - 2, 0))
    return languages.number(value, language, places)


def _metric(reading: Reading) -> network.Metric | None:
    """Return the figure of a network that is read; None for another source, or an id that is not known."""
    if reading.source != "metric":
        return None
    from seutukuva import network  # networkx takes longer to load than a report of open statistics to be written

    try:
        return network.metric(reading.of)
    except Problem:
        return None


def _indicator(reading: Reading) -> indicators.Indicator | None:
    """Return the indicator that is read; None for another source, or a figure that a programme imported."""
    try:
        return indicators.indicator(reading.of) if reading.source == "indicator" else None
    except Problem:
        return None
