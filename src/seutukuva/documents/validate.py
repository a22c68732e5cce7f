"""What every document must satisfy before anybody writes it."""

from __future__ import annotations

from collections.abc import Iterator

from seutukuva.base import Place, Problem
from seutukuva.documents.model import Block, Document, Figure, Heading, LevelGrid, Table


def validate(document: Document) -> None:
    """Check title, order of headings, ids and alternative texts of figures, shapes of tables and level grids.

    Raises Problem with the first fault.
    """
    if not document.title.strip():
        raise Problem("documents.title_missing")
    _check_headings(document)
    seen: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Figure):
            if not block.id or block.id in seen:
                raise Problem("documents.figure_id", figure=block.title, id=block.id)
            seen.add(block.id)
            _check_table(block.table)
        elif isinstance(block, Table):
            _check_table(block)
        elif isinstance(block, LevelGrid):
            _check_grid(block)


def levels(document: Document) -> Iterator[tuple[Block, int]]:
    """Yield every block with the level its own heading has: a figure stands one below the heading it is under."""
    current = 1
    for block in document.blocks:
        if isinstance(block, Heading):
            current = block.level
            yield block, current
        else:
            yield block, current + 1


def _check_headings(document: Document) -> None:
    before = 1
    for block in document.blocks:
        if isinstance(block, Heading):
            if not block.text.strip() or not 2 <= block.level <= min(before + 1, 4):
                raise Problem("documents.heading_order", heading=block.text, level=block.level, before=before)
            before = block.level


def _check_table(table: Table) -> None:
    width = len(table.columns)
    for position, row in enumerate(table.rows, start=2):
        if len(row) != width:
            raise Problem(
                "documents.table_shape",
                place=Place(table=table.caption, row=position),
                cells=len(row),
                columns=width,
            )
    raw = table.raw
    if raw is not None and [len(row) for row in raw] != [len(row) for row in table.rows]:
        raise Problem("documents.table_raw", place=Place(table=table.caption))


def _check_grid(grid: LevelGrid) -> None:
    shape = (len(grid.rows), {len(row) for row in grid.cells} or {len(grid.columns)})
    if shape != (len(grid.cells), {len(grid.columns)}):
        raise Problem("documents.grid_shape", place=Place(table=grid.caption))
    for row in grid.cells:
        for cell in row:
            if cell.level is not None and not 1 <= cell.level <= 4:
                raise Problem("documents.grid_level", place=Place(table=grid.caption), level=cell.level)
