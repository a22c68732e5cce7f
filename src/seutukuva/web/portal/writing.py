"""How a release becomes a page or a file."""

from __future__ import annotations

import json

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from seutukuva.documents import Document, to_json
from seutukuva.web.kit.releases.writers import WRITERS, Write
from seutukuva.writers import html


def _json(document: Document) -> bytes:
    return json.dumps(to_json(document), ensure_ascii=False, indent=1).encode("utf-8")


ENDINGS: dict[str, tuple[str, Write]] = {**WRITERS, "json": ("application/json", _json)}


def page_html(document: Document) -> SafeString:
    """Return a release's article; its sentences lead to their threads. The writer escapes all text."""
    return mark_safe(html.write(document, sentence_link=lambda urn: reverse("thread", args=[urn])))
