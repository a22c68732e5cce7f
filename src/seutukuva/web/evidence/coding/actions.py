"""Writes of codings, memos and mentions. Everybody's coding is a row of its own: nobody's work is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seutukuva.base import Problem
from seutukuva.evidence import Anchor, anchor, find_quote, reanchor
from seutukuva.web.evidence.coding.models import Code, Coding, Memo, Mention, Step
from seutukuva.web.evidence.models import Passage, Source
from seutukuva.web.kit.actions import action

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Programme

WORK = "programmes.work_on_town"


def place(source: Source, *, start: int | None, end: int | None, quote: str, seen: str = "") -> Anchor:
    """Return where a selection stands: by its code points when the page knows them, or else by its words.

    `seen` is the hash of the text that the page showed. Raises Problem when the selection is empty or not in the text,
    when its words stand there more than once, and when the text was changed since and has them no longer.
    """
    if start is not None and end is not None:
        if quote.strip() and source.text[start:end].split() != quote.split():
            found = reanchor(Anchor(start, end, quote.strip()), source.text)
            if found is not None:
                return found
            # A selection over several lines may bring the names of their codes along: the place is right all the same.
            # In a text that was corrected meanwhile, or whose names were replaced, other words stand there.
            if seen != source.text_hash:
                raise Problem("web_evidence.text_changed", label=source.label)
        return anchor(source.text, start, end)
    return find_quote(source.text, quote)


def passage_at(source: Source, at: Anchor) -> Passage:
    """Return the passage of a stretch, the oldest where it was marked more than once, made when there is none."""
    row = Passage.objects.filter(source=source, start=at.start, end=at.end, lost=False).order_by("pk").first()
    if row is not None:
        return row
    return Passage.objects.create(
        source=source, start=at.start, end=at.end, quote=at.quote, before=at.before, after=at.after
    )


@action(WORK, on="source.ecosystem.participant")
def add_coding(*, actor: User, source: Source, at: Anchor, code: Code) -> Coding:
    """Give a stretch of a source a code. Again the same is no second coding.

    Raises Problem for a code that is retired or of another programme.
    """
    if code.retired or code.programme_id != source.programme_id:
        raise Problem("web_evidence.code_not_in_use", code=code.slug)
    coding, made = Coding.objects.get_or_create(passage=passage_at(source, at), code=code, coder=actor)
    if made:
        _step(source, actor, coding, added=True)
    return coding


@action(WORK, on="coding.passage.source.ecosystem.participant")
def remove_coding(*, actor: User, coding: Coding) -> Passage:
    """Take one's own coding back. Raises Problem for somebody else's."""
    if coding.coder_id != actor.pk:
        raise Problem("web_evidence.not_your_coding", code=coding.code.slug)
    _step(coding.passage.source, actor, coding, added=False)
    return _take_away(coding)


@action(WORK, on="source.ecosystem.participant")
def undo(*, actor: User, source: Source) -> Step | None:
    """Take back the actor's own last step in a source that is not undone yet; None when there is nothing to undo."""
    step = Step.objects.filter(source=source, coder=actor, undone=False).last()
    if step is None:
        return None
    step.undone = True
    step.save(update_fields=["undone"])
    if step.added:
        coding = Coding.objects.filter(
            passage__source=source, passage__start=step.start, passage__end=step.end, code=step.code, coder=actor
        ).first()
        if coding is not None:
            _take_away(coding)
    else:
        where = passage_at(source, anchor(source.text, step.start, step.end))
        Coding.objects.get_or_create(passage=where, code=step.code, coder=actor)
    # A new step tells the other pages; it is undone itself, so that undoing goes further back and not in a circle.
    return Step.objects.create(
        source=source,
        coder=actor,
        added=not step.added,
        code=step.code,
        start=step.start,
        end=step.end,
        undone=True,
    )


@action(WORK, on="source.ecosystem.participant")
def add_mention(*, actor: User, source: Source, at: Anchor, name: str, other: str = "", kind: str = "") -> Mention:
    """Keep that a stretch speaks of an actor, or with `other` of a tie between two."""
    return Mention.objects.create(passage=passage_at(source, at), name=name, other=other, kind=kind, by=actor)


@action(WORK, on="mention.passage.source.ecosystem.participant")
def remove_mention(*, actor: User, mention: Mention) -> Passage:
    """Take a mention back."""
    passage = mention.passage
    mention.delete()
    return passage


@action(WORK, on="ecosystem.participant")
def write_memo(*, actor: User, ecosystem: Ecosystem, about: str, body: str) -> Memo:
    """Write a memo about a thing of an ecosystem; the caller found the thing by permission."""
    return Memo.objects.create(
        about=about, programme_id=ecosystem.programme_id, ecosystem=ecosystem, body=body, author=actor
    )


@action("programmes.analyse", on="programme")
def write_programme_memo(*, actor: User, programme: Programme, about: str, body: str) -> Memo:
    """Write a memo about a thing of the whole programme, a code for instance."""
    return Memo.objects.create(about=about, programme=programme, body=body, author=actor)


@action(WORK, on="memo.ecosystem.participant")
def remove_memo(*, actor: User, memo: Memo) -> None:
    """Take one's own memo away. Raises Problem for somebody else's."""
    if memo.author_id != actor.pk:
        raise Problem("web_evidence.not_your_memo")
    memo.delete()


def _step(source: Source, actor: User, coding: Coding, *, added: bool) -> None:
    Step.objects.create(
        source=source,
        coder=actor,
        added=added,
        code_id=coding.code_id,
        start=coding.passage.start,
        end=coding.passage.end,
    )


def _take_away(coding: Coding) -> Passage:
    """Delete a coding, and its passage when nothing else stands on it."""
    passage = coding.passage
    coding.delete()
    if not (
        passage.quotable
        or passage.agreement
        or passage.ratings.exists()
        or Coding.objects.filter(passage=passage).exists()
        or Mention.objects.filter(passage=passage).exists()
        or Memo.objects.filter(about=passage.urn).exists()
    ):
        passage.delete()
    return passage
