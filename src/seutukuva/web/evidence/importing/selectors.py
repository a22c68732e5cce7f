"""Reads of the import. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.evidence.material import Column, table_columns
from seutukuva.web.evidence.importing.files import path_of
from seutukuva.web.evidence.models import ImportBatch, ImportedFile, ImportStatus, Source
from seutukuva.web.programmes.selectors import get_participant

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem

_LATEST = 20
_LATE = timedelta(minutes=10)  # a file takes seconds


@dataclass(frozen=True)
class FileRow:
    """A file of a batch with the sources that came of it."""

    file: ImportedFile
    sources: Sequence[Source]

    @property
    def is_table(self) -> bool:
        """Tell whether its columns can be chosen."""
        return self.file.name.lower().endswith((".xlsx", ".xlsm")) and bool(self.file.stored)


@dataclass(frozen=True)
class Progress:
    """How far the files of a batch are; `late` when they wait longer than any reading takes."""

    rows: Sequence[FileRow]
    done: int
    refused: int
    waiting: int
    late: bool

    @property
    def sources(self) -> int:
        """Return how many sources came of it."""
        return sum(len(row.sources) for row in self.rows)


def batches(ecosystem: Ecosystem) -> list[tuple[ImportBatch, Progress]]:
    """Return the latest batches with how far they are; the caller got the town by permission."""
    return [(batch, progress(batch)) for batch in ImportBatch.objects.filter(ecosystem=ecosystem)[:_LATEST]]


def usual_labels(ecosystem: Ecosystem) -> str:
    """Return how most labels of the town's interviews begin (S of S-01); K where there are none yet."""
    labels = Source.objects.filter(ecosystem=ecosystem, kind="interview").order_by("pk").values_list("label", flat=True)
    beginnings = Counter(beginning for beginning, dash, _ in (label.rpartition("-") for label in labels) if dash)
    return beginnings.most_common(1)[0][0] if beginnings else "K"


def get_batch(user: Any, programme: str, town: str, batch: int) -> ImportBatch:
    """Return a batch of a town that a person works on. Raises Http404."""
    participant = get_participant(user, programme, town, "programmes.work_on_town")
    row = (
        ImportBatch.objects.select_related("ecosystem__participant__programme")
        .filter(ecosystem__participant=participant, pk=batch)
        .first()
    )
    if row is None:
        raise Http404
    return row


def get_table(user: Any, programme: str, town: str, batch: int, file: int) -> ImportedFile:
    """Return a table of a batch whose columns can be chosen. Raises Http404."""
    row = get_batch(user, programme, town, batch).files.select_related("original").filter(pk=file).first()
    if row is None or not FileRow(row, ()).is_table:
        raise Http404
    return row


def columns(file: ImportedFile) -> tuple[Column, ...]:
    """Return a table's columns with what each is used as now; none when the file cannot be read."""
    try:
        found = table_columns(file.name, path_of(file.stored).read_bytes())
    except Problem:  # the batch's page tells it
        return ()
    return tuple(Column(c.heading, file.columns.get(c.heading, c.use), c.examples) for c in found)


def progress(batch: ImportBatch) -> Progress:
    """Return how far a batch is; the caller got it by permission."""
    files = list(batch.files.all())
    made: dict[int, list[Source]] = {}
    for source in Source.objects.filter(original__in=[f.original_id for f in files if f.original_id]).defer("text"):
        made.setdefault(source.original_id or 0, []).append(source)
    count = Counter(file.status for file in files)
    return Progress(
        rows=[FileRow(file, made.get(file.original_id or 0, [])) for file in files],
        done=count[ImportStatus.DONE],
        refused=count[ImportStatus.REFUSED],
        waiting=count[ImportStatus.WAITING],
        late=count[ImportStatus.WAITING] > 0 and timezone.now() - batch.made > _LATE,
    )


def sources(ecosystem: Ecosystem, batch: ImportBatch | None = None) -> QuerySet[Source]:
    """Return an ecosystem's sources, or those of a batch, without their texts; the caller got it by permission."""
    found = Source.objects.filter(ecosystem=ecosystem, erased=None)
    if batch is not None:
        found = found.filter(original__in=batch.files.exclude(original=None).values("original"))
    return found.defer("text")
