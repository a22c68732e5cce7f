"""The plain text of a source, transcript or note: inside the XML, or a file of the archive."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from seutukuva.base import Problem
from seutukuva.evidence.refi.archive import Archive, is_external
from seutukuva.evidence.refi.ledger import Ledger
from seutukuva.evidence.refi.markup import child

_NO_TEXT: Final = (
    b"PK\x03\x04",
    b"%PDF",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)  # a Word, PDF or RTF file under a text's name


class Texts:
    """Reads texts as stored: a byte order mark and the line breaks are still there, since positions may count them."""

    def __init__(self, archive: Archive | None, ledger: Ledger) -> None:
        self._archive = archive
        self._ledger = ledger

    def of(self, element: Element, name: str) -> str | None:
        """Return the text of an element, None when the file does not carry it (told in the ledger).

        Raises Problem when a file that should be inside the archive is not.
        """
        path = (element.get("plainTextPath") or "").strip()
        inline = child(element, "PlainTextContent")
        data = self._archive.read(path) if path and self._archive else None
        if data is not None:
            return self._decoded(data, name)
        if inline is not None:
            return "".join(inline.itertext())
        if not path:
            self._ledger.name("evidence.refi.lost.no_plain_text", source=name)
            return None
        if is_external(path):
            self._ledger.name("evidence.refi.lost.external", source=name, path=path)
            return None
        raise Problem("evidence.refi.source_missing", source=name, path=path)

    def _decoded(self, data: bytes, name: str) -> str | None:
        if data.startswith(_NO_TEXT):
            self._ledger.name("evidence.refi.lost.no_plain_text", source=name)
            return None
        encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            self._ledger.name("evidence.refi.lost.encoding", source=name)
            return data.decode("cp1252", errors="replace")
        return f"\ufeff{text}" if encoding == "utf-16" else text
