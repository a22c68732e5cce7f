"""One clear problem for everything of a kind that is wrong, with the rows where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from seutukuva.base import Message, Place, Problem

ROW: Final = "row of the file"
_SHOWN: Final = 8
_MOST_IN_CYCLE: Final = 6


def listed(values: Sequence[Any]) -> Message:
    """Return the first of `values` and how many more there are, as a part of a sentence."""
    first = ", ".join(str(value) for value in values[:_SHOWN])
    if len(values) <= _SHOWN:
        return Message("network.imports.list", {"values": first})
    return Message("network.imports.list_more", {"values": first, "more": len(values) - _SHOWN})


def refuse(code: str, bad: pl.DataFrame, file: str | None, *, column: str | None = None, **more: Any) -> None:
    """Do nothing when `bad` has no rows. Raises Problem `code` at its first row, with all its `rows`."""
    if bad.is_empty():
        return
    rows = bad[ROW].unique().sort().to_list()
    # A code in a variable: the words of all codes are checked by the tests of this room.
    told = Message("network.imports.rows", {"rows": listed(rows), "count": len(rows)})
    raise Problem(code, place=Place(file=file, row=rows[0], column=column), rows=told, **more)


def refuse_cycles(ties: pl.DataFrame, names: pl.DataFrame, file: str | None) -> None:
    """Raise Problem when memberships lead back to where they began: nobody is a member of its own member.

    ties: source, target, kind and the row; names: id, name.
    """
    members = ties.filter(pl.col("kind") == "membership")
    if members.is_empty():
        return
    ids = pl.concat([members["source"], members["target"]]).unique(maintain_order=True)
    code = {id_: number for number, id_ in enumerate(ids.to_list())}
    source = members["source"].replace_strict(code, return_dtype=pl.Int32).to_numpy()
    target = members["target"].replace_strict(code, return_dtype=pl.Int32).to_numpy()
    graph = coo_array((np.ones(len(source), dtype=np.int8), (source, target)), shape=(len(code), len(code))).tocsr()
    _, part = connected_components(graph, directed=True, connection="strong")
    inside = part[source] == part[target]
    if not inside.any():
        return
    bad = members.filter(pl.Series(inside))
    first = int(np.flatnonzero(inside)[0])
    path = _cycle(graph, int(source[first]), int(target[first]))
    told = dict(names.filter(pl.col("id").is_in(ids.implode())).select("id", "name").iter_rows())
    chain = [str(told.get(ids[i], ids[i])) for i in path]
    if len(chain) > _MOST_IN_CYCLE:
        chain = [*chain[: _MOST_IN_CYCLE - 1], "…", chain[-1]]
    refuse("network.imports.membership_cycle", bad, file, cycle=" → ".join(chain))


def _cycle(graph: Any, start: int, onward: int) -> list[int]:
    """Return start, onward, ..., start along the fewest memberships."""
    _, before = breadth_first_order(graph, onward, directed=True, return_predecessors=True)
    path = [start]
    while path[-1] != onward:
        path.append(int(before[path[-1]]))
    return [start, *reversed(path)]
