"""What nobody has told of in a network: missing roles, ties that may come, whom to introduce, towns as partners."""

from seutukuva.network.gaps.backtest import Backtest, Ranged, Tried, backtest
from seutukuva.network.gaps.indices import INDICES, LOCAL_PATH, scores, untied, untied_with_common
from seutukuva.network.gaps.introductions import DEFAULT_INDEX, NEAREST, NEED, Introduction, introductions
from seutukuva.network.gaps.present import STRONG, Cell, Partner, Row, partners, table
from seutukuva.network.gaps.weight import PEOPLE, Weight, weight

__all__ = [
    "DEFAULT_INDEX",
    "INDICES",
    "LOCAL_PATH",
    "NEAREST",
    "NEED",
    "PEOPLE",
    "STRONG",
    "Backtest",
    "Cell",
    "Introduction",
    "Partner",
    "Ranged",
    "Row",
    "Tried",
    "Weight",
    "backtest",
    "introductions",
    "partners",
    "scores",
    "table",
    "untied",
    "untied_with_common",
    "weight",
]
