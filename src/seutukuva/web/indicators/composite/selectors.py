"""Reads of composite indices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from seutukuva.web.indicators.board import Board
from seutukuva.web.indicators.composite.definition import Definition, from_stored, proposal
from seutukuva.web.indicators.composite.scores import TownScore, scores_of
from seutukuva.web.indicators.models import CompositeIndex, Dataset
from seutukuva.web.indicators.selectors import whole_board
from seutukuva.web.kit.texts.selectors import OwnText, own_texts

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme

PROPOSAL = "proposal"


@dataclass(frozen=True)
class Index:
    """An index as pages show it. `row` is None for the proposal, `name` then empty; `slug` stands in its address."""

    row: CompositeIndex | None
    name: OwnText | None
    definition: Definition

    @property
    def slug(self) -> str:
        """Return what stands in the address."""
        return PROPOSAL if self.row is None else str(self.row.pk)


def indices(programme: Programme, board: Board) -> list[Index]:
    """Return a programme's indices, oldest first, and the proposal when there is none. Who sees it is asked before."""
    rows = list(CompositeIndex.objects.filter(programme=programme))
    texts = own_texts([row.urn for row in rows]) if rows else {}
    found = [Index(row, texts.get((row.urn, "name")), from_stored(row.definition)) for row in rows]
    return found or [Index(None, None, proposal(board))]


def get_index(programme: Programme, board: Board, slug: str) -> Index:
    """Return an index of a programme, or the proposal. Raises Http404."""
    if slug == PROPOSAL:
        return Index(None, None, proposal(board))
    found = next((index for index in indices(programme, board) if index.slug == slug), None)
    if found is None:
        raise Http404
    return found


def index_scores(programme: Programme) -> tuple[TownScore, ...]:
    """Return the score, 0 to 100, of every town in every stored index of a programme, by index and then by rank.

    This is what levels of maturity are read from: each score has a URN that a sentence can stand on, and `score` is
    None for a town of which too few figures are known. All the programme's figures are used, closed ones too; who
    shows a score to somebody asks the thread (`kit.thread.selectors.shown_to`) whether that reader may see it.
    """
    rows = list(CompositeIndex.objects.filter(programme=programme))
    board = whole_board(programme) if rows else None
    return tuple(score for row in rows if board is not None for score in scores_of(row, board))


def sees_whole(board: Board, programme: Programme, definition: Definition) -> bool:
    """Tell whether a reader sees every figure of every town that the index stands on.

    An index of a part of the figures would be another index under the same name, so it is not shown. For a reader who
    does not see all datasets, an indicator that is not there counts as one that is closed.
    """
    towns = list(programme.participants.prefetch_related("areas"))
    if len(towns) != len(board.towns):
        return False
    if board.read is None or {key for town in towns for key in (town.codes or (town.slug,))} <= set(board.read):
        return True
    measures = [board.measure(chosen.key) for chosen in definition.indicators]
    origins = {origin.id for measure in measures if measure is not None for origin in measure.origins}
    closed = Dataset.objects.filter(pk__in=origins, open=False).exists()
    return not closed and all(measure is not None for measure in measures)


def may_edit(user: Any, programme: Programme) -> bool:
    """Tell whether a person may make and change indices of a programme."""
    return bool(user.has_perm("programmes.analyse", programme))
