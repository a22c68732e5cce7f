"""What is not carried is told, each kind in words, and the rest comes in."""

from __future__ import annotations

from seutukuva.evidence.refi import coded, read_project
from tests.evidence.refi.builders import (
    CODES,
    SOURCE,
    TIES,
    TRUST,
    USERS,
    guid,
    packed,
    project,
    selections,
    text_source,
)
from tests.evidence.refi.test_programs import told


def coding(number: int, code: str = TIES) -> str:
    return f'<Coding guid="{guid(number)}"><CodeRef targetGUID="{code}"/></Coding>'


def test_a_selection_outside_its_text_is_named_and_the_rest_is_read() -> None:
    marks = selections([(0, 3, "", TIES), (4, 900, "", TRUST), (5, 5, "", TIES), (-3, 4, "", TIES)])
    marks += f'<PlainTextSelection guid="{guid(8)}" startPosition="x" endPosition="4">{coding(80)}</PlainTextSelection>'
    imported = read_project(
        packed({"project.qde": project(USERS + CODES + text_source(marks)), f"sources/{SOURCE}.txt": "Hei vaan!"})
    )
    assert [c.text for c in coded(imported.project)] == ["Hei"]
    assert told(imported) == [
        f"The place “x”–“4” of the selection {guid(8)} of the source “Rehtori” cannot be read.",
        f"The selection {guid(2)} (4–900) of the source “Rehtori” reaches outside the text (length 9).",
        f"The selection {guid(4)} (-3–4) of the source “Rehtori” reaches outside the text (length 9).",
        f"The selection {guid(3)} (5–5) of the source “Rehtori” is empty (length 9).",
        "4 codings whose place could not be carried.",
    ]


def test_a_thoroughly_broken_file_is_counted_beyond_two_hundred_places() -> None:
    marks = selections([(100, 200, "", TIES)] * 205)
    imported = read_project(
        packed({"project.qde": project(CODES + text_source(marks)), f"sources/{SOURCE}.txt": "Hei vaan!"})
    )
    assert len(imported.lost) == 202
    assert "And 5 more places like these." in told(imported)


def test_codings_without_a_known_code_and_repeated_guids_of_codings() -> None:
    marks = (
        f'<PlainTextSelection guid="{guid(1)}" startPosition="0" endPosition="3">{coding(5)}{coding(5, TRUST)}'
        f'{coding(6, guid(99))}<Coding guid="{guid(7)}"/><NoteRef targetGUID="{guid(98)}"/></PlainTextSelection>'
    )
    imported = read_project(
        packed({"project.qde": project(CODES + text_source(marks)), f"sources/{SOURCE}.txt": "Hei vaan!"})
    )
    assert [c.code for c in coded(imported.project)] == ["Yhteistyö", "Luottamus"]
    assert len({c.guid for c in imported.project.sources[0].selections[0].codings}) == 2
    assert sorted(told(imported)) == [
        "1 reference to something that the file does not hold or that could not be carried.",
        "2 codings whose code is not in the codebook.",
        "The identifier of 1 coding was taken; the coding was carried under a new one.",
    ]


def test_a_pdf_brings_its_text_but_not_its_pages() -> None:
    pdf = guid(40)
    sources = (
        f'<Sources><PDFSource guid="{pdf}" name="Strategia.pdf" path="internal://{pdf}.pdf">'
        f'<PDFSelection guid="{guid(41)}" page="1" firstX="0" firstY="0" secondX="9" secondY="9">{coding(42)}'
        "</PDFSelection>"
        f'<Representation guid="{guid(43)}" name="" plainTextPath="internal://{guid(43)}.txt">'
        f"{selections([(0, 3, 'Hei', TIES)])}</Representation>{coding(44, TRUST)}</PDFSource>"
        f'<PDFSource guid="{guid(45)}" name="Kuvat.pdf" path="internal://k.pdf">{coding(46)}</PDFSource></Sources>'
    )
    group = f'<Sets><Set guid="{guid(47)}" name="PDF"><MemberSource targetGUID="{guid(43)}"/></Set></Sets>'
    imported = read_project(
        packed({"project.qde": project(CODES + sources + group), f"sources/{guid(43)}.txt": "Hei vaan!"})
    )
    assert [(c.source, c.code, c.text) for c in coded(imported.project)] == [
        ("Strategia.pdf", "Luottamus", "Hei vaan!"),
        ("Strategia.pdf", "Yhteistyö", "Hei"),
    ]
    assert imported.project.sets[0].sources == (pdf,)
    assert sorted(told(imported)) == [
        "1 region of a PDF page.",
        "2 codings whose place could not be carried.",
        "The pages of 2 PDF files.",
        "The source “Kuvat.pdf” has no plain text that selections could refer to.",
    ]


