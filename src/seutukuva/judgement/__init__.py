"""Posterior of an ordinal state from rated evidence with a shared error per source cluster."""

from seutukuva.judgement.change import flips
from seutukuva.judgement.model import (
    LEVELS,
    Cell,
    Conflict,
    ErrorModel,
    ErrorSize,
    Rating,
    default_errors,
    read_errors,
)
from seutukuva.judgement.posterior import assess
from seutukuva.judgement.raters import Raters, severities

__all__ = [
    "LEVELS",
    "Cell",
    "Conflict",
    "ErrorModel",
    "ErrorSize",
    "Raters",
    "Rating",
    "assess",
    "default_errors",
    "flips",
    "read_errors",
    "severities",
]
