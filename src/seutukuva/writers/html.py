"""A document as HTML: an article for a page of the product, or a page that stands alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from seutukuva.base import Language, Message, render
from seutukuva.charts import svg
from seutukuva.documents import (
    Block,
    Document,
    Figure,
    Heading,
    ItemList,
    KeyFigures,
    LevelGrid,
    Note,
    Paragraph,
    Quote,
    Source,
    Table,
    levels,
)
from seutukuva.writers.links import SentenceLink

FigureLinks = Callable[[Figure], Sequence[tuple[str, str]]]

_FULL: Final = 12


@dataclass(frozen=True)
class _Writer:
    language: Language
    synthetic: bool
    sentence_link: SentenceLink | None
    figure_links: FigureLinks | None
    regions: Counter[str] = field(default_factory=Counter)

    def region(self, caption: str) -> str:
        """Return a name for the region of a table: a caption that names another one already gets a number."""
        self.regions[caption] += 1
        number = self.regions[caption]
        return escape(caption if number == 1 else f"{caption} ({number})")

    def say(self, code: str, **parameters: object) -> str:
        return escape(render(Message(code, parameters), self.language))


def write(
    document: Document, *, sentence_link: SentenceLink | None = None, figure_links: FigureLinks | None = None
) -> str:
    """Return the document as one `<article>`; every text escaped, no inline style or script.

    `sentence_link` gives the address of a sentence's evidence (its URN), "" for none; `figure_links` the label and
    address of a figure's downloads.
    """
    writer = _Writer(document.language, document.synthetic, sentence_link, figure_links)
    parts = [f'<article class="document" lang="{document.language}">', "<header>"]
    if document.over:
        parts.append(f'<p class="over">{escape(document.over)}</p>')
    parts.append(f"<h1>{escape(document.title)}</h1>")
    if document.lead:
        parts.append(f'<p class="lead">{_told(writer, document.lead, document.lead_sentence)}</p>')
    inner = body(document, sentence_link=sentence_link, figure_links=figure_links)
    return "\n".join([*parts, "</header>", inner, "</article>"])


def body(
    document: Document, *, sentence_link: SentenceLink | None = None, figure_links: FigureLinks | None = None
) -> str:
    """Return the document's blocks without title and lead, for a page that has a heading of its own."""
    writer = _Writer(document.language, document.synthetic, sentence_link, figure_links)
    parts: list[str] = []
    # Neighbouring figures stand beside each other on a wide page; everything else is one column.
    for together, group in groupby(levels(document), key=lambda pair: isinstance(pair[0], Figure)):
        blocks = [_block(writer, block, level) for block, level in group]
        parts += ['<div class="grid">', *blocks, "</div>"] if together else blocks
    return "\n".join(parts)


def figure_html(
    figure: Figure,
    language: Language,
    *,
    level: int = 2,
    synthetic: bool = False,
    links: Sequence[tuple[str, str]] = (),
) -> str:
    """Return one `<figure>` for a page that is more than a document; `links` are labels and addresses of downloads."""
    return _figure(_Writer(language, synthetic, None, lambda _figure: links), figure, level)


def standalone(document: Document, css: str) -> str:
    """Return a whole page with its style sheet inside, for a file that is read without the product."""
    say = _Writer(document.language, document.synthetic, None, None).say
    robots = '<meta name="robots" content="noindex">' if document.synthetic else ""
    name = say("base.synthetic")
    band = (
        f'<aside class="synthetic" aria-label="{name}">{say("writers.synthetic")}</aside>' if document.synthetic else ""
    )
    sheet = css.replace("</", "<\\/")
    return (
        f'<!doctype html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">{robots}'
        f"<title>{escape(document.title)}</title><style>{sheet}</style></head>\n"
        f"<body>{band}<main>{write(document)}</main></body></html>\n"
    )


def _block(writer: _Writer, block: Block, level: int) -> str:
    match block:
        case Heading():
            html = f"<h{level}>{escape(block.text)}</h{level}>"
        case Paragraph():
            html = f"<p>{_told(writer, block.text, block.sentence)}</p>"
        case Note():
            html = f'<p class="note">{_told(writer, block.text, block.sentence)}</p>'
        case Source():
            html = f'<p class="source">{_source(writer, block)}</p>'
        case KeyFigures():
            html = _keys(block)
        case Figure():
            html = _figure(writer, block, level)
        case Table():
            html = _scrolling(writer, block.caption, _table(block))
        case Quote():
            html = _quote(writer, block)
        case LevelGrid():
            html = _grid(writer, block)
        case ItemList():
            html = _list(writer, block)
    return html


def _told(writer: _Writer, text: str, sentence: str | None) -> str:
    """Return text, followed by the link to what carries it."""
    address = _address(writer.sentence_link(sentence)) if sentence and writer.sentence_link else ""
    if not address:
        return escape(text)
    label = writer.say("writers.evidence")
    return f'{escape(text)} <a class="evidence" href="{address}">{label}</a>'


def _address(url: str) -> str:
    """Return an address as an attribute's value, or "" when it is none or following it could run a script."""
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return ""
    return escape(url) if url and scheme in ("", "http", "https", "mailto") else ""


