"""A network drawn: places that are stable between visits, thinning that is told, a Vega-Lite specification."""

from seutukuva.network.drawing.findings import ego_finding, finding
from seutukuva.network.drawing.layout import Places, layout
from seutukuva.network.drawing.live import live
from seutukuva.network.drawing.map import described_map, draw_map, drawable, map_finding
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
    "described_map",
    "draw",
    "draw_map",
    "drawable",
    "ego_finding",
    "finding",
    "layout",
    "live",
    "map_finding",
    "thinned",
]
