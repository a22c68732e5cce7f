"""Writes of actors, ties and structures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from seutukuva.base import Problem
from seutukuva.network.vocabulary import PERMANENCE, business_id, vocabulary
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.thread.actions import tie as stand_on
from seutukuva.web.kit.thread.actions import untie
from seutukuva.web.network.models import STRUCTURES, Actor, Alias, Part, Structure, Tie
from seutukuva.web.network.names import known
from seutukuva.web.network.selectors import may_change_facts, takes_part

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Participant

WORK = "programmes.work_on_town"
NO_WORDS = {"fi": "", "sv": "", "en": ""}  # takes an own text away; a language left out would stay


@dataclass(frozen=True)
class Facts:
    """What is told of an actor in every ecosystem that it has a part in."""

    name: str
    kind: str = "other"
    area: Participant | None = None
    place: str = ""
    business_id: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: Sequence[str] = ()
    industry: str = ""
    size: str = ""
    education: str = ""
    note: str = ""


@action(WORK, on="ecosystem.participant")
def add_actor(*, actor: User, ecosystem: Ecosystem, facts: Facts, roles: Sequence[str] = ()) -> Actor:
    """Add an actor with its part in an ecosystem.

    One that the programme knows by that name from another town takes part as it is: its facts are not written over.
    Raises Problem for a business id whose check digit does not hold, and when the ecosystem has an actor of that name.
    """
    _check_roles(roles)
    row = known(ecosystem.programme_id, facts.name)
    if row is not None and takes_part(row, ecosystem):
        raise Problem("web_network.actor_taken", name=row.name)
    if row is None:
        row = Actor(programme_id=ecosystem.programme_id)
        _write(row, facts)
    Part.objects.create(actor=row, ecosystem=ecosystem, roles=list(roles))
    return row


@action(WORK, on="ecosystem.participant")
def change_actor(*, actor: User, ecosystem: Ecosystem, row: Actor, facts: Facts, roles: Sequence[str]) -> Actor:
    """Change an actor and its roles in an ecosystem.

    Raises Problem for a business id that does not hold, a name that another actor has, and facts of an actor that takes
    part in a town that the person does not work on.
    """
    if not may_change_facts(actor, row):
        raise Problem("web_network.actor_elsewhere", name=row.name)
    other = known(ecosystem.programme_id, facts.name)
    if other is not None and other.pk != row.pk:
        raise Problem("web_network.actor_taken", name=other.name)
    _write(row, facts)
    return _with_roles(row, ecosystem, roles)


@action(WORK, on="ecosystem.participant")
def change_roles(*, actor: User, ecosystem: Ecosystem, row: Actor, roles: Sequence[str]) -> Actor:
    """Change what an actor does in one ecosystem; its facts stay."""
    return _with_roles(row, ecosystem, roles)


@action(WORK, on="ecosystem.participant")
def remove_actor(*, actor: User, ecosystem: Ecosystem, row: Actor) -> Ecosystem:
    """Take an actor out of an ecosystem, and away where it has no part in another. Raises Problem while it has ties."""
    ties = Tie.objects.filter(ecosystem=ecosystem)
    if ties.filter(source=row).exists() or ties.filter(target=row).exists() or row.merged.exists():
        raise Problem("web_network.actor_has_ties", name=row.name)
    for structure in row.structures.filter(ecosystem=ecosystem):
        structure.members.remove(row)
    Part.objects.filter(actor=row, ecosystem=ecosystem).delete()
    if not row.parts.exists():
        write_texts(row.urn, "name", NO_WORDS)
        row.delete()
    return ecosystem


@action(WORK, on="ecosystem.participant")
def merge_actors(*, actor: User, ecosystem: Ecosystem, keep: Actor, other: Actor) -> Actor:
    """Let one actor stand for another that is the same; both rows stay, so it can be undone.

    Raises Problem for one and the same, for actors of two programmes, for one that is merged already, and for one that
    takes part in a town that the person does not work on.
    """
    # Two at once could let each stand for the other: the rows are read anew and held.
    rows = {row.pk: row for row in Actor.objects.select_for_update().filter(pk__in=(keep.pk, other.pk)).order_by("pk")}
    keep, other = rows.get(keep.pk, keep), rows.get(other.pk, other)
    if keep.pk == other.pk or keep.programme_id != other.programme_id or other.merged_into or keep.merged_into:
        raise Problem("web_network.cannot_merge", name=other.name, other=keep.name)
    if not may_change_facts(actor, other):
        raise Problem("web_network.actor_elsewhere", name=other.name)
    other.merged_into = keep
    other.save(update_fields=["merged_into"])
    return keep


@action(WORK, on="ecosystem.participant")
def undo_merge(*, actor: User, ecosystem: Ecosystem, other: Actor) -> Actor:
    """Let a merged actor stand for itself again, with the ties it had. Raises Problem as a merge does."""
    if not may_change_facts(actor, other):
        raise Problem("web_network.actor_elsewhere", name=other.name)
    other.merged_into = None
    other.save(update_fields=["merged_into"])
    return other


@action(WORK, on="ecosystem.participant")
def add_tie(
    *,
    actor: User,
    ecosystem: Ecosystem,
    source: Actor,
    target: Actor,
    kind: str,
    weight: float = 1.0,
    directed: bool | None = None,
    start: date | None = None,
    end: date | None = None,
    permanence: str = "",
    cluster: str = "",
    carrier: str = "",
) -> Tie:
    """Add a tie between two actors, standing on what tells it (the URN of a passage).

    directed None: as ties of its kind are. Raises Problem for a tie to oneself, a weight that is not positive, an end
    before the start, and words that the vocabulary does not have.
    """
    if source.pk == target.pk:
        raise Problem("web_network.self_tie", name=source.name)
    if weight <= 0:
        raise Problem("web_network.weight")
    _check_term(start, end)
    if permanence and permanence not in PERMANENCE:
        raise Problem("web_network.permanence", value=permanence, known=", ".join(PERMANENCE))
    usual = vocabulary().tie(kind).directed
    for one in (source, target):
        Part.objects.get_or_create(actor=one, ecosystem=ecosystem)
    row = Tie.objects.create(
        ecosystem=ecosystem,
        source=source,
        target=target,
        kind=kind,
        weight=weight,
        directed=usual if directed is None else directed,
        start=start,
        end=end,
        permanence=permanence,
        cluster=cluster,
        carrier=carrier,
        made_by=actor,
    )
    if carrier:
        stand_on(row.urn, [carrier])
    return row


@action(WORK, on="tie.ecosystem.participant")
def remove_tie(*, actor: User, tie: Tie) -> Ecosystem:
    """Take a tie away."""
    ecosystem = tie.ecosystem
    untie(tie.urn)
    tie.delete()
    return ecosystem


@dataclass(frozen=True)
class Terms:
    """What is told of a structure."""

    kind: str
    names: Mapping[str, str]
    mandate: Mapping[str, str] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)
    contributions: Mapping[str, str] = field(default_factory=dict)
    members: Sequence[Actor] = ()
    form: str = ""
    funding: str = ""
    start: date | None = None
    end: date | None = None


@action(WORK, on="ecosystem.participant")
def add_structure(*, actor: User, ecosystem: Ecosystem, terms: Terms) -> Structure:
    """Add a body, an agreement or a programme with its members. Raises Problem for an end before the start."""
    return _write_structure(Structure(ecosystem=ecosystem), terms)


@action(WORK, on="structure.ecosystem.participant")
def change_structure(*, actor: User, structure: Structure, terms: Terms) -> Structure:
    """Change a structure and its members. Raises Problem for an end before the start."""
    return _write_structure(structure, terms)


@action(WORK, on="structure.ecosystem.participant")
def remove_structure(*, actor: User, structure: Structure) -> Ecosystem:
    """Take a structure away; its members stay."""
    ecosystem = structure.ecosystem
    for name in ("name", "mandate", "goals", "contributions"):
        write_texts(structure.urn, name, NO_WORDS)
    structure.delete()
    return ecosystem


def _write(row: Actor, facts: Facts) -> None:
    words = vocabulary()
    words.kind(facts.kind)
    row.business_id = _business_id(facts.business_id)
    row.name, row.kind, row.area, row.place = facts.name.strip()[:120], facts.kind, facts.area, facts.place
    row.industry, row.size = facts.industry, facts.size
    row.education, row.note = facts.education, facts.note
    row.save()
    write_texts(row.urn, "name", {language: facts.names.get(language, "") for language in ("fi", "sv", "en")})
    row.aliases.all().delete()
    aliases = dict.fromkeys(one.strip()[:120] for one in facts.aliases if one.strip())
    Alias.objects.bulk_create([Alias(actor=row, name=one) for one in aliases])


def _business_id(told: str) -> str:
    """Return a business id in its usual form. Raises Problem when its check digit does not hold."""
    if not told.strip():
        return ""
    found = business_id(told)
    if found is None:
        raise Problem("web_network.business_id", value=told)
    return found


def _with_roles(row: Actor, ecosystem: Ecosystem, roles: Sequence[str]) -> Actor:
    _check_roles(roles)
    Part.objects.update_or_create(actor=row, ecosystem=ecosystem, defaults={"roles": list(roles)})
    return row


def _check_roles(roles: Sequence[str]) -> None:
    for role in roles:
        vocabulary().role(role)


def _check_term(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise Problem("web_network.end_first")


def _write_structure(row: Structure, terms: Terms) -> Structure:
    _check_term(terms.start, terms.end)
    if terms.kind not in STRUCTURES:
        raise Problem("web_network.structure_kind", value=terms.kind, known=", ".join(STRUCTURES))
    if terms.form:
        vocabulary().form(terms.form)
    row.kind, row.form, row.funding = terms.kind, terms.form, terms.funding
    row.start, row.end = terms.start, terms.end
    row.save()
    row.members.set(terms.members)
    for name in ("names", "mandate", "goals", "contributions"):
        write_texts(row.urn, name.removesuffix("s") if name == "names" else name, getattr(terms, name))
    return row
