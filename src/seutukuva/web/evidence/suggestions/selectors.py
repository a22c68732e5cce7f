"""Reads of suggestions. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from seutukuva.evidence.suggestions import BOTH_FROM, meaning_is_installed
from seutukuva.web.evidence.coding.models import Verdict
from seutukuva.web.evidence.coding.transcript import touched
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.suggestions.actions import FEWEST, LATE, READS_LATE
from seutukuva.web.evidence.suggestions.examples import coded_blind, most_used, still_stands
from seutukuva.web.evidence.suggestions.models import Proposal, Proposer, Reading, State, Status
from seutukuva.web.programmes.selectors import get_programme, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class ProposerRow:
    """A proposer with its name; `stands` is False when a text that it learned from has changed since."""

    proposer: Proposer
    name: str
    stands: bool

    @property
    def quality(self) -> Mapping[str, Any] | None:
        """Return the last row of its learning curve: what it does with all that it learned from."""
        return self.proposer.curve[-1] if self.proposer.curve else None

    @property
    def late(self) -> bool:
        """Tell whether it waits longer than any learning takes."""
        return self.proposer.status == Status.WAITING and timezone.now() - self.proposer.made > LATE


@dataclass(frozen=True)
class Ground:
    """What there is to learn from: codings, passages of the most used code, and what is needed."""

    codings: int
    most: int
    fewest: int = FEWEST
    both_from: int = BOTH_FROM

    @property
    def enough(self) -> bool:
        """Tell whether a proposer can learn from it."""
        return self.most >= self.fewest

    @property
    def meaning(self) -> bool:
        """Tell whether the model of meaning is installed."""
        return meaning_is_installed()


@dataclass(frozen=True)
class CodeRecord:
    """What became of a proposer's proposals of one code; `right` of the decided ones are codings that still stand."""

    code: int
    open: int
    accepted: int
    rejected: int
    right: int

    @property
    def decided(self) -> int:
        """Return how many a person has decided on."""
        return self.accepted + self.rejected

    @property
    def precision(self) -> float | None:
        """Return the share of the decided ones that are right; None while nobody has decided."""
        return self.right / self.decided if self.decided else None


@dataclass(frozen=True)
class SourceRow:
    """A source with how many proposals are open and decided in it."""

    source: Source
    town: Participant
    open: int
    decided: int


@dataclass(frozen=True)
class Stretch:
    """A paragraph or turn with what is proposed for it, each with its code's name; `line` as the coding page has it."""

    start: int
    line: int
    words: str
    proposals: Sequence[tuple[str, Proposal]]


@dataclass(frozen=True)
class Desk:
    """A source as the page of suggestions shows it; `reading` is the latest one."""

    proposer: ProposerRow | None
    reading: Reading | None
    blind: bool
    open: int
    decided: int

    @property
    def waiting(self) -> bool:
        """Tell whether it is being read."""
        return self.reading is not None and self.reading.status == Status.WAITING

    @property
    def late(self) -> bool:
        """Tell whether it waits longer than any reading takes."""
        return self.reading is not None and self.waiting and timezone.now() - self.reading.made > READS_LATE


def name_of(proposer: Proposer) -> str:
    """Return the name of the coder that a proposer is, in the reader's language."""
    names = {
        "words": _("TF-IDF %(n)s"),
        "meaning": _("Meaning %(n)s"),
        "words+meaning": _("TF-IDF and meaning %(n)s"),
    }
    return names.get(proposer.features, _("Model %(n)s")) % {"n": proposer.number}


def rows(programme: Programme) -> list[ProposerRow]:
    """Return a programme's proposers, newest first; the caller got the programme by permission."""
    return _rows(Proposer.objects.filter(programme=programme).select_related("made_by"))


def latest(programme: int) -> ProposerRow | None:
    """Return the newest proposer that has learned; the caller got the programme by permission."""
    return next(iter(_rows(Proposer.objects.filter(programme=programme, status=Status.DONE)[:1])), None)


def get_proposer(user: Any, programme: str, number: int) -> ProposerRow:
    """Return a proposer of a programme that a person belongs to. Raises Http404."""
    owner = get_programme(user, programme, "programmes.belong")
    found = Proposer.objects.filter(programme=owner, number=number).select_related("programme", "made_by")
    row = next(iter(_rows(found)), None)
    if row is None:
        raise Http404
    return row


