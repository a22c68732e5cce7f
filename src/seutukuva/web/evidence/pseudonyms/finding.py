"""Look for names in a source, with what the town's other keys know already. Parts of actions."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from seutukuva.base.languages import as_language
from seutukuva.evidence.pseudonyms import Category, Entry, suggest
from seutukuva.evidence.pseudonyms import Suggestion as Found
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.pseudonyms.models import KeyEntry, State, Suggestion
from seutukuva.web.evidence.pseudonyms.sealing import unseal

_KNOWN = "evidence.pseudonyms.reason.known"


def keys(source: Source) -> tuple[list[Entry], list[Entry]]:
    """Return a source's key and the entries of the town's other sources: who has a number there keeps it."""
    rows = KeyEntry.objects.filter(source__ecosystem=source.ecosystem_id).order_by("source", "id")
    own: list[Entry] = []
    others: list[Entry] = []
    for row in rows:
        (own if row.source_id == source.pk else others).append(unseal(row))
    return own, others


def search(source: Source) -> None:
    """Put what is found in the place of the former suggestions; the same words in the same order stay decided."""
    own, others = keys(source)
    known = [*own, *others]
    markers = {entry.marker for entry in own}
    found = suggest(
        source.text,
        as_language(source.language),
        _bases(known, "person"),
        known_organisations=[name for name in [*_bases(known, "organisation"), source.organisation] if name],
        known_places=_bases(known, "place"),
    )
    rows = [_row(source, one) for one in found if not _in_marker(source.text, one, markers)]
    former = Suggestion.objects.filter(source=source).exclude(state=State.REPLACED)
    rows = _decided_as_before(source, rows, list(former))
    former.delete()
    Suggestion.objects.bulk_create(rows)


def mentions(source: Source, words: str, category: str) -> list[Suggestion]:
    """Return every mention of words in a source, in any form that names take, not saved; none inside a marker."""
    name = " ".join(words.split())
    if not name:
        return []
    names = {"known_organisations" if category == "organisation" else "known_places": [name]}
    if category == "person":
        found = suggest(source.text, as_language(source.language), [name])
    else:
        found = suggest(source.text, as_language(source.language), **names)
    forms = [one for one in found if one.reason.code == _KNOWN and one.base == name]
    places = [(one.start, one.end) for one in forms]
    pattern = r"\s+".join(re.escape(part) for part in name.split())
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", source.text):
        if not any(start < match.end() and match.start() < end for start, end in places):
            places.append(match.span())
    markers = _marker_places(source)
    return [
        Suggestion(source=source, start=start, end=end, text=source.text[start:end], category=category, base=name)
        for start, end in sorted(places)
        if not any(start < last and first < end for first, last in markers)
    ]


def _bases(entries: Iterable[Entry], category: Category) -> list[str]:
    return list(dict.fromkeys(entry.base for entry in entries if entry.category == category))


def _row(source: Source, one: Found) -> Suggestion:
    told = one.reason.to_json()
    return Suggestion(
        source=source,
        start=one.start,
        end=one.end,
        text=one.text,
        category=one.category,
        base=one.base,
        reason_code=one.reason.code,
        reason_parameters=told["parameters"],
    )


def _in_marker(text: str, one: Found, markers: Iterable[str]) -> bool:
    """Tell whether a find is a part of a marker: "FO-nummer" has a capital."""
    first = text.rfind("[", 0, one.start)
    last = text.find("]", one.end - 1)
    return first >= 0 and last >= 0 and text[first : last + 1] in set(markers)


def _marker_places(source: Source) -> list[tuple[int, int]]:
    markers = KeyEntry.objects.filter(source=source).values_list("marker", flat=True)
    return [match.span() for marker in markers for match in re.finditer(re.escape(marker), source.text)]


def _decided_as_before(source: Source, rows: list[Suggestion], former: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the rows with the decisions on the same words, and those that a person had added himself."""
    waiting: dict[str, deque[Suggestion]] = defaultdict(deque)
    for row in former:
        if row.state != State.OPEN:
            waiting[row.text].append(row)
    # Added ones first: they may be longer than what would be suggested in their place.
    kept = [again for row in former if not row.reason_code and (again := _again(source, row)) is not None]
    taken = [(row.start, row.end) for row in kept]
    free = [row for row in rows if not any(row.start < end and start < row.end for start, end in taken)]
    for row in free:
        same = waiting.get(row.text)
        if same:
            _copy(same.popleft(), row)
    return sorted([*kept, *free], key=lambda row: row.start)


def _again(source: Source, row: Suggestion) -> Suggestion | None:
    """Return an added suggestion where its words stand now, nearest to where they stood; None when they are gone."""
    places = [match.start() for match in re.finditer(re.escape(row.text), source.text)] if row.text else []
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - row.start))
    again = Suggestion(source=source, start=start, end=start + len(row.text), text=row.text, base=row.base)
    again.category = row.category
    _copy(row, again)
    return again


def _copy(decided: Suggestion, row: Suggestion) -> None:
    row.state, row.category = decided.state, decided.category
    row.decided_by, row.decided = decided.decided_by, decided.decided
