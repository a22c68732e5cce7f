"""The values that sources and ratings may have, as the library lists them."""

from __future__ import annotations

from typing import get_args

from seutukuva.evidence import RELIABILITY, Confidence, Sector, SourceKind

SECTORS: tuple[Sector, ...] = get_args(Sector)
CONFIDENCES: tuple[Confidence, ...] = tuple(RELIABILITY)
ALL_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
# What people bring as text (of a survey the open answers); statistics and networks come from their own rooms.
DOCUMENT: SourceKind = "document"  # of a publisher, who may be named where the document is public
KINDS: tuple[SourceKind, ...] = ("interview", "workshop", "survey", "document")
