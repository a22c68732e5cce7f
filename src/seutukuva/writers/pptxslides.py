"""The look of slides, and the few parts of PresentationML that python-pptx has no calls for (ECMA-376, 19 and 21).

Sizes are those of a wide slide, 13.33 by 7.5 inches.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import _Cell as TableCell
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Length, Pt

from seutukuva.base import Language
from seutukuva.charts.palette import INK, LINE, MUTE, SUBJECT
from seutukuva.documents import Column
from seutukuva.writers.office import Picture, shares

_SPOKEN: Final = {
    "fi": MSO_LANGUAGE_ID.FINNISH,
    "sv": MSO_LANGUAGE_ID.SWEDISH_FINLAND,
    "en": MSO_LANGUAGE_ID.ENGLISH_UK,
}
_WIDTH: Final = Inches(13.333)
_HEIGHT: Final = Inches(7.5)
_LEFT: Final = Inches(0.7)
_INNER: Final = Inches(11.93)
_TOP: Final = Inches(1.75)
_ROOM: Final = Inches(5.0)
_OPENING, _TITLED = 0, 5  # layouts of the shipped template

_Line = tuple[str, float, str, bool]  # text, points, colour, bold
_Area = tuple[Length, Length, Length, Length]  # left, top, width, height


@dataclass(frozen=True)
class Text:
    """A paragraph of a slide: quiet when it only limits what is said, an item with a bullet, a head over others."""

    text: str
    quiet: bool = False
    item: bool = False
    head: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table: a header of its row or not, and the colour of its level with the figures' colour."""

    text: str
    head: bool = False
    fill: str = ""
    white: bool = False


