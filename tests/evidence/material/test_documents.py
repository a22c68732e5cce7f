"""Word, OpenDocument and PDF files: the text that a reader of the file sees."""

from __future__ import annotations

import pytest

from seutukuva.base import Problem, render
from seutukuva.evidence.material import Material, read_material
from tests.evidence.material import made


def one(name: str, data: bytes) -> Material:
    (material,) = read_material(name, data)
    return material


def notes(material: Material) -> list[str]:
    return [render(note, "en") for note in material.notes]


def test_word_keeps_tables_and_insertions_and_leaves_deletions() -> None:
    material = one("Haastattelu 4.docx", made.tracked())
    assert material.title == "Haastattelu 4"
    assert material.text.split("\n") == [
        "Haastattelu",
        "Kysymys | Vastaus",
        "Kuka johtaa? | Kaupunki johtaa.",
        "Verkosto on vahva ja laaja kuten ennen.\tSitten",
        "uusi rivi",
        "Laatikon teksti",
        "Ensimmäinen puoli ja toinen puoli.",
    ]


def test_word_tells_what_was_left_out() -> None:
    assert notes(one("a.docx", made.tracked())) == [
        "Pictures left out: 1.",
        "Tracked deletions left out: 1.",
        "Comments left out: 1.",
        "Stretches of hidden text left out: 1.",
        "Headers and footers were left out.",
    ]


def test_footnotes_of_word_follow_at_the_end() -> None:
    text = one("a.docx", made.with_footnote(made.word("Yhteistyö alkoi.", "Se jatkuu."))).text
    assert text == "Yhteistyö alkoi.[1]\nSe jatkuu.\n[1] Vuodesta 2019."


def test_a_whole_interview_in_one_cell_of_a_layout_table_keeps_its_lines() -> None:
    import docx

    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).rows[0].cells[1]
    cell.text = "Anna: Hei."
    cell.add_paragraph("Pekka: Hei hei.")
    material = one("a.docx", made.saved(document))
    assert material.text == "Anna: Hei.\nPekka: Hei hei."
    assert material.speakers == ("Anna", "Pekka")


def test_a_deleted_row_of_a_table_is_gone() -> None:
    parts = made.unpacked(made.tracked())
    xml = parts["word/document.xml"].decode()
    at = xml.index("<w:tr>", xml.index("<w:tr>") + 1) + len("<w:tr>")
    parts["word/document.xml"] = (xml[:at] + '<w:trPr><w:del w:id="5" w:author="x"/></w:trPr>' + xml[at:]).encode()
    assert "Kuka johtaa?" not in one("a.docx", made.packed(parts)).text


def test_opendocument_reads_the_same_as_word() -> None:
    material = one("a.odt", made.open_document())
    assert material.text.split("\n") == [
        "Haastattelu",
        "Verkosto   on\tvahva.",
        "Uusi rivi.",
        "Kysymys | Vastaus",
        "Kuka johtaa? | Kaupunki johtaa.",
        "Loppu[1]",
        "Laatikko",
        "[1] Alaviite.",
    ]
    assert notes(material) == ["Comments left out: 1.", "Tracked deletions left out: 1.", "Pictures left out: 1."]


def test_pdf_gives_its_text_page_by_page() -> None:
    source = f'#set text(lang: "fi")\n{made.LINE}\n#pagebreak()\nToinen sivu: affiniteetti.\n#pagebreak()\n~'
    material = one("raportti.pdf", made.pdf(source))
    assert " ".join(material.text.split()) == f"{made.LINE} Toinen sivu: affiniteetti."
    assert material.variables["language"] == "fi"
    assert notes(material) == ["Pages without text: 1."]


def test_words_cut_at_the_end_of_a_line_are_whole_again() -> None:
    from seutukuva.evidence.material.portable import _whole_words

    assert _whole_words("innovaatio-\nekosysteemi") == "innovaatioekosysteemi"
    assert _whole_words("EU-\nrahoitus") == "EU-rahoitus"
    assert _whole_words("elinkeino-\nja työvoimapalvelut") == "elinkeino-\nja työvoimapalvelut"
    assert _whole_words("yhteis\u00ad\nTyö") == "yhteisTyö"


def test_the_content_tells_the_kind_where_the_ending_does_not() -> None:
    assert one("haastattelu", made.word(made.LINE)).text == made.LINE
    assert one("haastattelu.doc", made.word(made.LINE)).text == made.LINE


def test_a_folder_before_the_name_is_no_part_of_the_title() -> None:
    assert one("C:\\Haastattelut\\K4.docx", made.word("x")).title == "K4"
    with pytest.raises(Problem) as refused:
        read_material("../a/K4.docx", b"")
    assert refused.value.place.file == "K4.docx"


def test_the_head_of_a_file_tells_the_case() -> None:
    material = one(
        "a.docx",
        made.word(
            "Haastateltava: toimitusjohtaja",
            "Organisaatio: Konepaja Oy",
            "Sektori: yritys",
            "Päivämäärä: 3.2.2026",
            "Suostumus: kyllä",
            "Anna: Aloitetaan.",
            "Pekka: Rooli: se on tärkeä.",
            "Anna: Kiitos.",
        ),
    )
    assert material.variables == {
        "participant": "toimitusjohtaja",
        "organisation": "Konepaja Oy",
        "sector": "company",
        "date": "2026-02-03",
        "consent": "given",
        "language": "fi",
    }
    assert material.speakers == ("Anna", "Pekka")


def test_a_label_that_comes_again_is_a_speaker() -> None:
    material = one("a.txt", b"Haastateltava: Hei.\nAnna: Hei.\nHaastateltava: Niin.")
    assert material.speakers == ("Haastateltava", "Anna")
    assert "participant" not in material.variables


def test_one_question_and_one_answer_are_two_turns_not_the_head_of_a_file() -> None:
    material = one("a.txt", b"Haastattelija: Kuka johtaa?\nHaastateltava: Kaupunki.")
    assert material.speakers == ("Haastattelija", "Haastateltava")
    assert "participant" not in material.variables
