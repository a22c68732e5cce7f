"""Round axes, periods as positions, widths of words, and the languages' number formats for Vega."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from seutukuva.base import Language
from seutukuva.base.languages import number, percent, probability, signed

_ROUND_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_MONTHS: Final = 12


@dataclass(frozen=True)
class Axis:
    """A round axis: its ends, the ticks and how many decimals they need."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int


def round_axis(low: float, high: float, count: int = 6) -> Axis:
    """Return the axis with about `count` round ticks that holds low..high.

    Method: the step is the smallest of 1, 2, 2.5, 5 x 10^k that needs at most `count` intervals.
    """
    if high <= low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in _ROUND_STEPS if s * power >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if not math.isclose(step * 10**decimals, round(step * 10**decimals), rel_tol=1e-6):
        decimals += 1
    ticks = tuple(round(i * step, decimals + 2) for i in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks, decimals)


def position(period: str | int | float | date) -> float:
    """Return a period as a year on a line: 2023 -> 2023.0; '2023-10' -> 2023.75 (the month's beginning)."""
    if isinstance(period, date):
        return period.year + (period.month - 1) / _MONTHS
    if isinstance(period, int | float):
        return float(period)
    year, _, month = period.partition("-")
    return float(year) + ((int(month[:2]) - 1) / _MONTHS if month else 0.0)


def significant(value: float | None, digits: int = 6) -> float | None:
    """Return a value with the digits that a drawing can show: a specification travels in every page's document."""
    return None if value is None or not math.isfinite(value) else float(f"{value:.{digits}g}")


def text_width(text: str, size: float) -> float:
    """Return about how many pixels `text` takes at `size`, from the shares of an em that kinds of letters take."""
    return size * sum(_width(character) for character in text)


def _width(character: str) -> float:
    if character in "iIjlft.,:;'|!()- \u00a0":
        return 0.29
    if character in "mwMW%@–":
        return 0.8
    return 0.61 if character.isupper() else 0.52


def shown(value: float, form: str, language: Language, unit: str = "") -> str:
    """Return a value as text: in a form of the catalogue (number.1, percent, signed.1), or as a probability."""
    if form == "probability":
        return probability(value, language)
    kind, _, digits = form.partition(".")
    decimals = int(digits or 0)
    text = {"number": number, "percent": percent, "signed": signed}[kind](value, language, decimals)
    return f"{text}\u00a0{unit}" if unit else text


def vega_format(form: str, axis: Axis) -> str:
    """Return the d3 format of an axis whose values are of `form`."""
    if form.startswith("percent"):
        return f",.{max(0, axis.decimals - 2)}%"
    return f"{'+' if form.startswith('signed') else ''},.{axis.decimals}f"


def format_locale(language: Language) -> dict[str, Any]:
    """Return d3's number locale: 39 360 and 5,3 in Finnish and Swedish, 39,360 and 5.3 in English."""
    english = language == "en"
    return {
        "decimal": "." if english else ",",
        "thousands": "," if english else "\u00a0",
        "grouping": [3],
        "currency": ["€", ""] if english else ["", "\u00a0€"],
        "percent": "%" if english else "\u00a0%",
        "minus": "−",
    }
