"""What cannot be used is refused whole, with one message that names the rows and says what to do."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.network.imports import read_gexf, read_graphml, read_tables


def refused(ties: str | bytes, actors: str | bytes | None = None) -> str:
    as_bytes = [text.encode() if isinstance(text, str) else text for text in (ties, actors)]
    with pytest.raises(Problem) as caught:
        read_tables(as_bytes[0] or b"", as_bytes[1], ties_name="ties.csv", actors_name="actors.csv")
    assert all("\n" not in explain(caught.value, language) for language in LANGUAGES)
    return str(caught.value)


def test_self_ties() -> None:
    text = refused("source,target\nA,B\nB,B\nC,C\n")
    assert text.startswith("ties.csv, row 3: An actor is tied to itself: B, C (rows 3, 4).")


def test_a_self_tie_by_id_and_name() -> None:
    assert "tied to itself" in refused("source,target\n1,Rauma\n", "id,name\n1,Rauma\n")


def test_ties_to_unknown_actors() -> None:
    text = refused("source,target\nA,B\nA,X\nY,B\n", "name\nA\nB\n")
    assert text.startswith("ties.csv, row 3: Ties name actors that are not in the list of actors: Y, X (rows 3, 4).")


def test_a_cycle_of_memberships() -> None:
    ties = "source,target,kind\nA,B,membership\nB,C,membership\nC,A,member of\nA,D,membership\n"
    text = refused(ties)
    assert text.startswith("ties.csv, row 2: Memberships run in a circle: A → B → C → A (rows 2, 3, 4).")


def test_a_long_cycle_is_told_short() -> None:
    ties = "source,target,kind\n" + "".join(f"n{i},n{(i + 1) % 50},membership\n" for i in range(50))
    text = refused(ties)
    assert "n0 → n1 → n2 → n3 → n4 → … → n0" in text
    assert "2, 3, 4, 5, 6, 7, 8, 9 and 42 more" in text


def test_memberships_without_a_cycle_and_other_cycles_are_right() -> None:
    read_tables(b"source,target,kind\nA,B,membership\nB,C,membership\nA,C,membership\nC,A,supply\n")


def test_a_wrong_check_digit() -> None:
    text = refused("source,target\nA,B\n", "name,y-tunnus\nA,0112038-9\nB,0112038-8\n")
    assert text.startswith("actors.csv, row 3: The form or check digit of a business id is wrong: 0112038-8 (row 3).")


@pytest.mark.parametrize(
    ("ties", "actors", "expected"),
    [
        ("source,target\nA,\n", None, "row 2: One end of the tie is missing"),
        ("source,target,weight\nA,B,-1\n", None, "row 2, column weight: The strength is no number above zero"),
        ("source,target,weight\nA,B,0\n", None, "no number above zero"),
        ("source,target,weight\nA,B,many\n", None, "no number above zero"),
        ("source,target,start\nA,B,2021-02-30\n", None, "column start: The date cannot be read: 2021-02-30"),
        ("source,target,end\nA,B,soon\n", None, "The date cannot be read: soon"),
        ("source,target,start,end\nA,B,2022,2021\n", None, "The tie ends before it begins (row 2)"),
        ("source,target\nA,B\n", "id,name\n1,A\n1,B\n", "Two actors have the same id: 1 (rows 2, 3)"),
        ("source,target\nA,B\n", "id,name,kunta\n,,Rauma\n1,A,\n", "An actor has neither id nor name (row 2)"),
        ("source;kind\nA;B\n", None, "target"),
        ("source,target\nA,B\n", "kunta\nRauma\n", "name"),
        ("", None, "empty"),
        ("<?xml version='1.0'?><a/>", None, "CSV"),
    ],
)
def test_what_else_is_wrong(ties: str, actors: str | None, expected: str) -> None:
    assert expected in refused(ties, actors)


def test_a_field_that_does_not_exist() -> None:
    with pytest.raises(Problem, match="There is no field colour"):
        read_tables(b"source,target\nA,B\n", tie_columns={"colour": "x"})
    with pytest.raises(Problem, match="missing"):
        read_tables(b"source,target\nA,B\n", tie_columns={"kind": "missing"})


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_letters_of_another_encoding(encoding: str) -> None:
    assert "garbled" in refused("source,target\nMäntysalmi,Kauhajärvi\n".encode(encoding))


def test_utf8_taken_for_latin() -> None:
    twice = "source,target\nMäntysalmi,Åbo\n".encode().decode("cp1252").encode()
    text = refused(twice)
    assert "“MÃ¤ntysalmi”" in text
    assert "CSV UTF-8" in text


def test_names_with_rare_letters_are_right() -> None:
    names = "source,target\nŠkoda,Žatec\nAnna „Ansa“ Oy,Œuvre\nSão Paulo,VÄRE\nMÄNTYSALMI,ÅÄÖ\n"
    assert read_tables(names.encode()).ties.height == 4


def test_200_000_pasted_ties_are_quick_also_when_refused() -> None:
    chance = random.Random(4)
    rows = [f"a{chance.randrange(20_000)},b{chance.randrange(20_000)},membership" for _ in range(200_000)]
    text = "source,target,kind\n" + "\n".join(rows)
    begun = time.perf_counter()
    assert read_tables(text.encode()).ties.height == 200_000
    assert "row 200002" in refused(f"{text}\na1,a1,project")
    assert "circle" in refused(f"{text}\na1,b1,membership\nb1,a1,membership")
    assert time.perf_counter() - begun < 15


def test_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seutukuva.network.imports.assembling.MOST_TIES", 2)
    assert "There are 3 ties; at most 2" in refused("source,target\nA,B\nB,C\nC,D\n")
    monkeypatch.setattr("seutukuva.network.imports.assembling.MOST_ACTORS", 1)
    assert "There are 2 actors; at most 1" in refused("source,target\nA,B\n", "name\nA\nB\n")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><{root}><graph><node id="&c;"/></graph></{root}>'
)
FILE = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]><{root}>&a;</{root}>'


@pytest.mark.parametrize(("read", "root"), [(read_graphml, "graphml"), (read_gexf, "gexf")])
def test_xml_that_is_dangerous_or_none(read: object, root: str) -> None:
    def reason(data: bytes) -> str:
        assert callable(read)
        with pytest.raises(Problem) as caught:
            read(data, name="n.xml")
        assert all("\n" not in explain(caught.value, language) for language in LANGUAGES)
        return str(caught.value)

    for bomb in (BOMB, FILE):
        text = bomb.replace("{root}", root)
        assert "document type" in reason(text.encode())
        assert "document type" in reason(text.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"))
    assert reason(b"source,target\nA,B\n").startswith("n.xml, row 1: The file is no valid XML.")
    assert "no valid XML" in reason(b"")
    assert "no valid XML" in reason(f"<{root}><graph>".encode())
    assert "packed" in reason(b"PK\x03\x04....")
    assert f"its root is html and not {root}" in reason(b"<html/>")
    node = "<node id='A'/><node id='B'/>"
    one = f"<{root}>\n<graph>{node}\n<edge source='A' target='Z'/>\n</graph></{root}>"
    assert reason(one.encode()).startswith("n.xml, row 3: Ties name actors that are not in the list of actors: Z")
    own = f"<{root}>\n<graph>{node}\n<edge source='A' target='A'/>\n</graph></{root}>"
    assert "An actor is tied to itself: A (row 3)" in reason(own.encode())
    assert "One end of the tie is missing" in reason(
        f"<{root}><graph>{node}<edge source='A'/></graph></{root}>".encode()
    )


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(ties: bytes, actors: bytes) -> None:
    for read in (lambda: read_tables(ties, actors), lambda: read_gexf(ties), lambda: read_graphml(actors)):
        try:
            found = read()
        except Problem as problem:
            assert str(problem)
        else:
            ids = found.actors["id"].to_list()
            assert set(found.ties["source"]) | set(found.ties["target"]) <= set(ids)
