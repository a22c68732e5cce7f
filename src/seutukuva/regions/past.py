"""What happened to municipalities: mergers, splits, names, moves between areas."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import polars as pl

from seutukuva.base import LANGUAGES, LocalName, Message, Problem
from seutukuva.base.messages import Term
from seutukuva.regions.divisions import LATEST_YEAR, division
from seutukuva.regions.model import Event, EventKind, History
from seutukuva.regions.names import area_names, municipality_names
from seutukuva.regions.successions import abolitions, formers, successors_at
from seutukuva.regions.tables import table


def history(code: str) -> History:
    """Return what became of the municipality with `code`, from its first known event to today.

    Raises Problem for a code that no municipality has had since 1922. Sources: Statistics Finland's lists of abolished
    municipalities and name changes; moved borders by comparing the National Land Survey's maps.
    """
    names, former = municipality_names(), formers()
    if code not in names and code not in former:
        raise Problem("regions.unknown_code", code=code, year=str(LATEST_YEAR))
    events = sorted(
        [*_endings(code), *_received(code), *_renamings(code), *_moves(code), *_borders(code)],
        key=lambda e: (e.date, e.kind),
    )
    last = successors_at(code, LATEST_YEAR)
    successor = last[0] if len(last) == 1 and last[0] in division(LATEST_YEAR).codes else None
    fi, sv = (names[code].fi, names[code].sv) if code in names else (former[code].fi, former[code].sv)
    return History(code, fi, sv, tuple(events), successor)


def _endings(code: str) -> list[Event]:
    ended = abolitions().get(code)
    if ended is None:
        return []
    date, successors = ended
    kinds: dict[int, EventKind] = {0: "ceded", 1: "merged"}
    return [Event(date, kinds.get(len(successors), "split"), code, successors)]


@cache
def _predecessors() -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for old, (date, successors) in abolitions().items():
        for new in successors:
            found[new].append(Event(date, "received", old, (new,)))
    return found


def _received(code: str) -> list[Event]:
    return _predecessors().get(code, [])


def _renamings(code: str) -> list[Event]:
    rows = table("renamed").filter(pl.col("code") == code).iter_rows(named=True)
    return [
        Event(r["date"], "renamed", _both(r["old_fi"], r["old_sv"]), (_both(r["fi"], r["sv"]),))
        for r in rows
        if (r["old_fi"], r["old_sv"]) != (r["fi"], r["sv"])
    ]


def _both(fi: str, sv: str) -> str:
    return fi if fi == sv else f"{fi} / {sv}"


def _moves(code: str) -> list[Event]:
    """Return moves between sub-regions and regions since 2013, from one year's division to the next."""
    spans = table("spans").filter(pl.col("code") == code).sort("first")
    kinds: tuple[EventKind, ...] = ("subregion", "region")
    return [
        Event(f"{now['first']}-01-01", kind, str(before[kind]), (str(now[kind]),))
        for kind in kinds
        for before, now in zip(spans.iter_rows(named=True), spans[1:].iter_rows(named=True), strict=False)
        if before[kind] != now[kind]
    ]


def _borders(code: str) -> list[Event]:
    rows = table("borders").filter((pl.col("giver") == code) | (pl.col("taker") == code)).iter_rows(named=True)
    return [Event(f"{r['first']}/{r['last']}", "border", r["giver"], (r["taker"],)) for r in rows]


def sentence(event: Event) -> Message:
    """Return what happened as a sentence with the names of the municipalities and areas."""
    if event.kind in ("subregion", "region"):
        names = area_names(event.kind)
        return Message(f"regions.event.{event.kind}", {"old": names[event.old], "new": names[event.new[0]]})
    if event.kind == "renamed":
        return Message("regions.event.renamed", {"old": event.old, "new": event.new[0]})
    return Message(f"regions.event.{event.kind}", {"old": told(event.old), "new": told(*event.new)})


def told(*codes: str) -> Term:
    """Return municipalities, present or abolished, as names with their codes: Maaninka (476)."""
    names = [_name(code) for code in codes]
    return Term(
        *(
            ", ".join(f"{getattr(n, language)} ({c})" for n, c in zip(names, codes, strict=True))
            for language in LANGUAGES
        )
    )


def _name(code: str) -> LocalName | Term:
    former = formers().get(code)
    if former is None or code in municipality_names():
        return municipality_names()[code]
    return Term(former.fi, former.sv, former.fi)
