"""Proper names with their Finnish case forms.

Whether one says Raumalla or Kuopiossa is usage and cannot be computed, so `data/names.csv` has the local form of every
municipality. The other forms follow from it by rule; where the rule fails, the table has them too.
"""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from seutukuva.base import LocalName
from seutukuva.regions.tables import table

NameLevel = Literal["municipality", "subregion", "region"]

_VOWELS: Final = "aeiouyäöå"
_SWEDISH_WHOLE: Final = ("regionen", "dalen", " stad", " landsbygd", " skärgård")


@cache
def municipality_names() -> dict[str, LocalName]:
    """Return code -> names of all municipalities since 2013."""
    return {r["code"]: _local(r) for r in table("names").iter_rows(named=True)}


@cache
def area_names(level: str) -> dict[str, LocalName]:
    """Return code -> names of the areas of a level. Sub-regions are told apart from towns: Rauman seutukunta."""
    rows = table("areas").filter(table("areas")["level"] == level).iter_rows(named=True)
    if level == "subregion":
        return {r["code"]: _subregion(r) for r in rows}
    return {r["code"]: _local(r) for r in rows}


def inflect(name: str, in_: str) -> tuple[str, str, str]:
    """Return the genitive, from-form and to-form of a Finnish place name from its nominative and local form."""
    stem, harmony = in_[:-3], in_[-1]
    genitive = f"{name[:-3]}sten" if stem.endswith("isi") and name.endswith("inen") else f"{stem}n"
    if in_[-3:-1] == "ll":
        return genitive, f"{stem}lt{harmony}", f"{stem}lle"
    return genitive, f"{stem}st{harmony}", _illative(name, stem)


def _illative(name: str, stem: str) -> str:
    """Return the to-form of a name that takes -ssa: the strong grade of the nominative with the stem's last vowel."""
    if len(stem) <= len(name) and name[-1] in _VOWELS:
        stem = name[:-1] + stem[-1]
    if stem[-1] == stem[-2]:
        return f"{stem}seen"
    return f"{stem}{stem[-1]}n"


def _local(row: dict[str, str | None]) -> LocalName:
    fi, sv, en = (str(row[c]) for c in ("fi", "sv", "en"))
    in_ = row["fi_in"]
    if in_ is None:
        # Offices and statistical areas (ELY, NUTS) stand in tables, not in sentences: their name serves everywhere.
        return LocalName(fi, sv, en, fi, fi, fi, fi)
    of, from_, to = inflect(fi, in_)
    return LocalName(fi, sv, en, in_, row["fi_of"] or of, row["fi_from"] or from_, row["fi_to"] or to)


def _subregion(row: dict[str, str | None]) -> LocalName:
    fi, sv, en = (str(row[c]) for c in ("fi", "sv", "en"))
    first = f"{row['fi_of']} " if row["fi_of"] else f"{fi} -"
    # Before a noun a name that ends in a vowel has no s in the Swedish of Finland: Raumo, but Brahestads.
    genitive = sv if sv[-1] in (*_VOWELS, "s", "x") else f"{sv}s"
    swedish = sv if sv.endswith(_SWEDISH_WHOLE) else f"{genitive} ekonomiska region"
    forms = (f"{first}seutukun{ending}" for ending in ("ta", "nassa", "nan", "nasta", "taan"))
    nominative, *cases = forms
    return LocalName(nominative, swedish, f"{en} sub-region", *cases)
