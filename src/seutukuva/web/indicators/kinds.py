"""Official values, imported datasets and figures, and index scores as things that a sentence can stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import Problem, languages, parse_urn, render, urn
from seutukuva.base.languages import as_language
from seutukuva.indicators import Figure
from seutukuva.regions import local_name
from seutukuva.web.indicators import official
from seutukuva.web.indicators.board import Board, Measure, Town
from seutukuva.web.indicators.composite.definition import from_stored
from seutukuva.web.indicators.composite.scores import content_of, on_one_scale, result_of, score_urn
from seutukuva.web.indicators.composite.selectors import sees_whole
from seutukuva.web.indicators.models import CompositeIndex, Dataset
from seutukuva.web.indicators.selectors import board, visible_datasets, whole_board
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.texts.selectors import own_texts
from seutukuva.web.kit.thread.kinds import Kind, Shown
from seutukuva.web.programmes.selectors import participants_visible_to, programmes_by_id, visible_to


class ValueKind(Kind):
    """One official figure, `<indicator>@<code>@<period>`; several municipalities seen as one are joined by a hyphen."""

    room = "indicators"
    kind = "value"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Official statistics are everybody's; the link leads to a programme in which the reader sees the town."""
        found = {id_: figure for id_ in ids if (figure := read(id_)) is not None}
        homes = self._homes(user) if found else {}
        return {id_: self._shown(id_, figure, homes) for id_, figure in found.items()}

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return the value: when a publisher revises it, sentences on it are flagged."""
        figure = read(id_)
        return None if figure is None else {"value": figure.value}

    def synthetic(self, id_: str) -> bool:
        """Official statistics are never made."""
        return False

    def _homes(self, user: Any) -> dict[str, str]:
        return {
            code: programme.slug
            for programme in reversed(list(visible_to(user)))
            for participant in participants_visible_to(user, programme)
            for code in participant.codes
        }

    def _shown(self, id_: str, figure: Figure, homes: Mapping[str, str]) -> Shown:
        language = as_language(get_language())
        codes = id_.split("@")[1].split("-")
        names = ", ".join(local_name(code).form(language, "name") for code in codes)
        programme = homes.get(codes[0])
        return Shown(
            urn=f"urn:seutukuva:indicators:value:{id_}",
            kind=_("Statistic"),
            text=f"{names}: {figure.indicator.name.text(language)} {render(figure.shown, language)}",
            tags=(languages.period(figure.period, language), figure.source.dataset),
            href=reverse("indicator", args=[programme, figure.indicator.id]) if programme else None,
        )


class DatasetKind(Kind):
    """An imported dataset, by its number."""

    room = "indicators"
    kind = "dataset"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the datasets that the reader may see in their programmes."""
        rows = Dataset.objects.filter(pk__in=[i for i in ids if i.isdigit()]).select_related("programme")
        return {
            str(row.pk): Shown(
                urn=row.urn,
                kind=_("Dataset"),
                text=row.name,
                tags=(row.source, row.licence),
                href=reverse("dataset", args=[row.programme.slug, row.pk]),
            )
            for row in rows
            if user.has_perm("programmes.view", row.programme)
            and visible_datasets(user, row.programme).filter(pk=row.pk).exists()
        }

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return the hash of the file."""
        row = Dataset.objects.filter(pk=id_).first() if id_.isdigit() else None
        return None if row is None else {"sha256": row.sha256}

    def synthetic(self, id_: str) -> bool:
        """Tell whether the dataset belongs to a training programme."""
        return id_.isdigit() and Dataset.objects.filter(pk=id_, synthetic=True).exists()


class ImportedKind(ReleasableKind):
    """A town's latest imported figure of a measure, `<programme>@<measure>@<town>`, whatever file it comes from."""

    room = "indicators"
    kind = "imported"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the figures that the reader may see in their programmes."""
        parts = _imported_ids(ids)
        programmes = {row.pk: row for row in visible_to(user).filter(pk__in={part[0] for part in parts.values()})}
        language, found = as_language(get_language()), {}
        for id_, one in _imported(parts, {pk: board(user, row) for pk, row in programmes.items()}).items():
            programme, key, slug = parts[id_]
            name = f"{one.town.name.form(language, 'name')}: {one.measure.name.text(language)}"
            found[id_] = Shown(
                urn=imported_urn(programme, key, slug),
                kind=_("Imported figure"),
                text=f"{name} {one.measure.shown(one.value, language, unit=True)}",
                tags=(languages.period(one.period, language), one.measure.source_line(language)),
                href=reverse("indicator", args=[programmes[programme].slug, key]),
            )
        return found

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return the value and its period; None when no file has it."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the values of several; a programme's files are read once."""
        parts = _imported_ids(ids)
        boards = {row.pk: whole_board(row) for row in programmes_by_id({part[0] for part in parts.values()})}
        return {id_: {"value": one.value, "period": one.period} for id_, one in _imported(parts, boards).items()}

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a training programme."""
        return any(row.synthetic for row in programmes_by_id({part[0] for part in _imported_ids([id_]).values()}))


@dataclass(frozen=True)
class _Imported:
    town: Town
    measure: Measure
    value: float
    period: str


def imported_urn(programme: int, measure: str, town: str) -> str:
    """Return the URN of a town's latest imported figure of a measure."""
    return urn("indicators", "imported", f"{programme}@{measure}@{town}")


