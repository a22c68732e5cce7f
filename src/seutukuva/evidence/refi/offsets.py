"""What a position in a file counts: it differs by program, and the file does not say.

REFI-QDA 1.5 (10.2) numbers code points from 0 and speaks of "the first and the last character"; its own sample, and
every program seen, writes the end as the position after the last character. Programs also differ in what a line break
of two characters and a character outside the basic plane count. The rule of the program in `origin` holds unless the
names of the selections, which often are the quotes themselves, prove another one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final, Literal, NamedTuple, get_args

from seutukuva.evidence.refi.model import plain_text

_WIDE: Final = re.compile("[\U00010000-\U0010ffff]")
_MANY_BYTES: Final = re.compile("[^\x00-\x7f]")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_CUT: Final = re.compile(r"(?:\.{3}|…)$")
_NUMBERED: Final = re.compile(r"^\d+:\d+\s+")  # ATLAS.ti can number its quotations
_SHORTEST_QUOTE: Final = 4
_SHORTEST_START: Final = 15
_FEWEST_EDGES: Final = 4
_ENOUGH: Final = 400  # selections that decide; more only take longer
_OVERSHOOT: Final = 2  # a last line break that the program shows and the exported text lacks


Unit = Literal["point", "utf16", "utf8"]
Breaks = Literal["stored", "one", "two"]
Mark = Literal["out", "in"]
End = Literal["after", "last"]


@dataclass(frozen=True)
class Convention:
    """How a program counts. `breaks`: as stored in the file (CRLF counts 2), always one, or always two. `end`: the
    position after the last character, or of the last."""

    unit: Unit = "point"
    breaks: Breaks = "stored"
    mark: Mark = "out"  # whether a byte order mark counts
    end: End = "after"


NVIVO: Final = Convention(unit="utf16")
ATLAS: Final = Convention(breaks="one")
STANDARD: Final = Convention()
_KNOWN: Final = (("nvivo", NVIVO), ("atlas", ATLAS), ("seutukuva", STANDARD))
_BREAKS_ONLY: Final = ("atlas",)  # known for its line breaks; unit and byte order mark are open


class Ruler:
    """Turns a file's positions in one stored text into code points of the text with its line breaks made one."""

    def __init__(self, stored: str, convention: Convention) -> None:
        body = stored.removeprefix("\ufeff")
        self.text: Final = plain_text(stored)
        self._convention: Final = convention
        self._before: Final = int(convention.mark == "in" and body != stored)
        wide = _wide_breaks(body, convention)
        wide = sorted([*wide, *_wide_characters(self.text, convention.unit)])
        # The j-th extra place of a wide character or break stands j further in the file than in the text.
        self._starts: Final = [place + number for number, place in enumerate(wide)]

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """Return [start, end) in code points, None when the positions lie outside the text."""
        if self._convention.end == "last":
            end += 1
        start, end = start - self._before, end - self._before
        if start == -1 and self._before:
            start = 0  # the selection begins with the byte order mark
        if not 0 <= start <= end <= len(self.text) + len(self._starts):
            return None
        return self._point(start), self._point(end)

    def cut(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a stretch that ends just past the text, cut to its end; None for any other."""
        over = end - self._before + (self._convention.end == "last") - len(self.text) - len(self._starts)
        return self.stretch(start, end - over) if 0 < over <= _OVERSHOOT else None

    def _point(self, position: int) -> int:
        return position - bisect_left(self._starts, position)


@dataclass(frozen=True)
class Sample:
    """A selection as the file gives it: the stored text, both positions, its name."""

    stored: str
    start: int
    end: int
    name: str


def rule(origin: str) -> Convention:
    """Return how the program in `origin` counts; the standard's code points for one that is not known."""
    return next((known for name, known in _KNOWN if name in origin.casefold()), STANDARD)


def choose(origin: str, samples: Sequence[Sample]) -> Convention:
    """Return how a file counts: the rule of its program, unless the selections themselves prove another.

    Names that are quotes decide first. Where there are none, what no rule says of the program is taken otherwise than
    the standard has it only when that puts nearly all edges that differ between words, and the standard's does not.
    """
    few = samples[:: 1 + len(samples) // _ENOUGH]
    usual = rule(origin)
    others = [c for c in _candidates() if c != usual]
    quoted = [(sample, quote) for sample in few if (quote := _quote_of(sample.name)) is not None]
    best, most = usual, _agreement(quoted, usual)
    if quoted and most.names == most.trim == len(quoted):
        return usual
    # White space at the ends, which programs trim in names, weighs only where there is no rule to go by.
    weighed = 3 if _known_name(origin) is None else 2
    for other in others:
        agreement = _agreement(quoted, other)
        if agreement[:weighed] > most[:weighed]:
            best, most = other, agreement
    return best if most.names else _by_edges(few, usual, _open_to(origin, usual, others))


def _known_name(origin: str) -> str | None:
    return next((name for name, _ in _KNOWN if name in origin.casefold()), None)


def _open_to(origin: str, usual: Convention, others: Sequence[Convention]) -> list[Convention]:
    """Return the ways to count that the rule of the program leaves open."""
    name = _known_name(origin)
    if name is None:
        return [*others]
    return [c for c in others if name in _BREAKS_ONLY and replace(c, unit=usual.unit, mark=usual.mark) == usual]


def _candidates() -> list[Convention]:
    """Return all ways to count, the stranger ones last."""
    made = [
        Convention(unit, breaks, mark, end)
        for unit, breaks, mark, end in product(get_args(Unit), get_args(Breaks), get_args(Mark), get_args(End))
    ]
    return sorted(made, key=lambda c: (c.end != "after") + (c.mark != "out") + (c.breaks == "two") + (c.unit == "utf8"))


def _wide_characters(text: str, unit: Unit) -> list[int]:
    """Return where a character takes more than one place, once for each place more."""
    if unit == "point":
        return []
    if unit == "utf16":
        return [match.start() for match in _WIDE.finditer(text)]
    return [
        match.start()
        for match in _MANY_BYTES.finditer(text)
        for _ in range(len(match[0].encode("utf-8", errors="replace")) - 1)
    ]


def _wide_breaks(body: str, convention: Convention) -> list[int]:
    """Return where, in the text with single line breaks, a break stands that counts two."""
    if convention.breaks == "one":
        return []
    found = []
    shift = 0
    for match in _BREAK.finditer(body):
        double = match.end() - match.start() == 2
        if double or convention.breaks == "two":
            found.append(match.start() - shift)
        shift += double
    return found


def _quote_of(name: str) -> tuple[str, bool] | None:
    """Return the words of a name and whether they are cut short; None when it is too short to prove anything."""
    words = " ".join(_NUMBERED.sub("", name.strip()).split())
    cut = _CUT.search(words) is not None
    words = _CUT.sub("", words).rstrip()
    return (words, cut) if len(words) >= _SHORTEST_QUOTE else None


class _Agreement(NamedTuple):
    """How many names the selected words bear out, how many of these wholly, and how many begin and end with a sign."""

    names: int
    whole: int
    trim: int


def _agreement(quoted: Iterable[tuple[Sample, tuple[str, bool]]], convention: Convention) -> _Agreement:
    names = whole = trim = 0
    measure = _rulers(convention)
    for sample, (words, cut) in quoted:
        ruler = measure(sample.stored)
        place = ruler.stretch(sample.start, sample.end)
        if place is None:
            continue
        selected = ruler.text[slice(*place)]
        joined = " ".join(selected.split())
        same = joined == words
        if same or ((cut or len(words) >= _SHORTEST_START) and joined.startswith(words)):
            names += 1
            whole += same
            trim += selected == selected.strip()
    return _Agreement(names, whole, trim)


def _by_edges(samples: Sequence[Sample], usual: Convention, others: Sequence[Convention]) -> Convention:
    """Return the way to count that puts most edges between words, if the usual one puts far fewer there."""
    measure = _rulers(usual)
    best, most = usual, 0
    for other in others:
        measure_other = _rulers(other)
        edges = clean = clean_other = 0
        for sample in samples:
            ruler = measure(sample.stored)
            here = ruler.stretch(sample.start, sample.end)
            there = measure_other(sample.stored).stretch(sample.start, sample.end)
            if here != there:
                edges += 2
                clean += _clean_edges(ruler.text, here)
                clean_other += _clean_edges(ruler.text, there)
        convincing = edges >= _FEWEST_EDGES and clean_other >= 0.9 * edges and clean <= 0.6 * edges
        if convincing and clean_other - clean > most:
            best, most = other, clean_other - clean
    return best


def _clean_edges(text: str, place: tuple[int, int] | None) -> int:
    if place is None or place[0] == place[1]:
        return 0
    return sum(edge in (0, len(text)) or not (text[edge - 1].isalnum() and text[edge].isalnum()) for edge in place)


def _rulers(convention: Convention) -> Callable[[str], Ruler]:
    """Return a function that makes one ruler a text, however many selections the text has."""
    made: dict[int, Ruler] = {}

    def of(stored: str) -> Ruler:
        if id(stored) not in made:
            made[id(stored)] = Ruler(stored, convention)
        return made[id(stored)]

    return of
