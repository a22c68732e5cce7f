"""The look of a Word file, and the few parts of WordprocessingML that python-docx has no calls for (ECMA-376, 17)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as Grid
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as Line
from docx.text.parfmt import ParagraphFormat
from docx.text.run import Run
from lxml.etree import _Element

from seutukuva.base import Language
from seutukuva.charts.palette import INK, LINE, MUTE
from seutukuva.writers.office import FONT, LOCALES

_HEADINGS: Final = {"Heading 1": 18, "Heading 2": 16, "Heading 3": 13, "Heading 4": 11.5}
# name: (based on, points, colour, bold, points before, points after)
_STYLES: Final = {
    "Title": (None, 26, INK, True, 0, 6),
    "Subtitle": (None, 13, INK, False, 0, 10),
    "Caption": (None, 10, INK, True, 8, 3),
    "Quote": (None, 11, INK, False, 6, 2),
    "Over": ("Normal", 10, MUTE, False, 0, 2),
    "Note": ("Normal", 10, MUTE, False, 0, 6),
    "Small": ("Normal", 9, MUTE, False, 0, 4),
    "Tags": ("Normal", 9, MUTE, False, 0, 8),
    "Band": ("Normal", 9, INK, True, 0, 0),
    "Drawing": ("Normal", 11, INK, False, 2, 2),
    "Key figure": ("Normal", 20, INK, True, 0, 0),
    "Table head": ("Normal", 9, INK, True, 1, 1),
    "Table cell": ("Normal", 9, INK, False, 1, 1),
    "Table head small": ("Normal", 7.5, INK, True, 1, 1),
    "Table cell small": ("Normal", 7.5, INK, False, 1, 1),
    "Contents heading": ("Normal", 16, INK, True, 14, 6),
    "Foot": ("Normal", 9, MUTE, False, 0, 0),
    "Made up": ("Normal", 9, INK, True, 0, 0),
    "Gap": ("Normal", 5, INK, False, 0, 0),
}
_CONTENTS: Final = {"toc 2": 0, "toc 3": 14}  # Word's own styles for its contents: the indent in points
_BAND: Final = "F4E6CF"
_RIGHT: Final = Cm(16.4)


class Look:
    """The styles of a file by name, and the headings so far.

    python-docx searches all styles each time one is used; a report uses them a thousand times.
    """

    def __init__(self, word: Word) -> None:
        self._ids = {style.name: style.style_id for style in word.styles}
        self._headings = 0
        self._break = False

    def dress(self, line: Line, style: str) -> Line:
        """Give a line a style and return it."""
        line._p.style = self._ids[style]
        return line

    def break_before_next_heading(self) -> None:
        """Begin the next heading on a new page."""
        self._break = True

    def add_heading(self, word: Word, text: str, level: int) -> Line:
        """Add a heading with the bookmark that the contents lead to."""
        line = self.dress(word.add_paragraph(), f"Heading {min(level, 4)}")
        self._headings += 1
        number = str(self._headings)
        line._p.append(_element("w:bookmarkStart", id=number, name=f"part{number}"))
        line.add_run(text)
        line._p.append(_element("w:bookmarkEnd", id=number))
        if self._break:
            line.paragraph_format.page_break_before = True
            self._break = False
        return line


def prepare(word: Word, language: Language) -> Look:
    """Give the file its styles and the language that spelling and screen readers follow; return the styles."""
    _type(word, "Normal", 11, INK, before=0, after=6)
    for name, size in _HEADINGS.items():
        _type(word, name, size, INK, before=14, after=4, bold=True)
    for name, (base, size, colour, bold, before, after) in _STYLES.items():
        if base:
            word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles[base]
        _type(word, name, size, colour, before=before, after=after, bold=bold)
    for name, indent in _CONTENTS.items():
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True).base_style = word.styles["Normal"]
        _type(word, name, 11, INK, before=3 if indent == 0 else 0, after=2, bold=False)
        _format(word, name).left_indent = Pt(indent)
        _format(word, name).tab_stops.add_tab_stop(_RIGHT, WD_TAB_ALIGNMENT.RIGHT)
    _format(word, "Foot").tab_stops.add_tab_stop(_RIGHT, WD_TAB_ALIGNMENT.RIGHT)
    for name in ("Caption", "Drawing", "Made up"):
        _format(word, name).keep_with_next = True
    band = _element("w:shd", val="clear", color="auto", fill=_BAND)
    properties = word.styles["Band"].element.get_or_add_pPr()
    properties.insert(0, band)  # the schema wants it before spacing, the only other part
    _figures_style(word)
    default = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    spoken = default.find(qn("w:lang"))
    for kind in ("w:val", "w:eastAsia", "w:bidi"):
        spoken.set(qn(kind), LOCALES[language])
    return Look(word)


def _format(word: Word, name: str) -> ParagraphFormat:
    told: ParagraphFormat = word.styles[name].paragraph_format
    return told


def _type(word: Word, name: str, size: float, colour: str, *, before: float, after: float, bold: bool = False) -> None:
    style = word.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = _rgb(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):  # the shipped title is underlined
        properties.remove(border)
    letters = style.element.get_or_add_rPr()
    for loose in letters.findall(qn("w:spacing")):  # the shipped subtitle is spaced out
        letters.remove(loose)


def _figures_style(word: Word) -> None:
    """Add the tables' style: thin rules between the rows, no boxes."""
    style = word.styles.add_style("Figures", WD_STYLE_TYPE.TABLE)
    properties = _element("w:tblPr")
    borders = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINE.removeprefix("#")))
    properties.append(borders)
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="90", type="dxa"))
    properties.append(margins)
    style.element.append(properties)


