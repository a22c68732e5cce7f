"""Links from a sentence to the evidence that carries it, for files that are read away from the site."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

SentenceLink = Callable[[str], str]


def absolute(sentence: str | None, sentence_link: SentenceLink | None) -> str:
    """Return the address of a sentence's evidence, or "" when the file cannot lead there.

    A file has no site of its own, so an address that lacks a host is none. `sentence` is its URN.
    """
    if not sentence or sentence_link is None:
        return ""
    address = sentence_link(sentence)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""
