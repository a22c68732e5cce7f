"""Writes of the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.evidence import text_hash
from seutukuva.evidence.material import VARIABLES, Material, read_material
from seutukuva.web.evidence.importing import files
from seutukuva.web.evidence.importing.facts import FACTS, Changes
from seutukuva.web.evidence.importing.files import Upload
from seutukuva.web.evidence.models import ImportBatch, ImportedFile, ImportStatus, Original, Source
from seutukuva.web.evidence.searching.index import forget_source, index_source
from seutukuva.web.kit.actions import action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem

# Of a table whose answers were not found people can choose the columns: its bytes are needed for that.
_KEPT_WHEN_REFUSED = "evidence.material.no_text_column"


@action("programmes.work_on_town", on="ecosystem.participant")
def start_import(
    *,
    actor: User,
    ecosystem: Ecosystem,
    uploads: Sequence[Upload],
    kind: str,
    prefix: str,
    date: date,
    language: str,
    consent: str,
    organisation: str = "",
) -> ImportBatch:
    """Keep files and have them read in the background, each by a task of its own.

    kind, prefix (of the labels), date, language, consent, organisation (of documents who published them): what holds
    where a file does not tell. A file that is too large or was brought before is refused at once.
    """
    from seutukuva.web.evidence.importing.jobs import read_file

    batch = ImportBatch.objects.create(
        ecosystem=ecosystem,
        kind=kind,
        prefix=prefix,
        date=date,
        language=language,
        consent=consent,
        organisation=" ".join(organisation.split()),
        made_by=actor,
    )
    waiting = []
    for upload in uploads:
        row = ImportedFile(batch=batch, name=upload.name, size=upload.size)
        try:
            _receive(row, upload)
        except Problem as problem:
            _refuse(row, problem)
        else:
            waiting.append(row)
        row.save()
    for row in waiting:
        read_file.enqueue(row.pk)
    return batch


@action("programmes.work_on_town", on="file.batch.ecosystem.participant")
def import_file(*, actor: User, file: ImportedFile) -> ImportedFile:
    """Read a waiting file and make its sources, all or none. Raises Problem when it cannot be used."""
    batch = ImportBatch.objects.select_for_update().get(pk=file.batch_id)  # labels are numbered by one at a time
    if ImportedFile.objects.get(pk=file.pk).status != ImportStatus.WAITING:
        return file  # another task was quicker
    materials = read_material(file.name, files.path_of(file.stored).read_bytes(), file.columns or None)
    if file.original is None:
        file.original = _original(batch.ecosystem, file, actor)
    for label, material in zip(_labels(batch), materials, strict=False):
        source = _source(batch, material, label)
        source.original = file.original
        source.as_library()  # refuses what the library cannot count
        source.save()
        index_source(source)
    file.status, file.read = ImportStatus.DONE, timezone.now()
    file.problem_code, file.problem_parameters, file.problem_row = "", {}, None
    file.told = _notes(materials)
    file.save()
    return file


@action(None)
def refuse_file(*, actor: User, file: ImportedFile, problem: Problem) -> ImportedFile:
    """Tell why a file was not imported. Asks for no permission: the task tells it whoever began the import."""
    _refuse(file, problem)
    file.save()
    return file


@action("programmes.work_on_town", on="batch.ecosystem.participant")
def read_again(*, actor: User, batch: ImportBatch) -> ImportBatch:
    """Have the files that still wait read: their tasks may have been lost with a worker that was stopped."""
    from seutukuva.web.evidence.importing.jobs import read_file

    for pk in batch.files.filter(status=ImportStatus.WAITING).values_list("pk", flat=True):
        read_file.enqueue(pk)
    return batch


@action("programmes.work_on_town", on="file.batch.ecosystem.participant")
def choose_columns(*, actor: User, file: ImportedFile, columns: Mapping[str, str]) -> ImportedFile:
    """Have a table read again with other columns; its sources are made anew.

    Raises Problem when somebody has worked on one of them, or the file is no longer kept.
    """
    from seutukuva.web.evidence.importing.jobs import read_file

    if not file.stored:
        raise Problem("web_evidence.file_not_kept")
    if file.original is not None:
        for source in file.original.sources.all():
            forget_source(source)  # the index is no work of anybody's
            if _is_worked_on(source):
                raise Problem("web_evidence.source_worked_on", label=source.label)
        file.original.sources.all().delete()
    file.columns, file.status, file.problem_code = dict(columns), ImportStatus.WAITING, ""
    file.save()
    read_file.enqueue(file.pk)
    return file


@action("programmes.work_on_town", on="ecosystem.participant")
def change_facts(*, actor: User, ecosystem: Ecosystem, changes: Changes) -> Ecosystem:
    """Change what is known of many sources, all or none: id of a source -> field -> value.

    Without consent none of a source's passages stays open to be quoted. Raises Problem when a label would stand twice.
    """
    sources = Source.objects.filter(ecosystem=ecosystem, erased=None).in_bulk(list(changes))
    _refuse_taken_labels(ecosystem, changes)
    for pk in sources:  # two may change their labels with each other
        if "label" in changes[pk]:
            Source.objects.filter(pk=pk).update(label=f"~{pk}")
    for pk, source in sources.items():
        fields = [field for field in FACTS if field in changes[pk]]
        for field in fields:
            setattr(source, field, changes[pk][field])
        source.as_library()
        source.save(update_fields=fields)
        if "language" in fields:
            index_source(source)
        if not source.may_be_quoted:
            source.passages.update(quotable=False)
    return ecosystem


@action("programmes.work_on_town", on="original.ecosystem.participant")
def erase_original(*, actor: User, original: Original) -> Original:
    """Destroy the bytes of a file as it came; its hash stays, so that it is still known when it is brought again."""
    stored, original.stored = original.stored, ""
    original.save(update_fields=["stored"])
    ImportedFile.objects.filter(original=original).update(stored="")
    # A file that is gone cannot come back with a rolled-back transaction, so it goes last.
    transaction.on_commit(lambda: files.discard(stored))
    return original


def keep_original(*, actor: User, ecosystem: Ecosystem, upload: Upload) -> Original:
    """Keep the file of a single new source, within the action that adds it. Raises Problem when it was there before."""
    data = upload.read()
    row = ImportedFile(name=upload.name, size=upload.size, sha256=files.hash_of(data))
    _refuse_known(ecosystem, row.sha256)
    row.stored = files.keep(ecosystem.pk, row.sha256, data)
    return _original(ecosystem, row, actor)


def _receive(row: ImportedFile, upload: Upload) -> None:
    data = upload.read()
    row.sha256 = files.hash_of(data)
    _refuse_known(row.batch.ecosystem, row.sha256)
    if row.batch.files.filter(sha256=row.sha256).exists():
        raise Problem("web_evidence.same_file_twice")
    row.stored = files.keep(row.batch.ecosystem_id, row.sha256, data)


def _refuse_known(ecosystem: Ecosystem, sha256: str) -> None:
    known = Original.objects.filter(ecosystem=ecosystem, sha256=sha256).first()
    if known is not None:
        raise Problem("web_evidence.same_file", name=known.name, date=known.made.date().isoformat())


def _original(ecosystem: Ecosystem, file: ImportedFile, actor: User) -> Original:
    _refuse_known(ecosystem, file.sha256)
    try:
        with transaction.atomic():
            return Original.objects.create(
                ecosystem=ecosystem,
                name=file.name,
                sha256=file.sha256,
                size=file.size,
                stored=file.stored,
                uploaded_by=actor,
            )
    except IntegrityError as error:  # another task was quicker with the same file
        raise Problem("web_evidence.same_file_twice") from error


def _refuse(file: ImportedFile, problem: Problem) -> None:
    file.status, file.read = ImportStatus.REFUSED, timezone.now()
    file.problem_code, file.problem_row = problem.code, problem.place.row
    file.problem_parameters = problem.message.to_json()["parameters"]
    others = ImportedFile.objects.filter(stored=file.stored).exclude(pk=file.pk)
    unused = not others.exists() and not Original.objects.filter(stored=file.stored).exists()
    if problem.code != _KEPT_WHEN_REFUSED and unused:
        files.discard(file.stored)
        file.stored = ""


def _source(batch: ImportBatch, material: Material, label: str) -> Source:
    told = material.variables
    return Source(
        ecosystem=batch.ecosystem,
        kind=batch.kind if material.row is None else "survey",
        label=label,
        who=told.get("participant", material.title)[:120],
        sector=told.get("sector", ""),
        organisation=told.get("organisation", batch.organisation)[:120],
        role=told.get("role", "")[:120],
        language=told.get("language", batch.language),
        date=date.fromisoformat(told["date"]) if "date" in told else batch.date,
        consent=told.get("consent", batch.consent),
        variables={name: value for name, value in told.items() if name not in VARIABLES or name == "ecosystem"},
        text=material.text,
        text_hash=text_hash(material.text),
    )


def _labels(batch: ImportBatch) -> Iterator[str]:
    """Yield labels that are free, counting on from the highest of the prefix: K-04, K-05."""
    taken = set(Source.objects.filter(ecosystem=batch.ecosystem).values_list("label", flat=True))
    start = f"{batch.prefix}-"
    numbers = [label.removeprefix(start) for label in taken if label.startswith(start)]
    number = max((int(n) for n in numbers if n.isascii() and n.isdigit()), default=0)
    while True:
        number += 1
        yield f"{start}{number:02}"


def _notes(materials: Sequence[Material]) -> list[dict[str, Any]]:
    """Return what was left out, as data; rows of a table share it."""
    told: list[dict[str, Any]] = []
    for material in materials:
        told += [note.to_json() for note in material.notes if note.to_json() not in told]
    return told


def _is_worked_on(source: Source) -> bool:
    """Tell whether anything of any room stands on a source."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: source}).exists()
        for relation in Source._meta.related_objects
        if not isinstance(relation.related_model, str)
    )


def _refuse_taken_labels(ecosystem: Ecosystem, changes: Changes) -> None:
    labels = dict(Source.objects.filter(ecosystem=ecosystem).values_list("pk", "label"))
    after = Counter(str(changes.get(pk, {}).get("label", label)) for pk, label in labels.items())
    label, times = max(after.items(), key=lambda item: item[1], default=("", 0))
    if times > 1:
        raise Problem("web_evidence.label_taken", label=label)
