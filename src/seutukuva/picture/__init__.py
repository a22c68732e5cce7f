"""The situational picture: maturity, gaps, findings, the town report."""

from seutukuva.picture.changes import changes
from seutukuva.picture.findings import Finding, Gap, findings, gaps
from seutukuva.picture.maturity import (
    Dimension,
    DimensionCell,
    Gate,
    Level,
    MaturityModel,
    cells,
    maturity_model,
    read_maturity_model,
)
from seutukuva.picture.participants import Participant, Programme, participant, read_programme, regional_towns
from seutukuva.picture.publication import (
    ProgrammeRow,
    Statement,
    Step,
    TownPicture,
    Voice,
    level_message,
    picture_document,
    programme_document,
    set90,
)
from seutukuva.picture.report import town_report
from seutukuva.picture.stage import GateResult, Stage, stage
from seutukuva.picture.table import assessed, read_ratings
from seutukuva.picture.training import TrainingNetwork, TrainingTown, read_training_network

__all__ = [
    "Dimension",
    "DimensionCell",
    "Finding",
    "Gap",
    "Gate",
    "GateResult",
    "Level",
    "MaturityModel",
    "Participant",
    "Programme",
    "ProgrammeRow",
    "Stage",
    "Statement",
    "Step",
    "TownPicture",
    "TrainingNetwork",
    "TrainingTown",
    "Voice",
    "assessed",
    "cells",
    "changes",
    "findings",
    "gaps",
    "level_message",
    "maturity_model",
    "participant",
    "picture_document",
    "programme_document",
    "read_maturity_model",
    "read_programme",
    "read_ratings",
    "read_training_network",
    "regional_towns",
    "set90",
    "stage",
    "town_report",
]
