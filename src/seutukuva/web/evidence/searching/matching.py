"""The database's own full text: which units hold what a query asks for."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connections
from django.db.models import BooleanField, F, FloatField, QuerySet
from django.db.models.expressions import RawSQL

from seutukuva.evidence.words import QueryTerm
from seutukuva.web.evidence.searching.models import IndexedUnit

UNITS, WORDS = IndexedUnit._meta.db_table, "evidence_searching_words"


def matching(rows: QuerySet[IndexedUnit], asked: Sequence[QueryTerm]) -> QuerySet[IndexedUnit]:
    """Return the units that hold every word of a query in any of its readings, as they were indexed."""
    if connections[rows.db].vendor == "postgresql":
        return rows.filter(RawSQL(f"{UNITS}.vector @@ %s::tsquery", [_tsquery(asked)], BooleanField())).order_by("id")
    # Django has no way of its own to join a virtual table; without the join FTS5 gives no rank.
    return rows.order_by().extra(
        tables=[WORDS],
        where=[f"{WORDS}.rowid = {UNITS}.id", f"{WORDS} MATCH %s"],
        params=[_match(asked)],
        order_by=[f"{WORDS}.rowid"],
    )


def closest_first(rows: QuerySet[IndexedUnit], asked: Sequence[QueryTerm]) -> QuerySet[IndexedUnit]:
    """Return the same units by rank, which the database computes for every one of them."""
    found = matching(rows, asked)
    if connections[rows.db].vendor == "postgresql":
        rank = RawSQL(f"ts_rank({UNITS}.vector, %s::tsquery)", [_tsquery(asked)], FloatField())
        return found.annotate(rank=rank).order_by(F("rank").desc(), "id")
    return found.extra(order_by=[f"{WORDS}.rank", f"{WORDS}.rowid"])


def _match(asked: Sequence[QueryTerm]) -> str:
    """Return a query as FTS5 reads it."""
    return " AND ".join(f"({' OR '.join(_quoted(reading, term) for reading in term.readings)})" for term in asked)


def _quoted(reading: str, term: QueryTerm) -> str:
    quoted = reading.replace('"', '""')
    return f'"{quoted}"{"*" if term.prefix else ""}'


def _tsquery(asked: Sequence[QueryTerm]) -> str:
    """Return a query as PostgreSQL reads it."""
    return " & ".join(f"({' | '.join(_lexeme(reading, term) for reading in term.readings)})" for term in asked)


def _lexeme(reading: str, term: QueryTerm) -> str:
    quoted = reading.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'{':*' if term.prefix else ''}"
