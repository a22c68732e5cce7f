"""A name taken apart: legal form, words that mean the same in two languages, places, and what is its own."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl

from seutukuva import regions
from seutukuva.base import LocalName
from seutukuva.base.store import package_file

FORM: Final = "§"
CONCEPT: Final = "="
PLACE: Final = "@"
_JOINED: Final = "_"  # joins the words of a phrase to one
_LETTERS: Final = r"[^\p{L}\p{N}_]+"
_ENDING: Final = r"[:'’](?:n|s|ssa|lle|lta)\b"  # VTT:n, Luvata's


@dataclass(frozen=True)
class _Words:
    phrases: Mapping[str, str]  # " regional  council " -> " regional_council ", with a space of its own on every side
    meaning: Mapping[str, str]  # bare word -> §oy, =uas, @684
    empty: frozenset[str]


def taken_apart(names: pl.DataFrame) -> pl.DataFrame:
    """Return the words of names: row (position in `names`), place (of the word), surface, word.

    names: a column `name`. surface: the word as it is written, in small letters. word: how it is compared, without
    diacritics; §oy for a legal form, =uas for what has one meaning in several languages, @684 for a municipality.
    Words that tell nothing (ja, och, and) are left out.
    """
    known = _words()
    text = pl.col("name").fill_null("").str.to_lowercase().str.replace_all("&", " ja ", literal=True)
    text = text.str.replace_all(_ENDING, "")
    text = pl.lit(" ") + text.str.replace_all(_LETTERS, " ").str.replace_all(" ", "  ", literal=True) + pl.lit(" ")
    joined = text.str.replace_many(list(known.phrases), list(known.phrases.values()), leftmost=True)
    surface = joined.str.split(" ").list.filter(pl.element() != "")
    rows = names.select(surface.alias("surface")).with_row_index("row").explode("surface").drop_nulls()
    rows = rows.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).over("row").alias("place"))
    bare = pl.col("surface").str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    rows = rows.with_columns(bare.alias("word"))
    meaning = pl.DataFrame({"word": list(known.meaning), "meaning": list(known.meaning.values())})
    rows = rows.join(meaning, on="word", how="left", maintain_order="left")
    rows = rows.with_columns(
        pl.coalesce("meaning", "word").alias("word"), pl.col("surface").str.replace_all(_JOINED, " ")
    )
    return rows.filter(~pl.col("word").is_in(list(known.empty))).select("row", "place", "surface", "word")


def bare(text: str) -> str:
    """Return a text in small letters without diacritics."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _words() -> _Words:
    data = tomllib.loads(package_file("network", "names.toml").read_text(encoding="utf-8"))
    meaning: dict[str, str] = {}
    for name, codes in _municipalities().items():
        if len(codes) == 1:
            meaning[name] = f"{PLACE}{codes[0]}"
    several: list[str] = []
    for mark, table in ((CONCEPT, data["concepts"]), (FORM, data["forms"])):
        for id_, written in table.items():
            texts = [text.replace("-", " ") for text in written]
            meaning.update({bare(text).replace(" ", _JOINED): f"{mark}{id_}" for text in texts})
            several += [text for text in texts if " " in text]
    # Longer phrases come first: "julkinen osakeyhtiö" is not an "osakeyhtiö" with a word before it.
    ordered = sorted(several, key=len, reverse=True)
    phrases = {f" {text.replace(' ', '  ')} ": f" {text.replace(' ', _JOINED)} " for text in ordered}
    return _Words(phrases, meaning, frozenset(data["empty"]["words"]))


def _municipalities() -> dict[str, list[str]]:
    """Return the names of municipalities and their genitives, one word each, with the codes they may mean."""
    found: dict[str, list[str]] = {}
    for code in sorted(regions.division(regions.LATEST_YEAR).codes):
        for text in _forms(regions.local_name(code)):
            key = bare(text)
            if key.isalpha() and code not in found.setdefault(key, []):
                found[key].append(code)
    return found


def _forms(name: LocalName) -> tuple[str, ...]:
    return name.fi, name.fi_of, name.fi_in, name.sv, name.form("sv", "of"), name.en
