"""What an imported file becomes: a fixed text, who speaks where in it, and what the file tells of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from seutukuva.base import Message

Variable = Literal["participant", "ecosystem", "organisation", "sector", "role", "date", "language", "consent"]
VARIABLES: Final[tuple[Variable, ...]] = get_args(Variable)

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_CHARACTERS: Final = 5_000_000  # some 2,500 pages: beyond it a text cannot be read on one page any more


@dataclass(frozen=True)
class Turn:
    """A stretch [start, end) of a text in code points that one person says, his name before it included.

    `seconds` is where it begins in the recording, when the file tells.
    """

    speaker: str
    start: int
    end: int
    seconds: float | None = None


@dataclass(frozen=True)
class Material:
    """A text as it was imported.

    `text` is in NFC with \\n as its line end and is fixed from here on: passages are counted in its code points.
    `variables` hold what the file tells (see VARIABLES; a table's other columns under their own headings), `notes`
    what was left out; `row` is the row of a table that it came from.
    """

    title: str
    text: str
    turns: tuple[Turn, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    row: int | None = None

    @property
    def speakers(self) -> tuple[str, ...]:
        """Return the speakers in the order in which they first speak."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


@dataclass(frozen=True)
class Body:
    """What a reader of one format finds in a file, before the text is fixed.

    `spoken`: its reader knows who speaks, so nobody is looked for in the text; so it is with a `row` of a table.
    """

    text: str
    turns: tuple[Turn, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    row: int | None = None
    spoken: bool = False
