"""The chain of a picture's publishing: what each step says, and where the work is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from seutukuva.base import Language
from seutukuva.documents import Document, Heading, Paragraph
from seutukuva.picture.chain import (
    ApprovalFacts,
    ChainFacts,
    PublicationFacts,
    RoundFacts,
    chain,
    commented,
    standing_of,
    told_in,
)

TODAY = date(2026, 3, 20)
ROUND = RoundFacts(opened=date(2026, 3, 1), last_day=date(2026, 3, 15), comments=2)
ASKED = ApprovalFacts(asked=date(2026, 3, 18), asked_by="Aino")
APPROVED = replace(ASKED, approved=date(2026, 3, 19), approved_by="Otso")
PUBLISHED = PublicationFacts(published=date(2026, 3, 20), differs=0)
DRAFT = ChainFacts(known=True, approved=3, drafts=1)


@pytest.mark.parametrize(
    ("facts", "standing", "now"),
    [
        (ChainFacts(known=False), "nothing", "draft"),
        (DRAFT, "draft", "draft"),
        (replace(DRAFT, round=replace(ROUND, last_day=TODAY)), "commenting", "comments"),
        (replace(DRAFT, round=ROUND), "commented", "approval"),
        (replace(DRAFT, approval=ASKED), "asked", "approval"),
        (replace(DRAFT, approval=APPROVED), "approved", "published"),
        (replace(DRAFT, round=ROUND, publication=PUBLISHED), "published", None),
        (replace(DRAFT, publication=replace(PUBLISHED, differs=2)), "differs", "draft"),
        (replace(DRAFT, publication=replace(PUBLISHED, withdrawn=TODAY, differs=None)), "withdrawn", None),
    ],
)
def test_one_word_says_where_a_picture_is_and_one_step_is_at_work(
    facts: ChainFacts, standing: str, now: str | None
) -> None:
    assert standing_of(facts, TODAY) == standing
    assert next((step.id for step in chain(facts, TODAY) if step.state == "now"), None) == now


def test_a_round_takes_comments_on_its_last_day_and_not_after_it_nor_after_it_was_closed() -> None:
    assert ROUND.open_on(ROUND.last_day)
    assert not ROUND.open_on(date(2026, 3, 16))
    closed = replace(ROUND, ended=date(2026, 3, 10))
    assert not closed.open_on(date(2026, 3, 10))
    assert closed.until == date(2026, 3, 10)
    assert replace(ROUND, ended=TODAY).until == ROUND.last_day, "put away later, it ended on its last day all the same"


def test_what_waits_is_told_as_a_warning_with_its_number() -> None:
    facts = replace(DRAFT, flags=1, round=replace(ROUND, waiting=2), approval=replace(APPROVED, holds=False))
    steps = {step.id: step for step in chain(facts, TODAY)}
    assert {id_: step.state for id_, step in steps.items()} == {
        "draft": "warn",
        "comments": "warn",
        "approval": "warn",
        "published": "later",
    }
    said = {id_: " ".join(told_in(m, "en") for m in step.messages) for id_, step in steps.items()}
    assert "One sentence stands on something that has changed." in said["draft"]
    assert "2 wait for an answer." in said["comments"]
    assert "Something has changed since" in said["approval"]


def test_an_approval_of_ones_own_says_why() -> None:
    step = chain(replace(DRAFT, approval=replace(APPROVED, own=True)), TODAY)[2]
    assert "nobody else in the programme may publish" in told_in(step.messages[1], "en")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Luonnos oli kommentoitavana 1.3.2026–15.3.2026. Kommentteja tuli 2."),
        ("sv", "Utkastet var öppet för kommentarer 1 mars 2026–15 mars 2026. Det kom 2 kommentarer."),
        ("en", "The draft was open to comments 1 Mar 2026–15 Mar 2026. 2 comments came."),
    ],
)
def test_a_document_says_when_its_draft_was_commented(language: Language, words: str) -> None:
    plain = Document("Kuva", language, blocks=(Heading("Miten tämä on tehty"),))
    assert commented(plain, ROUND).blocks == (*plain.blocks, Paragraph(words))
    assert commented(plain, None) == plain
    appendix = (Heading("Liite", appendix=True), Paragraph("Sanat"))
    assert commented(replace(plain, blocks=(*plain.blocks, *appendix)), ROUND).blocks[1:] == (
        Paragraph(words),
        *appendix,
    )


def test_a_round_of_one_day_tells_that_day_once_and_a_used_approval_stays_told() -> None:
    one_day = replace(ROUND, opened=TODAY, last_day=TODAY)
    facts = replace(DRAFT, round=one_day, approval=replace(APPROVED, used=True), publication=PUBLISHED)
    steps = {step.id: step for step in chain(facts, date(2026, 3, 21))}
    assert told_in(steps["comments"].messages[0], "en") == "Was open to comments 20 Mar 2026."
    assert (steps["approval"].state, len(steps["approval"].messages)) == ("done", 2)
    assert standing_of(facts, date(2026, 3, 21)) == "published"
