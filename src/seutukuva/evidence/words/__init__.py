"""Words as they are searched and compared: lemmas and compound parts in Finnish, Swedish and English."""

from seutukuva.evidence.words.analysis import Reading, Word, lemmas, read
from seutukuva.evidence.words.terms import QueryTerm, index_terms, query_terms

__all__ = ["QueryTerm", "Reading", "Word", "index_terms", "lemmas", "query_terms", "read"]
