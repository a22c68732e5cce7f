"""Writes of the facilitator: make a workshop, lead it from step to step, count paper, keep the cards as a source."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import F
from django.utils import formats, timezone, translation

from seutukuva.base import LANGUAGES, Problem
from seutukuva.base.languages import as_language
from seutukuva.evidence import workshops as library
from seutukuva.web.evidence.actions import add_source
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.workshops.models import Card, Dot, Group, Question, Workshop
from seutukuva.web.evidence.workshops.selectors import answered, board_of
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.texts.selectors import own_text

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem

WORK: Final = "programmes.work_on_town"
MANAGE: Final = "programmes.manage"
ON: Final = "workshop.ecosystem.participant"
# Without letters and digits that look alike: some type the link from the wall.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_TOKEN_LENGTH: Final = 10
_LONGEST_TITLE: Final = 120
_LONGEST_TIMER: Final = 180  # minutes
Texts = Mapping[str, str]


@action(WORK, on="ecosystem.participant")
def make_workshop(
    *,
    actor: User,
    ecosystem: Ecosystem,
    label: str,
    titles: Texts,
    questions: Sequence[Texts],
    language: str,
    date: date,
    dots: int,
    template: str = "",
) -> Workshop:
    """Make a workshop whose participants may join at once.

    Raises Problem when its label is taken by a workshop or a source, or it asks nothing.
    """
    taken = Workshop.objects.filter(ecosystem=ecosystem, label=label).exists()
    if taken or Source.objects.filter(ecosystem=ecosystem, label=label).exists():
        raise Problem("web_evidence.label_taken", label=label)
    workshop = Workshop.objects.create(
        ecosystem=ecosystem,
        label=label,
        template=template,
        token="".join(secrets.choice(_LETTERS) for _ in range(_TOKEN_LENGTH)),
        language=language,
        date=date,
        dots=_dots(dots),
        made_by=actor,
    )
    write_texts(workshop.urn, "title", titles, original=language if titles.get(language) else None)
    _write_questions(workshop, questions)
    return workshop


@action(WORK, on=ON)
def change_workshop(
    *, actor: User, workshop: Workshop, titles: Texts, questions: Sequence[Texts], date: date, dots: int
) -> Workshop:
    """Change a workshop. Raises Problem for other dots once voting began, other questions once there are cards."""
    row = lock(workshop)
    if row.locked and dots != row.dots:
        raise Problem("web_evidence.workshop_locked")
    written = [dict(question) for question in questions]
    if written != question_texts(row):
        if row.cards.exists():
            raise Problem("web_evidence.workshop_has_cards")
        row.questions.all().delete()
        _write_questions(row, written)
    row.date, row.dots = date, _dots(dots)
    row.save(update_fields=["date", "dots"])
    write_texts(row.urn, "title", titles)
    touch(row)
    return row


@action(WORK, on=ON)
def remove_workshop(*, actor: User, workshop: Workshop, confirmation: str = "") -> Ecosystem:
    """Remove a workshop with its cards and votes; a source that was made of it stays.

    Raises Problem when something was answered and a manager has not typed its label.
    """
    row = lock(workshop)
    if answered(row):
        if not actor.has_perm(MANAGE, row.ecosystem.participant.programme):
            raise Problem("web_evidence.workshop_answered")
        if confirmation.strip() != row.label:
            raise Problem("web_evidence.not_confirmed", label=row.label)
    for question in row.questions.all():
        write_texts(question.urn, "text", dict.fromkeys(LANGUAGES, ""))
    write_texts(row.urn, "title", dict.fromkeys(LANGUAGES, ""))
    ecosystem = row.ecosystem
    row.delete()
    return ecosystem


@action(WORK, on=ON)
def move(*, actor: User, workshop: Workshop, to: str) -> Workshop:
    """Go to the next step, or back to the one before.

    Before voting every card outside a group becomes a group of its own. What has been voted on stays: once a dot was
    given there is no way back, and a closed workshop stays closed. Raises Problem.
    """
    row = lock(workshop)
    steps: tuple[str, ...] = library.STEPS
    if to not in steps:
        raise Problem("web_evidence.workshop_not_now")
    here, there = steps.index(row.step), steps.index(to)
    back = there == here - 1 and here <= steps.index("voting")
    if there != here + 1 and not back:
        raise Problem("web_evidence.workshop_not_now")
    if back and Dot.objects.filter(group__workshop=row).exists():
        raise Problem("web_evidence.workshop_votes_cast")
    if to == "voting" and not back:
        _group_the_rest(row)
    if to == "closed":
        row.cards.update(guest=None)
    row.step, row.timer_ends = to, None
    row.save(update_fields=["step", "timer_ends"])
    Workshop.objects.filter(pk=row.pk).update(stage=F("stage") + 1)
    touch(row)
    return row


@action(WORK, on=ON)
def set_timer(*, actor: User, workshop: Workshop, minutes: int) -> Workshop:
    """Let the timer run for some minutes from now; 0 stops it."""
    row = lock(workshop)
    kept = min(max(minutes, 0), _LONGEST_TIMER)
    row.timer_ends = timezone.now() + timedelta(minutes=kept) if kept else None
    row.save(update_fields=["timer_ends"])
    touch(row)
    return row


@action(WORK, on=ON)
def type_cards(*, actor: User, workshop: Workshop, question: Question, texts: Sequence[str], language: str) -> Workshop:
    """Type in cards that were written on paper. Raises Problem when the cards are a source already."""
    row = lock(workshop)
    require_open(row)
    Card.objects.bulk_create(
        Card(
            workshop=row,
            question=question,
            key=f"paper-{secrets.token_hex(12)}",
            text=library.card_text(text),
            language=language,
            paper=True,
            late=row.locked,
        )
        for text in texts
    )
    touch(row)
    return row


@action(WORK, on="card.workshop.ecosystem.participant")
def put_aside(*, actor: User, card: Card, aside: bool) -> Workshop:
    """Put a card aside (it names a person, it is not meant seriously), or take it back."""
    row = lock(card.workshop)
    require_open(row)
    Card.objects.filter(pk=card.pk).update(aside=aside)
    touch(row)
    return row


@action(WORK, on=ON)
def group_cards(
    *, actor: User, workshop: Workshop, cards: Sequence[Card], group: Group | None = None, title: str = ""
) -> Workshop:
    """Put cards into a group: one that is there, a new one when it has a title, or none. Raises Problem."""
    row = _to_group(workshop)
    if group is None and title.strip():
        group = Group.objects.create(workshop=row, title=" ".join(title.split())[:_LONGEST_TITLE])
    row.cards.filter(pk__in=[card.pk for card in cards]).update(group=group)
    _drop_empty(row)
    touch(row)
    return row


@action(WORK, on=ON)
def rename_group(*, actor: User, workshop: Workshop, group: Group, title: str) -> Workshop:
    """Give a group another name. Raises Problem once voting began."""
    row = _to_group(workshop)
    group.title = " ".join(title.split())[:_LONGEST_TITLE] or group.title
    group.save(update_fields=["title"])
    touch(row)
    return row


@action(WORK, on=ON)
def dissolve_group(*, actor: User, workshop: Workshop, group: Group) -> Workshop:
    """Let a group's cards stand alone again. Raises Problem once voting began."""
    row = _to_group(workshop)
    group.delete()
    touch(row)
    return row


