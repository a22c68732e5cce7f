"""The files that any Document can be sent as: their content types and writers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from seutukuva.base import Language
from seutukuva.documents import Document
from seutukuva.writers import docx, pdf, pptx
from seutukuva.writers.links import SentenceLink

Write = Callable[[Document], bytes]

OFFICE: Final = "application/vnd.openxmlformats-officedocument."


def thread_link(language: Language) -> SentenceLink:
    """Return what gives a sentence's page on the thread (its URN) with the site's own address, in `language`."""

    def address(urn: str) -> str:
        with translation.override(language):
            return f"{settings.ORIGIN}{reverse('thread', args=[urn])}"

    return address


def _pdf(document: Document) -> bytes:
    return pdf.write(document, sentence_link=thread_link(document.language))


def _docx(document: Document) -> bytes:
    return docx.write(document, sentence_link=thread_link(document.language))


WRITERS: Final[dict[str, tuple[str, Write]]] = {
    "pdf": ("application/pdf", _pdf),
    "docx": (f"{OFFICE}wordprocessingml.document", _docx),
    "pptx": (f"{OFFICE}presentationml.presentation", pptx.write),
}
