"""How far coders agree: Krippendorff's alpha of values, of marked text and of units; kappa and percent beside it."""

from seutukuva.evidence.agreement.alpha import Metric, alpha
from seutukuva.evidence.agreement.characters import character_alpha
from seutukuva.evidence.agreement.kappa import cohen, fleiss, percent
from seutukuva.evidence.agreement.model import RELIABLE, TENTATIVE, Agreement
from seutukuva.evidence.agreement.overview import agreement_table, by_code, by_columns, by_pair
from seutukuva.evidence.agreement.spans import ReadText, Spans, read_spans
from seutukuva.evidence.agreement.tables import presence_table, rating_table
from seutukuva.evidence.agreement.unitising import unitising_alpha

__all__ = [
    "RELIABLE",
    "TENTATIVE",
    "Agreement",
    "Metric",
    "ReadText",
    "Spans",
    "agreement_table",
    "alpha",
    "by_code",
    "by_columns",
    "by_pair",
    "character_alpha",
    "cohen",
    "fleiss",
    "percent",
    "presence_table",
    "rating_table",
    "read_spans",
    "unitising_alpha",
]
