"""Actors and ties as they were read become one network, or one problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from seutukuva.base import Message, Place, Problem
from seutukuva.network.imports import cells
from seutukuva.network.imports.columns import direction
from seutukuva.network.imports.model import ACTORS, MOST_ACTORS, MOST_TIES, TIES, Imported
from seutukuva.network.imports.refusing import ROW, listed, refuse, refuse_cycles
from seutukuva.network.vocabulary import recognised, vocabulary

_NAME: Final = "name of an actor"


def assemble(
    actors: pl.DataFrame | None,
    ties: pl.DataFrame,
    *,
    actors_file: str | None = None,
    ties_file: str | None = None,
    words: Mapping[str, str] | None = None,
) -> Imported:
    """Return the network of a frame of actors and one of ties, columns named by field, texts as in the file.

    Both carry the row of the file in a column of their own (`refusing.ROW`). Without `actors` they are the ends of the
    ties. words: how the file's own words are to be read, "alihankkija" -> "supply". Ends are ids or, where they are
    none, names of one actor. Raises Problem with rows for: ends that are missing or unknown, ties of an actor with
    itself, ids given twice, wrong check digits, weights and dates that are none, memberships in a circle, garbled
    letters, too much.
    """
    _limit(ties, MOST_TIES, "network.imports.too_many_ties", ties_file)
    cells.refuse_garbled(ties, ties_file)
    _refuse_open_ends(ties, ties_file)
    if actors is None:
        actors = _ends_as_actors(ties)
    _limit(actors, MOST_ACTORS, "network.imports.too_many_actors", actors_file)
    cells.refuse_garbled(actors, actors_file)
    given, words = actors, words or {}
    actors, notes = _actors(given, actors_file, words)
    ties, more = _ties(ties, actors, ties_file, words)
    same = actors.filter(pl.col("name").is_duplicated())["name"].unique(maintain_order=True).to_list()
    alike = [Message("network.imports.note.same_name", {"values": listed(same)})] if same else []
    return Imported(_shaped(actors, ACTORS), _shaped(ties, TIES), (*notes, *more, *alike))


def _limit(frame: pl.DataFrame, most: int, code: str, file: str | None) -> None:
    if frame.height > most:
        raise Problem(code, place=Place(file=file), count=frame.height, most=most)


def _refuse_open_ends(ties: pl.DataFrame, file: str | None) -> None:
    refuse("network.imports.no_end", ties.filter(pl.col("source").is_null() | pl.col("target").is_null()), file)


def _ends_as_actors(ties: pl.DataFrame) -> pl.DataFrame:
    ends = pl.concat(
        [ties.select("source", ROW).rename({"source": "id"}), ties.select("target", ROW).rename({"target": "id"})]
    )
    return ends.sort(ROW, maintain_order=True).unique("id", keep="first", maintain_order=True)


def _actors(given: pl.DataFrame, file: str | None, words: Mapping[str, str]) -> tuple[pl.DataFrame, list[Message]]:
    frame = _with_columns(given, ACTORS)
    frame = frame.with_columns(id=pl.coalesce("id", "name"), name=pl.coalesce("name", "name_sv", "name_en", "id"))
    refuse("network.imports.no_name", frame.filter(pl.col("id").is_null()), file)
    twice = frame.filter(pl.col("id").is_duplicated())
    if not twice.is_empty():
        refuse("network.imports.same_id", twice, file, values=listed(twice["id"].unique(maintain_order=True).to_list()))
    frame = cells.business_ids(frame, file)
    notes: list[Message] = []
    for field, list_ in (("kind", "kinds"), ("sector", "sectors"), ("size", "sizes")):
        frame, more = cells.known_words(frame, field, list_, words, None)
        notes += more
    sectors = {kind.id: kind.sector for kind in vocabulary().kinds}
    of_kind = pl.col("kind").replace_strict(sectors, default=None, return_dtype=pl.String)
    frame = frame.with_columns(sector=pl.coalesce("sector", of_kind))
    frame, more = cells.areas(frame)
    frame = _roles(cells.pieces(frame, "aliases"), words)
    return frame, [*notes, *more]


def _roles(frame: pl.DataFrame, words: Mapping[str, str]) -> pl.DataFrame:
    split = cells.pieces(frame.with_columns(pl.col("roles").str.replace_all(",", ";")), "roles")
    told = split["roles"].explode().drop_nulls().unique().to_list()
    table = {text: recognised("roles", words.get(text, text)) for text in told}
    ids = (
        pl.element()
        .replace_strict(table, default=None, return_dtype=pl.String)
        .drop_nulls()
        .unique(maintain_order=True)
    )
    return split.with_columns(pl.col("roles").list.eval(ids))


def _ties(
    given: pl.DataFrame, actors: pl.DataFrame, file: str | None, words: Mapping[str, str]
) -> tuple[pl.DataFrame, list[Message]]:
    frame = _resolved(_with_columns(given, TIES), actors, file)
    own = frame.filter(pl.col("source") == pl.col("target"))
    if not own.is_empty():
        refuse(
            "network.imports.self_tie", own, file, values=listed(own["source"].unique(maintain_order=True).to_list())
        )
    frame, notes = cells.known_words(frame, "kind", "ties", words, "cooperation")
    notes = [Message("network.imports.note.tie", note.parameters) for note in notes]
    frame = frame.with_columns(pl.col("kind").fill_null("cooperation"))
    frame, more = cells.known_words(frame, "permanence", "permanence", words, None)
    frame = _directions(cells.dates(cells.weights(frame, file), file))
    refuse_cycles(frame, actors, file)
    return frame, [*notes, *more]


def _resolved(ties: pl.DataFrame, actors: pl.DataFrame, file: str | None) -> pl.DataFrame:
    """Return `ties` with ends as ids. Raises Problem for ends that no actor has as its id or, alone, as its name."""
    ids = actors.select("id")
    named = actors.filter(~pl.col("name").is_duplicated()).select(
        pl.col("name").alias(_NAME), pl.col("id").alias("by_name")
    )
    for end in ("source", "target"):
        known = ties.select(end).join(
            ids.with_columns(by_id="id"), left_on=end, right_on="id", how="left", maintain_order="left"
        )
        known = known.join(named, left_on=end, right_on=_NAME, how="left", maintain_order="left")
        ties = ties.with_columns(known.select(pl.coalesce("by_id", "by_name")).to_series().alias(f"{end} id"))
    unknown = ties.filter(pl.col("source id").is_null() | pl.col("target id").is_null())
    if not unknown.is_empty():
        ends = pl.concat([unknown.filter(pl.col(f"{end} id").is_null())[end] for end in ("source", "target")])
        refuse(
            "network.imports.unknown_actor", unknown, file, values=listed(ends.unique(maintain_order=True).to_list())
        )
    return ties.with_columns(source="source id", target="target id").drop("source id", "target id")


def _directions(ties: pl.DataFrame) -> pl.DataFrame:
    """Return `ties` with their direction: as told, else as ties of the kind have it."""
    of_kind = pl.col("kind").replace_strict(
        {tie.id: tie.directed for tie in vocabulary().ties}, default=False, return_dtype=pl.Boolean
    )
    if ties.schema["directed"] == pl.Boolean:
        return ties.with_columns(pl.coalesce("directed", of_kind).alias("directed"))
    table = {text: direction(text) for text in ties["directed"].drop_nulls().unique().to_list()}
    told = pl.col("directed").replace_strict(table, default=None, return_dtype=pl.Boolean)
    return ties.with_columns(pl.coalesce(told, of_kind).alias("directed"))


def _with_columns(frame: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Return `frame` with all columns of a schema, those that are missing as empty texts."""
    missing = [name for name in schema if name not in frame.columns]
    return frame.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)


def _shaped(frame: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())
