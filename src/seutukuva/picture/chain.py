"""The chain of a picture's publishing: draft, comment round, approval by a second person, publication, changes since.

Rules only: who did what stands in the web's tables. Days are `datetime.date`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from babel.dates import format_date

from seutukuva.base import Language, Message, render
from seutukuva.documents import Document, Heading, Paragraph

StepState = Literal["done", "now", "later", "warn"]
Standing = Literal[
    "nothing", "draft", "commenting", "commented", "asked", "approved", "published", "differs", "withdrawn"
]
_BABEL: Final[dict[Language, str]] = {"fi": "fi", "sv": "sv", "en": "en_GB"}


@dataclass(frozen=True)
class RoundFacts:
    """A comment round: from `opened` to `last_day`, or to `ended` when closed by hand; comments, and those that wait.

    `waiting` counts over all rounds of the picture.
    """

    opened: date
    last_day: date
    ended: date | None = None
    comments: int = 0
    waiting: int = 0

    def open_on(self, day: date) -> bool:
        """Tell whether comments are taken on a day."""
        return self.ended is None and self.opened <= day <= self.last_day

    @property
    def until(self) -> date:
        """Return the day on which the round ended or ends."""
        return min(self.ended, self.last_day) if self.ended else self.last_day


@dataclass(frozen=True)
class ApprovalFacts:
    """Who asked and who approved. `own`: the same person, alone in the programme; `holds`: nothing changed since.

    `used`: what was approved has been published, so that it carries nothing further.
    """

    asked: date
    asked_by: str
    approved: date | None = None
    approved_by: str = ""
    own: bool = False
    holds: bool = True
    used: bool = False


@dataclass(frozen=True)
class PublicationFacts:
    """The newest publication. `differs`: in how many places the draft says something else now; None: not known."""

    published: date
    withdrawn: date | None = None
    differs: int | None = None


@dataclass(frozen=True)
class ChainFacts:
    """All that the chain is told from: `approved` and `drafts` count findings, `flags` sentences to be looked at."""

    known: bool
    approved: int = 0
    drafts: int = 0
    flags: int = 0
    round: RoundFacts | None = None
    approval: ApprovalFacts | None = None
    publication: PublicationFacts | None = None


@dataclass(frozen=True)
class ChainStep:
    """A step of the chain, its state, and what is told of it. `state` "now": here the work is."""

    id: Literal["draft", "comments", "approval", "published"]
    state: StepState
    messages: tuple[Message, ...]


def chain(facts: ChainFacts, today: date) -> tuple[ChainStep, ...]:
    """Return the four steps in order with their state; what asks for somebody's eye is "warn"."""
    steps = (
        _draft(facts),
        _comments(facts.round, today),
        _approval(facts.approval),
        _published(facts.publication),
    )
    standing = standing_of(facts, today)
    here = {
        "draft": "draft",
        "commenting": "comments",
        "commented": "approval",
        "asked": "approval",
        "approved": "published",
        "differs": "draft",
    }.get(standing)
    return tuple(replace(step, state="now") if step.id == here and step.state != "warn" else step for step in steps)


def standing_of(facts: ChainFacts, today: date) -> Standing:
    """Return in one word where a picture is."""
    if not facts.known:
        return "nothing"
    if facts.round and facts.round.open_on(today):
        return "commenting"
    if facts.approval and facts.approval.holds and not facts.approval.used:
        return "approved" if facts.approval.approved else "asked"
    publication = facts.publication
    commented = facts.round is not None and (publication is None or facts.round.until > publication.published)
    if publication is None or (commented and publication.differs):
        return "commented" if commented else "draft"
    if publication.withdrawn:
        return "withdrawn"
    return "differs" if publication.differs else "published"


