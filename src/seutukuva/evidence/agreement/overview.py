"""Agreement per code and per pair of coders, and as a table to read and export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Protocol

import polars as pl

from seutukuva.base import Language, Message, render
from seutukuva.base.languages import number
from seutukuva.documents import Column, RawValue, Table
from seutukuva.evidence.agreement.model import Agreement
from seutukuva.evidence.agreement.spans import Spans


class SpanMeasure(Protocol):
    """`character_alpha` or `unitising_alpha`."""

    def __call__(self, spans: Spans, codes: Sequence[str], /, *, replicates: int) -> Agreement:
        """Return the agreement on the codes."""


def by_code(
    spans: Spans, measure: SpanMeasure, *, codes: Sequence[str] = (), replicates: int = 0
) -> dict[str, Agreement]:
    """Return the agreement on each code (default: every code that was used)."""
    return {code: measure(spans, (code,), replicates=replicates) for code in codes or spans.codes}


def by_pair(
    spans: Spans, measure: SpanMeasure, *, codes: Sequence[str] = (), replicates: int = 0
) -> dict[tuple[str, str], Agreement]:
    """Return the joint agreement of every two coders on the codes (default: every code that was used)."""
    told = codes or spans.codes
    return {
        (one, other): measure(spans.among((one, other)), told, replicates=replicates)
        for one, other in combinations(spans.coders, 2)
    }


def by_columns(table: pl.DataFrame, measure: Callable[[pl.DataFrame], Agreement]) -> dict[tuple[str, str], Agreement]:
    """Return a coefficient (alpha, cohen, percent) of every two coders of a table of units x coders."""
    return {(one, other): measure(table.select(one, other)) for one, other in combinations(table.columns, 2)}


def agreement_table(rows: Mapping[str, Agreement], *, caption: Message, first: Message, language: Language) -> Table:
    """Return named agreements as a table: value, interval, units, reading; `first` heads the column of names."""
    heads = [render(Message(f"evidence.agreement.column.{c}"), language) for c in _COLUMNS]
    columns = (
        Column(render(first, language)),
        *(Column(head, numeric=c != "reading") for head, c in zip(heads, _COLUMNS, strict=True)),
    )
    return Table(
        caption=render(caption, language),
        columns=columns,
        rows=tuple(tuple(_shown(name, found, language)) for name, found in rows.items()),
        raw=tuple(tuple(_raw(name, found, language)) for name, found in rows.items()),
    )


_COLUMNS = ("value", "low", "high", "units", "reading")


def _shown(name: str, found: Agreement, language: Language) -> Iterator[str]:
    yield name
    for value in (found.value, found.low, found.high):
        yield "–" if value is None else number(value, language, 2)
    yield number(found.units, language)
    yield render(found.reading, language)


def _raw(name: str, found: Agreement, language: Language) -> Iterator[RawValue]:
    yield from (name, found.value, found.low, found.high, found.units, render(found.reading, language))
