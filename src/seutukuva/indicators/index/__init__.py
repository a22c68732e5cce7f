"""Composite indices by the handbook of OECD and JRC, with COINr's tables and names; how far they move, and why."""

from seutukuva.indicators.index.aggregating import copeland
from seutukuva.indicators.index.analysis import (
    Components,
    compare,
    correlation,
    correlations,
    cronbach,
    principal_components,
    remove_elements,
    strengths,
    with_parents,
)
from seutukuva.indicators.index.building import Built, Varied, build, vary
from seutukuva.indicators.index.chain import Chain, weight_row
from seutukuva.indicators.index.describing import analyses
from seutukuva.indicators.index.model import Element, Framework, Inputs, State, Step, Table, Units
from seutukuva.indicators.index.reading import read_inputs
from seutukuva.indicators.index.sobol import Indices
from seutukuva.indicators.index.specification import Analysis, Specification, Variation, read_specification
from seutukuva.indicators.index.uncertainty import Factor, Uncertainty, ranks_of, replicate
from seutukuva.indicators.index.weights import Optimised, budget, effective, equal, from_components, optimise
from seutukuva.indicators.index.writing import frame_of, write_analyses, write_results, write_variation

__all__ = [
    "Analysis",
    "Built",
    "Chain",
    "Components",
    "Element",
    "Factor",
    "Framework",
    "Indices",
    "Inputs",
    "Optimised",
    "Specification",
    "State",
    "Step",
    "Table",
    "Uncertainty",
    "Units",
    "Variation",
    "Varied",
    "analyses",
    "budget",
    "build",
    "compare",
    "copeland",
    "correlation",
    "correlations",
    "cronbach",
    "effective",
    "equal",
    "frame_of",
    "from_components",
    "optimise",
    "principal_components",
    "ranks_of",
    "read_inputs",
    "read_specification",
    "remove_elements",
    "replicate",
    "strengths",
    "vary",
    "weight_row",
    "with_parents",
    "write_analyses",
    "write_results",
    "write_variation",
]