def prepare(slides: Presentation) -> None:
    """Make the template wide, its titles left and in ink."""
    slides.slide_width, slides.slide_height = _WIDTH, _HEIGHT
    master = slides.slide_master
    title = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    letters = title.find(qn("a:defRPr"))
    letters.set("sz", "2800")
    letters.set("b", "1")
    for fill in letters.findall(qn("a:solidFill")):
        letters.remove(fill)
    fill = etree.Element(qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr")).set("val", INK.removeprefix("#").upper())
    letters.insert(0, fill)
    for layout in (master, *slides.slide_layouts):
        for shape in (layout.placeholders[n] for n in range(len(layout.placeholders))):
            kind = shape.placeholder_format.type
            if "TITLE" in str(kind) and "SUB" not in str(kind):
                _place(shape, Inches(0.75), Inches(0.95))
            else:
                _place(shape, _TOP, _ROOM)
    opening = slides.slide_layouts[_OPENING].placeholders
    _place(opening[0], Inches(2.1), Inches(1.5))
    _place(opening[1], Inches(3.7), Inches(2.2))


def _place(shape: BaseShape, top: Length, height: Length) -> None:
    shape.left, shape.top, shape.width, shape.height = _LEFT, top, _INNER, height


def add(slides: Presentation, title: str, *, over: str, band: str, language: Language) -> Slide:
    """Add a slide with a title, the part's name over it, the band of synthetic data and its number."""
    slide: Slide = slides.slides.add_slide(slides.slide_layouts[_TITLED])
    _titled(slide, title, language, 24 if len(title) > 70 else 28)
    if over:
        _box(slide, (_LEFT, Inches(0.45), _INNER, Inches(0.35)), [(over, 12, MUTE, False)], language)
    _marked(slide, band, language)
    _number(slide)
    return slide


def add_opening(slides: Presentation, title: str, under: Sequence[str], *, band: str, language: Language) -> None:
    """Add the first slide."""
    slide = slides.slides.add_slide(slides.slide_layouts[_OPENING])
    _titled(slide, title, language, 44)
    frame = slide.placeholders[1].text_frame
    _fill(
        frame, [(line, 20 if n == 0 else 16, INK if n == 0 else MUTE, False) for n, line in enumerate(under)], language
    )
    for line in frame.paragraphs:
        line.alignment = PP_ALIGN.LEFT
    _marked(slide, band, language)


def _titled(slide: Slide, title: str, language: Language, size: float) -> None:
    shape = slide.shapes.title
    if shape is None:
        raise TypeError("the layout has no title")
    _fill(shape.text_frame, [(title, size, INK, True)], language)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _marked(slide: Slide, band: str, language: Language) -> None:
    if band:
        _box(slide, (_LEFT, Inches(0.12), _INNER, Inches(0.35)), [(band, 12, INK, True)], language)


def _number(slide: Slide) -> None:
    frame = _box(slide, (Inches(11.6), Inches(7.0), Inches(1.03), Inches(0.35)), [("", 11, MUTE, False)], "en")
    line = frame.paragraphs[0]
    line.alignment = PP_ALIGN.RIGHT
    number = etree.SubElement(
        line._p, qn("a:fld"), {"id": "{00000000-0000-4000-8000-000000000001}", "type": "slidenum"}
    )
    etree.SubElement(number, qn("a:rPr"), {"lang": "en-GB", "sz": "1100"})
    etree.SubElement(number, qn("a:t")).text = "‹#›"


def put_texts(slide: Slide, texts: Sequence[Text], language: Language) -> None:
    """Put running text and lists on a slide."""
    lines = [(text.text, 14 if text.quiet else 18, MUTE if text.quiet else INK, text.head) for text in texts]
    frame = _box(slide, (_LEFT, _TOP, _INNER, _ROOM), lines, language)
    for line, text in zip(frame.paragraphs, texts, strict=True):
        line.space_after = Pt(8)
        if text.item:
            properties = line._p.get_or_add_pPr()
            properties.set("marL", "285750")
            properties.set("indent", "-285750")
            etree.SubElement(properties, qn("a:buChar")).set("char", "•")


def put_keys(slide: Slide, boxes: Sequence[tuple[str, ...]], language: Language) -> None:
    """Put key figures beside each other: what is counted, the figure, how it compares."""
    width = Emu(_INNER // max(len(boxes), 1))
    for n, (label, value, detail) in enumerate(boxes):
        lines = [(label, 16, MUTE, False), (value, 40, INK, True), (detail, 14, MUTE, False)]
        _box(slide, (Emu(_LEFT + n * width), Inches(2.2), Emu(width - Inches(0.2)), Inches(2.6)), lines, language)


def put_quotes(
    slide: Slide, quotes: Sequence[tuple[str, str, Language | None]], language: Language, *, below: float = 0.0
) -> None:
    """Put quotes below each other with the rule on the left that marks evidence; each with its tags and language.

    below: the share of the slide that other text takes above them.
    """
    start, room = Emu(int(_TOP + _ROOM * below)), int(_ROOM * (1 - below))
    height = Emu(min(room // len(quotes), _ROOM // 3))
    for n, (text, tags, spoken) in enumerate(quotes):
        top = Emu(start + n * height)
        rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, _LEFT, top, Inches(0.06), Emu(height - Inches(0.25)))
        rule.fill.solid()
        rule.fill.fore_color.rgb = _rgb(SUBJECT)
        rule.line.fill.background()
        _decorative(rule)
        size = 14 if len(text) > 420 else 18
        lines = [(text, size, INK, False), (tags, 12, MUTE, False)]
        _box(slide, (Inches(0.95), top, Inches(11.6), Emu(height - Inches(0.25))), lines, spoken or language)


def put_picture(
    slide: Slide, picture: Picture, *, shown: str, alternative: str, source: str, language: Language
) -> None:
    """Put a figure on a slide, as large as it goes, and what it shows in words into the notes."""
    _box(slide, (_LEFT, Inches(1.65), _INNER, Inches(0.4)), [(shown, 14, MUTE, False)], language)
    top, room = Inches(2.1), Inches(4.6)
    scale = min(_INNER / picture.width, room / picture.height)
    size = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    drawn = slide.shapes.add_picture(io.BytesIO(picture.data), _LEFT, top, *size)
    _named(drawn).set("descr", alternative)
    _box(slide, (_LEFT, Inches(6.85), Inches(10.5), Inches(0.4)), [(source, 11, MUTE, False)], language)
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        _fill(notes, [(alternative, 12, INK, False), (source, 12, INK, False)], language)


def put_table(
    slide: Slide, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], caption: str, language: Language
) -> None:
    """Put a table on a slide: a header row, thin rules, no bands; `caption` is its alternative text."""
    frame = slide.shapes.add_table(len(rows) + 1, len(columns), _LEFT, _TOP, _INNER, Inches(0.4))
    _named(frame).set("descr", caption)
    table = frame.table
    table.first_row, table.horz_banding = True, False
    table.first_col = bool(rows) and all(row[0].head for row in rows)
    heads = [Cell(column.label, head=True) for column in columns]
    for n, share in enumerate(shares([[cell.text for cell in row] for row in (heads, *rows)])):
        table.columns[n].width = Emu(int(_INNER * share))
    size = 10 if len(columns) > 6 else 13
    for y, row in enumerate([heads, *rows]):
        for x, cell in enumerate(row):
            _cell(table.cell(y, x), cell, size, columns[x].numeric, language)


def _cell(drawn: TableCell, cell: Cell, size: float, numeric: bool, language: Language) -> None:
    colour = "#ffffff" if cell.white else INK
    _fill(drawn.text_frame, [(line, size, colour, cell.head) for line in cell.text.split("\n")], language)
    drawn.margin_top = drawn.margin_bottom = Inches(0.03)
    drawn.margin_left = drawn.margin_right = Inches(0.06)
    if numeric:
        for line in drawn.text_frame.paragraphs:
            line.alignment = PP_ALIGN.RIGHT
    if cell.fill:
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = _rgb(cell.fill)
    else:
        drawn.fill.background()
    rule = etree.Element(qn("a:lnB"), {"w": "6350"})
    colour_of_rule = etree.SubElement(etree.SubElement(rule, qn("a:solidFill")), qn("a:srgbClr"))
    colour_of_rule.set("val", LINE.removeprefix("#").upper())
    drawn._tc.get_or_add_tcPr().insert(0, rule)  # the schema wants borders before the fill


def _box(slide: Slide, area: _Area, lines: Sequence[_Line], language: Language) -> TextFrame:
    """Add a text box; empty lines are left out unless nothing else is there."""
    frame: TextFrame = slide.shapes.add_textbox(*area).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(0.1)
    _fill(frame, [line for line in lines if line[0]] or lines[:1], language)
    return frame


def _fill(frame: TextFrame, lines: Sequence[_Line], language: Language) -> None:
    for n, (text, size, colour, bold) in enumerate(lines):
        line = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        run = line.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, _rgb(colour)
        run.font.language_id = _SPOKEN[language]


def _decorative(shape: BaseShape) -> None:
    """Mark a shape that says nothing, so that a screen reader passes it by (MS-ODRAWXML, 2.24.2.1)."""
    extensions = etree.SubElement(_named(shape), qn("a:extLst"))
    one = etree.SubElement(extensions, qn("a:ext"), {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"})
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    etree.SubElement(one, f"{{{space}}}decorative", {"val": "1"}, nsmap={"adec": space})


def _named(shape: BaseShape) -> etree._Element:
    """Return the element that holds a shape's name and alternative text."""
    named = shape.element.find(f".//{qn('p:cNvPr')}")
    if named is None:
        raise TypeError(shape.name)
    return named


def _rgb(colour: str) -> RGBColor:
    told: RGBColor = RGBColor.from_string(colour.removeprefix("#").upper())
    return told
