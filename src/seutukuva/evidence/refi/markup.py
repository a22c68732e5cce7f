"""XML that is safe to read: no document type, no entities of the file's own, no bottomless nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from seutukuva.base import Problem

# Control characters as they are and as references: XML 1.0 has none but tab and line ends.
_ILLEGAL: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)
_DEEPEST: Final = 200  # elements within each other; real projects stay under thirty


def parse(data: bytes) -> Element:
    """Return the root of an XML document, all names without their namespaces.

    Programs declare different namespaces (`project:1.0`, `codebook:0:4`, `codebook:1:0`, none) for the same elements.
    Two faults of real exports are mended: control characters in names, each read as a space so that positions hold,
    and a declared UTF-16 that is UTF-8. Raises Problem for XML that is broken, declares a document type or nests
    too deep.
    """
    bare = data.lstrip(b" \t\r\n")
    try:
        return _parsed(bare, None)
    except Problem as problem:
        mended = _ILLEGAL.sub(b" ", bare)
        utf16 = bare.startswith((b"\xff\xfe", b"\xfe\xff"))
        if problem.code == "evidence.refi.xml" and not utf16:
            return _parsed(mended, "utf-8")
        raise


def _parsed(data: bytes, encoding: str | None) -> Element:
    builder = TreeBuilder()
    parser = expat.ParserCreate(encoding, " ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Problem("evidence.refi.too_deep", most=_DEEPEST)
        builder.start(_bare(name), {_bare(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_bare(name))

    def doctype(*_: object) -> None:
        raise Problem("evidence.refi.doctype")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Problem("evidence.refi.xml", line=error.lineno, column=error.offset + 1) from None
    except (LookupError, ValueError):  # an encoding that Python does not know, or does not read byte by byte
        raise Problem("evidence.refi.xml_encoding") from None
    return builder.close()


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the children that bear one of the names; none when there is no element."""
    if element is not None:
        yield from (child for child in element if child.tag in names)


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of this name."""
    return next(children(element, name), None)


def words(element: Element | None, name: str) -> str:
    """Return the text of the first child of this name, its line breaks one line feed each; empty without one."""
    found = child(element, name)
    return "" if found is None else "".join(found.itertext()).replace("\r\n", "\n").replace("\r", "\n")


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]
