"""The catalogue of indicators and sources, read from the package's TOML."""

from __future__ import annotations

import difflib
import tomllib
from functools import cache
from typing import Any

from seutukuva.base import Problem, Term
from seutukuva.base.store import package_file
from seutukuva.indicators.model import Indicator, Source, Unit

_TERMS = ("name", "short", "description", "publisher", "title", "credit")


@cache
def catalogue() -> tuple[Indicator, ...]:
    """Return every indicator, in the order in which pages list them."""
    data = _toml("catalogue.toml")
    units = {id_: Unit(id_, Term(**words)) for id_, words in data["unit"].items()}
    return tuple(_indicator(entry, units) for entry in data["indicator"])


@cache
def all_sources() -> tuple[Source, ...]:
    """Return every source: those whose figures ship first, then tables that can be fetched."""
    return tuple(Source(**_with_terms(entry)) for entry in _toml("sources.toml")["source"])


@cache
def variables() -> dict[str, tuple[str, str, str]]:
    """Return variable id -> (source id, column of its file, period or 'column')."""
    return {id_: (v["source"], v["column"], v["period"]) for id_, v in _toml("variables.toml").items()}


def indicator(id_: str) -> Indicator:
    """Return the indicator called `id_`. Raises Problem (indicators.unknown_indicator) with the nearest ids."""
    for entry in catalogue():
        if entry.id == id_:
            return entry
    raise Problem("indicators.unknown_indicator", id=id_, nearest=_nearest(id_, [e.id for e in catalogue()]))


def source(id_: str) -> Source:
    """Return the source called `id_`; a fetchable table's own number (12r5) does as well. Raises Problem."""
    for entry in all_sources():
        if id_ in (entry.id, entry.id.rpartition("_")[2], entry.dataset):
            return entry
    raise Problem("indicators.unknown_source", id=id_, nearest=_nearest(id_, [s.id for s in all_sources()]))


def _indicator(entry: dict[str, Any], units: dict[str, Unit]) -> Indicator:
    fields = _with_terms(entry)
    return Indicator(
        **{
            **fields,
            "unit": units[fields["unit"]],
            "numerator": tuple(fields["numerator"]),
            "denominator": tuple(fields["denominator"]),
        }
    )


def _with_terms(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: Term(**value) if key in _TERMS else value for key, value in entry.items()}


def _nearest(id_: str, known: list[str]) -> str:
    """Return the three ids most like `id_`; without any alike, the first three in the alphabet."""
    return ", ".join(difflib.get_close_matches(id_, known, n=3, cutoff=0.3) or sorted(known)[:3])


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(package_file("indicators", name).read_text(encoding="utf-8"))
