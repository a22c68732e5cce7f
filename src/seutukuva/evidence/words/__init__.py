"""Words as they are searched and compared: lemmas and compound parts in Finnish, Swedish and English."""

from seutukuva.evidence.words.analysis import Reading, Word, lemmas, read
from seutukuva.evidence.words.lexicon import are_prepared, prepare
from seutukuva.evidence.words.terms import QueryTerm, index_terms, query_terms, terms_of
from seutukuva.evidence.words.units import Unit, units

__all__ = [
    "QueryTerm",
    "Reading",
    "Unit",
    "Word",
    "are_prepared",
    "index_terms",
    "lemmas",
    "prepare",
    "query_terms",
    "read",
    "terms_of",
    "units",
]
