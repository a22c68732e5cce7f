"""A board as tables of a document: what CSV and XLSX carry."""

from __future__ import annotations

from typing import Any

from seutukuva.base import Language, Message, render
from seutukuva.base.languages import number, percent
from seutukuva.documents import Column, RawValue, Table
from seutukuva.evidence.workshops.model import Board, Card
from seutukuva.evidence.workshops.votes import Result, Spread, results

_DASH = "–"


def say(code: str, language: Language, **parameters: Any) -> str:
    """Return one of this room's texts."""
    return render(Message(f"evidence.workshops.{code}", parameters), language)


def cards_table(board: Board, language: Language) -> Table:
    """Return the cards in the order of the questions: question, card, its group, language and how it came."""
    questions = dict(board.questions)
    groups = {group.id: group.title for group in board.groups}
    order = {question: n for n, (question, _text) in enumerate(board.questions)}
    rows = tuple(
        (questions[card.question], card.text, groups.get(card.group, ""), card.language, _came(card, language))
        for card in sorted(board.cards, key=lambda card: order[card.question])
    )
    heads = ("question", "card", "group", "language", "came")
    return Table(
        caption=say("cards", language),
        columns=tuple(Column(say(f"column.{head}", language)) for head in heads),
        rows=rows,
        row_header=False,
    )


def results_table(board: Board, language: Language) -> Table:
    """Return the groups with their dots and the spread of impact and effort, the most dots first."""
    titles = {group.id: group.title for group in board.groups}
    within = {group.id: sum(card.group == group.id for card in board.cards) for group in board.groups}
    found = results(board)
    numbers = ("cards", "dots", "paper", "total", "share", "answers")
    spreads = ("impact", "impact_low", "impact_high", "effort", "effort_low", "effort_high")
    return Table(
        caption=say("results", language),
        columns=(
            Column(say("column.group", language)),
            *(Column(say(f"column.{head}", language), numeric=True) for head in (*numbers, *spreads)),
        ),
        rows=tuple((titles[one.group], *_shown(one, within[one.group], language)) for one in found),
        raw=tuple((titles[one.group], *_raw(one, within[one.group])) for one in found),
    )


def _came(card: Card, language: Language) -> str:
    ways = [way for way, so in (("paper", card.paper), ("late", card.late), ("aside", card.aside)) if so]
    return ", ".join(say(f"came.{way}", language) for way in ways)


def _raw(one: Result, cards: int) -> tuple[RawValue, ...]:
    answers = one.impact.count if one.impact else 0
    return (cards, one.dots, one.paper, one.total, one.share, answers, *_three(one.impact), *_three(one.effort))


def _three(told: Spread | None) -> tuple[RawValue, ...]:
    return (told.median, told.low, told.high) if told else (None, None, None)


def _shown(one: Result, cards: int, language: Language) -> tuple[str, ...]:
    raw = _raw(one, cards)
    whole = [number(float(value or 0), language) for value in (*raw[:4], raw[5])]
    share = _DASH if one.share is None else percent(one.share, language)
    places = [_DASH if value is None else number(float(value), language, 1) for value in raw[6:]]
    return (*whole[:4], share, whole[4], *places)
