"""Sources: texts with selections, and what of PDF, sound, film and pictures is text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from seutukuva.evidence.refi.codes import known, refs
from seutukuva.evidence.refi.ledger import Ledger, stamp
from seutukuva.evidence.refi.markup import child, children, words
from seutukuva.evidence.refi.model import Coding, Selection, Source, Stamp, canonical, guid_of
from seutukuva.evidence.refi.offsets import Ruler, Sample, choose
from seutukuva.evidence.refi.texts import Texts
from seutukuva.evidence.refi.values import read_values

_TEXT_WITHIN: Final = {"PDFSource": "Representation", "PictureSource": "TextDescription"}
_REGIONS: Final = {
    "PDFSource": ("PDFSelection", "evidence.refi.lost.pdf_regions"),
    "PictureSource": ("PictureSelection", "evidence.refi.lost.picture_regions"),
    "AudioSource": ("AudioSelection", "evidence.refi.lost.media_regions"),
    "VideoSource": ("VideoSelection", "evidence.refi.lost.media_regions"),
}
_MEDIA: Final = {
    "PDFSource": "evidence.refi.lost.pdf",
    "PictureSource": "evidence.refi.lost.pictures",
    "AudioSource": "evidence.refi.lost.audio",
    "VideoSource": "evidence.refi.lost.video",
}
SOURCES: Final = ("TextSource", *_MEDIA)


@dataclass(frozen=True)
class _Mark:
    """A selection before its positions are understood."""

    element: Element
    start: int
    end: int


@dataclass
class _Draft:
    """A source while it is read: its text as stored, and the elements that speak of the whole of it, outer first."""

    guid: str
    name: str
    carriers: tuple[Element, ...]
    stored: str
    marks: list[_Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Context:
    """What selections and codings may point to."""

    codes: frozenset[str]
    cases: frozenset[str]
    notes: frozenset[str]
    variables: frozenset[str]
    annotations: Mapping[str, tuple[str, ...]]  # GUID of a selection -> notes on it that stand elsewhere
    note_marks: dict[str, list[Element]]  # note -> its selections in the source that refers to it, until it is read


@dataclass
class Sources:
    """Reads the sources of a project. `aliases` maps the GUID of a PDF's or recording's text to its source, `in_case`
    and `sources_in_case` a case to the selections and sources that were coded with it, as NVivo does."""

    texts: Texts
    ledger: Ledger
    context: Context
    origin: str
    aliases: dict[str, str] = field(default_factory=dict)
    in_case: dict[str, list[str]] = field(default_factory=dict)
    sources_in_case: dict[str, list[str]] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)  # file of a text -> the source that is that text

    def read(self, group: Element | None) -> tuple[Source, ...]:
        """Return all sources that have a text, in the order of the file."""
        for element in children(group, "TextSource"):
            if element.get("plainTextPath") and element.get("guid"):
                self._paths[element.get("plainTextPath", "")] = canonical(element.get("guid", ""))
        drafts = [draft for element in children(group, *SOURCES) for draft in self._drafts(element)]
        samples = [
            Sample(draft.stored, mark.start, mark.end, mark.element.get("name", ""))
            for draft in drafts
            for mark in draft.marks
        ]
        convention = choose(self.origin, samples)
        return tuple(self._source(draft, Ruler(draft.stored, convention)) for draft in drafts)

    def _drafts(self, element: Element) -> list[_Draft]:
        guid = self.ledger.guid(element, "source", element.get("name"), element.get("path"))
        name = _name(element, guid)
        if element.tag == "TextSource":
            self.ledger.count("evidence.refi.lost.rich_text", int(bool(element.get("richTextPath"))))
            return self._text_drafts((element,), guid, name)
        self.ledger.count(_MEDIA[element.tag])
        tag, loss = _REGIONS[element.tag]
        self.ledger.count(loss, sum(1 for _ in children(element, tag)))
        if element.tag not in _TEXT_WITHIN:
            return self._transcripts(element, guid, name)
        inner = child(element, _TEXT_WITHIN[element.tag])
        if inner is not None:
            self._alias(inner, guid)
            return self._text_drafts((element, inner), guid, name)
        if element.tag == "PDFSource":
            self.ledger.name("evidence.refi.lost.no_plain_text", source=name)
        self._lose_codings(element)
        return []

    def _text_drafts(self, carriers: tuple[Element, ...], guid: str, name: str) -> list[_Draft]:
        """Return the source whose text the last of `carriers` bears: a text, or the one within a PDF or picture."""
        stored = self.texts.of(carriers[-1], name)
        if stored is None:
            self._lose_codings(carriers[0])
            return []
        draft = _Draft(guid, name, carriers, stored)
        for carrier in carriers:
            self._plain_marks(draft, carrier)
            for note in refs(carrier, "NoteRef"):
                for element in self.context.note_marks.pop(note, ()):
                    self._mark(draft, element, element.get("startPosition"), element.get("endPosition"))
        return [draft]

    def _transcripts(self, element: Element, guid: str, name: str) -> list[_Draft]:
        """Return a source for each transcript; the first bears what is said of the whole recording."""
        drafts: list[_Draft] = []
        without: list[Element] = []
        for number, inner in enumerate(children(element, "Transcript")):
            selections = [*children(inner, "TranscriptSelection", "PlainTextSelection")]
            same = self._paths.get(inner.get("plainTextPath", ""))
            if same is not None and not selections:
                self._alias(inner, same)
                continue
            label = inner.get("name") or name
            stored = self.texts.of(inner, label)
            if stored is None:
                without.append(inner)
                continue
            if drafts:
                draft = _Draft(guid_of("transcript", guid, number), label, (inner,), stored)
            else:
                draft = _Draft(guid, name, (element, inner), stored)
            self._alias(inner, draft.guid)
            self._transcript_marks(draft, inner)
            drafts.append(draft)
        for lost in without if drafts else [element]:
            self._lose_codings(lost)
        return drafts

    def _transcript_marks(self, draft: _Draft, inner: Element) -> None:
        points = {canonical(p.get("guid", "")): p.get("position") for p in children(inner, "SyncPoint")}
        self.ledger.count("evidence.refi.lost.sync_points", len(points))
        for selection in children(inner, "TranscriptSelection"):
            start, end = (points.get(canonical(selection.get(k) or "")) for k in ("fromSyncPoint", "toSyncPoint"))
            self._mark(draft, selection, start, end)
        self._plain_marks(draft, inner)

    def _plain_marks(self, draft: _Draft, carrier: Element) -> None:
        for element in children(carrier, "PlainTextSelection"):
            self._mark(draft, element, element.get("startPosition"), element.get("endPosition"))

    def _alias(self, inner: Element, guid: str) -> None:
        given = (inner.get("guid") or "").strip()
        if given and canonical(given) != guid:
            self.aliases.setdefault(canonical(given), guid)

    def _mark(self, draft: _Draft, element: Element, start: str | None, end: str | None) -> None:
        try:
            mark = _Mark(element, int(start or ""), int(end or ""))
        except ValueError:
            self.ledger.name(
                "evidence.refi.lost.selection_unread",
                source=draft.name,
                guid=element.get("guid", ""),
                start=start or "",
                end=end or "",
            )
            self._lose_codings(element)
            return
        draft.marks.append(mark)

    def _lose_codings(self, element: Element) -> None:
        """Count the codings on an element and its selections, none of which can be carried."""
        self.ledger.count("evidence.refi.lost.codings", sum(1 for _ in element.iter("Coding")))

    def _source(self, draft: _Draft, ruler: Ruler) -> Source:
        selections = (self._selection(draft, ruler, mark) for mark in draft.marks)
        outer = draft.carriers[0]
        if outer.tag in _REGIONS:
            for region in children(outer, _REGIONS[outer.tag][0]):
                self._lose_codings(region)
        every = draft.carriers
        return Source(
            guid=draft.guid,
            name=draft.name,
            text=ruler.text,
            description=words(outer, "Description"),
            selections=tuple(selection for selection in selections if selection is not None),
            codings=tuple(found for c in every for found in self._codings(c, draft.guid, Stamp(), None)),
            notes=tuple(dict.fromkeys(note for c in every for note in self._notes(c))),
            values=tuple(value for c in every for value in read_values(c, self.context.variables, self.ledger)),
            made=stamp(outer, "creatingUser", "creationDateTime"),
            changed=stamp(outer, "modifyingUser", "modifiedDateTime"),
        )

    def _selection(self, draft: _Draft, ruler: Ruler, mark: _Mark) -> Selection | None:
        element = mark.element
        given = element.get("guid", "")
        places = {"start": mark.start, "end": mark.end, "length": len(ruler.text)}
        place = ruler.stretch(mark.start, mark.end)
        if place is None:
            place = ruler.cut(mark.start, mark.end)
            told = "selection_outside" if place is None else "selection_cut"
            self.ledger.name(f"evidence.refi.lost.{told}", source=draft.name, guid=given, **places)
        elif place[0] == place[1]:
            self.ledger.name("evidence.refi.lost.selection_empty", source=draft.name, guid=given, **places)
        if place is None or place[0] == place[1]:
            self._lose_codings(element)
            return None
        guid = self.ledger.guid(element, "selection", draft.guid, *place, element.get("name"))
        made = stamp(element, "creatingUser", "creationDateTime")
        changed = stamp(element, "modifyingUser", "modifiedDateTime")
        fallback = Stamp(made.by or changed.by)
        notes = (*self._notes(element), *self.context.annotations.get(guid, ()))
        return Selection(
            guid=guid,
            start=place[0],
            end=place[1],
            name=element.get("name", ""),
            description=words(element, "Description"),
            codings=self._codings(element, guid, fallback, guid),
            notes=tuple(dict.fromkeys(notes)),
            made=made,
            changed=changed,
        )

    def _codings(self, element: Element, owner: str, fallback: Stamp, selection: str | None) -> tuple[Coding, ...]:
        """Return the codings of an element; one without a coder of its own was made by who made the selection."""
        found: list[Coding] = []
        for number, coding in enumerate(children(element, "Coding")):
            targets = refs(coding, "CodeRef")
            if not targets:
                self.ledger.count("evidence.refi.lost.unknown_code")
            for target in targets:
                if target in self.context.codes:
                    bearer = coding if target == targets[0] else Element("Coding")  # a GUID is of one coding only
                    guid = self.ledger.coding_guid(bearer, owner, number, target)
                    made = stamp(coding, "creatingUser", "creationDateTime")
                    made = replace(made, by=made.by or fallback.by)
                    found.append(Coding(guid, target, made, self._notes(coding)))
                elif target in self.context.cases:
                    members = self.sources_in_case if selection is None else self.in_case
                    members.setdefault(target, []).append(owner)
                else:
                    self.ledger.count("evidence.refi.lost.unknown_code")
        return tuple(found)

    def _notes(self, element: Element) -> tuple[str, ...]:
        return known(refs(element, "NoteRef"), self.context.notes, self.ledger)


def _name(element: Element, guid: str) -> str:
    """Return the name of a source; ATLAS.ti leaves that of a recording empty and names its transcript."""
    inner = child(element, "Transcript")
    path = (element.get("path") or element.get("plainTextPath") or "").rpartition("/")[2]
    return element.get("name") or (inner.get("name") if inner is not None else "") or path or guid
