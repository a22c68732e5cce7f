"""Write a project or a codebook as the published schema wants it (Project.xsd and Codebook.xsd 1.0, 18 March 2019)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Final, TypeVar
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from seutukuva.base import Problem
from seutukuva.evidence.refi.ledger import moment
from seutukuva.evidence.refi.model import (
    Case,
    Code,
    Codebook,
    Coding,
    Note,
    Project,
    Selection,
    Set,
    Source,
    Stamp,
    User,
    Value,
    Variable,
    canonical,
    guid_of,
)

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot carry
_COLOUR: Final = re.compile(r"#(?:[A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the same project gives the same bytes
_T = TypeVar("_T")


def write_project(project: Project) -> bytes:
    """Return a `.qdpx`: `project.qde`, and a UTF-8 text per source with positions in code points.

    Characters that XML cannot carry are left out of names and descriptions.
    """
    root = _root("Project", "project:1.0", "Project")
    _set(root, name=project.name, origin=project.origin or None)
    _stamp(root, project.made, "creatingUserGUID", "creationDateTime")
    _stamp(root, project.changed, "modifyingUserGUID", "modifiedDateTime")
    _group(root, "Users", project.users, _user)
    if project.codes:
        _group(SubElement(root, "CodeBook"), "Codes", project.codes, _code)
    _group(root, "Variables", project.variables, _variable)
    _group(root, "Cases", project.cases, _case)
    _group(root, "Sources", project.sources, _source)
    _group(root, "Notes", project.notes, _note)
    _group(root, "Sets", project.sets, _project_set)
    _words(root, "Description", project.description)
    _refs(root, "NoteRef", project.about)
    texts = {_source_file(source): source.text for source in project.sources}
    texts |= {_note_file(note): note.text for note in project.notes if note.text}
    return _zip(_bytes(root), texts)


def write_codebook(codebook: Codebook) -> bytes:
    """Return a `.qdc`. Raises Problem when there is no code: the schema wants at least one."""
    if not codebook.codes:
        raise Problem("evidence.refi.no_codes")
    root = _root("CodeBook", "codebook:1.0", "Codebook")
    _set(root, origin=codebook.origin or None)
    _group(root, "Codes", codebook.codes, _bare_code)
    _group(root, "Sets", codebook.sets, _codebook_set)
    return _bytes(root)


def _root(tag: str, namespace: str, schema: str) -> Element:
    urn = f"urn:QDA-XML:{namespace}"
    where = f"{urn} http://schema.qdasoftware.org/versions/{schema}/v1.0/{schema}.xsd"
    return Element(
        tag,
        {"xmlns": urn, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:schemaLocation": where},
    )


def _group(parent: Element, tag: str, things: Iterable[_T], write: Callable[[Element, _T], None]) -> None:
    """Write a group; the schema has no empty ones."""
    held = tuple(things)
    if held:
        group = SubElement(parent, tag)
        for thing in held:
            write(group, thing)


def _user(group: Element, user: User) -> None:
    _set(SubElement(group, "User"), guid=canonical(user.guid), name=user.name, id=user.id or None)


def _code(group: Element, code: Code) -> None:
    element = _code_element(group, code)
    _refs(element, "NoteRef", code.notes)
    for under in code.children:
        _code(element, under)


def _bare_code(group: Element, code: Code) -> None:
    """Write a code as a codebook has it: it knows no notes."""
    element = _code_element(group, code)
    for under in code.children:
        _bare_code(element, under)


def _code_element(group: Element, code: Code) -> Element:
    element = SubElement(group, "Code")
    colour = code.colour if code.colour and _COLOUR.fullmatch(code.colour) else None
    codable = "true" if code.codable else "false"
    _set(element, guid=canonical(code.guid), name=code.name, isCodable=codable, color=colour)
    _words(element, "Description", code.description)
    return element


def _variable(group: Element, variable: Variable) -> None:
    element = SubElement(group, "Variable")
    _set(element, guid=canonical(variable.guid), name=variable.name, typeOfVariable=variable.kind)
    _words(element, "Description", variable.description)


def _case(group: Element, case: Case) -> None:
    element = SubElement(group, "Case")
    _set(element, guid=canonical(case.guid), name=case.name)
    _words(element, "Description", case.description)
    _refs(element, "CodeRef", case.codes)
    _values(element, case.values)
    _refs(element, "SourceRef", case.sources)
    _refs(element, "SelectionRef", case.selections)


def _source(group: Element, source: Source) -> None:
    element = SubElement(group, "TextSource")
    path = f"internal://{_source_file(source)}"
    _set(element, guid=canonical(source.guid), name=source.name, plainTextPath=path)
    _stamps(element, source.made, source.changed)
    _words(element, "Description", source.description)
    for selection in source.selections:
        _selection(element, selection)
    for coding in source.codings:
        _coding(element, coding)
    _refs(element, "NoteRef", source.notes)
    _values(element, source.values)


def _selection(parent: Element, selection: Selection) -> None:
    element = SubElement(parent, "PlainTextSelection")
    places = {"startPosition": str(selection.start), "endPosition": str(selection.end)}
    _set(element, guid=canonical(selection.guid), name=selection.name or None, **places)
    _stamps(element, selection.made, selection.changed)
    _words(element, "Description", selection.description)
    for coding in selection.codings:
        _coding(element, coding)
    _refs(element, "NoteRef", selection.notes)


def _coding(parent: Element, coding: Coding) -> None:
    element = SubElement(parent, "Coding")
    _set(element, guid=canonical(coding.guid))
    _stamp(element, coding.made, "creatingUser", "creationDateTime")
    _refs(element, "CodeRef", (coding.code,))
    _refs(element, "NoteRef", coding.notes)


def _note(group: Element, note: Note) -> None:
    element = SubElement(group, "Note")
    path = f"internal://{_note_file(note)}" if note.text else None
    _set(element, guid=canonical(note.guid), name=note.name, plainTextPath=path)
    _stamps(element, note.made, note.changed)
    _words(element, "Description", note.description)


def _project_set(group: Element, members: Set) -> None:
    element = SubElement(group, "Set")
    _set(element, guid=canonical(members.guid), name=members.name)
    _words(element, "Description", members.description)
    _refs(element, "MemberCode", members.codes)
    _refs(element, "MemberSource", members.sources)
    _refs(element, "MemberNote", members.notes)


def _codebook_set(group: Element, members: Set) -> None:
    element = SubElement(group, "Set")
    _set(element, guid=canonical(members.guid), name=members.name)
    _words(element, "Description", members.description)
    for code in members.codes:
        _set(SubElement(element, "MemberCode"), guid=canonical(code))


def _values(parent: Element, values: Iterable[Value]) -> None:
    for value in values:
        element = SubElement(parent, "VariableValue")
        _refs(element, "VariableRef", (value.variable,))
        if value.text is not None:
            SubElement(element, f"{value.kind}Value").text = _carried(value.text)


def _refs(parent: Element, tag: str, targets: Iterable[str]) -> None:
    for target in targets:
        _set(SubElement(parent, tag), targetGUID=canonical(target))


def _words(parent: Element, tag: str, text: str) -> None:
    if text:
        SubElement(parent, tag).text = _carried(text)


def _stamps(element: Element, made: Stamp, changed: Stamp) -> None:
    _stamp(element, made, "creatingUser", "creationDateTime")
    _stamp(element, changed, "modifyingUser", "modifiedDateTime")


def _stamp(element: Element, stamp: Stamp, by: str, at: str) -> None:
    _set(element, **{by: canonical(stamp.by) if stamp.by else None, at: moment(stamp.at)})


def _set(element: Element, **attributes: str | None) -> None:
    for name, value in attributes.items():
        if value is not None:
            element.set(name, _carried(value))


def _carried(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _source_file(source: Source) -> str:
    return f"{canonical(source.guid)}.txt"


def _note_file(note: Note) -> str:
    """Return the file of a note's text: a name of its own, since a note may bear the GUID of a source."""
    return f"{guid_of('text of a note', canonical(note.guid))}.txt"


def _bytes(root: Element) -> bytes:
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _zip(project: bytes, texts: Mapping[str, str]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(_member("project.qde"), project)
        for name, text in texts.items():
            opened.writestr(_member(f"sources/{name}"), text.encode("utf-8", errors="replace"))
    return target.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=_LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
