"""Case variables of sources as a table: what a CSV says, and what it looks like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from seutukuva.base import LANGUAGES, Message, Place, Problem, render
from seutukuva.base.tables import read_csv
from seutukuva.documents import Column, Table
from seutukuva.evidence.material import Variable, value_of, variable_named
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.values import KINDS

# Field of a source -> the name of its column, which is understood in the three languages when it comes back.
COLUMNS: Final[Mapping[str, str]] = {
    "label": "label",
    "who": "participant",
    "kind": "kind",
    "sector": "sector",
    "organisation": "organisation",
    "role": "role",
    "date": "date",
    "language": "language",
    "consent": "consent",
}
FACTS: Final = tuple(COLUMNS)
LONGEST: Final = 120
_OWN_NAMES: Final = {
    "label": ("label", "tunnus", "beteckning"),
    "kind": ("kind", "laji", "slag"),
    "who": ("who", "who or what", "kuka tai mikä", "vem eller vad"),
}

Changes = Mapping[int, Mapping[str, Any]]


def changes_from_csv(data: bytes, name: str, sources: Iterable[Source]) -> Changes:
    """Return what a CSV changes: id of a source -> field -> value; an empty cell changes nothing.

    Sources are found by their labels. Raises Problem with row and column for what cannot be used.
    """
    frame = read_csv(data, name=name, row="\0row")
    place = Place(file=name)
    fields = {column: field for column in frame.columns if (field := _field(column))}
    label = next((column for column, field in fields.items() if field == "label"), None)
    if label is None or len(fields) == 1:
        raise Problem("web_evidence.facts_columns", place=place, known=", ".join(COLUMNS.values()))
    ids = {source.label.casefold(): source.pk for source in sources}
    found: dict[int, Mapping[str, Any]] = {}
    for row in frame.iter_rows(named=True):
        at = Place(file=name, row=row["\0row"], column=label)
        source = ids.get((row[label] or "").casefold())
        if source is None:
            raise Problem("web_evidence.unknown_label", place=at, label=row[label] or "")
        if source in found:
            raise Problem("web_evidence.label_twice", place=at, label=row[label])
        told = {column: field for column, field in fields.items() if column != label and row[column]}
        found[source] = {
            field: _read(field, row[column], Place(file=name, row=at.row, column=column))
            for column, field in told.items()
        }
    return found


def as_table(sources: Iterable[Source]) -> Table:
    """Return the case variables as a table that `changes_from_csv` reads back."""
    columns = tuple(Column(name) for name in COLUMNS.values())
    rows = tuple(tuple(_shown(getattr(source, field)) for field in FACTS) for source in sources)
    return Table(caption="", columns=columns, rows=rows)


def _field(column: str) -> str | None:
    name = column.strip().casefold()
    own = next((field for field, names in _OWN_NAMES.items() if name in names), None)
    variable = variable_named(column)
    if own or variable is None or variable == "ecosystem":
        return own
    return "who" if variable == "participant" else variable


def _read(field: str, text: str, place: Place) -> Any:
    variable: dict[str, Variable] = {"sector": "sector", "date": "date", "language": "language", "consent": "consent"}
    try:
        if field == "kind":
            return _kind(text)
        value = value_of(variable[field], text) if field in variable else text[:LONGEST].removeprefix("'")
    except Problem as problem:
        raise problem.at(place) from problem
    return date.fromisoformat(value) if field == "date" else value


def _kind(text: str) -> str:
    wanted = text.strip().casefold()
    for kind in KINDS:
        if wanted in (kind, *(render(Message(f"evidence.kind.{kind}"), language) for language in LANGUAGES)):
            return kind
    raise Problem("evidence.unknown_value", field="kind", value=text[:40], known=", ".join(KINDS))


def _shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
