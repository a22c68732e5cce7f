"""From parties, goals, contributions and term to a draft that the parties go on with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.dates import format_date

from seutukuva.base import Language, Message, render
from seutukuva.documents import Block, Column, Document, Heading, ItemList, ListItem, Note, Paragraph, Table
from seutukuva.network.vocabulary import Form

_LOCALES: Final[dict[Language, str]] = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}


@dataclass(frozen=True)
class Party:
    """A party to an agreement: its name, what it is, its business id where that is known."""

    name: str
    kind: str
    business_id: str = ""


@dataclass(frozen=True)
class Agreement:
    """What is known of an agreement, in the language of the draft. `form` None: no form of cooperation is chosen.

    goals, contributions: a text each. start, end: first and last day; None is not agreed.
    """

    title: str
    parties: tuple[Party, ...]
    mandate: str = ""
    goals: tuple[str, ...] = ()
    contributions: tuple[str, ...] = ()
    funding: str = ""
    start: date | None = None
    end: date | None = None
    form: Form | None = None


def draft(agreement: Agreement, language: Language, *, synthetic: bool = False, made_on: str = "") -> Document:
    """Return a draft as a Document: what is not known yet stands there as a question to the parties.

    synthetic: the parties are made. made_on: ISO date of the draft.
    """
    say = _Voice(language)
    blocks: list[Block] = [
        Note(say("note")),
        *_parties(agreement, say),
        *_section(say, "purpose", agreement.mandate),
        *_listed(say, "goals", agreement.goals),
        *_listed(say, "contributions", agreement.contributions),
        *_section(say, "funding", agreement.funding),
        Heading(say("steering")),
        ItemList(tuple(ListItem(say(f"steering.{step}")) for step in ("group", "meets", "results", "public"))),
        Heading(say("term")),
        Paragraph(_term(agreement, say)),
        Paragraph(say("term.renewal")),
        *_form(agreement, say),
        *_signatures(agreement, say),
    ]
    return Document(
        title=agreement.title,
        language=language,
        blocks=tuple(blocks),
        over=say("over"),
        lead=say("lead"),
        synthetic=synthetic,
        made_on=made_on,
    )


@dataclass(frozen=True)
class _Voice:
    language: Language

    def __call__(self, code: str, **parameters: object) -> str:
        return render(Message(f"network.agreement.{code}", parameters), self.language)


def _parties(agreement: Agreement, say: _Voice) -> Iterator[Block]:
    yield Heading(say("parties"))
    if not agreement.parties:
        yield Paragraph(say("parties.open"))
        return
    columns = (Column(say("party")), Column(say("kind")), Column(say("business_id")))
    rows = tuple((party.name, party.kind, party.business_id or "–") for party in agreement.parties)
    yield Table(say("parties"), columns, rows)


def _section(say: _Voice, part: str, text: str) -> Iterator[Block]:
    yield Heading(say(part))
    yield Paragraph(text or say(f"{part}.open"))


def _listed(say: _Voice, part: str, texts: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(say(part))
    if texts:
        yield ItemList(tuple(ListItem(text) for text in texts), ordered=part == "goals")
    else:
        yield Paragraph(say(f"{part}.open"))


def _term(agreement: Agreement, say: _Voice) -> str:
    start, end = (
        format_date(one, format="long", locale=_LOCALES[say.language]) if one else ""
        for one in (agreement.start, agreement.end)
    )
    if start and end:
        return say("term.both", start=start, end=end)
    if start:
        return say("term.start", start=start)
    return say("term.end", end=end) if end else say("term.open")


def _form(agreement: Agreement, say: _Voice) -> Iterator[Block]:
    yield Heading(say("form"))
    if agreement.form is None:
        yield Paragraph(say("form.open"))
        return
    form = agreement.form
    name, what, suits, watch = (term.text(say.language) for term in (form.name, form.what, form.suits, form.watch))
    yield Paragraph(say("form.is", name=name))
    yield ItemList((ListItem(what), ListItem(suits), ListItem(watch)))


def _signatures(agreement: Agreement, say: _Voice) -> Iterator[Block]:
    yield Heading(say("signatures"))
    if agreement.parties:
        columns = (Column(say("party")), Column(say("place_and_date")), Column(say("signature")))
        yield Table(say("signatures"), columns, tuple((party.name, "", "") for party in agreement.parties))
    else:
        yield Paragraph(say("parties.open"))
