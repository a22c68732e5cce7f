"""What evidence itself and the comment rounds keep of an interviewee: its export and its erasure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.db import transaction
from django.utils import timezone

from seutukuva.web.evidence.fairness.models import CommentRound, QuoteAnswer
from seutukuva.web.evidence.importing import files
from seutukuva.web.evidence.models import ImportedFile, Original, Passage, Rating, Source
from seutukuva.web.evidence.searching.index import forget_source
from seutukuva.web.evidence.subjects import Part, Subject, json_part, table_part
from seutukuva.web.kit.audit.selectors import events_of
from seutukuva.web.kit.releases.actions import erase as erase_published
from seutukuva.web.kit.releases.selectors import told_of

FACTS = (
    *("label", "kind", "who", "organisation", "role", "sector", "language", "date", "consent", "variables", "made"),
    *("asks_first", "erased"),
)


def export_sources(subject: Subject) -> Iterator[Part]:
    """Give the facts, texts, passages, ratings and files of the sources, what was published, and the trail."""
    sources = subject.sources
    facts = [{name: getattr(source, name) for name in FACTS} | {"urn": source.urn} for source in sources]
    yield json_part("sources.json", {"sources": facts})
    for source in sources:
        yield Part(f"texts/{source.label}.txt", source.text.encode("utf-8"))
    passages = list(Passage.objects.filter(source__in=sources).select_related("source"))
    yield table_part(
        "passages.csv",
        ("passage", "source", "start", "end", "words", "agreed wording", "may be quoted", "interviewee", "lost"),
        (
            (p.pk, p.source.label, p.start, p.end, p.quote, p.agreed_words, p.quotable, p.agreement, p.lost)
            for p in passages
        ),
    )
    ratings = Rating.objects.filter(passage__in=passages)
    yield table_part(
        "ratings.csv",
        ("passage", "dimension", "level", "confidence", "made"),
        ((r.passage_id, r.dimension, r.level, r.confidence, r.made.isoformat()) for r in ratings),
    )
    published = told_of([*(p.urn for p in passages), *(r.urn for r in ratings)])
    yield table_part("published.csv", ("address", "language", "published", "thing", "text"), published)
    events = [event for name in (*subject.urns, *(p.urn for p in passages)) for event in events_of(name)]
    yield table_part("trail.csv", ("when", "what", "thing"), ((e.when.isoformat(), e.action, e.urn) for e in events))
    yield from _originals(sources)


def _originals(sources: Iterable[Source]) -> Iterator[Part]:
    """Give the files as they came; not one that others' answers stand in too."""
    for source in sources:
        original = source.original
        if original is not None and original.stored and not _shared(original, sources):
            path = files.path_of(original.stored)
            yield Part(f"originals/{original.name.rpartition('/')[2]}", path.read_bytes())


def erase_sources(subject: Subject) -> None:
    """Erase the words of the sources and who they are of; rows stay, so that threads end in a tombstone."""
    sources = [source for source in subject.sources if source.erased is None]
    now = timezone.now()
    for source in sources:
        _erase_original(source, sources)
        forget_source(source)
        source.text = source.text_hash = source.who = source.organisation = source.role = ""
        source.variables, source.original, source.erased = {}, None, now
        source.save()
    passages = Passage.objects.filter(source__in=sources)
    passages.update(quote="", before="", after="", agreed_words="", start=0, end=0, quotable=False, lost=False)
    erase_published(row.urn for row in passages)


def _erase_original(source: Source, sources: Iterable[Source]) -> None:
    """Destroy the file that a source was read from; of one that others' answers stand in too, the bytes only."""
    original = source.original
    if original is None:
        return
    stored, imported = original.stored, ImportedFile.objects.filter(original=original)
    if _shared(original, sources):
        original.stored = ""
        original.save(update_fields=["stored"])
        imported.update(stored="")
    else:
        imported.delete()
        original.delete()
    # A file that is gone cannot come back with a rolled-back transaction, so it goes last.
    transaction.on_commit(partial(files.discard, stored))


def _shared(original: Original, sources: Iterable[Source]) -> bool:
    return original.sources.exclude(pk__in=[source.pk for source in sources]).exists()


def export_rounds(subject: Subject) -> Iterator[Part]:
    """Give what was asked and answered in comment rounds."""
    rounds = CommentRound.objects.filter(source__in=subject.sources).select_related("source")
    yield table_part(
        "comment_rounds.csv",
        ("source", "address", "begun", "closed"),
        ((r.source.label, r.email, r.made.isoformat(), r.closed) for r in rounds),
    )
    answers = QuoteAnswer.objects.filter(round__in=rounds)
    yield table_part(
        "comments.csv",
        ("passage", "answer", "words", "proposed", "decision", "answered"),
        ((a.passage_id, a.word, a.words, a.proposed, a.decision, a.answered.isoformat()) for a in answers),
    )


def erase_rounds(subject: Subject) -> None:
    """End the rounds and erase the words in them."""
    rounds = CommentRound.objects.filter(source__in=subject.sources)
    QuoteAnswer.objects.filter(round__in=rounds).update(words="", proposed="")
    rounds.update(email="", token_hash=None)
    rounds.filter(closed=None).update(closed=timezone.now())
