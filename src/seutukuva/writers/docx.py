"""A document as a Word file: real headings, tables with header rows, alternative texts, its language, contents."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Inches, Pt, RGBColor
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

from seutukuva.charts.palette import LEVELS, SUBJECT
from seutukuva.documents import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    ItemList,
    KeyFigures,
    LevelCell,
    LevelGrid,
    Note,
    Paragraph,
    Quote,
    Source,
    Table,
    levels,
    validate,
)
from seutukuva.writers import docxstyles, links, office, widths

_TEXT_WIDTH: Final = Cm(16.4)
_TALLEST: Final = Cm(15)  # a map leaves room for its heading and source
_LINK: Final = "1F5366"
_EVIDENCE_SIZE: Final = 8.5  # points
_DARK_FROM: Final = 3  # levels whose shade needs white figures
_KEYS_A_ROW: Final = 4
_MANY_COLUMNS: Final = 7
_CELL_SIZE, _SMALL_SIZE, _LEVEL_SIZE = 9, 7.5, 13  # points, as the styles of tables say
_TEXT_INCHES: Final = 6.45
_WIDEST_CELL: Final = 5.0
_AROUND: Final = 0.2
_LEVEL_AROUND: Final = 0.07
_WHOLE: Final = 15  # rows of a table that is not parted
_TOGETHER: Final = 3  # rows that stay with the header of a longer one
_LONGEST_TABLE: Final = 60
_CONTENTS_MOST: Final = 34  # headings that a page of contents holds; of more only the first level is listed
_SECTION: Final = 2
_OWN_PAGE_FROM: Final = 12  # lines of contents after which the text begins on a new page
_DEEPEST: Final = 3  # the level of headings down to which the contents go
_CONTENTS_FROM: Final = 4  # headings from which a reader needs a list of them


@dataclass(frozen=True)
class _Writer:
    word: Word
    document: Document
    look: docxstyles.Look
    sentence_link: links.SentenceLink | None

    def line(self, text: str, style: str) -> Line:
        return self.look.dress(self.word.add_paragraph(office.clean(text)), style)

    def told(self, text: str, style: str, sentence: str | None) -> Line:
        """Add a line that ends with a small link to what carries it, when the file can lead there."""
        line = self.line(text, style)
        self.evidence(line, sentence, "\u00a0")
        return line

    def evidence(self, line: Line, sentence: str | None, before: str) -> None:
        """Add the link to a sentence's evidence to a line, after the text `before`."""
        if address := links.absolute(sentence, self.sentence_link):
            line.add_run(before)
            _link(self, line, self.say("writers.evidence"), address).font.size = Pt(_EVIDENCE_SIZE)

    def say(self, code: str, **parameters: object) -> str:
        return office.say(self.document, code, **parameters)


def write(document: Document, *, sentence_link: links.SentenceLink | None = None) -> bytes:
    """Return the document as the bytes of a .docx file, the same bytes for the same document.

    Tables of figures follow at the end, as in the PDF. `sentence_link` gives the absolute address of a sentence's
    evidence (its URN), "" for none. Raises Problem when the document is not valid.
    """
    validate(document)
    word = docx.Document()
    writer = _Writer(word, document, docxstyles.prepare(word, document.language), sentence_link)
    _properties(writer)
    _frame(writer)
    _opening(writer)
    for block, level in levels(document):
        _block(writer, block, level)
    _appendix(writer)
    out = io.BytesIO()
    word.save(out)
    return office.settled(out.getvalue())


def _properties(writer: _Writer) -> None:
    document, told = writer.document, writer.word.core_properties
    told.title = office.clean(document.title)[:255]
    told.author = told.last_modified_by = "Seutukuva"
    told.language = office.LOCALES[document.language]
    told.comments = office.say(document, "writers.synthetic") if document.synthetic else ""
    told.created = told.modified = office.made(document)


def _frame(writer: _Writer) -> None:
    """Set the sheet, the band that marks synthetic data on every page, and the page numbers."""
    section = writer.word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)
    if writer.document.synthetic:
        band = section.header.paragraphs[0]
        band.style = "Band"
        band.add_run(writer.say("writers.synthetic"))
    foot = section.footer.paragraphs[0]
    foot.style = "Foot"
    foot.add_run(office.clean(writer.document.title) + "\t")
    text = writer.say("writers.page", page="{page}", pages="{pages}")
    before, rest = text.split("{page}")
    between, after = rest.split("{pages}")
    foot.add_run(before)
    docxstyles.add_field(foot, "PAGE", "1")
    foot.add_run(between)
    docxstyles.add_field(foot, "NUMPAGES", "1")
    foot.add_run(after)


