"""How often a serving process looks for objects that only hold each other."""

from __future__ import annotations

import gc

OFTEN = (
    50_000,
    20,
    50,
)  # objects made, and rounds of the younger generations, between two looks; Python has 700, 10, 10


def look_seldom() -> None:
    """Leave what was made at the start out of every look, and look less often.

    A report makes hundreds of thousands of objects that all live until it is written: looking through them again and
    again took a fifth of the time of gathering it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN)
