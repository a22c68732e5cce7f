"""Reads of the analysis: the codings that a person may read, as the library takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from seutukuva.base import Language, Message, render
from seutukuva.evidence.analysis import codings
from seutukuva.evidence.codebook import Codebook
from seutukuva.web.evidence.analysis.models import Summary
from seutukuva.web.evidence.coding.selectors import as_codebook, counted
from seutukuva.web.programmes.selectors import default_ecosystem, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class Wanted:
    """What of the codings a reader asks for; an empty word asks for everything. `code` is the slug of a code."""

    town: str = ""
    sector: str = ""
    kind: str = ""
    code: str = ""


@dataclass(frozen=True)
class Material:
    """The codings that a person may read, with the codebook and the towns they come from."""

    frame: pl.DataFrame
    book: Codebook
    towns: tuple[Participant, ...]
    wanted: Wanted


def material(user: Any, programme: Programme, wanted: Wanted, language: Language) -> Material:
    """Return the codings of a programme that a person may read; the variables are named in `language`."""
    rows = counted(user, programme)
    if wanted.town:
        rows = rows.filter(passage__source__ecosystem__participant__slug=wanted.town)
    if wanted.sector:
        rows = rows.filter(passage__source__sector=wanted.sector)
    if wanted.kind:
        rows = rows.filter(passage__source__kind=wanted.kind)
    towns = participants_readable_by(user, programme)
    names = {town.pk: town.name.form(language, "name") for town in towns}
    table = [
        {
            "passage": str(row.passage_id),
            "source": row.passage.source.label,
            "town": names[row.passage.source.ecosystem.participant_id],
            "ecosystem": row.passage.source.ecosystem.slug,
            "sector": _said("sector", row.passage.source.sector, language),
            "kind": row.passage.source.kind,
            "language": row.passage.source.language,
            "date": row.passage.source.date.isoformat(),
            "code": row.code.slug,
            "coder": str(row.coder or ""),
            "start": row.passage.start,
            "end": row.passage.end,
            "quote": row.passage.quote,
        }
        for row in rows
    ]
    return Material(codings(table), as_codebook(programme), tuple(towns), wanted)


def summaries(user: Any, programme: Programme, language: Language) -> dict[tuple[str, str], str]:
    """Return the summaries of the towns that a person may read: (town's name, code's slug) -> words."""
    towns = {town.pk: town.name.form(language, "name") for town in participants_readable_by(user, programme)}
    rows = Summary.objects.filter(ecosystem__participant__in=towns).select_related("code", "ecosystem")
    return {(towns[row.ecosystem.participant_id], row.code.slug): row.body for row in rows}


def summary_of(town: Participant, code: int) -> str:
    """Return the words of one cell; the caller got the town by permission."""
    row = Summary.objects.filter(ecosystem=default_ecosystem(town), code=code).first()
    return row.body if row else ""


def _said(kind: str, value: str, language: Language) -> str:
    return render(Message(f"evidence.{kind}.{value}"), language) if value else ""
