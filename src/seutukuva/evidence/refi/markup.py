"""XML that is safe to read: no document type, no entities of the file's own, no bottomless nesting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from seutukuva.base import Problem

_DEEPEST: Final = 200  # elements within each other; real projects stay under thirty


def parse(data: bytes) -> Element:
    """Return the root of an XML document, all names without their namespaces.

    Programs declare different namespaces (`project:1.0`, `codebook:0:4`, `codebook:1:0`, none) for the same elements.
    Raises Problem for XML that is broken, declares a document type or nests too deep.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator=" ")
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
        parser.Parse(data.lstrip(b" \t\r\n"), True)
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
