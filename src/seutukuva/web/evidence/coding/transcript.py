"""A source's text as the coding page shows it: one paragraph a line, its runs marked by the codings that cover them.

The page draws each paragraph from here once, and again only the paragraphs that a coding touched, so that a
transcript of two hundred pages with thousands of codings stays quick.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from seutukuva.web.evidence.coding.models import Coding


@dataclass(frozen=True)
class Paragraph:
    """A line of the text that has words: [start, end) in code points, and its HTML."""

    start: int
    end: int
    html: SafeString


@dataclass(frozen=True)
class Look:
    """What the page needs to know to draw: names of codes, and who reads (only his own codings can be taken away)."""

    names: Mapping[int, str]
    reader: int | None
    may_work: bool


def lines(text: str) -> list[tuple[int, int]]:
    """Return the stretches of the lines that have words."""
    return [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


def touched(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the whole lines that [start, end) touches."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(start, end - 1))
    return first, len(text) if last < 0 else last


def draw(text: str, codings: Sequence[Coding], look: Look, within: tuple[int, int] | None = None) -> list[Paragraph]:
    """Return the paragraphs of a text, or only those inside `within`; `codings` are all that touch them."""
    first, last = within or (0, len(text))
    spans = [(first + start, first + end) for start, end in lines(text[first:last])]
    ordered = sorted(codings, key=lambda coding: (coding.passage.start, -coding.passage.end, coding.pk))
    starts = [coding.passage.start for coding in ordered]
    # Codings that begin before a line may reach into it: the longest one says how far back to look.
    longest = max((coding.passage.end - coding.passage.start for coding in ordered), default=0)
    tags = {coding.pk: _tag(coding, look) for coding in ordered}
    drawn = []
    for start, end in spans:
        near = ordered[bisect_left(starts, start - longest) : bisect_right(starts, end)]
        here = [coding for coding in near if coding.passage.start < end and coding.passage.end > start]
        drawn.append(Paragraph(start, end, _paragraph(text, (start, end), here, tags)))
    return drawn


# Thousands of runs and tags on a page: they are put together as plain strings, each of whose parts is escaped or ours.


def _paragraph(text: str, span: tuple[int, int], codings: Sequence[Coding], tags: Mapping[int, str]) -> SafeString:
    start, end = span
    cuts = sorted({start, end, *(_clip(at, span) for c in codings for at in (c.passage.start, c.passage.end))})
    runs = []
    for a, b in pairwise(cuts):
        over = [coding for coding in codings if coding.passage.start <= a and coding.passage.end >= b]
        words = escape(text[a:b])
        runs.append(f'<mark class="{_classes(over)}">{words}</mark>' if over else words)
    codes = f'<ul class="codes">{"".join(tags[coding.pk] for coding in codings)}</ul>' if codings else ""
    place = f'id="p{start}" data-start="{start}" data-end="{end}"'
    return mark_safe(f'<div class="line" {place}><p tabindex="-1">{"".join(runs)}</p>{codes}</div>')


def _clip(at: int, span: tuple[int, int]) -> int:
    return min(max(at, span[0]), span[1])


def _classes(over: Sequence[Coding]) -> str:
    """Return the classes of a run: the colour of the shortest passage on it, and how many distinct codes cover it."""
    shortest = min(over, key=lambda coding: coding.passage.end - coding.passage.start)
    count = len({coding.code_id for coding in over})
    return f"code-{shortest.code.colour}" + (f" over-{min(count, 4)}" if count > 1 else "")


def _tag(coding: Coding, look: Look) -> str:
    """Return the tag beside a line: the code's name, whose it is, and a button to take one's own away."""
    name = look.names.get(coding.code_id, coding.code.slug)
    mine = coding.coder_id == look.reader
    rest = "" if mine or coding.coder is None else f"<small>{escape(coding.coder)}</small>"
    if mine and look.may_work:
        said = escape(_("Take away: %(code)s") % {"code": name})
        rest = f'<button name="coding" value="{coding.pk}" aria-label="{said}">×</button>'
    return f'<li class="tag code-{coding.code.colour}">{escape(name)} {rest}</li>'
