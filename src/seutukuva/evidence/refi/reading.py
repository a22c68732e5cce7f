"""Read a project: `.qdpx`, or its bare XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from seutukuva.base import Problem
from seutukuva.evidence.refi.archive import Archive, open_archive
from seutukuva.evidence.refi.codes import known, read_codes, read_sets, refs
from seutukuva.evidence.refi.ledger import Ledger, stamp
from seutukuva.evidence.refi.markup import child, children, parse, words
from seutukuva.evidence.refi.model import Case, Imported, Note, Project, Set, Source, User, canonical, plain_text
from seutukuva.evidence.refi.sources import Context, Sources
from seutukuva.evidence.refi.texts import Texts
from seutukuva.evidence.refi.values import read_values, read_variables

_PARTS: Final = (
    "Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", "Description", "NoteRef",
)  # fmt: skip


def read_project(data: bytes) -> Imported:
    """Read a `.qdpx` (or a bare `.qde`) of any program.

    Positions are read as the program in `origin` counts them and returned in code points of texts whose line breaks
    are one character; `lost` tells what is not carried. Raises Problem for a file that is no project, is unsafe, gives
    one GUID to two things, or lacks a text that it should hold. Source: REFI-QDA 1.5.
    """
    archive = None if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else open_archive(data)
    root = parse(data if archive is None else archive.read_project())
    if root.tag != "Project":
        raise Problem("evidence.refi.not_a_project", root=root.tag)
    return _Reader(root, archive).read()


class _Held(NamedTuple):
    """The sources and selections that were read, by GUID."""

    sources: frozenset[str]
    selections: frozenset[str]


class _Reader:
    def __init__(self, root: Element, archive: Archive | None) -> None:
        self.root = root
        self.ledger = Ledger()
        self.texts = Texts(archive, self.ledger)
        self.note_marks: dict[str, list[Element]] = {}

    def read(self) -> Imported:
        root, ledger = self.root, self.ledger
        notes = tuple(self._note(element, number) for number, element in enumerate(self._all("Notes", "Note")))
        codes = read_codes(child(root, "CodeBook"), ledger, {note.guid for note in notes})
        variables = read_variables(child(root, "Variables"), ledger)
        case_guids = [
            ledger.guid(element, "case", n, element.get("name")) for n, element in enumerate(self._all("Cases", "Case"))
        ]
        context = Context(
            codes=frozenset(code.guid for top in codes for code in top.walk()),
            cases=frozenset(case_guids),
            notes=frozenset(note.guid for note in notes),
            variables=frozenset(variable.guid for variable in variables),
            annotations=self._annotations({note.guid for note in notes}),
            note_marks=self.note_marks,
        )
        reader = Sources(self.texts, ledger, context, root.get("origin", ""))
        sources = reader.read(child(root, "Sources"))
        ledger.count("evidence.refi.lost.note_marks", sum(len(marks) for marks in self.note_marks.values()))
        cases, sets = self._groups(reader, sources, case_guids)
        self._rest()
        project = Project(
            name=root.get("name", ""),
            origin=root.get("origin", ""),
            codes=codes,
            variables=variables,
            cases=cases,
            sources=sources,
            notes=notes,
            sets=sets,
            description=words(root, "Description"),
            about=known(refs(root, "NoteRef"), context.notes, ledger),
            made=stamp(root, "creatingUserGUID", "creationDateTime"),
            changed=stamp(root, "modifyingUserGUID", "modifiedDateTime"),
        )
        return Imported(replace(project, users=self._users(project)), ledger.losses())

    def _groups(
        self, reader: Sources, sources: Sequence[Source], case_guids: Sequence[str]
    ) -> tuple[tuple[Case, ...], tuple[Set, ...]]:
        """Return the cases and sets; what they refer to is known by now."""
        held = _Held(
            frozenset(source.guid for source in sources) | frozenset(reader.aliases),
            frozenset(selection.guid for source in sources for selection in source.selections),
        )
        elements = self._all("Cases", "Case")
        cases = tuple(self._case(one, guid, reader, held) for one, guid in zip(elements, case_guids, strict=True))
        context = reader.context
        sets = read_sets(child(self.root, "Sets"), self.ledger, context.codes, held.sources, context.notes)
        return cases, tuple(replace(group, sources=_aliased(group.sources, reader.aliases)) for group in sets)

    def _all(self, group: str, name: str) -> Iterable[Element]:
        return children(child(self.root, group), name)

    def _users(self, project: Project) -> tuple[User, ...]:
        """Return the users, and one without a name for each that the file speaks of but does not list."""
        distinct = {(e.get("guid"), (e.get("name") or "").casefold()): e for e in self._all("Users", "User")}
        listed = [
            User(self.ledger.guid(element, "user", number), element.get("name", ""), element.get("id", ""))
            for number, element in enumerate(distinct.values())
        ]
        there = {user.guid for user in listed}
        spoken = dict.fromkeys(guid for guid in _spoken_of(project) if guid is not None and guid not in there)
        return (*listed, *(User(guid) for guid in spoken))

    def _note(self, element: Element, number: int) -> Note:
        guid = self.ledger.guid(element, "note", number, element.get("name"))
        name = element.get("name", "")
        has_text = element.get("plainTextPath") or child(element, "PlainTextContent") is not None
        stored = (self.texts.of(element, name or guid) if has_text else "") or ""
        for mark in children(element, "PlainTextSelection"):
            if _beyond(mark, len(stored)):
                self.note_marks.setdefault(guid, []).append(mark)
            else:
                self.ledger.count("evidence.refi.lost.note_marks")
        return Note(
            guid=guid,
            name=name,
            text=plain_text(stored),
            description=words(element, "Description"),
            made=stamp(element, "creatingUser", "creationDateTime"),
            changed=stamp(element, "modifyingUser", "modifiedDateTime"),
        )

    def _annotations(self, notes: set[str]) -> dict[str, tuple[str, ...]]:
        """Return the notes that links tie to selections, as NVivo keeps its annotations, and those that bear their
        selection themselves, as MAXQDA does; other links are lost."""
        marks = {
            canonical(element.get("guid", ""))
            for element in self.root.iter("PlainTextSelection")
            if element.get("guid")
        }
        tied: dict[str, tuple[str, ...]] = {
            canonical(mark.get("guid", "")): (note,) for note, found in self.note_marks.items() for mark in found
        }
        for link in self._all("Links", "Link"):
            ends = [canonical(link.get(key) or "") for key in ("originGUID", "targetGUID")]
            note = next((end for end in ends if end in notes), None)
            mark = next((end for end in ends if end in marks), None)
            if note is not None and mark is not None:
                tied[mark] = (*tied.get(mark, ()), note)
            else:
                self.ledger.count("evidence.refi.lost.links")
        return tied

    def _case(self, element: Element, guid: str, reader: Sources, held: _Held) -> Case:
        sources = (*refs(element, "SourceRef"), *reader.sources_in_case.get(guid, ()))
        selections = (*refs(element, "SelectionRef"), *reader.in_case.get(guid, ()))
        return Case(
            guid=guid,
            name=element.get("name", ""),
            description=words(element, "Description"),
            codes=known(refs(element, "CodeRef"), reader.context.codes, self.ledger),
            values=read_values(element, reader.context.variables, self.ledger),
            sources=_aliased(known(sources, held.sources, self.ledger), reader.aliases),
            selections=known(selections, held.selections, self.ledger),
        )

    def _rest(self) -> None:
        """Count what the standard has and no text can carry, and what it does not have."""
        self.ledger.count("evidence.refi.lost.graphs", sum(1 for _ in self._all("Graphs", "Graph")))
        strange = [element.tag for element in self.root if element.tag not in _PARTS]
        for tag in dict.fromkeys(strange):
            self.ledger.name("evidence.refi.lost.element", element=tag)


def _beyond(mark: Element, length: int) -> bool:
    """Tell whether a selection that stands in a note cannot be of the note's own text, hence is of its source."""
    end = mark.get("endPosition", "")
    return end.isdecimal() and int(end) > length


def _aliased(guids: Iterable[str], aliases: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(aliases.get(guid, guid) for guid in guids))


def _spoken_of(project: Project) -> Iterator[str | None]:
    selections = [selection for source in project.sources for selection in source.selections]
    stamps = [stamp for note in project.notes for stamp in (note.made, note.changed)]
    stamps += [stamp for source in project.sources for stamp in (source.made, source.changed)]
    stamps += [stamp for selection in selections for stamp in (selection.made, selection.changed)]
    for one in (project.made, project.changed, *stamps):
        yield one.by
    for codings in (*(s.codings for s in project.sources), *(s.codings for s in selections)):
        yield from (coding.coder for coding in codings)
