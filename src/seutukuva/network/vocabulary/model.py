"""The entries of the vocabulary as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeVar, get_args

from seutukuva.base import Problem, Term

SectorId = Literal["city", "company", "education", "rdi", "finance", "state", "region", "association", "other"]
Permanence = Literal["project", "recurring", "agreement", "body"]
SECTORS: Final[tuple[SectorId, ...]] = get_args(SectorId)
PERMANENCE: Final[tuple[Permanence, ...]] = get_args(Permanence)


_NONE: Final = Term("", "", "")


@dataclass(frozen=True)
class Entry:
    """A word of the vocabulary: its id, its name and other ways in which files write it."""

    id: str
    name: Term
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind(Entry):
    """A kind of actor and the sector that it stands in."""

    sector: SectorId = "other"


@dataclass(frozen=True)
class Role(Entry):
    """What an actor does in the ecosystem."""

    explanation: Term = _NONE


@dataclass(frozen=True)
class TieKind(Entry):
    """A kind of tie; a directed one runs from giver to taker: financier, supplier, member, the one who names."""

    directed: bool = False


@dataclass(frozen=True)
class Form:
    """A form of cooperation: what it is, when it suits, what to watch, and how lasting it makes a tie."""

    id: str
    name: Term
    what: Term
    suits: Term
    watch: Term
    permanence: Permanence


_Word = TypeVar("_Word", bound="Entry | Form")


@dataclass(frozen=True)
class Vocabulary:
    """All words of a network, each list in the order in which it is shown."""

    version: str
    sectors: tuple[Entry, ...]
    kinds: tuple[Kind, ...]
    roles: tuple[Role, ...]
    ties: tuple[TieKind, ...]
    permanence: tuple[Entry, ...]
    sizes: tuple[Entry, ...]
    forms: tuple[Form, ...]

    def kind(self, id_: str) -> Kind:
        """Return a kind of actor. Raises Problem for one that is not known."""
        return _found(self.kinds, "kind", id_)

    def tie(self, id_: str) -> TieKind:
        """Return a kind of tie. Raises Problem for one that is not known."""
        return _found(self.ties, "tie", id_)

    def role(self, id_: str) -> Role:
        """Return a role. Raises Problem for one that is not known."""
        return _found(self.roles, "role", id_)

    def sector(self, id_: str) -> Entry:
        """Return a sector. Raises Problem for one that is not known."""
        return _found(self.sectors, "sector", id_)

    def size(self, id_: str) -> Entry:
        """Return a size class. Raises Problem for one that is not known."""
        return _found(self.sizes, "size", id_)

    def form(self, id_: str) -> Form:
        """Return a form of cooperation. Raises Problem for one that is not known."""
        return _found(self.forms, "form", id_)


def _found(entries: tuple[_Word, ...], field: str, id_: str) -> _Word:
    for entry in entries:
        if entry.id == id_:
            return entry
    raise Problem("network.vocabulary.unknown", field=field, value=id_, known=", ".join(e.id for e in entries))
