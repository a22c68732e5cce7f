"""What a drawing of a network shows, as one sentence chosen by rule from the network itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from seutukuva.base import Language, Message, render

_TOGETHER: Final = 0.8  # below this share the largest part is not nearly the whole
_NAMED: Final = 3


def finding(actors: pl.DataFrame, ties: pl.DataFrame, language: Language, *, without: str = "") -> str:
    """Return the heading of a network's drawing.

    actors: id, name; ties: source, target, all that are looked at and not only those drawn. The first that is true: how
    much hangs together without the actor named `without`; somebody is in contact with at least half of the others; the
    largest part is less than 80 % of those with contacts; who has most contacts.
    """
    partners = _partners(ties)
    ids = actors["id"].to_list()
    sizes = _parts(ids, partners)
    if without:
        told = {"name": without, "most": max(sizes, default=0), "actors": len(ids)}
        return render(Message("network.drawing.finding.without", told), language)
    if not partners:
        return render(Message("network.drawing.finding.nothing"), language)
    names = {id_: name or id_ for id_, name in actors.select("id", "name").iter_rows()}
    most = max(len(others) for others in partners.values())
    first = sorted((names.get(id_, id_) for id_, others in partners.items() if len(others) == most), key=str.casefold)
    tied = [size for size in sizes if size > 1]
    if len(first) == 1 and 2 * most >= len(ids) - 1 and len(ids) > 2:
        message = Message("network.drawing.finding.hub", {"name": first[0], "partners": most, "others": len(ids) - 1})
    elif len(tied) > 1 and tied[0] < _TOGETHER * sum(tied):
        message = Message("network.drawing.finding.parts", {"parts": len(tied), "most": tied[0], "actors": sum(tied)})
    elif len(first) <= _NAMED:
        message = Message("network.drawing.finding.most", {"names": ", ".join(first), "count": most})
    else:
        message = Message("network.drawing.finding.even", {"count": most})
    return render(message, language)


def ego_finding(actor: str, actors: pl.DataFrame, ties: pl.DataFrame, language: Language) -> str:
    """Return the heading of the drawing of one actor's contacts: how many, and how many pairs of them know each other.

    actor: its id; actors: id, name, of it and its contacts; ties: source, target, among all of them.
    """
    partners = _partners(ties)
    others = partners.get(actor, set())
    known = sum(len(partners[one] & others) for one in others) // 2
    told = {"count": len(others), "known": known, "pairs": len(others) * (len(others) - 1) // 2}
    alone = len(others) <= 1
    return render(Message(f"network.drawing.finding.{'one' if alone else 'ego'}", told), language)


def _partners(ties: pl.DataFrame) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in ties.select("source", "target").iter_rows():
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def _parts(ids: Iterable[str], partners: Mapping[str, set[str]]) -> list[int]:
    """Return how many actors each connected part has, the largest first."""
    number = {id_: i for i, id_ in enumerate({**dict.fromkeys(ids), **dict.fromkeys(partners)})}
    ends = [(number[one], number[other]) for one, others in partners.items() for other in others]
    if not ends:
        return [1] * len(number)
    rows, columns = np.array(ends).T
    graph = coo_array((np.ones(len(ends)), (rows, columns)), shape=(len(number), len(number)))
    _, label = connected_components(graph.tocsr(), directed=False)
    return sorted(np.bincount(label).tolist(), reverse=True)
