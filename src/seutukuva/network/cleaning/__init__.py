"""Cleaning: names that may be one organisation, shown with reasons; a person decides; merges can be undone."""

from seutukuva.network.cleaning.finding import SHOWN_FROM, alternatives, duplicates, links
from seutukuva.network.cleaning.merging import merge, merge_plan, undo
from seutukuva.network.cleaning.model import Decision, Merge, Merged, Pair, Taken

__all__ = [
    "SHOWN_FROM",
    "Decision",
    "Merge",
    "Merged",
    "Pair",
    "Taken",
    "alternatives",
    "duplicates",
    "links",
    "merge",
    "merge_plan",
    "undo",
]
