"""A document as slides: a finding is a slide's title, its figure the slide, and the notes say what the figure shows.

Every slide has a title of its own, so that a list of the slides can be read; a part that needs several slides numbers
them. The tables of figures are in the report's other forms and in the data file.
"""

from __future__ import annotations

import io
import itertools
import math
import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

import pptx
from pptx.presentation import Presentation
from pptx.slide import Slide

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
from seutukuva.writers import office, pptxslides
from seutukuva.writers.pptxslides import Cell, Text

_ROWS: Final = 11  # of a table on a slide
_LONGEST_TABLE: Final = 60
_LINES: Final = 14.2  # of running text on a slide
_LINE: Final = 105  # letters
_QUOTES: Final = 3
_QUOTED: Final = 84  # letters of a line of a quote
_SECTION: Final = 2  # the level of heading that begins a part
_KEYS: Final = 4
_SHARED: Final = 7.0  # lines that a short part may have for the next one to share its slide
_DARK_FROM: Final = 3  # levels whose shade needs white figures

T = TypeVar("T")


@dataclass
class _Deck:
    """The slides so far, the part that is being told and its texts that have no slide yet."""

    slides: Presentation
    document: Document
    part: str
    section: str = ""
    joined: bool = False
    texts: list[Text] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    titles: Counter[str] = field(default_factory=Counter)

    def add(self, title: str) -> Slide:
        """Add a slide; a title that was used before gets its number."""
        self.titles[title] += 1
        number = self.titles[title]
        shown = office.clean(title) if number == 1 else f"{office.clean(title)} ({number})"
        band = office.say(self.document, "writers.synthetic") if self.document.synthetic else ""
        over = self.section if self.section != title else ""
        return pptxslides.add(self.slides, shown, over=office.clean(over), band=band, language=self.document.language)


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
    deck = _Deck(slides, document, document.title)
    _opening(deck)
    for block, level in levels(document):
        _block(deck, block, level)
    _flush(deck)
    out = io.BytesIO()
    slides.save(out)
    return office.settled(out.getvalue())


def _opening(deck: _Deck) -> None:
    document = deck.document
    band = office.say(document, "writers.synthetic") if document.synthetic else ""
    deck.titles[document.title] += 1
    under = [document.lead, " · ".join(part for part in (document.over, office.made_on(document)) if part)]
    pptxslides.add_opening(
        deck.slides,
        office.clean(document.title),
        [office.clean(line) for line in under if line],
        band=band,
        language=document.language,
    )


def _block(deck: _Deck, block: Block, level: int) -> None:
    match block:
        case Paragraph():
            deck.texts.append(Text(office.clean(block.text)))
        case Note():
            deck.texts.append(Text(office.clean(block.text), quiet=True))
        case Source():
            deck.texts.append(Text(office.clean(block.line(deck.document.language)), quiet=True))
        case ItemList():
            for number, item in enumerate(block.items, start=1):
                before = f"{number}. " if block.ordered else ""
                deck.texts.append(Text(f"{before}{office.clean(item.text)}", item=not block.ordered))
        case Quote():
            deck.quotes.append(block)
        case Heading() if _joins(deck, block):
            _join(deck, block)
        case _:
            _flush(deck)
            _shown(deck, block, level)


def _shown(deck: _Deck, block: Block, level: int) -> None:
    """Add what takes slides of its own, or begin a new part."""
    match block:
        case Heading():
            deck.part = block.text
            deck.section = block.text if level == _SECTION else deck.section
        case KeyFigures():
            for items in _batches(block.items, _KEYS):
                boxes = [tuple(office.clean(text) for text in (one.label, one.value, one.detail)) for one in items]
                title = office.say(deck.document, "writers.key_figures")
                pptxslides.put_keys(deck.add(title), boxes, deck.document.language)
        case Figure():
            _figure(deck, block)
        case Table():
            _table(deck, block)
        case LevelGrid():
            _grid(deck, block)


