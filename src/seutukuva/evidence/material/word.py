"""Word documents (docx): the text as it stands with all changes accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from seutukuva.base import Message, Problem
from seutukuva.evidence.material.archives import Archive
from seutukuva.evidence.material.model import Body

_MAIN: Final = ".main+xml"
# What is no longer, or never was, part of the text that is read; w:ins and w:moveTo are.
_SKIPPED: Final = frozenset(("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "Fallback"))
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES: Final = frozenset(("drawing", "pict", "object"))


def is_docx(archive: Archive) -> bool:
    """Tell whether a zip is a Word document."""
    return "[Content_Types].xml" in archive.names and any(name.startswith("word/") for name in archive.names)


def read_docx(archive: Archive) -> Body:
    """Return a document's text: tables, tracked insertions and text boxes stay, deletions and pictures do not.

    A row of a table is one line, its cells separated by " | "; footnotes follow at the end under their numbers.
    Raises Problem when its main part is missing.
    """
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    reader = _Reader()
    body = next((e for e in archive.xml(main) if _name(e) == "body"), None)
    if body is None:
        raise Problem("evidence.material.broken")
    lines = list(reader.lines(body))
    for kind in ("footnote", "endnote"):
        part = f"{folder}/{kind}s.xml"
        wanted = [number for found, number in reader.notes if found == kind]
        if wanted and part in archive.names:
            lines += reader.endings(archive.xml(part), kind, wanted)
    for name in archive.names:
        if name.startswith((f"{folder}/header", f"{folder}/footer")) and _has_text(archive.xml(name)):
            reader.lost["headers"] += 1
    told = (("pictures", "pictures"), ("del", "deletions"), ("comments", "comments"), ("hidden", "hidden"))
    notes = [Message(f"evidence.material.note.{code}", {"count": reader.lost[k]}) for k, code in told if reader.lost[k]]
    if reader.lost["headers"]:
        notes.append(Message("evidence.material.note.headers"))
    return Body(text="\n".join(lines), notes=tuple(notes))


def _main_part(archive: Archive) -> str:
    for override in archive.xml("[Content_Types].xml"):
        part = override.get("PartName", "").lstrip("/")
        if override.get("ContentType", "").endswith(_MAIN) and part.startswith("word/") and part in archive.names:
            return part
    raise Problem("evidence.material.broken")


class _Reader:
    """Walks through the elements; namespaces are left aside, so that the strict form of the format is read too."""

    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()
        self.notes: list[tuple[str, str]] = []
        self._boxes: list[etree._Element] = []

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables under an element."""
        carried = ""
        for child in parent:
            name = _name(child)
            if name == "p":
                text = carried + self._inline(child)
                if _mark_is_deleted(child):
                    carried = text
                    continue
                carried = ""
                yield from text.split("\n")
                while self._boxes:
                    yield from self.lines(self._boxes.pop(0))
            elif name == "tbl":
                yield from self._rows(child)
            elif name in ("del", "moveFrom"):
                self.lost["del"] += name == "del"
            elif name != "Fallback" and len(child):
                yield from self.lines(child)
        if carried:
            yield from carried.split("\n")

    def endings(self, root: etree._Element, kind: str, wanted: list[str]) -> Iterator[str]:
        """Yield the footnotes that the text refers to, in its order, each under its number."""
        texts = {_attribute(e, "id"): " ".join(self.lines(e)).strip() for e in root if _name(e) == kind}
        for number in wanted:
            yield f"[{self._number(kind, number)}] {texts.get(number, '')}"

    def _rows(self, table: etree._Element) -> Iterator[str]:
        for row in table.iter("{*}tr"):
            if next(row.iterancestors("{*}tbl"), None) is not table:
                continue  # a row of a table inside a cell comes with its cell
            if row.find("{*}trPr/{*}del") is not None:
                self.lost["del"] += 1
                continue
            cells = ["\n".join(self.lines(cell)).strip() for cell in row.iter("{*}tc") if _of(cell, row)]
            told = " | ".join(cells)
            yield from (told if sum(map(bool, cells)) != 1 else "".join(cells)).split("\n")

    def _inline(self, element: etree._Element) -> str:
        name = _name(element)
        if name in ("t", "sym"):
            return element.text or _symbol(element)
        if name in _SIGNS:
            return _SIGNS[name]
        if name in ("footnoteReference", "endnoteReference"):
            kind, number = name.removesuffix("Reference"), _attribute(element, "id")
            self.notes.append((kind, number))
            return f"[{self._number(kind, number)}]"
        if name in _PICTURES:
            self._picture(element)
            return ""
        if name == "r" and element.find("{*}rPr/{*}vanish") is not None:
            self.lost["hidden"] += 1
            return ""
        self.lost["comments"] += name == "commentReference"
        return "".join(self._child(child) for child in element)

    def _child(self, child: etree._Element) -> str:
        name = _name(child)
        if name in _SKIPPED or not name:
            self.lost["del"] += name == "del"
            return ""
        return self._inline(child)

    def _picture(self, element: etree._Element) -> None:
        boxes = [box for box in element.iter("{*}txbxContent") if not _is_in_a_box(box, element)]
        self._boxes += boxes
        self.lost["pictures"] += not boxes

    def _number(self, kind: str, number: str) -> int:
        return list(dict.fromkeys(self.notes)).index((kind, number)) + 1


def _name(element: etree._Element) -> str:
    """Return an element's local name; comments and instructions have none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


def _is_in_a_box(box: etree._Element, picture: etree._Element) -> bool:
    """Tell whether a text box stands in another one of the same picture: it then comes with that one."""
    for parent in box.iterancestors():
        if parent is picture:
            return False
        if _name(parent) == "txbxContent":
            return True
    return False


def _of(cell: etree._Element, row: etree._Element) -> bool:
    return next(cell.iterancestors("{*}tr"), None) is row


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Tell whether the end of a paragraph was deleted: it then runs on into the next one."""
    return any(paragraph.find(f"{{*}}pPr/{{*}}rPr/{{*}}{kind}") is not None for kind in ("del", "moveFrom"))


def _symbol(element: etree._Element) -> str:
    code = _attribute(element, "char")
    try:
        letter = chr(int(code, 16)) if code else ""
    except (ValueError, OverflowError):
        return ""
    # A symbol font's own drawings stand in the private area and mean nothing outside the font.
    return "" if "\ue000" <= letter <= "\uf8ff" or "\ud800" <= letter <= "\udfff" else letter


def _has_text(root: etree._Element) -> bool:
    return any((element.text or "").strip() for element in root.iter("{*}t"))
