"""The page's article: structure that a screen reader can follow, and no text that becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seutukuva.documents import (
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
)
from seutukuva.writers import html
from tests.writers.documents import SENTENCE, figure, report


@pytest.fixture(autouse=True)
def var(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path_factory.getbasetemp() / "charts"
    monkeypatch.setenv("SEUTUKUVA_VAR", str(path))
    return path


class Outline(HTMLParser):
    """Tags, attributes and texts of a fragment as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def links(figure: Figure) -> list[tuple[str, str]]:
    return [("Ladda ner CSV", f"/sv/data/{figure.id}.csv")]


def written(document: Document) -> str:
    return html.write(document, sentence_link=lambda urn: f"/sv/belagg/{urn}", figure_links=links)


def test_the_article_says_its_language_and_has_one_title() -> None:
    text = written(report())
    assert Outline(text).tags[0] == ("article", {"class": "document", "lang": "sv"})
    assert text.count("<h1>") == 1
    assert re.findall(r"<(h[1-4])", text) == ["h1", "h2", "h2", "h2", "h3", "h4"]


def test_a_figure_has_finding_drawings_source_table_and_download() -> None:
    text = written(Document("Kuusilahti", "sv", (figure(),)))
    assert '<figure id="jobs" class="span-7" aria-labelledby="jobs-title">' in text
    assert '<h2 class="finding" id="jobs-title">Storsund har fler arbetsplatser</h2>' in text
    assert text.count("<svg") == 2
    assert 'class="drawing wide"' in text
    assert 'class="drawing narrow"' in text
    assert "Källa: Tilastokeskus (115h), CC BY 4.0 · 2023" in text
    assert "<summary>Tabell</summary>" in text
    assert '<a href="/sv/data/jobs.csv">Ladda ner CSV</a>' in text
    assert text.count("Stapeldiagram: Storsund 12 500, Kuusilahti 9 360.") == 2


def test_a_figures_table_has_the_numbers_of_its_drawing() -> None:
    text = written(Document("Kuusilahti", "sv", (figure(),)))
    for shown in ("12\u00a0500", "9\u00a0360"):
        assert f'<td class="number">{shown}</td>' in text
        assert f">{shown}</text>" in text


def test_a_figure_without_a_phones_drawing_is_shown_everywhere() -> None:
    text = written(Document("K", "sv", (replace(figure(), narrow=None),)))
    assert text.count("<svg") == 1
    assert 'class="drawing only"' in text


def test_tables_have_caption_and_scopes() -> None:
    text = written(report())
    outline = Outline(text)
    assert text.count("<table") == text.count("<caption>")
    assert all(attributes["scope"] in ("col", "row") for attributes in outline.all("th"))


def test_levels_are_a_table_with_words_for_what_is_unknown() -> None:
    text = written(report())
    assert '<td class="level level-3"><a href="/sv/kuusilahti/direction/"><b>3</b>' in text
    assert '<td class="level none"><span>ingen information</span></td>' in text


def test_a_sentence_leads_to_its_evidence() -> None:
    text = written(report())
    assert text.count(f'<a class="evidence" href="/sv/belagg/{SENTENCE}">Belägg</a>') == 4
    assert f'En industristad. <a class="evidence" href="/sv/belagg/{SENTENCE}">' in text
    assert "evidence" not in html.write(report())


def test_a_quote_in_another_language_says_so() -> None:
    assert '<blockquote lang="fi"><p>Harjoittelijoita' in written(report())


def test_synthetic_data_says_so_at_every_figure() -> None:
    assert written(report(synthetic=True)).count('<strong class="made">Syntetiskt material</strong>') == 3
    assert "Syntetiskt" not in written(report())


def test_tables_of_one_caption_are_regions_of_different_names() -> None:
    table = Table("Nivåer", (Column("År"),), (("2027",),))
    names = re.findall(
        r'role="region" tabindex="0" aria-label="([^"]+)"', html.write(Document("K", "sv", (table,) * 2))
    )
    assert names == ["Nivåer", "Nivåer (2)"]


def test_ids_are_unique() -> None:
    ids = re.findall(r' id="([^"]+)"', written(report()))
    assert len(ids) == len(set(ids))


def test_nothing_that_a_strict_policy_blocks() -> None:
    outline = Outline(written(report()))
    assert not {"script", "style", "iframe", "object"} & set(outline.names())
    assert not [name for _, attributes in outline.tags for name in attributes if name == "style" or name[:2] == "on"]


def test_a_page_that_stands_alone() -> None:
    text = html.standalone(report(synthetic=True), "p{color:#000}</style><script>")
    assert text.startswith("<!doctype html>")
    assert '<html lang="sv">' in text
    assert "<title>Kuusilahti</title>" in text
    assert "noindex" in text
    assert "påhittat i övningssyfte" in text
    assert text.count("<script") == 1  # inert inside the style element
    assert text.count("</style>") == 1
    assert "noindex" not in html.standalone(report(), "")


ODD = st.text(alphabet="<>&\"'/= ajscriptonloadimg:`;", min_size=1, max_size=24) | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "</td>", "&lt;", "{{x}}"]
)


def stained(text: str) -> Document:
    """Return a document with `text` in every place that takes a text."""
    source = Source(text, text, text, text, text)
    table = Table(text, (Column(text), Column(text, True)), ((text, text),))
    drawn = figure()
    grid = LevelGrid(text, (text,), (GridRow(text, text, text),), ((LevelCell(2, text, text),),), text)
    return Document(
        text,
        "sv",
        (
            Heading(text),
            Paragraph(text, SENTENCE),
            Note(text),
            source,
            KeyFigures((KeyFigure(text, text, text),)),
            replace(drawn, title=text, subtitle=text, alternative=f"x{text}", source=source, table=table),
            table,
            Quote(text, (text,), SENTENCE, text),
            grid,
            ItemList((ListItem(text, SENTENCE, text),)),
        ),
        over=text,
        lead=text,
        synthetic=True,
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD)
def test_no_text_can_become_markup(text: str) -> None:
    plain = Outline(html.write(stained("x"), sentence_link=lambda _: text, figure_links=lambda _: [(text, text)]))
    outline = Outline(html.write(stained(text), sentence_link=lambda _: text, figure_links=lambda _: [(text, text)]))
    links_apart = [[(tag, sorted(a)) for tag, a in read.tags if tag not in ("a", "span")] for read in (plain, outline)]
    assert links_apart[0] == links_apart[1]
    assert text in "".join(outline.texts)
    for attributes in outline.all("a"):
        assert not re.match(r"\s*(javascript|data|vbscript)\s*:", attributes["href"] or "", re.IGNORECASE)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:x",
        "data:text/html,x",
        "//[",
    ],
)
def test_an_address_that_could_run_is_no_link(url: str) -> None:
    assert "<a " not in html.write(Document("K", "sv", (ItemList((ListItem("Åtgärd", link=url),)),)))
