"""Reads of workshops. A workshop is found by a facilitator's permission, or by the token in the participants' link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from seutukuva.base import LANGUAGES
from seutukuva.base.languages import as_language
from seutukuva.evidence import workshops as library
from seutukuva.web.evidence.workshops.models import Card, Dot, Group, Guest, Opinion, Question, Workshop
from seutukuva.web.kit.texts.selectors import OwnText, ShownText, own_text, own_texts
from seutukuva.web.programmes.selectors import get_participant

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem

_EMPTY = OwnText({}, dict.fromkeys(LANGUAGES, "missing"), None)
_TOWN = "ecosystem__participant__programme"


@dataclass(frozen=True)
class AskedQuestion:
    """A question with its words for a reader, and cards under it."""

    question: Question
    text: ShownText
    cards: Sequence[Card]


@dataclass(frozen=True)
class FilledGroup:
    """A group with its cards."""

    group: Group
    cards: Sequence[Card]


@dataclass(frozen=True)
class Counts:
    """How many take part, how many cards there are, how many have voted and told their opinion."""

    guests: int
    cards: int
    voted: int
    opined: int


def workshops_of(ecosystem: Ecosystem, language: str) -> list[tuple[Workshop, ShownText]]:
    """Return an ecosystem's workshops with their titles; the caller got the ecosystem by permission."""
    rows = list(Workshop.objects.filter(ecosystem=ecosystem))
    texts = own_texts([row.urn for row in rows])
    return [(row, texts.get((row.urn, "title"), _EMPTY).shown(language)) for row in rows]


def get_workshop(user: Any, programme: str, town: str, workshop: int, permission: str) -> Workshop:
    """Return a workshop of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    row = Workshop.objects.select_related(_TOWN).filter(ecosystem__participant=participant, pk=workshop).first()
    if row is None:
        raise Http404
    return row


def workshop_by_token(token: str) -> Workshop:
    """Return the workshop of a link. Raises Http404."""
    row = Workshop.objects.select_related(_TOWN).filter(token=token).first()
    if row is None:
        raise Http404
    return row


def get_card(workshop: Workshop, card: int) -> Card:
    """Return a card of a workshop that the caller got by permission, once the cards are shown. Raises Http404."""
    row = Card.objects.select_related(f"workshop__{_TOWN}").filter(workshop=workshop, pk=card).first()
    if row is None or workshop.step == "writing":
        raise Http404
    return row


def get_group(workshop: Workshop, group: int) -> Group:
    """Return a group of a workshop that the caller got by permission. Raises Http404."""
    row = workshop.groups.filter(pk=group).first()
    if row is None:
        raise Http404
    return row


def title_of(workshop: Workshop, language: str) -> ShownText:
    """Return a workshop's title for a reader."""
    return own_text(workshop.urn, "title").shown(language)


def asked(workshop: Workshop, language: str, *, cards: Sequence[Card] = ()) -> list[AskedQuestion]:
    """Return the questions in order with those of `cards` that answer them."""
    questions = list(workshop.questions.all())
    texts = own_texts([question.urn for question in questions])
    under: dict[int, list[Card]] = defaultdict(list)
    for card in cards:
        under[card.question_id].append(card)
    return [AskedQuestion(q, texts.get((q.urn, "text"), _EMPTY).shown(language), under[q.pk]) for q in questions]


def shown_cards(workshop: Workshop) -> list[Card]:
    """Return the cards that everybody sees: none while they are written, never those put aside or late."""
    if workshop.step == "writing":
        return []
    return list(workshop.cards.filter(aside=False, late=False))


def filled_groups(workshop: Workshop) -> tuple[list[FilledGroup], list[Card]]:
    """Return the groups with the cards that everybody sees, and the cards that are in none."""
    within: dict[int | None, list[Card]] = defaultdict(list)
    for card in shown_cards(workshop):
        within[card.group_id].append(card)
    return [FilledGroup(group, within[group.pk]) for group in workshop.groups.all()], within[None]


def counts_of(workshop: Workshop) -> Counts:
    """Return how many take part and what they have done; nothing of what they wrote or voted."""
    return Counts(
        guests=workshop.guests.count(),
        cards=workshop.cards.count(),
        voted=Dot.objects.filter(group__workshop=workshop).values("guest").distinct().count(),
        opined=Opinion.objects.filter(group__workshop=workshop).values("guest").distinct().count(),
    )


def answered(workshop: Workshop) -> bool:
    """Tell whether there is a card, a dot, an opinion or a vote on paper: removing would lose what people gave."""
    of_groups = {"group__workshop": workshop}
    return bool(
        workshop.paper_voters
        or workshop.cards.exists()
        or Dot.objects.filter(**of_groups).exists()
        or Opinion.objects.filter(**of_groups).exists()
    )


def ballot_of(guest: Guest) -> Mapping[int, int]:
    """Return a guest's own dots, group -> dots."""
    return dict(guest.dots.values_list("group", "number"))


def opinions_of(guest: Guest) -> Mapping[int, Opinion]:
    """Return a guest's own opinions by group."""
    return {row.group_id: row for row in guest.opinions.all()}


def board_of(workshop: Workshop, language: str) -> library.Board:
    """Return the board as the library counts it: votes and opinions only when they are closed, cards when shown."""
    steps: tuple[str, ...] = library.STEPS
    past = steps.index(workshop.step)
    dots = Dot.objects.filter(group__workshop=workshop) if past > steps.index("voting") else Dot.objects.none()
    opinions = Opinion.objects.filter(group__workshop=workshop)
    said = opinions if workshop.step == "closed" else Opinion.objects.none()
    counted = past > steps.index("voting")
    return library.Board(
        title=str(title_of(workshop, language)),
        questions=tuple((str(one.question.pk), str(one.text)) for one in asked(workshop, language)),
        cards=tuple(_card(card) for card in workshop.cards.all()) if past else (),
        groups=tuple(
            library.Group(str(group.pk), group.title, group.paper_dots if counted else 0)
            for group in workshop.groups.all()
        ),
        dots=tuple((str(group), number) for group, number in dots.values_list("group", "number")),
        opinions=tuple(
            library.Opinion(str(group), impact, effort)
            for group, impact, effort in said.values_list("group", "impact", "effort")
        ),
    )


def _card(card: Card) -> library.Card:
    return library.Card(
        id=str(card.pk),
        question=str(card.question_id),
        text=card.text,
        language=as_language(card.language),
        group=str(card.group_id or ""),
        late=card.late,
        paper=card.paper,
        aside=card.aside,
    )


@dataclass(frozen=True)
class Suggested:
    """Cards that could be one group, and a name for it from the words that they share."""

    title: str
    cards: Sequence[Card]


def suggestions(cards: Sequence[Card]) -> list[Suggested]:
    """Return suggested groups of cards that are in none."""
    known = {str(card.pk): card for card in cards}
    return [
        Suggested(", ".join(one.terms).capitalize(), [known[card] for card in one.cards])
        for one in library.suggested_groups([_card(card) for card in cards])
    ]
