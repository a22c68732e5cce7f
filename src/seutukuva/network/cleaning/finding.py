"""Names that may be of one organisation: within a list, and between a list and a register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from seutukuva.base import Message
from seutukuva.network.cleaning.blocking import Keyed, keyed, shared
from seutukuva.network.cleaning.comparing import Name, compare
from seutukuva.network.cleaning.model import NAMES, Pair
from seutukuva.network.cleaning.names import PLACE, taken_apart

SHOWN_FROM: Final = 0.5
_LOOKED_AT: Final = 12  # of the register's names for each name, the most alike by letters and rare words
_EQUAL: Final = 0.02  # of a score
_CHUNK: Final = 2_000  # names at a time, so that the pairs fit in memory


@dataclass(frozen=True)
class _List:
    """Names with their words and keys, all by row."""

    names: pl.DataFrame
    words: pl.DataFrame
    keyed: Keyed
    compared: pl.DataFrame  # core, letters, area, business_id: what tells quickly how alike two names are


def alternatives(actors: pl.DataFrame) -> pl.DataFrame:
    """Return a row for every name that actors go by: id, name, area, business_id.

    actors: columns as in `imports.Imported`; `name_sv`, `name_en` and `aliases` may be missing.
    """
    frame = actors.with_columns(
        pl.lit(None, kind).alias(name) for name, kind in NAMES.items() if name not in actors.columns
    )
    columns = [pl.col(c) for c in ("name", "name_sv", "name_en") if c in frame.columns]
    every = pl.concat_list(columns)
    if "aliases" in frame.columns:
        every = pl.concat_list(every, pl.col("aliases").fill_null([]))
    told = frame.select("id", "area", "business_id", name=every).explode("name").drop_nulls("name")
    return told.select(*NAMES).unique(maintain_order=True)


def links(names: pl.DataFrame, register: pl.DataFrame, *, least: float = SHOWN_FROM, most: int = 3) -> tuple[Pair, ...]:
    """Return which entries of a register each name may be, the best first: at most `most`, of score `least` or more.

    names, register: id, name, and where known area (municipality code) and business_id; an id may have several rows,
    one per name that it goes by. A name without a pair is not found. Nothing is linked by this.
    """
    left, right = _shaped(names), _shaped(register)
    rarity, total = _rarity(pl.concat([left, right]))
    mine, yours = _list(left, rarity), _list(right, rarity)
    pairs = shared(mine.keyed, yours.keyed)
    found = [pair for part in _chunks(pairs) for pair in _compared(mine, yours, part, rarity, total)]
    return _best(_doubted(found), least, most)


def duplicates(names: pl.DataFrame, *, least: float = SHOWN_FROM) -> tuple[Pair, ...]:
    """Return the pairs of a list that may be one organisation, the surest first; columns as for `links`."""
    given = _shaped(names)
    rarity, total = _rarity(given)
    whole = _list(given, rarity)
    pairs = shared(whole.keyed, whole.keyed).filter(pl.col("left") < pl.col("right"))
    found = [pair for part in _chunks(pairs) for pair in _compared(whole, whole, part, rarity, total)]
    return _best([pair for pair in found if pair.left != pair.right], least, None)


def _shaped(names: pl.DataFrame) -> pl.DataFrame:
    columns = [pl.col(c).cast(k) if c in names.columns else pl.lit(None, k).alias(c) for c, k in NAMES.items()]
    return names.select(columns).filter(pl.col("name").is_not_null())


def _rarity(names: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Return word -> how rare it is, and the number of names, at least ten thousand.

    In a list of fifty names every word is as rare as any other; the floor keeps their weights near those of a register.
    """
    words = taken_apart(names)
    total = max(names.height, 10_000)
    counts = words.unique(["row", "word"]).group_by("word").len("count")
    return counts.select("word", rarity=(total / pl.col("count")).log()), total


def _list(names: pl.DataFrame, rarity: pl.DataFrame) -> _List:
    words = taken_apart(names)
    of = keyed(names, words, rarity)
    cores = (
        of.own.sort("row", "place")
        .group_by("row")
        .agg(
            core=pl.col("word").str.join(" "),
            letters=pl.col("surface").str.join("").str.replace_all(" ", "", literal=True),
        )
    )
    places = words.filter(pl.col("word").str.starts_with(PLACE)).group_by("row").agg(named=pl.col("word").first())
    rows = (
        names.select("area", "business_id")
        .with_row_index("row")
        .join(cores, on="row", how="left", maintain_order="left")
    )
    rows = rows.join(places, on="row", how="left", maintain_order="left")
    area = pl.coalesce("area", pl.col("named").str.strip_prefix(PLACE))
    return _List(names, words, of, rows.select(pl.col("core", "letters").fill_null(""), "business_id", area=area))


