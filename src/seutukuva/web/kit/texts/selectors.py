"""Reads of users' own texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from seutukuva.base import LANGUAGES, Language
from seutukuva.web.kit.texts.actions import body_hash
from seutukuva.web.kit.texts.models import Text

Status = Literal["original", "current", "stale", "missing"]


@dataclass(frozen=True)
class OwnText:
    """A field of a thing in all its languages."""

    bodies: Mapping[str, str]
    statuses: Mapping[str, Status]
    original: Language | None

    @property
    def behind(self) -> list[str]:
        """Return the languages whose words are older than the original: they may say something else by now."""
        return [language for language, status in self.statuses.items() if status == "stale"]

    def changed_alone(self, bodies: Mapping[str, str]) -> list[str]:
        """Return the languages that `bodies` writes anew while the original stays as it is; a first version is none."""
        source = self.original
        if source is None or bodies.get(source, self.bodies[source]).strip() != self.bodies[source]:
            return []
        return [la for la, body in bodies.items() if la in self.bodies and body.strip() not in ("", self.bodies[la])]

    def shown(self, language: str) -> ShownText:
        """Return the text for a reader of `language`: his own, or the original with a word that it is not his."""
        if language in self.bodies:
            return ShownText(self.bodies[language], language, self.statuses[language], fallback=False)
        source = self.original or "fi"
        return ShownText(self.bodies.get(source, ""), source, "missing", fallback=source in self.bodies)


@dataclass(frozen=True)
class ShownText:
    """What a reader sees: the text, the language it is in, its status, and whether it stands in for a missing one."""

    body: str
    language: str
    status: Status
    fallback: bool

    def __str__(self) -> str:
        return self.body


def own_texts(owners: Iterable[str]) -> dict[tuple[str, str], OwnText]:
    """Return all fields of several things in one query: (owner, field) -> OwnText."""
    grouped: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for row in Text.objects.filter(owner__in=list(owners)):
        grouped[row.owner, row.field].append(row)
    return {key: _gather(rows) for key, rows in grouped.items()}


def own_text(owner: str, field: str) -> OwnText:
    """Return one field of one thing; empty when nothing was written."""
    return own_texts([owner]).get((owner, field), OwnText({}, dict.fromkeys(LANGUAGES, "missing"), None))


def _gather(rows: list[Text]) -> OwnText:
    source = next((row for row in rows if row.original), None)
    now = body_hash(source.body) if source else ""
    statuses: dict[str, Status] = dict.fromkeys(LANGUAGES, "missing")
    for row in rows:
        if row.original:
            statuses[row.language] = "original"
        else:
            statuses[row.language] = "current" if row.made_from == now else "stale"
    original = next((language for language in LANGUAGES if source and source.language == language), None)
    return OwnText({row.language: row.body for row in rows}, statuses, original)