def _opening(writer: _Writer) -> None:
    document = writer.document
    if document.over:
        writer.line(document.over, "Over")
    writer.line(document.title, "Title")
    if document.lead:
        writer.told(document.lead, "Subtitle", document.lead_sentence)
    if day := office.made_on(document):
        writer.line(day, "Small")
    told = [(_heading(block), level) for block, level in levels(document) if isinstance(block, Heading | Figure)]
    if any(isinstance(block, Figure) for block in document.blocks):
        told.append((writer.say("writers.tables"), _SECTION))
    places = [(f"part{n}", text, level) for n, (text, level) in enumerate(told, start=1) if level <= _DEEPEST]
    if len(places) > _CONTENTS_MOST:
        places = [place for place in places if place[2] == _SECTION]
    if len(places) >= _CONTENTS_FROM:
        writer.line(writer.say("writers.contents"), "Contents heading")
        docxstyles.add_contents(writer.word, writer.look, places)
    if len(places) >= _OWN_PAGE_FROM:
        writer.look.break_before_next_heading()


def _heading(block: Heading | Figure) -> str:
    return office.clean(block.text if isinstance(block, Heading) else block.title)


def _block(writer: _Writer, block: Block, level: int) -> None:
    match block:
        case Heading():
            writer.look.add_heading(writer.word, _heading(block), level)
        case Paragraph():
            writer.told(block.text, "Normal", block.sentence)
        case Note():
            writer.told(block.text, "Note", block.sentence)
        case Source():
            _source(writer, block)
        case KeyFigures():
            _keys(writer, block)
        case Figure():
            _figure(writer, block, level)
        case Table():
            _table(writer, block)
        case Quote():
            _quote(writer, block)
        case LevelGrid():
            _grid(writer, block)
        case ItemList():
            _list(writer, block)


def _source(writer: _Writer, source: Source) -> None:
    text = office.clean(source.line(writer.document.language))
    line = writer.line("", "Small")
    if address := links.on_the_web(source.url):
        _link(writer, line, text, address)
    else:
        line.add_run(text)


def _link(writer: _Writer, line: Line, text: str, address: str) -> Run:
    # python-docx has no call for a link: a relation of the part and the run inside w:hyperlink.
    relation = writer.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = line.add_run(text)
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(_LINK)
    link.append(run._r)
    line._p.append(link)
    return run


def _keys(writer: _Writer, keys: KeyFigures) -> None:
    for start in range(0, len(keys.items), _KEYS_A_ROW):
        items = keys.items[start : start + _KEYS_A_ROW]
        table = writer.word.add_table(rows=1, cols=len(items))
        for cell, item in zip(table.rows[0].cells, items, strict=True):
            # The figure first, as in the PDF: under labels of one line and of two the figures would not stand level.
            _cell(writer, cell, item.value, "Key figure")
            for text in (item.label, item.detail):
                if text:
                    writer.look.dress(cell.add_paragraph(office.clean(text)), "Small")
    writer.line("", "Gap")


def _figure(writer: _Writer, figure: Figure, level: int) -> None:
    writer.look.add_heading(writer.word, _heading(figure), level)
    shown = writer.line(figure.subtitle, "Note")
    shown.paragraph_format.keep_with_next = True
    drawn = office.picture(figure, writer.document)
    line = writer.line("", "Drawing")
    width = min(_TEXT_WIDTH, int(_TALLEST * drawn.width / drawn.height))
    added = line.add_run().add_picture(io.BytesIO(drawn.data), width=width)
    told = added._inline.docPr  # what a screen reader says
    told.set("descr", office.clean(figure.alternative))
    told.set("title", office.clean(figure.title))
    if writer.document.synthetic:
        writer.line(writer.say("base.synthetic"), "Made up")
    _source(writer, figure.source)


def _appendix(writer: _Writer) -> None:
    figures = [block for block in writer.document.blocks if isinstance(block, Figure)]
    if not figures:
        return
    heading = writer.look.add_heading(writer.word, writer.say("writers.tables"), _SECTION)
    heading.paragraph_format.page_break_before = True
    for figure in figures:
        table = figure.table
        if len(table.rows) > _LONGEST_TABLE:
            writer.line(table.caption, "Caption")
            writer.line(writer.say("writers.long_table", rows=len(table.rows)), "Note")
        else:
            _table(writer, table)


