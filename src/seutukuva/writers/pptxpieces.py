"""The pieces of a slide drawn where the plan puts them: texts and lists, quotes, key figures, tables, pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.table import _Cell as TableCell
from pptx.util import Emu, Inches, Length, Pt

from seutukuva.base import Language
from seutukuva.charts.palette import INK, LINE, MUTE, SUBJECT
from seutukuva.writers import slidepieces
from seutukuva.writers.pptxslides import box, decorative, fill, named, rgb
from seutukuva.writers.slidepieces import Cell, Drawing, Keys, Rows, Said, Text
from seutukuva.writers.slideplan import Placed
from seutukuva.writers.widths import length

_LEFT: Final = 0.7
_TOP: Final = 1.7
_NONE: Final = Inches(0)
_LEAST: Final = 11  # points that a quote's tags have at least
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No style, no grid" of every version
_LOOK: Final = "a:tableStyleId"
_KEY: Final = (36, 16, 14)  # sizes of the figure, what is counted, how it compares


def put(slide: Slide, placed: Sequence[Placed], scale: float, language: Language) -> None:
    """Draw the pieces in reading order; paragraphs that follow each other in a column become one text box."""
    for _, group in groupby(placed, key=lambda one: (one.left, type(one.piece))):
        run = list(group)
        if isinstance(run[0].piece, Text):
            _texts(slide, run, scale, language)
            continue
        for one in run:
            match one.piece:
                case Said():
                    _quote(slide, one.piece, one, scale, language)
                case Keys():
                    _keys(slide, one.piece, one, scale, language)
                case Rows():
                    _table(slide, one.piece, one, scale, language)
                case Drawing():
                    _picture(slide, one.piece, one, language)


def _area(one: Placed) -> tuple[Length, Length, Length, Length]:
    return Inches(_LEFT + one.left), Inches(_TOP + one.top), Inches(one.width), Inches(one.height)


def _texts(slide: Slide, run: Sequence[Placed], scale: float, language: Language) -> None:
    texts = [one.piece for one in run if isinstance(one.piece, Text)]
    left, top, width, _ = _area(run[0])
    sizes = [(slidepieces.QUIET if text.quiet else slidepieces.BODY) * scale for text in texts]
    lines = [(text.text, size, MUTE if text.quiet else INK, text.head) for text, size in zip(texts, sizes, strict=True)]
    frame = box(slide, (left, top, width, Inches(sum(one.height for one in run))), lines, language)
    frame.margin_top = frame.margin_bottom = _NONE
    for line, text in zip(frame.paragraphs, texts, strict=False):
        line.space_after = Pt(2 if text.head else 7)
        if text.item:
            properties = line._p.get_or_add_pPr()
            indent = Inches(slidepieces.INDENT)
            properties.set("marL", str(indent))
            properties.set("indent", str(-indent))
            if text.number:
                mark = etree.SubElement(properties, qn("a:buAutoNum"), {"type": "arabicPeriod"})
                if text.number > 1:
                    mark.set("startAt", str(text.number))
            else:
                etree.SubElement(properties, qn("a:buChar")).set("char", "•")


def _quote(slide: Slide, said: Said, one: Placed, scale: float, language: Language) -> None:
    """Put a quote with the rule on the left that marks evidence; its tags below it."""
    left, top, width, height = _area(one)
    high = Emu(height - Inches(0.14))
    rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(left + Inches(0.1)), top, Inches(0.05), high)
    rule.fill.solid()
    rule.fill.fore_color.rgb = rgb(SUBJECT)
    rule.line.fill.background()
    rule.shadow.inherit = False
    decorative(rule)
    lines = [
        (said.text, slidepieces.SAID * scale, INK, False),
        (said.tags, max(slidepieces.TAGS * scale, _LEAST), MUTE, False),
    ]
    area = (Emu(left + Inches(0.22)), top, Emu(width - Inches(0.22)), high)
    frame = box(slide, area, lines, said.spoken or language)
    frame.margin_top = frame.margin_bottom = _NONE


def _keys(slide: Slide, keys: Keys, one: Placed, scale: float, language: Language) -> None:
    left, top, width, height = _area(one)
    each = Emu(width // max(len(keys.boxes), 1))
    for n, texts in enumerate(keys.boxes):
        looks = zip(texts, _KEY, (INK, INK, MUTE), (True, False, False), strict=True)
        lines = [(text, size * scale, colour, bold) for text, size, colour, bold in looks]
        frame = box(slide, (Emu(left + n * each), top, Emu(each - Inches(0.2)), height), lines, language)
        frame.margin_top = _NONE


def _picture(slide: Slide, drawing: Drawing, one: Placed, language: Language) -> None:
    """Put a figure, as large as its place allows, between what it shows and its source; both also in the notes."""
    left, top, width, height = _area(one)
    shown = box(slide, (left, top, width, Inches(0.33)), [(drawing.shown, slidepieces.QUIET, MUTE, False)], language)
    shown.margin_top = _NONE
    room = height - Inches(0.65)
    scale = min(width / drawing.picture.width, room / drawing.picture.height)
    size = Emu(int(drawing.picture.width * scale)), Emu(int(drawing.picture.height * scale))
    at = Emu(top + Inches(0.33))
    drawn = slide.shapes.add_picture(io.BytesIO(drawing.picture.data), left, at, *size)
    named(drawn).set("descr", drawing.alternative)
    below = (left, Emu(at + size[1]), width, Inches(0.3))
    box(slide, below, [(drawing.source, slidepieces.SOURCE, MUTE, False)], language).margin_top = _NONE
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        fill(notes, [(drawing.alternative, 12, INK, False), (drawing.source, 12, INK, False)], language)


def _table(slide: Slide, rows: Rows, one: Placed, scale: float, language: Language) -> None:
    """Put a table: a header row, thin rules, no bands; its caption above it."""
    left, top, width, _ = _area(one)
    if rows.caption:
        caption = box(slide, (left, top, width, Inches(0.34)), [(rows.caption, 14 * scale, INK, True)], language)
        caption.margin_top = _NONE
        top = Emu(top + Inches(slidepieces.CAPTION))
    widths = slidepieces.fitted(rows, one.width, scale)
    drawn = slide.shapes.add_table(
        len(rows.rows) + 1, len(rows.columns), Emu(left + Inches(0.04)), top, Inches(sum(widths)), Inches(0.3)
    )
    named(drawn).set("descr", rows.alternative)
    table = drawn.table
    for look in table._tbl.iter(qn(_LOOK)):
        look.text = _NO_STYLE
    table.first_row, table.horz_banding = True, False
    table.first_col = bool(rows.rows) and all(row[0].head for row in rows.rows)
    for n, wide in enumerate(widths):
        table.columns[n].width = Inches(wide)
    heads = tuple(Cell(column.label, head=True) for column in rows.columns)
    levelled = rows.levelled()
    size = rows.size() * scale
    # Rows and cells are read once: each reading of a cell by its place searches the whole table.
    for y, (row, line) in enumerate(zip((heads, *rows.rows), table.rows, strict=True)):
        letters = _unbroken(heads, widths, size) if levelled and y == 0 else size
        for x, (cell, place) in enumerate(zip(row, line.cells, strict=True)):
            centred = levelled and x > 0
            _cell(place, cell, letters, language, numeric=rows.columns[x].numeric, centred=centred)
            _rule(place, dashed=cell.unknown, heavy=y == 0)


def _unbroken(heads: Sequence[Cell], widths: Sequence[float], size: float) -> float:
    """Return the size of letters at which no word of the heads is cut."""
    fits = [
        (width - 0.16) / length(word, 1)
        for cell, width in zip(heads, widths, strict=True)
        for word in cell.text.split()
    ]
    return min(size, *fits) if fits else size


def _cell(drawn: TableCell, cell: Cell, size: float, language: Language, *, numeric: bool, centred: bool) -> None:
    colour = "#ffffff" if cell.white else MUTE if cell.unknown else INK
    lines = [(text, size, colour, cell.head) for text in cell.text.split("\n")]
    if cell.fill:
        lines[0] = (lines[0][0], max(size, slidepieces.LEVEL), colour, True)
    fill(drawn.text_frame, lines, language)
    drawn.margin_top = drawn.margin_bottom = Inches(0.03)
    drawn.margin_left = drawn.margin_right = Inches(0.07)
    drawn.vertical_anchor = MSO_ANCHOR.MIDDLE if centred else MSO_ANCHOR.TOP
    for line in drawn.text_frame.paragraphs:
        if numeric or centred:
            line.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.RIGHT
    if cell.fill:
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = RGBColor.from_string(cell.fill.removeprefix("#").upper())
    else:
        drawn.fill.background()


def _rule(drawn: TableCell, *, dashed: bool, heavy: bool) -> None:
    """Draw the line below a cell, or the dashes round one whose level is not known."""
    properties = drawn._tc.get_or_add_tcPr()
    for n, side in enumerate(("a:lnL", "a:lnR", "a:lnT", "a:lnB") if dashed else ("a:lnB",)):
        rule = etree.Element(qn(side), {"w": "12700" if heavy else "6350"})
        colour = etree.SubElement(etree.SubElement(rule, qn("a:solidFill")), qn("a:srgbClr"))
        colour.set("val", (MUTE if dashed else INK if heavy else LINE).removeprefix("#").upper())
        if dashed:
            etree.SubElement(rule, qn("a:prstDash")).set("val", "dash")
        properties.insert(n, rule)  # the schema wants borders before the fill
