"""How the things of rooms are shown on a thread: each room registers its kinds, none imports another to follow it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from seutukuva.base import content_hash, parse_urn
from seutukuva.web.kit.once import once


@dataclass(frozen=True)
class Shown:
    """A thing of the thread as a reader sees it.

    `kind` is the translated name of its kind; `tags` are small facts (source, rating); `href` leads to its own page,
    None where the reader has none; `language` is that of `text` where it is somebody's own words, "" elsewhere.
    """

    urn: str
    kind: str
    text: str
    tags: tuple[str, ...] = ()
    href: str | None = None
    language: str = ""


class Kind(ABC):
    """One kind of thing that can stand on a thread. A room subclasses it and registers an instance in `apps.ready`."""

    room: ClassVar[str]
    kind: ClassVar[str]

    @abstractmethod
    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the things among `ids` that `user` may see; what is absent is told as "not shown to you"."""

    @abstractmethod
    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return what the hash is taken of; None when the thing no longer exists."""

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the content of several things; a kind whose things are many overrides it with one question."""
        return {id_: self.content(id_) for id_ in ids}

    def carriers(self, ids: list[str]) -> Mapping[str, Sequence[str]]:
        """Return what things stand on by how they are computed, id -> URNs, beside what they were tied to."""
        return {}

    def sentences(self, carriers: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the things of this kind that are computed from carriers: URN of the carrier -> URNs."""
        return {}

    def withheld(self, user: Any, carriers: list[str]) -> set[str]:
        """Return the carriers of which `user` must not learn that things of this kind stand on them."""
        return set()

    @abstractmethod
    def synthetic(self, id_: str) -> bool:
        """Tell whether the thing is made, or stands on what is made."""


_KINDS: dict[tuple[str, str], Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known to the thread."""
    _KINDS[kind.room, kind.kind] = kind


def kind_of(urn: str) -> Kind:
    """Return the kind of a URN. Raises KeyError for a kind that no room registered."""
    parts = parse_urn(urn)
    return _KINDS[parts.room, parts.kind]


def hash_of(urn: str) -> str:
    """Return the hash of a thing's content as it is now; empty when it no longer exists."""
    content = kind_of(urn).content(parse_urn(urn).id)
    return "" if content is None else content_hash(content)


def hashes_of(urns: Iterable[str]) -> dict[str, str]:
    """Return the hashes of several things as they are now, asked kind by kind; empty for what no longer exists."""
    return once("hashes", urns, _hashes)


def _hashes(urns: Iterable[str]) -> dict[str, str]:
    by_kind: dict[tuple[str, str], dict[str, str]] = {}
    for urn in urns:
        parts = parse_urn(urn)
        by_kind.setdefault((parts.room, parts.kind), {})[parts.id] = urn
    hashes: dict[str, str] = {}
    for key, wanted in by_kind.items():
        contents = _KINDS[key].contents(list(wanted))
        for id_, urn in wanted.items():
            content = contents.get(id_)
            hashes[urn] = "" if content is None else content_hash(content)
    return hashes


def computed_carriers(urns: Iterable[str]) -> dict[str, list[str]]:
    """Return what things are computed from, asked kind by kind; they are hashed with what they carry, not here."""
    by_kind: dict[tuple[str, str], dict[str, str]] = {}
    for urn in urns:
        parts = parse_urn(urn)
        by_kind.setdefault((parts.room, parts.kind), {})[parts.id] = urn
    found: dict[str, list[str]] = {}
    for key, wanted in by_kind.items():
        for id_, carriers in _KINDS[key].carriers(list(wanted)).items():
            found[wanted[id_]] = list(carriers)
    return found


def computed_sentences(urns: Iterable[str]) -> dict[str, list[str]]:
    """Return what is computed from things; every kind is asked."""
    asked = list(urns)
    found: dict[str, list[str]] = defaultdict(list)
    for kind in _KINDS.values():
        for carrier, sentences in kind.sentences(asked).items():
            found[carrier] += sentences
    return found


def is_synthetic(urn: str) -> bool:
    """Tell whether a thing is made."""
    return kind_of(urn).synthetic(parse_urn(urn).id)
