"""Which pairs are worth comparing: those that share something rare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from seutukuva.network.cleaning.names import FORM, PLACE

MOST_OF_KEY: Final = 250  # names of the register: a key that more of them share tells too little
MOST_OF_NAME: Final = 600  # names of the register that have the very same words
_BEGINNING: Final = 3
_STEM: Final = 4
_END: Final = 5
_JOINED: Final = 9
_LONGEST_ACRONYM: Final = 6
_LETTERS: Final = 12  # of a word in which one may be missing
_SHORTEST: Final = 5
_RAREST: Final = 99.0


@dataclass(frozen=True)
class Keyed:
    """Names in the rows' order (area, business_id), their words but for legal forms, and these by how rare they are.

    words: as from `taken_apart`, with rarity; own: the same without municipalities, with rank, 0 for a name's rarest.
    """

    names: pl.DataFrame
    words: pl.DataFrame
    own: pl.DataFrame


def keyed(names: pl.DataFrame, words: pl.DataFrame, rarity: pl.DataFrame) -> Keyed:
    """Return names with their words in the order of how rare they are; rarity: word, rarity."""
    core = words.filter(~pl.col("word").str.starts_with(FORM)).join(
        rarity, on="word", how="left", maintain_order="left"
    )
    core = core.with_columns(pl.col("rarity").fill_null(_RAREST))
    own = core.filter(~pl.col("word").str.starts_with(PLACE))
    own = own.sort("row", "rarity", "word", descending=[False, True, False])
    return Keyed(names, core, own.with_columns(pl.int_range(pl.len()).over("row").alias("rank")))


def keys(of: Keyed) -> Iterator[pl.DataFrame]:
    """Yield the keys of names, each kind as a frame: row, key.

    A name has the key of each of its words, of the end of its rarest word and of that word with any one letter missing,
    of its two rarest words by their beginnings, of its municipality with the beginning of each word, of all its words
    in alphabetical order, of its letters without spaces, of its initials, and of its business id.
    """
    core, own = of.words, of.own
    first = own.filter(pl.col("rank") == 0)
    yield own.select("row", key=pl.lit("w:") + pl.col("word"))
    yield first.select("row", key=pl.lit("e:") + pl.col("word").str.slice(-_END))
    yield first.select("row", key=pl.lit("d:") + pl.col("word"))
    yield from _one_letter_less(first)
    two = own.filter(pl.col("rank") < 2).select("row", beginning=pl.col("word").str.slice(0, _STEM))
    two = two.group_by("row").agg(pl.col("beginning").sort().str.join(" "), pl.len().alias("count"))
    yield two.filter(pl.col("count") > 1).select("row", key=pl.lit("2:") + pl.col("beginning"))
    areas = of.names.select("area").with_row_index("row").drop_nulls()
    yield own.join(areas, on="row").select(
        "row", key=pl.lit("g:") + pl.col("area") + " " + pl.col("word").str.slice(0, _BEGINNING)
    )
    joined = (
        core.sort("row", "place")
        .group_by("row")
        .agg(
            pl.col("surface").str.join("").str.replace_all(" ", "", literal=True).alias("letters"),
            pl.col("surface").str.slice(0, 1).str.join("").alias("initials"),
            pl.col("word").sort().str.join(" ").alias("all"),
            pl.len().alias("count"),
        )
    )
    yield joined.select("row", key=pl.lit("n:") + pl.col("all"))
    yield joined.select("row", key=pl.lit("j:") + pl.col("letters").str.slice(0, _JOINED))
    yield joined.filter(pl.col("count") >= 3).select("row", key=pl.lit("a:") + pl.col("initials"))
    single = joined.filter((pl.col("count") == 1) & (pl.col("letters").str.len_chars() <= _LONGEST_ACRONYM))
    yield single.select("row", key=pl.lit("a:") + pl.col("letters"))
    ids = of.names.select("business_id").with_row_index("row").drop_nulls()
    yield ids.select("row", key=pl.lit("b:") + pl.col("business_id"))


def shared(left: Keyed, right: Keyed) -> pl.DataFrame:
    """Return the pairs of rows that share a key which few names have: left, right."""
    mine = pl.concat(keys(left)).unique()
    wanted = mine["key"].unique().implode()
    # Kinds of keys that meet each other are counted together: a word less a letter is another word.
    yours = pl.concat(part.filter(pl.col("key").is_in(wanted)) for part in keys(right)).unique()
    limit = pl.when(pl.col("key").str.starts_with("n:")).then(MOST_OF_NAME).otherwise(MOST_OF_KEY)
    rare = yours.filter(pl.len().over("key") <= limit)
    return mine.join(rare, on="key").select(left="row", right="row_right").unique()


def _one_letter_less(first: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield words less one letter: a letter too many, too few, another or two turned make the same word so."""
    long = first.filter(pl.col("word").str.len_chars() >= _SHORTEST)
    for letter in range(_LETTERS):
        reaching = long.filter(pl.col("word").str.len_chars() > letter)
        less = pl.col("word").str.slice(0, letter) + pl.col("word").str.slice(letter + 1)
        yield reaching.select("row", key=pl.lit("d:") + less)
