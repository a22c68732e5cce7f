"""Posterior of an ordinal state from rated evidence with a shared error per source cluster."""

from seutukuva.judgement.change import flips
from seutukuva.judgement.delphi import ExpertAnswer, ExpertRound, expert_ratings, expert_rounds
from seutukuva.judgement.groups import expected_by_group
from seutukuva.judgement.information import expected_gains, expected_information
from seutukuva.judgement.leading import (
    LEADERS,
    Leader,
    LeaderModel,
    Sign,
    SignKind,
    default_leader_model,
    leader,
    read_leader_model,
)
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
    "LEADERS",
    "LEVELS",
    "Cell",
    "Conflict",
    "ErrorModel",
    "ErrorSize",
    "ExpertAnswer",
    "ExpertRound",
    "Leader",
    "LeaderModel",
    "Raters",
    "Rating",
    "Sign",
    "SignKind",
    "View",
    "assess",
    "default_errors",
    "default_leader_model",
    "expected_by_group",
    "expected_gains",
    "expected_information",
    "expert_ratings",
    "expert_rounds",
    "flips",
    "leader",
    "read_errors",
    "read_leader_model",
    "severities",
    "under_priors",
    "without_each_cluster",
]
