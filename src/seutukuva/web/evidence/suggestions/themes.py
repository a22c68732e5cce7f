"""Themes of the passages that a person may read: grouped when they are asked for; the last groupings are remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from seutukuva.base import Language
from seutukuva.base.languages import as_language, number
from seutukuva.documents import Column, Table
from seutukuva.evidence.suggestions import Text, Theme
from seutukuva.evidence.suggestions import themes as group
from seutukuva.web.evidence.coding.selectors import counted
from seutukuva.web.evidence.coding.transcript import touched
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.suggestions.examples import statements
from seutukuva.web.evidence.suggestions.remembering import Remembered
from seutukuva.web.programmes.selectors import participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant, Programme

MOST = 1000  # passages: about a second
_REMEMBERED: Remembered[tuple[Theme, ...]] = Remembered(8)


@dataclass(frozen=True)
class Wanted:
    """What a reader asks for; `number` 0: as many themes as suits; `language` "": the one that most sources speak."""

    town: str = ""
    sector: str = ""
    language: str = ""
    material: str = "all"
    number: int = 0


@dataclass(frozen=True)
class Piece:
    """A passage of a source; `line` is where its line begins on the coding page."""

    source: Source
    town: Participant
    words: str
    line: int


@dataclass(frozen=True)
class NamedTheme:
    """A theme with its passages, the clearest first; `weights` tell how clearly each belongs, 0-1."""

    terms: tuple[str, ...]
    pieces: Sequence[Piece]
    weights: Sequence[float]


@dataclass(frozen=True)
class Found:
    """Themes of a material: `read` passages were grouped of `there` that are; `themes` as the library has them."""

    named: Sequence[NamedTheme]
    themes: Sequence[Theme]
    language: Language
    languages: Sequence[str]
    towns: Sequence[Participant]
    there: int
    read: int


def find(user: Any, programme: Programme, wanted: Wanted) -> Found:
    """Return the themes of what a person may read. Codings that a blind round hides tell nothing here."""
    towns = participants_readable_by(user, programme)
    rows = Source.objects.filter(ecosystem__participant__in=[town.pk for town in towns], erased=None)
    spoken = Counter(rows.order_by().values_list("language", flat=True))
    languages = [language for language, _times in spoken.most_common()]
    chosen = wanted.language if wanted.language in languages else next(iter(languages), "fi")
    rows = _narrowed(rows.filter(language=chosen), wanted).select_related("ecosystem")
    by_town = {town.pk: town for town in towns}
    pieces = list(_coded(user, programme, rows, by_town) if wanted.material == "coded" else _units(rows, by_town))
    there = len(pieces)
    read = [pieces[i * there // MOST] for i in range(MOST)] if there > MOST else pieces
    language = as_language(chosen)
    grouped = _grouped([Text(piece.words, language) for piece in read], wanted.number)
    named = [NamedTheme(theme.terms, [read[i] for i in theme.passages], theme.weights) for theme in grouped]
    return Found(named, grouped, language, languages, tuple(towns), there, len(read))


def passages_table(found: Found, language: Language) -> Table:
    """Return every passage with its theme as a table."""
    told = [
        (n, theme, piece, weight)
        for n, theme in enumerate(found.named, start=1)
        for piece, weight in zip(theme.pieces, theme.weights, strict=True)
    ]
    return Table(
        caption=_("Passages by theme"),
        columns=(
            Column(_("Theme"), numeric=True),
            Column(_("Terms")),
            Column(_("How clearly"), numeric=True),
            Column(_("Town")),
            Column(_("Source")),
            Column(_("Words")),
        ),
        rows=tuple(
            (str(n), ", ".join(theme.terms), number(weight, language, 2), *_where(piece, language))
            for n, theme, piece, weight in told
        ),
        raw=tuple((n, ", ".join(theme.terms), weight, *_where(piece, language)) for n, theme, piece, weight in told),
        row_header=False,
    )


def _where(piece: Piece, language: Language) -> tuple[str, str, str]:
    return piece.town.name.form(language, "name"), piece.source.label, piece.words


def _grouped(texts: Sequence[Text], number: int) -> tuple[Theme, ...]:
    return _REMEMBERED.get([number, *texts], lambda: group(texts, number=number))


def _narrowed(rows: QuerySet[Source], wanted: Wanted) -> QuerySet[Source]:
    if wanted.town:
        rows = rows.filter(ecosystem__participant__slug=wanted.town)
    if wanted.sector:
        rows = rows.filter(sector=wanted.sector)
    return rows


def _units(rows: QuerySet[Source], towns: dict[int, Participant]) -> Iterator[Piece]:
    for source in rows.order_by("ecosystem__participant", "label"):
        for unit in statements(source.text):
            yield _piece(source, towns, unit.start, source.text[unit.start : unit.end])


def _coded(user: Any, programme: Programme, rows: QuerySet[Source], towns: dict[int, Participant]) -> Iterator[Piece]:
    sources = rows.in_bulk()
    seen = counted(user, programme).filter(passage__source__in=sources).order_by()
    for source, start, words in sorted(
        seen.values_list("passage__source", "passage__start", "passage__quote").distinct()
    ):
        yield _piece(sources[source], towns, start, words)


def _piece(source: Source, towns: dict[int, Participant], start: int, words: str) -> Piece:
    return Piece(source, towns[source.ecosystem.participant_id], words, touched(source.text, start, start)[0])
