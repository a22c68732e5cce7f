"""Reading of files in the background."""

from __future__ import annotations

import structlog
from django.core.exceptions import PermissionDenied
from django_tasks import task

from seutukuva.base import Problem
from seutukuva.web.evidence.importing import actions
from seutukuva.web.evidence.models import ImportedFile, ImportStatus

log = structlog.get_logger("seutukuva.evidence")


@task()
def read_file(file: int) -> None:
    """Import one waiting file in one transaction, with the rights that who brought it has now; or tell why not."""
    row = (
        ImportedFile.objects.select_related("batch__made_by", "batch__ecosystem__participant__programme", "original")
        .filter(pk=file, status=ImportStatus.WAITING)
        .first()
    )
    if row is None:
        return
    actor = row.batch.made_by
    try:
        actions.import_file(actor=actor, file=row)
    except Problem as problem:
        _refuse(file, problem)
    except PermissionDenied:
        _refuse(file, Problem("web_evidence.import_without_right"))
    except Exception:
        # A fault of ours: the person is told, the log and the task keep what happened.
        log.exception("file not imported", file=file)
        _refuse(file, Problem("web_evidence.not_imported"))
        raise


def _refuse(file: int, problem: Problem) -> None:
    row = ImportedFile.objects.select_related("batch__made_by", "batch__ecosystem").get(pk=file)
    if row.status == ImportStatus.WAITING:
        actions.refuse_file(actor=row.batch.made_by, file=row, problem=problem)
