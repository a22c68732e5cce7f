"""The files that any Document can be sent as: their content types and writers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from seutukuva.documents import Document
from seutukuva.writers import docx, pdf, pptx

Write = Callable[[Document], bytes]

OFFICE: Final = "application/vnd.openxmlformats-officedocument."
WRITERS: Final[dict[str, tuple[str, Write]]] = {
    "pdf": ("application/pdf", pdf.write),
    "docx": (f"{OFFICE}wordprocessingml.document", docx.write),
    "pptx": (f"{OFFICE}presentationml.presentation", pptx.write),
}
