"""XML that is safe to read, and text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl
from lxml import etree

from seutukuva.base import Message, Place, Problem
from seutukuva.network.imports.columns import Side, chosen
from seutukuva.network.imports.model import ACTORS, TIES
from seutukuva.network.imports.refusing import ROW, listed

Element = etree._Element  # the class has no public name

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DOCTYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_SPREADSHEET: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def parse(data: bytes, root: str, file: str | None) -> Element:
    """Return the root element of an XML document, which must be called `root` in any namespace.

    Raises Problem when it is no XML, is another kind of document or declares a document type or entities: a network
    needs none, and by them a small file can fill the memory or read other files.
    """
    place = Place(file=file)
    # UTF-16 is the same letters with zero bytes between them.
    if _DOCTYPE.search(data.replace(b"\x00", b"")):
        raise Problem("network.imports.doctype", place=place)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        found = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        code = "network.imports.packed" if data.startswith(_SPREADSHEET) else "network.imports.not_xml"
        raise Problem(code, place=Place(file=file, row=line or None), wanted=root) from None
    if etree.ElementTree(found).docinfo.internalDTD is not None:
        raise Problem("network.imports.doctype", place=place)
    if local(found) != root:
        raise Problem("network.imports.other_xml", place=place, wanted=root, found=local(found))
    return found


def local(element: Element) -> str:
    """Return an element's name without its namespace; empty for what is no element."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def inside(element: Element, *names: str) -> Iterator[Element]:
    """Yield all elements below one that bear one of the names, in any namespace."""
    for found in element.iter(*(f"{{*}}{name}" for name in names)):
        if found is not element:
            yield found


def line(element: Element) -> int:
    """Return the line of the file on which an element begins."""
    return int(str(element.sourceline))


def clean(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def value_text(value: Any) -> str:
    """Return a cell as an attribute's value: lists by |, dates as ISO, whole numbers without decimals."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple | pl.Series):
        return clean("|".join(str(part) for part in value))
    return clean(str(value))


def is_told(value: Any) -> bool:
    """Tell whether a cell says anything."""
    return value is not None and not (isinstance(value, list | pl.Series) and len(value) == 0)


def kind_of(kind: pl.DataType) -> str:
    """Return a column's type as GraphML and GEXF both call it."""
    if kind == pl.Boolean:
        return "boolean"
    if kind.is_float():
        return "double"
    return "long" if kind.is_integer() else "string"


def as_fields(
    rows: list[dict[str, str]], lines: list[int], side: Side, file: str | None
) -> tuple[pl.DataFrame, list[Message]]:
    """Return what a file tells of its nodes or edges with columns named by field, and a note on what is left out.

    Fields of the format itself (id, source, target, directed) stand in `rows` in the network's own names, marked "=";
    attributes stand under their titles and are guessed.
    """
    names = list(dict.fromkeys(key for row in rows for key in row))
    columns = {name: pl.Series([row.get(name) or None for row in rows], dtype=pl.String) for name in names}
    own = {name.removeprefix("="): name for name in names if name.startswith("=")}
    attributes = pl.DataFrame({name: column for name, column in columns.items() if not name.startswith("=")})
    fields = chosen(attributes, side, dict.fromkeys(own, ""), Place(file=file)) if attributes.width else {}
    left = [name for name in attributes.columns if name not in fields.values()]
    schema: Mapping[str, Any] = ACTORS if side == "actors" else TIES
    frame = pl.DataFrame(
        {ROW: pl.Series(lines, dtype=pl.UInt32)}
        | {field: columns[own.get(field) or fields[field]] for field in schema if field in own or field in fields}
    )
    notes = [Message("network.imports.note.columns", {"values": listed(left)})] if left else []
    return frame, notes
