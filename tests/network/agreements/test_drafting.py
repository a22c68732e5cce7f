"""A draft of an agreement tells what is known, and asks the parties for the rest."""

from __future__ import annotations

from datetime import date

import pytest

from seutukuva.base import LANGUAGES, Language
from seutukuva.documents import Document, Heading, ItemList, Table, from_json, to_json
from seutukuva.network.agreements import Agreement, Party, draft
from seutukuva.network.vocabulary import Form, vocabulary
from seutukuva.writers import html

KNOWN = Agreement(
    title="Kuusilahden sopimus",
    parties=(Party("Kuusilahden kaupunki", "kunta tai kaupunki"), Party("Koski Oy", "yritys", "0112038-9")),
    mandate="Yhteinen testihalli.",
    goals=("Kolme hanketta", "Yksi avoin halli"),
    contributions=("Kaupunki antaa tilat",),
    funding="60 000 euroa vuodessa",
    start=date(2026, 1, 1),
    end=date(2029, 12, 31),
    form=vocabulary().form("ecosystem_agreement"),
)


def text(document: Document) -> str:
    return html.write(document)


def test_what_is_known_stands_in_the_draft() -> None:
    told = text(draft(KNOWN, "fi"))
    for one in (
        "Koski Oy",
        "0112038-9",
        "Yhteinen testihalli.",
        "Kolme hanketta",
        "Kaupunki antaa tilat",
        "60 000 euroa",
    ):
        assert one in told
    assert "1. tammikuuta 2026" in told
    assert "31. joulukuuta 2029" in told


def test_goals_are_numbered_and_every_party_has_a_line_to_sign() -> None:
    blocks = draft(KNOWN, "fi").blocks
    lists = [block for block in blocks if isinstance(block, ItemList)]
    assert [one.ordered for one in lists if one.items[0].text == "Kolme hanketta"] == [True]
    signed = [block for block in blocks if isinstance(block, Table)][-1]
    assert [row[0] for row in signed.rows] == ["Kuusilahden kaupunki", "Koski Oy"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_is_asked_in_each_language(language: Language) -> None:
    empty, full = (draft(one, language) for one in (Agreement("A", ()), KNOWN))
    assert [b.text for b in empty.blocks if isinstance(b, Heading)] == [
        b.text for b in full.blocks if isinstance(b, Heading)
    ]
    assert "network.agreement" not in text(empty) + text(full)
    assert not [block for block in empty.blocks if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2026, 1, 1), None, "1 January 2026"),
        (None, date(2029, 12, 31), "31 December 2029"),
    ],
)
def test_a_term_may_be_open_at_either_end(start: date | None, end: date | None, told: str) -> None:
    assert told in text(draft(Agreement("A", (), start=start, end=end), "en"))


@pytest.mark.parametrize("form", vocabulary().forms, ids=lambda form: form.id)
def test_every_form_of_cooperation_says_what_to_watch(form: Form) -> None:
    told = text(draft(Agreement("A", (), form=form), "sv"))
    assert form.watch.sv in told


def test_a_made_draft_is_flagged_and_a_draft_is_read_again_the_same() -> None:
    made = draft(KNOWN, "fi", synthetic=True, made_on="2026-05-01")
    assert made.synthetic
    assert from_json(to_json(made)) == made
