"""Indicators of municipalities: catalogue, values, series, peers, sources, and headings that are true."""

from seutukuva.indicators.areas import LATEST_YEAR
from seutukuva.indicators.catalogue import all_sources, catalogue, indicator, source
from seutukuva.indicators.compare import Rank, percentile, rank
from seutukuva.indicators.dataset import ColumnMapping, Dataset, read_dataset
from seutukuva.indicators.figures import (
    Area,
    change,
    combined,
    combined_series,
    country,
    periods,
    series,
    value,
    values,
)
from seutukuva.indicators.industry import SECTIONS, location_quotients, section_name, section_short
from seutukuva.indicators.model import (
    COUNTRY,
    LEVELS,
    Change,
    Figure,
    Indicator,
    Level,
    Peer,
    PeerSet,
    Source,
    Unit,
    shown,
)
from seutukuva.indicators.peers import DEFAULT_PEER_INDICATORS, distance, peers

__all__ = [
    "COUNTRY",
    "DEFAULT_PEER_INDICATORS",
    "LATEST_YEAR",
    "LEVELS",
    "SECTIONS",
    "Area",
    "Change",
    "ColumnMapping",
    "Dataset",
    "Figure",
    "Indicator",
    "Level",
    "Peer",
    "PeerSet",
    "Rank",
    "Source",
    "Unit",
    "all_sources",
    "catalogue",
    "change",
    "combined",
    "combined_series",
    "country",
    "distance",
    "indicator",
    "location_quotients",
    "peers",
    "percentile",
    "periods",
    "rank",
    "read_dataset",
    "section_name",
    "section_short",
    "series",
    "shown",
    "source",
    "value",
    "values",
]
