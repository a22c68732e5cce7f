"""What the codings say: code by town, what goes together, the framework grid, time, saturation, quotes."""

from seutukuva.evidence.analysis.course import Saturation, saturation, timeline
from seutukuva.evidence.analysis.frame import SCHEMA, VARIABLES, codings, where, with_parents
from seutukuva.evidence.analysis.matrix import code_matrix
from seutukuva.evidence.analysis.overlap import co_occurrence
from seutukuva.evidence.analysis.quotes import Grid, GridCell, GridQuote, framework, quotes
from seutukuva.evidence.analysis.report import analysis_document, matrix_figure, saturation_figure, timeline_figure
from seutukuva.evidence.analysis.tables import (
    framework_table,
    matrix_table,
    overlap_table,
    quotes_table,
    saturation_table,
    timeline_table,
)

__all__ = [
    "SCHEMA",
    "VARIABLES",
    "Grid",
    "GridCell",
    "GridQuote",
    "Saturation",
    "analysis_document",
    "co_occurrence",
    "code_matrix",
    "codings",
    "framework",
    "framework_table",
    "matrix_figure",
    "matrix_table",
    "overlap_table",
    "quotes",
    "quotes_table",
    "saturation",
    "saturation_figure",
    "saturation_table",
    "timeline",
    "timeline_figure",
    "timeline_table",
    "where",
    "with_parents",
]
