"""Find a municipality by its name as people write it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import Final

from seutukuva.base import LocalName, Problem
from seutukuva.regions.divisions import LATEST_YEAR, division, municipality
from seutukuva.regions.model import Municipality
from seutukuva.regions.names import municipality_names
from seutukuva.regions.successions import abolitions, formers, successors_at
from seutukuva.regions.tables import table

_FINNISH_KIND: Final = re.compile(r" (kunta|kaupunki|kauppala)$")
_SWEDISH_KIND: Final = re.compile(r" (stad|kommun|koping)$")
_ENGLISH_KIND: Final = re.compile(r"^(city|town|municipality) of | (city|town|municipality)$")
_SANKT: Final = re.compile(r"^sankt ")


def find(name: str, year: int = LATEST_YEAR) -> Municipality:
    """Return the municipality that `name` means in `year`.

    name: Finnish, Swedish, English or an older name, in any case, with or without diacritics, also in the genitive with
    kunta or kaupunki (Rauman kaupunki, Raumo stad); or a code. The name of an abolished municipality finds its
    successor, with `former` set.
    Raises Problem: for no name, for an unknown name with the three nearest, for a name of several municipalities, for
    one whose area was divided or ceded.
    """
    wanted = plain(name)
    if not wanted:
        raise Problem("regions.no_name")
    code = re.fullmatch(r"(?:ku)?([0-9]{1,3})", wanted)
    if code:
        return _by_code(code[1].zfill(3), year)
    present = _names_in(year)
    for key in _readings(wanted):
        if key in present:
            return _one_of(name, present[key], year)
    for key in _readings(wanted):
        if key in _older_names():
            return _one_of(name, _older_names()[key], year)
    raise _unknown(name, wanted, year)


def plain(text: str) -> str:
    """Return a name for comparing: lower case, without diacritics, single spaces, no space round a hyphen."""
    letters = unicodedata.normalize("NFKD", text.strip().casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"\s*[-–]\s*", "-", re.sub(r"[\s\u00a0.]+", " ", bare).strip())


def _readings(wanted: str) -> list[str]:
    """Return what may stand in the index for a name: as it is, and without the word for its kind."""
    readings = [wanted, _SANKT.sub("s:t ", wanted)]
    for pattern, mark in ((_FINNISH_KIND, "gen "), (_SWEDISH_KIND, "gen "), (_ENGLISH_KIND, "")):
        if pattern.search(wanted):
            bare = pattern.sub("", wanted).strip()
            readings += [mark + bare, bare]
    return readings


def _keys(name: LocalName) -> set[str]:
    """Return the keys of a municipality of today: its names, and its genitives for use before a word of kind."""
    # Isonkyrön kunta is right, but people also write Isokyrön kunta.
    genitives = (name.fi_of, f"{name.fi}n", name.form("sv", "of"), name.form("en", "of"))
    return {plain(n) for n in (name.fi, name.sv, name.en)} | {f"gen {plain(g)}" for g in genitives}


@cache
def _names_in(year: int) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code in division(year).codes:
        for key in _keys(municipality_names()[code]):
            found[key].add(code)
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


@cache
def _older_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code in abolitions():
        if code in municipality_names():
            for key in _keys(municipality_names()[code]):
                found[key].add(code)
    for former in table("abolished").iter_rows(named=True):
        for name in {former["fi"], former["sv"]} - {None}:
            found[plain(name)].add(former["code"])
            found[plain(_written_out(name))].add(former["code"])
    for renamed in table("renamed").iter_rows(named=True):
        for name in {renamed[c] for c in ("old_fi", "old_sv", "fi", "sv")} - {None}:
            found[plain(name)].add(renamed["code"])
            found[plain(_written_out(name))].add(renamed["code"])
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def _written_out(name: str) -> str:
    return re.sub(r" mlk$", " maalaiskunta", re.sub(r" lk$", " landskommun", name))


def _one_of(name: str, codes: tuple[str, ...], year: int) -> Municipality:
    """Return the municipality that the codes of one name lead to. Raises Problem when they lead to several."""
    ends = sorted({end for code in codes for end in successors_at(code, year)})
    if not ends:
        raise Problem("regions.ceded", name=name)
    if len(ends) > 1:
        several = ", ".join(f"{municipality_names()[end].fi} ({end})" for end in ends)
        raise Problem("regions.several", name=name, several=several)
    merged = len(codes) == 1 and codes[0] != ends[0]
    return replace(municipality(ends[0], year), former=formers()[codes[0]] if merged else None)


def _by_code(code: str, year: int) -> Municipality:
    if code in division(year).codes or code not in formers():
        return municipality(code, year)
    return _one_of(formers()[code].fi, (code,), year)


def _unknown(name: str, wanted: str, year: int) -> Problem:
    """Return the problem of an unknown name with the three nearest, by their Finnish names."""
    shown = {key: codes for key, codes in _names_in(year).items() if not key.startswith("gen ")}
    bare = _readings(wanted)[-1]
    near = difflib.get_close_matches(bare, shown, n=12, cutoff=0.0)
    names = dict.fromkeys(municipality_names()[shown[key][0]].fi for key in near)
    return Problem("regions.unknown_name", name=name, nearest=", ".join(list(names)[:3]))
