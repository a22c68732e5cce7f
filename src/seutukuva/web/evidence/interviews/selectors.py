"""Reads of the interview plan. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone

from seutukuva.base import Message
from seutukuva.web.evidence.interviews.models import Interview, Quota, Status
from seutukuva.web.evidence.links import hash_of_token
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.selectors import sector_name
from seutukuva.web.evidence.values import SECTORS
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

# Some ten interviews a town, as the undertaking that the product is made after had.
USUAL: Mapping[str, int] = {"city": 2, "company": 3, "education": 2, "rdi": 1, "finance": 1, "state": 1}
ANSWER_DAYS = 7


@dataclass(frozen=True)
class SectorRow:
    """A sector's quota and how many of its interviews are how far; declined ones fill no quota."""

    sector: Message | None
    wanted: int
    counts: Sequence[int]
    missing: int
    done: int


@dataclass(frozen=True)
class Plan:
    """An ecosystem's interviews against its quotas; `late` were invited over a week ago and have not answered."""

    rows: Sequence[SectorRow]
    interviews: Sequence[Interview]
    late: Sequence[Interview]

    @property
    def missing(self) -> int:
        """Return how many interviews nobody has planned yet."""
        return sum(row.missing for row in self.rows)

    @property
    def wanted(self) -> int:
        """Return how many interviews are wanted."""
        return sum(row.wanted for row in self.rows)

    @property
    def done(self) -> int:
        """Return how many of the wanted interviews are transcribed."""
        return sum(min(row.done, row.wanted) for row in self.rows)


def plan_of(ecosystem: Ecosystem) -> Plan:
    """Return an ecosystem's plan; the caller got the ecosystem by permission."""
    return _plans([ecosystem])[0]


def _plans(ecosystems: Sequence[Ecosystem]) -> list[Plan]:
    """Return the plans of ecosystems, read together: as many queries for one as for twenty."""
    interviews: dict[int, list[Interview]] = defaultdict(list)
    sources = Prefetch("sources", Source.objects.defer("text"))
    rows = Interview.objects.filter(ecosystem__in=ecosystems).select_related("interviewer").prefetch_related(sources)
    for row in rows:
        interviews[row.ecosystem_id].append(row)
    quotas: dict[int, dict[str, int]] = defaultdict(dict)
    for quota in Quota.objects.filter(ecosystem__in=ecosystems):
        quotas[quota.ecosystem_id][quota.sector] = quota.wanted
    return [_plan(interviews[one.pk], quotas[one.pk]) for one in ecosystems]


def _plan(rows: Sequence[Interview], quotas: Mapping[str, int]) -> Plan:
    count = Counter((str(row.sector), str(row.status)) for row in rows)
    since = timezone.now() - timedelta(days=ANSWER_DAYS)
    order: dict[str, int] = {sector: n for n, sector in enumerate(SECTORS)}
    return Plan(
        rows=[_sector_row(sector, quotas.get(sector, 0), count) for sector in SECTORS],
        interviews=sorted(rows, key=lambda row: (order[row.sector], row.pk)),
        late=[row for row in rows if row.status == Status.INVITED and row.invited and row.invited < since],
    )


def _sector_row(sector: str, wanted: int, count: Counter[tuple[str, str]]) -> SectorRow:
    counts = [count[sector, status] for status in Status]
    live = sum(counts) - count[sector, Status.DECLINED]
    return SectorRow(sector_name(sector), wanted, counts, max(0, wanted - live), count[sector, Status.TRANSCRIBED])


def quotas_of(ecosystem: Ecosystem) -> Mapping[str, int]:
    """Return sector -> how many are wanted; the caller got the ecosystem by permission."""
    return dict(Quota.objects.filter(ecosystem=ecosystem).values_list("sector", "wanted"))


def plans(user: Any, programme: Programme) -> list[tuple[Participant, Plan]]:
    """Return the plans of the towns whose evidence a person may read."""
    readable = participants_readable_by(user, programme)
    return list(zip(readable, _plans([default_ecosystem(town) for town in readable]), strict=True))


def get_interview(user: Any, programme: str, town: str, interview: int, permission: str) -> Interview:
    """Return an interview of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    row = (
        Interview.objects.select_related("ecosystem__participant__programme", "interviewer")
        .filter(ecosystem__participant=participant, pk=interview)
        .first()
    )
    if row is None:
        raise Http404
    return row


def interview_by_token(token: str) -> Interview | None:
    """Return the interview whose letter carries this link, while it opens."""
    row = (
        Interview.objects.select_related("ecosystem__participant__programme", "interviewer")
        .filter(token_hash=hash_of_token(token), erased=None)
        .first()
    )
    return row if row is not None and row.link_holds else None


def interview_of(source: Source) -> Interview | None:
    """Return the interview that a source came of; the caller got the source by permission."""
    return source.interviews.select_related("ecosystem__participant__programme").first()


def sources_to_tie(interview: Interview) -> list[Source]:
    """Return the sources that may be what came of an interview: of its ecosystem and of no other interview."""
    rows = Source.objects.filter(ecosystem=interview.ecosystem, erased=None, interviews=None)
    return list(rows.filter(kind="interview").defer("text"))
