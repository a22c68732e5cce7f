"""Writes of expert rounds. Of what an expert answers the trail keeps how many cells, never who or which level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone

from seutukuva.base import Problem, content_hash
from seutukuva.judgement import LEVELS
from seutukuva.judgement.delphi import FEWEST, RATINGS_KIND
from seutukuva.web.evidence.links import hash_of_token, new_token
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.letters import send_each
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.thread.actions import tie_computed, untie
from seutukuva.web.picture.experts import letters
from seutukuva.web.picture.experts.models import Answer, Expert, Panel, PanelQuestion, State, Use
from seutukuva.web.picture.experts.selectors import answers_of_voice, last_answers
from seutukuva.web.picture.models import cell_urn
from seutukuva.web.programmes.maturity import model_of

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Programme

ANALYSE = "programmes.analyse"
LINK_DAYS = 90


@dataclass(frozen=True)
class Invited:
    """Whom to ask: a role, where the letter goes, and its language."""

    who: str
    email: str
    language: str

    def __str__(self) -> str:
        return "(expert)"


@dataclass(frozen=True)
class Said:
    """An expert's level of a cell (None: cannot say) and the reason."""

    level: int | None
    reason: str = ""


@dataclass(frozen=True)
class SaidOfAll:
    """What an expert says of several cells, by question."""

    of: Mapping[int, Said]

    def __str__(self) -> str:
        return f"({len(self.of)} cells)"


def voice_of(token: str) -> str:
    """Return what stands for a link beside its answers; without the link nobody can tell whose it is."""
    return content_hash({"voice": token})


@action(ANALYSE, on="programme")
def prepare_panel(
    *, actor: User, programme: Programme, titles: Mapping[str, str], cells: Sequence[tuple[Ecosystem, str]]
) -> Panel:
    """Prepare a panel that is asked about cells (ecosystem, dimension).

    Raises Problem without a cell, and for an ecosystem of another programme.
    """
    if not cells:
        raise Problem("web_experts.no_cell")
    number = Panel.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    panel = Panel.objects.create(programme=programme, number=number + 1)
    write_texts(panel.urn, "title", titles)
    for ecosystem, dimension in dict.fromkeys(cells):
        if ecosystem.participant.programme_id != programme.pk:
            raise Problem("web_picture.other_programme")
        model_of(programme).dimension(dimension)
        PanelQuestion.objects.create(panel=panel, ecosystem=ecosystem, dimension=dimension)
    return panel


@action(ANALYSE, on="panel.programme")
def invite_expert(*, actor: User, panel: Panel, person: Invited) -> Panel:
    """Add an expert; when the first round is open already the letter goes at once.

    Raises Problem after the first round (who comes later would have seen the others first) and for an address twice.
    """
    panel = _held(panel)
    if panel.closed_rounds or panel.finished:
        raise Problem("web_experts.too_late")
    if panel.experts.filter(email__iexact=person.email).exists():
        raise Problem("web_experts.invited_already", email=person.email)
    row = Expert.objects.create(panel=panel, who=person.who, email=person.email, language=person.language)
    if panel.open:
        _send_link(row, actor)
    return panel


@action(ANALYSE, on="expert.panel.programme")
def remove_expert(*, actor: User, expert: Expert) -> Panel:
    """Take an expert out. Raises Problem when he or she has answered: the answers cannot be told apart any more."""
    panel = _held(expert.panel)
    _refuse_answered(expert)
    expert.delete()
    return panel


@action(ANALYSE, on="expert.panel.programme")
def send_link_again(*, actor: User, expert: Expert) -> Panel:
    """Send a new link; the one sent before opens no longer.

    Raises Problem when the expert has answered (a new link could not find the answers) or no round is open.
    """
    panel = _held(expert.panel)
    _refuse_answered(expert)
    if not panel.open:
        raise Problem("web_experts.no_open_round")
    _send_link(expert, actor)
    return panel


def open_round(*, actor: User, panel: Panel) -> Panel:
    """Open the next round: who has no link gets one, the others are told to use theirs.

    The letters go when the round is saved. Raises Problem when a round is open or none may come, with fewer than three
    experts, and, with the round open, for those whose letter could not be sent.
    """
    begun = begin_round(actor=actor, panel=panel)
    send_each(begun.letters)
    return begun.panel


@dataclass(frozen=True)
class Begun:
    """A round that was begun, and the letters that wait until it is saved: whom each goes to and what sends it."""

    panel: Panel
    letters: tuple[tuple[str, Callable[[], None]], ...]

    @property
    def urn(self) -> str:
        """Return the URN of the panel."""
        return self.panel.urn

    @property
    def programme_id(self) -> int:
        """Return the key of the panel's programme."""
        return self.panel.programme_id


@action(ANALYSE, on="panel.programme")
def begin_round(*, actor: User, panel: Panel) -> Begun:
    """Save that the next round is open and make its links; `open_round` sends the letters. Raises as it does."""
    panel = _held(panel)
    if panel.state not in (State.PREPARED, State.CLOSED):
        raise Problem("web_experts.not_now")
    experts = list(panel.experts.all())
    if len(experts) < FEWEST:
        raise Problem("web_experts.few_invited", fewest=FEWEST, count=len(experts))
    panel.state, panel.round = State.OPEN, panel.round + 1
    panel.save(update_fields=["state", "round"])
    return Begun(panel, tuple((row.who, _letter_of_round(row, panel, str(actor))) for row in experts))


