"""A coded project as REFI-QDA tells it: texts, codes, selections, who coded what, cases, notes, sets."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from seutukuva.base import Message

VariableKind = Literal["Text", "Boolean", "Integer", "Float", "Date", "DateTime"]
VARIABLE_KINDS: Final[tuple[VariableKind, ...]] = get_args(VariableKind)
_GUID: Final = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_NAMES: Final = uuid.UUID("9d5f6f0e-5b1c-5d0a-9f43-5e1f2c7a8b60")  # the names of guid_of


def guid_of(*parts: object) -> str:
    """Return the GUID, in capitals, that these parts always give."""
    return str(uuid.uuid5(_NAMES, "\x1f".join(str(part) for part in parts))).upper()


def canonical(guid: str) -> str:
    """Return a GUID in capitals without braces; any other identifier becomes the GUID that it always gives."""
    bare = guid.strip().strip("{}").strip().upper()
    return bare if _GUID.fullmatch(bare) else guid_of("id", guid.strip())


def plain_text(text: str) -> str:
    """Return a text as a Source holds it: without a byte order mark, its line breaks one line feed each."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Stamp:
    """Who did it (the GUID of a user) and when (xsd:dateTime); None where the file does not say."""

    by: str | None = None
    at: str | None = None


@dataclass(frozen=True)
class User:
    """A person who coded. `id` is the program's own short form, often initials."""

    guid: str
    name: str = ""
    id: str = ""


@dataclass(frozen=True)
class Code:
    """A code with the codes under it. `colour` is #RRGGBB or None; `notes` are GUIDs of notes."""

    guid: str
    name: str
    codable: bool = True
    colour: str | None = None
    description: str = ""
    notes: tuple[str, ...] = ()
    children: tuple[Code, ...] = ()

    def walk(self) -> Iterator[Code]:
        """Yield the code and all codes under it, in the order of the book."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Variable:
    """A property of sources or cases."""

    guid: str
    name: str
    kind: VariableKind = "Text"
    description: str = ""


@dataclass(frozen=True)
class Value:
    """The value of a variable (its GUID) as the file writes it; `text` is None when it was left empty."""

    variable: str
    text: str | None
    kind: VariableKind = "Text"


@dataclass(frozen=True)
class Case:
    """A person, organisation or other unit, with values and the sources and selections (GUIDs) that belong to it."""

    guid: str
    name: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coding:
    """A code (its GUID) given to a selection or to a whole source."""

    guid: str
    code: str
    made: Stamp = Stamp()
    notes: tuple[str, ...] = ()

    @property
    def coder(self) -> str | None:
        """Return the GUID of the user who gave the code."""
        return self.made.by


@dataclass(frozen=True)
class Selection:
    """A stretch [start, end) of a source's text in code points. `name` is often the quote, or its beginning.

    Raises ValueError for an empty or backward stretch.
    """

    guid: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    made: Stamp = Stamp()
    changed: Stamp = Stamp()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a stretch of text: {self.start}-{self.end}")


@dataclass(frozen=True)
class Source:
    """A text with its selections. Codings here are of the whole text.

    Raises ValueError when the text is not as `plain_text` returns it: offsets would not stay true in a file.
    """

    guid: str
    name: str
    text: str
    description: str = ""
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    made: Stamp = Stamp()
    changed: Stamp = Stamp()

    def __post_init__(self) -> None:
        if "\r" in self.text or self.text.startswith("\ufeff"):
            raise ValueError(f"not plain text: {self.name}")


@dataclass(frozen=True)
class Note:
    """A memo or annotation."""

    guid: str
    name: str = ""
    text: str = ""
    description: str = ""
    made: Stamp = Stamp()
    changed: Stamp = Stamp()


@dataclass(frozen=True)
class Set:
    """A named group of codes, sources and notes (GUIDs)."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """The codes of a `.qdc` file and their sets. `origin` is the program that wrote it."""

    origin: str = ""
    codes: tuple[Code, ...] = ()
    sets: tuple[Set, ...] = ()

    def walk(self) -> Iterator[Code]:
        """Yield all codes, each before the codes under it."""
        for code in self.codes:
            yield from code.walk()


@dataclass(frozen=True)
class Project:
    """Everything of a `.qdpx` file that is carried. GUIDs are in capitals without braces."""

    name: str
    origin: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    sets: tuple[Set, ...] = ()
    description: str = ""
    about: tuple[str, ...] = ()  # notes on the project as a whole
    made: Stamp = Stamp()
    changed: Stamp = Stamp()

    def walk(self) -> Iterator[Code]:
        """Yield all codes, each before the codes under it."""
        for code in self.codes:
            yield from code.walk()


@dataclass(frozen=True)
class Coded:
    """A coding as a person reads it: the name of the source, the name of the code, the words, the coder's name."""

    source: str
    code: str
    text: str
    coder: str = ""


@dataclass(frozen=True)
class Imported:
    """A project read from a file, and what the file holds that is not carried."""

    project: Project
    lost: tuple[Message, ...] = field(default=())


@dataclass(frozen=True)
class ImportedCodebook:
    """A codebook read from a file, and what the file holds that is not carried."""

    codebook: Codebook
    lost: tuple[Message, ...] = field(default=())


def coded(project: Project) -> tuple[Coded, ...]:
    """Return every coding with its words, by source and position; a code of a whole source comes first."""
    codes = {code.guid: code.name for code in project.walk()}
    users = {user.guid: user.name for user in project.users}
    found = []
    for source in project.sources:
        stretches = [(0, len(source.text), source.codings)]
        stretches += [(s.start, s.end, s.codings) for s in sorted(source.selections, key=lambda s: (s.start, s.end))]
        for start, end, codings in stretches:
            words = source.text[start:end]
            found += [
                Coded(source.name, codes.get(coding.code, ""), words, users.get(coding.coder or "", ""))
                for coding in codings
            ]
    return tuple(found)
