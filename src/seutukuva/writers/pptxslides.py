"""The look of slides, and the few parts of PresentationML that python-pptx has no calls for (ECMA-376, 19 and 21).

Sizes are those of a wide slide, 13.33 by 7.5 inches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Length, Pt

from seutukuva.base import Language
from seutukuva.charts.palette import INK, MUTE

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
_BAND, _BAND_INK = "#f4e6cf", "#4a3300"
_OPENING, _TITLED = 0, 5  # layouts of the shipped template

Line = tuple[str, float, str, bool]  # text, points, colour, bold
Area = tuple[Length, Length, Length, Length]  # left, top, width, height


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
                _place(shape, Inches(0.72), Inches(0.85))
            else:
                _place(shape, _TOP, _ROOM)
    opening = slides.slide_layouts[_OPENING].placeholders
    _place(opening[0], Inches(1.3), Inches(1.7))
    _place(opening[1], Inches(3.1), Inches(1.7))


def _place(shape: BaseShape, top: Length, height: Length) -> None:
    shape.left, shape.top, shape.width, shape.height = _LEFT, top, _INNER, height


def add(slides: Presentation, title: str, *, over: str, band: str, language: Language) -> Slide:
    """Add a slide with a title, the part's name over it, the band of synthetic data and its number."""
    slide: Slide = slides.slides.add_slide(slides.slide_layouts[_TITLED])
    _titled(slide, title, language, 24 if len(title) > 70 else 28)
    if over:
        box(slide, (_LEFT, Inches(0.45), _INNER, Inches(0.35)), [(over, 12, MUTE, False)], language)
    _marked(slide, band, language)
    _number(slide)
    return slide


def add_opening(slides: Presentation, title: str, under: Sequence[str], *, band: str, language: Language) -> Slide:
    """Add the first slide and return it."""
    slide: Slide = slides.slides.add_slide(slides.slide_layouts[_OPENING])
    _titled(slide, title, language, 44)
    frame = slide.placeholders[1].text_frame
    fill(
        frame, [(line, 20 if n == 0 else 16, INK if n == 0 else MUTE, False) for n, line in enumerate(under)], language
    )
    for line in frame.paragraphs:
        line.alignment = PP_ALIGN.LEFT
    _marked(slide, band, language)
    return slide


def _titled(slide: Slide, title: str, language: Language, size: float) -> None:
    shape = slide.shapes.title
    if shape is None:
        raise TypeError("the layout has no title")
    fill(shape.text_frame, [(title, size, INK, True)], language)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _marked(slide: Slide, band: str, language: Language) -> None:
    if band:
        frame = box(slide, (Inches(0), Inches(0), _WIDTH, Inches(0.36)), [(band, 12, _BAND_INK, True)], language)
        frame.margin_left, frame.vertical_anchor = Emu(_LEFT + Inches(0.1)), MSO_ANCHOR.MIDDLE
        colour = etree.Element(qn("a:solidFill"))
        etree.SubElement(colour, qn("a:srgbClr")).set("val", _BAND.removeprefix("#").upper())
        properties = slide.shapes[-1].element.find(qn("p:spPr"))
        empty = None if properties is None else properties.find(qn("a:noFill"))
        if properties is not None and empty is not None:
            properties.replace(empty, colour)


def _number(slide: Slide) -> None:
    frame = box(slide, (Inches(11.6), Inches(7.0), Inches(1.03), Inches(0.35)), [("", 11, MUTE, False)], "en")
    line = frame.paragraphs[0]
    line.alignment = PP_ALIGN.RIGHT
    number = etree.SubElement(
        line._p, qn("a:fld"), {"id": "{00000000-0000-4000-8000-000000000001}", "type": "slidenum"}
    )
    etree.SubElement(number, qn("a:rPr"), {"lang": "en-GB", "sz": "1100"})
    etree.SubElement(number, qn("a:t")).text = "‹#›"


def box(slide: Slide, area: Area, lines: Sequence[Line], language: Language) -> TextFrame:
    """Add a text box; empty lines are left out unless nothing else is there."""
    frame: TextFrame = slide.shapes.add_textbox(*area).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(0.1)
    fill(frame, [line for line in lines if line[0]] or lines[:1], language)
    return frame


def fill(frame: TextFrame, lines: Sequence[Line], language: Language) -> None:
    for n, (text, size, colour, bold) in enumerate(lines):
        line = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        run = line.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(colour)
        run.font.language_id = _SPOKEN[language]


def decorative(shape: BaseShape) -> None:
    """Mark a shape that says nothing, so that a screen reader passes it by (MS-ODRAWXML, 2.24.2.1)."""
    extensions = etree.SubElement(named(shape), qn("a:extLst"))
    one = etree.SubElement(extensions, qn("a:ext"), {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"})
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    etree.SubElement(one, f"{{{space}}}decorative", {"val": "1"}, nsmap={"adec": space})


def named(shape: BaseShape) -> etree._Element:
    """Return the element that holds a shape's name and alternative text."""
    named = shape.element.find(f".//{qn('p:cNvPr')}")
    if named is None:
        raise TypeError(shape.name)
    return named


def rgb(colour: str) -> RGBColor:
    told: RGBColor = RGBColor.from_string(colour.removeprefix("#").upper())
    return told
