"""Trees of codes and sets, which a project and a codebook write alike."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final
from xml.etree.ElementTree import Element

from seutukuva.base import Problem
from seutukuva.evidence.refi.archive import open_archive
from seutukuva.evidence.refi.ledger import Ledger
from seutukuva.evidence.refi.markup import child, children, parse, words
from seutukuva.evidence.refi.model import Code, Codebook, ImportedCodebook, Set, canonical

_COLOUR: Final = re.compile(r"#?(?:[0-9A-Fa-f]{2})??([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")  # alpha first, as NVivo can


def read_codebook(data: bytes) -> ImportedCodebook:
    """Read the codes and sets of a `.qdc`, or those of a project (`.qdpx`, `.qde`).

    Every namespace that programs have used is read: `codebook:1.0`, the old `codebook:0:4`, none. Raises Problem for a
    file that is neither, is unsafe, or gives one GUID to two codes.
    """
    root = parse(open_archive(data).read_project() if data[:2] == b"PK" else data)
    ledger = Ledger()
    if root.tag not in ("CodeBook", "Project"):
        raise Problem("evidence.refi.not_a_codebook", root=root.tag)
    codes = read_codes(root if root.tag == "CodeBook" else child(root, "CodeBook"), ledger)
    known = {code.guid for top in codes for code in top.walk()}
    sets = read_sets(child(root, "Sets"), ledger, known, (), ())
    return ImportedCodebook(Codebook(root.get("origin", ""), codes, sets), ledger.losses())


def read_codes(book: Element | None, ledger: Ledger, notes: Container[str] = ()) -> tuple[Code, ...]:
    """Return the tree of a codebook; codes stand in `Codes`, or in some files right in `CodeBook`."""
    tops = [*children(child(book, "Codes"), "Code"), *children(book, "Code")]
    return tuple(_code(top, ledger, notes, (str(number),)) for number, top in enumerate(tops))


def _code(element: Element, ledger: Ledger, notes: Container[str], path: tuple[str, ...]) -> Code:
    guid = ledger.guid(element, "code", *path, element.get("name"))
    below = enumerate(children(element, "Code"))
    return Code(
        guid=guid,
        name=element.get("name", ""),
        codable=element.get("isCodable", "true").strip().lower() not in ("false", "0"),
        colour=_colour(element.get("color")),
        description=words(element, "Description"),
        notes=known(refs(element, "NoteRef"), notes, ledger),
        children=tuple(_code(under, ledger, notes, (*path, str(number))) for number, under in below),
    )


def _colour(text: str | None) -> str | None:
    match = _COLOUR.fullmatch((text or "").strip())
    return None if match is None else f"#{match[1].upper()}"


def read_sets(
    group: Element | None,
    ledger: Ledger,
    codes: Container[str],
    sources: Container[str],
    notes: Container[str],
) -> tuple[Set, ...]:
    """Return sets; members that the file does not hold are counted as lost."""
    return tuple(
        Set(
            guid=ledger.guid(element, "set", number, element.get("name")),
            name=element.get("name", ""),
            description=words(element, "Description"),
            codes=known(refs(element, "MemberCode"), codes, ledger),
            sources=known(refs(element, "MemberSource"), sources, ledger),
            notes=known(refs(element, "MemberNote"), notes, ledger),
        )
        for number, element in enumerate(children(group, "Set"))
    )


def refs(element: Element, name: str) -> tuple[str, ...]:
    """Return the GUIDs that references of one name point to; a codebook's sets say `guid`, all others `targetGUID`."""
    found = (ref.get("targetGUID") or ref.get("guid") or "" for ref in children(element, name))
    return tuple(canonical(target) for target in found if target.strip())


def known(targets: Iterable[str], there: Container[str], ledger: Ledger) -> tuple[str, ...]:
    """Return the targets that are there, each once; count the others as lost references."""
    unique = tuple(dict.fromkeys(targets))
    held = tuple(target for target in unique if target in there)
    ledger.count("evidence.refi.lost.references", len(unique) - len(held))
    return held
