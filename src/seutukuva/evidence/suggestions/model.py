"""What is learned from, and what is proposed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from seutukuva.base import LANGUAGES, Language
from seutukuva.base.store import package_file
from seutukuva.evidence.words import index_terms

Tokenise = Callable[[str, Language], Sequence[str]]
Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]

# A coder with such a name is a model: it proposes, and is never counted as a person.
MODEL: Final = "model:"
TERMS: Final[Tokenise] = index_terms


@dataclass(frozen=True)
class Text:
    """A passage to be coded or grouped, in its language."""

    text: str
    language: Language = "fi"


@dataclass(frozen=True)
class Example:
    """A passage with the codes that people gave it (none: it was read and left uncoded); `source` it stands in.

    Passages of one source are kept together when a model is tested: people use their own words again and again.
    """

    text: str
    codes: frozenset[str]
    language: Language = "fi"
    source: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A code that the model proposes; `confidence` 0-1; `terms` are the words of the passage that speak most for it."""

    code: str
    confidence: float
    terms: tuple[str, ...] = ()


def is_person(coder: str) -> bool:
    """Tell whether a coder's name is a person's and not a model's."""
    return not coder.startswith(MODEL)


def examples(codings: pl.DataFrame) -> tuple[Example, ...]:
    """Return the examples that people's codings give: the same words of a source once, with all codes they have.

    A passage that holds another one has the other's codes too: coders cut the same place differently. `codings` has
    the columns source, quote, language, code and coder; a language that is none of ours is read as Finnish.
    """
    people = codings.filter(~pl.col("coder").str.starts_with(MODEL) & (pl.col("quote").str.strip_chars() != ""))
    grouped = people.group_by("source", "quote", maintain_order=True).agg("code", pl.col("language").first())
    return tuple(
        Example(
            text=row["quote"],
            codes=frozenset(code for words, codes in told if words in row["quote"] for code in codes),
            language=row["language"] if row["language"] in LANGUAGES else "fi",
            source=row["source"],
        )
        for passages in grouped.partition_by("source", maintain_order=True)
        for told in [passages.select("quote", "code").rows()]
        for row in passages.iter_rows(named=True)
    )


@cache
def function_words(language: Language) -> frozenset[str]:
    """Return the lemmas of a language that say nothing of the subject: they teach no code and name no theme."""
    data = tomllib.loads(package_file("evidence", "function_words.toml").read_text(encoding="utf-8"))
    return frozenset(data[language].split())
