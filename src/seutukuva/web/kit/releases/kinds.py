"""Kinds of the thread that releases tell the public about."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from seutukuva.base import parse_urn, urn
from seutukuva.web.kit.releases.selectors import public_things
from seutukuva.web.kit.thread.kinds import Kind, Shown


class ReleasableKind(Kind):
    """A kind that members read as it is now and everybody else as the newest releases tell it."""

    @abstractmethod
    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the things that a member reads as they are now."""

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return what a member reads, and of the rest what was published."""
        readable = self.readable(user, ids)
        hidden = [urn(self.room, self.kind, id_) for id_ in ids if id_ not in readable]
        public = public_things(hidden, get_language() or "fi")
        return {**readable, **{parse_urn(name).id: self.told(shown) for name, shown in public.items()}}

    def told(self, shown: Shown) -> Shown:
        """Return what is still told of a published thing; a kind may hold back what must no longer be read."""
        return shown


def row_ids(ids: list[str]) -> list[int]:
    """Return the ids that can be those of rows; an address may carry anything."""
    return [int(id_) for id_ in ids if id_.isdecimal() and len(id_) < 19]
