"""Where towns of a programme differ and whom each is like: two towns side by side, several, the nearest of each.

What they share stands in `shared`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from seutukuva.base import LocalName, Message
from seutukuva.judgement import LEVELS
from seutukuva.picture.listing import joined
from seutukuva.picture.maturity import DimensionCell, model_of_cells
from seutukuva.picture.model import Dimension
from seutukuva.picture.publication import ProgrammeRow

ALIKE, UNLIKE = 0.5, 1.0  # levels between posterior means: at most alike, at least unlike
MOST_TOLD = 3  # dimensions named in one sentence
_TIE = 1e-9


@dataclass(frozen=True)
class Difference:
    """A dimension of two towns. `distance` is in levels between posterior means, None unless both are known.

    `clear` when the 90 % sets have no level in common.
    """

    one: DimensionCell
    other: DimensionCell
    distance: float | None
    clear: bool
    message: Message

    @property
    def dimension(self) -> Dimension:
        """Return the dimension that is compared."""
        return self.one.dimension


@dataclass(frozen=True)
class Spread:
    """A dimension of several towns. `distance`: the widest in levels between two that are known, None without two.

    `clear` when the 90 % sets of some two have no level in common.
    """

    cells: tuple[DimensionCell, ...]
    distance: float | None
    clear: bool
    message: Message

    @property
    def dimension(self) -> Dimension:
        """Return the dimension that is compared."""
        return self.cells[0].dimension


@dataclass(frozen=True)
class Likeness:
    """Two towns: the mean distance in levels over the `shared` dimensions that are known of both."""

    towns: tuple[LocalName, LocalName]
    distance: float
    shared: int
    messages: tuple[Message, ...]


def differences(one: ProgrammeRow, other: ProgrammeRow) -> tuple[Difference, ...]:
    """Return every dimension of two towns; a difference is clear only when the 90 % sets do not overlap."""
    return tuple(_difference(one, other, *pair) for pair in zip(one.cells, other.cells, strict=True))


def spreads(rows: Sequence[ProgrammeRow]) -> tuple[Spread, ...]:
    """Return every dimension of two or more towns, with the two that lie furthest apart told.

    A clear difference goes before a wider one that is not clear.
    """
    by_pair = [(one, other, differences(one, other)) for one, other in combinations(rows, 2)]
    return tuple(_spread(rows, place, by_pair) for place in range(len(rows[0].cells)))


def most_different(found: Sequence[Spread]) -> Message:
    """Return in which dimensions, at most three, towns differ most clearly; the widest first."""
    clear = sorted((row for row in found if row.clear), key=lambda row: -(row.distance or 0.0))[:MOST_TOLD]
    if not clear:
        return Message("picture.across.differ.none")
    return Message("picture.across.differ", {"dimensions": joined("semicolon", [row.dimension.name for row in clear])})


def likeness(one: ProgrammeRow, other: ProgrammeRow) -> Likeness | None:
    """Return how alike two towns are, None when fewer dimensions are known of both than a stage needs."""
    found = [row for row in differences(one, other) if row.distance is not None]
    if len(found) < model_of_cells(one.cells).min_known:
        return None
    distance = sum(row.distance or 0.0 for row in found) / len(found)
    groups = (
        ("alike", [row for row in found if not row.clear and (row.distance or 0.0) <= ALIKE]),
        ("unlike", [row for row in found if row.clear]),
        ("perhaps", [row for row in found if not row.clear and (row.distance or 0.0) >= UNLIKE]),
    )
    heading = Message("picture.across.most_alike", {"town": one.town, "other": other.town, "shared": len(found)})
    parts = [
        Message(f"picture.across.{code}", {"dimensions": joined("semicolon", [row.dimension.name for row in group])})
        for code, group in groups
        if group
    ]
    return Likeness((one.town, other.town), distance, len(found), (heading, *parts))


def nearest(rows: Sequence[ProgrammeRow]) -> tuple[tuple[Message, ...], ...]:
    """Return for each town, in their order, whom it is most alike and in what.

    Towns that are equally near are all told; one that cannot be compared with any is told so.
    """
    return tuple(_profile(rows, place) for place in range(len(rows)))


def alike(rows: Sequence[ProgrammeRow], place: int) -> tuple[tuple[int, Likeness], ...]:
    """Return the towns, by their place in `rows`, that the one at `place` is most alike; all that are equally near.

    Nothing when it cannot be compared with any.
    """
    pairs = [(other, likeness(rows[place], row)) for other, row in enumerate(rows) if other != place]
    found = [(other, pair) for other, pair in pairs if pair is not None]
    least = min((pair.distance for _, pair in found), default=0.0)
    return tuple((other, pair) for other, pair in found if pair.distance <= least + _TIE)


def _profile(rows: Sequence[ProgrammeRow], place: int) -> tuple[Message, ...]:
    pairs = alike(rows, place)
    if not pairs:
        needed = model_of_cells(rows[place].cells).min_known
        return (Message("picture.across.alone", {"town": rows[place].town, "needed": needed}),)
    return tuple(message for _, pair in pairs for message in pair.messages)


Pair = tuple[ProgrammeRow, ProgrammeRow, tuple[Difference, ...]]


def _spread(rows: Sequence[ProgrammeRow], place: int, by_pair: Sequence[Pair]) -> Spread:
    cells = tuple(row.cells[place] for row in rows)
    one, other, widest = max(
        ((one, other, found[place]) for one, other, found in by_pair),
        key=lambda pair: (pair[2].clear, -1.0 if pair[2].distance is None else pair[2].distance),
    )
    message = widest.message
    if len(rows) > 2 and widest.clear:
        ends = (one.town, other.town) if _mean(widest.one) > _mean(widest.other) else (other.town, one.town)
        message = Message("picture.across.difference.widest", {"higher": ends[0], "lower": ends[1]})
    elif len(rows) > 2 and widest.distance is not None:
        modes = {cell.cell.mode for cell in cells if cell.cell.known}
        message = Message(f"picture.across.difference.{'same' if len(modes) == 1 else 'unclear'}")
    return Spread(cells, widest.distance, widest.clear, message)


def _difference(one: ProgrammeRow, other: ProgrammeRow, mine: DimensionCell, theirs: DimensionCell) -> Difference:
    if mine.cell.mode is None or theirs.cell.mode is None:
        return Difference(mine, theirs, None, False, Message("picture.across.difference.unknown"))
    means = _mean(mine), _mean(theirs)
    distance = abs(means[0] - means[1])
    if not set(mine.cell.set90) & set(theirs.cell.set90):
        higher = one.town if means[0] > means[1] else other.town
        return Difference(mine, theirs, distance, True, Message("picture.across.difference.clear", {"town": higher}))
    code = "same" if mine.cell.mode == theirs.cell.mode else "unclear"
    return Difference(mine, theirs, distance, False, Message(f"picture.across.difference.{code}"))


def _mean(cell: DimensionCell) -> float:
    return sum(level * share for level, share in zip(LEVELS, cell.cell.posterior, strict=True))
