"""Vega-Lite specifications as data, rendered to SVG and PNG.

Every kind of drawing is made twice with `pair`: wide for a screen and paper, narrow for a phone with labels of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from seutukuva.charts import palette
from seutukuva.charts.grid import heat
from seutukuva.charts.lines import line, small_multiples
from seutukuva.charts.maps import choropleth
from seutukuva.charts.numbers import format_locale, shown
from seutukuva.charts.palette import FONT, NARROW, WIDE, font_directory
from seutukuva.charts.parts import parts
from seutukuva.charts.render import png, svg
from seutukuva.charts.rows import bars, dots
from seutukuva.charts.specification import Specification


class Drawing(NamedTuple):
    """The same drawing for a wide screen and for a phone."""

    chart: Specification
    narrow: Specification


def pair(draw: Callable[..., Specification], *data: Any, width: int = WIDE, **options: Any) -> Drawing:
    """Return `draw(*data, **options)` at `width` pixels and as a phone's drawing."""
    return Drawing(draw(*data, width=width, **options), draw(*data, width=NARROW, **options))


__all__ = [
    "FONT",
    "NARROW",
    "WIDE",
    "Drawing",
    "Specification",
    "bars",
    "choropleth",
    "dots",
    "font_directory",
    "format_locale",
    "heat",
    "line",
    "pair",
    "palette",
    "parts",
    "png",
    "shown",
    "small_multiples",
    "svg",
]
