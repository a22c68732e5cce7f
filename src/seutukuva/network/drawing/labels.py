"""Which names a drawing has room for, and on which side of its sign each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from seutukuva.charts.numbers import text_width

_SURE: Final = 8  # the first are named even where smaller signs come under the name
_GAP: Final = 3.0
_WIDER: Final = 1.08  # a browser's letters against the measured ones

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sign:
    """A sign on the page: its middle and half its width, all in pixels, and its name."""

    x: float
    y: float
    half: float
    name: str


@dataclass(frozen=True)
class Label:
    """A name that has room: the number of its sign, where it stands from the sign's middle, and how it is set."""

    sign: int
    dx: float
    dy: float
    align: str
    baseline: str


def labels(
    signs: Sequence[Sign], *, size: float, width: float, height: float, most: int, tried: int, always: int = 0
) -> list[Label]:
    """Return the names that fit without lying on each other, in the order of `signs`.

    A name stands above its sign, below it, right or left of it: where it covers least. size: of the letters, in pixels;
    most: at most so many names; tried: of so many of the first signs; always: so many of the first are named whatever
    is under them. The first eight may cover signs smaller than their own.
    """
    marks = [(sign.x - sign.half, sign.y - sign.half, sign.x + sign.half, sign.y + sign.half) for sign in signs]
    taken: list[Box] = []
    found: list[Label] = []
    for number, sign in enumerate(signs[:tried]):
        if len(found) >= most:
            break
        best = None
        for place, label in enumerate(_sides(number, sign)):
            box = _box(sign, label, size)
            inside = box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height
            if not inside or any(_meet(box, other) for other in taken):
                continue
            under = [signs[i].half for i, mark in enumerate(marks) if i != number and _meet(box, mark)]
            if max(under, default=0.0) >= sign.half:
                continue  # a name never hides a sign as large as its own
            covered = len(under)
            if best is None or (covered, place) < best[:2]:
                best = (covered, place, label, box)
        if best is None and number < always:
            label = _sides(number, sign)[0]
            best = (0, 0, label, _box(sign, label, size))
        if best is not None and (best[0] == 0 or number < max(_SURE, always)):
            found.append(best[2])
            taken.append(best[3])
    return found


def _sides(number: int, sign: Sign) -> list[Label]:
    off = sign.half + _GAP
    return [
        Label(number, 0.0, -off, "center", "bottom"),
        Label(number, 0.0, off, "center", "top"),
        Label(number, off, 0.0, "left", "middle"),
        Label(number, -off, 0.0, "right", "middle"),
    ]


def _box(sign: Sign, label: Label, size: float) -> Box:
    wide = text_width(sign.name, size) * _WIDER
    left = sign.x + label.dx - {"center": wide / 2, "left": 0.0, "right": wide}[label.align]
    top = sign.y + label.dy - {"bottom": size, "top": 0.0, "middle": size / 2}[label.baseline]
    return (left, top, left + wide, top + size)


def _meet(one: Box, other: Box) -> bool:
    return one[2] >= other[0] and other[2] >= one[0] and one[3] >= other[1] and other[3] >= one[1]
