"""Where the parts of a document stand on slides: what fits together shares a slide, what does not begins a new one.

Nothing here draws. Lengths are inches of the room below a slide's title.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

from seutukuva.writers.slidepieces import (
    COLUMN,
    GUTTER,
    ROOM,
    WIDE_DRAWING,
    WIDTH,
    Drawing,
    Keys,
    Piece,
    Rows,
    Said,
    Text,
    height,
)

SCALES: Final = (1.0, 0.9, 0.8)  # letters a little smaller before a part is cut in two
_SPARSE: Final = 0.4  # the share of a slide below which what comes next begins on it
_MOST_HEADS: Final = 4
MOST: Final = 39  # slides that somebody shows, after the first one; a longer document is summed up
_LARGE: Final = 1.15  # letters of a slide that only has a few rows


@dataclass(frozen=True)
class Part:
    """What stands under one heading."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Placed:
    """A piece and where it stands: from the left and the top of the room, its width and height."""

    piece: Piece
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """A slide: its title, what it belongs to, its pieces in reading order, and the scale of its letters."""

    title: str
    over: str
    placed: tuple[Placed, ...]
    scale: float


def _is_wide(piece: Piece, scale: float = 1.0) -> bool:
    match piece:
        case Keys():
            return True
        case Rows():
            return piece.least(scale) > COLUMN or piece.levelled()
        case Drawing():
            return piece.shape() >= WIDE_DRAWING
    return False


def arrange(pieces: Sequence[Piece], scale: float, room: float = ROOM) -> list[Placed] | None:
    """Return where the pieces stand on one slide, or None when they do not fit."""
    if len(pieces) == 1 and isinstance(pieces[0], Drawing):  # alone, as large as the slide allows
        return [Placed(pieces[0], 0.0, 0.0, WIDTH, ROOM)]
    placed: list[Placed] = []
    top = 0.0
    for wide, group in groupby(zip(_wide(pieces, scale), pieces, strict=True), key=itemgetter(0)):
        run = [piece for _, piece in group]
        for left, width, column in [(0.0, WIDTH, run)] if wide else _columns(run, scale):
            placed += _stack(column, left, top, width, scale)
        top = max(one.top + one.height for one in placed)
    return placed if top <= room else None


def _wide(pieces: Sequence[Piece], scale: float) -> list[bool]:
    """Return which pieces take the whole width; a head goes with what follows it."""
    wide = [_is_wide(piece, scale) for piece in pieces]
    for n in range(len(pieces) - 2, -1, -1):
        wide[n] = wide[n + 1] if _is_head(pieces[n]) else wide[n]
    return wide


def _is_head(piece: Piece) -> bool:
    return isinstance(piece, Text) and piece.head


def _stack(pieces: Sequence[Piece], left: float, top: float, width: float, scale: float) -> list[Placed]:
    placed = []
    for piece in pieces:
        high = height(piece, width, scale)
        placed.append(Placed(piece, left, top, width, high))
        top += high
    return placed


def _columns(run: Sequence[Piece], scale: float) -> list[tuple[float, float, Sequence[Piece]]]:
    """Return the columns of a run of pieces: two when it mixes kinds or has heads, cut where both are most alike."""
    mixed = any(not isinstance(piece, Text) or (piece.head and n > 0) for n, piece in enumerate(run))
    cuts = list(_cuts(run))
    if not mixed or not cuts:
        return [(0.0, WIDTH, run)]

    def taller(cut: int) -> float:
        sides = (run[:cut], run[cut:])
        return max(sum(height(piece, COLUMN, scale) for piece in side) for side in sides)

    cut = min(cuts, key=taller)
    return [(0.0, COLUMN, run[:cut]), (COLUMN + GUTTER, COLUMN, run[cut:])]


def _cuts(run: Sequence[Piece]) -> Iterator[int]:
    """Yield where a run may go on in the next column: before a head, else beside a table or drawing, or at a quote."""
    heads = [n for n in range(1, len(run)) if _is_head(run[n])]
    if heads:
        yield from heads
        return
    for n in range(1, len(run)):
        before, here = run[n - 1], run[n]
        if _is_head(before):
            continue
        shown = isinstance(before, Rows | Drawing) or isinstance(here, Rows | Drawing)
        if shown or (isinstance(here, Said) and isinstance(before, Text)):
            yield n


def plan(section: str, parts: Sequence[Part]) -> list[Sheet]:
    """Return the slides of a section; short parts share one, a long one is cut between its pieces."""
    sheets: list[Sheet] = []
    together: list[Part] = []
    waiting = [part for part in parts if part.pieces]
    while waiting:
        part = waiting.pop(0)
        if _fits(section, [*together, part]):
            together.append(part)
            continue
        if begun := _begun(section, together, part):
            together.append(replace(part, pieces=part.pieces[:begun]))
            part = replace(part, pieces=part.pieces[begun:])
        if together:
            sheets += _sheets(section, together)
        together = []
        if _fits(section, [part]):
            together = [part]
        else:
            sheets += _cut(section, part)
    return sheets + (_sheets(section, together) if together else [])


