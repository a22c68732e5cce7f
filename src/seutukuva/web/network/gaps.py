"""What nobody has told of: roles and kinds by town, whom to introduce, towns as partners, the weight of a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from seutukuva.base import Language, Message, Problem, Term, languages
from seutukuva.network.gaps import Introduction, Row, Weight, introductions, partners, table, weight
from seutukuva.network.vocabulary import vocabulary
from seutukuva.web.indicators.selectors import board
from seutukuva.web.kit.actions import action
from seutukuva.web.network.actions import WORK
from seutukuva.web.network.models import Actor, SetAside
from seutukuva.web.network.selectors import Held, actor_names, programme_network, standing, takes_part, town_network
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.network import Network
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

MOST_INTRODUCTIONS = 20
_TOL = "tol:"


@dataclass(frozen=True)
class Told:
    """The actors of a role or a kind in a town, (number, name) each."""

    town: Participant
    actors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WordRow:
    """A role or a kind, and who is one in each town."""

    id: str
    name: Term
    cells: tuple[Told, ...]

    def here(self, town: Participant) -> tuple[tuple[str, str], ...]:
        """Return the actors of a town."""
        return next(cell.actors for cell in self.cells if cell.town.pk == town.pk)

    def elsewhere(self, town: Participant) -> list[Told]:
        """Return the other towns that have some."""
        return [cell for cell in self.cells if cell.actors and cell.town.pk != town.pk]


@dataclass(frozen=True)
class Towns:
    """The networks of the towns that a person may read, and their roles and kinds."""

    held: Mapping[str, Held]
    towns: tuple[Participant, ...]
    roles: tuple[WordRow, ...]
    kinds: tuple[WordRow, ...]


def gaps_of_towns(user: Any, programme: Programme, language: Language) -> Towns:
    """Return the roles and kinds of actors in every town that a person may read."""
    towns = tuple(participants_readable_by(user, programme))
    held = {town.slug: town_network(town, language) for town in towns}
    words = vocabulary()
    names = {key: name or key for one in held.values() for key, name in one.network.actors.select("id", "name").rows()}

    def rows(entries: Sequence[Any], carried: Mapping[str, Mapping[str, Sequence[str]]]) -> tuple[WordRow, ...]:
        made = table([entry.id for entry in entries], carried)
        return tuple(
            WordRow(
                entry.id,
                entry.name,
                tuple(
                    Told(town, tuple((key, names[key]) for key in cell.actors))
                    for town, cell in zip(towns, row.cells, strict=True)
                ),
            )
            for entry, row in zip(entries, made, strict=True)
        )

    kinds = {slug: {key: [row.kind] for key, row in one.actors.items()} for slug, one in held.items()}
    roles = {slug: {key: one.roles.get(key, []) for key in one.actors} for slug, one in held.items()}
    return Towns(held, towns, rows(words.roles, roles), rows(words.kinds, kinds))


@dataclass(frozen=True)
class PartnerRow:
    """Two towns, why they could be partners, and how many pairs of their actors are in contact."""

    one: Participant
    other: Participant
    reasons: tuple[Message, ...]
    ties: int


def partner_rows(user: Any, programme: Programme, towns: Towns, language: Language) -> list[PartnerRow]:
    """Return the pairs of towns with a reason to partner, most reasons first."""
    words: dict[str, Term] = {entry.id: entry.name for entry in vocabulary().roles}
    carried: dict[str, dict[str, list[str]]] = {}
    for slug, one in towns.held.items():
        carried[slug] = {}
        for key, row in one.actors.items():
            code = f"{_TOL}{row.industry[:2]}" if row.industry[:2].isdecimal() else ""
            carried[slug][key] = [*one.roles.get(key, ()), *([code] if code else [])]
            if code:
                number = row.industry[:2]
                words[code] = Term(
                    f"toimiala {number} (TOL)", f"näringsgren {number} (TOL)", f"industry {number} (TOL)"
                )
    rows: tuple[Row, ...] = table(list(words), carried)
    by_slug = {town.slug: town for town in towns.towns}
    names = {town.slug: _term(town) for town in towns.towns}
    ties = _between(programme_network(user, programme, language))
    return [
        PartnerRow(by_slug[one.one], by_slug[one.other], one.reasons(words, names), one.ties)
        for one in partners(rows, ties)
    ]


def _term(town: Participant) -> Term:
    return Term(*(town.name.form(language, "name") for language in ("fi", "sv", "en")))


def _between(held: Held) -> Counter[frozenset[str]]:
    """Return how many pairs of actors are in contact between two towns, by their slugs."""
    home = {key: row.area.slug for key, row in held.actors.items() if row.area}
    pairs = {frozenset(ends) for ends in held.network.ties.select("source", "target").iter_rows()}
    towns = (frozenset(home[end] for end in pair if end in home) for pair in pairs)
    return Counter(pair for pair in towns if len(pair) > 1)


@dataclass(frozen=True)
class Suggested:
    """An introduction with what its actors are called."""

    told: Introduction
    one: str
    other: str


def suggested_in_town(participant: Participant, held: Held) -> list[Suggested]:
    """Return whom to introduce in a town, the best first, without those set aside; the caller may read the town."""
    rows = SetAside.objects.filter(ecosystem=default_ecosystem(participant))
    told = list(rows.values_list("left_id", "right_id"))
    # What was said of an actor holds of the one that stands for it.
    roots = standing(end for pair in told for end in pair)
    aside = frozenset(frozenset((str(roots[one]), str(roots[other]))) for one, other in told)
    return _suggested(held.network, introductions(held.network, held.roles, most=MOST_INTRODUCTIONS, without=aside))


def suggested_over_borders(user: Any, programme: Programme, language: Language) -> list[Suggested]:
    """Return whom to introduce over municipal borders in the towns that a person may read, the best first."""
    held = programme_network(user, programme, language)
    found = introductions(held.network, held.roles, most=MOST_INTRODUCTIONS, over_borders=True)
    return _suggested(held.network, found)


def _suggested(network: Network, found: Sequence[Introduction]) -> list[Suggested]:
    names = {key: name or key for key, name in network.actors.select("id", "name").rows()}
    return [Suggested(one, names[one.one], names[one.other]) for one in found]


@dataclass(frozen=True)
class Aside:
    """An introduction that somebody set aside, with the actors' names."""

    row: SetAside
    one: str
    other: str


