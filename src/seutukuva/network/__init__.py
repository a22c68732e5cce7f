"""Actors and ties as a network: reading, checking, and every metric with its interval over sources."""

from seutukuva.network.brokerage import ROLES
from seutukuva.network.catalogue import ACTOR_METRICS, METRICS, Metric, metric
from seutukuva.network.checks import network
from seutukuva.network.communities import Communities
from seutukuva.network.io import read_network, read_period
from seutukuva.network.measures import Chance, Figure, Measurement, measure
from seutukuva.network.model import (
    ACTOR_KINDS,
    PERMANENCES,
    PERMANENT,
    SECTOR_OF_KIND,
    TIE_KINDS,
    Actor,
    Network,
    Period,
    Tie,
    actor_frame,
    tie_frame,
)
from seutukuva.network.periods import Change, Difference, Turnover, change, turnover
from seutukuva.network.robustness import Ending

__all__ = [
    "ACTOR_KINDS",
    "ACTOR_METRICS",
    "METRICS",
    "PERMANENCES",
    "PERMANENT",
    "ROLES",
    "SECTOR_OF_KIND",
    "TIE_KINDS",
    "Actor",
    "Chance",
    "Change",
    "Communities",
    "Difference",
    "Ending",
    "Figure",
    "Measurement",
    "Metric",
    "Network",
    "Period",
    "Tie",
    "Turnover",
    "actor_frame",
    "change",
    "measure",
    "metric",
    "network",
    "read_network",
    "read_period",
    "tie_frame",
    "turnover",
]