def _table(writer: _Writer, table: Table) -> None:
    writer.line(table.caption, "Caption")
    head = [column.label for column in table.columns]
    size = _SMALL_SIZE if len(head) > _MANY_COLUMNS else _CELL_SIZE
    inches = widths.columns([head, *table.rows], size, _TEXT_INCHES, around=_AROUND)
    _filled(writer, table.columns, table.rows, inches, row_header=table.row_header)


def _filled(
    writer: _Writer,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    inches: Sequence[float],
    *,
    row_header: bool,
) -> list[list[Cell]]:
    """Add a table with a header row that every page repeats, and return its cells, the header's first.

    `inches` are the widths of its columns. A short table is not parted.
    """
    grid = writer.word.add_table(rows=len(rows) + 1, cols=len(columns), style="Figures")
    docxstyles.mark_headers(grid, row_header=row_header)
    grid.autofit = False
    for x, width in enumerate(inches):
        grid.columns[x].width = Inches(width)
    cells = [list(row.cells) for row in grid.rows]
    small = " small" if len(columns) > _MANY_COLUMNS else ""
    heads = [column.label for column in columns]
    for y, (row, texts) in enumerate(zip(cells, [heads, *rows], strict=True)):
        for x, (cell, text) in enumerate(zip(row, texts, strict=True)):
            cell.width = Inches(inches[x])
            head = y == 0 or (row_header and x == 0)
            line = _cell(writer, cell, text, f"Table {'head' if head else 'cell'}{small}", right=columns[x].numeric)
            if y < min(len(rows), _WHOLE) if len(rows) <= _WHOLE else y < _TOGETHER:
                line.paragraph_format.keep_with_next = True
    writer.line("", "Gap")
    return cells


def _cell(writer: _Writer, cell: Cell, text: str, style: str, *, right: bool = False) -> Line:
    line = writer.look.dress(cell.paragraphs[0], style)
    line.add_run(office.clean(text))
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return line


def _quote(writer: _Writer, quote: Quote) -> None:
    line = writer.line("", "Quote")
    run = line.add_run(office.clean(quote.text))
    if quote.language:
        docxstyles.speak(run, office.LOCALES.get(quote.language, quote.language))
    docxstyles.rule_left(line, SUBJECT)
    line.paragraph_format.keep_together = True
    if quote.tags or links.absolute(quote.sentence, writer.sentence_link):
        line.paragraph_format.keep_with_next = True
        tags = writer.line(" · ".join(quote.tags), "Tags")
        writer.evidence(tags, quote.sentence, " · " if quote.tags else "")
        docxstyles.rule_left(tags, SUBJECT)


def _grid(writer: _Writer, grid: LevelGrid) -> None:
    writer.line(grid.caption, "Caption")
    nothing = writer.say("base.no_information")
    columns = [Column(""), *(Column(label) for label in grid.columns)]
    rows = [
        [f"{row.label}\n{row.detail}" if row.detail else row.label]
        + [nothing if cell.level is None else f"{cell.level}\n{cell.set90}".rstrip() for cell in cells]
        for row, cells in zip(grid.rows, grid.cells, strict=True)
    ]
    first = widths.natural([row[:1] for row in rows] or [[""]], _SMALL_SIZE, widest=_WIDEST_CELL, around=_AROUND)[0]
    inches = widths.fit_levels([column.label for column in columns], first, _SMALL_SIZE, _TEXT_INCHES, _LEVEL_AROUND)
    heads, *drawn = _filled(writer, columns, rows, inches, row_header=True)
    for cell in heads[1:]:
        docxstyles.narrow(cell)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row, levels_ in zip(drawn, grid.cells, strict=True):
        for cell, told in zip(row[1:], levels_, strict=True):
            docxstyles.narrow(cell)
            _level(writer, cell, told)
    if grid.note:
        writer.line(grid.note, "Note")


def _level(writer: _Writer, cell: Cell, told: LevelCell) -> None:
    """Show a level large on its shade with the 90 % set below; what is not known has dashes and no shade."""
    line = cell.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    if told.level is None:
        docxstyles.dash(cell)
        return
    for run in line.runs:
        run.text = ""
    number = line.runs[0]
    number.text, number.font.bold, number.font.size = str(told.level), True, Pt(_LEVEL_SIZE)
    if told.set90:
        line.add_run().add_break()
        line.add_run(office.clean(told.set90))
    docxstyles.shade(cell, LEVELS[told.level - 1], white=told.level >= _DARK_FROM)


def _list(writer: _Writer, items: ItemList) -> None:
    number = docxstyles.new_numbering(writer.word) if items.ordered else None
    for item in items.items:
        line = writer.told(item.text, "List Number" if items.ordered else "List Bullet", item.sentence)
        if number is not None:
            docxstyles.numbered(line, number)
