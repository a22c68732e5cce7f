"""The pieces that stand on slides and how high each is.

Nothing here draws. Lengths are inches of the room below a slide's title, sizes of letters are points. Heights are
estimated from the letters' usual widths, on the safe side, because a slide file does not say how tall its texts are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from seutukuva.base import Language
from seutukuva.documents import Column
from seutukuva.writers import widths
from seutukuva.writers.office import Picture
from seutukuva.writers.widths import lines

WIDTH: Final = 11.93
ROOM: Final = 5.0
GUTTER: Final = 0.5
COLUMN: Final = (WIDTH - GUTTER) / 2
BODY, QUIET, SAID, TAGS, TABLE, DENSE, LEVEL, SOURCE = 18, 14, 17, 12, 14, 12, 16, 12
INDENT: Final = 0.3
KEYS_HIGH: Final = 1.6
CAPTION: Final = 0.36
_GAP: Final = 0.22
_AFTER: Final = 0.1
_LINE: Final = 1.22  # height of a line for a letter's size
WIDE_DRAWING: Final = 1.6  # from this width to height a drawing takes the whole slide
_CELL: Final = 0.2
_NARROW_TEXT: Final = 2.0
_LEVEL_AROUND: Final = 0.16
_DENSE_FROM: Final = 7  # columns


@dataclass(frozen=True)
class Text:
    """A paragraph: quiet when it only limits what is said, an item with its bullet or number, a head over others."""

    text: str
    quiet: bool = False
    item: bool = False
    head: bool = False
    number: int = 0


@dataclass(frozen=True)
class Said:
    """A quote with its tags and the language it is in."""

    text: str
    tags: str
    spoken: Language | None = None


@dataclass(frozen=True)
class Keys:
    """Key figures beside each other: the figure, what is counted, how it compares."""

    boxes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table: a header of its row or not; a level's colour, or the dashes of one that is not known."""

    text: str
    head: bool = False
    fill: str = ""
    white: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Rows:
    """A table, or the part of one that a slide holds; `caption` is "" where the part before shows it."""

    caption: str
    alternative: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def size(self) -> int:
        """Return the size of its letters before a slide is scaled."""
        return DENSE if len(self.columns) > _DENSE_FROM else TABLE

    def texts(self) -> list[list[str]]:
        """Return what is shown, the header row first."""
        return [[column.label for column in self.columns], *([cell.text for cell in row] for row in self.rows)]

    def least(self, scale: float) -> float:
        """Return the width below which it would be hard to read: heads word by word, long texts in narrow columns."""
        return sum(widths.broken(self.texts(), self.size() * scale, widest=_NARROW_TEXT, around=_CELL))

    def levelled(self) -> bool:
        """Tell whether it shows levels."""
        return any(cell.fill or cell.unknown for row in self.rows for cell in row)


@dataclass(frozen=True)
class Drawing:
    """A figure's picture with what it shows, the same in words, and its source."""

    picture: Picture
    shown: str
    alternative: str
    source: str

    def shape(self) -> float:
        """Return how many times wider than high it is."""
        return self.picture.width / self.picture.height


Piece = Text | Said | Keys | Rows | Drawing


def height(piece: Piece, width: float, scale: float) -> float:
    """Return about how high a piece is when it is set in `width`."""
    match piece:
        case Text():
            size = (QUIET if piece.quiet else BODY) * scale
            inner = width - 0.2 - (INDENT if piece.item else 0)
            return lines(piece.text, size, inner) * size * _LINE / 72 + _AFTER
        case Said():
            told = lines(piece.text, SAID * scale, width - 0.45) * SAID * scale * _LINE / 72
            return told + (TAGS * scale * _LINE / 72 if piece.tags else 0) + 2 * _AFTER
        case Keys():
            return KEYS_HIGH * scale
        case Rows():
            return _rows_height(piece, width, scale)
        case Drawing():
            return min(width / piece.shape(), ROOM - (1.8 if piece.shape() >= WIDE_DRAWING else 1.45)) + 0.65


def _rows_height(rows: Rows, width: float, scale: float) -> float:
    columns = fitted(rows, width, scale)
    size = rows.size() * scale
    high = [
        max(lines(text, size, one - 0.15) for text, one in zip(row, columns, strict=True)) * size * _LINE / 72 + 0.08
        for row in rows.texts()
    ]
    return sum(high) + (CAPTION if rows.caption else 0) + _GAP


def fitted(rows: Rows, width: float, scale: float) -> list[float]:
    """Return the widths of a table's columns on a sheet of `width`; a table of levels takes all of it."""
    if rows.levelled():
        names = [row[:1] for row in rows.texts()]
        first = widths.natural(names, rows.size() * scale, widest=width, around=_CELL)[0]
        return widths.fit_levels(rows.texts()[0], first, rows.size() * scale, width, _LEVEL_AROUND)
    return widths.columns(rows.texts(), rows.size() * scale, width, around=_CELL)
