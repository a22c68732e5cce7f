"""What a document promises: it travels as JSON without loss, and a faulty one is refused with its place."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Language, Problem, explain
from seutukuva.documents import (
    Block,
    Column,
    Document,
    Figure,
    GridRow,
    Heading,
    ItemList,
    KeyFigure,
    KeyFigures,
    LevelCell,
    LevelGrid,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Source,
    Table,
    document_hash,
    from_json,
    levels,
    to_json,
    validate,
)

SOURCE = Source("Statistikcentralen", "tyonv 12r5", "CC BY 4.0", "2007–10/2023")
TABLE = Table("Arbetslöshet", (Column("År"), Column("%", True)), (("2023", "8,4"),), raw=((2023, 8.43),))
FIGURE = Figure("u", "Raumo ligger under landet", "%", "Linjen sjunker.", {"mark": "line"}, None, SOURCE, TABLE)

texts = st.text(max_size=20)
raws = st.none() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False) | texts
sources = st.builds(Source, texts, texts, texts, texts, texts)
tables = st.builds(
    Table,
    texts,
    st.lists(st.builds(Column, texts, st.booleans()), max_size=3).map(tuple),
    st.lists(st.lists(texts, max_size=3).map(tuple), max_size=3).map(tuple),
    st.booleans(),
    st.none() | st.lists(st.lists(raws, max_size=3).map(tuple), max_size=3).map(tuple),
)
charts = st.dictionaries(texts, st.recursive(raws, lambda inner: st.lists(inner, max_size=2), max_leaves=4), max_size=3)
figures = st.builds(
    Figure,
    texts,
    texts,
    texts,
    texts.filter(str.strip),
    charts,
    st.none() | charts,
    sources,
    tables,
    st.integers(1, 12),
)
sentences = st.none() | texts
grids = st.builds(
    LevelGrid,
    texts,
    st.lists(texts, max_size=2).map(tuple),
    st.lists(st.builds(GridRow, texts, texts, texts), max_size=2).map(tuple),
    st.lists(
        st.lists(st.builds(LevelCell, st.none() | st.integers(1, 4), texts, texts), max_size=2).map(tuple), max_size=2
    ).map(tuple),
    texts,
)
blocks = st.one_of(
    st.builds(Heading, texts, st.integers(2, 4)),
    st.builds(Paragraph, texts, sentences),
    st.builds(KeyFigures, st.lists(st.builds(KeyFigure, texts, texts, texts), max_size=2).map(tuple)),
    figures,
    tables,
    st.builds(Quote, texts, st.lists(texts, max_size=2).map(tuple), sentences, st.none() | st.just("sv")),
    grids,
    st.builds(ItemList, st.lists(st.builds(ListItem, texts, sentences, texts), max_size=2).map(tuple), st.booleans()),
    st.builds(Note, texts, sentences),
    sources,
)
documents = st.builds(
    Document,
    texts,
    st.sampled_from(LANGUAGES),
    st.lists(blocks, max_size=4).map(tuple),
    over=texts,
    lead=texts,
    synthetic=st.booleans(),
    made_on=st.just("2026-03-12"),
    urn=st.none() | texts,
    id=texts,
)


def made(*parts: Block, title: str = "Raumo") -> Document:
    return Document(title, "sv", parts)


@settings(max_examples=120, deadline=None)
@given(documents)
def test_a_document_comes_back_exactly_from_json(document: Document) -> None:
    travelled = json.loads(json.dumps(to_json(document), ensure_ascii=False))
    assert from_json(travelled) == document
    assert document_hash(from_json(travelled)) == document_hash(document)


def test_a_document_that_was_published_before_headings_could_be_appendices_is_read_and_keeps_its_hash() -> None:
    before = Document("T", "en", (Heading("A"),))
    (heading,) = to_json(before)["blocks"]
    assert set(heading) == {"kind", "text", "level"}
    appendix = Document("T", "en", (Heading("A", appendix=True),))
    assert from_json(to_json(appendix)) == appendix
    assert document_hash(appendix) != document_hash(before)


def test_a_changed_word_changes_the_hash() -> None:
    document = made(Paragraph("Arbetslösheten sjönk."))
    assert document_hash(document) != document_hash(made(Paragraph("Arbetslösheten steg.")))


def test_json_of_something_else_is_not_read_as_a_document() -> None:
    with pytest.raises(TypeError):
        from_json({"kind": "Figure"})


def test_a_figure_without_alternative_text_cannot_be_made() -> None:
    with pytest.raises(Problem) as caught:
        replace(FIGURE, alternative="  ")
    assert "Raumo ligger under landet" in explain(caught.value, "sv")


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (made(title=" "), "documents.title_missing"),
        (made(Heading("A", 3)), "documents.heading_order"),
        (made(Heading("A"), Heading("B", 4)), "documents.heading_order"),
        (made(Heading("A", 1)), "documents.heading_order"),
        (made(Heading(" ")), "documents.heading_order"),
        (made(FIGURE, FIGURE), "documents.figure_id"),
        (made(replace(FIGURE, id="")), "documents.figure_id"),
        (made(replace(TABLE, rows=(("2023",),), raw=None)), "documents.table_shape"),
        (made(replace(FIGURE, table=replace(TABLE, raw=((1,),)))), "documents.table_raw"),
        (made(LevelGrid("G", ("a", "b"), (GridRow("K"),), ((LevelCell(1),),))), "documents.grid_shape"),
        (made(LevelGrid("G", ("a",), (GridRow("K"), GridRow("L")), ((LevelCell(1),),))), "documents.grid_shape"),
        (made(LevelGrid("G", ("a",), (GridRow("K"),), ((LevelCell(5),),))), "documents.grid_level"),
    ],
)
def test_a_faulty_document_is_refused_in_three_languages(document: Document, code: str) -> None:
    with pytest.raises(Problem) as caught:
        validate(document)
    assert caught.value.code == code
    for language in LANGUAGES:
        assert len(explain(caught.value, language)) > 20


def test_a_short_row_is_told_with_its_table_and_row() -> None:
    with pytest.raises(Problem) as caught:
        validate(made(replace(TABLE, rows=(("2022", "9,0"), ("2023",)), raw=None)))
    assert explain(caught.value, "en").startswith("row 3, table Arbetslöshet: ")


def test_a_whole_document_is_accepted() -> None:
    grid = LevelGrid("Nivåer", ("a", "b"), (GridRow("Kuusilahti"),), ((LevelCell(2, "1–2"), LevelCell(None)),))
    validate(made(FIGURE, Heading("A"), Heading("B", 3), Heading("C"), TABLE, grid, Note("Obs.")))


def test_a_figure_stands_one_level_below_its_heading() -> None:
    document = made(FIGURE, Heading("A"), replace(FIGURE, id="v"))
    assert [level for _, level in levels(document)] == [2, 2, 3]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fi", "Lähde: Tilastokeskus (12r5), CC BY 4.0 · 2023"),
        ("sv", "Källa: Tilastokeskus (12r5), CC BY 4.0 · 2023"),
        ("en", "Source: Tilastokeskus (12r5), CC BY 4.0 · 2023"),
    ],
)
def test_a_source_line_says_publisher_dataset_licence_and_period(language: Language, line: str) -> None:
    source = Source("Tilastokeskus", "12r5", "CC BY 4.0", "2023")
    assert source.line(language) == line


def test_a_source_line_leaves_out_what_is_not_known() -> None:
    assert Source("Lantmäteriverket", "", "CC BY 4.0", "").line("sv") == "Källa: Lantmäteriverket, CC BY 4.0"
