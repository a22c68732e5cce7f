"""From whom the evidence of a report comes, counted: sectors and kinds of source, never who it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seutukuva.base import Language, render
from seutukuva.picture import Heard
from seutukuva.web.evidence.selectors import PublicVoice, inventory

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant


def heard(voices: Sequence[PublicVoice], language: Language) -> dict[str, tuple[Heard, ...]]:
    """Return by dimension from whom its rated passages come; a passage that two people rated counts once."""
    passages: dict[str, dict[str, dict[str, bool]]] = defaultdict(lambda: defaultdict(dict))
    for voice in voices:
        who = render(voice.sector or voice.kind, language)
        passages[voice.dimension][who][voice.passage] = voice.words is not None
    return {
        dimension: tuple(Heard(who, len(rows), sum(rows.values())) for who, rows in sorted(found.items()))
        for dimension, found in passages.items()
    }


def unheard(participant: Participant, language: Language) -> tuple[str, ...]:
    """Return the sectors that nobody was interviewed from; the caller got the participant by permission."""
    return tuple(render(sector, language) for sector in inventory(participant).missing)
