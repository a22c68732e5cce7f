"""The situational picture: maturity, gaps, findings, the town report."""

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
from seutukuva.picture.stage import GateResult, Stage, stage

__all__ = [
    "Dimension",
    "DimensionCell",
    "Finding",
    "Gap",
    "Gate",
    "GateResult",
    "Level",
    "MaturityModel",
    "Stage",
    "cells",
    "findings",
    "gaps",
    "maturity_model",
    "read_maturity_model",
    "stage",
]