def ground(programme: Programme) -> Ground:
    """Return what a programme has to learn from; the caller got it by permission."""
    most, codings = most_used(programme)
    return Ground(codings, most)


def record(user: Any, proposer: Proposer) -> list[CodeRecord]:
    """Return what became of a proposer's proposals, code by code, in the sources whose evidence a person may read."""
    counts = (
        Proposal.objects.filter(reading__proposer=proposer, reading__source__in=_readable(user, proposer.programme))
        .order_by("code__order", "code")
        .values("code")
        .annotate(
            waiting=Count("pk", filter=Q(state=State.OPEN)),
            accepted=Count("pk", filter=Q(state=State.ACCEPTED)),
            rejected=Count("pk", filter=Q(state=State.REJECTED)),
            right=Count("pk", filter=Q(state=State.ACCEPTED, coding__isnull=False) & ~_DROPPED),
        )
    )
    return [CodeRecord(r["code"], r["waiting"], r["accepted"], r["rejected"], r["right"]) for r in counts]


_DROPPED = Q(coding__verdict=Verdict.DROPPED)


def sources(user: Any, programme: Programme, town: str) -> list[SourceRow]:
    """Return the sources that can be asked about: in the towns whose evidence a person may read, or one of them."""
    towns = {row.pk: row for row in participants_readable_by(user, programme) if not town or row.slug == town}
    found = list(
        Source.objects.filter(ecosystem__participant__in=towns, erased=None)
        .select_related("ecosystem")
        .defer("text")
        .order_by("ecosystem__participant", "label")
    )
    counts: dict[int, dict[bool, int]] = defaultdict(lambda: {True: 0, False: 0})
    told = Proposal.objects.filter(reading__source__in=[row.pk for row in found]).order_by()
    for source, state, number in told.values_list("reading__source", "state").annotate(Count("pk")):
        counts[source][state == State.OPEN] += number
    return [
        SourceRow(row, towns[row.ecosystem.participant_id], counts[row.pk][True], counts[row.pk][False])
        for row in found
    ]


def desk(source: Source) -> Desk:
    """Return how far the suggestions for a source are; the caller got the source by permission."""
    blind = bool(coded_blind([source.pk]))
    told = Proposal.objects.none() if blind else proposals(source)
    reading = Reading.objects.filter(source=source, text_hash=source.text_hash).select_related("proposer").last()
    return Desk(
        proposer=latest(source.programme_id),
        reading=reading,
        blind=blind,
        open=told.filter(state=State.OPEN).count(),
        decided=told.exclude(state=State.OPEN).count(),
    )


def proposals(source: Source) -> QuerySet[Proposal]:
    """Return what is proposed for a source as it stands now; the caller got the source by permission."""
    found = Proposal.objects.filter(reading__source=source, reading__text_hash=source.text_hash)
    return found.select_related("code", "reading__proposer", "decided_by", "coding")


def stretches(source: Source, found: QuerySet[Proposal], names: Mapping[int, str]) -> list[Stretch]:
    """Return proposals stretch by stretch, in the order of the text; `names` are those of the codes."""
    ordered = found.order_by("start", "end", "-confidence", "pk")
    return [
        Stretch(
            start,
            touched(source.text, start, start)[0],
            source.text[start:end],
            [(names[one.code_id], one) for one in group],
        )
        for (start, end), group in groupby(ordered, key=lambda one: (one.start, one.end))
    ]


def get_proposal(source: Source, proposal: int) -> Proposal:
    """Return a proposal of a source that the caller got by permission. Raises Http404."""
    row = (
        Proposal.objects.filter(reading__source=source, pk=proposal).select_related("reading__proposer", "code").first()
    )
    if row is None:
        raise Http404
    row.reading.source = source
    return row


def _readable(user: Any, programme: Programme) -> QuerySet[Source]:
    towns = [town.pk for town in participants_readable_by(user, programme)]
    found = Source.objects.filter(ecosystem__participant__in=towns)
    return found.exclude(pk__in=coded_blind(found.values_list("pk", flat=True)))


def _rows(found: QuerySet[Proposer]) -> list[ProposerRow]:
    every = list(found)
    standing = still_stands(every)
    return [ProposerRow(row, name_of(row), row.pk in standing) for row in every]
