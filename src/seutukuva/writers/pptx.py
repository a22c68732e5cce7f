"""A document as slides: a heading is a slide's title, what stands under it the slide, with its figures and tables.

A document that would fill more slides than somebody shows is summed up: appendices are left out and each section after
the first has the few slides that tell most. Short parts of one section share a slide below the section's title. Every
slide has a title of its own, so that a list of the slides can be read; a part that needs several slides numbers them.
The notes say what a figure shows. The tables of figures are in the report's other forms and in the data file.
"""

from __future__ import annotations

import io
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

import pptx
from pptx.presentation import Presentation

from seutukuva.base import LANGUAGES, Language
from seutukuva.charts.palette import LEVELS
from seutukuva.documents import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    ItemList,
    KeyFigures,
    LevelGrid,
    Note,
    Paragraph,
    Quote,
    Source,
    Table,
    levels,
    validate,
)
from seutukuva.writers import office, pptxpieces, pptxslides, slideplan
from seutukuva.writers.slidepieces import KEYS_HIGH, WIDTH, Cell, Drawing, Keys, Piece, Rows, Said, Text
from seutukuva.writers.slideplan import Part, Placed, Sheet

_ROWS: Final = 12  # of a table on a slide or in its half
_GRID_ROWS: Final = 8  # of towns with their levels
_LONGEST_TABLE: Final = 60
_LONGEST_TEXT: Final = 1200  # letters that a slide holds
_SECTION: Final = 2  # the level of heading that begins a section
_KEYS: Final = 4
_KEYS_AT: Final = 3.2  # inches below the titles of other slides: where they stand on the first
_DARK_FROM: Final = 3  # levels whose shade needs white figures

T = TypeVar("T")


@dataclass
class _Deck:
    """The slides so far and how often each title was used."""

    slides: Presentation
    document: Document
    titles: Counter[str] = field(default_factory=Counter)

    def band(self) -> str:
        return office.say(self.document, "writers.synthetic") if self.document.synthetic else ""

    def numbered(self, title: str) -> str:
        """Return a title; one that was used before gets its number."""
        self.titles[title] += 1
        return title if self.titles[title] == 1 else f"{title} ({self.titles[title]})"


def write(document: Document) -> bytes:
    """Return the document as the bytes of a .pptx file, the same bytes for the same document.

    Raises Problem when the document is not valid.
    """
    validate(document)
    slides = pptx.Presentation()
    pptxslides.prepare(slides)
    told = slides.core_properties
    told.title, told.author, told.last_modified_by = office.clean(document.title)[:255], "Seutukuva", "Seutukuva"
    told.language = office.LOCALES[document.language]
    told.comments = office.say(document, "writers.synthetic") if document.synthetic else ""
    told.created = told.modified = office.made(document)
    deck = _Deck(slides, document)
    sections, appendices = _sections(document)
    keys = _keys_first(sections)
    planned = [slideplan.plan(section, parts) for section, parts in sections]
    behind = [slideplan.plan(section, parts) for section, parts in appendices]
    sheets, less = slideplan.summed_up([*planned, *behind])
    if less and behind:
        sheets, _ = slideplan.summed_up(planned)
    _opening(deck, keys, less=less)
    for sheet in sheets:
        _draw(deck, sheet)
    out = io.BytesIO()
    slides.save(out)
    return office.settled(out.getvalue())


def _keys_first(sections: list[tuple[str, list[Part]]]) -> Keys | None:
    """Take the key figures that a document begins with; they stand on its first slide."""
    for _, parts in sections:
        for n, part in enumerate(parts):
            if part.pieces:
                first = part.pieces[0]
                if not isinstance(first, Keys):
                    return None
                parts[n] = replace(part, pieces=part.pieces[1:])
                return first
    return None


def _opening(deck: _Deck, keys: Keys | None, *, less: bool) -> None:
    """Draw the first slide. less: the slides leave out much of what the document tells, which is said here."""
    document = deck.document
    under = [document.lead, " · ".join(part for part in (document.over, office.made_on(document)) if part)]
    if less:
        under.append(office.say(document, "writers.summed_up"))
    slide = pptxslides.add_opening(
        deck.slides,
        deck.numbered(office.clean(document.title)),
        [office.clean(line) for line in under if line],
        band=deck.band(),
        language=document.language,
    )
    if keys:
        placed = Placed(keys, 0, _KEYS_AT, WIDTH, KEYS_HIGH)
        pptxpieces.put(slide, [placed], 1, document.language)


def _draw(deck: _Deck, sheet: Sheet) -> None:
    document = deck.document
    over = "" if sheet.over == document.title else sheet.over
    slide = pptxslides.add(
        deck.slides, deck.numbered(sheet.title), over=over, band=deck.band(), language=document.language
    )
    pptxpieces.put(slide, sheet.placed, sheet.scale, document.language)


