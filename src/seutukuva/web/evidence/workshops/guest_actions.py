"""Writes of those who take part. Anybody with the link may, so no permission is asked; the actor is nobody.

None of these returns a thing that the audit trail is about: a trail of cards and votes would tell who wrote what.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from django.db.models import F

from seutukuva.base import Problem, content_hash
from seutukuva.evidence import workshops as library
from seutukuva.web.evidence.workshops.actions import lock, require_open, touch
from seutukuva.web.evidence.workshops.models import Card, Dot, Guest, Opinion, Question, Workshop
from seutukuva.web.kit.actions import action

_MOST_GUESTS: Final = 500
_MOST_CARDS: Final = 100  # of one guest


@action(None)
def join(*, actor: None, workshop: Workshop) -> tuple[Guest, str]:
    """Let somebody take part; return him and the random key that his cookie holds. Raises Problem when it is full."""
    row = lock(workshop)
    if row.step == "closed":
        raise Problem("web_evidence.workshop_not_now")
    if row.guests.count() >= _MOST_GUESTS:
        raise Problem("web_evidence.workshop_full", most=_MOST_GUESTS)
    key = secrets.token_urlsafe(24)
    guest = Guest.objects.create(workshop=row, key_hash=key_hash(key))
    _stir(row)
    return guest, key


@action(None)
def add_card(*, actor: None, guest: Guest, question: Question, key: str, text: str, language: str) -> Card:
    """Keep a card; one that came before under its key is not kept again.

    A card that was written in time but came late is kept too, marked late once voting began. Raises Problem for a card
    that cannot be read, too many of them, or when the cards are a source already.
    """
    row = lock(guest.workshop)
    known = Card.objects.filter(workshop=row, key=key).first()
    if known is not None:
        return known
    require_open(row)
    if guest.cards.count() >= _MOST_CARDS:
        raise Problem("web_evidence.workshop_too_many_cards", most=_MOST_CARDS)
    card = Card.objects.create(
        workshop=row,
        question=question,
        guest=None if row.step == "closed" else guest,
        key=key,
        text=library.card_text(text),
        language=language,
        late=row.locked,
    )
    if row.step in ("reveal", "grouping"):
        touch(row)
    else:
        _stir(row, guest)
    return card


@action(None)
def remove_card(*, actor: None, guest: Guest, key: str) -> None:
    """Take one's own card back while it is private. Raises Problem later."""
    row = lock(guest.workshop)
    if row.step != "writing":
        raise Problem("web_evidence.workshop_not_now")
    Card.objects.filter(workshop=row, guest=guest, key=key).delete()
    _stir(row, guest)


@action(None)
def vote(*, actor: None, guest: Guest, ballot: Mapping[int, int]) -> None:
    """Give dots, group -> dots, in the place of those given before. Raises Problem outside voting or the budget."""
    row = lock(guest.workshop)
    if row.step != "voting":
        raise Problem("web_evidence.workshop_not_now")
    given = library.check_ballot({str(group): dots for group, dots in ballot.items()}, row.dots)
    groups = {str(group.pk): group for group in row.groups.all()}
    if not given.keys() <= groups.keys():
        raise Problem("web_evidence.workshop_not_now")
    guest.dots.all().delete()
    Dot.objects.bulk_create(Dot(guest=guest, group=groups[group], number=dots) for group, dots in given.items())
    _stir(row, guest)


@action(None)
def opine(*, actor: None, guest: Guest, group: int, impact: int, effort: int) -> None:
    """Say what a group's impact and effort are, in the place of what was said before. Raises Problem."""
    row = lock(guest.workshop)
    found = row.groups.filter(pk=group).first()
    if row.step != "rating" or found is None:
        raise Problem("web_evidence.workshop_not_now")
    library.check_opinion(library.Opinion(str(group), impact, effort))
    Opinion.objects.update_or_create(guest=guest, group=found, defaults={"impact": impact, "effort": effort})
    _stir(row, guest)


def key_hash(key: str) -> str:
    """Return the hash that a guest is known by."""
    return content_hash({"guest": key})


def _stir(workshop: Workshop, guest: Guest | None = None) -> None:
    """Let the counts be asked again, and the guest's own phone; not all phones."""
    Workshop.objects.filter(pk=workshop.pk).update(activity=F("activity") + 1)
    if guest is not None:
        Guest.objects.filter(pk=guest.pk).update(version=F("version") + 1)
