"""Which characters the fonts of the PDF can draw: its standard refuses a whole file for one that they cannot.

What people write holds smileys and other scripts. One of them in a quote must not keep a town's report from being made.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

from seutukuva.charts import font_directory
from seutukuva.writers.office import clean

_FILES: Final = ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf", "SourceSansPro-Bold.otf")
_INSTEAD: Final = "\N{BALLOT BOX}"  # an empty square; the fonts have no other, nor U+FFFD
_REFUSED: Final = {0xFEFF, *range(0xE000, 0xF900)}  # what PDF/A-2a refuses though a font has it
_UNSEEN: Final = (
    "Cf",
    "Cc",
    "Mn",
    "Me",
)  # joiners, directions, variation selectors: nothing to see, nothing in their place
_SPACES: Final = ("Zs", "Zl", "Zp")


def drawable(told: Any) -> Any:
    """Return a text, or all texts within lists and mappings, with only what the fonts can draw.

    A character that they lack becomes an empty square, as elsewhere when a font lacks one; a space of another script
    becomes a space, and what is not seen is left out.
    """
    if isinstance(told, str):
        if told.isascii():
            return clean(told)
        return "".join(one if one in "\n\t" or ord(one) in _known() else _instead(one) for one in clean(told))
    if isinstance(told, dict):
        return {key: drawable(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [drawable(value) for value in told]
    return told


def _instead(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in _SPACES:
        return " "
    return "" if kind in _UNSEEN else _INSTEAD


@cache
def _known() -> frozenset[int]:
    """Return the characters that every font of the PDF has."""
    folder = Path(font_directory())
    return frozenset.intersection(*(_characters((folder / name).read_bytes()) for name in _FILES)) - _REFUSED


def _characters(font: bytes) -> frozenset[int]:
    """Return the characters of an OpenType font: the ranges of its Unicode table (`cmap`, format 12 or else 4)."""
    tables = {font[at : at + 4]: at for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)}
    start = struct.unpack_from(">I", font, tables[b"cmap"] + 8)[0]
    count = struct.unpack_from(">H", font, start + 2)[0]
    places = [start + struct.unpack_from(">I", font, start + 8 + 8 * n)[0] for n in range(count)]
    by_format = {struct.unpack_from(">H", font, place)[0]: place for place in places}
    ranges = _long_ranges(font, by_format[12]) if 12 in by_format else _short_ranges(font, by_format[4])
    return frozenset(letter for first, last in ranges for letter in range(first, last + 1))


def _long_ranges(font: bytes, at: int) -> list[tuple[int, int]]:
    groups = struct.unpack_from(">I", font, at + 12)[0]
    return [struct.unpack_from(">II", font, at + 16 + 12 * n) for n in range(groups)]


def _short_ranges(font: bytes, at: int) -> list[tuple[int, int]]:
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    lasts = struct.unpack_from(f">{segments}H", font, at + 14)
    firsts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
    return [(first, last) for first, last in zip(firsts, lasts, strict=True) if first != 0xFFFF]
