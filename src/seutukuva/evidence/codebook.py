"""The codebook: what a passage may be said to speak of, as a tree of defined codes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from seutukuva.base import LANGUAGES, Place, Problem, Term
from seutukuva.base.store import package_file

# Dark enough for white letters on it and for a line on the page's paper: WCAG 2.2 asks 4.5:1 of text.
COLOURS: Final = (
    "#1f5f8b", "#6b4c9a", "#00695c", "#2e7d32", "#8a5a00", "#0b7285", "#3949ab",
    "#6f6300", "#b3261e", "#a23b72", "#5d4037", "#4d7c0f", "#455a64", "#7b1fa2",
)  # fmt: skip
CONTRAST: Final = 4.5
POINTS: Final = ("dimension", "leader", "gap", "complementary", "growth", "tie", "state_needs")
_PAPER: Final = "#fbfaf7"
_ID: Final = re.compile(r"[\w.:-]{1,100}")
_HEX: Final = re.compile(r"#[0-9a-f]{6}")
_MUST_SAY_WHICH: Final = "dimension"
_NOTHING: Final = Term("", "", "")


@dataclass(frozen=True)
class Code:
    """A code: its names, when to use it and when not, example quotes, and what it points to.

    `parent` is the id of the code above, empty at the top. `colour` is #rrggbb that white letters can be read on.
    `points_to` is a kind of POINTS, with a colon and its value where it has one (dimension:education, leader:city,
    gap), or empty. Raises Problem for an id, name, colour or target that cannot be used.
    """

    id: str
    name: Term
    parent: str = ""
    definition: Term = _NOTHING
    examples: tuple[Term, ...] = ()
    colour: str = COLOURS[0]
    points_to: str = ""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise Problem("evidence.codebook.id", code=self.id)
        if not all(self.name.text(language).strip() for language in LANGUAGES):
            raise Problem("evidence.codebook.name", code=self.id)
        if not _HEX.fullmatch(self.colour):
            raise Problem("evidence.codebook.colour", code=self.id, colour=self.colour)
        if contrast(self.colour, _PAPER) < CONTRAST:
            raise Problem("evidence.codebook.contrast", code=self.id, colour=self.colour)
        kind, value = self.target
        if kind and (kind not in POINTS or (kind == _MUST_SAY_WHICH and not value)):
            raise Problem("evidence.codebook.points_to", code=self.id, target=self.points_to, known=", ".join(POINTS))

    @property
    def target(self) -> tuple[str, str]:
        """Return what the code points to as kind and value: ("dimension", "education"), ("gap", ""), ("", "")."""
        kind, _, value = self.points_to.partition(":")
        return kind, value


@dataclass(frozen=True)
class Codebook:
    """A version of a tree of codes, in the order in which they are shown.

    Raises Problem when two codes have one id, a parent is not in the book, or a code is its own ancestor.
    """

    id: str
    version: str
    name: Term
    codes: tuple[Code, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for code in self.codes:
            if code.id in seen:
                raise Problem("evidence.codebook.duplicate", code=code.id)
            seen.add(code.id)
        for code in self.codes:
            if code.parent and code.parent not in seen:
                raise Problem("evidence.codebook.unknown_parent", code=code.id, parent=code.parent)
        for code in self.codes:
            _refuse_cycle(code, self._by_id)

    @cached_property
    def _by_id(self) -> Mapping[str, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Code, ...]]:
        below: dict[str, list[Code]] = {}
        for code in self.codes:
            below.setdefault(code.parent, []).append(code)
        return {parent: tuple(children) for parent, children in below.items()}

    def __contains__(self, code: object) -> bool:
        return code in self._by_id

    def code(self, code: str) -> Code:
        """Return the code with this id. Raises Problem when the book has none."""
        if code not in self._by_id:
            raise Problem("evidence.codebook.unknown_code", code=code)
        return self._by_id[code]

    def roots(self) -> tuple[Code, ...]:
        """Return the codes without a parent."""
        return self._children.get("", ())

    def children(self, code: str) -> tuple[Code, ...]:
        """Return the codes right below this one."""
        return self._children.get(self.code(code).id, ())

    def ancestors(self, code: str) -> tuple[Code, ...]:
        """Return the codes above this one, the nearest first."""
        found = []
        parent = self.code(code).parent
        while parent:
            found.append(self._by_id[parent])
            parent = found[-1].parent
        return tuple(found)

    def branch(self, code: str) -> tuple[Code, ...]:
        """Return this code and all below it, in the order of `walk`."""
        return tuple(found for found, _ in self._walk((self.code(code),), 0))

    def walk(self) -> Iterator[tuple[Code, int]]:
        """Yield every code with its depth (0 at the top), parents before their children."""
        yield from self._walk(self.roots(), 0)

    def pointing_to(self, kind: str, value: str = "") -> tuple[Code, ...]:
        """Return the codes whose target is of `kind` (and, when given, has `value`)."""
        return tuple(c for c in self.codes if c.target[0] == kind and value in ("", c.target[1]))

    def _walk(self, codes: tuple[Code, ...], depth: int) -> Iterator[tuple[Code, int]]:
        for code in codes:
            yield code, depth
            yield from self._walk(self._children.get(code.id, ()), depth + 1)


def read_codebook(data: Mapping[str, Any], *, file: str = "") -> Codebook:
    """Return a codebook from parsed TOML or JSON: id, version, name, codes (the form that `codebook_data` writes).

    A text may be one string for all languages or lack languages: what is missing is taken from the first that is
    there. A code without colour or target takes its parent's. Raises Problem at `file` for what cannot be used.
    """
    try:
        rows = data.get("codes", ())
        if not all(isinstance(row, Mapping) for row in rows):
            raise Problem("evidence.codebook.form")
        given = {str(row.get("id", "")): row for row in rows}
        codes = tuple(_read_code(row, given) for row in rows)
        return Codebook(str(data.get("id", "")), str(data.get("version", "1")), _term(data.get("name", "")), codes)
    except Problem as problem:
        raise problem.at(Place(file=file or None)) from None


def codebook_data(book: Codebook) -> dict[str, Any]:
    """Return the book as plain data that `read_codebook` reads back."""
    codes = [
        {
            **vars(code),
            "name": vars(code.name),
            "definition": vars(code.definition),
            "examples": [vars(e) for e in code.examples],
        }
        for code in book.codes
    ]
    return {"id": book.id, "version": book.version, "name": vars(book.name), "codes": codes}


@cache
def shipped_codebook() -> Codebook:
    """Return the codebook for ecosystem interviews that ships with the package."""
    text = package_file("evidence", "codebook.toml").read_text(encoding="utf-8")
    return read_codebook(tomllib.loads(text), file="codebook.toml")


def next_colour(book: Codebook) -> str:
    """Return the colour of COLOURS that the fewest codes at the top of the book have."""
    used = [code.colour for code in book.roots()]
    return min(COLOURS, key=used.count)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two #rrggbb colours, 1-21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _read_code(row: Mapping[str, Any], given: Mapping[str, Mapping[str, Any]]) -> Code:
    return Code(
        id=str(row.get("id", "")),
        name=_term(row.get("name", "")),
        parent=str(row.get("parent", "")),
        definition=_term(row.get("definition", "")),
        examples=tuple(_term(example) for example in row.get("examples", ())),
        colour=_inherited(row, given, "colour").lower() or COLOURS[0],
        points_to=_inherited(row, given, "points_to"),
    )


def _inherited(row: Mapping[str, Any], given: Mapping[str, Mapping[str, Any]], key: str) -> str:
    """Return a row's value or the nearest one above it; a cycle, which is refused later, ends the search."""
    passed: set[str] = set()
    at: Mapping[str, Any] | None = row
    while at is not None and not at.get(key):
        parent = str(at.get("parent", ""))
        at = None if parent in passed else given.get(parent)
        passed.add(parent)
    return str(at[key]) if at else ""


def _term(given: object) -> Term:
    if not isinstance(given, Mapping):
        return Term(*[str(given)] * 3)
    spare = next((str(given[language]) for language in LANGUAGES if given.get(language)), "")
    return Term(**{language: str(given.get(language) or spare) for language in LANGUAGES})


def _refuse_cycle(code: Code, codes: Mapping[str, Code]) -> None:
    passed = {code.id}
    parent = code.parent
    while parent:
        if parent in passed:
            raise Problem("evidence.codebook.cycle", code=code.id)
        passed.add(parent)
        parent = codes[parent].parent


def _luminance(colour: str) -> float:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
