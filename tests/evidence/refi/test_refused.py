"""A file that cannot be used is refused with one message that says why and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.evidence.refi import Codebook, Source, read_codebook, read_project, write_codebook
from seutukuva.evidence.refi.model import Selection
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

BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


XML = project(USERS + CODES + text_source("<PlainTextContent>Hei vaan!</PlainTextContent>")).encode()
WHOLE = packed({"project.qde": XML})


def refused(data: bytes) -> str:
    with pytest.raises(Problem) as caught:
        read_project(data)
    assert all("\n" not in explain(caught.value, language) for language in LANGUAGES)
    return str(caught.value)


def archive(**more: str | bytes) -> bytes:
    xml = project(USERS + CODES + text_source(selections([(0, 3, "", TIES)])))
    return packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Hei vaan!", **more})


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04 cut off", archive()[:300]])
def test_no_zip(data: bytes) -> None:
    assert "no REFI-QDA project" in refused(data)


@pytest.mark.parametrize("name", ["../x.txt", "sources/../../x.txt", "/etc/passwd", "C:\\x.txt", "..\\x.txt"])
def test_a_zip_that_climbs_out(name: str) -> None:
    assert "points outside" in refused(archive(**{name: "x"}))


def test_a_zip_bomb_also_where_it_lies_about_its_size() -> None:
    assert "swell" in refused(archive(**{"sources/big.txt": b"0" * 30_000_000}))
    data = bytearray(packed({"project.qde": b" " * 30_000_000}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + place
        data[at : at + 4] = (1000).to_bytes(4, "little")
    assert "damaged" in refused(bytes(data))


def test_a_text_and_a_project_together_may_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seutukuva.evidence.refi.archive._MOST_READ", 1000)
    assert "swell" in refused(archive())
    monkeypatch.setattr("seutukuva.evidence.refi.archive._MOST_MEMBERS", 1)
    assert "swell" in refused(archive())


def test_xml_entities_and_document_types() -> None:
    xml = project(CODES).replace("<Project", BOMB + "<Project").replace("Seutu", "&b;")
    assert "DOCTYPE" in refused(packed({"project.qde": xml}))
    assert "DOCTYPE" in refused(xml.encode())
    with pytest.raises(Problem, match="DOCTYPE"):
        read_codebook(b'<!DOCTYPE CodeBook SYSTEM "file:///etc/passwd"><CodeBook/>')


def test_broken_xml_says_where() -> None:
    assert "line 2, character 1" in refused(b"<Project>\n</Pr")
    assert "encoding" in refused(b'<?xml version="1.0" encoding="klingon"?><Project/>')
    assert "200 levels" in refused(b"<Code>" * 300)


def test_no_project_or_two() -> None:
    assert "project.qde" in refused(packed({"sources/a.txt": "x"}))
    assert "a.qde, b.qde" in refused(packed({"a.qde": "x", "b.qde": "x"}))


def test_a_text_that_is_not_in_the_package() -> None:
    xml = project(CODES + text_source(selections([(0, 3, "", TIES)])))
    told = refused(packed({"project.qde": xml}))
    assert "Rehtori" in told
    assert f"internal://{SOURCE}.txt" in told
    assert "Rehtori" in refused(xml.encode())


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (CODES.replace(TRUST, f"{{{TIES.lower()}}}"), "code"),
        (f'<Users><User guid="{TIES}" name="A"/><User guid="{TIES}" name="B"/></Users>', "user"),
        (text_source("") .replace("</Sources>", f'<PictureSource guid="{SOURCE}" name="B"/></Sources>'), "source"),
        (text_source(selections([(0, 3, "", TIES)]) + selections([(1, 3, "", TIES)])), "selection"),
        (f'<Cases><Case guid="{guid(1)}"/><Case guid="{guid(1)}"/></Cases>', "case"),
        (f'<Notes><Note guid="{guid(1)}"/><Note guid="{guid(1)}"/></Notes>', "note"),
        (f'<Sets><Set guid="{guid(1)}" name=""/><Set guid="{guid(1)}" name=""/></Sets>', "set"),
    ],
)  # fmt: skip
def test_one_guid_for_two_things(body: str, kind: str) -> None:
    data = packed({"project.qde": project(body), f"sources/{SOURCE}.txt": "Hei vaan!"})
    told = refused(data)
    assert "is used twice" in told
    assert kind in told


def test_the_same_user_listed_twice_is_one() -> None:
    twice = f'<User guid="{TIES}" name="A"/>' * 2
    read = read_project(project(f"<Users>{twice}</Users>").encode()).project
    assert [user.name for user in read.users][:1] == ["A"]
    assert len([user for user in read.users if user.guid == TIES]) == 1


def test_another_format_is_named() -> None:
    assert "begins with CodeBook" in refused(b"<CodeBook/>")
    with pytest.raises(Problem, match="begins with html"):
        read_codebook(b"<html/>")
    with pytest.raises(Problem, match="no codes"):
        write_codebook(Codebook())


def test_an_encrypted_and_an_unknown_compression() -> None:
    data = bytearray(archive())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    assert "password" in refused(bytes(data))
    data = bytearray(archive())
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + method] = 9
    assert "packed in a way" in refused(bytes(data))


def test_a_member_that_does_not_unpack() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as opened:
        opened.writestr("project.qde", project(CODES))
    data = target.getvalue().replace(b"Luottamus", b"Luottamu!")
    assert "damaged" in refused(data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_file_that_was_damaged_anywhere_is_read_or_refused_never_more(data: st.DataObject) -> None:
    made = bytearray(data.draw(st.sampled_from([WHOLE, XML])))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(made) - 1))
        made[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        read_project(bytes(made))
    except Problem as problem:
        assert str(problem)


def test_texts_and_stretches_that_would_not_stay_true() -> None:
    for text in ("a\r\nb", "\ufeffa"):
        with pytest.raises(ValueError, match="not plain text"):
            Source(SOURCE, "a", text)
    with pytest.raises(ValueError, match="not a stretch"):
        Selection(guid(1), 3, 3)
