"""Whether a file says of itself that what it tells is made."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import Final

from seutukuva.base import LANGUAGES, Message, render

_IN_NAME: Final = re.compile(r"-synthetic(?=[.\-_ (]|$)", re.I)
_ZIP: Final = b"PK\x03\x04"
_MOST: Final = 400_000_000  # bytes of a workbook's parts; a larger one was refused when it was read


def says_synthetic(data: bytes, name: str = "") -> bool:
    """Tell whether a file bears the mark of synthetic data that the writers set: a cell, a title, its name.

    data: a table, a workbook, GraphML or GEXF. A name that only has the words among others is no mark.
    """
    if _IN_NAME.search(name):
        return True
    if not data.startswith(_ZIP):
        return bool(_mark().search(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = [one for one in packed.infolist() if one.filename.endswith(".xml")]
            if sum(one.file_size for one in parts) > _MOST:
                return False
            return any(_mark().search(packed.read(one)) for one in parts)
    except zipfile.BadZipFile:
        return False  # no workbook: whoever reads it says so


@cache
def _mark() -> re.Pattern[bytes]:
    """Return what a mark looks like: the words alone in a cell, an element or a sentence, in any language."""
    words = b"|".join(re.escape(render(Message("base.synthetic"), one).encode()) for one in LANGUAGES)
    return re.compile(rb"(?:^|[;,\t\n\r\">]|\. )(?:" + words + rb")\s*(?=[;,\t\n\r\"<]|$)")
