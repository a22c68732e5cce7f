"""Posterior of an ordinal state from rated evidence with a shared error per source cluster."""

from seutukuva.judgement.change import flips
from seutukuva.judgement.model import LEVELS, Cell, ErrorModel, ErrorSize, Rating, default_errors, read_errors
from seutukuva.judgement.posterior import assess

__all__ = [
    "LEVELS",
    "Cell",
    "ErrorModel",
    "ErrorSize",
    "Rating",
    "assess",
    "default_errors",
    "flips",
    "read_errors",
]
