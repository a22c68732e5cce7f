"""Files as NVivo, ATLAS.ti, MAXQDA and Taguette write them: the words that were coded come back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seutukuva.base import LANGUAGES, render
from seutukuva.evidence.refi import Imported, Stamp, Value, coded, read_codebook, read_project
from tests.evidence.refi.builders import (
    ANNA,
    BO,
    CODES,
    QUOTES,
    SOURCE,
    TEXT,
    TIES,
    TRUST,
    USERS,
    atlas,
    guid,
    maxqda,
    nvivo,
    packed,
    project,
    selections,
    taguette,
    text_source,
    utf16,
)


def told(imported: Imported) -> list[str]:
    """Return what is lost, in English; the other languages have words for it too."""
    assert all(render(message, language) for message in imported.lost for language in LANGUAGES)
    return [render(message, "en") for message in imported.lost]


@pytest.mark.parametrize("made", [nvivo, atlas, maxqda], ids=lambda made: made.__name__)
def test_the_coded_words_are_the_quotes(made: Callable[[], bytes]) -> None:
    read = read_project(made()).project
    assert [(c.source, c.text, c.coder) for c in coded(read)] == [("Rehtori", quote, "Anna") for quote, _ in QUOTES]
    assert [c.code for c in coded(read)] == ["Yhteistyö", "Luottamus"]
    assert read.sources[0].text == TEXT.replace("\r\n", "\n")
    assert [user.name for user in read.users] == ["Anna", "Bo"]
    assert [(code.guid, code.name, code.colour) for code in read.walk()] == [
        (TIES, "Yhteistyö", "#1F5F8B"),
        (TRUST, "Luottamus", None),
    ]


def test_nvivo_loses_only_the_formatting() -> None:
    assert told(read_project(nvivo())) == ["The formatting of 1 text."]


def test_maxqda_keeps_memo_variables_and_document_group() -> None:
    imported = read_project(maxqda())
    (source,) = imported.project.sources
    memo = source.selections[2]
    assert (source.text[memo.start : memo.end], memo.description, memo.changed.by) == (
        "Haastattelija",
        "Kuka kysyy?",
        BO,
    )
    assert source.values == (Value(guid(21), "oppilaitos"), Value(guid(22), "12", "Integer"))
    assert imported.project.sets[0].sources == (SOURCE,)
    assert imported.lost == ()


def test_taguette_gives_its_tags() -> None:
    read = read_codebook(taguette())
    assert [code.name for code in read.codebook.walk()] == ["yhteistyö", "yhteistyö.luottamus"]
    assert read.codebook.origin == "Taguette 1.4.1"
    assert read.lost == ()


@pytest.mark.parametrize(
    "namespace", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:0:4", "urn:QDA-XML:codebook:1:0", ""]
)
def test_a_codebook_of_any_namespace_is_read(namespace: str) -> None:
    data = (
        f'\ufeff<?xml version="1.0"?><q:CodeBook xmlns:q="{namespace or "x"}" origin="ATLAS.ti Win 26.1.1"><q:Codes>'
        f'<q:Code guid="{{{TIES.lower()}}}" name="A" isCodable="false" color="#abc"/></q:Codes><q:Sets>'
        f'<q:Set guid="{guid(1)}" name="S"><q:MemberCode guid="{TIES}"/></q:Set></q:Sets></q:CodeBook>'
    )
    read = read_codebook(data.encode()).codebook
    (code,) = read.codes
    assert (code.guid, code.codable, code.colour) == (TIES, False, "#ABC")
    assert read.sets[0].codes == (TIES,)


def test_the_codes_of_a_project_are_a_codebook_too() -> None:
    assert [code.name for code in read_codebook(nvivo()).codebook.walk()] == ["Yhteistyö", "Luottamus"]


@pytest.mark.parametrize(
    ("origin", "count"),
    [
        ("QualCoder-3.5", len),
        ("Quirkos 2.5", utf16),
        ("Transana 5", lambda text: len(text.replace("\r\n", "\n"))),
        ("Dedoose", lambda text: utf16(text.replace("\r\n", "\n"))),
        ("Taguette 1.5", lambda text: len(text.encode())),
    ],
)
def test_names_that_are_quotes_tell_how_an_unknown_program_counts(origin: str, count: Callable[[str], int]) -> None:
    places = [(s := count(TEXT[: TEXT.index(quote)]), s + count(quote), quote, code) for quote, code in QUOTES]
    data = packed(
        {
            "project.qde": project(USERS + CODES + text_source(selections(places)), origin),
            f"sources/{SOURCE}.txt": TEXT.encode(),
        }
    )
    assert [c.text for c in coded(read_project(data).project)] == [quote for quote, _ in QUOTES]


def test_atlas_on_a_mac_counts_utf_16_units_which_selections_without_names_show_too() -> None:
    seen = TEXT.replace("\r\n", "\n")
    places = [(s := utf16(seen[: seen.index(quote)]), s + utf16(quote), "", code) for quote, code in QUOTES]
    xml = project(USERS + CODES + text_source(selections(places)), "ATLAS.ti 8.4.0 573, macOS")
    data = packed({"Seutu.qde": xml, f"sources/{SOURCE}.txt": TEXT.encode()})
    assert [c.text for c in coded(read_project(data).project)] == [quote for quote, _ in QUOTES]


def test_atlas_that_counts_the_byte_order_mark_shows_it_by_its_selections() -> None:
    seen = "\ufeff" + TEXT.replace("\r\n", "\n").replace("🙂", "")
    places = [(seen.index(quote), seen.index(quote) + len(quote), "", code) for quote, code in QUOTES]
    xml = project(USERS + CODES + text_source(selections(places)), "ATLAS.ti Win 24")
    stored = TEXT.replace("🙂", "").encode("utf-8-sig")
    read = read_project(packed({"Seutu.qde": xml, f"sources/{SOURCE}.txt": stored})).project
    assert [c.text for c in coded(read)] == [quote for quote, _ in QUOTES]


@pytest.mark.parametrize("cut", [(0, 3), (4, 8), (1, 2)])
def test_nvivo_is_read_by_its_rule_however_strange_the_selections(cut: tuple[int, int]) -> None:
    """Selections in the middle of words prove nothing against a program that is known."""
    text = "🙂Yhteistyö\r\n🙂luottamus"
    marks = selections([(cut[0] + 2, cut[1] + 2, "", TIES), (cut[0] + 15, cut[1] + 15, "", TIES)])
    xml = project(USERS + CODES + text_source(marks), "NVivo 14.23.3")
    data = packed({"project.qde": xml, f"sources/{SOURCE}.txt": text.encode()})
    wanted = ["Yhteistyö"[slice(*cut)], "luottamus"[slice(*cut)]]
    assert [c.text for c in coded(read_project(data).project)] == wanted


def test_names_overrule_the_rule_of_a_program() -> None:
    """A version of a program that counts otherwise than its predecessors is still read right."""
    places = [(TEXT.index(quote), TEXT.index(quote) + len(quote), quote, code) for quote, code in QUOTES]
    xml = project(USERS + CODES + text_source(selections(places)), "NVivo 15 for Mac")
    data = packed({"project.qde": xml, f"sources/{SOURCE}.txt": TEXT.encode()})
    assert [c.text for c in coded(read_project(data).project)] == [quote for quote, _ in QUOTES]


def test_an_end_that_names_the_last_character_is_understood() -> None:
    places = [(TEXT.index(quote), TEXT.index(quote) + len(quote) - 1, quote, code) for quote, code in QUOTES]
    xml = project(USERS + CODES + text_source(selections(places)), "Potato")
    data = packed({"project.qde": xml, f"sources/{SOURCE}.txt": TEXT.encode()})
    assert [c.text for c in coded(read_project(data).project)] == [quote for quote, _ in QUOTES]


def test_without_names_an_unknown_program_is_read_so_that_selections_begin_and_end_between_words() -> None:
    places = [(s := utf16(TEXT[: TEXT.index(quote)]), s + utf16(quote), "", code) for quote, code in QUOTES]
    xml = project(USERS + CODES + text_source(selections(places)), "MAXQDA 26.3.0")
    data = packed({"project.qde": xml, f"sources/{SOURCE}.txt": TEXT.encode()})
    assert [c.text for c in coded(read_project(data).project)] == [quote for quote, _ in QUOTES]


@pytest.mark.parametrize(
    ("stored", "encoding"),
    [(TEXT, "utf-16"), (TEXT.replace("🙂", "").replace("👩‍🔧 ", ""), "cp1252")],
)
def test_a_text_in_another_encoding_is_read(stored: str, encoding: str) -> None:
    quote = "Rehtori: Yhteistyö toimii."
    places = [(stored.index(quote), stored.index(quote) + len(quote), quote, TIES)]
    xml = project(USERS + CODES + text_source(selections(places)))
    imported = read_project(packed({"project.qde": xml, f"sources/{SOURCE}.txt": stored.encode(encoding)}))
    assert [c.text for c in coded(imported.project)] == [quote]
    assert any("not UTF-8" in line for line in told(imported)) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("path", "member"),
    [
        ("internal://a b.txt", "sources/a b.txt"),
        ("internal://a%20b.txt", "Sources/A b.TXT"),
        ("internal:///a.txt", "sources\\a.txt"),
        ("sources/a.txt", "sources/a.txt"),
        ("internal://a.txt", "a.txt"),
        ("internal://a.txt", "elsewhere/a.txt"),
        ("absolute:///C:/Users/x/a.txt", "sources/a.txt"),
    ],
)
def test_a_text_is_found_however_its_path_is_written(path: str, member: str) -> None:
    xml = project(USERS + CODES + text_source(selections([(0, 3, "Hei", TIES)]), path))
    read = read_project(packed({"project.qde": xml, member: "Hei vaan"}))
    assert [c.text for c in coded(read.project)] == ["Hei"]


def test_a_project_zipped_anew_within_its_folder_on_a_mac_is_read() -> None:
    xml = project(USERS + CODES + text_source(selections([(0, 3, "", TIES)])))
    files: dict[str, str | bytes] = {
        "Seutu/Project.QDE": xml,
        f"Seutu/Sources/{SOURCE}.txt": "Hei vaan",
        "__MACOSX/Seutu/._Project.QDE": b"\x00\x05",
        "Seutu/Sources/.root": "",
    }
    assert [c.text for c in coded(read_project(packed(files)).project)] == ["Hei"]


def test_text_within_the_xml_is_read_also_without_a_zip() -> None:
    marks = "<PlainTextContent>Hei &amp; vaan</PlainTextContent>" + selections([(4, 10, "", TIES)])
    source = f'<Sources><TextSource guid="{SOURCE}" name="R">{marks}</TextSource></Sources>'
    xml = project(CODES + source, namespace="urn:QDA-XML:project:2.0")
    assert [c.text for c in coded(read_project(xml.encode("utf-8-sig")).project)] == ["& vaan"]


def test_a_code_of_a_whole_text_comes_first_with_all_its_words() -> None:
    marks = selections([(4, 9, "", TRUST)]) + (
        f'<Coding guid="{guid(50)}" creatingUser="{BO}"><CodeRef targetGUID="{TIES}"/></Coding>'
    )
    xml = project(USERS + CODES + text_source(marks))
    read = read_project(packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Hei vaan!"})).project
    assert [(c.code, c.text, c.coder) for c in coded(read)] == [
        ("Yhteistyö", "Hei vaan!", "Bo"),
        ("Luottamus", "vaan!", "Anna"),
    ]


def test_coder_of_a_coding_is_else_who_made_or_changed_the_selection_and_need_not_be_listed() -> None:
    marks = (
        f'<PlainTextSelection guid="{guid(1)}" startPosition="0" endPosition="3" modifyingUser="{BO}" '
        f'modifiedDateTime="2026-03-01 10:00:00"><Coding guid="{guid(2)}"><CodeRef targetGUID="{TIES}"/></Coding>'
        "</PlainTextSelection>"
    )
    xml = project(CODES + text_source(marks))
    read = read_project(packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Hei vaan!"})).project
    (selection,) = read.sources[0].selections
    assert selection.codings[0].coder == BO
    assert selection.changed == Stamp(BO, "2026-03-01T10:00:00")
    assert [user.guid for user in read.users] == [ANNA, BO]


def test_nvivo_cases_that_are_coded_become_members_of_the_case() -> None:
    case = guid(70)
    cases = f'<Cases><Case guid="{case}" name="Anna K."/></Cases>'
    marks = selections([(0, 3, "", case)]) + f'<Coding guid="{guid(51)}"><CodeRef targetGUID="{case}"/></Coding>'
    xml = project(CODES + cases + text_source(marks), "NVivo 14")
    imported = read_project(packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Hei vaan!"}))
    assert imported.project.cases[0].selections == (guid(1),)
    assert imported.project.cases[0].sources == (SOURCE,)
    assert (coded(imported.project), imported.lost) == ((), ())


def test_nvivo_annotations_are_notes_of_their_selections() -> None:
    marks = f'<PlainTextSelection guid="{guid(1)}" name="" startPosition="0" endPosition="3"/>'
    notes = f'<Notes><Note guid="{guid(60)}" name="" plainTextPath="internal://n.txt"/></Notes>'
    links = (
        f'<Links><Link guid="{guid(61)}" originGUID="{guid(60)}" targetGUID="{guid(1)}"/>'
        f'<Link guid="{guid(62)}" originGUID="{TIES}" targetGUID="{TRUST}"/></Links>'
    )
    xml = project(CODES + text_source(marks) + notes + links, "NVivo 14")
    files: dict[str, str | bytes] = {
        "project.qde": xml,
        f"Sources/{SOURCE}.txt": "Hei vaan!",
        "Sources/n.txt": "\ufeffTervehdys\r\n",
    }
    imported = read_project(packed(files))
    assert imported.project.notes[0].text == "Tervehdys\n"
    assert imported.project.sources[0].selections[0].notes == (guid(60),)
    assert told(imported) == ["1 link."]


def test_values_that_are_not_of_their_kind_become_text() -> None:
    kinds = ("Float", "Boolean", "Boolean", "Integer", "Date", "DateTime", "Float", "Date", "DateTime")
    texts = ("1,5", "True", "yes", "n/a", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z", "1.5", "eilen", "eilen")
    variables = "".join(
        f'<Variable guid="{guid(20 + i)}" name="{k}" typeOfVariable="{k.lower()}"/>' for i, k in enumerate(kinds)
    )
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="{guid(20 + i)}"/><{k}Value>{t}</{k}Value></VariableValue>'
        for i, (k, t) in enumerate(zip(kinds, texts, strict=True))
    )
    empty = f'<VariableValue><VariableRef targetGUID="{guid(20)}"/></VariableValue>'
    unknown = f'<VariableValue><VariableRef targetGUID="{guid(99)}"/><TextValue>x</TextValue></VariableValue>'
    xml = project(f"<Variables>{variables}</Variables>" + text_source(values + empty + unknown))
    imported = read_project(packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Hei"}))
    assert [(v.kind, v.text) for v in imported.project.sources[0].values] == [
        ("Text", "1,5"),
        ("Boolean", "true"),
        ("Text", "yes"),
        ("Text", "n/a"),
        ("Date", "2026-03-01"),
        ("DateTime", "2026-03-01T10:00:00Z"),
        ("Float", "1.5"),
        ("Text", "eilen"),
        ("Text", "eilen"),
        ("Text", None),
    ]
    assert len(imported.lost) == 1


def test_maxqda_memo_with_its_place_in_the_note_becomes_a_selection_of_the_text() -> None:
    notes = (
        f'<Notes><Note guid="{guid(60)}" modifyingUser="{BO}" modifiedDateTime="2026-03-01T10:00:00Z">'
        f'<PlainTextContent>Memo</PlainTextContent><PlainTextSelection guid="{guid(61)}" startPosition="4" '
        f'endPosition="9"/></Note><Note guid="{guid(62)}"><PlainTextContent>Muu memo</PlainTextContent>'
        f'<PlainTextSelection guid="{guid(63)}" startPosition="0" endPosition="3"/></Note></Notes>'
    )
    xml = project(CODES + text_source(f'<NoteRef targetGUID="{guid(60)}"/>') + notes, "MAXQDA 2022")
    imported = read_project(packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Hei vaan!"}))
    (source,) = imported.project.sources
    (mark,) = source.selections
    assert (source.text[mark.start : mark.end], mark.notes) == ("vaan!", (guid(60),))
    assert told(imported) == ["1 selection within a note."]


def test_control_characters_in_names_and_a_wrongly_declared_encoding_are_mended() -> None:
    xml = project(USERS + CODES + text_source(selections([(0, 3, "", TIES)])))
    broken = xml.replace('encoding="utf-8"', 'encoding="utf-16"').replace('name="Rehtori"', 'name="Reh\x0btori&#x1F;"')
    read = read_project(packed({"project.qde": broken, f"sources/{SOURCE}.txt": "Hei vaan!"})).project
    assert [(c.source, c.text) for c in coded(read)] == [("Reh tori ", "Hei")]


def test_a_selection_just_past_the_end_is_cut_and_told() -> None:
    xml = project(USERS + CODES + text_source(selections([(4, 10, "", TIES), (4, 12, "", TIES)])))
    imported = read_project(packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Hei vaan!"}))
    assert [c.text for c in coded(imported.project)] == ["vaan!"]
    assert told(imported) == [
        f"The selection {guid(1)} (4–10) of the source “Rehtori” ran just past the text; it was cut to the end "
        "(length 9).",
        f"The selection {guid(2)} (4–12) of the source “Rehtori” reaches outside the text (length 9).",
        "1 coding whose place could not be carried.",
    ]
