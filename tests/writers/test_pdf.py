"""The report as a file for everyone: tagged, in its language, archived, and dumb to what its texts look like."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pypdf
import pytest
import typst
from pypdf.generic import DictionaryObject

from seutukuva.base import LANGUAGES, Language, Problem, explain
from seutukuva.documents import Column, Document, Heading, ItemList, ListItem, Paragraph, Quote, Table
from seutukuva.writers import pdf
from tests.writers.documents import SENTENCE, figure, report


@pytest.fixture(autouse=True)
def var(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEUTUKUVA_VAR", str(tmp_path_factory.getbasetemp() / "charts"))


def opened(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.write(document)))


def words(reader: pypdf.PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def tags(reader: pypdf.PdfReader) -> list[tuple[str, DictionaryObject]]:
    """Return every element of the structure tree in reading order."""
    found: list[tuple[str, DictionaryObject]] = []

    def walk(node: object) -> None:
        part = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(part, list):
            for child in part:
                walk(child)
        elif isinstance(part, DictionaryObject):
            if "/S" in part:
                found.append((str(part["/S"]), part))
            if "/K" in part:
                walk(part["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_claims_both_standards_and_says_its_language(language: Language) -> None:
    reader = opened(report(language))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"])[:2] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_object().get_data().decode("utf-8")
    assert re.search(r"pdfuaid:part[^0-9]*1", metadata)
    assert re.search(r"pdfaid:part[^0-9]*2", metadata)
    assert re.search(r"pdfaid:conformance[^A-Z]*A", metadata)
    assert reader.metadata is not None
    assert reader.metadata.title == "Kuusilahti"
    assert reader.metadata.author == "Seutukuva"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date().isoformat() == "2026-03-12"


def test_headings_tables_and_figures_are_tagged() -> None:
    found = tags(opened(report()))
    names = [name for name, _ in found]
    assert names.count("/H1") == 1
    assert "/H2" in names
    assert "/H3" in names
    assert "/TH" in names
    assert "/Caption" in names
    assert "/L" in names
    alternatives = [str(part["/Alt"]) for name, part in found if name == "/Figure"]
    assert alternatives == ["Stapeldiagram: Storsund 12 500, Kuusilahti 9 360."] * 3


def test_a_sentence_leads_to_its_thread_by_a_tagged_link_with_a_name() -> None:
    address = f"https://seutukuva.example.fi/sv/thread/{SENTENCE}/"
    with_links = pdf.write(report(), sentence_link=lambda urn: f"https://seutukuva.example.fi/sv/thread/{urn}/")
    reader = pypdf.PdfReader(io.BytesIO(with_links))
    found = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    assert [note["/A"]["/URI"] for note in found] == [address] * 4  # the lead, a paragraph, a quote, an item
    assert all(note["/Contents"] and "/StructParent" in note for note in found)
    assert [name for name, _ in tags(reader)].count("/Link") == 4
    assert "Fyra av fem nämnde ingen läroanstalt. Belägg" in words(reader).replace("\u00a0", " ")


@pytest.mark.parametrize("address", ["", "/sv/thread/1/", "javascript:alert(1)", "https://", "http://[/"])
def test_a_file_without_a_way_to_the_site_has_no_link(address: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.write(report(), sentence_link=lambda _urn: address)))
    assert not any("/Annots" in page for page in reader.pages)
    assert "Belägg" not in words(reader)


def test_the_outline_has_the_headings() -> None:
    reader = opened(report())

    def titles(items: list[object]) -> list[str]:
        flat: list[str] = []
        for item in items:
            flat += titles(item) if isinstance(item, list) else [str(getattr(item, "title", ""))]
        return flat

    found = titles(list(reader.outline))
    assert found[0] == "Kuusilahti"
    assert "Vad vi inte vet" in found
    assert "Storsund har fler arbetsplatser" in found


def test_the_report_has_texts_numbers_sources_and_page_numbers() -> None:
    text = words(opened(report()))
    for expected in (
        "Österbotten",
        "En industristad.",
        "fler än året innan",
        "Källa: Tilastokeskus (115h), CC BY 4.0 · 2023",
        "Siffrorna i tabellform",
        "Tabellen har 99 rader",
        "Sammanställd 12 mars 2026",
        "Sida 1/",
        "ingen information",
        "intervju K-04",
    ):
        assert expected in text, expected
    assert text.replace("\u00a0", " ").count("12 500") >= 2


def test_synthetic_data_says_so_on_every_page() -> None:
    document = replace(report(synthetic=True), made_on="")
    reader = opened(document)
    assert len(reader.pages) > 1
    assert all("Syntetiskt material" in page.extract_text() for page in reader.pages)
    assert "Syntetiskt" not in words(opened(report()))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf.write(report()) == pdf.write(report())


def test_only_the_products_font_is_embedded() -> None:
    fonts = set()
    for page in opened(report()).pages:
        resources = page["/Resources"].get_object()
        fonts |= {str(font.get_object()["/BaseFont"]) for font in resources.get("/Font", {}).values()}
    assert fonts
    assert all("SourceSansPro" in font for font in fonts)


def test_texts_that_look_like_typst_are_shown_as_they_are() -> None:
    odd = '#set text(size: 90pt) *x* `a` $1$ <l> @ref #read("/etc/passwd") \\ " ] ) = h'
    table = Table(odd, (Column(odd),), ((odd,),))
    blocks = (Heading(odd), Paragraph(odd), table, ItemList((ListItem(odd),)))
    text = words(opened(Document(odd, "sv", blocks, over=odd, lead=odd)))
    assert text.count('#read("/etc/passwd")') >= 7


def test_what_the_fonts_cannot_draw_keeps_no_report_from_being_made() -> None:
    odd = "Hyvä \U0001f44d\U0001f3fd\ufe0f 中\ufeff\x00\x1b\ue000 a\u0308 → 5 €"
    drawn = figure()
    chart = json.loads(json.dumps(dict(drawn.chart)).replace("Kuusilahti", "\U0001f44d"))
    blocks = (Paragraph(odd), Quote(odd, (odd,)), replace(drawn, chart=chart))
    text = words(opened(Document(odd, "fi", blocks)))
    assert chart != drawn.chart
    assert text.count("Hyvä ☐☐ ☐") >= 4
    assert text.count("→ 5 €") >= 4


def test_an_invalid_document_is_refused_before_it_is_set() -> None:
    with pytest.raises(Problem):
        pdf.write(Document("K", "sv", (figure(), figure())))


def test_a_failure_of_the_typesetter_is_a_problem_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise typst.TypstError("no luck", "")

    monkeypatch.setattr(typst, "compile", fail)
    with pytest.raises(Problem) as caught:
        pdf.write(report())
    assert "no luck" in explain(caught.value, "en")


def test_every_language_has_its_page_words() -> None:
    shown = {language: words(opened(report(language))) for language in LANGUAGES}
    assert "Sivu 1/" in shown["fi"]
    assert "Page 1 of" in shown["en"]


def test_a_report_of_many_headings_begins_with_its_contents_and_a_short_one_does_not() -> None:
    long = Document("Title", "en", tuple(Heading(f"Part {number}") for number in range(1, 13)))
    first = re.sub(r"\s+", " ", opened(long).pages[0].extract_text())
    assert "Contents" in first
    assert re.search(r"Part 12[ .]*2", first), "with the page where it stands"
    assert "Contents" not in words(opened(replace(long, blocks=long.blocks[:11])))
