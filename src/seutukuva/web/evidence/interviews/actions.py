"""Writes of the interview plan.

What tells who somebody is comes in objects of its own (`Person`, `Proposal`): the audit trail keeps of them that they
were given, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.evidence.consents import consent_text
from seutukuva.web.evidence.actions import settle_consent
from seutukuva.web.evidence.interviews.letters import send_invitation
from seutukuva.web.evidence.interviews.models import ConsentAnswer, Interview, ProposedTime, Quota, Status
from seutukuva.web.evidence.links import hash_of_token, new_token
from seutukuva.web.evidence.models import Consent
from seutukuva.web.kit.actions import action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.evidence.models import Source
    from seutukuva.web.programmes.models import Ecosystem

WORK = "programmes.work_on_town"
LINK_DAYS = 90
BEFORE_HELD = (Status.PLANNED, Status.INVITED, Status.AGREED, Status.DECLINED)


@dataclass(frozen=True)
class Person:
    """Who is to be interviewed."""

    who: str
    organisation: str = ""
    email: str = ""

    def __str__(self) -> str:
        return "(person)"


@dataclass(frozen=True)
class Proposal:
    """When and where an interview could be held."""

    times: tuple[datetime, ...]
    place: str = ""

    def __str__(self) -> str:
        return f"({len(self.times)} times)"


@dataclass(frozen=True)
class Consents:
    """What a person agrees to, one by one, having read the version of the text."""

    version: str
    interview: bool
    recording: bool
    quotation: bool


@action(WORK, on="ecosystem.participant")
def set_quotas(*, actor: User, ecosystem: Ecosystem, wanted: Mapping[str, int]) -> Ecosystem:
    """Say how many interviews of each sector are wanted."""
    for sector, number in wanted.items():
        Quota.objects.update_or_create(ecosystem=ecosystem, sector=sector, defaults={"wanted": number})
    return ecosystem


@action(WORK, on="ecosystem.participant")
def plan_interview(
    *, actor: User, ecosystem: Ecosystem, sector: str, person: Person, language: str, interviewer: User | None
) -> Interview:
    """Plan an interview."""
    return Interview.objects.create(
        ecosystem=ecosystem,
        sector=sector,
        who=person.who,
        organisation=person.organisation,
        email=person.email,
        language=language,
        interviewer=interviewer,
    )


@action(WORK, on="interview.ecosystem.participant")
def change_interview(
    *, actor: User, interview: Interview, sector: str, person: Person, language: str, interviewer: User | None
) -> Interview:
    """Change what is known of a planned interview. Raises Problem when it was erased."""
    _refuse_erased(interview)
    interview.sector, interview.language, interview.interviewer = sector, language, interviewer
    if person.email != interview.email:
        interview.token_hash, interview.expires = None, None  # the letter went to somebody else
    interview.who, interview.organisation, interview.email = person.who, person.organisation, person.email
    interview.save()
    return interview


@action(WORK, on="interview.ecosystem.participant")
def remove_interview(*, actor: User, interview: Interview) -> Ecosystem:
    """Take an interview out of the plan. Raises Problem when it has been held."""
    if interview.status not in BEFORE_HELD:
        raise Problem("web_evidence.interview_held")
    ecosystem = interview.ecosystem
    interview.delete()
    return ecosystem


@action(WORK, on="interview.ecosystem.participant")
def invite(*, actor: User, interview: Interview, proposal: Proposal) -> Interview:
    """Send the letter with proposed times and a link; a link sent before opens no longer.

    Raises Problem without an address, when it has been held, or when the letter could not be sent.
    """
    _refuse_erased(interview)
    if not interview.email:
        raise Problem("web_evidence.no_address")
    if interview.status not in BEFORE_HELD:
        raise Problem("web_evidence.interview_held")
    token, now = new_token(), timezone.now()
    interview.times.all().delete()
    ProposedTime.objects.bulk_create(
        ProposedTime(interview=interview, begins=time) for time in sorted(set(proposal.times))
    )
    interview.token_hash, interview.expires = hash_of_token(token), now + timedelta(days=LINK_DAYS)
    interview.status, interview.invited = Status.INVITED, now
    interview.place, interview.time = proposal.place, None
    interview.save()
    send_invitation(interview, token=token, sender=str(actor))
    return interview


@action(None)
def agree(
    *, actor: Any, interview: Interview, time: ProposedTime | None, consents: Consents, language: str
) -> Interview:
    """Agree to be interviewed at a proposed time, or at one still to be found; the link was the permission.

    Once the interview has been held only the consents change. Raises Problem without consent to the interview itself.
    """
    if not consents.interview:
        raise Problem("web_evidence.no_consent_to_interview")
    if interview.status in BEFORE_HELD:
        interview.status = Status.AGREED
        interview.time = time.begins if time else None
        interview.save(update_fields=["status", "time"])
    _keep_consents(interview, consents, language, None)
    return interview


@action(None)
def decline(*, actor: Any, interview: Interview, language: str) -> Interview:
    """Decline to be interviewed, or take back every consent given; the link was the permission."""
    if interview.status in BEFORE_HELD:
        interview.status, interview.time = Status.DECLINED, None
        interview.save(update_fields=["status", "time"])
    nothing = Consents(consent_text().version, interview=False, recording=False, quotation=False)
    _keep_consents(interview, nothing, language, None)
    return interview


@action(WORK, on="interview.ecosystem.participant")
def note_consents(*, actor: User, interview: Interview, consents: Consents) -> Interview:
    """Note what the interviewee agreed to by word of mouth or on paper."""
    _refuse_erased(interview)
    _keep_consents(interview, consents, interview.language, actor)
    return interview


@action(WORK, on="interview.ecosystem.participant")
def set_status(*, actor: User, interview: Interview, status: str, proposal: Proposal | None = None) -> Interview:
    """Say how far an interview is; `proposal` holds the one time that was agreed. Raises Problem.

    Transcribed is said by tying it to its source, invited by the letter.
    """
    _refuse_erased(interview)
    if status in (Status.TRANSCRIBED, Status.INVITED) or interview.status == Status.TRANSCRIBED:
        raise Problem("web_evidence.interview_status", status=status)
    interview.status = status
    if proposal is not None:
        interview.time, interview.place = next(iter(proposal.times), None), proposal.place
    interview.save(update_fields=["status", "time", "place"])
    return interview


@action(WORK, on="interview.ecosystem.participant")
def tie_source(*, actor: User, interview: Interview, source: Source) -> Interview:
    """Say that a source is what came of an interview: it is transcribed, and its consent is the interviewee's.

    Raises Problem when the source is of another ecosystem or of another interview.
    """
    _refuse_erased(interview)
    if source.ecosystem_id != interview.ecosystem_id or source.interviews.exclude(pk=interview.pk).exists():
        raise Problem("web_evidence.source_of_another", label=source.label)
    interview.sources.add(source)
    interview.status = Status.TRANSCRIBED
    interview.save(update_fields=["status"])
    last = interview.consents.last()
    if last is not None:
        settle_consent(source, _consent_of(last))
    return interview


@action(WORK, on="interview.ecosystem.participant")
def untie_source(*, actor: User, interview: Interview, source: Source) -> Interview:
    """Take a source from an interview that it is not of. Without a source the interview is held, not transcribed."""
    interview.sources.remove(source)
    if not interview.sources.exists() and interview.status == Status.TRANSCRIBED:
        interview.status = Status.HELD
        interview.save(update_fields=["status"])
    return interview


def _keep_consents(interview: Interview, consents: Consents, language: str, noted_by: User | None) -> None:
    """Write an answer down and let the interview's sources follow it at once."""
    answer = ConsentAnswer.objects.create(
        interview=interview,
        version=consent_text(consents.version).version,
        language=language,
        to_interview=consents.interview,
        to_recording=consents.recording,
        to_quotation=consents.quotation,
        noted_by=noted_by,
    )
    for source in interview.sources.all():
        settle_consent(source, _consent_of(answer))


def _consent_of(answer: ConsentAnswer) -> Consent:
    return Consent.GIVEN if answer.to_interview and answer.to_quotation else Consent.REFUSED


def _refuse_erased(interview: Interview) -> None:
    if interview.erased is not None:
        raise Problem("web_evidence.interview_erased")


def forget_person(interviews: Sequence[Interview]) -> None:
    """Take from interviews all that tells who they were with; part of the action that erases."""
    for interview in interviews:
        interview.times.all().delete()
        interview.who = interview.organisation = interview.email = interview.place = ""
        interview.time, interview.token_hash, interview.expires = None, None, None
        interview.erased = timezone.now()
        interview.save()
