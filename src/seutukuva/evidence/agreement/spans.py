"""Codings as stretches of texts, ready to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from seutukuva.base import Problem

Ints = npt.NDArray[np.int64]
COLUMNS: Final = ("source", "code", "coder", "start", "end")


@dataclass(frozen=True)
class ReadText:
    """A text, its length in code points, and the coders who have read it to the end: what they left uncoded counts."""

    source: str
    length: int
    coders: tuple[str, ...]


@dataclass(frozen=True)
class Spans:
    """The stretches [start, end) of each code, source and coder (n x 2, in order, overlapping ones made one)."""

    texts: tuple[ReadText, ...]
    of: Mapping[tuple[str, str, str], Ints]
    codes: tuple[str, ...]

    @property
    def coders(self) -> tuple[str, ...]:
        """Return everybody who has read a text."""
        return tuple(sorted({coder for text in self.texts for coder in text.coders}))

    def among(self, coders: Iterable[str]) -> Spans:
        """Return the same texts as read by these coders only."""
        kept = set(coders)
        texts = tuple(ReadText(t.source, t.length, tuple(c for c in t.coders if c in kept)) for t in self.texts)
        return Spans(texts, self.of, self.codes)

    def get(self, code: str, source: str, coder: str) -> Ints:
        """Return the stretches that a coder gave a code in a text."""
        return self.of.get((code, source, coder), _NOTHING)


_NOTHING: Final[Ints] = np.zeros((0, 2), dtype=np.int64)


def read_spans(codings: pl.DataFrame, texts: Sequence[ReadText]) -> Spans:
    """Return the codings (columns source, code, coder, start, end in code points) of the texts.

    Codings of other texts, and of coders who have not read a text to the end, are left out. Raises Problem for a
    missing column, or a coding that is empty or reaches outside its text.
    """
    for column in COLUMNS:
        if column not in codings.columns:
            raise Problem("evidence.agreement.column", column=column)
    readers = [(t.source, c, t.length) for t in texts for c in t.coders]
    reading = pl.DataFrame(
        readers, schema={"source": pl.String, "coder": pl.String, "length": pl.Int64}, orient="row"
    ).unique(["source", "coder"])
    kept = codings.select(COLUMNS).join(reading, on=["source", "coder"], how="inner")
    bad = kept.filter((pl.col("start") < 0) | (pl.col("start") >= pl.col("end")) | (pl.col("end") > pl.col("length")))
    if bad.height:
        row = bad.row(0, named=True)
        raise Problem("evidence.agreement.outside", source=row["source"], start=row["start"], end=row["end"])
    groups = kept.sort("start", "end").partition_by("code", "source", "coder", as_dict=True)
    of = {
        (str(key[0]), str(key[1]), str(key[2])): merged(group.select("start", "end").to_numpy().astype(np.int64))
        for key, group in groups.items()
    }
    return Spans(tuple(texts), of, tuple(sorted({code for code, _, _ in of})))


def merged(stretches: Ints) -> Ints:
    """Return stretches in order with overlapping ones made one; those that only touch stay apart."""
    if len(stretches) < 2:
        return stretches
    furthest = np.maximum.accumulate(stretches[:, 1])
    begins = np.concatenate(([True], stretches[1:, 0] >= furthest[:-1]))
    last = np.concatenate((begins[1:], [True]))
    return np.column_stack((stretches[begins, 0], furthest[last]))
