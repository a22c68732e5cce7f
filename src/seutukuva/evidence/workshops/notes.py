"""The notes of a workshop: the text that is coded, a card a paragraph under its question."""

from __future__ import annotations

from seutukuva.base import Language
from seutukuva.evidence.workshops.model import Board
from seutukuva.evidence.workshops.tables import say


def notes(board: Board, language: Language, *, place: str, date: str) -> str:
    """Return the board's cards as they were written, those put aside left out; a question without cards is not there.

    `place` names the town and `date` is as it is shown; both stand in the first line with the title.
    """
    parts = [say("notes.first", language, title=board.title, place=place, date=date)]
    for number, (question, text) in enumerate(board.questions, start=1):
        cards = [card.text for card in board.cards if card.question == question and not card.aside]
        if cards:
            parts += [say("notes.question", language, number=number, text=text), *cards]
    return "\n\n".join(parts) + "\n"
