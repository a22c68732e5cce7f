"""An index score of a town as a figure of its own: on a scale from 0 to 100, under a URN, with what its hash is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from seutukuva.base import Problem, urn
from seutukuva.web.indicators.board import Board
from seutukuva.web.indicators.composite.definition import Definition, from_stored
from seutukuva.web.indicators.composite.results import Result, computed

if TYPE_CHECKING:
    from seutukuva.web.indicators.models import CompositeIndex

HIGHEST = 100.0
# The z-scores of an index have the mean 10 and the deviation 2 (`inputs.NORMALISE`); here 50 and 10, as T-scores.
Z_MEAN, Z_DEVIATION, T_MEAN, T_DEVIATION = 10.0, 2.0, 50.0, 10.0
DIGITS = 9


@dataclass(frozen=True)
class TownScore:
    """A town's score in a stored index.

    urn: of the score. index: the index's URN. town: the town's slug. score: 0 to 100, None when too few of the town's
    figures are known. synthetic: whether it stands on made figures.
    """

    urn: str
    index: str
    town: str
    score: float | None
    synthetic: bool


def score_urn(index: int, town: str) -> str:
    """Return the URN of the score of a town (slug) in an index (number)."""
    return urn("indicators", "score", f"{index}@{town}")


def on_one_scale(score: float, definition: Definition, towns: int) -> float:
    """Return an index's score between 0 and 100, however the index was made.

    score: as the index has it. towns: how many have a rank. Min-max scores stay as they are (1 to 100). Z-scores become
    T-scores (mean 50, deviation 10). Ranks and pairwise comparisons become the share of the way from the last place
    (0) to the first (100).
    """
    most = max(towns - 1, 1)
    if definition.ways[1] == "copeland":
        told = HIGHEST * (score + most) / (2 * most)
    elif definition.normalisation == "rank":
        told = HIGHEST * (score - 1) / most
    elif definition.normalisation == "zscore":
        told = T_MEAN + T_DEVIATION * (score - Z_MEAN) / Z_DEVIATION
    else:
        told = score
    return min(max(told, 0.0), HIGHEST)


def scores_of(row: CompositeIndex, board: Board) -> tuple[TownScore, ...]:
    """Return the score of every town of a board in a stored index; none when the index cannot be computed."""
    result = result_of(row, board)
    if result is None:
        return ()
    definition, ranked = from_stored(row.definition), len(result.ranked)
    return tuple(
        TownScore(
            urn=score_urn(row.pk, line.town.slug),
            index=row.urn,
            town=line.town.slug,
            score=None if line.score is None else on_one_scale(line.score, definition, ranked),
            synthetic=board.synthetic,
        )
        for line in result.rows
    )


def result_of(row: CompositeIndex, board: Board) -> Result | None:
    """Return a stored index's results, None when its figures do not make one any more."""
    try:
        return computed(board, from_stored(row.definition))
    except Problem:
        return None  # the index's own page tells why


def content_of(row: CompositeIndex, board: Board, town: str) -> dict[str, Any] | None:
    """Return what a score's hash is taken of: the score, the town's figures, how the index is made; names are not.

    None when the town has no place in the index.
    """
    result = result_of(row, board)
    line = next((line for line in result.rows if line.town.slug == town), None) if result is not None else None
    if result is None or line is None:
        return None
    stored = from_stored(row.definition).stored
    groups = [{key: value for key, value in group.items() if key != "names"} for group in stored["groups"]]
    figures = {key: result.files.values[key][town].value for key in result.files.keys.values()}
    return {
        "score": None if line.score is None else round(line.score, DIGITS),
        "figures": figures,
        "definition": stored | {"groups": groups},
    }
