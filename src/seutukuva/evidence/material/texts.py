"""Bytes to text, and text to the form in which it is kept."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import islice
from typing import Final

from seutukuva.base import Problem

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters mean nothing in a transcript, and neither databases nor XML take all of them.
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_BINARY: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_MARKS: Final = (  # the longer first: UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LETTERS: Final = frozenset("äöåÄÖÅéÉèêëüÜáàâíóôúñçøØæÆßšŠžŽõÕðþ")
_SIGNS: Final = frozenset("–—‘’‚“”„…•€§°´·«»±½¼¾²³©®™\u00a0µ×÷‰†")
_MOST_STRANGE: Final = 0.2
_READ: Final = 100_000  # letters: more tell nothing more


def fixed(text: str) -> str:
    """Return a text as it is kept: NFC, one kind of line end, no control characters, no blank lines at its ends."""
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", text).rstrip().lstrip("\n")


def decoded(data: bytes) -> str:
    """Return the text of a plain file in UTF-8, UTF-16 or UTF-32 with a mark, or Windows-1252 (Latin-1 is part of it).

    Raises Problem for what is no text, or is in an encoding that cannot be told from its bytes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\x00" in data:
        raise Problem("evidence.material.binary")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strictly(data, "cp1252")
        if _strangeness(text) > _MOST_STRANGE:
            raise Problem("evidence.material.encoding") from None
    if _BINARY.search(text):
        raise Problem("evidence.material.binary")
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Problem("evidence.material.encoding") from error


def _strangeness(text: str) -> float:
    """Return the share of characters beyond ASCII that no Finn, Swede or Briton would write where they stand.

    DOS and Macintosh letters read as Windows-1252 become quotation marks and capitals inside words, Cyrillic becomes
    rows of accented letters; all of it is told from text by that.
    """
    beyond = list(islice((i for i, letter in enumerate(text) if letter > "\x7f"), _READ))
    return sum(_strange(text, i) for i in beyond) / len(beyond) if beyond else 0.0


def _strange(text: str, at: int) -> bool:
    letter, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if letter in _SIGNS:
        return letter not in "’´–\u00a0·" and before.isalpha() and after.isalpha()
    return letter not in _LETTERS or (letter.isupper() and before.islower())
