"""A network drawn: places that are stable between visits, thinning that is told, a Vega-Lite specification."""

from seutukuva.network.drawing.layout import Places, layout
from seutukuva.network.drawing.specification import SECTORS, colours, described, draw
from seutukuva.network.drawing.thinning import MOST_ACTORS, MOST_TIES, Thinned, thinned

__all__ = [
    "MOST_ACTORS",
    "MOST_TIES",
    "SECTORS",
    "Places",
    "Thinned",
    "colours",
    "described",
    "draw",
    "layout",
    "thinned",
]
