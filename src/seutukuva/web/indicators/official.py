"""Official figures as pages ask for them, each computed once in a process: they change only with the program."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from threading import Lock
from typing import Any, Final, TypeVar

import polars as pl

from seutukuva.base import LocalName
from seutukuva.indicators import (
    Area,
    Figure,
    Level,
    PeerSet,
    indicator,
    peers,
    percentile,
    periods,
    series,
    values,
)
from seutukuva.indicators import value as read_value
from seutukuva.regions import LATEST_YEAR, division, local_name, municipality

T = TypeVar("T")
_MOST: Final = 600
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_one_at_a_time = Lock()  # the server answers in several threads


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` made for `key` before in this process, or make it; the key names all that it depends on."""
    with _one_at_a_time:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    made = make()  # not under the lock: what is made may itself stand on what is kept
    with _one_at_a_time:
        _kept[key] = made
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return made


def forget(*first: Hashable) -> None:
    """Drop what is kept for keys that begin with `first`, in this process."""
    with _one_at_a_time:
        for key in [key for key in _kept if isinstance(key, tuple) and key[: len(first)] == first]:
            del _kept[key]


def area_of(codes: tuple[str, ...]) -> Area:
    """Return the area of a participant's municipalities: several are seen as one."""
    return codes[0] if len(codes) == 1 else codes


@lru_cache(maxsize=20_000)
def figure(id_: str, codes: tuple[str, ...], period: str | None = None) -> Figure:
    """Return a figure of one municipality, or of several seen as one. Raises Problem."""
    return read_value(id_, area_of(codes), period)


@lru_cache(maxsize=20_000)
def place(id_: str, codes: tuple[str, ...], among: tuple[str, ...] | None = None) -> float | None:
    """Return the share of the other municipalities that are below. Raises Problem."""
    return percentile(id_, area_of(codes), among)


@cache
def level_values(id_: str, level: Level, period: str | None = None) -> tuple[tuple[str, float | None], ...]:
    """Return (code, value) of every area of a level, highest first, then those without a figure. Raises Problem."""
    frame = values(id_, level=level, period=period).sort(["value", "area"], descending=[True, False], nulls_last=True)
    return tuple(frame.select("area", "value").iter_rows())


@cache
def alike(codes: tuple[str, ...], count: int = 9) -> PeerSet | None:
    """Return the towns most like a town."""
    return peers(area_of(codes), count=count)


@cache
def area_name(level: Level, code: str) -> LocalName | None:
    """Return the name of an area; None for the whole country, which is called in words."""
    if level == "country":
        return None
    return local_name(code, level=level)


@cache
def region_of(code: str) -> str:
    """Return the code of a municipality's region."""
    return municipality(code).region


@cache
def regions(language: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of the regions by name."""
    codes = sorted(set(division(LATEST_YEAR).frame["region"]))
    return tuple(sorted(((c, local_name(c, level="region").form(language, "name")) for c in codes), key=lambda r: r[1]))


@cache
def decimals_form(id_: str) -> str:
    """Return how an indicator's values are written on drawings: number.1, percent."""
    entry = indicator(id_)
    return form(entry.is_percent, entry.decimals)


def form(is_percent: bool, decimals: int) -> str:
    """Return the form of a number for drawings and texts."""
    return ("percent" if is_percent else "number") + (f".{decimals}" if decimals else "")


@cache
def country_series(id_: str) -> pl.DataFrame:
    """Return period, value of the whole country; empty where it cannot be put together."""
    return series(id_, level="country").select("period", "value").drop_nulls()


@cache
def latest_period(id_: str) -> str:
    """Return the last period for which any municipality has a figure."""
    return periods(id_)[-1]