def set_aside_in(participant: Participant, language: Language) -> list[Aside]:
    """Return the introductions of a town that were set aside; the caller may read the town."""
    rows = SetAside.objects.filter(ecosystem=default_ecosystem(participant)).select_related("left", "right", "made_by")
    names = actor_names({end for row in rows for end in (row.left, row.right)}, language)
    return [Aside(row, names[row.left_id], names[row.right_id]) for row in rows]


def get_set_aside(user: Any, programme: str, town: str, aside: int) -> SetAside:
    """Return an introduction set aside in a town that a person works on. Raises Http404."""
    participant = get_participant(user, programme, town, WORK)
    row = SetAside.objects.filter(pk=aside, ecosystem=default_ecosystem(participant)).first()
    if row is None:
        raise Http404
    return row


@dataclass(frozen=True)
class ShownWeight:
    """The weight of a town's actors, how many take part from elsewhere, and the period and source of its jobs."""

    weight: Weight
    elsewhere: int
    share: str
    period: str
    source: str


def weight_of(user: Any, participant: Participant, held: Held, language: Language) -> ShownWeight:
    """Return the weight of the actors that are in a town beside its jobs, from the statistics that a person may see."""
    seen = board(user, participant.programme)
    measure = next((one for one in seen.measures if one.id == "jobs"), None)
    town = seen.town(participant.slug)
    cell = seen.cell(measure, town) if measure and town else None
    own = [(row.kind, row.size) for row in held.actors.values() if row.area_id == participant.pk]
    told = weight(own, cell.value if cell else None)
    share = "" if told.share is None else languages.percent(told.share, language, 1)
    return ShownWeight(
        told,
        len(held.actors) - len(own),
        share,
        cell.period if cell else "",
        measure.source_line(language) if measure else "",
    )


@action(WORK, on="ecosystem.participant")
def set_aside(*, actor: User, ecosystem: Ecosystem, one: Actor, other: Actor) -> Actor:
    """Say that introducing two actors of an ecosystem is not interesting, so that it is not suggested again.

    Raises Problem for one and the same, and for one that does not take part.
    """
    if one.pk == other.pk or not (takes_part(one, ecosystem) and takes_part(other, ecosystem)):
        raise Problem("web_network.cannot_set_aside", name=one.name, other=other.name)
    left, right = sorted((one, other), key=lambda row: row.pk)
    SetAside.objects.get_or_create(ecosystem=ecosystem, left=left, right=right, defaults={"made_by": actor})
    return one


@action(WORK, on="aside.ecosystem.participant")
def suggest_again(*, actor: User, aside: SetAside) -> Actor:
    """Take back that an introduction is not interesting."""
    row = aside.left
    aside.delete()
    return row
