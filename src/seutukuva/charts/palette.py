"""Colours, type and widths that every drawing shares; the page's style sheet has the same values.

Orange means the one this page is about and nothing else; peers are grey-blue, the country is a dashed ink line. Dash,
size and position say the same as colour, so a copy in black and white can be read.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import font_source_sans_pro

INK: Final = "#16303f"
MUTE: Final = "#5a6c76"
PAPER: Final = "#fbfaf7"
LINE: Final = "#e4e0d8"
SUBJECT: Final = "#c4571b"
PEER: Final = "#7c95a2"
LEVELS: Final = ("#e6eef0", "#a9c7d0", "#447587", "#1f5366")
STEPS: Final = ("#e6eef0", "#bcd3da", "#8ab1bd", "#568a9b", "#2a6074")
MISSING: Final = "#f1eee7"

FONT: Final = "Source Sans Pro"
WIDE: Final = 640
NARROW: Final = 340
NARROW_LIMIT: Final = 420


@cache
def font_directory() -> Path:
    """Return the folder of the font's files, from an installed package."""
    return Path(str(font_source_sans_pro.__file__)).parent / "files"
