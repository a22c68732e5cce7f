"""Writes of suggestions. Only a person's acceptance makes a coding, and it is that person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.evidence import anchor
from seutukuva.evidence.suggestions import Suggestion
from seutukuva.evidence.words import Unit
from seutukuva.web.evidence.coding.actions import add_coding
from seutukuva.web.evidence.coding.models import Code
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.suggestions.examples import Row, coded_blind, most_used
from seutukuva.web.evidence.suggestions.models import Proposal, Proposer, Reading, State, Status
from seutukuva.web.kit.actions import action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme

ANALYSE, WORK = "programmes.analyse", "programmes.work_on_town"
FEWEST = 3  # passages of a code, as the library learns
LATE = timedelta(minutes=30)  # a large programme's curve takes minutes
READS_LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class Learned:
    """What a job found out about a proposer."""

    features: str
    labels: int
    codes: Sequence[str]
    untaught: Sequence[str]
    threshold: float
    taught: Sequence[Row]
    texts: dict[str, str]
    curve: Sequence[dict[str, Any]]


@action(ANALYSE, on="programme")
def start_learning(*, actor: User, programme: Programme) -> Proposer:
    """Have a new proposer learn the programme's codings in the background.

    Raises Problem when no code has three passages to learn from, or one is learning just now.
    """
    from seutukuva.web.evidence.suggestions.jobs import learn

    if waiting(programme):
        raise Problem("web_suggestions.learning_now")
    most, labels = most_used(programme)
    if most < FEWEST:
        raise Problem("web_suggestions.too_few", fewest=FEWEST, most=most, codings=labels)
    last = Proposer.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    row = Proposer.objects.create(programme=programme, number=last + 1, made_by=actor)
    learn.enqueue(row.pk)
    return row


def waiting(programme: Programme) -> bool:
    """Tell whether a proposer learns just now; one that a stopped worker left is not waited for."""
    since = timezone.now() - LATE
    return Proposer.objects.filter(programme=programme, status=Status.WAITING, made__gt=since).exists()


@action(ANALYSE, on="proposer.programme")
def keep_learned(*, actor: User, proposer: Proposer, learned: Learned) -> Proposer:
    """Keep what a proposer has become."""
    proposer.features, proposer.labels, proposer.threshold = learned.features, learned.labels, learned.threshold
    proposer.codes, proposer.untaught = list(learned.codes), list(learned.untaught)
    proposer.taught, proposer.texts, proposer.curve = list(learned.taught), learned.texts, list(learned.curve)
    proposer.status, proposer.ended = Status.DONE, timezone.now()
    proposer.save()
    return proposer


@action(WORK, on="source.ecosystem.participant")
def ask(*, actor: User, proposer: Proposer, source: Source) -> Reading:
    """Have a proposer read a source in the background; what it proposed before and nobody decided goes.

    Raises Problem when somebody codes the source blind, it has no text, or the proposer has not learned.
    """
    from seutukuva.web.evidence.suggestions.jobs import read

    if proposer.status != Status.DONE or proposer.programme_id != source.programme_id:
        raise Problem("web_suggestions.not_learned")
    _refuse_blind(source)
    if source.erased is not None:
        raise Problem("web_suggestions.no_text", label=source.label)
    begun = Reading.objects.filter(source=source, status=Status.WAITING)
    now = begun.filter(made__gt=timezone.now() - READS_LATE).last()
    if now is not None:
        return now  # asked twice, read once
    begun.delete()
    Proposal.objects.filter(reading__source=source, state=State.OPEN).delete()
    row = Reading.objects.create(proposer=proposer, source=source, text_hash=source.text_hash, made_by=actor)
    read.enqueue(row.pk)
    return row


@action(WORK, on="reading.source.ecosystem.participant")
def keep_proposals(*, actor: User, reading: Reading, said: Sequence[tuple[Unit, tuple[Suggestion, ...]]]) -> Reading:
    """Keep what a proposer said of a source; what a person decided on the same stretch is not proposed again.

    Raises Problem when somebody began to code the source blind, or its text changed meanwhile.
    """
    source = Source.objects.get(pk=reading.source_id)
    if not Reading.objects.filter(pk=reading.pk, status=Status.WAITING).exists():
        return reading  # another task was quicker
    _refuse_blind(source)
    if source.text_hash != reading.text_hash:
        raise Problem("web_suggestions.text_changed", label=source.label)
    codes = dict(Code.objects.filter(programme=reading.proposer.programme_id, retired=False).values_list("slug", "pk"))
    earlier = Proposal.objects.filter(reading__source=source, reading__text_hash=source.text_hash)
    decided = set(earlier.exclude(state=State.OPEN).values_list("start", "end", "code"))
    Proposal.objects.bulk_create(
        Proposal(
            reading=reading,
            start=unit.start,
            end=unit.end,
            code_id=codes[one.code],
            confidence=one.confidence,
            terms=list(one.terms),
        )
        for unit, suggestions in said
        for one in suggestions
        if one.code in codes and (unit.start, unit.end, codes[one.code]) not in decided
    )
    reading.stretches, reading.status, reading.ended = len(said), Status.DONE, timezone.now()
    reading.save(update_fields=["stretches", "status", "ended"])
    return reading


@action(None)
def refuse(*, actor: User, job: Proposer | Reading, problem: Problem) -> Proposer | Reading:
    """Tell why a job was not done. Asks for no permission: the job tells it whoever began it."""
    job.status, job.ended = Status.REFUSED, timezone.now()
    job.problem_code, job.problem_parameters = problem.code, problem.message.to_json()["parameters"]
    job.save(update_fields=["status", "ended", "problem_code", "problem_parameters"])
    return job


@action(WORK, on="proposal.reading.source.ecosystem.participant")
def accept(*, actor: User, proposal: Proposal) -> Proposal:
    """Give the stretch the proposed code, as the person who accepts.

    Raises Problem when it was decided before, the text has changed, the source is coded blind, or the code retired.
    """
    source = _to_decide(proposal)
    at = anchor(source.text, proposal.start, proposal.end)
    proposal.coding = add_coding(actor=actor, source=source, at=at, code=proposal.code)
    return _decide(proposal, actor, State.ACCEPTED)


@action(WORK, on="proposal.reading.source.ecosystem.participant")
def reject(*, actor: User, proposal: Proposal) -> Proposal:
    """Turn a proposal down: no coding comes of it, and the next proposer learns from it.

    Raises Problem when it was decided before, the text has changed, or the source is coded blind.
    """
    _to_decide(proposal)
    return _decide(proposal, actor, State.REJECTED)


def _decide(proposal: Proposal, actor: User, state: State) -> Proposal:
    proposal.state, proposal.decided_by, proposal.decided = state, actor, timezone.now()
    proposal.save(update_fields=["state", "decided_by", "decided", "coding"])
    return proposal


def _to_decide(proposal: Proposal) -> Source:
    source = proposal.reading.source
    if Proposal.objects.select_for_update().get(pk=proposal.pk).state != State.OPEN:
        raise Problem("web_suggestions.decided")
    if source.text_hash != proposal.reading.text_hash:
        raise Problem("web_suggestions.text_changed", label=source.label)
    _refuse_blind(source)
    return source


def _refuse_blind(source: Source) -> None:
    if coded_blind([source.pk]):
        raise Problem("web_suggestions.blind", label=source.label)