def _sections(document: Document) -> tuple[list[tuple[str, list[Part]]], list[tuple[str, list[Part]]]]:
    """Return the document's sections and its appendices, each with its parts."""
    found = list(_parted(document))
    behind = {office.clean(block.text) for block in document.blocks if isinstance(block, Heading) and block.appendix}
    return [one for one in found if one[0] not in behind], [one for one in found if one[0] in behind]


def _parted(document: Document) -> Iterator[tuple[str, list[Part]]]:
    """Yield the sections, each with its parts; what stands before the first heading is one too."""
    section = title = office.clean(document.title)
    parts: list[Part] = []
    pieces: list[Piece] = []
    for block, level in levels(document):
        if isinstance(block, Heading | Figure):
            parts.append(Part(title, tuple(pieces)))
            pieces = []
            title = office.clean(block.text if isinstance(block, Heading) else block.title)
            if level == _SECTION:
                yield section, parts
                section, parts = title, []
        if isinstance(block, KeyFigures) and title == document.title:
            title = section = office.say(document, "writers.key_figures")
        pieces += _pieces(document, block)
    yield section, [*parts, Part(title, tuple(pieces))]


def _pieces(document: Document, block: Block) -> list[Piece]:
    pieces: list[Piece] = []
    match block:
        case Paragraph():
            pieces = _texts(block.text)
        case Note():
            pieces = _texts(block.text, quiet=True)
        case Source():
            pieces = _texts(block.line(document.language), quiet=True)
        case ItemList():
            pieces = [
                Text(office.clean(item.text), item=True, number=number if block.ordered else 0)
                for number, item in enumerate(block.items, start=1)
            ]
        case Quote():
            pieces = [Said(office.clean(block.text), office.clean(" · ".join(block.tags)), _spoken(block))]
        case KeyFigures():
            boxes = [tuple(office.clean(text) for text in (one.value, one.label, one.detail)) for one in block.items]
            pieces = [Keys(tuple(some)) for some in _batches(boxes, _KEYS)]
        case Figure():
            pieces = [_drawing(document, block)]
        case Table():
            pieces = _table(document, block)
        case LevelGrid():
            pieces = _grid(document, block)
    return pieces


def _texts(text: str, *, quiet: bool = False) -> list[Piece]:
    """Return a paragraph; one that would fill more than a slide is cut between words."""
    told = office.clean(text)
    cut = textwrap.wrap(told, _LONGEST_TEXT) if len(told) > _LONGEST_TEXT else [told]
    return [Text(part, quiet=quiet) for part in cut]


def _batches(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return items in as few groups of at most `size` as possible, the groups about equal."""
    count = max(-(-len(items) // size), 1)
    each = -(-len(items) // count)
    return [items[start : start + each] for start in range(0, len(items), each)] if items else []


def _spoken(quote: Quote) -> Language | None:
    return next((language for language in LANGUAGES if language == quote.language), None)


def _drawing(document: Document, figure: Figure) -> Drawing:
    return Drawing(
        office.picture(figure, document),
        shown=office.clean(figure.subtitle),
        alternative=office.clean(figure.alternative),
        source=office.clean(figure.source.line(document.language)),
    )


def _table(document: Document, table: Table) -> list[Piece]:
    caption = office.clean(table.caption)
    if len(table.rows) > _LONGEST_TABLE:
        return [Text(caption), Text(office.say(document, "writers.long_table", rows=len(table.rows)), quiet=True)]
    columns = tuple(Column(office.clean(column.label), column.numeric) for column in table.columns)
    rows = [
        tuple(Cell(office.clean(text), head=table.row_header and x == 0) for x, text in enumerate(row))
        for row in table.rows
    ]
    return [
        Rows(caption if n == 0 else "", caption, columns, tuple(part)) for n, part in enumerate(_batches(rows, _ROWS))
    ]


def _grid(document: Document, grid: LevelGrid) -> list[Piece]:
    nothing = office.say(document, "base.no_information")
    caption = office.clean(grid.caption)
    columns = (Column(""), *(Column(office.clean(label)) for label in grid.columns))
    rows = []
    for row, cells in zip(grid.rows, grid.cells, strict=True):
        name = f"{row.label}\n{row.detail}" if row.detail else row.label
        drawn = [Cell(office.clean(name), head=True)]
        for cell in cells:
            if cell.level is None:
                drawn.append(Cell(nothing, unknown=True))
                continue
            told, fill = office.clean(f"{cell.level}\n{cell.set90}".rstrip()), LEVELS[cell.level - 1]
            drawn.append(Cell(told, fill=fill, white=cell.level >= _DARK_FROM))
        rows.append(tuple(drawn))
    told = f"{caption}. {office.clean(grid.note)}".strip()
    pieces: list[Piece] = [Rows(caption, told, columns, tuple(part)) for part in _batches(rows, _GRID_ROWS)]
    return [*pieces, Text(office.clean(grid.note), quiet=True)] if grid.note else pieces
