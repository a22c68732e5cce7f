"""One interviewee and all that is stored about him or her: to be exported and to be erased.

Each part of the room, and each room above it, hooks in what it keeps itself: `register_exporter` and `register_eraser`
in its `apps.ready`. No part knows of the others. A part writes on behalf of the action that erases: it checks no
permission and runs in that action's transaction. A file goes with `transaction.on_commit`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seutukuva.base import urn
from seutukuva.documents import Column, Table
from seutukuva.writers import csv

if TYPE_CHECKING:
    from seutukuva.web.evidence.models import Source
    from seutukuva.web.programmes.models import Ecosystem


@dataclass(frozen=True)
class Subject:
    """An interviewee: the planned interview (its id) and the sources that came of it. Either may be missing."""

    ecosystem: Ecosystem
    sources: tuple[Source, ...]
    interview: int | None

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """Return the URN of the interview, or else of the first source, which the audit trail names."""
        return urn("evidence", "interview", self.interview) if self.interview else self.sources[0].urn

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.ecosystem.programme_id

    @property
    def urns(self) -> list[str]:
        """Return the URNs that stand for the interviewee."""
        interview = [urn("evidence", "interview", self.interview)] if self.interview else []
        return [*interview, *(source.urn for source in self.sources)]

    @property
    def label(self) -> str:
        """Return what it is called in the plan and on files: the labels of its sources."""
        return "+".join(source.label for source in self.sources) or f"interview-{self.interview}"

    @property
    def erased(self) -> bool:
        """Tell whether nothing is left to erase."""
        return bool(self.sources) and all(source.erased is not None for source in self.sources)


@dataclass(frozen=True)
class Part:
    """A file of the export: its path in the archive, its bytes."""

    path: str
    content: bytes


Export = Callable[[Subject], Iterable[Part]]
Erase = Callable[[Subject], None]

_EXPORTERS: dict[str, Export] = {}
_ERASERS: dict[str, Erase] = {}


def register_exporter(name: str, export: Export) -> None:
    """Let a part add its files to the export of a subject."""
    _EXPORTERS[name] = export


def register_eraser(name: str, erase: Erase) -> None:
    """Let a part erase what it keeps of a subject."""
    _ERASERS[name] = erase


def exporters() -> Mapping[str, Export]:
    """Return the parts' exporters in the order in which they were registered."""
    return dict(_EXPORTERS)


def erasers() -> Mapping[str, Erase]:
    """Return the parts' erasers in the order in which they were registered."""
    return dict(_ERASERS)


def table_part(path: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Part:
    """Return a CSV file; nothing in it is taken for a formula by a spreadsheet."""
    cells = tuple(tuple("" if value is None else str(value) for value in row) for row in rows)
    return Part(path, csv.write(Table("", tuple(Column(name) for name in columns), cells)))


def json_part(path: str, content: Mapping[str, object]) -> Part:
    """Return a JSON file."""
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    return Part(path, text.encode("utf-8"))