def open_imported(urns: Iterable[str]) -> list[str]:
    """Return the imported figures that come from open datasets alone, so that everybody may be told of them."""
    parts = _imported_ids([parse_urn(name).id for name in urns])
    boards = {row.pk: whole_board(row) for row in programmes_by_id({part[0] for part in parts.values()})}
    found = _imported(parts, boards)
    closed = set(Dataset.objects.filter(programme__in=boards, open=False).values_list("pk", flat=True))
    return [
        imported_urn(*parts[id_])
        for id_, one in found.items()
        if not closed & {origin.id for origin in one.measure.origins}
    ]


def _imported_ids(ids: list[str]) -> dict[str, tuple[int, str, str]]:
    """Return programme, measure and town of the ids that have all three."""
    found = {}
    for id_ in ids:
        programme, measure, town = (*id_.split("@"), "", "", "")[:3]
        if row_ids([programme]) and measure and town:
            found[id_] = (row_ids([programme])[0], measure, town)
    return found


def _imported(parts: Mapping[str, tuple[int, str, str]], boards: Mapping[int, Board]) -> dict[str, _Imported]:
    """Return the figures that there are, from boards by programme."""
    found = {}
    for id_, (programme, key, slug) in parts.items():
        at = boards.get(programme)
        measure, town = (at.measure(key), at.town(slug)) if at else (None, None)
        if at is not None and measure is not None and town is not None and not measure.official:
            value, period = at.latest(measure).get(town.key or "", (None, ""))
            if value is not None:
                found[id_] = _Imported(town, measure, value, period)
    return found


class ScoreKind(Kind):
    """A town's score in a stored index, `<index>@<town>`."""

    room = "indicators"
    kind = "score"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the scores in the indices of which the reader may see every figure of every town."""
        language = as_language(get_language())
        found: dict[str, Shown] = {}
        for row, mine in _by_index(ids):
            if not user.has_perm("programmes.view", row.programme):
                continue
            seen = board(user, row.programme)
            result = result_of(row, seen) if sees_whole(seen, row.programme, from_stored(row.definition)) else None
            if result is None:
                continue
            name = own_texts([row.urn]).get((row.urn, "name"))
            called = str(name.shown(language)) if name else _("Index")
            for line in result.rows:
                id_ = mine.get(line.town.slug)
                if id_ is None:
                    continue
                told = [] if line.rank is None else [_("rank %(rank)s of %(all)s") % _place(line.rank, result.ranked)]
                score = line.score
                if score is not None:
                    score = on_one_scale(score, from_stored(row.definition), len(result.ranked))
                shown = _("no score") if score is None else languages.number(score, language, 1)
                found[id_] = Shown(
                    urn=score_urn(row.pk, line.town.slug),
                    kind=_("Index score"),
                    text=f"{line.town.name.form(language, 'name')}: {called} {shown}",
                    tags=tuple(told),
                    href=reverse("index_view", args=[row.programme.slug, row.pk]),
                )
        return found

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return the score with its figures and the making of the index: a change of any flags what stands on it."""
        for row, mine in _by_index([id_]):
            return content_of(row, whole_board(row.programme), next(iter(mine)))
        return None

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the content of several scores, the figures of each programme read once."""
        boards: dict[int, Board] = {}
        found: dict[str, Mapping[str, Any] | None] = dict.fromkeys(ids)
        for row, mine in _by_index(ids):
            if row.programme_id not in boards:
                boards[row.programme_id] = whole_board(row.programme)
            for town, id_ in mine.items():
                found[id_] = content_of(row, boards[row.programme_id], town)
        return found

    def synthetic(self, id_: str) -> bool:
        """Tell whether the index belongs to a training programme."""
        return any(row.programme.synthetic for row, _towns in _by_index([id_]))


def _place(rank: int, ranked: Sequence[Any]) -> dict[str, int]:
    return {"rank": rank, "all": len(ranked)}


def _by_index(ids: list[str]) -> list[tuple[CompositeIndex, dict[str, str]]]:
    """Return the stored indices that ids of scores name, each with its towns' slugs -> the id."""
    towns: dict[int, dict[str, str]] = {}
    for id_ in ids:
        number, at, town = id_.partition("@")
        if at and town and number.isascii() and number.isdigit():
            towns.setdefault(int(number), {})[town] = id_
    rows = CompositeIndex.objects.filter(pk__in=towns).select_related("programme") if towns else ()
    return [(row, towns[row.pk]) for row in rows]


def read(id_: str) -> Figure | None:
    """Return the official figure that an id names; None when there is no such."""
    parts = id_.split("@")
    if len(parts) != 3:
        return None
    try:
        return official.figure(parts[0], tuple(sorted(parts[1].split("-"))), parts[2])
    except Problem:
        return None
