"""Writes of evidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from seutukuva.base import Problem
from seutukuva.evidence import Anchor, anchor, find_quote, reanchor, text_hash
from seutukuva.judgement import LEVELS
from seutukuva.web.evidence.coding.models import Step
from seutukuva.web.evidence.importing.actions import keep_original
from seutukuva.web.evidence.importing.files import Upload
from seutukuva.web.evidence.models import Agreement, Passage, Rating, Source
from seutukuva.web.evidence.pseudonyms.gate import held_back
from seutukuva.web.evidence.searching.index import index_source
from seutukuva.web.evidence.signals import rating_changed
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.thread.actions import look_at, tie
from seutukuva.web.programmes.maturity import model_of

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem

_BATCH = 500


@action("programmes.work_on_town", on="ecosystem.participant")
def add_source(
    *,
    actor: User,
    ecosystem: Ecosystem,
    kind: str,
    label: str,
    who: str,
    sector: str,
    language: str,
    date: date,
    text: str,
    consent: str,
    organisation: str = "",
    role: str = "",
    upload: Upload | None = None,
) -> Source:
    """Add a text; `upload` is the file that it was read from, to be kept as it came.

    Raises Problem when its label is taken, it has no words, or the file was brought before.
    """
    if Source.objects.filter(ecosystem=ecosystem, label=label).exists():
        raise Problem("web_evidence.label_taken", label=label)
    text = _lines(text)
    source = Source(ecosystem=ecosystem, kind=kind, label=label, consent=consent)
    source.text, source.text_hash = text, text_hash(text)
    source.sector, source.language, source.date = sector, language, date
    source.who, source.organisation, source.role = who, organisation, role
    source.as_library()  # refuses what the library cannot count
    if upload is not None:
        source.original = keep_original(actor=actor, ecosystem=ecosystem, upload=upload)
    source.save()
    index_source(source)
    return source


@action("programmes.work_on_town", on="source.ecosystem.participant")
def change_source(
    *,
    actor: User,
    source: Source,
    who: str,
    sector: str,
    date: date,
    consent: str,
    organisation: str = "",
    role: str = "",
    state: str | None = None,
) -> Source:
    """Change what is known of a source. Without consent none of its passages stays open to be quoted.

    state: of a document, as the maturity model names it; None leaves it. Raises Problem when it was erased.
    """
    _refuse_erased(source)
    source.who, source.sector, source.date = who, sector, date
    source.organisation, source.role = organisation, role
    source.state = source.state if state is None else state
    source.save(update_fields=["who", "sector", "date", "organisation", "role", "state"])
    settle_consent(source, consent)
    return source


def settle_consent(source: Source, consent: str) -> None:
    """Set a source's consent; without it none of its passages stays open to be quoted. A part of other actions."""
    source.consent = consent
    source.save(update_fields=["consent"])
    if not source.may_be_quoted:
        source.passages.update(quotable=False)


@dataclass(frozen=True)
class Correction:
    """A corrected source and the passages whose words are no longer in its text."""

    source: Source
    lost: tuple[Passage, ...]

    @property
    def urn(self) -> str:
        """Return the URN of the source, for the audit trail."""
        return self.source.urn

    @property
    def programme_id(self) -> int:
        """Return the programme that audit events belong to."""
        return self.source.programme_id


@action("programmes.work_on_town", on="source.ecosystem.participant")
def correct_text(*, actor: User, source: Source, text: str, seen: str = "") -> Correction:
    """Put a corrected text in the place of a source's text; its passages are found again where they now stand.

    A passage whose words are gone keeps them and is marked lost: what stands on it is flagged. `seen` is the hash of
    the text that was corrected. Raises Problem when the source was erased, or has another text by now: names that were
    taken out meanwhile would come back.
    """
    now = Source.objects.select_for_update().get(pk=source.pk)
    _refuse_erased(now)
    if seen and seen != now.text_hash:
        raise Problem("web_evidence.text_changed", label=source.label)
    before = now.text
    source.text = _lines(text)
    source.text_hash = text_hash(source.text)
    source.as_library()
    source.save(update_fields=["text", "text_hash"])
    index_source(source)
    _move_steps(source, before)
    lost = []
    for passage in source.passages.all():
        found = reanchor(passage.anchor, source.text)
        if found is None:
            passage.lost = True
            passage.save(update_fields=["lost"])
            lost.append(passage)
        else:
            _place(passage, found)
    return Correction(source, tuple(lost))


def _move_steps(source: Source, before: str) -> None:
    """Let the steps of coding stand where their words now stand; those whose words are gone cannot be taken back."""
    standing = defaultdict(list)
    for step in Step.objects.filter(source=source):
        standing[step.start, step.end].append(step)
    moved: list[Step] = []
    for (start, end), steps in standing.items():
        there = end <= len(before) and bool(before[start:end].strip())
        at = reanchor(anchor(before, start, end), source.text) if there else None
        if at is None:
            Step.objects.filter(pk__in=[step.pk for step in steps]).delete()
            continue
        for step in steps:
            step.start, step.end = at.start, at.end
        moved += steps
    Step.objects.bulk_update(moved, ["start", "end"], batch_size=_BATCH)


