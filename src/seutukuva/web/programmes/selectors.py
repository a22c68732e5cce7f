"""Reads of programmes: `visible_to(user)` first, and what is not visible does not exist (404)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from seutukuva.base import content_hash
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.programmes.models import Ecosystem, Invitation, Membership, Participant, Programme
from seutukuva.web.programmes.rules import memberships


def visible_to(user: Any) -> QuerySet[Programme]:
    """Return the programmes that a person may see."""
    if user.is_superuser:
        return Programme.objects.all()
    return Programme.objects.filter(Q(open_statistics=True) | Q(pk__in={m.programme_id for m in memberships(user)}))


def get_programme(user: Any, slug: str, permission: str = "programmes.view") -> Programme:
    """Return a programme that a person has `permission` for. Raises Http404."""
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None or not user.has_perm(permission, programme):
        raise Http404
    return programme


def programme_by_slug(slug: str) -> Programme | None:
    """Return a programme for a command at the machine itself, whose user may read the whole database anyway."""
    return Programme.objects.filter(slug=slug).first()


def ecosystem_at(path: str) -> Ecosystem | None:
    """Return a town's ecosystem for a command at the machine itself, from `programme/town`; the command asks rights."""
    programme, _, town = path.partition("/")
    rows = Ecosystem.objects.filter(participant__programme__slug=programme, participant__slug=town)
    return rows.select_related("participant__programme").order_by("pk").first()


def participants_visible_to(user: Any, programme: Programme) -> list[Participant]:
    """Return the participants of a programme that a person may see, with their areas, by Finnish name."""
    rows = programme.participants.select_related("programme").prefetch_related("areas", "ecosystems")
    return [row for row in rows if user.has_perm("programmes.view_town", row)]


def participants_readable_by(user: Any, programme: Programme) -> list[Participant]:
    """Return the participants whose evidence and drafts a person may read."""
    rows = programme.participants.select_related("programme").prefetch_related("areas", "ecosystems")
    return [row for row in rows if user.has_perm("programmes.read_town", row)]


def get_participant(user: Any, programme: str, slug: str, permission: str = "programmes.view_town") -> Participant:
    """Return a participant that a person has `permission` for. Raises Http404."""
    row = (
        Participant.objects.select_related("programme")
        .prefetch_related("areas", "ecosystems")
        .filter(programme__slug=programme, slug=slug)
        .first()
    )
    if row is None or not user.has_perm(permission, row):
        raise Http404
    return row


def get_ecosystem(user: Any, programme: str, participant: str, slug: str, permission: str) -> Ecosystem:
    """Return an ecosystem whose participant a person has `permission` for. Raises Http404."""
    owner = get_participant(user, programme, participant, permission)
    row = Ecosystem.objects.select_related("participant__programme").filter(participant=owner, slug=slug).first()
    if row is None:
        raise Http404
    return row


def default_ecosystem(participant: Participant) -> Ecosystem:
    """Return the ecosystem that bears the participant's name; no query where the participant came with its own."""
    row = next(iter(participant.ecosystems.all()), None)
    if row is None:
        raise Http404
    return row


def programmes_by_id(ids: Iterable[int]) -> list[Programme]:
    """Return programmes by their numbers; the caller asks the permission of each."""
    return list(Programme.objects.filter(pk__in=list(ids)))


def ecosystems_of_towns(codes: Iterable[str] = (), slugs: Iterable[str] = ()) -> list[int]:
    """Return the ecosystems of participants that have one of the municipalities or addresses, of all programmes."""
    rows = Ecosystem.objects.filter(Q(participant__areas__code__in=list(codes)) | Q(participant__slug__in=list(slugs)))
    return list(rows.values_list("pk", flat=True).distinct())


def participants_with_areas(ids: Iterable[int]) -> list[Participant]:
    """Return participants by their numbers, with their areas; the caller asks the permission of each."""
    return list(Participant.objects.filter(pk__in=list(ids)).prefetch_related("areas"))


def ecosystems_by_id(ids: Iterable[int]) -> dict[int, Ecosystem]:
    """Return ecosystems with their participant and programme; the caller asks the permission of each participant."""
    return Ecosystem.objects.select_related("participant__programme").in_bulk(list(ids))


@dataclass(frozen=True)
class ProgrammeCard:
    """A programme as lists show it."""

    programme: Programme
    name: OwnText
    description: OwnText


def cards(user: Any) -> list[ProgrammeCard]:
    """Return the visible programmes with their texts, real ones first."""
    rows = list(visible_to(user))
    texts = own_texts([row.urn for row in rows])
    empty = OwnText({}, {}, None)
    return [
        ProgrammeCard(row, texts.get((row.urn, "name"), empty), texts.get((row.urn, "description"), empty))
        for row in rows
    ]


def members(programme: Programme) -> Sequence[Membership]:
    """Return a programme's members by role and name; what each may do is asked without a query."""
    rows = Membership.objects.filter(programme=programme).select_related("user", "participant")
    rows = rows.prefetch_related("user__memberships")
    return list(rows.order_by("role", "user__name", "user__email"))


def open_invitations(programme: Programme) -> Sequence[Invitation]:
    """Return invitations that can still be accepted."""
    rows = Invitation.objects.filter(programme=programme, accepted=None, expires__gt=timezone.now())
    return list(rows.select_related("participant"))


def invitation_by_token(token: str) -> Invitation | None:
    """Return the invitation of a token when it can still be accepted."""
    return (
        Invitation.objects.select_related("programme", "participant")
        .filter(token_hash=content_hash({"token": token}), accepted=None, expires__gt=timezone.now())
        .first()
    )
