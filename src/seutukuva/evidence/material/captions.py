"""Captions (WebVTT, SubRip): cues to turns of "Name: words".

WebVTT's own voice spans `<v Name>` are read as the standard has them, several in a cue and unclosed ones too (Teams
writes one per cue); otherwise names before a colon, as Zoom writes them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from seutukuva.base import Problem
from seutukuva.evidence.material.model import Body, Turn
from seutukuva.evidence.material.speakers import cut_at_names, name_before_colon, speakers_of
from seutukuva.evidence.material.texts import fixed

_STAMP: Final = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING: Final = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?:\s.*)?")
_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<tag>v|c|i|b|u|s|ruby|rt|lang|font|span)(?P<classes>\.[^\s<>]*)?(?:\s+(?P<name>[^<>]*))?>"
    r"|<\d[\d:.]*>|\{\\[^{}]*\}",
    re.IGNORECASE,
)
_NO_CUE: Final = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")
_DASH: Final = re.compile(r"\s*[-–]\s*(?=\S)")
_PAUSE: Final = 2.0  # seconds: where nobody is named, a pause this long begins a new paragraph


@dataclass(frozen=True)
class _Cue:
    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Words:
    """What one person says in one cue; `speaker` None when the cue does not tell."""

    speaker: str | None
    text: str
    start: float
    end: float
    joins: bool = True  # whether it may go on where the last one ended


def read_captions(text: str) -> Body:
    """Return captions as a text of turns. Raises Problem when there is no cue."""
    cues = list(_cues(fixed(text)))
    if not cues:
        raise Problem("evidence.material.no_cues")
    named = any(re.search(r"<v[.\s]", line) for cue in cues for line in cue.lines)
    words = list(_voices(cues) if named else _lines(cues))
    return _told(_joined(words))


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues; a block without a time of its own goes on with the cue before it (an empty line in SubRip)."""
    open_: tuple[float, float] | None = None
    lines: list[str] = []
    skipping = True
    for block in re.split(r"\n[ \t]*\n+", text):
        rows = block.strip("\n").split("\n")
        at = next((i for i, row in enumerate(rows[:3]) if _TIMING.fullmatch(row)), None)
        if at is None:
            skipping = skipping or _NO_CUE.match(rows[0]) is not None
            lines += [] if skipping else rows
            continue
        if open_:
            yield _Cue(*open_, tuple(lines))
        open_, lines, skipping = _times(rows[at]), [], False
        for row, following in zip_longest(rows[at + 1 :], rows[at + 2 :], fillvalue=""):
            if _TIMING.fullmatch(row):  # cues without an empty line between them
                yield _Cue(*open_, tuple(lines))
                open_, lines = _times(row), []
            elif not (row.strip().isdigit() and _TIMING.fullmatch(following)):
                lines.append(row)
    if open_:
        yield _Cue(*open_, tuple(lines))


def _times(row: str) -> tuple[float, float]:
    match = _TIMING.fullmatch(row)
    assert match is not None
    parts = [int(part or 0) for part in match.groups()]
    thousandths = [part.ljust(3, "0") for part in (match[4], match[8])]
    hours, minutes, seconds = parts[0::4], parts[1::4], parts[2::4]
    start, end = (
        h * 3600 + m * 60 + s + int(t) / 1000 for h, m, s, t in zip(hours, minutes, seconds, thousandths, strict=True)
    )
    return start, end


def _voices(cues: list[_Cue]) -> Iterator[_Words]:
    for cue in cues:
        text, speaker, at = "\n".join(cue.lines), None, 0
        for tag in _TAG.finditer(text):
            if (tag["tag"] or "").lower() != "v":
                continue
            yield from _spoken(cue, speaker, text[at : tag.start()])
            speaker = None if tag["close"] else _plain(tag["name"] or "")
            at = tag.end()
        yield from _spoken(cue, speaker, text[at:])


def _spoken(cue: _Cue, speaker: str | None, raw: str) -> Iterator[_Words]:
    text = _plain(raw)
    if text:
        yield _Words(speaker or "", text, cue.start, cue.end)


def _lines(cues: list[_Cue]) -> Iterator[_Words]:
    plain = [(cue, [_plain(line) for line in cue.lines]) for cue in cues]
    names = speakers_of([line for _cue, lines in plain for line in lines])
    for cue, lines in plain:
        dialogue = sum(_DASH.match(line) is not None for line in lines) > 1
        for line in lines:
            for part in cut_at_names(line, names):
                found = name_before_colon(part)
                if found and found[0] in names:
                    yield _Words(found[0], part[found[1] :].strip(), cue.start, cue.end)
                elif part.strip():
                    dashed = dialogue and _DASH.match(part) is not None
                    yield _Words(None, part.strip(), cue.start, cue.end, joins=not dashed)


def _joined(words: list[_Words]) -> Iterator[_Words]:
    """Yield turns: what one speaker says in consecutive cues is one of them."""
    last: _Words | None = None
    for one in words:
        if last is not None and _goes_on(last, one):
            last = _Words(last.speaker, f"{last.text} {one.text}".strip(), last.start, one.end)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _goes_on(last: _Words, one: _Words) -> bool:
    if not one.joins:
        return False
    if one.speaker is None and last.speaker:
        return True  # a name before a colon is written only where the speaker changes
    same = (one.speaker or "") == (last.speaker or "")
    return same and (bool(last.speaker) or one.start - last.end < _PAUSE)


def _told(turns: Iterator[_Words]) -> Body:
    text, placed = "", []
    for turn in turns:
        told = fixed(f"{turn.speaker}: {turn.text}" if turn.speaker else turn.text)
        if not told:
            continue
        text += "\n\n" if text else ""
        if turn.speaker:
            placed.append(Turn(fixed(turn.speaker), len(text), len(text) + len(told), turn.start))
        text += told
    return Body(text=text, turns=tuple(placed), spoken=True)


def _plain(raw: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", raw)).split())
