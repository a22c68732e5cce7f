"""The report as Word and as slides: real headings, header rows, alternative texts, its language, and no clock."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pptx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from pptx.presentation import Presentation

from seutukuva.base import LANGUAGES, Language, Problem
from seutukuva.documents import (
    Document,
    GridRow,
    Heading,
    ItemList,
    LevelCell,
    LevelGrid,
    ListItem,
    Paragraph,
    Quote,
    Source,
)
from seutukuva.writers import docx as word_writer
from seutukuva.writers import pptx as slide_writer
from tests.writers.documents import SENTENCE, figure, report

ALTERNATIVE = "Stapeldiagram: Storsund 12 500, Kuusilahti 9 360."
HOSTILE = "<w:t>&amp;</w:t> \x07 =HYPERLINK(1) ]]> \U0001f600"


@pytest.fixture(autouse=True)
def var(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEUTUKUVA_VAR", str(tmp_path_factory.getbasetemp() / "charts"))


def as_word(document: Document) -> Word:
    return docx.Document(io.BytesIO(word_writer.write(document)))


def as_slides(document: Document) -> Presentation:
    return pptx.Presentation(io.BytesIO(slide_writer.write(document)))


def told(slides: Presentation) -> str:
    return "\n".join(shape.text_frame.text for slide in slides.slides for shape in slide.shapes if shape.has_text_frame)


def test_headings_are_headings_with_the_levels_of_the_document() -> None:
    lines = [(line.style.name, line.text) for line in as_word(report()).paragraphs if line.style is not None]
    assert ("Title", "Kuusilahti") in lines
    assert ("Heading 2", "Vad vi inte vet") in lines
    assert ("Heading 3", "Nivåer") in lines
    assert ("Heading 2", "Storsund har fler arbetsplatser") in lines  # a figure's finding is a heading too


def test_the_contents_lead_to_every_heading_down_to_the_third_level() -> None:
    body = as_word(report()).element.body
    bookmarks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    anchors = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    assert anchors == ["part1", "part2", "part3", "part4", "part6"]  # part5 is a heading of the fourth level
    assert set(anchors) <= bookmarks


def test_the_contents_of_a_long_file_lead_to_its_sections() -> None:
    parts = tuple(block for n in range(30) for block in (Heading(f"Section {n}"), Heading(f"Part of {n}", 3)))
    body = as_word(Document("Long", "en", parts)).element.body
    named = {one.get(qn("w:name")): one.getparent() for one in body.iter(qn("w:bookmarkStart"))}
    links = [one for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    assert len(links) == 30
    for link in links:
        said, meant = ("".join(t.text for t in one.iter(qn("w:t"))) for one in (link, named[link.get(qn("w:anchor"))]))
        assert said == meant


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_say_their_language(language: Language) -> None:
    locale = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[language]
    word = as_word(report(language))
    spoken = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert spoken.get(qn("w:val")) == locale
    xml = as_slides(report(language)).slides[1].shapes[0].element.xml
    assert f'lang="{locale}"' in xml


def test_every_drawing_has_its_alternative_text() -> None:
    drawings = [one.get("descr") for one in as_word(report()).element.body.iter(qn("wp:docPr"))]
    assert drawings == [ALTERNATIVE] * 3
    pictures = [
        one.get("descr")
        for slide in as_slides(report()).slides
        for shape in slide.shapes
        if shape.shape_type is not None and shape.shape_type.name == "PICTURE"
        for one in shape.element.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr")
    ]
    assert pictures == [ALTERNATIVE] * 3


def test_tables_repeat_a_header_row_and_hold_the_figures_as_shown() -> None:
    word = as_word(report())
    heads = [
        table for table in word.tables if table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    ]
    assert [cell.text for cell in heads[0].rows[0].cells] == ["", "Gemensam riktning", "Läroanstaltssamarbete"]
    assert "ingen information" in heads[0].rows[1].cells[2].text
    figures = heads[2]
    assert [cell.text for cell in figures.rows[1].cells] == ["Storsund", "12\u00a0500"]


def test_every_slide_has_a_title_of_its_own() -> None:
    titles = [slide.shapes.title.text_frame.text for slide in as_slides(report()).slides if slide.shapes.title]
    assert len(titles) == len(set(titles)) == len(as_slides(report()).slides)
    assert "Storsund har fler arbetsplatser (2)" in titles


def test_the_notes_of_a_figure_say_what_it_shows() -> None:
    notes = [
        slide.notes_slide.notes_text_frame.text
        for slide in as_slides(report()).slides
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None
    ]
    assert notes and all(ALTERNATIVE in note for note in notes)


def test_synthetic_data_is_marked_on_every_page_and_slide() -> None:
    band = "Syntetiskt material: påhittat i övningssyfte."
    word = as_word(report(synthetic=True))
    assert word.sections[0].header.paragraphs[0].text == band
    for slide in as_slides(report(synthetic=True)).slides:
        assert band in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert band not in told(as_slides(report()))


def test_equal_documents_are_equal_files_whatever_the_clock_says() -> None:
    assert word_writer.write(report()) == word_writer.write(report())
    assert slide_writer.write(report()) == slide_writer.write(report())


def test_texts_are_texts_whatever_they_look_like() -> None:
    hostile = replace(figure(), title=HOSTILE, source=Source(HOSTILE, "", "", "", "https://example.fi/\x07<a>"))
    levels = LevelGrid(HOSTILE, (HOSTILE,), (GridRow(HOSTILE, HOSTILE),), ((LevelCell(3, "3\ufffe\x07"),),))
    blocks = (Heading(HOSTILE), Paragraph(HOSTILE), Quote(HOSTILE, (HOSTILE,)), hostile, levels)
    document = Document(HOSTILE, "fi", blocks)
    shown = HOSTILE.replace("\x07", "")
    assert [line.text for line in as_word(document).paragraphs].count(shown) >= 4
    assert told(as_slides(document)).count(shown) >= 3


def test_a_long_text_goes_on_to_further_slides_and_nothing_is_lost() -> None:
    words = [f"sana{n}" for n in range(900)]
    slides = as_slides(Document("Pitkä", "fi", (Heading("Osa"), Paragraph(" ".join(words)))))
    assert len(slides.slides) > 3
    assert [word for word in told(slides).split() if word.startswith("sana")] == words


def test_each_ordered_list_of_a_word_file_begins_from_one() -> None:
    steps = ItemList((ListItem("a"), ListItem("b")), ordered=True)
    body = as_word(Document("T", "fi", (steps, Paragraph("väli"), steps))).element.body
    numbers = [one.get(qn("w:val")) for one in body.iter(qn("w:numId"))]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


@pytest.mark.parametrize("write", [word_writer.write, slide_writer.write])
def test_a_document_that_is_not_valid_is_refused(write: object) -> None:
    assert callable(write)
    with pytest.raises(Problem):
        write(Document(" ", "fi"))


def test_a_sentence_of_a_word_file_leads_to_its_thread() -> None:
    def links(data: bytes) -> list[tuple[str, str]]:
        found = [link for line in docx.Document(io.BytesIO(data)).paragraphs for link in line.hyperlinks]
        return [(link.text, link.address) for link in found if "/thread/" in link.address]

    document = report()
    with_links = word_writer.write(document, sentence_link=lambda urn: f"https://seutukuva.example.fi/sv/thread/{urn}/")
    address = f"https://seutukuva.example.fi/sv/thread/{SENTENCE}/"
    assert links(with_links) == [("Belägg", address)] * 4  # the lead, a paragraph, a quote, an item
    assert links(word_writer.write(document)) == []
    assert links(word_writer.write(document, sentence_link=lambda urn: f"/thread/{urn}/")) == []


def test_short_parts_below_one_heading_share_a_slide_and_a_quote_stands_below_its_text() -> None:
    blocks = (
        Heading("Levels"),
        Heading("Direction", 3),
        Paragraph("None."),
        Heading("Structures", 3),
        Paragraph("One project worker."),
        Quote("We have nobody.", ("interview",)),
    )
    slides = as_slides(Document("Title", "en", blocks)).slides
    assert len(slides) == 2, "the opening, and one slide of the two short parts with the quote"
    said = [shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame]
    assert slides[1].shapes.title.text_frame.text == "Levels"
    assert said.index("Direction\nNone.") < said.index("Structures\nOne project worker.")
    assert "We have nobody.\ninterview" in said