@action(WORK, on=ON)
def type_votes(*, actor: User, workshop: Workshop, voters: int, dots: Mapping[int, int]) -> Workshop:
    """Type in the dots counted on paper, group -> dots. Raises Problem when they are more than the voters have."""
    row = lock(workshop)
    if row.step not in ("voting", "rating"):
        raise Problem("web_evidence.workshop_not_now")
    counted = library.check_paper({str(group): number for group, number in dots.items()}, voters, row.dots)
    for group in row.groups.all():
        group.paper_dots = counted.get(str(group.pk), 0)
        group.save(update_fields=["paper_dots"])
    row.paper_voters = voters
    row.save(update_fields=["paper_voters"])
    touch(row)
    return row


@action(WORK, on=ON)
def keep_as_source(*, actor: User, workshop: Workshop, consent: str) -> Source:
    """Make the cards a source with the workshop as its cluster. Raises Problem before the workshop is closed."""
    row = lock(workshop)
    require_open(row)
    if row.step != "closed":
        raise Problem("web_evidence.workshop_not_now")
    if not row.cards.filter(aside=False).exists():
        raise Problem("web_evidence.workshop_no_cards")
    language = as_language(row.language)
    board = board_of(row, language)
    town = row.ecosystem.participant.name
    with translation.override(language):
        shown = formats.date_format(row.date, "SHORT_DATE_FORMAT")
    source = add_source(
        actor=actor,
        ecosystem=row.ecosystem,
        kind="workshop",
        label=row.label,
        who=board.title[:_LONGEST_TITLE],
        sector="",
        language=language,
        date=row.date,
        text=library.notes(board, language, place=town.form(language, "name"), date=shown),
        consent=consent,
    )
    row.source = source
    row.save(update_fields=["source"])
    touch(row)
    return source


