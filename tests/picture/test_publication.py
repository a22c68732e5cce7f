"""The published picture as a Document, and the programme's picture told from its numbers."""

from __future__ import annotations

from typing import Any

import pytest

from seutukuva.base import LANGUAGES, Language, LocalName
from seutukuva.documents import Heading, LevelGrid, Note, Paragraph, Quote, validate
from seutukuva.judgement import Rating
from seutukuva.picture import (
    ProgrammeRow,
    Statement,
    Step,
    TownPicture,
    Voice,
    cells,
    maturity_model,
    picture_document,
    programme_document,
    stage,
)
from seutukuva.writers import html, pdf

NAME = LocalName(
    "Kuusilahti", "Kuusilahti", "Kuusilahti", "Kuusilahdessa", "Kuusilahden", "Kuusilahdesta", "Kuusilahteen"
)


def ratings(**levels: int) -> dict[str, list[Rating]]:
    """Two interviews that agree on a level, and a document that does."""
    return {
        dimension: [
            Rating(level, "interview", "K-01"),
            Rating(level, "interview", "K-04"),
            Rating(level, "document", "K-D1"),
        ]
        for dimension, level in levels.items()
    }


def picture(**changes: Any) -> TownPicture:
    judged = cells(ratings(education=1, business=4))
    parts: dict[str, Any] = {
        "town": NAME,
        "urn": "urn:seutukuva:programmes:ecosystem:1",
        "made_on": "2026-11-24",
        "synthetic": True,
        "cells": judged,
        "cell_urns": {cell.dimension.id: f"urn:seutukuva:picture:cell:1-{cell.dimension.id}" for cell in judged},
        "stage": stage(judged),
        "statements": (Statement("urn:seutukuva:picture:finding:7", "Sentence.", "education"),),
        "voices": (
            Voice("urn:seutukuva:evidence:passage:3", "Ord.", "sv", "education", ("intervju K-04",)),
            Voice("urn:seutukuva:evidence:passage:4", "Words.", "sv", "business"),
        ),
        "measures": (Step("urn:seutukuva:strategy:measure:2", "Do it.", ("the town", "2027")),),
        "opportunities": (Step("urn:seutukuva:invest:opportunity:5", "A laboratory.", ("company",)),),
    }
    return TownPicture(**(parts | changes))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_fit_to_be_published_in_every_language(language: Language) -> None:
    document = picture_document(picture(), language)
    validate(document)
    assert document.synthetic
    assert html.write(document)
    assert pdf.write(document).startswith(b"%PDF")


def test_its_title_has_the_local_form_and_every_sentence_its_urn() -> None:
    document = picture_document(picture(), "fi")
    assert document.title == "Kuusilahden tilannekuva"
    sentences = {
        block.sentence for block in document.blocks if isinstance(block, Paragraph | Quote | Note) and block.sentence
    }
    assert sentences == {
        "urn:seutukuva:picture:finding:7",
        "urn:seutukuva:picture:cell:1-education",
        "urn:seutukuva:picture:cell:1-business",
        "urn:seutukuva:evidence:passage:3",
        "urn:seutukuva:evidence:passage:4",
        "urn:seutukuva:strategy:measure:2",
        "urn:seutukuva:invest:opportunity:5",
    }


def test_what_is_not_known_is_a_note_and_an_empty_cell_never_level_one() -> None:
    document = picture_document(picture(), "en")
    grid = next(block for block in document.blocks if isinstance(block, LevelGrid))
    assert [cell.level for cell in grid.cells[0]] == [None, None, None, 1, 4, None, None, None]
    notes = [block for block in document.blocks if isinstance(block, Note)]
    assert sum("no information" in note.text for note in notes) == 6
    assert all(note.sentence is None for note in notes if "no information" in note.text)


def test_what_holds_the_stage_back_is_told_beside_the_levels() -> None:
    one_kind = {**ratings(education=3, business=3, direction=3, network=3, structures=2)}
    one_kind["education"] = [Rating(3, "interview", f"K-0{n}") for n in range(1, 5)]
    judged = cells(one_kind)
    document = picture_document(picture(cells=judged, stage=stage(judged)), "en")
    heading = next(i for i, block in enumerate(document.blocks) if isinstance(block, Heading))
    told = [block.text for block in document.blocks[:heading] if isinstance(block, Note)]
    assert any(text.startswith("Education collaboration") for text in told), "level 3 on one kind of source"
    assert any("structures" in text.lower() for text in told), "the gate of level 3"


