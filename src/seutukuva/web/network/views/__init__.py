"""Pages of the network, a module for each kind."""

from seutukuva.web.network.views.actors import actor, actor_change, actor_new, actor_remove, tie_new, tie_remove
from seutukuva.web.network.views.behind import network_figure
from seutukuva.web.network.views.drawing import actor_drawing, programme_drawing, town_drawing
from seutukuva.web.network.views.gaps import introduction_again, introduction_aside, programme_gaps, town_gaps
from seutukuva.web.network.views.importing import dataset_remove, network_import
from seutukuva.web.network.views.mentions import mentions, mentions_take
from seutukuva.web.network.views.merging import ask_again, keep_apart, merge, merge_undo, merges
from seutukuva.web.network.views.overview import programme, programme_file, town, town_file
from seutukuva.web.network.views.periods import programme_periods, town_periods
from seutukuva.web.network.views.registering import register_links, register_store
from seutukuva.web.network.views.structures import (
    agreement,
    agreement_file,
    structure,
    structure_change,
    structure_new,
    structure_remove,
    structures,
)

__all__ = [
    "actor",
    "actor_change",
    "actor_drawing",
    "actor_new",
    "actor_remove",
    "agreement",
    "agreement_file",
    "ask_again",
    "dataset_remove",
    "introduction_again",
    "introduction_aside",
    "keep_apart",
    "mentions",
    "mentions_take",
    "merge",
    "merge_undo",
    "merges",
    "network_figure",
    "network_import",
    "programme",
    "programme_drawing",
    "programme_file",
    "programme_gaps",
    "programme_periods",
    "register_links",
    "register_store",
    "structure",
    "structure_change",
    "structure_new",
    "structure_remove",
    "structures",
    "tie_new",
    "tie_remove",
    "town",
    "town_drawing",
    "town_file",
    "town_gaps",
    "town_periods",
]
