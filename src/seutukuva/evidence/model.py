"""A source, a passage of it, and the passage's rating on a dimension."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from seutukuva.base import LANGUAGES, Language, Problem
from seutukuva.evidence.anchors import Anchor
from seutukuva.judgement import Rating

SourceKind = Literal["interview", "workshop", "survey", "statistic", "network", "document"]
Sector = Literal["city", "company", "education", "rdi", "finance", "state"]
Confidence = Literal["low", "medium", "high"]

# How far a coder's own word on certainty is believed: the variance of the rating's error is divided by this.
RELIABILITY: Mapping[Confidence, float] = {"low": 0.5, "medium": 0.8, "high": 1.0}


@dataclass(frozen=True)
class Source:
    """A text that carries evidence: an interview, a document.

    `cluster` names whose error its passages share (the informant, the dataset); `date` is ISO; `sector` is empty for
    a document that no sector speaks through; `publisher` is who published a document. Raises Problem for values
    outside the lists.
    """

    id: str
    kind: SourceKind
    label: str
    language: Language
    date: str
    text: str
    cluster: str
    sector: Sector | Literal[""] = ""
    publisher: str = ""
    synthetic: bool = False

    def __post_init__(self) -> None:
        _one_of("kind", self.kind, get_args(SourceKind))
        _one_of("language", self.language, LANGUAGES)
        if self.sector:
            _one_of("sector", self.sector, get_args(Sector))
        if not self.text.strip():
            raise Problem("evidence.empty_text", label=self.label)

    @property
    def text_hash(self) -> str:
        """Return the hash that tells whether the text is still the one that passages were taken from."""
        return text_hash(self.text)


@dataclass(frozen=True)
class Passage:
    """A selected stretch of a source's text."""

    source: str
    anchor: Anchor

    @property
    def quote(self) -> str:
        """Return the words of the passage."""
        return self.anchor.quote


@dataclass(frozen=True)
class RatedPassage:
    """A coder's reading of a passage: a level 1-4 of a dimension, or None for "no information"."""

    passage: Passage
    dimension: str
    level: int | None
    confidence: Confidence
    rater: str

    def __post_init__(self) -> None:
        _one_of("confidence", self.confidence, get_args(Confidence))

    def rating(self, source: Source, urn: str = "") -> Rating:
        """Return what the judgement counts: the source's kind and cluster, the confidence as reliability.

        Raises Problem when the level is not 1-4.
        """
        return Rating(
            level=self.level,
            kind=source.kind,
            cluster=source.cluster,
            reliability=RELIABILITY[self.confidence],
            rater=self.rater,
            urn=urn,
        )


def text_hash(text: str) -> str:
    """Return the SHA-256 (hex) of a text in NFC."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8")).hexdigest()


def passage_content(passage: Passage) -> dict[str, Any]:
    """Return what a passage says, for the thread's hash: its words, not where they stand.

    A passage that moved because the text before it was corrected is the same evidence; one whose words changed is
    not, and flags the sentences on it.
    """
    return {"quote": passage.quote, "source": passage.source}


def rating_content(rated: RatedPassage) -> dict[str, Any]:
    """Return what a rating says, for the thread's hash."""
    return {
        **passage_content(rated.passage),
        "confidence": rated.confidence,
        "dimension": rated.dimension,
        "level": rated.level,
        "rater": rated.rater,
    }


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Problem("evidence.unknown_value", field=name, value=value, known=", ".join(known))