@action("programmes.work_on_town", on="source.ecosystem.participant")
def add_passage(*, actor: User, source: Source, quote: str, quotable: bool = False) -> Passage:
    """Mark a passage by its exact words. Raises Problem when they are not in the text, or there more than once."""
    passage = Passage(source=source, quotable=quotable)
    _place(passage, find_quote(source.text, quote))
    _check_quotable(passage)
    return passage


@action("programmes.work_on_town", on="passage.source.ecosystem.participant")
def change_passage(*, actor: User, passage: Passage, quote: str, quotable: bool) -> Passage:
    """Let a passage hold other words of its text; what stands on it is flagged until somebody looks."""
    if passage.withdrawn and not _same(quote, passage.quote):
        raise Problem("web_evidence.withdrawn", label=passage.source.label)
    passage.quotable = quotable
    if _same(quote, passage.quote) and not passage.lost:
        passage.save(update_fields=["quotable"])
    else:
        _place(passage, find_quote(passage.source.text, quote))
    _check_quotable(passage)
    return passage


@action("programmes.work_on_town", on="passage.source.ecosystem.participant")
def rate(*, actor: User, passage: Passage, dimension: str, level: int | None, confidence: str) -> Rating:
    """Rate a passage on a dimension; the same person rating it again changes the rating.

    Raises Problem for a dimension that the programme's maturity model does not have, or a level that is none.
    """
    model_of(passage.source.ecosystem.participant.programme).dimension(dimension)
    if level is not None and level not in LEVELS:
        raise Problem("judgement.level", value=str(level))
    rating, _made = Rating.objects.update_or_create(
        passage=passage, dimension=dimension, rater=actor, defaults={"level": level, "confidence": confidence}
    )
    tie(rating.urn, [passage.urn])
    _tell(rating)
    return rating


@action("programmes.work_on_town", on="rating.passage.source.ecosystem.participant")
def confirm_rating(*, actor: User, rating: Rating) -> Rating:
    """Say that a rating holds on the passage as it now is."""
    look_at(rating.urn, actor)
    _tell(rating)
    return rating


@action("programmes.work_on_town", on="rating.passage.source.ecosystem.participant")
def remove_rating(*, actor: User, rating: Rating) -> Passage:
    """Take a rating back; what stood on it is flagged."""
    passage = rating.passage
    _tell(rating, gone=True)
    rating.delete()
    return passage


def _tell(rating: Rating, *, gone: bool = False) -> None:
    ecosystem = rating.passage.source.ecosystem_id
    rating_changed.send(Rating, ecosystem=ecosystem, dimension=rating.dimension, rating=rating.urn, gone=gone)


def _place(passage: Passage, found: Anchor) -> None:
    if passage.agreement == Agreement.APPROVED and not _same(found.quote, passage.quote):
        passage.agreement, passage.agreed_words = Agreement.OPEN, ""  # other words than those that were approved
    passage.start, passage.end, passage.quote = found.start, found.end, found.quote
    passage.before, passage.after, passage.lost = found.before, found.after, False
    passage.save()


def _check_quotable(passage: Passage) -> None:
    """Refuse a passage to be quoted without consent, with words that the interviewee withdrew in another one, or with
    words that may tell who is meant."""
    source = passage.source
    if passage.quotable and not source.may_be_quoted:
        raise Problem("web_evidence.no_consent", label=source.label)
    if passage.quotable and shares_words_with_withdrawn(passage):
        raise Problem("web_evidence.withdrawn", label=source.label)
    if passage.quotable and held_back([passage]):
        raise Problem("web_evidence.names_in_quote", label=source.label)


def shares_words_with_withdrawn(passage: Passage) -> bool:
    """Tell whether words of a passage were withdrawn, in itself or in a passage that overlaps it or says the same."""
    return any(
        row.pk == passage.pk or overlap(row, passage)
        for row in passage.source.passages.filter(agreement=Agreement.WITHDRAWN)
    )


def overlap(withdrawn: Passage, other: Passage) -> bool:
    """Tell whether a passage would tell withdrawn words: it stands over them, or holds all of them.

    Where one of the two is no longer in the text only the words can be compared.
    """
    mine, theirs = (" ".join(row.quote.split()) for row in (withdrawn, other))
    if withdrawn.lost or other.lost:
        return mine in theirs or theirs in mine
    return (withdrawn.start < other.end and other.start < withdrawn.end) or mine in theirs


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _refuse_erased(source: Source) -> None:
    if source.erased is not None:
        raise Problem("web_evidence.erased", label=source.label)


def _lines(text: str) -> str:
    """Return a text with one kind of line end: code points are counted from it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff")