def _batches(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _joins(deck: _Deck, heading: Heading) -> bool:
    """Tell whether a part goes on the slide of the one before: both below the same heading, the first one short."""
    if heading.level == _SECTION or not deck.texts or deck.quotes or not deck.section:
        return False
    return sum(_lines(text) for text in deck.texts) <= _SHARED


def _join(deck: _Deck, heading: Heading) -> None:
    if not deck.joined and deck.part != deck.section:
        deck.texts.insert(0, Text(office.clean(deck.part), head=True))
    deck.joined, deck.part = True, heading.text
    deck.texts.append(Text(office.clean(heading.text), head=True))


def _lines(text: Text) -> float:
    return math.ceil(len(text.text) / _LINE) + 0.4


def _flush(deck: _Deck) -> None:
    """Give the texts and quotes of the part their slides; quotes stand below the text when there is room."""
    title = deck.section if deck.joined else deck.part
    told = [(office.clean(one.text), office.clean(" · ".join(one.tags)), _spoken(one)) for one in deck.quotes]
    for page in _pages(_short(deck.texts)):
        slide = deck.add(title)
        pptxslides.put_texts(slide, page, deck.document.language)
        taken = sum(_lines(text) for text in page) + 0.6
        needed = sum(math.ceil(len(text) / _QUOTED) + 1.4 for text, _, _ in told)
        if told and taken + needed <= _LINES:
            pptxslides.put_quotes(slide, told, deck.document.language, below=taken / _LINES)
            told = []
    for quotes in _batches(told, _QUOTES):
        pptxslides.put_quotes(deck.add(deck.part), quotes, deck.document.language)
    deck.texts, deck.quotes, deck.joined = [], [], False


def _pages(texts: Sequence[Text]) -> list[list[Text]]:
    """Return texts by slide; what stands under a heading stays with it when a slide holds it."""
    pages: list[list[Text]] = []
    lines = _LINES
    for n, text in enumerate(texts):
        needs = _lines(text)
        if not pages or lines + (_group(texts[n:]) if text.head else needs) > _LINES:
            pages.append([])
            lines = 0.0
        pages[-1].append(text)
        lines += needs
    return pages


def _group(texts: Sequence[Text]) -> float:
    """Return the lines of a heading and all that stands under it, at most those of a slide."""
    rest = itertools.takewhile(lambda text: not text.head, texts[1:])
    return min(_lines(texts[0]) + sum(map(_lines, rest)), _LINES)


def _spoken(quote: Quote) -> Language | None:
    return next((language for language in LANGUAGES if language == quote.language), None)


def _short(texts: Sequence[Text]) -> list[Text]:
    """Return the texts with those that would fill more than a slide cut between words."""
    room = int(_LINE * (_LINES - 3))
    return [
        replace(text, text=part)
        for text in texts
        for part in (textwrap.wrap(text.text, room) if len(text.text) > room else [text.text])
    ]


def _figure(deck: _Deck, figure: Figure) -> None:
    slide = deck.add(figure.title)
    pptxslides.put_picture(
        slide,
        office.picture(figure, deck.document),
        shown=office.clean(figure.subtitle),
        alternative=office.clean(figure.alternative),
        source=office.clean(figure.source.line(deck.document.language)),
        language=deck.document.language,
    )


def _table(deck: _Deck, table: Table) -> None:
    if len(table.rows) > _LONGEST_TABLE:
        long = office.say(deck.document, "writers.long_table", rows=len(table.rows))
        deck.texts += [Text(office.clean(table.caption)), Text(long, quiet=True)]
        return
    rows = [
        [Cell(office.clean(text), head=table.row_header and x == 0) for x, text in enumerate(row)] for row in table.rows
    ]
    for part in _batches(rows, _ROWS):
        pptxslides.put_table(deck.add(table.caption), table.columns, part, table.caption, deck.document.language)


def _grid(deck: _Deck, grid: LevelGrid) -> None:
    nothing = office.say(deck.document, "base.no_information")
    columns = [Column(""), *(Column(office.clean(label)) for label in grid.columns)]
    rows = []
    for row, cells in zip(grid.rows, grid.cells, strict=True):
        name = f"{row.label}\n{row.detail}" if row.detail else row.label
        drawn = [Cell(office.clean(name), head=True)]
        for cell in cells:
            if cell.level is None:
                drawn.append(Cell(nothing))
                continue
            fill = LEVELS[cell.level - 1]
            drawn.append(Cell(f"{cell.level}\n{cell.set90}".rstrip(), fill=fill, white=cell.level >= _DARK_FROM))
        rows.append(drawn)
    for part in _batches(rows, _ROWS - 3):
        slide = deck.add(grid.caption)
        pptxslides.put_table(slide, columns, part, f"{grid.caption}. {grid.note}".strip(), deck.document.language)
