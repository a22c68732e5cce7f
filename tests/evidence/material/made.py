"""Files made with the libraries that write them, for the tests of reading."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

import docx
import openpyxl
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from odfdo import Document, Header, Paragraph, Table

LINE = "Meillä on täällä hyvä yhteistyö oppilaitosten kanssa, mutta se ei ole vielä pysyvää."


def word(*paragraphs: str) -> bytes:
    """Return a Word document of plain paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def saved(document: object) -> bytes:
    """Return a document of python-docx or odfdo, or a workbook, as bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tracked() -> bytes:
    """Return a Word document with a table, an insertion, a deletion, a move, a comment, a picture and a footnote."""
    document = docx.Document()
    document.add_heading("Haastattelu", 1)
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Kysymys", "Vastaus"), ("Kuka johtaa?", "Kaupunki johtaa.")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    paragraph = document.add_paragraph("Verkosto on ")
    for xml in (
        '<w:ins {} w:id="1" w:author="x"><w:r><w:t>vahva</w:t></w:r></w:ins>',
        '<w:del {} w:id="2" w:author="x"><w:r><w:delText>heikko</w:delText></w:r></w:del>',
        '<w:moveFrom {} w:id="3" w:author="x"><w:r><w:t>pois</w:t></w:r></w:moveFrom>',
        '<w:moveTo {} w:id="4" w:author="x"><w:r><w:t> ja laaja</w:t></w:r></w:moveTo>',
        "<w:r {}><w:rPr><w:vanish/></w:rPr><w:t>salaa</w:t></w:r>",
        '<w:hyperlink {}><w:r><w:t xml:space="preserve"> kuten ennen.</w:t></w:r></w:hyperlink>',
        "<w:r {}><w:tab/><w:t>Sitten</w:t><w:br/><w:t>uusi rivi</w:t></w:r>",
        "<w:r {}><w:drawing/></w:r>",
        '<w:r {}><w:commentReference w:id="0"/></w:r>',
        "<w:r {}><w:pict><w:txbxContent><w:p><w:r><w:t>Laatikon teksti</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    merged = document.add_paragraph("Ensimmäinen puoli ")
    merged._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="9" w:author="x"/></w:rPr>'))
    document.add_paragraph("ja toinen puoli.")
    document.sections[0].header.paragraphs[0].text = "Luottamuksellinen"
    return saved(document)


def with_footnote(data: bytes) -> bytes:
    """Return a Word document whose first paragraph has a footnote."""
    note = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="7"><w:p><w:r><w:t>Vuodesta 2019.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    parts = unpacked(data)
    main = parts["word/document.xml"].decode().replace("</w:p>", reference, 1)
    return packed({**parts, "word/document.xml": main.encode(), "word/footnotes.xml": note.encode()})


def open_document() -> bytes:
    """Return an OpenDocument text with a heading, a table, several spaces and a tracked deletion."""
    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, "Haastattelu"))
    document.body.append(Paragraph("Verkosto   on\tvahva.\nUusi rivi."))
    table = Table("Taulu", width=2, height=2)
    table.set_values([["Kysymys", "Vastaus"], ["Kuka johtaa?", "Kaupunki johtaa."]])
    document.body.append(table)
    parts = unpacked(saved(document))
    gone = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>poistettu</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    frames = (
        "<text:p>Loppu<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Alaviite.</text:p>"
        "</text:note-body></text:note><office:annotation><text:p>kommentti</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>Laatikko</text:p></draw:text-box></draw:frame>"
        "<draw:frame><draw:image/></draw:frame></text:p></office:text>"
    )
    content = parts["content.xml"].decode()
    at = content.index(">", content.index("<office:text")) + 1
    content = (content[:at] + gone + content[at:]).replace("</office:text>", frames)
    return packed({**parts, "content.xml": content.encode()})


def workbook(*rows: Sequence[object], title: str = "Vastaukset") -> bytes:
    """Return a workbook of one sheet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def pdf(source: str) -> bytes:
    """Return a PDF set by typst."""
    return bytes(typst.compile(source.encode()))


def picture_pdf() -> bytes:
    """Return a PDF whose only content is a picture."""
    return pdf("#image(bytes((" + ", ".join(str(byte) for byte in png()) + ')), format: "png", width: 5cm, alt: "x")')


def png() -> bytes:
    """Return a picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\1\2\3")) + chunk(b"IEND", b"")
    )


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
