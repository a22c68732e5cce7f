"""Ground floor: coded errors, messages in three languages, proper names with case forms, identifiers, frames."""

from seutukuva.base.errors import Place, Problem, explain
from seutukuva.base.identifiers import content_hash, parse_urn, urn
from seutukuva.base.languages import LANGUAGES, Language, render
from seutukuva.base.messages import LocalName, Message, Term

__all__ = [
    "LANGUAGES",
    "Language",
    "LocalName",
    "Message",
    "Place",
    "Problem",
    "Term",
    "content_hash",
    "explain",
    "parse_urn",
    "render",
    "urn",
]
