"""Passages of interviews, their ratings and anchors."""

from seutukuva.evidence.anchors import Anchor, anchor, find_quote, holds, reanchor
from seutukuva.evidence.model import (
    RELIABILITY,
    Confidence,
    Passage,
    RatedPassage,
    Sector,
    Source,
    SourceKind,
    passage_content,
    rating_content,
    text_hash,
)

__all__ = [
    "RELIABILITY",
    "Anchor",
    "Confidence",
    "Passage",
    "RatedPassage",
    "Sector",
    "Source",
    "SourceKind",
    "anchor",
    "find_quote",
    "holds",
    "passage_content",
    "rating_content",
    "reanchor",
    "text_hash",
]