def commented(document: Document, rounds: RoundFacts | None) -> Document:
    """Return a picture's Document that says before its appendices when the draft was commented, and how many did."""
    if rounds is None:
        return document
    blocks = document.blocks
    ends = (place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.appendix)
    end = next(ends, len(blocks))
    return replace(document, blocks=(*blocks[:end], Paragraph(_note(rounds, document.language)), *blocks[end:]))


def uncommented(document: Document, rounds: Iterable[RoundFacts]) -> Document:
    """Return a picture's Document without what it says of any of these rounds: they are no part of the picture."""
    notes = {_note(one, document.language) for one in rounds}
    blocks = tuple(block for block in document.blocks if not (isinstance(block, Paragraph) and block.text in notes))
    return replace(document, blocks=blocks)


def _note(rounds: RoundFacts, language: Language) -> str:
    # It tells what happened, not whether a comment was good or was followed.
    days = (rounds.opened, rounds.until)
    return told_in(Message("picture.chain.note", {"days": days, "count": rounds.comments}), language)


def told_in(message: Message, language: Language) -> str:
    """Render a message of the chain; a day, or the first and the last of several, is told as the language does."""

    def day(value: date) -> str:
        return str(format_date(value, "medium", _BABEL[language]))

    parameters = {
        key: day(value)
        if isinstance(value, date)
        else "–".join(map(day, dict.fromkeys(value)))
        if isinstance(value, tuple)
        else value
        for key, value in message.parameters.items()
    }
    return render(Message(message.code, parameters), language)


def _draft(facts: ChainFacts) -> ChainStep:
    if not facts.known:
        return ChainStep("draft", "now", (Message("picture.chain.draft.nothing"),))
    told = [Message("picture.chain.draft.findings", {"approved": facts.approved, "drafts": facts.drafts})]
    if facts.flags:
        told.append(Message("picture.chain.draft.flags", {"count": facts.flags}))
    return ChainStep("draft", "warn" if facts.flags else "done", tuple(told))


def _comments(rounds: RoundFacts | None, today: date) -> ChainStep:
    if rounds is None:
        return ChainStep("comments", "later", (Message("picture.chain.comments.none"),))
    is_open = rounds.open_on(today)
    code = "open" if is_open else "closed"
    days = (rounds.opened, rounds.until)
    told = [Message(f"picture.chain.comments.{code}", {"days": days}), *_counted(rounds)]
    state: StepState = "warn" if rounds.waiting else "now" if is_open else "done"
    return ChainStep("comments", state, tuple(told))


def _counted(rounds: RoundFacts) -> Iterator[Message]:
    yield Message("picture.chain.comments.count", {"count": rounds.comments})
    if rounds.waiting:
        yield Message("picture.chain.comments.waiting", {"count": rounds.waiting})


def _approval(approval: ApprovalFacts | None) -> ChainStep:
    if approval is None:
        return ChainStep("approval", "later", (Message("picture.chain.approval.none"),))
    told = [Message("picture.chain.approval.asked", {"who": approval.asked_by, "day": approval.asked})]
    if approval.approved:
        code = "picture.chain.approval.own" if approval.own else "picture.chain.approval.given"
        told.append(Message(code, {"who": approval.approved_by, "day": approval.approved}))
    if not approval.holds and not approval.used:
        return ChainStep("approval", "warn", (*told, Message("picture.chain.approval.fallen")))
    return ChainStep("approval", "done" if approval.approved else "now", tuple(told))


def _published(publication: PublicationFacts | None) -> ChainStep:
    if publication is None:
        return ChainStep("published", "later", (Message("picture.chain.published.none"),))
    told = [Message("picture.chain.published.day", {"day": publication.published})]
    if publication.withdrawn:
        told.append(Message("picture.chain.published.withdrawn", {"day": publication.withdrawn}))
        return ChainStep("published", "warn", tuple(told))
    if publication.differs:
        told.append(Message("picture.chain.published.differs", {"count": publication.differs}))
    elif publication.differs == 0:
        told.append(Message("picture.chain.published.same"))
    return ChainStep("published", "done", tuple(told))
