"""Writes of programmes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from seutukuva.base import Problem, content_hash
from seutukuva.base.identifiers import slug as slugify
from seutukuva.regions import local_name, municipality
from seutukuva.web.accounts.actions import create_account
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.programmes.letters import send_invitation
from seutukuva.web.programmes.models import (
    Ecosystem,
    Invitation,
    Membership,
    Participant,
    ParticipantArea,
    Programme,
    Role,
)

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User

INVITATION_DAYS = 14
LONGEST_SLUG = 60


@action("programmes.create")
def create_programme(
    *,
    actor: User,
    names: Mapping[str, str],
    descriptions: Mapping[str, str],
    open_statistics: bool = False,
    synthetic: bool = False,
) -> Programme:
    """Make a programme; its maker becomes its manager. The address comes from the first name given."""
    first = next((name for name in names.values() if name.strip()), "")
    programme = Programme.objects.create(
        slug=_free_slug(slugify(first) or "programme"), open_statistics=open_statistics, synthetic=synthetic
    )
    write_texts(programme.urn, "name", names)
    write_texts(programme.urn, "description", descriptions)
    Membership.objects.create(user=actor, programme=programme, role=Role.MANAGER)
    _forget_memberships(actor)
    return programme


@action("programmes.manage", on="programme")
def change_programme(
    *,
    actor: User,
    programme: Programme,
    names: Mapping[str, str],
    descriptions: Mapping[str, str],
    open_statistics: bool,
) -> Programme:
    """Change a programme's texts and whether its statistics are open. What is synthetic stays so."""
    programme.open_statistics = open_statistics
    programme.save(update_fields=["open_statistics"])
    write_texts(programme.urn, "name", names)
    write_texts(programme.urn, "description", descriptions)
    return programme


@action("programmes.manage", on="programme")
def add_municipality(*, actor: User, programme: Programme, code: str) -> Participant:
    """Add a real municipality as a participant with its names and a default ecosystem."""
    if programme.synthetic:
        raise Problem("kit.real_town_in_synthetic_programme", code=code)
    if ParticipantArea.objects.filter(participant__programme=programme, code=code).exists():
        raise Problem("kit.participant_exists", name=municipality(code).name_fi)
    name = local_name(code)
    forms = {case: getattr(name, f"fi_{case}") for case in ("in", "of", "from", "to")}
    return _make_participant(
        programme, {"fi": name.fi, "sv": name.sv, "en": name.en}, forms, [(code, name.fi)], slugify(name.fi)
    )


@action("programmes.manage", on="programme")
def add_participant(
    *,
    actor: User,
    programme: Programme,
    names: Mapping[str, str],
    forms: Mapping[str, str],
    codes: Sequence[str] = (),
) -> Participant:
    """Add a participant under its own name: a company that covers municipalities, or a fictional town.

    A town without a municipality belongs in a synthetic programme. Raises Problem.
    """
    if programme.synthetic and codes:
        raise Problem("kit.real_town_in_synthetic_programme", code=codes[0])
    if not programme.synthetic and not codes:
        raise Problem("kit.fictional_town_in_real_programme", name=names["fi"])
    areas = [(code, municipality(code).name_fi) for code in dict.fromkeys(codes)] or [("", names["fi"])]
    return _make_participant(programme, names, forms, areas, slugify(names["fi"]))


def _make_participant(
    programme: Programme,
    names: Mapping[str, str],
    forms: Mapping[str, str],
    areas: Sequence[tuple[str, str]],
    slug: str,
) -> Participant:
    # A name may have no letter that an address can carry.
    slug = slug[:LONGEST_SLUG].strip("-") or f"participant-{programme.participants.count() + 1}"
    if Participant.objects.filter(programme=programme, slug=slug).exists():
        raise Problem("kit.participant_exists", name=names["fi"])
    fi = names["fi"]
    full = {
        "in": forms.get("in") or f"kohteessa {fi}",
        "of": forms.get("of") or f"kohteen {fi}",
        "from": forms.get("from") or f"kohteesta {fi}",
        "to": forms.get("to") or f"kohteeseen {fi}",
    }
    called = {"name_fi": fi, "name_sv": names.get("sv") or fi, "name_en": names.get("en") or fi}
    participant = Participant.objects.create(programme=programme, slug=slug, forms=full, **called)
    for code, name in areas:
        ParticipantArea.objects.create(participant=participant, code=code, name=name)
    Ecosystem.objects.create(participant=participant, slug=slug, **called)
    return participant


