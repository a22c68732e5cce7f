"""Reads of the search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Substr

from seutukuva.base import Language, LocalName, Message
from seutukuva.base.languages import as_language
from seutukuva.evidence.words import QueryTerm, query_terms
from seutukuva.web.evidence.models import Passage
from seutukuva.web.evidence.searching import codes as coded
from seutukuva.web.evidence.searching.matching import closest_first, matching
from seutukuva.web.evidence.searching.models import IndexedUnit
from seutukuva.web.evidence.searching.snippets import Piece, snippet
from seutukuva.web.evidence.selectors import CODED_ONLY, kind_name, sector_name
from seutukuva.web.programmes.selectors import participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant, Programme

PAGE = 20
# Counted, ranked and shown at most: nobody reads further, and among more a rank tells little and takes long.
MOST = 1_000
_WORDS = Substr("source__text", F("start") + 1, F("end") - F("start"))
_PHRASE = re.compile(r"[\"”“]([^\"”“]+)[\"”“]")


@dataclass(frozen=True)
class Hit:
    """A unit that was found: where it stands, its words with those asked for marked, the passages in it."""

    source: int
    town: str
    town_name: LocalName
    label: str
    kind: Message
    sector: Message | None
    date: Any
    language: str
    start: int
    end: int
    pieces: Sequence[Piece]
    passages: Sequence[int]

    @property
    def words(self) -> str:
        """Return the first words of the snippet: a browser that is given them scrolls there."""
        text = "".join(piece.text for piece in self.pieces).strip("… \n")
        return " ".join(text.split()[:6])


@dataclass(frozen=True)
class Found:
    """What a search found: how many units (`more` when there are more than were counted), and a page of them."""

    total: int
    more: bool
    page: int
    hits: Sequence[Hit]

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return -(-self.total // PAGE)


def search(
    user: Any,
    programme: Programme,
    query: str,
    *,
    language: Language | None = None,
    towns: Iterable[str] = (),
    sectors: Iterable[str] = (),
    kinds: Iterable[str] = (),
    codes: Sequence[str] = (),
    page: int = 1,
) -> Found:
    """Return what a query finds in the towns that a person may read, the closest first (as they were
    indexed where the words are very common).

    Every word has to stand in the unit, in any form or within a compound; words in quotation marks just so; a word with
    an asterisk as the beginning of a word. `towns` are slugs; an empty filter lets all through.
    """
    asked = query_terms(query, language)
    readable = {town.pk: town for town in participants_readable_by(user, programme)}
    if not asked or not readable:
        return Found(0, more=False, page=1, hits=[])
    wanted = set(towns)
    within = [pk for pk, town in readable.items() if not wanted or town.slug in wanted]
    rows = _filtered(within, language, sectors, kinds)
    if codes:
        rows = rows.filter(Exists(_passages_in_unit().filter(pk__in=coded.passages(user, programme, codes))))
    for phrase in _PHRASE.findall(query):
        rows = rows.alias(words=_WORDS).filter(words__icontains=" ".join(phrase.split()))
    counted = matching(rows, asked)[: MOST + 1].count()
    total = min(counted, MOST)
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    ordered = matching if counted > MOST else closest_first
    shown = ordered(rows, asked)[(page - 1) * PAGE : min(page * PAGE, total)]
    return Found(total, counted > MOST, page, _hits(shown, readable, asked))


def _filtered(
    towns: Iterable[int], language: Language | None, sectors: Iterable[str], kinds: Iterable[str]
) -> QuerySet[IndexedUnit]:
    rows = IndexedUnit.objects.filter(source__ecosystem__participant__in=towns)
    if language is not None:
        rows = rows.filter(source__language=language)
    if sectors := list(sectors):
        rows = rows.filter(source__sector__in=sectors)
    if kinds := list(kinds):
        rows = rows.filter(source__kind__in=kinds)
    return rows


def _passages_in_unit() -> QuerySet[Passage]:
    return Passage.objects.filter(
        source=OuterRef("source"), lost=False, start__lt=OuterRef("end"), end__gt=OuterRef("start")
    )


def _hits(rows: QuerySet[IndexedUnit], towns: dict[int, Participant], asked: Sequence[QueryTerm]) -> list[Hit]:
    facts = rows.values(
        *("pk", "source_id", "start", "end", "source__label", "source__kind", "source__sector", "source__date"),
        *("source__language", "source__ecosystem__participant"),
    )
    found = list(facts)
    # The words are cut out of the long texts for these rows only, not for all that were put in order.
    texts = IndexedUnit.objects.filter(pk__in=[row["pk"] for row in found]).annotate(text=_WORDS)
    words = dict(texts.values_list("pk", "text"))
    passages = list(
        Passage.objects.filter(source__in={row["source_id"] for row in found}, lost=False)
        .exclude(CODED_ONLY)
        .values_list("source_id", "start", "end", "pk")
    )
    return [
        _hit(row | {"text": words[row["pk"]]}, towns[row["source__ecosystem__participant"]], asked, passages)
        for row in found
    ]


def _hit(row: dict[str, Any], town: Participant, asked: Sequence[QueryTerm], passages: Sequence[Any]) -> Hit:
    language = as_language(row["source__language"])
    return Hit(
        source=row["source_id"],
        town=town.slug,
        town_name=town.name,
        label=row["source__label"],
        kind=kind_name(row["source__kind"]),
        sector=sector_name(row["source__sector"]),
        date=row["source__date"],
        language=language,
        start=row["start"],
        end=row["end"],
        pieces=snippet(row["text"], language, asked),
        passages=[
            pk
            for source, start, end, pk in passages
            if source == row["source_id"] and start < row["end"] and end > row["start"]
        ],
    )
