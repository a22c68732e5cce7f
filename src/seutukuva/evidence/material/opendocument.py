"""OpenDocument texts (odt): the text as it stands with all changes accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from seutukuva.base import Message, Problem
from seutukuva.evidence.material.archives import Archive
from seutukuva.evidence.material.model import Body

_MIMETYPES: Final = (b"application/vnd.oasis.opendocument.text",)
_SPACES: Final = re.compile(r"[ \t\r\n]+")
# Deleted text lies in text:tracked-changes, outside the text itself.
_SKIPPED: Final = frozenset(("tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls"))
_PARAGRAPHS: Final = frozenset(("p", "h"))
_MOST_SPACES: Final = 1_000


def is_odt(archive: Archive) -> bool:
    """Tell whether a zip is an OpenDocument text."""
    return "mimetype" in archive.names and archive.read("mimetype").strip().startswith(_MIMETYPES)


def read_odt(archive: Archive) -> Body:
    """Return a document's text: tables, insertions and text boxes stay, deletions and pictures do not.

    Raises Problem when it is encrypted or has no text part.
    """
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Problem("evidence.material.encrypted")
    text = next(iter(archive.xml("content.xml").iterfind("{*}body/{*}text")), None)
    if text is None:
        raise Problem("evidence.material.broken")
    reader = _Reader()
    lines = [*reader.lines(text)]
    lines += [f"[{number}] {words}" for number, words in enumerate(reader.footnotes, 1)]
    deletions = sum(1 for _ in text.iterfind("{*}tracked-changes//{*}deletion"))
    lost = {**reader.lost, **({"deletions": deletions} if deletions else {})}
    notes = tuple(Message(f"evidence.material.note.{code}", {"count": n}) for code, n in sorted(lost.items()))
    return Body(text="\n".join(lines), notes=notes)


class _Reader:
    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()
        self.footnotes: list[str] = []
        self._boxes: list[etree._Element] = []

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of the paragraphs, lists and tables under an element."""
        for child in parent:
            name = _name(child)
            if name in _PARAGRAPHS:
                yield from self._inline(child).strip(" ").split("\n")
                while self._boxes:
                    yield from self.lines(self._boxes.pop(0))
            elif name == "table-row":
                yield from self._row(child)
            elif name == "frame":
                self._frame(child)
                while self._boxes:
                    yield from self.lines(self._boxes.pop(0))
            elif name and name not in _SKIPPED:
                yield from self.lines(child)

    def _row(self, row: etree._Element) -> Iterator[str]:
        cells = ["\n".join(self.lines(cell)).strip() for cell in row if _name(cell) == "table-cell"]
        yield from (" | ".join(cells) if sum(map(bool, cells)) != 1 else "".join(cells)).split("\n")

    def _inline(self, element: etree._Element) -> str:
        words = [_SPACES.sub(" ", element.text or "")]
        for child in element:
            words += [self._part(child), _SPACES.sub(" ", child.tail or "")]
        return "".join(words)

    def _part(self, child: etree._Element) -> str:
        name = _name(child)
        if name == "s":
            return " " * min(int(_attribute(child, "c") or 1), _MOST_SPACES)
        if name in ("tab", "line-break"):
            return "\t" if name == "tab" else "\n"
        if name == "note":
            body = next(iter(child.iterfind("{*}note-body")), None)
            self.footnotes.append("" if body is None else " ".join(self.lines(body)))
            return f"[{len(self.footnotes)}]"
        if name in ("annotation", "annotation-end"):
            self.lost["comments"] += name == "annotation"
            return ""
        if name == "frame":
            self._frame(child)
            return ""
        return self._inline(child) if name and name not in _SKIPPED else ""

    def _frame(self, frame: etree._Element) -> None:
        boxes = [box for box in frame if _name(box) == "text-box"]
        self._boxes += boxes
        if not boxes:
            self.lost["pictures"] += 1


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str:
    found = next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")
    return found if found.isdigit() else ""
