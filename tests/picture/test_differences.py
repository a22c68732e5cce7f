"""What the newer of two published Documents tells otherwise than the older."""

from __future__ import annotations

from seutukuva.documents import (
    Block,
    Document,
    GridRow,
    Heading,
    ItemList,
    LevelCell,
    LevelGrid,
    ListItem,
    Note,
    Paragraph,
    Quote,
)
from seutukuva.picture.differences import Differences, LevelChange, Reworded, Told, differences

FINDING = "urn:seutukuva:picture:finding:1"
SPOKEN = ["urn:seutukuva:evidence:passage:1", "urn:seutukuva:evidence:passage:2", "urn:seutukuva:evidence:passage:3"]


def made(*blocks: Block, lead: str = "") -> Document:
    return Document("Kuusilahti", "fi", blocks, lead=lead)


def grid(detail: str, *cells: LevelCell) -> LevelGrid:
    return LevelGrid("Tasot", ("Suunta", "Verkosto")[: len(cells)], (GridRow("Kuusilahti", detail),), (cells,))


def test_a_document_does_not_differ_from_itself() -> None:
    document = made(grid("aste 1", LevelCell(2, "1–2")), Paragraph("A.", FINDING), Quote("Q", sentence=SPOKEN[0]))
    assert differences(document, document) == Differences()
    assert not differences(document, document)


def test_levels_their_sets_and_the_stage_are_told_when_they_are_otherwise() -> None:
    older = made(grid("aste 1", LevelCell(2, "1–2"), LevelCell(None)), lead="Aste 1.")
    newer = made(grid("aste 2", LevelCell(2, "2", "/there/"), LevelCell(1, "1")), lead="Aste 2.")
    found = differences(older, newer)
    assert found.levels == (
        LevelChange("Kuusilahti", "Suunta", LevelCell(2, "1–2"), LevelCell(2, "2", "/there/")),
        LevelChange("Kuusilahti", "Verkosto", LevelCell(None), LevelCell(1, "1")),
    )
    assert found.stages == (Reworded("Kuusilahti", "aste 1", "aste 2"),)
    assert found.reworded == (Reworded("", "Aste 1.", "Aste 2."),)
    assert not differences(made(grid("", LevelCell(1))), made(grid("", LevelCell(1, link="/there/")))), "only a link"
    missing = differences(older, made(grid("aste 1", LevelCell(2, "1–2")), lead="Aste 1."))
    assert missing.levels == (LevelChange("Kuusilahti", "Verkosto", LevelCell(None), None),)


def test_a_sentence_is_known_by_its_urn_and_else_by_its_words() -> None:
    older = made(
        Heading("Suunta"), Paragraph("Vanha.", FINDING), Paragraph("Sama."), ItemList((ListItem("Jää pois."),))
    )
    newer = made(
        Paragraph("Sama."),
        Heading("Verkosto"),
        Paragraph("Uusi.", FINDING),
        Note("Tuli."),
        Paragraph("Toinen.", FINDING),
    )
    found = differences(older, newer)
    assert found.reworded == (Reworded("Verkosto", "Vanha.", "Uusi.", FINDING),)
    assert found.came == (Told("Tuli.", "Verkosto"), Told("Toinen.", "Verkosto", FINDING))
    assert found.went == (Told("Jää pois.", "Suunta"),)


def test_quotes_that_came_are_told_and_those_that_went_only_counted() -> None:
    one, two, three = SPOKEN
    older = made(Quote("Yksi", sentence=one), Quote("Kaksi", sentence=two), Note("Ei julkinen.", three))
    newer = made(Quote("Yksi toisin", sentence=one), Quote("Neljä", ("yritys",)))
    found = differences(older, newer)
    assert found.quotes_reworded == (Quote("Yksi toisin", sentence=one),)
    assert found.quotes_came == (Quote("Neljä", ("yritys",)),)
    assert (found.quotes_went, found.withheld) == (1, 1)
    assert not found.went, "the note in the place of a quote is no sentence of the page"
    assert "Kaksi" not in repr(found)


def test_the_same_words_by_another_passage_are_the_same_quote() -> None:
    assert not differences(made(Quote("Sama", sentence=SPOKEN[0])), made(Quote("Sama", sentence=SPOKEN[1])))
