"""Headings that say the finding of a figure, from the numbers in hand.

Every rule states only what its numbers show, as exactly as it says it; when no rule holds, the heading is the plain
name of the figure. Missing periods never count as below or above.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from seutukuva.base import LocalName, Message, Term
from seutukuva.indicators.compare import Rank
from seutukuva.indicators.industry import section_name, section_short
from seutukuva.indicators.model import Change, Indicator

FOLLOWED: Final = 0.01  # a rate that never differs by more than one percentage point follows
STRONG_QUOTIENT: Final = 1.5
WEAK_QUOTIENT: Final = 0.5
LARGE_SHARE: Final = 0.05  # of the town's jobs, for a section to be called strong
COMMON_SHARE: Final = 0.03  # of the country's jobs, for a section to be called weak
UNCHANGED: Final = 0.005
_STEP: Final = 1e-9  # equal but for rounding in the computer

_UNKNOWN_SECTION: Final = "X"


def plain(name: Term | Message) -> Message:
    """Return the heading that only names the figure."""
    return Message("indicators.heading.plain", {"name": name})


def against_country(
    indicator: Indicator, town: LocalName, own: Mapping[str, float | None], country: Mapping[str, float | None]
) -> Message:
    """Return how a rate or share has run beside the whole country's.

    own, country: period -> value. In this order: it followed the country (never more than one percentage point
    apart); it was below or above in every period; below or above in every period since the start of a year, at least
    two years ago; below or above in the latest period; otherwise the plain name.
    """
    periods = sorted(set(own) | set(country))
    gaps = {p: _gap(own.get(p), country.get(p)) for p in periods}
    known = [gap for gap in gaps.values() if gap is not None]
    if len(known) < 2:
        return plain(indicator.name)
    facts: dict[str, object] = {
        "name": indicator.short,
        "town": town,
        "first": periods[0][:4],
        "last": periods[-1][:4],
        "period": periods[-1],
    }
    if None not in gaps.values():
        if indicator.is_percent and max(abs(gap) for gap in known) <= FOLLOWED:
            return Message("indicators.heading.followed_country", facts)
        for side, sign in (("below", -1), ("above", 1)):
            if all(sign * gap > _STEP for gap in known):
                return Message(f"indicators.heading.{side}_throughout", facts)
    return _lately(gaps, facts) or plain(indicator.name)


def _gap(own: float | None, country: float | None) -> float | None:
    return None if own is None or country is None else own - country


def _lately(gaps: Mapping[str, float | None], facts: Mapping[str, object]) -> Message | None:
    """Return since which year, at least two before the last, one side holds; else the side of the latest period."""
    periods = list(gaps)
    latest = gaps[periods[-1]]
    if latest is None or abs(latest) <= _STEP:
        return None
    side, sign = ("below", -1) if latest < 0 else ("above", 1)
    years = sorted({p[:4] for p in periods})
    for year in years[1:-2]:
        since = [gap for p, gap in gaps.items() if p >= year]
        if all(gap is not None and sign * gap > _STEP for gap in since):
            return Message(f"indicators.heading.{side}_since", {**facts, "year": year})
    return Message(f"indicators.heading.{side}_latest", facts)


def industry_structure(town: LocalName, quotients: pl.DataFrame) -> Message:
    """Return which section weighs more, and which less, than in the whole country.

    quotients: section, share, country_share, lq as `location_quotients` gives them. Strong: the highest quotient of at
    least 1.5 among sections with 5 % of the town's jobs; weak: the lowest quotient under a half among sections with
    3 % of the country's jobs.
    """
    named = quotients.filter((pl.col("section") != _UNKNOWN_SECTION) & pl.col("lq").is_not_null())
    strong = named.filter((pl.col("lq") >= STRONG_QUOTIENT) & (pl.col("share") >= LARGE_SHARE)).sort("lq").tail(1)
    weak = named.filter((pl.col("lq") < WEAK_QUOTIENT) & (pl.col("country_share") >= COMMON_SHARE)).sort("lq").head(1)
    facts: dict[str, object] = {"town": town}
    if strong.height:
        facts |= {"strong": section_short(strong.item(0, "section")), "times": strong.item(0, "lq")}
    if weak.height:
        facts |= {"weak": section_short(weak.item(0, "section"))}
    rule = "_".join(word for word in ("strong", "weak") if word in facts)
    return Message(f"indicators.heading.industry_{rule or 'plain'}", facts)


def population(town: LocalName, change: Change) -> Message:
    """Return whether the population grew, shrank or stayed (within half a per cent) between two periods."""
    if change.relative is None:
        return plain(change.indicator.name)
    facts = {
        "town": town,
        "share": abs(change.relative),
        "first": change.from_period,
        "last": change.to_period,
    }
    if abs(change.relative) < UNCHANGED:
        return Message("indicators.heading.population_steady", facts)
    rule = "grew" if change.relative > 0 else "shrank"
    return Message(f"indicators.heading.population_{rule}", facts)


def standing(indicator: Indicator, town: LocalName, place: Rank | None, *, among_peers: bool = False) -> Message:
    """Return where a town stands among all municipalities, or among itself and its peers.

    place: 1 = highest. An area that alone has the highest or the lowest figure is told so; otherwise its place is told.
    """
    if place is None or place.of < 2:
        return plain(indicator.name)
    group = "peers" if among_peers else "all"
    facts = {"name": indicator.short, "town": town, "position": place.position, "of": place.of}
    if place.position == 1 and not place.tied:
        return Message(f"indicators.heading.highest_{group}", facts)
    if place.position == place.of and not place.tied:
        return Message(f"indicators.heading.lowest_{group}", facts)
    return Message(f"indicators.heading.place_{group}", facts)


def largest_section(town: LocalName, quotients: pl.DataFrame) -> Message:
    """Return which section has most of the town's jobs, with its share; the plain name when two have as many."""
    named = quotients.filter((pl.col("section") != _UNKNOWN_SECTION) & pl.col("share").is_not_null())
    top = named.sort("share", descending=True).head(2)
    if top.height < 2 or top.item(0, "share") == top.item(1, "share"):
        return Message("indicators.heading.industry_plain", {"town": town})
    facts = {"town": town, "section": section_name(top.item(0, "section")), "share": top.item(0, "share")}
    return Message("indicators.heading.largest_section", facts)
