"""The heading of a figure that shows several towns: what holds for how many of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from seutukuva.base import LocalName, Message, Term
from seutukuva.indicators.headings import plain

_STEP: Final = 1e-9  # equal but for rounding in the computer


def across(name: Term, values: Sequence[tuple[LocalName, float | None]], country: float | None) -> Message:
    """Return in how many towns the figure is above or below the whole country's, or else who is highest and lowest.

    values: a town's name and figure; towns without one do not count. country: None where a comparison says nothing
    (a count of people). With fewer than two figures the heading is the plain name.
    """
    known = [(town, value) for town, value in values if value is not None]
    if len(known) < 2:
        return plain(name)
    if country is None:
        return _extremes(name, known)
    above = sum(value > country + _STEP for _, value in known)
    below = sum(value < country - _STEP for _, value in known)
    side, count = ("above", above) if above >= below else ("below", below)
    facts = {"name": name, "number": count, "of": len(known)}
    if count == len(known):
        return Message(f"indicators.heading.across_all_{side}", facts)
    if 2 * count > len(known):
        return Message(f"indicators.heading.across_most_{side}", facts)
    return Message("indicators.heading.across_both", {"name": name, "above": above, "below": below})


def _extremes(name: Term, known: Sequence[tuple[LocalName, float]]) -> Message:
    """Return who is highest and who is lowest; the plain name when two towns share either place."""
    ordered = sorted(known, key=lambda pair: pair[1])
    (lowest, least), (_, second) = ordered[:2]
    (_, last_but_one), (highest, most) = ordered[-2:]
    if least == second or most == last_but_one:
        return plain(name)
    return Message("indicators.heading.across_extremes", {"name": name, "highest": highest, "lowest": lowest})
