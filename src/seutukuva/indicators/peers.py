"""Towns that are alike: standardised distance over size, age, education, structure of jobs and self-sufficiency.

Every indicator is centred on its median and divided by its spread over all municipalities (the median absolute
deviation scaled to a normal distribution's standard deviation, Rousseeuw and Croux 1993), so that a few very large or
very odd municipalities do not set the scale. Population enters as its logarithm. The distance is Euclidean, and its
square is a sum over indicators: the shares of that sum say in what two towns differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from seutukuva.base import Problem
from seutukuva.indicators.areas import LATEST_YEAR
from seutukuva.indicators.figures import Area, one_area, value, values
from seutukuva.indicators.measured import area_of
from seutukuva.indicators.model import Peer, PeerSet

DEFAULT_PEER_INDICATORS: Final = (
    "population",
    "share_0_14",
    "share_65_over",
    "tertiary",
    "basic_only",
    "jobs_share_a",
    "jobs_share_c",
    "jobs_share_g",
    "jobs_share_q",
    "job_self_sufficiency",
)
_LOGARITHMIC: Final = frozenset({"population", "jobs", "labour_force", "employed"})
_MAD_TO_DEVIATION: Final = 1.4826  # of a normal distribution

Vector = npt.NDArray[np.float64]


def peers(
    code: Area,
    *,
    count: int = 9,
    on: Sequence[str] = DEFAULT_PEER_INDICATORS,
    candidates: Sequence[str] | None = None,
    year: int = LATEST_YEAR,
) -> PeerSet:
    """Return the `count` municipalities most like an area, nearest first; equals in the order of their codes.

    code: a municipality, or several seen as one. on: ids of indicators. candidates: codes to choose from; None is all
    municipalities. Raises Problem for an unknown area or indicator, and when the area lacks one of the figures.
    """
    chosen = tuple(on)
    group = one_area((code,) if isinstance(code, str) else code, year)
    frame, centre, scale = _standardised(chosen, year)
    own = (_own_vector(group, chosen, year) - centre) / scale
    pool = frame.filter(~pl.col("area").is_in(list(group)))
    if candidates is not None:
        pool = pool.filter(pl.col("area").is_in(list(candidates)))
    squares = (pool.select(chosen).to_numpy() - own) ** 2
    distances = np.sqrt(squares.sum(axis=1))
    codes = pool["area"].to_list()
    nearest = sorted(range(len(codes)), key=lambda i: (distances[i], codes[i]))[:count]
    found = (Peer(codes[i], float(distances[i]), _contributions(chosen, squares[i])) for i in nearest)
    return PeerSet(area_of(group), tuple(found), chosen)


def distance(one: str, other: str, *, on: Sequence[str] = DEFAULT_PEER_INDICATORS, year: int = LATEST_YEAR) -> float:
    """Return the standardised distance between two municipalities. Raises Problem."""
    chosen = tuple(on)
    scale = _standardised(chosen, year)[2]
    first, second = (_own_vector((code,), chosen, year) for code in (one, other))
    return float(np.linalg.norm((first - second) / scale))


@cache
def _standardised(on: tuple[str, ...], year: int) -> tuple[pl.DataFrame, Vector, Vector]:
    """Return area and standardised indicators of municipalities that have them all, the centres and the scales."""
    frame = values("population", year=year).select("area")
    for id_ in on:
        frame = frame.join(values(id_, year=year).select("area", pl.col("value").alias(id_)), on="area")
    frame = frame.drop_nulls().sort("area").with_columns(*(pl.col(i).log() for i in on if i in _LOGARITHMIC))
    raw = frame.select(on).to_numpy()
    centre = np.median(raw, axis=0)
    scale = _MAD_TO_DEVIATION * np.median(np.abs(raw - centre), axis=0)
    # An indicator that is the same in most municipalities has no such spread; its plain deviation stands in.
    scale = np.where(scale > 0, scale, np.where(raw.std(axis=0) > 0, raw.std(axis=0), 1.0))
    standard = pl.DataFrame((raw - centre) / scale, schema=list(on)).with_columns(frame["area"])
    return standard, centre, scale


def _own_vector(group: tuple[str, ...], on: tuple[str, ...], year: int) -> Vector:
    numbers = []
    for id_ in on:
        own = value(id_, group if len(group) > 1 else group[0], year=year).value
        if own is None:
            raise Problem("indicators.no_figure_for_peers", id=id_, area=area_of(group))
        numbers.append(np.log(own) if id_ in _LOGARITHMIC else own)
    return np.array(numbers, dtype=np.float64)


def _contributions(on: tuple[str, ...], squares: Vector) -> dict[str, float]:
    total = float(squares.sum())
    return {id_: float(s) / total if total else 0.0 for id_, s in zip(on, squares, strict=True)}
