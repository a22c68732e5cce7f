"""What Word and slide files share: clean texts, drawings as pictures, the languages' tags, bytes that stay the same.

Both name Calibri: Source Sans is seldom installed where these files are edited, and a file that names a missing font
is set anew by every reader. The drawings are pictures and keep the product's own letters.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from babel.dates import format_date

from seutukuva.base import Message, render
from seutukuva.charts import png
from seutukuva.documents import Document, Figure

FONT: Final = "Calibri"
LOCALES: Final = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_BABEL: Final = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_EPOCH: Final = date(2000, 1, 1)
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCALE: Final = 2.5  # pixels for each of the drawing's: sharp on paper and on a wall
_WIDEST: Final = 1600  # pixels across; a wider drawing fills the same paper, and its time grows with its area


@dataclass(frozen=True)
class Picture:
    """A drawing as PNG bytes with its size in pixels."""

    data: bytes
    width: int
    height: int


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def say(document: Document, code: str, **parameters: object) -> str:
    """Return a message in the document's language."""
    return clean(render(Message(code, parameters), document.language))


def picture(figure: Figure, document: Document) -> Picture:
    """Return the figure's wide drawing as a picture on white; see-through ones get dark edges when made small."""
    wide = figure.chart.get("width")
    scale = min(_SCALE, _WIDEST / wide) if isinstance(wide, int | float) else _SCALE
    data = png({**figure.chart, "background": "#ffffff"}, document.language, scale=scale)
    # A PNG file says its width and height in eight bytes of its first chunk (ISO/IEC 15948, 11.2.2).
    return Picture(data, int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))


def made(document: Document) -> datetime:
    """Return the time that the file says it was made: the document's day, never the clock's."""
    day = date.fromisoformat(document.made_on) if document.made_on else _EPOCH
    return datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)


def made_on(document: Document) -> str:
    """Return the line "Laadittu 24. marraskuuta 2026", or "" when the document has no day."""
    if not document.made_on:
        return ""
    day = format_date(date.fromisoformat(document.made_on), "long", _BABEL[document.language])
    return say(document, "writers.made_on", date=day)


def settled(data: bytes) -> bytes:
    """Return a zip archive with the same members under one fixed date, so that equal documents are equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for member in archive.infolist():
            entry = zipfile.ZipInfo(member.filename, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, archive.read(member))
    return out.getvalue()
