"""Plain texts: encodings, the form that is kept, speakers, language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Message, Problem, render
from seutukuva.evidence.material import fixed, language_of, read_material, turns_of, value_of, variable_named
from seutukuva.evidence.material.texts import decoded
from tests.evidence.material.made import LINE

TEXT = "Hei, tämä on tärkeä asia – ”pysyvä rakenne” Ångströmin ja Öbergin kanssa."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_known_encodings_read_the_same(encoding: str) -> None:
    assert read_material("a.txt", TEXT.encode(encoding))[0].text == TEXT
    assert read_material("a.md", TEXT.encode(encoding))[0].text == TEXT


def test_utf16_of_either_order_and_latin_1_are_read() -> None:
    plain = "Pitäjän työväentalo on Åbon lähellä."
    assert decoded("\ufeffPitäjä".encode("utf-16-be")) == "Pitäjä"
    assert read_material("a.txt", plain.encode("latin-1"))[0].text == plain


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman", "cp1251", "koi8_r", "shift_jis"])
def test_other_encodings_are_refused_not_garbled(encoding: str) -> None:
    text = "Привет, это текст" if encoding in ("cp1251", "koi8_r") else "Tämä pysyvä rakenne löytyy töistä"
    text = "これは文章です" if encoding == "shift_jis" else text
    with pytest.raises(Problem, match="encoding"):
        read_material("a.txt", text.encode(encoding))


def test_utf8_with_a_broken_byte_is_refused() -> None:
    with pytest.raises(Problem, match="encoding"):
        read_material("a.txt", "Tämä pysyvä rakenne".encode() + b"\xc3(")


@given(st.text())
def test_a_text_is_fixed_once_and_for_all(text: str) -> None:
    kept = fixed(text)
    assert kept == fixed(kept) == unicodedata.normalize("NFC", kept)
    assert "\r" not in kept


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_every_readable_text_is_read_or_refused_with_a_problem(text: str) -> None:
    try:
        (material,) = read_material("a.txt", text.encode())
    except Problem as problem:
        assert problem.code in ("evidence.material.empty", "evidence.material.binary")
    else:
        assert material.text == fixed(text.removeprefix("\ufeff"))
        assert all(0 <= turn.start < turn.end <= len(material.text) for turn in material.turns)


@given(st.binary(max_size=300))
def test_any_bytes_give_material_or_a_problem(data: bytes) -> None:
    for name in ("a.txt", "a.docx", "a.vtt", "a.pdf", "a.xlsx", "a"):
        for start in (b"", b"PK\x03\x04", b"%PDF-1.7", b"\xff\xfe"):
            try:
                read_material(name, start + data)
            except Problem as problem:
                assert render(problem.remedy, "fi")


def test_line_ends_and_letters_have_one_form() -> None:
    (material,) = read_material("a.txt", "Pa\u0308iva\u0308\r\nkaksi\rkolme\u2028nelja\u0308\n".encode())
    assert material.text == "Päivä\nkaksi\nkolme\nneljä"


def test_speakers_of_a_transcript_stand_where_their_words_are() -> None:
    text = "Haastattelu\n\nH: Entä oppilaitokset?\nMiten ne ovat mukana?\n\nV: Harjoittelijoita on käynyt."
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in turns_of(text)] == [
        ("H", "H: Entä oppilaitokset?\nMiten ne ovat mukana?"),
        ("V", "V: Harjoittelijoita on käynyt."),
    ]


def test_headings_of_a_meeting_program_are_speakers() -> None:
    text = "Matti Meikäläinen   0:03\nHei.\n\nÅsa Östman\t1:02:11\nTack."
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in turns_of(text)] == [
        ("Matti Meikäläinen", "Matti Meikäläinen   0:03\nHei."),
        ("Åsa Östman", "Åsa Östman\t1:02:11\nTack."),
    ]


def test_titles_and_initials_are_part_of_a_name() -> None:
    text = "Dr. Salo: Hei.\nA. Virtanen: Hei.\nHaastattelija 2: Niin."
    assert [turn.speaker for turn in turns_of(text)] == ["Dr. Salo", "A. Virtanen", "Haastattelija 2"]


def test_a_report_has_no_speakers() -> None:
    assert turns_of("Tavoite: kasvu\nTeksti jatkuu tässä.\nLisää tekstiä.\nLähde: kunta 2024\nLoppu.") == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LINE, "fi"),
        ("Vi har ett bra samarbete med läroanstalterna, men det är inte permanent ännu.", "sv"),
        ("We have good cooperation with the schools, but it is not permanent yet.", "en"),
        ("Konepaja 2024", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_its_common_words(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interfaces_own_names_are_known_values(language: str) -> None:
    for sector in ("city", "company", "education", "rdi", "finance", "state"):
        assert value_of("sector", render(Message(f"evidence.sector.{sector}"), language)) == sector


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("date", "2026-02-03T10:00", "2026-02-03"),
        ("date", "3. 2. 2026 klo 12", "2026-02-03"),
        ("language", "Svenska", "sv"),
        ("consent", "behövs inte", "not_needed"),
        ("role", "  toimitus\n johtaja ", "toimitus johtaja"),
    ],
)
def test_values_are_read_as_people_write_them(variable: str, text: str, value: str) -> None:
    assert value_of(variable, text) == value


@pytest.mark.parametrize(("variable", "text"), [("date", "31.2.2026"), ("date", "helmikuussa"), ("sector", "kirkko")])
def test_values_that_cannot_be_read_are_told(variable: str, text: str) -> None:
    with pytest.raises(Problem):
        value_of(variable, text)


def test_headings_are_known_in_three_languages() -> None:
    assert [variable_named(h) for h in ("3. Organisaatio", "Företag:", "Consent", "Muuta")] == [
        "organisation",
        "organisation",
        "consent",
        None,
    ]
