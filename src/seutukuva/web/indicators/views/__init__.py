"""Pages of the statistics, a module for each kind."""

from seutukuva.web.indicators.views.catalogue import indicator, indicator_file, indicator_list, live
from seutukuva.web.indicators.views.compare import compare, compare_file
from seutukuva.web.indicators.views.data import data, dataset, dataset_file, dataset_import, dataset_remove
from seutukuva.web.indicators.views.groups import group_remove, groups
from seutukuva.web.indicators.views.index import index_embed, index_file, index_view
from seutukuva.web.indicators.views.index_edit import index_edit, index_remove
from seutukuva.web.indicators.views.overview import overview, overview_file
from seutukuva.web.indicators.views.side import side_by_side, side_by_side_embed, side_by_side_file
from seutukuva.web.indicators.views.town import town, town_file

__all__ = [
    "compare",
    "compare_file",
    "data",
    "dataset",
    "dataset_file",
    "dataset_import",
    "dataset_remove",
    "group_remove",
    "groups",
    "index_edit",
    "index_embed",
    "index_file",
    "index_remove",
    "index_view",
    "indicator",
    "indicator_file",
    "indicator_list",
    "live",
    "overview",
    "overview_file",
    "side_by_side",
    "side_by_side_embed",
    "side_by_side_file",
    "town",
    "town_file",
]
