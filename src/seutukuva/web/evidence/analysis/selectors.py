"""Reads of the analysis: the codings that a person may read, as the library takes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from seutukuva.base import Language, Message, render
from seutukuva.evidence.analysis import codings
from seutukuva.evidence.codebook import Codebook
from seutukuva.web.evidence.analysis.models import Summary
from seutukuva.web.evidence.coding.models import Coding
from seutukuva.web.evidence.coding.selectors import as_codebook, counted
from seutukuva.web.evidence.values import SECTORS
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
    return Material(codings(_told(rows, towns, language)), as_codebook(programme), tuple(towns), wanted)


_SOURCE, _TOWN = "passage__source", "passage__source__ecosystem__participant"
_READ = {
    "passage": "passage_id",
    "source": f"{_SOURCE}__label",
    "town": _TOWN,
    "ecosystem": f"{_SOURCE}__ecosystem__slug",
    "sector": f"{_SOURCE}__sector",
    "kind": f"{_SOURCE}__kind",
    "language": f"{_SOURCE}__language",
    "date": f"{_SOURCE}__date",
    "code": "code__slug",
    "coder": "coder_id",
    "start": "passage__start",
    "end": "passage__end",
    "quote": "passage__quote",
}


def _told(rows: QuerySet[Coding], towns: Iterable[Participant], language: Language) -> list[dict[str, Any]]:
    """Return codings as the library takes them: read as plain values, there are thousands of them."""
    names = {town.pk: town.name.form(language, "name") for town in towns}
    sectors = {sector: _said("sector", sector, language) for sector in ("", *SECTORS)}
    table = [dict(zip(_READ, values, strict=True)) for values in rows.values_list(*_READ.values())]
    people = get_user_model().objects.in_bulk({row["coder"] for row in table})
    for row in table:
        row["passage"], row["date"] = str(row["passage"]), row["date"].isoformat()
        row["town"], row["sector"] = names[row["town"]], sectors[row["sector"]]
        row["coder"] = str(people.get(row["coder"], ""))
    return table


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
