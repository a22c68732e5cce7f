"""What a PxWeb table can be asked for, the same for both versions of the interface, and queries of a bearable size."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seutukuva.base import Place, Problem

# variable code -> codes of values, in the order of the table
Selection = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Variable:
    """One variable of a table: its values in order (code -> label)."""

    code: str
    label: str
    values: Mapping[str, str]
    is_time: bool


@dataclass(frozen=True)
class Metadata:
    """A table's title and variables; `updated` is the publisher's own date, where told."""

    table: str
    title: str
    variables: tuple[Variable, ...]
    updated: str | None = None


@dataclass(frozen=True)
class Limits:
    """How much a server gives at once: cells in an answer, calls within seconds."""

    cells: int
    calls: int
    seconds: float


def from_version_1(table: str, data: Mapping[str, Any]) -> Metadata:
    """Read the metadata of PxWeb API v1: title and variables with values and valueTexts. Raises Problem."""
    try:
        found = tuple(
            Variable(
                v["code"], v["text"], dict(zip(v["values"], v["valueTexts"], strict=True)), bool(v.get("time", False))
            )
            for v in data["variables"]
        )
    except (KeyError, TypeError, ValueError, AttributeError) as other:
        raise Problem("indicators.pxweb.not_metadata", place=Place(table=table)) from other
    return Metadata(table, str(data.get("title", "")), found)


def from_version_2(table: str, data: Mapping[str, Any]) -> Metadata:
    """Read the metadata of PxWebApi 2: a JSON-stat dataset without values. Raises Problem."""
    try:
        return _version_2(table, data)
    except (KeyError, TypeError, ValueError, AttributeError) as other:
        raise Problem("indicators.pxweb.not_metadata", place=Place(table=table)) from other


def _version_2(table: str, data: Mapping[str, Any]) -> Metadata:
    times = data.get("role", {}).get("time", [])
    variables = []
    for id_ in data["id"]:
        body = data["dimension"][id_]
        index, labels = body["category"]["index"], body["category"].get("label", {})
        codes = sorted(index, key=index.__getitem__) if isinstance(index, Mapping) else index
        variables.append(Variable(id_, body.get("label", id_), {c: labels.get(c, c) for c in codes}, id_ in times))
    return Metadata(table, str(data.get("label", "")), tuple(variables), data.get("updated"))


def complete(metadata: Metadata, wanted: Mapping[str, Sequence[str]]) -> Selection:
    """Return a value for every variable: those wanted (in the order of the table), otherwise all of them.

    Raises Problem for a variable or a value that the table does not have, with the nearest of them.
    """
    place = Place(table=metadata.table)
    known = {v.code: v for v in metadata.variables}
    for code in wanted:
        if code not in known:
            near = ", ".join(difflib.get_close_matches(code, known, n=3, cutoff=0) or known)
            raise Problem("indicators.pxweb.unknown_variable", place=place, variable=code, nearest=near)
    selection: dict[str, tuple[str, ...]] = {}
    for variable in metadata.variables:
        chosen = wanted.get(variable.code)
        for value in chosen or ():
            if value not in variable.values:
                near = ", ".join(difflib.get_close_matches(value, variable.values, n=3, cutoff=0))
                raise Problem(
                    "indicators.pxweb.unknown_value", place=place, variable=variable.code, value=value, nearest=near
                )
        selection[variable.code] = tuple(v for v in variable.values if chosen is None or v in chosen)
    return selection


def cells(selection: Selection) -> int:
    """Return how many cells an answer to a selection has."""
    return math.prod(len(values) for values in selection.values())


def split(selection: Selection, limit: int) -> Iterator[Selection]:
    """Yield selections of at most `limit` cells each that together make `selection`, once each.

    The variable with most values is halved until it fits; a single cell is never split.
    """
    if cells(selection) <= max(limit, 1):
        yield selection
        return
    longest = max(selection, key=lambda code: len(selection[code]))
    values = selection[longest]
    middle = (len(values) + 1) // 2
    for part in (values[:middle], values[middle:]):
        yield from split({**selection, longest: part}, limit)
