"""Reads of evidence. What takes a user asks him first; the other functions say who has asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import Http404

from seutukuva.base import Message
from seutukuva.base.languages import as_language
from seutukuva.evidence import RELIABILITY
from seutukuva.judgement import Rating as Judged
from seutukuva.web.evidence.models import Agreement, Consent, Passage, Rating, Source
from seutukuva.web.evidence.pseudonyms.gate import held_back, needs_treatment, standings
from seutukuva.web.evidence.values import DOCUMENT, SECTORS
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

# A passage that carries nothing but codings is the coding page's.
CODED_ONLY = Q(codings__isnull=False) & Q(ratings__isnull=True) & Q(quotable=False)
# Of an erased source nothing is left of a passage that had no rating: only the thread may lead to it.
EMPTIED = Q(source__erased__isnull=False) & Q(ratings__isnull=True)


@dataclass(frozen=True)
class SourceRow:
    """A source in a list, with how much of it is marked and rated."""

    source: Source
    passages: int
    ratings: int
    kind: Message
    sector: Message | None
    standing: str  # how far its names are taken out; empty for a public document, or once it is erased


@dataclass(frozen=True)
class Inventory:
    """A town's sources and the sectors that nobody was interviewed from."""

    ecosystem: Ecosystem
    rows: Sequence[SourceRow]
    missing: Sequence[Message]
    lost: Sequence[Passage]


def inventory(participant: Participant) -> Inventory:
    """Return what a town's picture can stand on; the caller got the participant by permission."""
    return _inventories([participant])[0]


def towns(user: Any, programme: Programme) -> list[tuple[Participant, Inventory]]:
    """Return the towns whose evidence a person may read, with what there is."""
    readable = participants_readable_by(user, programme)
    return list(zip(readable, _inventories(readable), strict=True))


def _inventories(participants: Sequence[Participant]) -> list[Inventory]:
    """Return the inventories of towns, read together: as many queries for one town as for twenty."""
    ecosystems = [default_ecosystem(participant) for participant in participants]
    sources = list(Source.objects.filter(ecosystem__in=ecosystems).defer("text"))
    # As many as the source's page lists: those that were only coded may be of a blind round.
    marked = Passage.objects.filter(source__in=sources).exclude(CODED_ONLY).exclude(EMPTIED)
    ratings = Rating.objects.filter(passage__source__in=sources)
    passages = Counter(marked.order_by().values_list("source_id", flat=True))
    rated = Counter(ratings.order_by().values_list("passage__source_id", flat=True))
    lost = defaultdict(list)
    for row in Passage.objects.filter(source__in=sources, lost=True).select_related("source").defer("source__text"):
        lost[row.source.ecosystem_id].append(row)
    far = standings(sources)
    rows: dict[int, list[SourceRow]] = defaultdict(list)
    for source in sources:
        standing = str(far[source.pk].label) if needs_treatment(source) and source.erased is None else ""
        told = passages[source.pk], rated[source.pk], kind_name(source.kind), sector_name(source.sector)
        rows[source.ecosystem_id].append(SourceRow(source, *told, standing))
    return [Inventory(one, rows[one.pk], _unheard(rows[one.pk]), lost[one.pk]) for one in ecosystems]


def _unheard(rows: Iterable[SourceRow]) -> list[Message]:
    """Return the sectors that nobody was interviewed from."""
    heard = {row.source.sector for row in rows if row.source.kind == "interview" and row.source.erased is None}
    return [Message(f"evidence.sector.{sector}") for sector in SECTORS if sector not in heard]