def _link(text: str, url: str) -> str:
    address = _address(url)
    return f'<a href="{address}">{escape(text)}</a>' if address else escape(text)


def _source(writer: _Writer, source: Source) -> str:
    return _link(source.line(writer.language), source.url)


def _keys(keys: KeyFigures) -> str:
    items = []
    for item in keys.items:
        detail = f'<dd class="detail">{escape(item.detail)}</dd>' if item.detail else ""
        items.append(f"<div><dt>{escape(item.label)}</dt><dd>{escape(item.value)}</dd>{detail}</div>")
    return f'<dl class="keys">{"".join(items)}</dl>'


def _figure(writer: _Writer, figure: Figure, level: int) -> str:
    name = escape(figure.id)
    caption = [f"<span>{_source(writer, figure.source)}</span>"]
    if writer.synthetic:
        caption.append(f'<strong class="made">{writer.say("base.synthetic")}</strong>')
    table = _scrolling(writer, figure.table.caption, _table(figure.table))
    caption.append(f"<details><summary>{writer.say('writers.table')}</summary>{table}</details>")
    links = writer.figure_links(figure) if writer.figure_links else ()
    caption += [_link(label, url) for label, url in links]
    return "\n".join(
        [
            f'<figure id="{name}" class="span-{min(max(figure.share, 1), _FULL)}" aria-labelledby="{name}-title">',
            f'<h{level} class="finding" id="{name}-title">{escape(figure.title)}</h{level}>',
            f'<p class="shown">{escape(figure.subtitle)}</p>',
            *_drawings(writer, figure),
            f"<figcaption>{' '.join(caption)}</figcaption>",
            "</figure>",
        ]
    )


def _drawings(writer: _Writer, figure: Figure) -> Iterator[str]:
    kinds = [("wide", figure.chart)] + ([("narrow", figure.narrow)] if figure.narrow else [])
    for kind, chart in kinds:
        shown = kind if figure.narrow else "only"
        drawn = svg(
            chart,
            writer.language,
            title=figure.title,
            description=figure.alternative,
            identifier=f"{figure.id}-{kind}",
        )
        yield f'<div class="drawing {shown}">{drawn}</div>'


def _scrolling(writer: _Writer, caption: str, table: str) -> str:
    """Return a table that scrolls inside its own box on a phone, reachable by keyboard."""
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{writer.region(caption)}">{table}</div>'


def _table(table: Table) -> str:
    number = [' class="number"' if column.numeric else "" for column in table.columns]
    head = "".join(
        f'<th scope="col"{kind}>{escape(column.label)}</th>' for column, kind in zip(table.columns, number, strict=True)
    )
    rows = []
    for row in table.rows:
        cells = [f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, number, strict=True)]
        if table.row_header and cells:
            cells[0] = f'<th scope="row"{number[0]}>{escape(row[0])}</th>'
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{escape(table.caption)}</caption>"
    return f'<table class="data">{caption}<thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _quote(writer: _Writer, quote: Quote) -> str:
    tags = "".join(f'<li class="tag">{escape(tag)}</li>' for tag in quote.tags)
    listed = f'<ul class="tags">{tags}</ul>' if tags else ""
    spoken = f' lang="{escape(quote.language)}"' if quote.language else ""
    text = f"<blockquote{spoken}><p>{escape(quote.text)}</p></blockquote>"
    link = _told(writer, "", quote.sentence).strip()
    return f'<div class="thread">{text}{listed}{link}</div>'


def _grid(writer: _Writer, grid: LevelGrid) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in grid.columns)
    rows = []
    for row, cells in zip(grid.rows, grid.cells, strict=True):
        detail = f"<span>{escape(row.detail)}</span>" if row.detail else ""
        drawn = []
        for cell in cells:
            if cell.level is None:
                drawn.append(f'<td class="level none">{_link_html(writer.say("base.no_information"), cell.link)}</td>')
                continue
            said = f'<span class="heard">{writer.say("writers.set90")} </span>' if cell.set90 else ""
            inner = f"<b>{cell.level}</b><small>{said}{escape(cell.set90)}</small>"
            drawn.append(f'<td class="level level-{cell.level}">{_link_html(inner, cell.link)}</td>')
        rows.append(f'<tr><th scope="row">{_link(row.label, row.link)}{detail}</th>{"".join(drawn)}</tr>')
    caption = f"<caption>{escape(grid.caption)}</caption>"
    table = (
        f'<table class="heat">{caption}<thead><tr><td></td>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )
    note = f'<p class="note">{escape(grid.note)}</p>' if grid.note else ""
    return _scrolling(writer, grid.caption, table) + note


def _link_html(inner: str, url: str) -> str:
    """Return markup that is already escaped inside a link, or as it is when there is no address."""
    address = _address(url)
    return f'<a href="{address}">{inner}</a>' if address else f"<span>{inner}</span>"


def _list(writer: _Writer, items: ItemList) -> str:
    tag = "ol" if items.ordered else "ul"
    rows = []
    for item in items.items:
        text = _told(writer, item.text, item.sentence)
        if item.link:
            text = _link(item.text, item.link) + text.removeprefix(escape(item.text))
        rows.append(f"<li>{text}</li>")
    return f"<{tag}>{''.join(rows)}</{tag}>"
