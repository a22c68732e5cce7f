"""Reads of expert rounds. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from seutukuva.judgement import ExpertAnswer, ExpertRound, Rating, expert_ratings, expert_rounds
from seutukuva.web.evidence.links import hash_of_token
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.picture.experts.models import Answer, Expert, Panel, PanelQuestion, Use
from seutukuva.web.programmes.selectors import get_programme

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem, Programme

ANALYSE = "programmes.analyse"
NOTHING = OwnText({}, {}, None)


@dataclass(frozen=True)
class Asked:
    """A cell that a panel is asked about, with its rounds that are closed."""

    question: PanelQuestion
    rounds: tuple[ExpertRound, ...]

    @property
    def last(self) -> ExpertRound | None:
        """Return the last closed round."""
        return self.rounds[-1] if self.rounds else None

    @property
    def taken(self) -> bool:
        """Tell whether the answers count as ratings."""
        return self.question.use == Use.TAKEN

    @property
    def aside(self) -> bool:
        """Tell whether the answers stand beside as a note."""
        return self.question.use == Use.ASIDE


def panels_of(programme: Programme) -> list[tuple[Panel, OwnText]]:
    """Return a programme's panels with their titles, the newest first; the caller got the programme by permission."""
    rows = list(Panel.objects.filter(programme=programme))
    titles = own_texts([row.urn for row in rows])
    return [(row, titles.get((row.urn, "title"), NOTHING)) for row in rows]


def get_panel(user: Any, programme: str, panel: int) -> Panel:
    """Return a panel of a programme that a person may analyse. Raises Http404."""
    row = Panel.objects.filter(programme=get_programme(user, programme, ANALYSE), number=panel).first()
    if row is None:
        raise Http404
    return row


def get_expert(panel: Panel, expert: int) -> Expert:
    """Return an expert of a panel; the caller got the panel by permission. Raises Http404."""
    row = panel.experts.filter(pk=expert).first()
    if row is None:
        raise Http404
    return row


def get_question(panel: Panel, question: int) -> PanelQuestion:
    """Return a question of a panel; the caller got the panel by permission. Raises Http404."""
    row = panel.questions.select_related("ecosystem__participant__programme").filter(pk=question).first()
    if row is None:
        raise Http404
    return row


def expert_by_token(token: str) -> Expert | None:
    """Return the expert whose letter carries this link, while it opens."""
    row = Expert.objects.select_related("panel__programme").filter(token_hash=hash_of_token(token)).first()
    return row if row is not None and row.link_holds else None


def asked_of(panel: Panel) -> list[Asked]:
    """Return what a panel is asked with its closed rounds; the caller has checked the right to them."""
    rows = list(panel.questions.select_related("ecosystem__participant__programme"))
    told = _answers_of(rows, panel.closed_rounds)
    return [Asked(row, expert_rounds(told[row.pk])) for row in rows]


def asked_of_cell(ecosystem: Ecosystem, dimension: str) -> list[tuple[Panel, Asked]]:
    """Return the finished panels that were asked about a cell; the caller got the ecosystem by permission."""
    rows = PanelQuestion.objects.select_related("panel").filter(
        ecosystem=ecosystem, dimension=dimension, panel__state="finished"
    )
    told = _answers_of(rows)
    return [(row.panel, Asked(row, expert_rounds(told[row.pk]))) for row in rows]


def answers_of_voice(panel: Panel, voice: str) -> dict[int, Answer]:
    """Return what one voice said last, by question; the link was the permission."""
    rows = Answer.objects.filter(question__panel=panel, voice=voice).order_by("revision")
    return {row.question_id: row for row in rows}


def last_answers(question: PanelQuestion) -> list[Answer]:
    """Return the last answer of each voice that names a level; the caller may analyse the programme."""
    last = {row.voice: row for row in question.answers.order_by("revision")}
    return [row for row in last.values() if row.level is not None]


def with_panels(
    rated: Mapping[int, Mapping[str, Sequence[Rating]]], ecosystems: Iterable[int], dimensions: Collection[str] = ()
) -> dict[int, dict[str, list[Rating]]]:
    """Return ratings, ecosystem -> dimension -> ratings, with the experts' answers that count.

    Of all dimensions when none is given; the caller has checked the right to them. A panel is one cluster. No rating
    carries a name.
    """
    found = {ecosystem: {id_: list(rows) for id_, rows in of.items()} for ecosystem, of in rated.items()}
    rows = _taken(ecosystems, dimensions)
    told = _answers_of(rows)
    for row in rows:
        mine = found.setdefault(row.ecosystem_id, {}).setdefault(row.dimension, [])
        mine += expert_ratings(told[row.pk], row.panel.cluster)
    return found


def with_panel_contents(
    contents: Mapping[tuple[int, str], Mapping[str, Mapping[str, Any]]],
    ecosystems: Iterable[int],
    dimensions: Collection[str] = (),
) -> dict[tuple[int, str], dict[str, Mapping[str, Any]]]:
    """Return what ratings say, (ecosystem, dimension) -> URN -> content, with the experts' answers that count."""
    found = {cell: dict(of) for cell, of in contents.items()}
    for row in _taken(ecosystems, dimensions):
        mine = found.setdefault((row.ecosystem_id, row.dimension), {})
        mine |= {answer.urn: answer_content(answer) for answer in last_answers(row)}
    return found


def answer_content(row: Answer) -> dict[str, Any]:
    """Return what an answer says, for the thread's hash: nothing in it tells who said it."""
    return {"question": row.question_id, "round": row.round, "level": row.level, "reason": row.reason}


def answers_by_key(keys: Iterable[str]) -> list[Answer]:
    """Return answers by key; the caller asks the permission of each town."""
    rows = Answer.objects.select_related("question__panel", "question__ecosystem__participant__programme")
    return list(rows.filter(key__in=list(keys)))


def _taken(ecosystems: Iterable[int], dimensions: Collection[str]) -> list[PanelQuestion]:
    rows = PanelQuestion.objects.select_related("panel").filter(ecosystem__in=list(ecosystems), use=Use.TAKEN)
    return list(rows.filter(dimension__in=dimensions) if dimensions else rows)


def _answers_of(questions: Iterable[PanelQuestion], rounds: int | None = None) -> dict[int, Sequence[ExpertAnswer]]:
    """Return the answers of questions as the library reads them, up to a round."""
    rows = Answer.objects.filter(question__in=list(questions)).order_by("round", "revision", "key")
    if rounds is not None:
        rows = rows.filter(round__lte=rounds)
    found: dict[int, list[ExpertAnswer]] = defaultdict(list)
    for row in rows:
        found[row.question_id].append(ExpertAnswer(row.voice, row.round, row.level, row.reason, row.urn))
    return defaultdict(tuple, found)
