"""What cannot be read, or is not safe to read, is one clear problem with its remedy."""

from __future__ import annotations

import io
import zipfile

import pypdf
import pytest

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.evidence.material import check_size, read_material
from tests.evidence.material import made

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BOMB = b"<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


def changed(data: bytes, name: str, content: bytes) -> bytes:
    return made.packed({**made.unpacked(data), name: content})


def encrypted_pdf(*, owner_only: bool = False) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(made.pdf(made.LINE)))
    writer.encrypt("" if owner_only else "salasana", "omistaja", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(made.word(made.LINE))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def zip_bomb() -> bytes:
    return changed(made.word("x"), "word/media/image1.png", b"\0" * 40_000_000)


DOCX, ODT, XLSX = made.word(made.LINE), made.open_document(), made.workbook(("Miksi?",), ("Koska niin vain on ollut.",))

CASES = {
    "an empty file": ("a.txt", b"", "empty"),
    "only spaces": ("a.txt", b" \n\t ", "empty"),
    "a Word document without text": ("a.docx", made.word(""), "empty"),
    "an encrypted Word document": ("a.docx", OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "an old Word document": ("a.doc", OLE + b"\0" * 500, "old_office"),
    "a Word document with an encrypted part": ("a.docx", encrypted_zip(), "encrypted"),
    "an encrypted PDF": ("a.pdf", encrypted_pdf(), "encrypted"),
    "a PDF of pictures": ("a.pdf", made.picture_pdf(), "pdf_pictures"),
    "a damaged PDF": ("a.pdf", b"%PDF-1.7\n1 0 obj << /Type", "broken"),
    "half a Word document": ("a.docx", DOCX[: len(DOCX) // 2], "broken"),
    "a text called docx": ("a.docx", b"Hei.", "broken"),
    "Word without its main part": ("a.docx", changed(DOCX, "[Content_Types].xml", b"<Types/>"), "broken"),
    "Word with broken XML": ("a.docx", changed(DOCX, "word/document.xml", b"<w:document>"), "broken"),
    "Word without a body": ("a.docx", changed(DOCX, "word/document.xml", b"<document/>"), "broken"),
    "OpenDocument without a text": ("a.odt", changed(ODT, "content.xml", b"<x/>"), "broken"),
    "OpenDocument without content": (
        "a.odt",
        made.packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "broken",
    ),
    "an encrypted OpenDocument": (
        "a.odt",
        changed(ODT, "META-INF/manifest.xml", b"<m><manifest:encryption-data/></m>"),
        "encrypted",
    ),
    "a damaged workbook": ("a.xlsx", changed(XLSX, "xl/workbook.xml", b"<x/>"), None),
    "a workbook of nonsense": ("a.xlsx", changed(XLSX, "xl/worksheets/sheet1.xml", b"<worksheet><row"), "broken"),
    "a zip that climbs out": ("a.docx", changed(DOCX, "../../etc/cron.d/x", b"x"), "unsafe_path"),
    "a zip that climbs out the Windows way": ("a.docx", changed(DOCX, "..\\..\\x", b"x"), "unsafe_path"),
    "a zip with an absolute path": ("a.docx", changed(DOCX, "/etc/passwd", b"x"), "unsafe_path"),
    "a zip with a drive": ("a.docx", changed(DOCX, "C:x", b"x"), "unsafe_path"),
    "a zip bomb": ("a.docx", zip_bomb(), "zip_bomb"),
    "a zip bomb in OpenDocument": ("a.odt", changed(ODT, "content.xml", b" " * 11_000_000), "zip_bomb"),
    "a zip bomb in a workbook": ("a.xlsx", changed(XLSX, "xl/worksheets/sheet1.xml", b" " * 11_000_000), "zip_bomb"),
    "entities that expand": ("a.docx", changed(DOCX, "word/document.xml", BOMB + b"<w>&b;</w>"), "doctype"),
    "entities in UTF-16": (
        "a.docx",
        changed(
            DOCX, "word/document.xml", ('<?xml version="1.0" encoding="utf-16"?>' + BOMB.decode()).encode("utf-16")
        ),
        "doctype",
    ),
    "an external entity": (
        "a.odt",
        changed(ODT, "content.xml", b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'),
        "doctype",
    ),
    "entities in a workbook": ("a.xlsx", changed(XLSX, "xl/sharedStrings.xml", BOMB + b"<sst>&b;</sst>"), "doctype"),
    "a zip of something else": ("a.zip", made.packed({"a.txt": b"x"}), "unknown_kind"),
    "a picture": ("a.png", made.png(), "unknown_kind"),
    "RTF": ("a.txt", b"{\\rtf1 x}", "unknown_kind"),
    "a web page": ("a.html", b"<html><script>alert(1)</script></html>", "unknown_kind"),
    "bytes that are no text": ("a.txt", b"abc\x00def", "binary"),
    "control characters": ("a.txt", b"abc\x01def", "binary"),
    "half of UTF-16": ("a.txt", b"\xff\xfea", "encoding"),
    "captions without cues": ("a.vtt", b"WEBVTT\n\nhei", "no_cues"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_used_is_told(case: str) -> None:
    name, data, code = CASES[case]
    with pytest.raises(Problem) as refused:
        read_material(name, data)
    if code:
        assert refused.value.code == f"evidence.material.{code}"
    for language in LANGUAGES:
        told = explain(refused.value, language)
        assert told.startswith(f"{name}: ")
        assert told.count(".") >= 2, "what is wrong, and the remedy"


def test_a_file_of_300_megabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(Problem, match=r"^a\.docx: The file is 300 MB\. At most 50 MB is read\."):
        check_size("kansio/a.docx", 300 * 1024 * 1024)


def test_a_large_file_is_refused_by_its_reader_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seutukuva.evidence.material.read.MOST_BYTES", 10)
    with pytest.raises(Problem) as refused:
        read_material("a.txt", b"a" * 11)
    assert refused.value.code == "evidence.material.too_large"


@pytest.mark.parametrize(
    ("module", "limit", "data", "code"),
    [
        ("read", "MOST_CHARACTERS", b"a" * 11, "too_long"),
        ("archives", "MOST_UNPACKED", DOCX, "unpacks_too_large"),
        ("archives", "MOST_XML", DOCX, "unpacks_too_large"),
        ("archives", "MOST_MEMBERS", DOCX, "unpacks_too_large"),
        ("portable", "MOST_PAGES", made.pdf("a" + "\n#pagebreak()\na" * 11), "too_many_pages"),
    ],
)
def test_limits_are_told(module: str, limit: str, data: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"seutukuva.evidence.material.{module}.{limit}", 10)
    with pytest.raises(Problem) as refused:
        read_material("a", data)
    assert refused.value.code == f"evidence.material.{code}"


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    assert read_material("a.pdf", encrypted_pdf(owner_only=True))[0].text.split() == made.LINE.split()


def test_a_member_that_lies_about_its_size_is_not_unpacked_beyond_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5_000_000)
        archive.writestr("[Content_Types].xml", b"<Types/>")
    data = bytearray(out.getvalue())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    from seutukuva.evidence.material.archives import Archive

    with pytest.raises(Problem) as refused:
        Archive(bytes(data)).read("word/document.xml")
    assert refused.value.code == "evidence.material.broken"
