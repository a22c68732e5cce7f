"""The document: what a page and a report both say, with every text already in the document's language.

A page and a PDF are two writers of one `Document`, so a figure on the page is in the report with the same number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from seutukuva.base import Language, Message, Place, Problem, render

RawValue = float | int | str | None
# Of a part that came after Documents were published: in plain data it stands only where it differs from its default.
LATER: Mapping[str, bool] = {"later": True}


@dataclass(frozen=True)
class Source:
    """Where numbers come from: publisher, dataset or table id, licence, period as shown, address."""

    publisher: str
    dataset: str
    licence: str
    period: str
    url: str = ""

    def line(self, language: Language) -> str:
        """Return the source as one line: "Källa: Statistikcentralen (tyonv 12r5), CC BY 4.0 · 2007–2023"."""
        name = (
            f"{self.publisher} ({self.dataset})" if self.publisher and self.dataset else self.publisher or self.dataset
        )
        told = ", ".join(part for part in (name, self.licence) if part)
        text = render(Message("documents.source", {"source": told}), language)
        return f"{text} · {self.period}" if self.period else text


@dataclass(frozen=True)
class Column:
    """A table's column: its header and whether its cells are numbers (set right, tabular figures)."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table as shown; `raw` has the unrounded values of the same cells for files that are computed with.

    With `row_header` the first cell of every row is the row's header.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    row_header: bool = True
    raw: tuple[tuple[RawValue, ...], ...] | None = None


@dataclass(frozen=True)
class Heading:
    """A heading; the document's title is level 1, so levels here start from 2.

    An `appendix` is looked things up in: slides that sum a long document up leave it out.
    """

    text: str
    level: int = 2
    appendix: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True)
class Paragraph:
    """Running text; `sentence` is its URN in the evidence thread when it can be followed to what carries it."""

    text: str
    sentence: str | None = None


@dataclass(frozen=True)
class KeyFigure:
    """One large figure with what it counts and, below, how it compares."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """The row of key figures below the title."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing with its finding, what it shows, the same in words, its source and its numbers.

    `chart` and `narrow` are Vega-Lite dictionaries (plain JSON data), `narrow` drawn for a phone. `share` is how many
    of the page's twelve columns the figure takes on a wide screen. Raises Problem without an alternative text.
    """

    id: str
    title: str
    subtitle: str
    alternative: str
    chart: Mapping[str, Any]
    narrow: Mapping[str, Any] | None
    source: Source
    table: Table
    share: int = 12

    def __post_init__(self) -> None:
        if not self.alternative.strip():
            raise Problem("documents.alternative_missing", place=Place(), figure=self.title or self.id)


@dataclass(frozen=True)
class Quote:
    """A passage that carries a statement, with its tags (kind, source, rating); `language` when it is another one."""

    text: str
    tags: tuple[str, ...] = ()
    sentence: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class GridRow:
    """A row of a level grid: who, a word about it, and the address of its own page."""

    label: str
    detail: str = ""
    link: str = ""


@dataclass(frozen=True)
class LevelCell:
    """A level 1-4 with its 90 % set as text; None is "no information", which is never a level."""

    level: int | None
    set90: str = ""
    link: str = ""


@dataclass(frozen=True)
class LevelGrid:
    """Levels of several ecosystems (rows) on the dimensions (columns); `cells` is one tuple per row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    cells: tuple[tuple[LevelCell, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class ListItem:
    """An item of a list; `link` is the address it leads to on the web."""

    text: str
    sentence: str | None = None
    link: str = ""


@dataclass(frozen=True)
class ItemList:
    """A list; ordered when its items are steps."""

    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Note:
    """A remark that limits what is said: what is missing, what cannot be concluded."""

    text: str
    sentence: str | None = None


Block = Heading | Paragraph | KeyFigures | Figure | Table | Quote | LevelGrid | ItemList | Note | Source


@dataclass(frozen=True)
class Document:
    """A page or report in one language. `made_on` is an ISO date that the caller gives; `urn` names what it is of.

    `lead_sentence` is the URN of the lead in the evidence thread when it can be followed to what carries it.
    """

    title: str
    language: Language
    blocks: tuple[Block, ...] = field(default=())
    over: str = ""
    lead: str = ""
    synthetic: bool = False
    made_on: str = ""
    urn: str | None = None
    id: str = ""
    lead_sentence: str | None = field(default=None, metadata=LATER)
