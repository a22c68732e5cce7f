"""The situational picture: maturity, gaps, findings, the town report."""

from seutukuva.picture.changes import changes
from seutukuva.picture.findings import Finding, Gap, findings, gaps
from seutukuva.picture.leader_report import Led, leader_sentence
from seutukuva.picture.mapping import Measured, ratings_of
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
from seutukuva.picture.model import Reading
from seutukuva.picture.participants import Participant, Programme, participant, read_programme, regional_towns
from seutukuva.picture.programme_report import PROGRAMME_SECTIONS, ProgrammeMatter, programme_report
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
from seutukuva.picture.report import statistics_blocks, statistics_lead, town_report
from seutukuva.picture.report_parts import Heard, Interviewed, NetworkPart, ReadFigure, TownMatter, sections
from seutukuva.picture.stage import GateResult, Stage, stage
from seutukuva.picture.statistics_beside import beside_blocks
from seutukuva.picture.table import assessed, read_ratings
from seutukuva.picture.town_picture_report import town_picture_report
from seutukuva.picture.training import TrainingNetwork, TrainingTown, read_training_network

__all__ = [
    "PROGRAMME_SECTIONS",
    "Dimension",
    "DimensionCell",
    "Finding",
    "Gap",
    "Gate",
    "GateResult",
    "Heard",
    "Interviewed",
    "Led",
    "Level",
    "MaturityModel",
    "Measured",
    "NetworkPart",
    "Participant",
    "Programme",
    "ProgrammeMatter",
    "ProgrammeRow",
    "ReadFigure",
    "Reading",
    "Stage",
    "Statement",
    "Step",
    "TownMatter",
    "TownPicture",
    "TrainingNetwork",
    "TrainingTown",
    "Voice",
    "assessed",
    "beside_blocks",
    "cells",
    "changes",
    "findings",
    "gaps",
    "leader_sentence",
    "level_message",
    "maturity_model",
    "participant",
    "picture_document",
    "programme_document",
    "programme_report",
    "ratings_of",
    "read_maturity_model",
    "read_programme",
    "read_ratings",
    "read_training_network",
    "regional_towns",
    "sections",
    "set90",
    "stage",
    "statistics_blocks",
    "statistics_lead",
    "town_picture_report",
    "town_report",
]
