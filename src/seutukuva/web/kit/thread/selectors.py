"""Reads of the thread: followed from a sentence down to its carriers and up to what stands on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seutukuva.base import parse_urn
from seutukuva.web.kit.once import one_reading
from seutukuva.web.kit.thread.kinds import Kind, Shown, computed_carriers, computed_sentences, hashes_of, kind_of
from seutukuva.web.kit.thread.models import Edge

DEPTH = 8


@dataclass(frozen=True)
class Link:
    """A thing on the thread, what it leads on to, and whether it changed since the sentence was tied to it.

    `shown` is None for what the reader may not see: it is counted by `count`, never described. `beyond` counts what a
    thing leads on to where that is left to its own thread.
    """

    shown: Shown | None
    changed: bool
    gone: bool
    further: tuple[Link, ...]
    beyond: int = 0
    count: int = 1


@dataclass(frozen=True)
class Thread:
    """A thing with its carriers below and the sentences that stand on it above."""

    here: Shown
    carriers: tuple[Link, ...]
    sentences: tuple[Link, ...]
    flagged: bool


def thread(user: Any, urn: str, most: int | None = None) -> Thread | None:
    """Return the thread through a thing as `user` may see it; None when the thing itself is not visible.

    most: how many things it follows in each direction; a step that would be more than that is left to the threads of
    the things before it. What it stands on itself is never left out.
    """
    with one_reading():
        here = shown_to(user, [urn]).get(urn)
        return None if here is None else _thread(user, urn, here, most)


def _thread(user: Any, urn: str, here: Shown, most: int | None) -> Thread:
    whole = [_told_to(user, _walk({urn}, downward=downward, computed=True)) for downward in (True, False)]
    walked = [_cut(urn, steps, most) for steps in whole]
    edges = [(end, edge) for steps, _beyond in walked for rows in steps.values() for end, edge in rows]
    seen = shown_to(user, {end for end, _edge in edges})
    now = hashes_of({edge.carrier for _end, edge in edges})
    down, up = (_Told(steps, beyond, seen, now).links(urn) for steps, beyond in walked)
    return Thread(here, down, up, flagged=urn in flagged([urn]))


def shown_to(user: Any, urns: Iterable[str]) -> dict[str, Shown]:
    """Return the things that `user` may see, asked kind by kind."""
    by_kind: dict[tuple[str, str], list[str]] = defaultdict(list)
    for urn in urns:
        parts = parse_urn(urn)
        by_kind[parts.room, parts.kind].append(urn)
    result: dict[str, Shown] = {}
    for same in by_kind.values():
        kind = kind_of(same[0])
        visible = kind.visible(user, [parse_urn(urn).id for urn in same])
        result |= {urn: visible[parse_urn(urn).id] for urn in same if parse_urn(urn).id in visible}
    return result


def flagged(sentences: Iterable[str]) -> set[str]:
    """Return the sentences that stand, directly or through others, on a carrier that changed since it was tied."""
    wanted = set(sentences)
    steps = _walk(wanted, downward=True)
    edges = [edge for rows in steps.values() for _, edge in rows]
    with one_reading():
        now = hashes_of({edge.carrier for edge in edges})
    changed = {edge.sentence for edge in edges if edge.carrier_hash != now[edge.carrier]}
    return {sentence for sentence in wanted if _reaches(sentence, changed, steps, set())}


def carriers_of(sentence: str) -> list[str]:
    """Return the URNs that a sentence stands on directly, in the order in which they were tied."""
    return list(Edge.objects.filter(sentence=sentence).order_by("made", "id").values_list("carrier", flat=True))


def sentences_on(carrier: str) -> list[str]:
    """Return the URNs of the sentences that stand directly on a carrier."""
    return list(Edge.objects.filter(carrier=carrier).order_by("made", "id").values_list("sentence", flat=True))


def named_by(carriers: Iterable[str], room: str, kind: str) -> set[str]:
    """Return the carriers that a sentence of one kind stands on directly: it names them itself."""
    prefix = f"urn:seutukuva:{room}:{kind}:"
    rows = Edge.objects.filter(carrier__in=list(carriers), sentence__startswith=prefix)
    return set(rows.values_list("carrier", flat=True))


Steps = Mapping[str, list[tuple[str, Edge]]]


def _reaches(sentence: str, changed: set[str], steps: Steps, visited: set[str]) -> bool:
    """Tell whether a sentence, or one that carries it, stands on something that has changed."""
    if sentence in changed:
        return True
    if sentence in visited:
        return False
    visited.add(sentence)
    return any(_reaches(end, changed, steps, visited) for end, _ in steps.get(sentence, ()))


def _walk(start: set[str], *, downward: bool, computed: bool = False) -> Steps:
    """Return the edges met from things, one query a step: end -> [(next end, edge)].

    computed: also what things are computed from, as edges that no row keeps: what is computed changes with it.
    """
    near, far = ("sentence", "carrier") if downward else ("carrier", "sentence")
    steps: dict[str, list[tuple[str, Edge]]] = {}
    frontier = set(start)
    for _ in range(DEPTH):
        edges = Edge.objects.filter(**{f"{near}__in": frontier}).order_by("made", "id")
        for end in frontier:
            steps.setdefault(end, [])
        for edge in edges:
            steps[getattr(edge, near)].append((getattr(edge, far), edge))
        if computed:
            _add_computed(steps, frontier, downward=downward)
        frontier = {other for end in frontier for other, _edge in steps[end]} - steps.keys()
        if not frontier:
            break
    return steps


def _add_computed(steps: dict[str, list[tuple[str, Edge]]], ends: set[str], *, downward: bool) -> None:
    found = computed_carriers(ends) if downward else computed_sentences(ends)
    for end, others in found.items():
        tied = {other for other, _edge in steps[end]}
        for other in others:
            if other not in tied:
                sentence, carrier = (end, other) if downward else (other, end)
                steps[end].append((other, Edge(sentence=sentence, carrier=carrier)))


def _told_to(user: Any, steps: Steps) -> Steps:
    """Return the steps without the edges of which a reader must not learn."""
    asked: dict[Kind, set[str]] = defaultdict(set)
    for rows in steps.values():
        for _end, edge in rows:
            asked[kind_of(edge.sentence)].add(edge.carrier)
    hidden = {kind: kind.withheld(user, list(carriers)) for kind, carriers in asked.items()}
    return {
        start: [(end, edge) for end, edge in rows if edge.carrier not in hidden[kind_of(edge.sentence)]]
        for start, rows in steps.items()
    }


def _cut(start: str, steps: Steps, most: int | None) -> tuple[Steps, dict[str, int]]:
    """Return the steps that are shown, and how much each thing leads on to whose step is not."""
    kept = {start: steps[start]}
    frontier = {end for end, _edge in steps[start]}
    while frontier:
        further = {end: steps.get(end, []) for end in frontier}
        size = sum(len(rows) for rows in (*kept.values(), *further.values()))
        if most is not None and size > most:
            return kept, {end: len(rows) for end, rows in further.items()}
        kept |= further
        frontier = {end for rows in further.values() for end, _edge in rows} - kept.keys()
    return kept, {}


@dataclass(frozen=True)
class _Told:
    """The steps of one direction with what is told of them: what the reader sees, the hashes as they are now."""

    steps: Steps
    beyond: Mapping[str, int]
    seen: Mapping[str, Shown]
    hashes: Mapping[str, str]

    def links(self, start: str, path: frozenset[str] = frozenset()) -> tuple[Link, ...]:
        """Return what a thing leads on to, each with what it leads on to itself."""
        links = []
        for end, edge in self.steps.get(start, []):
            if end in path:
                continue
            now = self.hashes[edge.carrier]
            links.append(
                Link(
                    shown=self.seen.get(end),
                    changed=edge.pk is not None and now not in ("", edge.carrier_hash),
                    gone=now == "",
                    further=self.links(end, path | {start}),
                    beyond=self.beyond.get(end, 0),
                )
            )
        return _folded(links)


def _folded(links: Sequence[Link]) -> tuple[Link, ...]:
    """Return links with what the reader may not see, and that leads on to nothing he may, counted as one at the end."""
    told: list[Link] = []
    hidden: list[Link] = []
    for link in links:
        leads_on = link.shown or any(end.shown or end.further for end in link.further)
        (told if leads_on else hidden).append(link)
    if not hidden:
        return tuple(told)
    changed, gone = any(link.changed for link in hidden), all(link.gone for link in hidden)
    return (*told, Link(None, changed, gone, (), count=len(hidden)))
