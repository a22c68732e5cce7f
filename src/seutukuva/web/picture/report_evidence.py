"""From whom the evidence of a report comes, counted: sectors and kinds of source, never who it was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import translation

from seutukuva.base import Language, parse_urn, render
from seutukuva.picture import Heard, Interviewed, ReadFigure
from seutukuva.picture.mapping import Read
from seutukuva.web.evidence.interviews.selectors import quotas_of
from seutukuva.web.evidence.selectors import PublicVoice, inventory, kind_name, sector_name
from seutukuva.web.evidence.values import DOCUMENT, SECTORS
from seutukuva.web.kit.thread.kinds import Shown
from seutukuva.web.kit.thread.selectors import shown_to

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Participant


def heard(voices: Sequence[PublicVoice], language: Language) -> dict[str, tuple[Heard, ...]]:
    """Return by dimension from whom its rated passages come; a passage that two people rated counts once."""
    passages: dict[str, dict[str, dict[str, bool]]] = defaultdict(lambda: defaultdict(dict))
    for voice in voices:
        # A document speaks for nobody, whosever drawer it came from.
        who = render(voice.kind if voice.kind == kind_name(DOCUMENT) else voice.sector or voice.kind, language)
        passages[voice.dimension][who][voice.passage] = voice.words is not None
    return {
        dimension: tuple(Heard(who, len(rows), sum(rows.values())) for who, rows in sorted(found.items()))
        for dimension, found in passages.items()
    }


def read_figures(
    reads: Sequence[Read], things: Sequence[Shown], reader: User, language: Language
) -> dict[str, tuple[ReadFigure, ...]]:
    """Return by dimension the figures that were read as levels: official ones, and others that are among `things`."""
    official = [read.measured.urn for read in reads if parse_urn(read.measured.urn).kind == "value"]
    with translation.override(language):
        texts = {thing.urn: thing.text for thing in (*things, *shown_to(reader, official).values())}
    found: dict[str, list[ReadFigure]] = defaultdict(list)
    for read in reads:
        on = read.measured.urn
        if on in texts:
            why = read.reading.why.text(language) if read.reading.why else ""
            found[read.reading.dimension].append(ReadFigure(on, texts[on], read.rating.level, why))
    return {dimension: tuple(rows) for dimension, rows in found.items()}


def unheard(participant: Participant, language: Language) -> tuple[str, ...]:
    """Return the sectors that nobody was interviewed from; the caller got the participant by permission."""
    return tuple(render(sector, language) for sector in inventory(participant).missing)


def interviewed(participant: Participant, language: Language) -> tuple[Interviewed, ...]:
    """Return how many of each sector were interviewed and are wanted; the caller got the participant by permission."""
    found = inventory(participant)
    spoken = [row.source for row in found.rows if row.source.kind == "interview" and row.source.erased is None]
    counts = Counter(source.sector for source in spoken)
    wanted = quotas_of(found.ecosystem)
    names = {sector: sector_name(sector) for sector in SECTORS if counts[sector] or wanted.get(sector)}
    return tuple(
        Interviewed(render(name, language), counts[sector], wanted.get(sector, 0))
        for sector, name in names.items()
        if name is not None
    )
