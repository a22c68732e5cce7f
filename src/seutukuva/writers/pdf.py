"""A document as an accessible PDF: PDF/UA-1 and PDF/A-2a in one file, set by typst.

Texts reach the template as JSON, never as typst markup, so no text can be read as code.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import typst
from babel.dates import format_date

from seutukuva.base import Message, Problem, content_hash, render
from seutukuva.charts import font_directory, svg
from seutukuva.documents import Document, Figure, Heading, Source, Table, levels, to_json, validate
from seutukuva.writers import letters, links, widths

_LOCALES: Final = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_LONGEST_TABLE: Final = 60
_COLUMNS: Final = 12
_LETTERS: Final = {False: 9.5, True: 8.5}  # a little more than the template's sizes, whose letters are broad
_MANY_COLUMNS: Final = 8
_TEXT_INCHES: Final = 6.53
_AROUND: Final = {False: 0.22, True: 0.15}  # inches that the template leaves in a cell, and a little more
_CONTENTS_FROM: Final = 12  # headings from which a report begins with a list of them
_CONTENTS_MOST: Final = 45  # headings that a page of contents holds; of more only the first level is listed
_EPOCH: Final = date(2000, 1, 1)


def write(document: Document, *, sentence_link: links.SentenceLink | None = None) -> bytes:
    """Return the document as PDF bytes, the same bytes for the same document.

    `sentence_link` gives the absolute address of a sentence's evidence (its URN), "" for none. Raises Problem when
    the document is not valid or the file would break the standard.
    """
    validate(document)
    with tempfile.TemporaryDirectory(prefix="seutukuva-pdf-") as folder:
        root = Path(folder)
        content = json.dumps(letters.drawable(_content(document, root, sentence_link)), ensure_ascii=False)
        (root / "content.json").write_text(content, encoding="utf-8")
        template = root / "report.typ"
        template.write_bytes(_template())
        made = date.fromisoformat(document.made_on) if document.made_on else _EPOCH
        try:
            data = typst.compile(
                template,
                root=root,
                font_paths=_fonts(),
                format="pdf",
                pdf_standards=["ua-1", "a-2a"],
                timestamp=datetime(made.year, made.month, made.day, tzinfo=UTC),
            )
        except typst.TypstError as error:
            raise Problem("writers.pdf_failed", reason=str(error)) from error
    if not isinstance(data, bytes):
        raise TypeError("typst returned no single file")
    return data


@cache
def _template() -> bytes:
    return (resources.files("seutukuva.writers") / "templates" / "report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_directory())])


def _content(document: Document, root: Path, sentence_link: links.SentenceLink | None) -> dict[str, Any]:
    """Return what the template reads: the document's parts with their levels, and the words around them."""
    data = to_json(document)
    blocks: list[dict[str, Any]] = []
    for position, (block, level) in enumerate(levels(document)):
        part: dict[str, Any] = {**data["blocks"][position], "level": level}
        for told in (part, *part.get("items", ())):
            told["thread"] = links.absolute(told.get("sentence"), sentence_link)
        if isinstance(block, Source):
            part["line"] = block.line(document.language)
        elif isinstance(block, Table):
            part |= {"long": "", "widths": _widths(block)}
        elif isinstance(block, Figure):
            before = blocks[-1] if blocks and blocks[-1]["kind"] == "FigureRow" else None
            if before and sum(other["share"] for other in before["figures"]) + block.share <= _COLUMNS:
                before["figures"].append(part)
                continue
            part = {"kind": "FigureRow", "figures": [part]}
        blocks.append(part)
    blocks = [row for block in blocks for row in _paper_rows(block)]
    figures = {block.id: block for block in document.blocks if isinstance(block, Figure)}
    for row in blocks:
        for part in row.get("figures", ()):
            part.update(_drawing(figures[part["id"]], document, root, beside=len(row["figures"]) > 1))
    return {
        **{key: data[key] for key in ("title", "language", "over", "synthetic")},
        "lead": {"text": document.lead, "thread": links.absolute(document.lead_sentence, sentence_link)},
        "blocks": blocks,
        "tables": [_appended(figure.table, document) for figure in figures.values()],
        "made_on": _made_on(document),
        "contents": _contents_depth(document),
        "words": {
            "evidence": _say(document, "writers.evidence"),
            "contents": _say(document, "writers.contents"),
            "synthetic": _say(document, "base.synthetic"),
            "synthetic_long": _say(document, "writers.synthetic"),
            "no_information": _say(document, "base.no_information"),
            "tables": _say(document, "writers.tables"),
            "page": _say(document, "writers.page", page="{page}", pages="{pages}"),
        },
    }


def _contents_depth(document: Document) -> int:
    """Return down to which level the contents list headings; 0 for a report without a list."""
    told = [level for block, level in levels(document) if isinstance(block, Heading | Figure)]
    if sum(isinstance(block, Heading) for block in document.blocks) < _CONTENTS_FROM:
        return 0
    return 3 if sum(level <= 3 for level in told) <= _CONTENTS_MOST else 2


def _paper_rows(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a row of figures as it stands on paper: a sheet is narrower than a screen, so only figures of half a
    page or less stay side by side. Other blocks stay as they are."""
    if block["kind"] != "FigureRow" or max(figure["share"] for figure in block["figures"]) <= _COLUMNS / 2:
        return [block]
    return [{**block, "figures": [figure]} for figure in block["figures"]]


def _made_on(document: Document) -> str:
    if not document.made_on:
        return ""
    day = format_date(date.fromisoformat(document.made_on), "long", _LOCALES[document.language])
    return _say(document, "writers.made_on", date=day)


def _drawing(figure: Figure, document: Document, root: Path, *, beside: bool) -> dict[str, Any]:
    """Draw a figure into a file of the report; one that stands beside another is drawn as for a phone."""
    chart = figure.narrow if beside and figure.narrow else figure.chart
    drawn = letters.drawable(svg(chart, document.language, identifier=figure.id))
    target = root / f"figure-{content_hash({'id': figure.id})[:16]}.svg"
    target.write_text(drawn, encoding="utf-8")
    return {"file": target.name, "width": _width(drawn), "line": figure.source.line(document.language)}


def _width(drawn: str) -> float:
    """Return the width in pixels that a drawing states."""
    return float(drawn.split('width="', 1)[1].split('"', 1)[0])


def _appended(table: Table, document: Document) -> dict[str, Any]:
    """Return a figure's table for the end of the report; one of hundreds of rows is named and left to the data file."""
    long = len(table.rows) > _LONGEST_TABLE
    return {
        "caption": table.caption,
        "columns": [asdict(column) for column in table.columns],
        "rows": [] if long else [list(row) for row in table.rows],
        "widths": [] if long else _widths(table),
        "long": _say(document, "writers.long_table", rows=len(table.rows)) if long else "",
    }


def _widths(table: Table) -> list[float]:
    """Return the widths of a table's columns in inches, as Word's are: what they need, not the whole sheet."""
    many = len(table.columns) > _MANY_COLUMNS
    size = _LETTERS[many]
    rows = [[column.label for column in table.columns], *table.rows]
    return widths.columns(rows, size, _TEXT_INCHES, around=_AROUND[many])


def _say(document: Document, code: str, **parameters: Any) -> str:
    return render(Message(code, parameters), document.language)
