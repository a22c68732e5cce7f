"""The text of PDF files."""

from __future__ import annotations

import io
import re
import zlib
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from seutukuva.base import Message, Problem
from seutukuva.evidence.material.model import Body

MOST_PAGES: Final = 3_000
_LIGATURES: Final = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_CUT: Final = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\n(?=[^\W\d_])(?!(?:ja|tai|eli|sekä|och|eller|and|or)\b)")
# What a damaged file makes pypdf raise besides its own errors.
_BROKEN: Final = (
    *(PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError),
    *(AssertionError, NotImplementedError, OverflowError, zlib.error, OSError),
)


def read_pdf(data: bytes) -> Body:
    """Return a PDF's text, page after page; words cut at the end of a line are whole again.

    Raises Problem when it is encrypted, damaged, too long, or holds pictures only.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Problem("evidence.material.encrypted")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise Problem("evidence.material.too_many_pages", pages=count, limit=MOST_PAGES)
        pages = [page.extract_text().strip() for page in reader.pages]
    except DependencyError as error:
        raise Problem("evidence.material.encrypted") from error
    except _BROKEN as error:
        raise Problem("evidence.material.broken") from error
    if not any(pages):
        raise Problem("evidence.material.pdf_pictures")
    blank = sum(not page for page in pages)
    notes = (Message("evidence.material.note.pages", {"count": blank}),) if blank else ()
    return Body(text="\n\n".join(_whole_words(page) for page in pages if page), notes=notes)


def _whole_words(page: str) -> str:
    """Join words that were cut at a line's end; `elinkeino-` before `ja` keeps its hyphen, and so does `EU-`."""

    def join(match: re.Match[str]) -> str:
        text, hyphen = match.string, match.group()[0]
        part_of_word = hyphen != "\u00ad" and (text[match.start() - 1].isupper() or text[match.end()].isupper())
        return "-" if part_of_word else ""

    return _CUT.sub(join, page.translate(_LIGATURES))