def _element(tag: str, **attributes: str) -> _Element:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())


def add_field(line: Line, code: str, shown: str) -> None:
    """Add a field: what Word computes, and what is shown until it does."""
    field = _element("w:fldSimple", instr=f" {code} ")
    field.append(line.add_run(shown)._r)
    line._p.append(field)


def add_contents(word: Word, look: Look, places: Sequence[tuple[str, str, int]]) -> None:
    """Add the contents as Word's own field, filled: links with the pages that the reader's program works out.

    `places` are the bookmark, the text and the level of every heading that is listed, in order.
    """
    deepest = max(level for _, _, level in places)
    line = None
    for n, (bookmark, text, level) in enumerate(places):
        line = look.dress(word.add_paragraph(), f"toc {level}")
        if n == 0:
            for part in (_mark("begin"), _instruction(f' TOC \\o "2-{deepest}" \\h '), _mark("separate")):
                line._p.append(part)
        link = _element("w:hyperlink", anchor=bookmark, history="1")
        link.append(line.add_run(text + "\t")._r)
        for part in (_mark("begin"), _instruction(f" PAGEREF {bookmark} \\h "), _mark("separate"), _mark("end")):
            link.append(part)
        line._p.append(link)
    if line is not None:
        line._p.append(_mark("end"))


def _mark(kind: str) -> _Element:
    run = _element("w:r")
    run.append(_element("w:fldChar", fldCharType=kind))
    return run


def _instruction(code: str) -> _Element:
    run = _element("w:r")
    text = _element("w:instrText")
    text.text = code
    run.append(text)
    return run


def mark_headers(grid: Grid, *, row_header: bool) -> None:
    """Say which cells are headers: the first row, repeated on every page, and the first column when it is one.

    No row is parted between two pages.
    """
    properties = grid.rows[0]._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    properties.append(_element("w:tblHeader"))
    for row in grid._tbl.tr_lst[1:]:
        row.get_or_add_trPr().append(_element("w:cantSplit"))
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        look.set(qn("w:firstRow"), "1")
        look.set(qn("w:firstColumn"), "1" if row_header else "0")


def shade(cell: Cell, colour: str, *, white: bool) -> None:
    """Fill a cell with a level's colour, its figures in white where the colour is dark."""
    properties = cell._tc.get_or_add_tcPr()
    filled = _element("w:shd", val="clear", color="auto", fill=colour.removeprefix("#").upper())
    properties.insert(1 if properties.find(qn("w:tcW")) is not None else 0, filled)
    if white:
        for line in cell.paragraphs:
            for run in line.runs:
                run.font.color.rgb = RGBColor(255, 255, 255)


def narrow(cell: Cell) -> None:
    """Leave a cell of levels little space beside its text, so that the words above it are not cut."""
    margins = _element("w:tcMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="30", type="dxa"))
    properties = cell._tc.get_or_add_tcPr()
    aligned = properties.find(qn("w:vAlign"))  # the schema wants margins before it
    if aligned is None:
        properties.append(margins)
    else:
        aligned.addprevious(margins)


def dash(cell: Cell) -> None:
    """Draw dashes round a cell whose level is not known."""
    borders = _element("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_element(f"w:{side}", val="dashed", sz="6", space="0", color=MUTE.removeprefix("#")))
    properties = cell._tc.get_or_add_tcPr()
    # The schema wants borders after the width and before the place of the text.
    properties.insert(1 if properties.find(qn("w:tcW")) is not None else 0, borders)


def rule_left(line: Line, colour: str) -> None:
    """Draw the rule on the left that marks evidence."""
    borders = _element("w:pBdr")
    borders.append(_element("w:left", val="single", sz="18", space="8", color=colour.removeprefix("#")))
    properties = line._p.get_or_add_pPr()
    # The schema wants the border after the style and before spacing; with the style alone it is the second child.
    properties.insert(1 if properties.find(qn("w:pStyle")) is not None else 0, borders)


def speak(run: Run, locale: str) -> None:
    """Mark a run as spoken in another language."""
    run._r.get_or_add_rPr().append(_element("w:lang", val=locale))


def new_numbering(word: Word) -> str:
    """Return the id of a numbering that starts from one, like the shipped style's in everything else."""
    root = word.part.numbering_part.element
    style = word.styles["List Number"].element
    shipped = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    numbers = {one.get(qn("w:numId")): one for one in root.findall(qn("w:num"))}
    abstract = numbers[shipped].find(qn("w:abstractNumId")).get(qn("w:val"))
    added = str(max(map(int, numbers)) + 1)
    number = _element("w:num", numId=added)
    number.append(_element("w:abstractNumId", val=abstract))
    start = _element("w:lvlOverride", ilvl="0")
    start.append(_element("w:startOverride", val="1"))
    number.append(start)
    root.append(number)
    return added


def numbered(line: Line, number: str) -> None:
    """Put a line into a numbering."""
    told = _element("w:numPr")
    told.append(_element("w:ilvl", val="0"))
    told.append(_element("w:numId", val=number))
    properties = line._p.get_or_add_pPr()
    properties.insert(1 if properties.find(qn("w:pStyle")) is not None else 0, told)
