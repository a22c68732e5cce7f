"""From a person's decisions to merges, and back: nothing is merged that nobody decided, and all of it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl

from seutukuva.base import Problem
from seutukuva.network.cleaning.model import Decision, Merge, Merged, Taken

TIE: Final = "tie"


def merge_plan(decisions: Iterable[Decision], *, keep: Sequence[str] = ()) -> tuple[Merge, ...]:
    """Return the merges that decisions ask for: A is B and B is C make one of the three.

    keep: ids that stay where one of them is in a merge, the first of them; otherwise the id that was decided on first.
    A later decision on the same pair takes the place of an earlier one. Raises Problem when two that were called
    different would become one.
    """
    last: dict[frozenset[str], Decision] = {}
    for decision in decisions:
        ends = frozenset((decision.left, decision.right))
        if len(ends) > 1:
            last.pop(ends, None)
            last[ends] = decision
    group: dict[str, list[str]] = {}
    for decision in last.values():
        for id_ in (decision.left, decision.right):
            group.setdefault(id_, [id_])
        if decision.same and group[decision.left] is not group[decision.right]:
            joined = group[decision.left] + group[decision.right]
            group.update(dict.fromkeys(joined, joined))
    for decision in last.values():
        if not decision.same and group[decision.left] is group[decision.right]:
            chain = ", ".join(group[decision.left])
            raise Problem("network.cleaning.contradiction", left=decision.left, right=decision.right, chain=chain)
    merges: list[Merge] = []
    for members in {id(members): members for members in group.values()}.values():
        if len(members) > 1:
            kept = next((id_ for id_ in keep if id_ in members), members[0])
            merges.append(Merge(kept, tuple(id_ for id_ in members if id_ != kept)))
    return tuple(merges)


def merge(actors: pl.DataFrame, ties: pl.DataFrame, plan: Sequence[Merge]) -> Merged:
    """Return actors and ties with every merge of a plan made, and what each took.

    actors: id, others as in `Imported`; the one that stays takes from the others what it does not tell itself,
    and their names as aliases. ties: source, target and an id of their own in `tie` (the row's number without one).
    A tie that runs within a merge is taken out. Raises Problem when an actor of the plan does not exist.
    """
    if TIE not in ties.columns:
        ties = ties.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(TIE))
    taken: list[Taken] = []
    for one in plan:
        actors, ties, what = _one(actors, ties, one)
        taken.append(what)
    return Merged(actors, ties, tuple(taken))


def undo(actors: pl.DataFrame, ties: pl.DataFrame, taken: Taken) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return actors and ties with one merge undone; other merges, and ties that came later, stay as they are.

    A later tie of the actor that stayed remains its tie: nobody knows whose it would have been. Raises Problem when
    the actor that stayed is no longer there.
    """
    members = [taken.merge.kept, *taken.merge.gone]
    if taken.merge.kept not in actors["id"]:
        raise Problem("network.cleaning.no_actor", id=taken.merge.kept)
    actors = pl.concat([actors.filter(~pl.col("id").is_in(members)), taken.actors])
    for side in ("source", "target"):
        ends = taken.ends.filter(pl.col("side") == side).select(TIE, before="end")
        ties = ties.join(ends, on=TIE, how="left", maintain_order="left")
        ties = ties.with_columns(pl.coalesce("before", side).alias(side)).drop("before")
    return actors, pl.concat([ties, taken.ties])


def _one(actors: pl.DataFrame, ties: pl.DataFrame, one: Merge) -> tuple[pl.DataFrame, pl.DataFrame, Taken]:
    members = [one.kept, *one.gone]
    before = actors.filter(pl.col("id").is_in(members))
    missing = [id_ for id_ in members if id_ not in before["id"]]
    if missing:
        raise Problem("network.cleaning.no_actor", id=", ".join(missing))
    within = pl.col("source").is_in(members) & pl.col("target").is_in(members)
    inner, outer = ties.filter(within), ties.filter(~within)
    ends = pl.concat(
        outer.filter(pl.col(side).is_in(list(one.gone))).select(TIE, side=pl.lit(side), end=side)
        for side in ("source", "target")
    )
    turned = outer.with_columns(
        pl.when(pl.col(side).is_in(list(one.gone))).then(pl.lit(one.kept)).otherwise(side).alias(side)
        for side in ("source", "target")
    )
    position = actors["id"].to_list().index(one.kept)
    rows = (
        actors.with_row_index("position")
        .filter(~pl.col("id").is_in(members))
        .with_columns(pl.col("position").cast(pl.Int64))
    )
    whole = _joined(before, members).with_columns(position=pl.lit(position, pl.Int64))
    merged = pl.concat([rows, whole.select(rows.columns)]).sort("position").drop("position")
    return merged, turned, Taken(one, before, ends, inner)


def _joined(before: pl.DataFrame, members: Sequence[str]) -> pl.DataFrame:
    """Return the one actor that several become."""
    order = {id_: place for place, id_ in enumerate(members)}
    rows = sorted(before.to_dicts(), key=lambda row: order[row["id"]])
    kept = dict(rows[0])
    for row in rows[1:]:
        for column, value in row.items():
            if kept[column] is None:
                kept[column] = value
            elif isinstance(value, list):
                kept[column] = list(dict.fromkeys([*kept[column], *value]))
    if "aliases" in kept:
        names = [row.get(column) for row in rows[1:] for column in ("name", "name_sv", "name_en")]
        own = {kept.get("name"), kept.get("name_sv"), kept.get("name_en")}
        told = [name for name in [*(kept["aliases"] or []), *names] if name and name not in own]
        kept["aliases"] = list(dict.fromkeys(told))
    return pl.DataFrame([kept], schema=before.schema)
