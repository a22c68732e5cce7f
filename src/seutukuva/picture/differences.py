"""What the newer of two published Documents tells otherwise than the older: levels, stages, sentences, quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seutukuva.base import parse_urn
from seutukuva.documents import Document, Heading, ItemList, LevelCell, LevelGrid, Note, Paragraph, Quote

_QUOTED = "passage"  # the kind of the thread that is quoted: a note in its place tells that it may not be any more


@dataclass(frozen=True)
class LevelChange:
    """A cell of the level grids that is otherwise now; None where a Document has no such cell."""

    row: str
    column: str
    before: LevelCell | None
    after: LevelCell | None


@dataclass(frozen=True)
class Told:
    """A sentence with the heading that it stands under and, when the thread knows it, its URN."""

    text: str
    under: str = ""
    sentence: str | None = None


@dataclass(frozen=True)
class Reworded:
    """What the older Document says in one way and the newer in another: a stage, the lead or a sentence."""

    name: str
    before: str
    after: str
    sentence: str | None = None


@dataclass(frozen=True)
class Differences:
    """All that differs. Quotes that went are counted, never told: `withheld` of them may no longer be told at all."""

    levels: tuple[LevelChange, ...] = ()
    stages: tuple[Reworded, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    came: tuple[Told, ...] = ()
    went: tuple[Told, ...] = ()
    quotes_came: tuple[Quote, ...] = ()
    quotes_reworded: tuple[Quote, ...] = ()
    quotes_went: int = 0
    withheld: int = 0

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return self != Differences()

    @property
    def places(self) -> int:
        """Return in how many places the two differ."""
        listed = (self.levels, self.stages, self.reworded, self.came, self.went, self.quotes_came, self.quotes_reworded)
        return sum(map(len, listed)) + self.quotes_went


def differences(older: Document, newer: Document) -> Differences:
    """Return what differs between two Documents of one subject in one language, in the order of the newer.

    Both must be as they may be read today. A sentence is the same when its URN is, and without one when its words are.
    """
    reworded, came, went = _sentences(older, newer)
    lead = (Reworded("", older.lead, newer.lead),) if older.lead != newer.lead else ()
    came_quotes, reworded_quotes, gone = _quotes(older, newer)
    return Differences(
        levels=_levels(older, newer),
        stages=_stages(older, newer),
        reworded=(*lead, *reworded),
        came=came,
        went=went,
        quotes_came=came_quotes,
        quotes_reworded=reworded_quotes,
        quotes_went=gone,
        withheld=len(_withheld(older) | _withheld(newer)),
    )


def _levels(older: Document, newer: Document) -> tuple[LevelChange, ...]:
    before, after = _cells(older), _cells(newer)
    return tuple(
        LevelChange(*place, before.get(place), after.get(place))
        for place in dict.fromkeys((*after, *before))
        if _shown(before.get(place)) != _shown(after.get(place))
    )


def _cells(document: Document) -> dict[tuple[str, str], LevelCell]:
    return {
        (row.label, column): cell
        for grid in _grids(document)
        for row, cells in zip(grid.rows, grid.cells, strict=True)
        for column, cell in zip(grid.columns, cells, strict=True)
    }


def _shown(cell: LevelCell | None) -> tuple[int | None, str] | None:
    """Return what is read of a cell; its link may change and says nothing."""
    return None if cell is None else (cell.level, cell.set90)


def _stages(older: Document, newer: Document) -> tuple[Reworded, ...]:
    before, after = (
        {row.label: row.detail for grid in _grids(document) for row in grid.rows} for document in (older, newer)
    )
    return tuple(
        Reworded(label, before[label], detail)
        for label, detail in after.items()
        if label in before and before[label] != detail
    )


def _grids(document: Document) -> Iterator[LevelGrid]:
    return (block for block in document.blocks if isinstance(block, LevelGrid))


def _sentences(older: Document, newer: Document) -> tuple[tuple[Reworded, ...], tuple[Told, ...], tuple[Told, ...]]:
    """Return the sentences whose words changed, those that came and those that went.

    What stands in both word for word is set aside first: a sentence may be told twice, and then only one changed.
    """
    went = list(_told(older))
    rest: list[Told] = []
    for now in _told(newer):
        same = next((one for one in went if (one.sentence, one.text) == (now.sentence, now.text)), None)
        if same is None:
            rest.append(now)
        else:
            went.remove(same)
    reworded: list[Reworded] = []
    came: list[Told] = []
    for now in rest:
        before = next((one for one in went if now.sentence and one.sentence == now.sentence), None)
        if before is None:
            came.append(now)
        else:
            went.remove(before)
            reworded.append(Reworded(now.under, before.text, now.text, now.sentence))
    return tuple(reworded), tuple(came), tuple(went)


def _told(document: Document) -> Iterator[Told]:
    under = ""
    for block in document.blocks:
        match block:
            case Heading():
                under = block.text
            case Note() if _stands_for_quote(block):
                continue
            case Paragraph() | Note():
                yield Told(block.text, under, block.sentence)
            case ItemList():
                yield from (Told(item.text, under, item.sentence) for item in block.items)


def _quotes(older: Document, newer: Document) -> tuple[tuple[Quote, ...], tuple[Quote, ...], int]:
    """Return the quotes that came, those in other words now, and how many went though they may still be told."""
    before, after = _quoted(older), _quoted(newer)
    words = {quote.text for quote in before}
    known = {quote.sentence for quote in before if quote.sentence}
    # Two passages with the same words are quoted once, by either of them: the words tell that it is the same quote.
    fresh = [quote for quote in after if quote.text not in words]
    came = tuple(quote for quote in fresh if quote.sentence not in known)
    reworded = tuple(quote for quote in fresh if quote.sentence in known)
    kept = {quote.text for quote in after}
    still = {quote.sentence for quote in after if quote.sentence} | _withheld(newer)
    went = sum(quote.text not in kept and quote.sentence not in still for quote in before)
    return came, reworded, went


def _quoted(document: Document) -> Sequence[Quote]:
    return [block for block in document.blocks if isinstance(block, Quote)]


def _withheld(document: Document) -> set[str]:
    notes = (block for block in document.blocks if isinstance(block, Note))
    return {note.sentence for note in notes if note.sentence and _stands_for_quote(note)}


def _stands_for_quote(note: Note) -> bool:
    return note.sentence is not None and parse_urn(note.sentence).kind == _QUOTED
