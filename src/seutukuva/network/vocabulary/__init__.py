"""The words of a network in three languages: actors, roles, ties, permanence, forms of cooperation."""

from seutukuva.network.vocabulary.model import (
    PERMANENCE,
    SECTORS,
    Entry,
    Form,
    Kind,
    Permanence,
    Role,
    SectorId,
    TieKind,
    Vocabulary,
)
from seutukuva.network.vocabulary.reading import business_id, recognised, vocabulary, written_as

__all__ = [
    "PERMANENCE",
    "SECTORS",
    "Entry",
    "Form",
    "Kind",
    "Permanence",
    "Role",
    "SectorId",
    "TieKind",
    "Vocabulary",
    "business_id",
    "recognised",
    "vocabulary",
    "written_as",
]
