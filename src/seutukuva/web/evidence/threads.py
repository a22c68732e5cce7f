"""How sources, passages and ratings are shown on a thread.

Members read the words. The public reads of a published thread's passages the words that may be quoted, and of the
others the label and sector of their source; a source itself is never public.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import Message, Term, parse_urn, render
from seutukuva.base.languages import as_language
from seutukuva.web.evidence.models import Passage, Rating, Source
from seutukuva.web.evidence.pseudonyms.gate import was_changed
from seutukuva.web.evidence.selectors import (
    PublicVoice,
    kind_name,
    may_quote,
    passage_content,
    rating_content,
    sector_name,
)
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.thread.kinds import Kind, Shown, register
from seutukuva.web.programmes.maturity import dimension_name, dimension_names


def _say(message: Message) -> str:
    return render(message, as_language(get_language()))


def _reads(user: Any, source: Source) -> bool:
    return bool(user.has_perm("programmes.read_town", source.ecosystem.participant))


def _address(source: Source) -> str:
    town = source.ecosystem.participant
    return reverse("source", args=[town.programme.slug, town.slug, source.pk])


def source_tags(source: Source) -> tuple[str, ...]:
    """Return the small facts that a source is told by."""
    return _tags(kind_name(source.kind), source.label, sector_name(source.sector), source.published)


def passage_as_published(voice: PublicVoice) -> Shown:
    """Return a passage as the public may read it, in the language that is on."""
    tags = _tags(voice.kind, voice.label, voice.sector, voice.published)
    return Shown(voice.passage, _("Passage"), f"”{voice.words}”" if voice.words else _unspoken(), tags)


def rating_as_published(voice: PublicVoice, names: Mapping[str, Term]) -> Shown:
    """Return a rating as the public may read it: that there is one, of what source, not its level.

    names: of the programme's dimensions.
    """
    tags = _tags(voice.kind, voice.label, voice.sector, voice.published)
    name = dimension_name(names, voice.dimension).text(as_language(get_language()))
    text = _("A rating of “%(dimension)s”, source %(label)s") % {"dimension": name, "label": voice.label}
    return Shown(voice.rating, _("Rating"), text, tags)


def _tags(kind: Message, label: str, sector: Message | None, published: str) -> tuple[str, ...]:
    """Return kind and label, the sector if there is one, and who published a document when."""
    return (f"{_say(kind)} {label}", *((_say(sector),) if sector else ()), *filter(None, (published,)))


def _unspoken() -> str:
    return _("The words of this source are not public.")


def _erased() -> str:
    return _("Erased at the interviewee's request.")


def _standing(row: Passage) -> tuple[str, ...]:
    """Return what became of a passage since it was marked."""
    withdrawn = (_("withdrawn by the interviewee"),) if row.withdrawn else ()
    return (*((_("no longer in the text"),) if row.lost else ()), *withdrawn)


class SourceKind(Kind):
    """A source: only members see it."""

    room, kind = "evidence", "source"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the sources that a member may read."""
        rows = Source.objects.select_related("ecosystem__participant__programme").filter(pk__in=row_ids(ids))
        return {
            str(row.pk): Shown(
                row.urn, _("Source"), _source_text(row), (*source_tags(row), *filter(None, (row.state,))), _address(row)
            )
            for row in rows
            if _reads(user, row)
        }

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return its text's hash, and the state of a document that has one."""
        row = Source.objects.filter(pk__in=row_ids([id_])).first()
        if row is None:
            return None
        state = {"state": row.state} if row.state else {}
        return {"text": row.text_hash, **state} if row.erased is None else {"erased": row.pk}

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        return _synthetic(Source.objects.filter(pk__in=row_ids([id_])), "ecosystem__participant__programme__synthetic")


class PassageKind(ReleasableKind):
    """A passage: its words to members, and to the public where they may be quoted."""

    room, kind = "evidence", "passage"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the passages that a member may read, with the way to their source."""
        return {
            str(row.pk): Shown(
                row.urn,
                _("Passage"),
                f"”{row.quote}”" if row.source.erased is None else _erased(),
                (*source_tags(row.source), *_standing(row)),
                f"{_address(row.source)}#passage-{row.pk}",
                row.source.language if row.source.erased is None else "",
            )
            for row in _passages(ids)
            if _reads(user, row.source)
        }

    def told(self, shown: Shown) -> Shown:
        """Return a published passage; its words only as long as they may be quoted, in the wording that was agreed."""
        row = next(iter(_passages([parse_urn(shown.urn).id])), None)
        if row is not None and row.source.erased is not None:
            return replace(shown, text=_erased())
        if row is None or not may_quote(row):
            return replace(shown, text=_unspoken())
        # What was published before names were taken out of a text told them: it is told as it stands now.
        otherwise = row.agreed_words or was_changed(row.source_id)
        text = f"”{row.public_words}”" if otherwise else shown.text
        return replace(shown, text=text, language=row.source.language)

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return its words."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the words of several."""
        return {str(row.pk): passage_content(row) for row in _passages(ids)}

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        rows = Passage.objects.filter(pk__in=row_ids([id_]))
        return _synthetic(rows, "source__ecosystem__participant__programme__synthetic")


class RatingKind(ReleasableKind):
    """A rating: its level to members; the public is told that there is one."""

    room, kind = "evidence", "rating"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the ratings that a member may read."""
        rows = [row for row in _ratings(ids) if _reads(user, row.passage.source)]
        names = dimension_names(row.programme_id for row in rows)
        return {
            str(row.pk): Shown(
                row.urn,
                _("Rating"),
                rating_text(row, names[row.programme_id]),
                (
                    *source_tags(row.passage.source),
                    str(row.rater or ""),
                    _say(Message(f"evidence.confidence.{row.confidence}")),
                ),
                f"{_address(row.passage.source)}#passage-{row.passage_id}",
            )
            for row in rows
        }

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return its level and the words it was given to."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the levels and words of several."""
        return {str(row.pk): rating_content(row) for row in _ratings(ids)}

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        rows = Rating.objects.filter(pk__in=row_ids([id_]))
        return _synthetic(rows, "passage__source__ecosystem__participant__programme__synthetic")


def _source_text(row: Source) -> str:
    return f"{row.label} {row.who}".strip() if row.erased is None else f"{row.label}: {_erased()}"


def rating_text(row: Rating, names: Mapping[str, Term]) -> str:
    """Return a rating in words: dimension and level. names: of the programme's dimensions."""
    name = dimension_name(names, row.dimension).text(as_language(get_language()))
    level = _("no information") if row.level is None else _("level %(level)s") % {"level": row.level}
    return f"{name[:1].upper()}{name[1:]}: {level}"


def _passages(ids: list[str]) -> list[Passage]:
    rows = Passage.objects.select_related("source__ecosystem__participant__programme").defer("source__text")
    return list(rows.filter(pk__in=row_ids(ids)))


def _ratings(ids: list[str]) -> list[Rating]:
    rows = Rating.objects.select_related("rater", "passage__source__ecosystem__participant__programme")
    return list(rows.defer("passage__source__text").filter(pk__in=row_ids(ids)))


def _synthetic(rows: Any, path: str) -> bool:
    return any(rows.values_list(path, flat=True))


def register_all() -> None:
    """Make the kinds known to the thread."""
    for kind in (SourceKind(), PassageKind(), RatingKind()):
        register(kind)
