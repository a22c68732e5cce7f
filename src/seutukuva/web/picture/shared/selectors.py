"""Reads of what the towns of a programme share. What takes a user asks him first; the others say who has asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from seutukuva.base import urn
from seutukuva.picture import ProgrammeRow
from seutukuva.picture.shared import PARTS, Part, Shared, part_of, shared
from seutukuva.web.kit.audit.selectors import events_of
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.picture.leading import leader_urn, led_by_all
from seutukuva.web.picture.models import SharedFinding, Status, cell_urn, stage_urn
from seutukuva.web.picture.selectors import NOTHING, judged
from seutukuva.web.programmes.selectors import default_ecosystem, get_programme

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

DIMENSION = "dimension"
READ = "programmes.belong"
_WROTE = ("picture.shared.write_finding", "picture.shared.change_finding")
_REDRAFTED = "picture.shared.redraft_finding"


@dataclass(frozen=True)
class SharedRow:
    """A finding as lists show it; `now` is what the rules say on the same today, None when they say nothing."""

    finding: SharedFinding
    sentence: OwnText
    flagged: bool
    now: Shared | None = None

    @property
    def approved(self) -> bool:
        """Tell whether it goes into the next publication."""
        return self.finding.status == Status.APPROVED

    @property
    def part(self) -> Part:
        """Return which part of what is shared it belongs to."""
        return part_of(self.finding.about)

    @property
    def moved(self) -> bool:
        """Tell whether the rules would write another sentence than the one that they drafted, or none."""
        drafted = self.finding.message
        return drafted is not None and (self.now is None or self.now.message.to_json() != drafted)


def drafts(programme: Programme) -> tuple[Shared, ...]:
    """Return what the rules say of all towns by all that is known, whoever asks.

    The caller has the right to read every town of the programme.
    """
    towns = towns_of(programme)
    homes = [default_ecosystem(town) for town in towns]
    found = judged(home.pk for home in homes)
    rows = [
        ProgrammeRow(town.name, found[home.pk].cells, found[home.pk].stage)
        for town, home in zip(towns, homes, strict=True)
    ]
    led = [led_by_all(home) for home in homes]
    return shared(rows, [(town.name, one.known, one.sure) for town, one in zip(towns, led, strict=True)])


def shared_rows(programme: Programme, now: Sequence[Shared]) -> list[SharedRow]:
    """Return the findings of a programme: by part, in the order of the rules, last what a person wrote.

    now: what the rules say today. The caller has the right to read every town.
    """
    rows = findings_of(programme)
    texts = own_texts([row.urn for row in rows])
    open_flags = flagged(row.urn for row in rows)
    return [
        SharedRow(row, texts.get((row.urn, "sentence"), NOTHING), row.urn in open_flags, now_of(row, now))
        for row in in_order(rows, now)
    ]


def findings_of(programme: Programme) -> list[SharedFinding]:
    """Return the findings of a programme as they were made; the caller has the right to read every town."""
    return list(SharedFinding.objects.select_related("programme").filter(programme=programme))


def in_order(findings: Sequence[SharedFinding], now: Sequence[Shared]) -> list[SharedFinding]:
    """Return findings by part, in the order of what the rules say, last what a person wrote."""
    order = [one.id for one in now]
    return sorted(findings, key=lambda row: (PARTS.index(part_of(row.about)), _place(order, row), row.pk))


def get_shared(user: Any, programme: str, finding: int, permission: str = READ) -> SharedFinding:
    """Return a finding of a programme whose every town a person may read, with `permission`. Raises Http404."""
    owner = get_programme(user, programme, permission)
    row = SharedFinding.objects.select_related("programme").filter(programme=owner, pk=finding).first()
    if row is None or not reads_all(user, owner):
        raise Http404
    return row


def get_programme_read_whole(user: Any, programme: str, permission: str) -> Programme:
    """Return a programme that a person has `permission` for and whose every town he may read. Raises Http404."""
    owner = get_programme(user, programme, permission)
    if not reads_all(user, owner):
        raise Http404
    return owner


def reads_all(user: Any, programme: Programme) -> bool:
    """Tell whether a person belongs to a programme and may read every town of it."""
    return bool(user.has_perm(READ, programme)) and all(
        user.has_perm("programmes.read_town", town) for town in towns_of(programme)
    )


def towns_of(programme: Programme) -> list[Participant]:
    """Return all towns of a programme."""
    return list(programme.participants.select_related("programme").prefetch_related("areas", "ecosystems"))


def towns_urn(programme: int) -> str:
    """Return the URN of the list of a programme's towns: a sentence on all of them changes when one joins or leaves."""
    return urn("picture", "towns", programme)


def ground_of(finding: SharedFinding) -> list[str]:
    """Return what a finding stands on by what it is about: all towns, and the stages, leaders or levels of each."""
    programme = finding.programme
    homes = [default_ecosystem(town) for town in towns_of(programme)]
    return [towns_urn(programme.pk), *_of_each(finding, homes)]


def last_writer(finding: SharedFinding) -> int | None:
    """Return the account that last wrote a finding's words; None when they are the rules'."""
    wrote = next((event for event in events_of(finding.urn) if event.action in (*_WROTE, _REDRAFTED)), None)
    return wrote.actor_id if wrote is not None and wrote.action in _WROTE else None


def now_of(finding: SharedFinding, now: Sequence[Shared]) -> Shared | None:
    """Return what the rules say today of what they drafted a finding on; None when they say nothing."""
    return next((one for one in now if one.id == _id(finding)), None)


def by_draft(programme: Programme) -> Mapping[str, SharedFinding]:
    """Return the findings that rules drafted, by the name that the rules give them."""
    rows = SharedFinding.objects.filter(programme=programme, message__isnull=False)
    return {_id(row): row for row in rows}


def _of_each(finding: SharedFinding, homes: Sequence[Ecosystem]) -> list[str]:
    part = part_of(finding.about)
    if part == "leader":
        return [leader_urn(home.pk) for home in homes]
    if part == "stage":
        return [stage_urn(home.pk) for home in homes]
    return [cell_urn(home.pk, finding.subject) for home in homes]


def _id(row: SharedFinding) -> str:
    if row.message is None:
        return ""
    return f"{row.about}.{row.subject}" if row.subject else row.about


def _place(order: Sequence[str], row: SharedFinding) -> int:
    return order.index(_id(row)) if _id(row) in order else len(order) + (row.message is None)