@action("programmes.manage", on="programme")
def invite(
    *, actor: User, programme: Programme, email: str, role: str, participant: Participant | None, language: str
) -> Invitation:
    """Invite a person by e-mail to a role; the letter carries a link with a token that is kept only as a hash."""
    if (role == Role.COORDINATOR) != (participant is not None):
        raise Problem("kit.coordinator_needs_town")
    if participant is not None and participant.programme_id != programme.pk:
        raise Problem("kit.coordinator_needs_town")
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        programme=programme,
        participant=participant,
        role=role,
        email=email,
        token_hash=content_hash({"token": token}),
        expires=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    send_invitation(invitation, token=token, language=language, sender=str(actor))
    return invitation


@action(None)
def accept_invitation(*, actor: Any, invitation: Invitation, password: str | None, name: str) -> Membership:
    """Turn an invitation into a membership; its token was the permission. Makes the account when `actor` is None."""
    user = actor
    if user is None:
        user = create_account(actor=None, email=invitation.email, password=password or "", name=name)
    membership = _give_role(user, invitation.programme, invitation.participant, invitation.role)
    invitation.accepted = timezone.now()
    invitation.save(update_fields=["accepted"])
    _forget_memberships(user)
    return membership


@action("programmes.manage", on="programme")
def add_member(
    *, actor: User, programme: Programme, user: User, role: str, participant: Participant | None = None
) -> Membership:
    """Give a person who has an account a role, without a letter; the demo and a directory service do."""
    if (role == Role.COORDINATOR) != (participant is not None):
        raise Problem("kit.coordinator_needs_town")
    membership = _give_role(user, programme, participant, role)
    _forget_memberships(user)
    return membership


def _give_role(user: Any, programme: Programme, participant: Participant | None, role: str) -> Membership:
    """Give a person a role in the place of an earlier one. Raises Problem when nobody would manage any more."""
    managers = Membership.objects.filter(programme=programme, role=Role.MANAGER)
    if participant is None and role != Role.MANAGER and managers.exists() and not managers.exclude(user=user).exists():
        raise Problem("kit.last_manager")
    membership, _ = Membership.objects.update_or_create(
        user=user, programme=programme, participant=participant, defaults={"role": role}
    )
    return membership


@action("programmes.manage", on="programme")
def remove_member(*, actor: User, programme: Programme, membership: Membership) -> Programme:
    """End a membership; a programme keeps at least one manager."""
    managers = Membership.objects.filter(programme=programme, role=Role.MANAGER)
    if membership.role == Role.MANAGER and managers.count() == 1:
        raise Problem("kit.last_manager")
    membership.delete()
    return programme


@action("programmes.manage", on="programme")
def withdraw_invitation(*, actor: User, programme: Programme, invitation: Invitation) -> Programme:
    """Take back an invitation that was not accepted."""
    invitation.delete()
    return programme


def _free_slug(wanted: str) -> str:
    short = wanted[: LONGEST_SLUG - 4].strip("-")  # room for a number
    taken = {"new", *Programme.objects.filter(slug__startswith=short).values_list("slug", flat=True)}
    candidates = (short if n == 1 else f"{short}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def _forget_memberships(user: Any) -> None:
    """Let the next permission check read a person's memberships anew."""
    if hasattr(user, "_kept_memberships"):
        del user._kept_memberships