def _letter_of_round(expert: Expert, panel: Panel, sender: str) -> Callable[[], None]:
    """Make an expert's link live and return what sends the letter."""
    if not expert.answered:
        return partial(letters.send_link, expert, panel=panel, token=_new_link(expert), sender=sender)
    expert.expires = timezone.now() + timedelta(days=LINK_DAYS)
    expert.save(update_fields=["expires"])
    return partial(letters.send_next_round, expert, panel=panel, sender=sender)


@action(ANALYSE, on="panel.programme")
def close_round(*, actor: User, panel: Panel) -> Panel:
    """Close the round that is open: from now on its distribution is shown. Raises Problem when none is open."""
    panel = _held(panel)
    if not panel.open:
        raise Problem("web_experts.no_open_round")
    panel.state = State.CLOSED
    panel.save(update_fields=["state"])
    return panel


@action(ANALYSE, on="panel.programme")
def finish_panel(*, actor: User, panel: Panel) -> Panel:
    """End a panel whose round is closed; addresses and links are erased. Raises Problem while it cannot end."""
    panel = _held(panel)
    if panel.state != State.CLOSED:
        raise Problem("web_experts.not_now")
    panel.state = State.FINISHED
    panel.save(update_fields=["state"])
    panel.experts.update(email="", token_hash=None, expires=None)
    return panel


@action(None)
def answer(*, actor: Any, panel: Panel, token: str, given: SaidOfAll) -> Panel:
    """Keep what the holder of a link says; the link was the permission. What says the same as before is not kept again.

    Raises Problem when no round is open, for a question of another panel and for a level that is none.
    """
    panel = _held(panel)
    if not panel.open:
        raise Problem("web_experts.no_open_round")
    voice = voice_of(token)
    before, known = answers_of_voice(panel, voice), set(panel.questions.values_list("pk", flat=True))
    for question, said in given.of.items():
        if question not in known or (said.level is not None and said.level not in LEVELS):
            raise Problem("web_experts.no_cell")
        last = before.get(question)
        if last is not None and (last.level, last.reason) == (said.level, said.reason):
            continue
        Answer.objects.create(
            question_id=question,
            voice=voice,
            round=panel.round,
            revision=last.revision + 1 if last else 1,
            level=said.level,
            reason=said.reason,
        )
    panel.experts.filter(token_hash=hash_of_token(token)).update(answered=panel.round)
    return panel


@action(ANALYSE, on="question.panel.programme")
def take_answers(*, actor: User, question: PanelQuestion) -> Panel:
    """Let the last answers count as ratings of the cell, which from now on stands on them.

    Raises Problem before the panel is finished, when fewer than three experts named a level, and when the programme's
    maturity model does not state how far the kind of source errs.
    """
    panel = _finished(question.panel)
    if RATINGS_KIND not in model_of(panel.programme).errors.kinds:
        raise Problem("web_experts.kind_not_stated", kind=RATINGS_KIND)
    rows = last_answers(question)
    if len(rows) < FEWEST:
        raise Problem("web_experts.few_answers", fewest=FEWEST, count=len(rows))
    _decide(question, Use.TAKEN)
    tie_computed(cell_urn(question.ecosystem_id, question.dimension), [row.urn for row in rows])
    return panel


@action(ANALYSE, on="question.panel.programme")
def leave_aside(*, actor: User, question: PanelQuestion) -> Panel:
    """Let the answers stand beside the cell as a note that counts nothing. Raises Problem before it is finished."""
    panel = _finished(question.panel)
    question.refresh_from_db(fields=["use"])
    if question.use == Use.TAKEN:
        _untie(question, (row.urn for row in last_answers(question)))
    _decide(question, Use.ASIDE)
    return panel


def _decide(question: PanelQuestion, use: Use) -> None:
    question.use = use
    question.save(update_fields=["use"])


def _untie(question: PanelQuestion, urns: Iterable[str]) -> None:
    untie(cell_urn(question.ecosystem_id, question.dimension), urns)


def _send_link(expert: Expert, actor: User) -> None:
    letters.send_link(expert, panel=expert.panel, token=_new_link(expert), sender=str(actor))


def _new_link(expert: Expert) -> str:
    """Give an expert a new link and return its token."""
    token = new_token()
    expert.token_hash, expert.expires = hash_of_token(token), timezone.now() + timedelta(days=LINK_DAYS)
    expert.save(update_fields=["token_hash", "expires"])
    return token


def _held(panel: Panel) -> Panel:
    """Return a panel as it is now, held for this transaction: a page that somebody left open may be behind."""
    now = Panel.objects.select_for_update().get(pk=panel.pk)
    now.programme = panel.programme
    return now


def _refuse_answered(expert: Expert) -> None:
    expert.refresh_from_db(fields=["answered"])
    if expert.answered:
        raise Problem("web_experts.has_answered")


def _finished(panel: Panel) -> Panel:
    now = _held(panel)
    if not now.finished:
        raise Problem("web_experts.unfinished")
    return now
