"""What we write is what we read, and the published schema has nothing to say against it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from seutukuva.evidence.refi import (
    VARIABLE_KINDS,
    Case,
    Code,
    Codebook,
    Coding,
    Note,
    Project,
    Selection,
    Set,
    Source,
    Stamp,
    User,
    Value,
    Variable,
    coded,
    guid_of,
    plain_text,
    read_codebook,
    read_project,
    write_codebook,
    write_project,
)
from seutukuva.evidence.refi.offsets import Convention, Ruler
from tests.evidence.refi.builders import TEXT, atlas, maxqda, nvivo

SCHEMAS = Path(__file__).parents[2] / "reference" / "refi"
ODD = ("🙂", "👩‍🔧", "ä", "a\u0308", "\u2028", "\x0b", "<&\"'>", " ", "\t", "\n")
ANYTHING = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\t\n", exclude_characters="\ufffe\uffff"
)
SIGNS = st.one_of(st.sampled_from([odd for odd in ODD if odd != "\x0b"]), st.text(ANYTHING, max_size=4))
WORDS = st.lists(SIGNS, max_size=6).map("".join)
TEXTS = (
    st.lists(st.one_of(st.sampled_from((*ODD, "\r\n", "\r")), st.text(max_size=6)), max_size=12)
    .map(lambda parts: plain_text("".join(parts).encode("utf-8", "replace").decode()))
    .map(lambda text: text.lstrip("\ufeff"))
)
VALUES = {
    "Text": "ä & 🙂",
    "Boolean": "true",
    "Integer": "-3",
    "Float": "1.50",
    "Date": "2026-03-01",
    "DateTime": "2026-03-01T10:00:00.5+02:00",
}


def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name)))


def valid(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        xml = opened.read("project.qde")
    schema("Project.xsd").assertValid(etree.fromstring(xml))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    number = iter(range(10_000))

    def guid() -> str:
        return guid_of("test", next(number))

    users = tuple(User(guid(), draw(WORDS), draw(WORDS)) for _ in range(draw(st.integers(1, 2))))
    stamps = st.builds(
        Stamp,
        st.sampled_from([None, *(user.guid for user in users)]),
        st.sampled_from([None, "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.123+02:00"]),
    )
    notes = tuple(
        Note(guid(), draw(WORDS), draw(TEXTS), draw(WORDS), draw(stamps), draw(stamps))
        for _ in range(draw(st.integers(0, 2)))
    )
    noted = st.lists(st.sampled_from([note.guid for note in notes] or [""]), unique=True, max_size=2).map(
        lambda found: tuple(guid for guid in found if guid)
    )

    def code(depth: int) -> Code:
        below = tuple(code(depth - 1) for _ in range(draw(st.integers(0, depth))))
        colour = draw(st.sampled_from([None, "#1F5F8B", "#ABC"]))
        return Code(guid(), draw(WORDS), draw(st.booleans()), colour, draw(WORDS), draw(noted), below)

    codes = tuple(code(2) for _ in range(draw(st.integers(1, 2))))
    known = [found.guid for top in codes for found in top.walk()]
    variables = tuple(Variable(guid(), draw(WORDS), kind, draw(WORDS)) for kind in VARIABLE_KINDS)
    value = st.sampled_from(
        [Value(v.guid, VALUES[v.kind], v.kind) for v in variables] + [Value(variables[0].guid, None)]
    )
    values = st.lists(value, max_size=3).map(tuple)

    def codings() -> tuple[Coding, ...]:
        made = range(draw(st.integers(0, 2)))
        return tuple(Coding(guid(), draw(st.sampled_from(known)), draw(stamps), draw(noted)) for _ in made)

    def selection(text: str) -> Selection:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        coder = Stamp(draw(st.sampled_from([None, users[0].guid])))
        found = codings()
        if any(one.coder is None for one in found):
            coder = Stamp()
        return Selection(guid(), start, end, draw(WORDS), draw(WORDS), found, draw(noted), coder, Stamp())

    def source() -> Source:
        text = draw(TEXTS)
        marks = tuple(selection(text) for _ in range(draw(st.integers(0, 3)))) if text else ()
        said = (codings(), draw(noted), draw(values), draw(stamps), draw(stamps))
        return Source(guid(), draw(WORDS.filter(bool)), text, draw(WORDS), marks, *said)

    sources = tuple(source() for _ in range(draw(st.integers(0, 3))))
    texts = tuple(source.guid for source in sources)
    marks = tuple(mark.guid for source in sources for mark in source.selections)
    cases = (Case(guid(), draw(WORDS), draw(WORDS), tuple(known[:1]), draw(values), texts[:1], marks[:2]),)
    sets = (Set(guid(), draw(WORDS), draw(WORDS), tuple(known), texts, tuple(note.guid for note in notes)),)
    return Project(
        draw(WORDS), "Seutukuva 0.1.0", users, codes, variables, cases, sources, notes, sets, draw(WORDS),
        tuple(note.guid for note in notes), Stamp(users[0].guid, "2026-03-01T10:00:00Z"), draw(stamps),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(projects())
def test_a_project_written_and_read_is_the_same_and_valid(project: Project) -> None:
    data = write_project(project)
    assert write_project(project) == data
    valid(data)
    imported = read_project(data)
    assert imported.project == project
    assert imported.lost == ()


@settings(max_examples=40, deadline=None)
@given(projects())
def test_a_codebook_written_and_read_is_the_same_and_valid(project: Project) -> None:
    def bare(code: Code) -> Code:
        below = tuple(bare(child) for child in code.children)
        return Code(code.guid, code.name, code.codable, code.colour, code.description, (), below)

    book = Codebook("Seutukuva", tuple(bare(code) for code in project.codes), (Set(guid_of("s"), "ä"),))
    data = write_codebook(book)
    schema("Codebook.xsd").assertValid(etree.fromstring(data))
    read = read_codebook(data)
    assert (read.codebook, read.lost) == (book, ())


@pytest.mark.parametrize("made", [nvivo, atlas, maxqda], ids=lambda made: made.__name__)
def test_another_programs_project_survives_our_own_format(made: Callable[[], bytes]) -> None:
    """Read, write, read: the same words, now in our own way of counting."""
    project = read_project(made()).project
    again = Project(**{**vars(project), "origin": "Seutukuva 0.1.0"})
    data = write_project(again)
    valid(data)
    assert read_project(data).project == again
    assert coded(read_project(data).project) == coded(project)


def test_what_xml_cannot_carry_is_left_out_of_names() -> None:
    project = Project("a\x00b\x0bc", sources=(Source(guid_of(1), "s", "text\x0b stays"),))
    data = write_project(project)
    valid(data)
    read = read_project(data).project
    assert (read.name, read.sources[0].text) == ("abc", "text\x0b stays")


def test_identifiers_and_colours_of_another_kind_become_valid() -> None:
    project = Project(
        "p", codes=(Code("g1", "a", colour="red"),), users=(User("anna", "Anna"),), made=Stamp("anna", "eilen")
    )
    data = write_project(project)
    valid(data)
    read = read_project(data).project
    assert (read.codes[0].colour, read.made.at) == (None, None)
    assert read.made.by == read.users[0].guid


CONVENTIONS = st.builds(
    Convention,
    st.sampled_from(["point", "utf16", "utf8"]),
    st.sampled_from(["stored", "one", "two"]),
    st.sampled_from(["out", "in"]),
    st.sampled_from(["after", "last"]),
)
PIECES = st.one_of(st.sampled_from(("\r\n", "\r", "\n", "🙂", "ä", "x")), st.text(max_size=3))
STORED = st.lists(PIECES, max_size=15).map("".join)


@given(STORED, st.booleans(), CONVENTIONS, st.data())
def test_a_ruler_finds_the_words_that_a_program_counted(
    stored: str, marked: bool, convention: Convention, data: st.DataObject
) -> None:
    """Count character by character as the program would, and ask where that is in our text."""
    body = stored.removeprefix("\ufeff")
    text = plain_text(body)
    units, at = [int(marked and convention.mark == "in")], 0
    for character in text:
        double = body[at : at + 2] == "\r\n"
        at += 2 if double else 1
        wide = int(character > "\uffff" and convention.unit == "utf16")
        if convention.unit == "utf8":
            wide = len(character.encode()) - 1
        if character == "\n":
            wide = convention.breaks == "two" or (convention.breaks == "stored" and double)
        units.append(units[-1] + 1 + wide)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    last = units[end] - (convention.end == "last")
    ruler = Ruler(("\ufeff" if marked else "") + body, convention)
    assert ruler.stretch(units[start], last) == (start, end)
    assert ruler.stretch(units[start], units[-1] + 5) is None


def test_a_selection_from_the_byte_order_mark_begins_with_the_text() -> None:
    assert Ruler("\ufeff" + TEXT, Convention(mark="in")).stretch(0, 5) == (0, 4)
