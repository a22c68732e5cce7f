"""What goes through the chain as one: a town's picture, a town's report, or the report of a programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from seutukuva.base import urn
from seutukuva.web.picture.publishing import address_of
from seutukuva.web.picture.reporting import KIND as REPORT
from seutukuva.web.picture.reporting import programme_address, town_address

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

Kind = Literal["picture", "situation_report"]
PICTURE: Final = "picture"


@dataclass(frozen=True)
class Subject:
    """What is asked for, approved and published as one; `kind` is that of its releases. No ecosystem: of all towns."""

    kind: Kind
    programme: Programme
    ecosystem: Ecosystem | None = None

    @property
    def participant(self) -> Participant | None:
        """Return the town, None of a programme."""
        return self.ecosystem.participant if self.ecosystem else None

    @property
    def urn(self) -> str:
        """Return the URN that its releases are of."""
        return self.ecosystem.urn if self.ecosystem else self.programme.urn

    @property
    def address(self) -> str:
        """Return its public address."""
        if self.ecosystem is None:
            return programme_address(self.programme)
        town = self.ecosystem.participant
        return address_of(town) if self.kind == PICTURE else town_address(town)

    @property
    def columns(self) -> dict[str, Any]:
        """Return the columns by which its approvals are kept."""
        whole = None if self.ecosystem else self.programme
        return {"kind": self.kind, "ecosystem": self.ecosystem, "whole": whole}


def picture_of(ecosystem: Ecosystem) -> Subject:
    """Return a town's picture."""
    return Subject(PICTURE, ecosystem.participant.programme, ecosystem)


def report_of(ecosystem: Ecosystem) -> Subject:
    """Return a town's report."""
    return Subject(REPORT, ecosystem.participant.programme, ecosystem)


def programme_report_of(programme: Programme) -> Subject:
    """Return the report of a programme."""
    return Subject(REPORT, programme)


def as_kept(kind: str, programme: Programme, ecosystem: Ecosystem | None) -> Subject:
    """Return the subject of a kept approval."""
    return Subject(PICTURE if kind == PICTURE else REPORT, programme, ecosystem)


def report_urn(ecosystem: Ecosystem) -> str:
    """Return the URN under which comments on a town's report are kept."""
    return urn("picture", "report", ecosystem.pk)