def test_a_quote_in_another_language_says_which() -> None:
    quotes = [block for block in picture_document(picture(), "fi").blocks if isinstance(block, Quote)]
    assert [quote.language for quote in quotes] == ["sv", "sv"]
    assert [quote.tags for quote in quotes] == [("intervju K-04", "ruotsiksi"), ("ruotsiksi",)]
    assert [q.language for q in picture_document(picture(), "sv").blocks if isinstance(q, Quote)] == [None, None]


def test_words_that_two_coders_marked_are_quoted_once_and_in_their_order() -> None:
    voices = (
        Voice("urn:seutukuva:evidence:passage:3", "First.", "en", "education", ("interview K-04",)),
        Voice("urn:seutukuva:evidence:passage:4", "Second.", "en", "education", ("interview K-04",)),
        Voice("urn:seutukuva:evidence:passage:5", "Second.", "en", "education", ("interview K-04",)),
        Voice("urn:seutukuva:evidence:passage:6", "Second.", "en", "education", ("interview K-05",)),
    )
    quotes = [block for block in picture_document(picture(voices=voices), "en").blocks if isinstance(block, Quote)]
    assert [(quote.text, quote.sentence) for quote in quotes] == [
        ("First.", "urn:seutukuva:evidence:passage:3"),
        ("Second.", "urn:seutukuva:evidence:passage:4"),
        ("Second.", "urn:seutukuva:evidence:passage:6"),
    ]


def test_a_measure_has_its_facts_in_one_pair_of_brackets() -> None:
    told = [block.text for block in picture_document(picture(), "en").blocks if isinstance(block, Paragraph)]
    assert "Do it. (the town, 2027)" in told


def test_a_picture_without_measures_has_no_empty_heading() -> None:
    document = picture_document(picture(measures=(), opportunities=()), "en")
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == ["Findings by dimension", "How the picture was made"]


def row(name: str, **levels: int) -> ProgrammeRow:
    judged = cells(ratings(**levels))
    return ProgrammeRow(
        LocalName(name, name, name, *[name] * 4), judged, stage(judged), f"/{name}/", {"education": "/x#e"}
    )


ALL = [dimension.id for dimension in maturity_model().dimensions]


def level_all(level: int, **other: int) -> dict[str, int]:
    return {**dict.fromkeys(ALL, level), **other}


def programme(*rows: ProgrammeRow) -> tuple[str, str]:
    document = programme_document(rows, "en", name="Network", synthetic=False, made_on="2026-11-24")
    validate(document)
    return document.title, document.lead


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ((), "Situational picture"),
        ((row("A", **level_all(2)),), "Situational picture"),
        ((row("A"), row("B")), "Situational picture"),
        ((row("A", **level_all(2)), row("B", **level_all(3))), "2 towns, 2 stages of maturity"),
        ((row("A", **level_all(2)), row("B")), "Situational picture"),
        (
            (row("A", **level_all(2)), row("B", **level_all(3)), row("C")),
            "3 towns, the stage known of 2: 2 different stages of maturity",
        ),
        (
            (row("A", **level_all(2)), row("B", **level_all(2)), row("C")),
            "3 towns, the stage known of 2: all at the same stage (developing)",
        ),
    ],
)
def test_the_programmes_heading_comes_from_its_stages(rows: tuple[ProgrammeRow, ...], title: str) -> None:
    assert programme(*rows)[0] == title


def test_the_lead_names_the_dimension_that_is_oftenest_at_level_one_only_when_one_stands_out() -> None:
    weak = (row("A", **level_all(2, education=1)), row("B", **level_all(3, education=1)), row("C"))
    assert programme(*weak)[1] == (
        "Oftenest at level 1 is education collaboration: 2 of the 2 towns that there is information about."
    )
    assert programme(row("A", **level_all(1)), row("B", **level_all(1)))[1] == ""
    assert programme(row("A", **level_all(2, education=1)), row("B", **level_all(2)))[1] == ""


def test_the_programmes_grid_leads_to_the_towns() -> None:
    document = programme_document([row("A", **level_all(2))], "sv", name="Nät", synthetic=True, made_on="2026-11-24")
    grid = document.blocks[0]
    assert isinstance(grid, LevelGrid)
    assert grid.rows[0].link == "/A/"
    assert grid.rows[0].detail == "under utveckling (2)"
    assert [cell.link for cell in grid.cells[0]].count("/x#e") == 1
