"""Business ids from a register: candidates for the actors without one, and what a person accepts of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Language, Message, Problem
from seutukuva.network.cleaning import alternatives, links
from seutukuva.network.imports import read_register, says_synthetic
from seutukuva.network.vocabulary import business_id
from seutukuva.web.kit.actions import action
from seutukuva.web.network.actions import WORK
from seutukuva.web.network.models import Actor
from seutukuva.web.network.pairs import compared_frame
from seutukuva.web.network.selectors import actor_names, actors_of, may_change_facts, place_of
from seutukuva.web.programmes.selectors import default_ecosystem

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.network.bringing import Upload
    from seutukuva.web.programmes.models import Ecosystem, Participant

MOST_ACTORS = 40  # with candidates at once; with these decided the next ones come


class RegisterForm(forms.Form):
    """A register as a file."""

    main = forms.FileField(
        label=_("File"), help_text=_("CSV with the business id, the name and, if it is known, the municipality.")
    )


@dataclass(frozen=True)
class Candidate:
    """An entry of the register that an actor may be, and why."""

    business_id: str
    name: str
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class Open:
    """An actor without a business id, with the entries that it may be, the surest first."""

    actor: Actor
    name: str
    place: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Found:
    """Actors with candidates, how many those are in all, and how many actors have none."""

    shown: tuple[Open, ...]
    found: int
    without: int
    entries: int


def candidates(user: Any, participant: Participant, upload: Upload, language: Language) -> Found:
    """Return which entries of a register the town's actors without a business id may be; nothing is stored.

    Actors that the person may not change are left out. Raises Problem for a register that cannot be read, and for a
    synthetic one in a real programme.
    """
    if says_synthetic(upload.content, upload.name) and not participant.programme.synthetic:
        raise Problem("web_network.synthetic_file", name=upload.name)
    register = read_register(upload.content, name=upload.name)
    rows = [row for row in actors_of(default_ecosystem(participant)) if not row.business_id]
    actors = {str(row.pk): row for row in rows if may_change_facts(user, row)}
    names = actor_names(list(actors.values()), language)
    told: dict[str, list[Candidate]] = {}
    known = alternatives(compared_frame({row.pk: row for row in actors.values()}))
    for pair in links(known, register) if known.height and register.height else ():
        told.setdefault(pair.left, []).append(Candidate(pair.right, pair.right_name, pair.reasons))
    shown = [
        Open(actors[id_], names[actors[id_].pk], place_of(actors[id_], language), tuple(found))
        for id_, found in list(told.items())[:MOST_ACTORS]
    ]
    return Found(tuple(shown), len(told), len(actors) - len(told), register.height)


@action(WORK, on="ecosystem.participant")
def store_business_ids(*, actor: User, ecosystem: Ecosystem, chosen: Mapping[int, str]) -> Ecosystem:
    """Store the business ids that a person accepted: number of an actor -> business id; all or none.

    Raises Problem for a wrong check digit, an actor that has an id already or takes no part here, and one that takes
    part in a town that the person does not work on.
    """
    here = {row.pk: row for row in actors_of(ecosystem)}
    for number, told in chosen.items():
        row, found = here.get(number), business_id(told)
        if row is None or row.business_id:
            raise Problem("web_network.has_business_id", name=row.name if row else str(number))
        if found is None:
            raise Problem("web_network.business_id", value=told)
        if not may_change_facts(actor, row):
            raise Problem("web_network.actor_elsewhere", name=row.name)
        row.business_id = found
        row.save(update_fields=["business_id"])
    return ecosystem
