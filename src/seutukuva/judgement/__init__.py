"""Posterior of an ordinal state from rated evidence with a shared error per source cluster."""

from seutukuva.judgement.change import flips
from seutukuva.judgement.information import expected_gains, expected_information
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
from seutukuva.judgement.sensitivity import View, under_priors, without_each_cluster

__all__ = [
    "LEVELS",
    "Cell",
    "Conflict",
    "ErrorModel",
    "ErrorSize",
    "Raters",
    "Rating",
    "View",
    "assess",
    "default_errors",
    "expected_gains",
    "expected_information",
    "flips",
    "read_errors",
    "severities",
    "under_priors",
    "without_each_cluster",
]
