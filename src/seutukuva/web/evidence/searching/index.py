"""Keep the index true. The functions are parts of the actions that change a text, so they check no permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from seutukuva.base.languages import as_language
from seutukuva.evidence.words import index_terms, units
from seutukuva.web.evidence.searching.models import IndexedUnit

if TYPE_CHECKING:
    from seutukuva.web.evidence.models import Source

_BATCH = 1_000


def index_source(source: Source) -> int:
    """Index a source's text as it now is; return how many units it has."""
    forget_source(source)
    rows = indexed_units(source.pk, source.text, source.language)
    IndexedUnit.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def forget_source(source: Source) -> None:
    """Take a source's text out of the index; deleting the source does so by itself."""
    IndexedUnit.objects.filter(source=source).delete()


def indexed_units(source: int, text: str, language: str) -> list[IndexedUnit]:
    """Return the rows of a text, not saved."""
    return [
        IndexedUnit(source_id=source, start=start, end=end, terms=terms)
        for start, end in units(text)
        if (terms := " ".join(index_terms(text[start:end], as_language(language))))
    ]


def forget_terms() -> None:
    """Let SQLite's full text write its terms anew: until then it keeps those of units that are gone."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO evidence_searching_words(evidence_searching_words) VALUES('optimize')")
