"""What would change the judgement of a dimension, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seutukuva.base import Message, Term
from seutukuva.judgement import Rating, flips
from seutukuva.picture.maturity import DimensionCell, MaturityModel


def changes(
    cell: DimensionCell,
    ratings: Sequence[Rating],
    model: MaturityModel | None = None,
    names: Mapping[str, Term] | None = None,
) -> tuple[Message, ...]:
    """Return what would change a cell: a source left out, the fewest ratings whose removal flips the level, or what to
    ask next when nothing is known. `ratings` are those of the cell, in any order; `names` what clusters are called."""
    model = model or cell.model
    judged = cell.cell
    if judged.mode is None:
        return (Message("picture.change.ask", {"next": cell.dimension.next_step}),)
    told = [
        Message(
            "picture.change.without", {"source": (names or {}).get(cluster, cluster), "mode": judged.without[cluster]}
        )
        if judged.without[cluster] is not None
        else Message("picture.change.only", {"source": (names or {}).get(cluster, cluster)})
        for cluster in judged.decisive_clusters
    ]
    removed = flips(ratings, model.errors)
    if removed:
        told.append(Message("picture.change.flips", {"count": len(removed), "n_items": judged.n_items}))
    elif not told:
        told.append(Message("picture.change.firm"))
    return tuple(told)
