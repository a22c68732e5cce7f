"""What findings of towns and of programmes have alike: setting what a sentence stands on, and looking through it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from seutukuva.base import LANGUAGES, Message, Problem, parse_urn, render
from seutukuva.web.kit.thread.actions import look_at, tie, untie
from seutukuva.web.kit.thread.selectors import carriers_of, shown_to
from seutukuva.web.picture.models import Finding, SharedFinding

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User


def rendered(message: Message) -> dict[str, str]:
    """Return what the rules drafted, in every language."""
    return {language: render(message, language) for language in LANGUAGES}


def set_carriers(sentence: str, ground: Collection[str], wanted: Sequence[str], actor: User) -> None:
    """Let a sentence stand on its ground and on exactly these further carriers.

    Raises Problem for a carrier that the writer may not see, or that stands on the sentence itself.
    """
    has = [carrier for carrier in carriers_of(sentence) if carrier not in ground]
    new = [carrier for carrier in wanted if carrier not in has and carrier not in ground]
    try:
        seen = shown_to(actor, new)
    except (KeyError, ValueError) as unknown:
        raise Problem("web_picture.unknown_carrier", carrier=", ".join(new)) from unknown
    for carrier in new:
        if carrier not in seen:
            raise Problem("web_picture.unknown_carrier", carrier=carrier)
        if carrier == sentence or sentence in _below(carrier):
            raise Problem("web_picture.carrier_circle", carrier=carrier)
    untie(sentence, [carrier for carrier in has if carrier not in wanted])
    tie(sentence, new)


def look_through(urn: str, actor: User) -> None:
    """Say that a sentence holds on what carries it now, down to the passages."""
    look_at(urn, actor)
    for carrier in carriers_of(urn):
        if _may_look(carrier, actor):
            look_through(carrier, actor)


def _may_look(carrier: str, actor: User) -> bool:
    """Tell whether a person may say of a carrier that it holds: of another's sentence only who works on it."""
    parts = parse_urn(carrier)
    if (parts.room, parts.kind) == ("picture", "finding"):
        row = Finding.objects.select_related("ecosystem__participant__programme").filter(pk=parts.id).first()
        return row is None or bool(actor.has_perm("programmes.work_on_town", row.ecosystem.participant))
    if (parts.room, parts.kind) == ("picture", "shared"):
        shared = SharedFinding.objects.select_related("programme").filter(pk=parts.id).first()
        return shared is None or bool(actor.has_perm("programmes.analyse", shared.programme))
    return True


def _below(urn: str) -> set[str]:
    parse_urn(urn)
    found = set(carriers_of(urn))
    for carrier in list(found):
        found |= _below(carrier)
    return found
