"""Links from a sentence to the evidence that carries it, for files that are read away from the site."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

SentenceLink = Callable[[str], str]

_NOT_IN_ADDRESS: Final = re.compile(r"[\x00-\x20\x7f<>\"\ud800-\udfff\ufffe\uffff]")


def absolute(sentence: str | None, sentence_link: SentenceLink | None) -> str:
    """Return the address of a sentence's evidence, or "" when the file cannot lead there.

    A file has no site of its own, so an address that lacks a host is none. `sentence` is its URN.
    """
    return on_the_web(sentence_link(sentence)) if sentence and sentence_link is not None else ""


def on_the_web(address: str) -> str:
    """Return an address of a web page, or "" when it has no host or holds what an address cannot."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    whole = parts.scheme in ("http", "https") and parts.netloc and not _NOT_IN_ADDRESS.search(address)
    return address if whole else ""
