"""Jobs by industry section (TOL 2008): shares, location quotients, names."""

from __future__ import annotations

from functools import cache
from typing import Final

import polars as pl

from seutukuva.base import Message
from seutukuva.indicators.areas import LATEST_YEAR
from seutukuva.indicators.figures import Area, one_area
from seutukuva.indicators.measured import Grouping, area_of, grouping_of, variable_of
from seutukuva.indicators.model import COUNTRY

SECTIONS: Final = tuple("ABCDEFGHIJKLMNOPQRSTUX")
JOBS_SOURCE: Final = "paavo_2020"


def section_name(section: str) -> Message:
    """Return the official name of a section, A-U of TOL 2008 or X for unknown."""
    return Message(f"indicators.section.{section}")


def section_short(section: str) -> Message:
    """Return the name of a section as it fits beside a bar."""
    return Message(f"indicators.section_short.{section}")


def location_quotients(code: Area, *, year: int = LATEST_YEAR) -> pl.DataFrame:
    """Return an area's jobs by section: section, jobs, share, country_share, lq.

    code: a municipality, or several seen as one. share: of the area's jobs (0-1); lq: share / country_share, null
    where nobody in the country works in the section. All 22 sections, A to X. Raises Problem.
    """
    own = _jobs(code, year)
    country = _jobs(None, year)
    frame = pl.DataFrame({"section": SECTIONS, "jobs": own, "country": country})
    share = pl.col("jobs") / pl.col("jobs").sum()
    country_share = pl.col("country") / pl.col("country").sum()
    return frame.select(
        "section",
        "jobs",
        share.alias("share"),
        country_share.alias("country_share"),
        pl.when(pl.col("country") > 0).then(share / country_share).alias("lq"),
    )


def _jobs(code: Area | None, year: int) -> tuple[float | None, ...]:
    """Return jobs of an area (None = the whole country) in the order of SECTIONS."""
    if code is None:
        return _by_section(year, "country", COUNTRY)
    group = one_area((code,) if isinstance(code, str) else code, year)
    return _by_section(year, grouping_of(group), area_of(group))


@cache
def _by_section(year: int, grouping: Grouping, area: str) -> tuple[float | None, ...]:
    return tuple(variable_of(f"jobs_{s.lower()}", year, grouping, area) for s in SECTIONS)
