"""What is no longer told of a published Document: the words that may not be quoted any more, or stand otherwise now."""

from __future__ import annotations

from dataclasses import replace

from django.utils import translation

from seutukuva.base import parse_urn
from seutukuva.documents import Document, Note, Quote
from seutukuva.documents.model import Block
from seutukuva.web.kit.releases.kinds import ReleasableKind
from seutukuva.web.kit.thread.kinds import Shown, kind_of

_MARK = "”"


def as_told(document: Document) -> Document:
    """Return a Document as it may be read today: its quotes in the wording that holds, or a note in their place."""
    with translation.override(document.language):
        return replace(document, blocks=tuple(_told(block) for block in document.blocks))


def _told(block: Block) -> Block:
    if not isinstance(block, Quote) or block.sentence is None:
        return block
    kind = kind_of(block.sentence)
    if not isinstance(kind, ReleasableKind):
        return block
    text = kind.told(Shown(block.sentence, parse_urn(block.sentence).kind, block.text)).text
    if text == block.text:
        return block
    if text.startswith(_MARK) and text.endswith(_MARK):
        return replace(block, text=text.removeprefix(_MARK).removesuffix(_MARK))
    return Note(text, sentence=block.sentence)