def get_source(user: Any, programme: str, town: str, source: int, permission: str = "programmes.read_town") -> Source:
    """Return a source of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    row = (
        Source.objects.select_related("ecosystem__participant__programme")
        .filter(ecosystem__participant=participant, pk=source)
        .first()
    )
    if row is None:
        raise Http404
    return row


def get_passage(
    user: Any, programme: str, town: str, passage: int, permission: str = "programmes.read_town"
) -> Passage:
    """Return a passage of a town that a person has `permission` for. Raises Http404."""
    participant = get_participant(user, programme, town, permission)
    row = (
        Passage.objects.select_related("source__ecosystem__participant__programme")
        .filter(source__ecosystem__participant=participant, pk=passage)
        .first()
    )
    if row is None:
        raise Http404
    return row


@dataclass(frozen=True)
class Piece:
    """A run of a source's text: plain, or in a passage (the first that covers it).

    `places` are the passages that begin in the run: links to them lead here, also where they overlap.
    """

    text: str
    passage: Passage | None
    places: tuple[int, ...] = ()


def marked_text(source: Source, passages: Iterable[Passage]) -> list[Piece]:
    """Return a source's text cut into runs at the passages; where passages overlap the earlier one keeps the words."""
    here = sorted((p for p in passages if not p.lost), key=lambda p: (p.start, p.end))
    pieces: list[Piece] = []
    at = 0

    def cut(end: int, passage: Passage | None) -> None:
        places = tuple(p.pk for p in here if at <= p.start < end)
        pieces.append(Piece(source.text[at:end], passage, places))

    for passage in here:
        if max(passage.start, at) >= passage.end:
            continue
        if passage.start > at:
            cut(passage.start, None)
            at = passage.start
        cut(passage.end, passage)
        at = passage.end
    if at < len(source.text):
        cut(len(source.text), None)
    return pieces


@dataclass(frozen=True)
class RatedRow:
    """A passage with its ratings; `flagged` holds the ratings whose passage changed since."""

    passage: Passage
    ratings: Sequence[Rating]
    flagged: frozenset[int]


def rated_passages(source: Source) -> list[RatedRow]:
    """Return a source's passages with their ratings; the caller got the source by permission.

    A passage that carries nothing but codings is the coding page's: it may belong to a blind round.
    """
    return _rated(source.passages.exclude(CODED_ONLY).exclude(EMPTIED))


def rated_passage(passage: Passage) -> RatedRow:
    """Return a passage with its ratings; the caller got it by permission. Raises Http404 for one that is only coded."""
    for row in _rated(passage.source.passages.filter(pk=passage.pk).exclude(CODED_ONLY)):
        return row
    raise Http404


def _rated(passages: QuerySet[Passage]) -> list[RatedRow]:
    rows = list(passages.prefetch_related("ratings__rater"))
    all_ratings = [rating for row in rows for rating in row.ratings.all()]
    changed = flagged(rating.urn for rating in all_ratings)
    return [
        RatedRow(row, list(row.ratings.all()), frozenset(r.pk for r in row.ratings.all() if r.urn in changed))
        for row in rows
    ]


