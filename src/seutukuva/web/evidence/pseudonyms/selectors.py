"""Reads of pseudonyms; the caller got the source by permission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seutukuva.base import Message
from seutukuva.base.languages import as_language
from seutukuva.evidence.pseudonyms import residual_risks
from seutukuva.web.evidence.coding.selectors import memos_in, mentions_of
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.pseudonyms.gate import standings
from seutukuva.web.evidence.pseudonyms.models import KeyEntry, Standing, State, Suggestion, Treatment
from seutukuva.web.evidence.pseudonyms.names import Names
from seutukuva.web.evidence.pseudonyms.sealing import unseal

CONTEXT = 45  # code points shown on both sides of a mention
READ_THROUGH = "web_evidence.risk.read_through"


@dataclass(frozen=True)
class Mention:
    """A suggestion with the words around it."""

    row: Suggestion
    before: str
    after: str


@dataclass(frozen=True)
class Thing:
    """Everything that was suggested of one name: what a person decides on at once, or mention by mention."""

    base: str
    category: str
    mentions: Sequence[Mention]

    @property
    def first(self) -> Suggestion:
        """Return its first suggestion."""
        return self.mentions[0].row

    @property
    def open(self) -> int:
        """Return how many of its mentions wait for a decision."""
        return sum(one.row.state == State.OPEN for one in self.mentions)


@dataclass(frozen=True)
class Desk:
    """A source as somebody takes the names out of it. `stale`: the text was changed, or never searched."""

    standing: Standing
    stale: bool
    things: Sequence[Thing]
    counts: dict[str, int]
    treatment: Treatment | None

    @property
    def ready(self) -> bool:
        """Tell whether all that was suggested is decided and replaced."""
        return not self.stale and not self.counts[State.OPEN] and not self.counts[State.ACCEPTED]


def desk_of(source: Source) -> Desk:
    """Return how far the work on a source's names is; what waits for a decision comes first."""
    treatment = Treatment.objects.select_related("vouched_by").filter(source=source).first()
    stale = treatment is None or treatment.searched_hash != source.text_hash
    counts = dict.fromkeys(State.values, 0)
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for row in Suggestion.objects.filter(source=source).select_related("decided_by"):
        counts[row.state] += 1
        if row.state != State.REPLACED:
            groups[row.category, (row.base or row.text).casefold()].append(_mention(source.text, row))
    things = [Thing(rows[0].row.base or rows[0].row.text, category, rows) for (category, _), rows in groups.items()]
    things.sort(key=lambda thing: (not thing.open, thing.first.start))
    return Desk(standing_of(source), stale, things, counts, treatment)


def _mention(text: str, row: Suggestion) -> Mention:
    return Mention(row, text[max(0, row.start - CONTEXT) : row.start], text[row.end : row.end + CONTEXT])


@dataclass(frozen=True)
class Run:
    """A run of the text: plain, or of a suggestion."""

    text: str
    row: Suggestion | None


def marked(source: Source, things: Iterable[Thing]) -> list[Run]:
    """Return a source's text cut at the suggestions."""
    runs: list[Run] = []
    at = 0
    for row in sorted((one.row for thing in things for one in thing.mentions), key=lambda row: row.start):
        runs += [Run(source.text[at : row.start], None), Run(source.text[row.start : row.end], row)]
        at = row.end
    return [*runs, Run(source.text[at:], None)]


def group_of(source: Source, suggestion: int) -> list[int]:
    """Return the numbers of all suggestions of the same name as one of them; none for a foreign number."""
    row = Suggestion.objects.filter(source=source, pk=suggestion).first()
    if row is None:
        return []
    name = (row.base or row.text).casefold()
    rows = Suggestion.objects.filter(source=source, category=row.category).exclude(state=State.REPLACED)
    return [other.pk for other in rows if (other.base or other.text).casefold() == name]


def standing_of(source: Source) -> Standing:
    """Return how far a source is."""
    return standings([source])[source.pk]


def risks_of(source: Source) -> list[Message]:
    """Return what is to be gone through before a source counts as pseudonymised; that it was read through, always."""
    found = residual_risks(source.text, as_language(source.language))
    # Names that were decided on are no names that nobody has decided on.
    left = [risk for risk in found if risk.code != "evidence.pseudonyms.risk.names"]
    return [*left, Message(READ_THROUGH)]


def key_of(source: Source) -> Sequence[KeyEntry]:
    """Return the lines of a source's key, sealed; the caller's person holds the key."""
    return list(KeyEntry.objects.filter(source=source))


@dataclass(frozen=True)
class Elsewhere:
    """A memo, a mention or an agreed wording of a source that still holds a name that the text no longer holds."""

    kind: str
    words: str


def names_elsewhere(source: Source) -> list[Elsewhere]:
    """Return what about a source still holds a replaced name. Nothing of it is changed before the last step."""
    entries = [unseal(row) for row in KeyEntry.objects.filter(source=source)]
    if not entries:
        return []
    names = Names(entries, as_language(source.language))
    told = [Elsewhere("memo", memo.body) for memo in memos_in(source)]
    told += [Elsewhere("mention", " – ".join(filter(None, (m.name, m.other)))) for m in mentions_of(source)]
    for passage in source.passages.all():
        told += [Elsewhere("agreed", passage.agreed_words)] if passage.agreed_words else []
        told += [Elsewhere("lost", passage.quote)] if passage.lost else []
    return [one for one in told if names.stand_in(one.words)]
