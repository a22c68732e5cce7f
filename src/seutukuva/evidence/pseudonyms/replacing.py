"""Put markers in the place of what was confirmed, and take them away again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from seutukuva.base import Language, Problem
from seutukuva.evidence.pseudonyms.model import Category, Decision, Entry, Replaced, Shift

_WORDS: Final[Mapping[Language, Mapping[Category, str]]] = {
    "fi": {
        "person": "henkilö",
        "organisation": "organisaatio",
        "place": "paikka",
        "email": "sähköposti",
        "phone": "puhelin",
        "identity_code": "henkilötunnus",
        "business_id": "y-tunnus",
        "other": "tieto",
    },
    "sv": {
        "person": "person",
        "organisation": "organisation",
        "place": "ort",
        "email": "e-post",
        "phone": "telefon",
        "identity_code": "personbeteckning",
        "business_id": "FO-nummer",
        "other": "uppgift",
    },
    "en": {
        "person": "person",
        "organisation": "organisation",
        "place": "place",
        "email": "e-mail",
        "phone": "phone",
        "identity_code": "identity code",
        "business_id": "business ID",
        "other": "detail",
    },
}


def replace(
    text: str,
    language: Language,
    decisions: Iterable[Decision],
    *,
    known: Iterable[Entry] = (),
    before: Iterable[Entry] = (),
) -> Replaced:
    """Return a text with a marker in the place of every decision: [henkilö 1], the same thing the same number.

    `known` are lines of other texts' keys: a thing that has a number there keeps it. `before` is the key of this very
    text when it was replaced in once already; the new key holds both. A person's surname alone is the person with that
    surname where there is only one. A number that stands in the text already is not used anew.
    Raises Problem when decisions overlap or lie outside the text.
    """
    rows = sorted(decisions, key=lambda one: (one.start, one.end))
    _check(text, rows)
    earlier = list(before)
    markers = _markers(text, language, rows, [*earlier, *known])
    pieces: list[str] = []
    shifts: list[Shift] = []
    at = length = 0
    for one, marker in zip(rows, markers, strict=True):
        pieces += [text[at : one.start], marker]
        length += one.start - at
        shifts.append(Shift(one.start, one.end, length, length + len(marker)))
        length += len(marker)
        at = one.end
    return Replaced("".join([*pieces, text[at:]]), _key(text, rows, markers, earlier), tuple(shifts))


def _key(text: str, rows: Sequence[Decision], markers: Sequence[str], earlier: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the key: of every marker its words in the order of the text, those of an earlier round among them."""
    lines = {entry.marker: Entry(entry.marker, entry.category, entry.base) for entry in earlier}
    for one, marker in zip(rows, markers, strict=True):
        if marker not in lines or len(one.base.split()) > len(lines[marker].base.split()):
            lines[marker] = Entry(marker, one.category, one.base)
    was = {entry.marker: entry.originals for entry in earlier}
    found: list[tuple[int, str, str]] = [
        (one.start, marker, text[one.start : one.end]) for one, marker in zip(rows, markers, strict=True)
    ]
    for marker in lines:
        for n, match in enumerate(re.finditer(re.escape(marker), text)):
            words = was.get(marker, ())
            # A marker that no key explains is the text's own.
            found.append((match.start(), marker, words[n] if n < len(words) else marker))
    originals: dict[str, list[str]] = defaultdict(list)
    for _, marker, words_there in sorted(found):
        originals[marker].append(words_there)
    return tuple(Entry(line.marker, line.category, line.base, tuple(originals[line.marker])) for line in lines.values())


def restore(text: str, key: Iterable[Entry]) -> str:
    """Return a text with its own words: the n-th of a marker gets the n-th original.

    Where the text was corrected since and has more of a marker than there were, the base form stands for it.
    """
    return restored(text, key)[0]


def restored(text: str, key: Iterable[Entry]) -> tuple[str, tuple[Shift, ...]]:
    """Return a text with its own words as `restore` does, and how places moved."""
    entries = {entry.marker: entry for entry in key}
    if not entries:
        return text, ()
    used: dict[str, int] = defaultdict(int)
    pieces: list[str] = []
    shifts: list[Shift] = []
    at = length = 0
    for match in re.finditer("|".join(re.escape(marker) for marker in entries), text):
        entry = entries[match[0]]
        n = used[entry.marker]
        used[entry.marker] += 1
        words = entry.originals[n] if n < len(entry.originals) else entry.base
        pieces += [text[at : match.start()], words]
        length += match.start() - at
        shifts.append(Shift(match.start(), match.end(), length, length + len(words)))
        length += len(words)
        at = match.end()
    return "".join([*pieces, text[at:]]), tuple(shifts)


def moved(start: int, end: int, shifts: Sequence[Shift]) -> tuple[int, int]:
    """Return where a stretch [start, end) stands after replacing; one that cuts a marker takes the whole of it."""
    return _moved(start, shifts, outer="new_start"), _moved(end, shifts, outer="new_end")


def backwards(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    """Return the shifts of restoring."""
    return tuple(Shift(one.new_start, one.new_end, one.start, one.end) for one in shifts)


def _moved(place: int, shifts: Sequence[Shift], *, outer: str) -> int:
    by = 0
    for shift in shifts:
        if place <= shift.start:
            break
        if place < shift.end:
            return int(getattr(shift, outer))
        by = shift.new_end - shift.end
    return place + by


def _check(text: str, rows: Sequence[Decision]) -> None:
    for one in rows:
        if not 0 <= one.start < one.end <= len(text):
            raise Problem("evidence.selection_outside", start=one.start, end=one.end, length=len(text))
    for before, after in pairwise(rows):
        if after.start < before.end:
            raise Problem("evidence.pseudonyms.overlap", first=text[before.start : before.end], start=after.start)


def _markers(text: str, language: Language, rows: Sequence[Decision], known: Iterable[Entry]) -> list[str]:
    """Return the marker of every decision."""
    lines = list(known)
    wholes = _whole_persons([*((one.category, one.base) for one in rows), *((e.category, e.base) for e in lines)])
    words = _WORDS[language]
    given: dict[tuple[Category, str], str] = {}
    numbers: dict[Category, set[int]] = defaultdict(set)
    for entry in lines:
        number = re.search(r"(\d+)\]$", entry.marker)
        if number is not None:
            numbers[entry.category].add(int(number[1]))
            marker = f"[{words[entry.category]} {number[1]}]"
            given.setdefault((entry.category, _same(entry.category, entry.base, wholes)), marker)
    for category, word in words.items():
        numbers[category] |= {int(found) for found in re.findall(rf"\[{re.escape(word)} ([0-9]+)\]", text)}
    found = []
    for one in rows:
        thing = one.category, _same(one.category, one.base, wholes)
        if thing not in given:
            number_new = max(numbers[one.category], default=0) + 1
            numbers[one.category].add(number_new)
            given[thing] = f"[{words[one.category]} {number_new}]"
        found.append(given[thing])
    return found


def _whole_persons(things: Iterable[tuple[Category, str]]) -> dict[str, str]:
    """Return a name alone -> the one person's whole name that has it."""
    wholes = {base.casefold() for category, base in things if category == "person" and " " in base}
    found: dict[str, set[str]] = defaultdict(set)
    for whole in wholes:
        for word in whole.split():
            found[word].add(whole)
    return {word: next(iter(names)) for word, names in found.items() if len(names) == 1}


def _same(category: Category, base: str, wholes: Mapping[str, str]) -> str:
    plain = base.casefold()
    return wholes.get(plain, plain) if category == "person" else plain
