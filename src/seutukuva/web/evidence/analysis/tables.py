"""The analyses as Documents for the page, and as tables for files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from seutukuva.base import Language
from seutukuva.documents import Block, Document, Table
from seutukuva.evidence.analysis import (
    co_occurrence,
    code_matrix,
    framework,
    framework_table,
    matrix_figure,
    matrix_table,
    overlap_table,
    quotes,
    quotes_table,
    saturation,
    saturation_figure,
    saturation_table,
    timeline,
    timeline_figure,
    timeline_table,
)
from seutukuva.web.evidence.analysis.selectors import Material

MOST_PAIRS = 40  # on the page; the file has them all
MOST_QUOTES = 60


@dataclass(frozen=True)
class Analysis:
    """One way to look at the codings: what the page shows, and what its files hold."""

    blocks: Callable[[Material, Language], Sequence[Block]]
    tables: Callable[[Material, Language], Sequence[Table]]


def document(name: str, material: Material, language: Language, title: str, *, synthetic: bool) -> Document:
    """Return an analysis as a Document."""
    blocks = ANALYSES[name].blocks(material, language) if material.frame.height else ()
    return Document(title=title, language=language, lead="", blocks=tuple(blocks), synthetic=synthetic)


def grid_table(material: Material, summaries: Mapping[tuple[str, str], str], language: Language) -> Table:
    """Return the framework grid of all towns and the codes at the top (or below the chosen one) as a table."""
    grid = framework(material.frame, grid_codes(material), book=material.book, summaries=summaries)
    return framework_table(grid, language, book=material.book)


def grid_codes(material: Material) -> list[str]:
    """Return the codes that are the grid's columns: the chosen one with those below it, or the codes at the top."""
    if material.wanted.code:
        return [code.id for code in material.book.branch(material.wanted.code)]
    return [code.id for code in material.book.roots()]


def chosen_quotes(material: Material) -> pl.DataFrame:
    """Return the passages that the filters leave."""
    wanted = {"code": [material.wanted.code]} if material.wanted.code else {}
    return quotes(material.frame, book=material.book, variables=wanted)


def _interviews(material: Material) -> pl.DataFrame:
    return material.frame.filter(pl.col("kind") == "interview")


def _matrix(material: Material, language: Language) -> list[Block]:
    return [matrix_figure(material.frame, material.book, language), *_matrix_tables(material, language)[1:]]


def _matrix_tables(material: Material, language: Language) -> list[Table]:
    """Return passages by town, and by sector where somebody speaks for one."""
    spoken = material.frame.filter(pl.col("sector") != "")
    book = material.book
    made = [matrix_table(code_matrix(material.frame, by="town", book=book), language, book=book)]
    if spoken.height:
        made.append(matrix_table(code_matrix(spoken, by="sector", book=book), language, book=book, by="sector"))
    return made


def _pairs(material: Material, language: Language, most: int | None = None) -> list[Table]:
    pairs = co_occurrence(material.frame, book=material.book)
    return [overlap_table(pairs.head(most) if most else pairs, language, book=material.book)]


def _course(material: Material, language: Language) -> list[Block]:
    found: list[Block] = [timeline_figure(material.frame, language, book=material.book)]
    curve = saturation(_interviews(material))
    return [*found, saturation_figure(curve, language)] if curve.curve.height > 1 else found


def _course_tables(material: Material, language: Language) -> list[Table]:
    return [
        timeline_table(timeline(material.frame), language, book=material.book),
        saturation_table(saturation(_interviews(material)), language),
    ]


def _quotes(material: Material, language: Language) -> list[Table]:
    return [quotes_table(chosen_quotes(material), language, book=material.book)]


ANALYSES = {
    "matrix": Analysis(_matrix, _matrix_tables),
    "together": Analysis(lambda material, language: _pairs(material, language, MOST_PAIRS), _pairs),
    "course": Analysis(_course, _course_tables),
    "quotes": Analysis(lambda material, language: (), _quotes),
}
