"""Which roles and kinds of actors somebody has told of in each town, which nobody has, and who could partner whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from seutukuva.base import Message, Term

# So many actors of a role or an industry make a strength; none is a gap.
STRONG: Final = 2


@dataclass(frozen=True)
class Cell:
    """The actors of one role or kind that somebody has told of in a town, by id."""

    town: str
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A role or a kind, a cell per town in the order asked for."""

    id: str
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the towns where nobody has told of one."""
        return tuple(cell.town for cell in self.cells if not cell.actors)

    @property
    def present(self) -> tuple[Cell, ...]:
        """Return the cells with actors."""
        return tuple(cell for cell in self.cells if cell.actors)


# Town -> actor -> the words (roles, kinds, industries) that it carries there.
Carried = Mapping[str, Mapping[str, Sequence[str]]]


def table(words: Sequence[str], carried: Carried) -> tuple[Row, ...]:
    """Return the table of words x towns: who carries each word where, in the order of `words` and of `carried`."""
    return tuple(Row(word, tuple(_cell(word, town, actors) for town, actors in carried.items())) for word in words)


def _cell(word: str, town: str, actors: Mapping[str, Sequence[str]]) -> Cell:
    return Cell(town, tuple(actor for actor, carries in actors.items() if word in carries))


@dataclass(frozen=True)
class Partner:
    """Two towns and what speaks for a partnership: strengths that they share, and of one what the other lacks.

    `ties` counts the pairs of actors already in contact between them.
    """

    one: str
    other: str
    shared: tuple[str, ...]
    one_brings: tuple[str, ...]
    other_brings: tuple[str, ...]
    ties: int

    @property
    def weight(self) -> int:
        """Return how many reasons there are."""
        return len(self.shared) + len(self.one_brings) + len(self.other_brings)

    def reasons(self, names: Mapping[str, Term], towns: Mapping[str, Term]) -> tuple[Message, ...]:
        """Return the reasons in words; names: of the words, towns: of the towns."""
        made = []
        if self.shared:
            made.append(Message("network.gaps.partner.shared", {"what": _listed(self.shared, names)}))
        for town, told in ((self.one, self.one_brings), (self.other, self.other_brings)):
            if told:
                parameters = {"town": towns[town], "what": _listed(told, names)}
                made.append(Message("network.gaps.partner.brings", parameters))
        return tuple(made)


def partners(rows: Sequence[Row], ties: Mapping[frozenset[str], int]) -> tuple[Partner, ...]:
    """Return pairs of towns with a reason to partner, most reasons first, then those with fewest ties between them.

    rows: of `table` over the same towns; a town of which nobody has told anything has no gaps, as nothing is known.
    """
    counts = {(row.id, cell.town): len(cell.actors) for row in rows for cell in row.cells}
    towns = [cell.town for cell in rows[0].cells] if rows else []
    known = [town for town in towns if any(counts[row.id, town] for row in rows)]

    def brings(giver: str, taker: str) -> tuple[str, ...]:
        return tuple(row.id for row in rows if counts[row.id, giver] >= STRONG and not counts[row.id, taker])

    made = [
        Partner(
            one,
            other,
            tuple(row.id for row in rows if min(counts[row.id, one], counts[row.id, other]) >= STRONG),
            brings(one, other),
            brings(other, one),
            ties.get(frozenset((one, other)), 0),
        )
        for one, other in combinations(known, 2)
    ]
    return tuple(sorted((p for p in made if p.weight), key=lambda p: (-p.weight, p.ties, p.one, p.other)))


def _listed(words: Sequence[str], names: Mapping[str, Term]) -> Term:
    def text(language: Literal["fi", "sv", "en"]) -> str:
        return ", ".join(names[word].text(language) if word in names else word for word in words)

    return Term(text("fi"), text("sv"), text("en"))
