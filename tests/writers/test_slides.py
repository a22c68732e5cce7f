"""What shares a slide: nothing overflows, nothing is lost, and a slide is not left nearly empty."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.documents import Column
from seutukuva.writers.office import Picture
from seutukuva.writers.slidepieces import ROOM, WIDTH, Cell, Drawing, Piece, Rows, Said, Text
from seutukuva.writers.slideplan import MOST, Part, Sheet, plan, summed_up

words = st.lists(st.text("abcdefgh", min_size=2, max_size=14), min_size=1, max_size=60).map(" ".join)


def table(rows: int, caption: str = "Table") -> Rows:
    body = tuple((Cell(f"Row {n}", head=True), Cell(str(n))) for n in range(rows))
    return Rows(caption, caption, (Column("Name"), Column("Number", True)), body)


pieces = st.one_of(
    words.map(Text),
    words.map(lambda text: Text(text, quiet=True)),
    words.map(lambda text: Said(text, "interview")),
    st.integers(1, 12).map(table),
)


def shown(sheets: list[Sheet]) -> list[Piece]:
    return [one.piece for sheet in sheets for one in sheet.placed]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(pieces, min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_piece_stands_once_inside_its_slide_and_over_no_other(parts: list[list[Piece]]) -> None:
    sheets = plan("Section", [Part(f"Part {n}", tuple(some)) for n, some in enumerate(parts)])
    said = sorted(piece.text for some in parts for piece in some if isinstance(piece, Text | Said))
    told = [piece for piece in shown(sheets) if not (isinstance(piece, Text) and piece.head)]
    assert sorted(piece.text for piece in told if isinstance(piece, Text | Said)) == said
    assert len(told) == sum(map(len, parts))
    for sheet in sheets:
        for n, one in enumerate(sheet.placed):
            assert one.left + one.width <= WIDTH + 0.01
            assert one.top + one.height <= ROOM + 0.01
            for other in sheet.placed[n + 1 :]:
                beside = one.left + one.width <= other.left or other.left + other.width <= one.left
                below = one.top + one.height <= other.top + 0.01 or other.top + other.height <= one.top + 0.01
                assert beside or below


def test_what_is_said_stands_beside_the_quotes_that_carry_it() -> None:
    part = Part("Level 2", (Text("Level 2."), Said("We have nobody.", "interview"), Text("Next: level 3.", item=True)))
    (sheet,) = plan("Levels", [part])
    assert [(type(one.piece).__name__, one.left > 0) for one in sheet.placed] == [
        ("Text", False),
        ("Text", False),
        ("Said", True),
    ]
    assert (sheet.title, sheet.over) == ("Level 2", "Levels")


def test_the_numbers_of_a_network_stand_beside_its_drawing() -> None:
    drawing = Drawing(Picture(b"", 900, 725), "Actors", "A drawing of actors", "Source")
    explained = tuple(Text("What the number means, told at some length for whoever asks. " * 3) for _ in range(8))
    sheets = plan("Network", [Part("Most ties", (drawing,)), Part("Numbers", (table(8), *explained))])
    assert [type(one.piece).__name__ for one in sheets[0].placed] == ["Text", "Drawing", "Text", "Rows"]
    assert sheets[0].title == "Network"
    assert sheets[1].title == "Numbers"


@pytest.mark.parametrize("rows", [3, 12])
def test_a_slide_that_goes_on_with_a_table_is_named_after_it(rows: int) -> None:
    long = tuple(Text("A paragraph that takes a few lines of the slide it stands on. " * 5) for _ in range(4))
    sheets = plan("Section", [Part("Section", (*long, table(rows, "How many"), table(12, "Who")))])
    assert sheets[0].title == "Section"
    assert sheets[-1].title in ("How many", "Who")
    assert sheets[-1].over == "Section"


def test_a_long_report_is_summed_up_by_the_slide_of_each_section_that_tells_most() -> None:
    told = [plan(f"Section {n}", [Part(f"Section {n}", (Text("word " * 400),))]) for n in range(20)]
    assert summed_up(told[:3]) == ([sheet for section in told[:3] for sheet in section], False)
    words_only = [Sheet(f"Words {n}", "", (), 1.0) for n in range(4)]
    listed = Sheet("Table", "", tuple(plan("S", [Part("S", (table(3),))])[0].placed), 1.0)
    sections = [[*words_only], *[[*words_only, listed]] * 20, *[[*words_only[:2]]] * 10]
    sheets, less = summed_up(sections)
    assert less
    assert len(sheets) <= MOST
    titles = [sheet.title for sheet in sheets]
    assert titles[:4] == ["Words 0", "Words 1", "Words 2", "Words 3"], "the summary stays whole"
    assert titles[4:] == ["Table"] * 20 + ["Words 0"] * 10
    fewer, _ = summed_up(sections[:16] + [[listed]] * 4)
    assert [sheet.title for sheet in fewer].count("Words 0") == 16, "the room left goes to the longest sections"
