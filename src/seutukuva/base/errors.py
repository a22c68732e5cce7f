"""One error class for everything that a user can mend: a code, the place and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from seutukuva.base.languages import Language, render
from seutukuva.base.messages import Message


@dataclass(frozen=True)
class Place:
    """Where a problem stands; what is not known stays None. `row` counts from 1 with the header as row 1."""

    file: str | None = None
    row: int | None = None
    column: str | None = None
    question: str | None = None
    table: str | None = None


class Problem(Exception):
    """Input that cannot be used, told so that its owner can mend it.

    `Problem("regions.unknown_name", place=Place(row=3), name="Raum")` reads its words from the catalogue under
    `regions.unknown_name` and its remedy under `regions.unknown_name.remedy`.
    """

    def __init__(self, code: str, /, *, place: Place | None = None, **parameters: Any) -> None:
        super().__init__(code, place, parameters)
        self.code = code
        self.place = place or Place()
        self.message = Message(code, parameters)
        self.remedy = Message(f"{code}.remedy", parameters)

    def at(self, place: Place) -> Problem:
        """Return the same problem told at `place`."""
        return Problem(self.code, place=place, **dict(self.message.parameters))

    def __str__(self) -> str:
        return explain(self, "en")


def explain(problem: Problem, language: Language) -> str:
    """Return a problem as one line: place, what is wrong, remedy."""
    place = problem.place
    parts = [str(place.file)] if place.file else []
    for kind in ("row", "column", "question", "table"):
        value = getattr(place, kind)
        if value is not None:
            parts.append(render(Message(f"base.place.{kind}", {kind: str(value)}), language))
    told = f"{render(problem.message, language)} {render(problem.remedy, language)}"
    return f"{', '.join(parts)}: {told}" if parts else told