def lock(workshop: Workshop) -> Workshop:
    """Return the workshop as it now stands; nobody else writes on it until the transaction ends."""
    return (
        Workshop.objects.select_for_update(of=("self",))
        .select_related("ecosystem__participant__programme")
        .get(pk=workshop.pk)
    )


def require_open(workshop: Workshop) -> None:
    """Raise Problem when the cards are a source: nothing more comes on the board."""
    if workshop.source_id:
        raise Problem("web_evidence.workshop_noted")


def touch(workshop: Workshop) -> None:
    """Let every phone, the projector and the facilitator's page see that something has changed."""
    Workshop.objects.filter(pk=workshop.pk).update(version=F("version") + 1, activity=F("activity") + 1)


def question_texts(workshop: Workshop) -> list[dict[str, str]]:
    """Return the questions' own texts in order."""
    return [dict(own_text(question.urn, "text").bodies) for question in workshop.questions.all()]


def _write_questions(workshop: Workshop, questions: Sequence[Texts]) -> None:
    asked = [question for question in questions if any(text.strip() for text in question.values())]
    if not asked:
        raise Problem("web_evidence.workshop_no_questions")
    for order, texts in enumerate(asked, start=1):
        question = Question.objects.create(workshop=workshop, order=order)
        original = workshop.language if texts.get(workshop.language) else None
        write_texts(question.urn, "text", {la: texts.get(la, "") for la in LANGUAGES}, original=original)


def _dots(dots: int) -> int:
    return min(max(dots, 1), library.MOST_DOTS)


def _to_group(workshop: Workshop) -> Workshop:
    row = lock(workshop)
    if row.locked:
        raise Problem("web_evidence.workshop_locked")
    if row.step != "grouping":
        raise Problem("web_evidence.workshop_not_now")
    return row


def _group_the_rest(workshop: Workshop) -> None:
    for card in workshop.cards.filter(group=None, aside=False):
        card.group = Group.objects.create(workshop=workshop, title=card.text[:_LONGEST_TITLE])
        card.save(update_fields=["group"])
    _drop_empty(workshop)
    if not workshop.groups.exists():
        raise Problem("web_evidence.workshop_no_cards")


def _drop_empty(workshop: Workshop) -> None:
    """Take away the groups that have no card to show."""
    full = workshop.cards.filter(aside=False, group__isnull=False).values("group")
    workshop.groups.exclude(pk__in=full).delete()
