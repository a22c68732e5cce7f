"""Names of things across rooms, and the hash by which a changed thing is recognised.

A URN is `urn:seutukuva:<room>:<kind>:<id>`, for example `urn:seutukuva:evidence:passage:12`.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

_URN = re.compile(r"urn:seutukuva:(?P<room>[a-z]+):(?P<kind>[a-z_]+):(?P<id>[A-Za-z0-9._:@-]+)")


class Urn(NamedTuple):
    """The parts of a URN."""

    room: str
    kind: str
    id: str


def urn(room: str, kind: str, id_: object) -> str:
    """Return the URN of a room's object. Raises ValueError when a part has a character that a URN cannot carry."""
    text = f"urn:seutukuva:{room}:{kind}:{id_}"
    if _URN.fullmatch(text) is None:
        raise ValueError(f"not a URN: {text}")
    return text


def parse_urn(text: str) -> Urn:
    """Split a URN into room, kind and id. Raises ValueError."""
    match = _URN.fullmatch(text)
    if match is None:
        raise ValueError(f"not a URN: {text}")
    return Urn(match["room"], match["kind"], match["id"])


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of content as canonical JSON: the same content gives the same hash everywhere."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8")).hexdigest()


def slug(text: str) -> str:
    """Return `text` as an address part: lower case, ASCII, hyphens (Kristiinankaupunki, Mäntysalmi -> mantysalmi)."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
