"""Where a passage stands in its text: code points and the words themselves, so that it is found again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from seutukuva.base import Problem

_CONTEXT = 32  # code points kept on both sides, to tell repeated quotes apart


@dataclass(frozen=True)
class Anchor:
    """A stretch [start, end) of a text in code points, its words, and some words before and after."""

    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""


def anchor(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of a selection, without white space at its ends.

    Raises Problem when the selection is empty or lies outside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise Problem("evidence.selection_outside", start=start, end=end, length=len(text))
    selected = text[start:end]
    start += len(selected) - len(selected.lstrip())
    end = start + len(selected.strip())
    if start >= end:
        raise Problem("evidence.selection_empty")
    return Anchor(
        start=start,
        end=end,
        quote=text[start:end],
        before=_before(text, start),
        after=_after(text, end),
    )


def find_quote(text: str, quote: str) -> Anchor:
    """Return the anchor of a quote; line breaks and spaces may differ. Raises Problem when it is not in the text, or
    is there more than once."""
    found = _matches(text, quote)
    if not found:
        raise Problem("evidence.quote_not_found", quote=_short(quote))
    if len(found) > 1:
        raise Problem("evidence.quote_repeated", quote=_short(quote), times=len(found))
    return anchor(text, *found[0])


def holds(anchored: Anchor, text: str) -> bool:
    """Tell whether the words still stand where the anchor says."""
    return text[anchored.start : anchored.end] == anchored.quote


def reanchor(anchored: Anchor, text: str) -> Anchor | None:
    """Return the anchor in a changed text, or None when its words are no longer there.

    A quote that stands in several places goes to the one whose surroundings are most alike, then the nearest.
    """
    if holds(anchored, text):
        return replace(anchored, before=_before(text, anchored.start), after=_after(text, anchored.end))
    found = _matches(text, anchored.quote)
    if not found:
        return None

    def unlike(place: tuple[int, int]) -> tuple[int, int]:
        alike = _same_end(_before(text, place[0]), anchored.before) + _same_start(
            _after(text, place[1]), anchored.after
        )
        return -alike, abs(place[0] - anchored.start)

    return anchor(text, *min(found, key=unlike))


def _matches(text: str, quote: str) -> list[tuple[int, int]]:
    words = quote.split()
    if not words:
        raise Problem("evidence.selection_empty")
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    return [match.span() for match in pattern.finditer(text)]


def _before(text: str, start: int) -> str:
    return text[max(0, start - _CONTEXT) : start]


def _after(text: str, end: int) -> str:
    return text[end : end + _CONTEXT]


def _same_start(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _same_end(one: str, other: str) -> int:
    return _same_start(one[::-1], other[::-1])


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else f"{quote[:59]}…"