def ratings_of(ecosystems: Iterable[int], dimensions: Collection[str] = ()) -> dict[int, dict[str, list[Judged]]]:
    """Return what the judgement counts: ecosystem -> dimension -> ratings; the caller has checked the right to it.

    Of all dimensions when none is given. A source is one cluster: what one informant says shares his error, as do the
    documents of one publisher. A passage that is lost still counts, its sentence is flagged.
    """
    found: dict[int, dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for row in _rating_rows(ecosystem=ecosystems, dimensions=dimensions):
        source = row.passage.source
        found[source.ecosystem_id][row.dimension].append(
            Judged(
                level=row.level,
                kind=source.kind,
                cluster=source.cluster,
                reliability=RELIABILITY[row.confidence],
                rater=str(row.rater_id or ""),
                urn=row.urn,
            )
        )
    return found


def documents_of(ecosystems: Iterable[int]) -> dict[int, list[tuple[str, str, str]]]:
    """Return the documents whose state is told: ecosystem -> (state, cluster, URN).

    The caller has checked the right to read the ecosystems.
    """
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    rows = Source.objects.filter(ecosystem__in=list(ecosystems), kind=DOCUMENT, erased=None).exclude(state="")
    for row in rows.defer("text"):
        found[row.ecosystem_id].append((row.state, row.cluster, row.urn))
    return found


def homes_of(sources: Iterable[int]) -> set[int]:
    """Return the ecosystems of sources by number; who shows them asks the right to each."""
    return set(Source.objects.filter(pk__in=list(sources)).values_list("ecosystem", flat=True))


@dataclass(frozen=True)
class PublicVoice:
    """A passage as a publication may tell it: its words only where they may be quoted.

    `rating`, `dimension` and `level` are empty for a passage that carries a sentence without having been rated.
    `published` tells who published a public document and when, "" of all other sources.
    """

    rating: str
    passage: str
    dimension: str
    label: str
    kind: Message
    sector: Message | None
    words: str | None
    language: str
    level: int | None
    published: str = ""


def voices_of(ecosystem: int) -> list[PublicVoice]:
    """Return an ecosystem's rated passages for a publication; the caller has checked the right to publish."""
    rows = list(_rating_rows(ecosystem=[ecosystem]))
    held = held_back(row.passage for row in rows if _agreed_to(row.passage))
    return [
        replace(_voice(row.passage, held), rating=row.urn, dimension=row.dimension, level=row.level) for row in rows
    ]


def voices_from(ids: Collection[int]) -> list[PublicVoice]:
    """Return passages, rated or not, for a publication; the caller has checked the right to publish them."""
    rows = list(Passage.objects.filter(pk__in=ids).select_related("source").defer("source__text"))
    held = held_back(row for row in rows if _agreed_to(row))
    return [_voice(row, held) for row in rows]


def _voice(passage: Passage, held: Collection[int]) -> PublicVoice:
    return PublicVoice(
        rating="",
        passage=passage.urn,
        dimension="",
        label=passage.source.label,
        kind=kind_name(passage.source.kind),
        sector=sector_name(passage.source.sector),
        words=passage.public_words if _agreed_to(passage) and passage.pk not in held else None,
        language=as_language(passage.source.language),
        level=None,
        published=passage.source.published if passage.source.consent == Consent.NOT_NEEDED else "",
    )


def held_back_in(ecosystem: int) -> int:
    """Return how many passages could be quoted but for the names in them; the caller may publish the ecosystem."""
    rows = Passage.objects.filter(source__ecosystem=ecosystem, quotable=True, ratings__isnull=False).distinct()
    return len(held_back(row for row in rows.select_related("source").defer("source__text") if _agreed_to(row)))


def may_quote(passage: Passage) -> bool:
    """Tell whether a passage's words may stand in public now.

    Where the interviewee is asked first, only with his or her word; what was withdrawn never, nor what may tell who is
    meant.
    """
    return _agreed_to(passage) and not held_back([passage])


def _agreed_to(passage: Passage) -> bool:
    """Tell whether those who marked a passage, and the interviewee, let its words stand in public."""
    source = passage.source
    if passage.withdrawn or passage.lost or source.erased is not None:
        return False
    asked = not source.asks_first or passage.agreement == Agreement.APPROVED
    return passage.quotable and asked and source.may_be_quoted


def rating_contents(
    ecosystems: Iterable[int], dimensions: Collection[str] = ()
) -> dict[tuple[int, str], dict[str, dict[str, Any]]]:
    """Return what the ratings of cells say, (ecosystem, dimension) -> URN -> content, for the thread's hashes.

    Of all dimensions when none is given.
    """
    found: dict[tuple[int, str], dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in _rating_rows(ecosystem=ecosystems, dimensions=dimensions):
        found[row.passage.source.ecosystem_id, row.dimension][row.urn] = rating_content(row)
    return found


def rating_content(row: Rating) -> dict[str, Any]:
    """Return what a rating says, for the thread's hash: its level, and the words it was given to."""
    return {
        "dimension": row.dimension,
        "level": row.level,
        "confidence": row.confidence,
        "rater": row.rater_id,
        **passage_content(row.passage),
    }


def passage_content(row: Passage) -> dict[str, Any]:
    """Return what a passage says, for the thread's hash: its words, not where they stand.

    What the interviewee withdrew, corrected or had erased is another thing than before: its sentences are flagged.
    """
    content: dict[str, Any] = {"quote": row.quote, "source": row.source_id, "lost": row.lost}
    if row.withdrawn:
        content["withdrawn"] = True
    if row.agreed_words:
        content["agreed"] = row.agreed_words
    if row.source.erased is not None:
        content["erased"] = True
    return content


def kind_name(kind: str) -> Message:
    """Return the name of a kind of source."""
    return Message(f"evidence.kind.{kind}")


def sector_name(sector: str) -> Message | None:
    """Return the name of a sector; None for a source of no sector."""
    return Message(f"evidence.sector.{sector}") if sector else None


def _rating_rows(*, ecosystem: Iterable[int], dimensions: Collection[str] = ()) -> Any:
    rows = Rating.objects.filter(passage__source__ecosystem__in=list(ecosystem))
    if dimensions:
        rows = rows.filter(dimension__in=dimensions)
    # Every row would bring the whole text of its source along.
    rows = rows.select_related("passage__source").defer("passage__source__text")
    return rows.order_by("passage__source__label", "passage__start", "id")
