"""What a programme's actors are called: by name, alias and own text, whatever the case of letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from seutukuva.base import parse_urn, urn
from seutukuva.network.vocabulary import recognised
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.network.models import Actor, Alias

_AT_ONCE = 5000


def known(programme: int, name: str) -> Actor | None:
    """Return the actor that a programme knows by a name, or the one that stands for it."""
    number = standing_for(programme).get(plain(name))
    return Actor.objects.get(pk=number) if number else None


def standing_for(programme: int) -> dict[str, int]:
    """Return every name of a programme's actors -> number of the actor that stands for it; own names come first.

    Letters are compared here: a database may know the capitals of a to z only.
    """
    rows = list(Actor.objects.filter(programme_id=programme).values_list("pk", "name", "merged_into"))
    roots = roots_of({pk: into for pk, _name, into in rows})
    found: dict[str, int] = {}
    for pk, name, _into in rows:
        found.setdefault(plain(name), roots[pk])
    for (owner, _field), text in texts_of(urn("network", "actor", pk) for pk in roots).items():
        for body in text.bodies.values():
            found.setdefault(plain(body), roots[int(parse_urn(owner).id)])
    for name, pk in Alias.objects.filter(actor__programme_id=programme).values_list("name", "actor_id"):
        found.setdefault(plain(name), roots[pk])
    return found


def texts_of(owners: Iterable[str]) -> dict[tuple[str, str], OwnText]:
    """Return the own texts of many things, asked in parts that any database takes."""
    found: dict[tuple[str, str], OwnText] = {}
    rest = iter(owners)
    while part := list(islice(rest, _AT_ONCE)):
        found |= own_texts(part)
    return found


def roots_of(merged: Mapping[int, int | None]) -> dict[int, int]:
    """Return actor -> the one that stands for it in the end, from actor -> the one it was merged into."""
    found: dict[int, int] = {}
    for start in merged:
        at = start
        while (onward := merged.get(at)) is not None:
            at = onward
        found[start] = at
    return found


def plain(name: str) -> str:
    """Return a name as names are compared."""
    return " ".join(name.casefold().split())


def guessed_kind(name: str) -> str:
    """Return the kind that a name's own words tell ("Terästakomo Oy", "Kuusilahden kaupunki"), else "other"."""
    words = re.split(r"[\s\-–.,()]+", name)
    return next((kind for word in reversed(words) if word and (kind := recognised("kinds", word))), "other")
