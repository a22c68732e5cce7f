"""Learning and reading in the background. What takes long is computed before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog
from django.core.exceptions import PermissionDenied
from django_tasks import task

from seutukuva.base import Problem
from seutukuva.web.evidence.suggestions import actions, examples, learning
from seutukuva.web.evidence.suggestions.models import Proposer, Reading, Status

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User

log = structlog.get_logger("seutukuva.evidence")


@task()
def learn(proposer: int) -> None:
    """Let a waiting proposer learn people's codings, with the rights that who began it has now; or tell why not."""
    row = Proposer.objects.select_related("programme", "made_by").filter(pk=proposer, status=Status.WAITING).first()
    if row is None or row.made_by is None:
        return
    with _told(row, row.made_by):
        taught = examples.to_learn(row.programme)
        model = learning.learned(taught.examples)
        found = actions.Learned(
            features=model.features,
            labels=model.labels,
            codes=model.codes,
            untaught=model.untaught,
            threshold=model.threshold,
            taught=taught.rows,
            texts=taught.texts,
            curve=learning.curve(taught.examples),
        )
        actions.keep_learned(actor=row.made_by, proposer=row, learned=found)


@task()
def read(reading: int) -> None:
    """Let a proposer read a source, with the rights that who asked has now; or tell why not."""
    rows = Reading.objects.select_related("proposer", "source__ecosystem__participant__programme", "made_by")
    row = rows.filter(pk=reading, status=Status.WAITING).first()
    if row is None or row.made_by is None:
        return
    with _told(row, row.made_by):
        said = learning.proposals(row.proposer, row.source)
        actions.keep_proposals(actor=row.made_by, reading=row, said=said)


@contextmanager
def _told(job: Proposer | Reading, actor: User) -> Iterator[None]:
    """Tell on the job why it was not done."""
    try:
        yield
    except Problem as problem:
        actions.refuse(actor=actor, job=job, problem=problem)
    except PermissionDenied:
        actions.refuse(actor=actor, job=job, problem=Problem("web_suggestions.without_right"))
    except Exception:
        # A fault of ours: the person is told, the log and the task keep what happened.
        log.exception("no suggestions", job=job.urn)
        actions.refuse(actor=actor, job=job, problem=Problem("web_suggestions.fault"))
        raise