def _chunks(pairs: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the pairs of some names at a time."""
    yield from pairs.with_columns(chunk=pl.col("left") // _CHUNK).partition_by("chunk", include_key=False)


def _compared(left: _List, right: _List, pairs: pl.DataFrame, rarity: pl.DataFrame, total: int) -> Iterator[Pair]:
    looked = _most_alike(left, right, pairs)
    mine = _names_of(left, looked["left"].unique())
    yours = _names_of(right, looked["right"].unique())
    used = {word for name in (*mine.values(), *yours.values()) for word in name.words}
    rare = dict(rarity.filter(pl.col("word").is_in(used)).iter_rows())
    ids = [side.names.select("id", "name").rows() for side in (left, right)] if looked.height else [[], []]
    for i, j in looked.select("left", "right").iter_rows():
        score, reasons = compare(mine[i], yours[j], rare, total)
        yield Pair(ids[0][i][0], ids[1][j][0], ids[0][i][1], ids[1][j][1], score, reasons)


def _most_alike(left: _List, right: _List, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return for each left row the pairs whose letters are most alike, place and business id counted in."""
    mine, yours = left.compared[pairs["left"]], right.compared[pairs["right"]]
    words = process.cpdist(
        mine["core"].to_list(), yours["core"].to_list(), scorer=fuzz.token_sort_ratio, dtype=np.float32
    )
    texts = mine["letters"].to_list(), yours["letters"].to_list()
    alike = pl.Series(np.maximum(words, process.cpdist(*texts, scorer=fuzz.ratio, dtype=np.float32)))
    part = pl.Series(process.cpdist(*texts, scorer=fuzz.partial_ratio, dtype=np.float32))
    place = (mine["area"] == yours["area"]).cast(pl.Float32).fill_null(0.5)
    number = (mine["business_id"] == yours["business_id"]).cast(pl.Float32).fill_null(0.0)
    ranked = pairs.with_columns(alike=alike + 0.3 * part + 20 * place + 1000 * number)
    ranked = ranked.sort("left", "alike", "right", descending=[False, True, False])
    return ranked.filter(pl.int_range(pl.len()).over("left") < _LOOKED_AT)


def _names_of(side: _List, rows: pl.Series) -> dict[int, Name]:
    told = side.words.filter(pl.col("row").is_in(rows.implode())).sort("row", "place")
    grouped = told.group_by("row", maintain_order=True).agg("word", "surface")
    words = {row: (tuple(word), tuple(surface)) for row, word, surface in grouped.iter_rows()}
    frame = side.names.select("area", "business_id").with_row_index("row").filter(pl.col("row").is_in(rows.implode()))
    return {row: Name(*words.get(row, ((), ())), area, number) for row, area, number in frame.iter_rows()}


def _doubted(found: list[Pair]) -> list[Pair]:
    """Return the pairs of each name with the best ones divided among all that are as good: at most one is right."""
    best: dict[str, float] = {}
    for pair in found:
        best[pair.left] = max(best.get(pair.left, 0.0), pair.score)
    equals: dict[str, set[str]] = {}
    for pair in found:
        if pair.score > best[pair.left] - _EQUAL:
            equals.setdefault(pair.left, set()).add(pair.right)
    doubted: list[Pair] = []
    for pair in found:
        count = len(equals[pair.left]) if pair.right in equals[pair.left] else 1
        several = (Message("network.cleaning.reason.several", {"count": count}),) if count > 1 else ()
        doubted.append(replace(pair, score=pair.score / count, reasons=(*pair.reasons, *several)))
    return doubted


def _best(found: list[Pair], least: float, most: int | None) -> tuple[Pair, ...]:
    """Return the pairs from `least` on, each pair of ids once by its best names, at most `most` of a left id."""
    order = sorted(found, key=lambda pair: (-pair.score, pair.left, pair.right, pair.left_name, pair.right_name))
    kept: dict[tuple[str, str], Pair] = {}
    counts: dict[str, int] = {}
    for pair in order:
        ends = (pair.left, pair.right)
        if pair.score < least or ends in kept or ends[::-1] in kept:
            continue
        if most is None or counts.get(pair.left, 0) < most:
            kept[ends] = pair
            counts[pair.left] = counts.get(pair.left, 0) + 1
    return tuple(kept.values())