def summed_up(sections: Sequence[Sequence[Sheet]]) -> tuple[list[Sheet], bool]:
    """Return the slides of all sections, `MOST` or fewer unless there are more sections, and whether some are left out.

    The first section keeps all of its slides, every other one the slide that tells most: one with a drawing before one
    with a table. The room that is left goes to the longest sections, one slide each.
    """
    found = [list(section) for section in sections if section]
    if sum(map(len, found)) <= MOST:
        return [sheet for section in found for sheet in section], False
    room = MOST - len(found[0]) - (len(found) - 1)
    longer = 1 + max(map(len, found))  # sections of so many slides and more have two
    for length in sorted({len(section) for section in found[1:]} - {1}, reverse=True):
        room -= sum(len(section) == length for section in found[1:])
        if room < 0:
            break
        longer = length
    kept = [found[0], *(_telling(section, 2 if len(section) >= longer else 1) for section in found[1:])]
    return [sheet for section in kept for sheet in section], True


def _telling(section: Sequence[Sheet], most: int) -> list[Sheet]:
    """Return the slide of a section that tells most, and the first of the others."""

    def rank(number: int) -> tuple[int, int]:
        shown = [one.piece for one in section[number].placed]
        drawn, listed = (any(isinstance(piece, kind) for piece in shown) for kind in (Drawing, Rows))
        return (0 if drawn else 1 if listed else 2), number

    best = min(range(len(section)), key=rank)
    others = [number for number in range(len(section)) if number != best]
    return [section[number] for number in sorted([best, *others[: most - 1]])]


def _begun(section: str, together: Sequence[Part], part: Part) -> int:
    """Return how many pieces of a part go on the slide before it, which they would leave nearly empty otherwise.

    A table goes beside a drawing that stands alone; anything goes below a few lines.
    """
    if not together:
        return 0
    pieces = _joined(section, together)
    alone = len(pieces) == 1 and isinstance(pieces[0], Drawing) and not _is_wide(pieces[0])
    most = len(part.pieces) - 1
    if alone:
        most = min(most, 1) if isinstance(part.pieces[0], Rows) else 0
    elif arrange(pieces, 1.0, ROOM * _SPARSE) is None or any(isinstance(piece, Said) for piece in part.pieces):
        most = 0
    for count in range(most, 0, -1):
        some = replace(part, pieces=part.pieces[:count])
        if not _continues(part.pieces[count]) and _fits(section, [*together, some]):
            return count
    return 0


def _continues(piece: Piece) -> bool:
    return isinstance(piece, Rows) and not piece.caption


def _fits(section: str, parts: Sequence[Part]) -> bool:
    pieces = _joined(section, parts)
    heads = sum(map(_is_head, pieces))
    scales = SCALES if len(parts) == 1 else SCALES[:2]
    return heads <= _MOST_HEADS and any(arrange(pieces, scale) is not None for scale in scales)


def _joined(section: str, parts: Sequence[Part]) -> list[Piece]:
    if len(parts) == 1:  # what is said stands beside who said it
        return sorted(parts[0].pieces, key=lambda piece: isinstance(piece, Said))
    pieces: list[Piece] = []
    for part in parts:
        pieces += [Text(part.title, head=True)] if part.title != section else []
        pieces += part.pieces
    return pieces


def _sheets(section: str, parts: Sequence[Part]) -> list[Sheet]:
    title = parts[0].title if len(parts) == 1 else section
    return [_sheet(section, title, _joined(section, parts))]


def _sheet(section: str, title: str, pieces: Sequence[Piece]) -> Sheet:
    large = any(isinstance(piece, Rows) for piece in pieces) and not any(isinstance(piece, Said) for piece in pieces)
    over = section if section != title else ""
    for scale in (_LARGE, *SCALES) if large else SCALES:
        if placed := arrange(pieces, scale):
            return Sheet(title, over, tuple(placed), scale)
    return Sheet(title, over, tuple(arrange(pieces, SCALES[-1], math.inf) or ()), SCALES[-1])


def _cut(section: str, part: Part) -> list[Sheet]:
    """Return the slides of a part that one does not hold, as evenly filled as their number allows.

    A slide that goes on with a table has the table's caption as its title.
    """
    pieces = _joined(section, [part])
    chunks = _even(pieces)
    sheets = []
    for n, chunk in enumerate(chunks):
        first = chunk[0]
        if n and isinstance(first, Rows) and first.caption:
            sheets.append(_sheet(section, first.caption, [replace(first, caption=""), *chunk[1:]]))
        else:
            sheets.append(_sheet(section, part.title, chunk))
    return sheets


def _even(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return pieces by slide: texts not parted where that takes no further slide, else as evenly as it goes."""
    single = [[piece] for piece in pieces]
    chunks = _chunks(single, ROOM)
    runs = [list(run) for _, run in groupby(pieces, key=lambda piece: piece if isinstance(piece, Rows) else None)]
    if all(arrange(run, SCALES[-1]) is not None for run in runs) and len(_chunks(runs, ROOM)) <= len(chunks):
        return _chunks(runs, ROOM)
    for room in (ROOM * share / 10 for share in range(5, 10)):
        even = _chunks(single, room)
        if len(even) <= len(chunks):
            return even
    return chunks


def _chunks(groups: Sequence[list[Piece]], room: float) -> list[list[Piece]]:
    """Return groups of pieces by slide as they fit into `room`; a quiet remark stays with the table above it."""
    bound: list[list[Piece]] = []
    for group in groups:
        remark = isinstance(group[0], Text) and group[0].quiet and bound and isinstance(bound[-1][-1], Rows)
        bound = [*bound[:-1], [*bound[-1], *group]] if remark else [*bound, list(group)]
    chunks: list[list[Piece]] = []
    for some in bound:
        if chunks and arrange([*chunks[-1], *some], SCALES[1], room) is not None:
            chunks[-1] += some
        else:
            chunks.append(list(some))
    return chunks
