"""How long texts are and how wide the columns of a table must be, for files that do not lay themselves out.

Lengths are inches, sizes of letters are points. Letters are about those of the files and none of them narrower.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_LETTER, _CAPITAL = 0.53, 0.63


class _Ems(dict[str, float]):
    """Widths of letters, with those that are not stated as they come; a slide asks for two million."""

    def __missing__(self, letter: str) -> float:
        width = self[letter] = _CAPITAL if letter.isupper() else _LETTER
        return width


_EMS: Final = _Ems(
    {
        **dict.fromkeys("iljI.,:;'’|! \u00a0", 0.25),
        **dict.fromkeys("tfr()[]-/", 0.35),
        **dict.fromkeys("scvkyxz", 0.45),
        **dict.fromkeys("mwMW@%—", 0.85),
    }
)
_FIRST: Final = (1.1, 2.4)  # usual and greatest width of the names beside levels
_LEAST: Final = 0.8
_POINTS: Final = 72


def length(text: str, size: float) -> float:
    """Return about how long a text is in one line of letters of `size` points."""
    return sum(map(_EMS.__getitem__, text)) * size / _POINTS


def lines(text: str, size: float, width: float) -> int:
    """Return in how many lines of `width` a text is set."""
    count = 0
    for paragraph in text.split("\n"):
        used, count = 0.0, count + 1
        for word in paragraph.split(" "):
            long = length(word + " ", size)
            if used and used + long > width:
                used, count = 0.0, count + 1
            count += int(long / width) if long > width else 0
            used += long % width if long > width else long
    return count


def natural(rows: Sequence[Sequence[str]], size: float, *, widest: float, around: float) -> list[float]:
    """Return the width that each column takes when nothing hinders it, texts longer than `widest` being broken.

    `rows` are the shown texts with the header row among them, all of one length; `around` is the space in a cell.
    """
    return [
        min(max((length(line, size) for text in column for line in text.split("\n")), default=0), widest) + around
        for column in zip(*rows, strict=True)
    ]


def fit(columns: Sequence[float], width: float) -> list[float]:
    """Return natural widths made to fit into `width`: only the widest columns give, all of them down to one width."""
    if sum(columns) <= width:
        return list(columns)
    left, most = width, 0.0
    for n, one in enumerate(sorted(columns)):
        most = left / (len(columns) - n)
        if one > most:
            break
        left -= one
    return [min(one, most) for one in columns]


def columns(rows: Sequence[Sequence[str]], size: float, width: float, *, around: float) -> list[float]:
    """Return the widths of a table's columns: what they need; where that is too much, heads are broken first.

    `rows` are the shown texts, the header row first.
    """
    whole = natural(rows, size, widest=width, around=around)
    if sum(whole) <= width:
        return whole
    return fit(broken(rows, size, widest=width, around=around), width)


def broken(rows: Sequence[Sequence[str]], size: float, *, widest: float, around: float) -> list[float]:
    """Return what `natural` does when the heads stand one word below the other."""
    words = [head.replace(" ", "\n") for head in rows[0]]
    return natural([words, *rows[1:]], size, widest=widest, around=around)


def fit_levels(heads: Sequence[str], first: float, size: float, width: float, around: float) -> list[float]:
    """Return the widths of a table of levels: as wide as the sheet, and no word of its heads is cut where that can be.

    `first` is the natural width of the names beside the levels; `heads` begins with the one above them; `around` is the
    space in a cell.
    """
    words = [max((length(word, size) for word in head.split()), default=0) + around for head in heads[1:]]
    name = min(max(first, _FIRST[0]), _FIRST[1], max(width - sum(words), _LEAST))
    slack = (width - name - sum(words)) / max(len(words), 1)
    if slack >= 0:
        return [name, *(word + slack for word in words)]
    return [name, *(word * (width - name) / sum(words) for word in words)]