def test_a_recording_brings_its_transcripts() -> None:
    sync = (
        f'<SyncPoint guid="{guid(51)}" position="0" timeStamp="0"/><SyncPoint guid="{guid(52)}" position="3" '
        f'timeStamp="900"/>'
    )
    marks = (
        f'<TranscriptSelection guid="{guid(53)}" fromSyncPoint="{guid(51)}" toSyncPoint="{guid(52)}">{coding(54)}'
        "</TranscriptSelection>"
    )
    sources = (
        f'<Sources><TextSource guid="{SOURCE}" name="Rehtori" plainTextPath="internal://r.txt"/>'
        f'<AudioSource guid="{guid(50)}" name="Ääni.m4a" path="relative:///a.m4a">'
        f'<Transcript guid="{guid(55)}" name="Litterointi" plainTextPath="internal://t.txt">{sync}{marks}</Transcript>'
        f'<Transcript guid="{guid(56)}" name="Tiivistelmä" plainTextPath="internal://u.txt"/>'
        f'<AudioSelection guid="{guid(57)}" begin="0" end="900">{coding(58)}</AudioSelection>{coding(59, TRUST)}'
        f'</AudioSource><VideoSource guid="{guid(60)}" name="" path="internal://v.mp4">'
        f'<Transcript guid="{guid(61)}" name="Rehtori" plainTextPath="internal://r.txt"/></VideoSource></Sources>'
    )
    files: dict[str, str | bytes] = {
        "project.qde": project(CODES + sources),
        "sources/r.txt": "Hyvin menee",
        "sources/t.txt": "Hei vaan!",
        "sources/u.txt": "Tervehdys",
    }
    imported = read_project(packed(files))
    assert [source.name for source in imported.project.sources] == ["Rehtori", "Ääni.m4a", "Tiivistelmä"]
    assert [(c.code, c.text) for c in coded(imported.project)] == [("Luottamus", "Hei vaan!"), ("Yhteistyö", "Hei")]
    assert sorted(told(imported)) == [
        "1 coding whose place could not be carried.",
        "1 film.",
        "1 sound recording.",
        "1 stretch of sound or film.",
        "2 time marks of transcripts.",
    ]


def test_pictures_graphs_and_what_the_standard_does_not_know() -> None:
    sources = (
        f'<Sources><PictureSource guid="{guid(40)}" name="Kartta" path="internal://k.png"><PictureSelection '
        f'guid="{guid(41)}" firstX="0" firstY="0" secondX="1" secondY="1">{coding(42)}'
        "</PictureSelection></PictureSource>"
        f'<PictureSource guid="{guid(43)}" name="Taulu" path="internal://t.png"><TextDescription guid="{guid(44)}">'
        f"<PlainTextContent>Fläppitaulu</PlainTextContent></TextDescription></PictureSource></Sources>"
    )
    graphs = f'<Graphs><Graph guid="{guid(45)}"/><Graph guid="{guid(46)}"/></Graphs><Extensions/>'
    imported = read_project(packed({"project.qde": project(CODES + sources + graphs)}))
    assert [source.text for source in imported.project.sources] == ["Fläppitaulu"]
    assert sorted(told(imported)) == [
        "1 coding whose place could not be carried.",
        "1 region of a picture.",
        "2 graphs.",
        "2 pictures.",
        "The part “Extensions” is not known.",
    ]


def test_a_source_with_rich_text_only_or_outside_the_package_is_named() -> None:
    sources = (
        f'<Sources><TextSource guid="{guid(1)}" name="Muotoiltu" richTextPath="internal://a.docx">'
        f"{selections([(0, 3, '', TIES)])}</TextSource>"
        f'<TextSource guid="{guid(2)}" name="Muualla" plainTextPath="relative:///b.txt"/>'
        f'<TextSource guid="{guid(3)}" name="Word" plainTextPath="internal://c.txt"/></Sources>'
    )
    imported = read_project(packed({"project.qde": project(CODES + sources), "sources/c.txt": b"PK\x03\x04word"}))
    assert imported.project.sources == ()
    assert told(imported) == [
        "The source “Muotoiltu” has no plain text that selections could refer to.",
        "The source “Word” has no plain text that selections could refer to.",
        "The text of the source “Muualla” is outside the package: relative:///b.txt.",
        "The formatting of 1 text.",
        "1 coding whose place could not be carried.",
    ]
