"""What is judged (ratings), under which errors (model), and what comes out (cell)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from seutukuva.base import Problem
from seutukuva.base.store import package_file

LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Rating:
    """One judgement of one piece of evidence.

    `level` is 1-4, or None for "no information", which is never scored. `cluster` names the source whose error all
    its ratings share (an informant, a survey wave, a dataset). `reliability` in (0, 1] divides the variance of the
    rating's own error. `urn` is the carrier of the thread. Raises Problem for values outside these.
    """

    level: int | None
    kind: str
    cluster: str
    reliability: float = 1.0
    rater: str = ""
    urn: str = ""

    def __post_init__(self) -> None:
        if self.level is not None and self.level not in LEVELS:
            raise Problem("judgement.level", value=str(self.level))
        if not 0 < self.reliability <= 1:
            raise Problem("judgement.reliability", value=str(self.reliability))
        if not self.cluster:
            raise Problem("judgement.cluster")


@dataclass(frozen=True)
class ErrorSize:
    """Standard deviations, in levels, of an item's own error and of the error its cluster shares."""

    own: float
    shared: float


@dataclass(frozen=True)
class ErrorModel:
    """Prior of the four levels and the sizes of error per kind of evidence."""

    kinds: Mapping[str, ErrorSize]
    prior: tuple[float, float, float, float] = (0.25, 0.25, 0.25, 0.25)
    credible: float = 0.9

    def size(self, kind: str) -> ErrorSize:
        """Return the error sizes of `kind`. Raises Problem when the model does not state them."""
        if kind not in self.kinds:
            raise Problem("judgement.unknown_kind", kind=kind, known=", ".join(sorted(self.kinds)))
        return self.kinds[kind]


@dataclass(frozen=True)
class Cell:
    """Posterior of one ordinal state.

    `posterior` is the probability of levels 1-4 (the prior when nothing was rated); `mode` the most probable level,
    None without information; `set90` the smallest run of neighbouring levels that holds at least the model's
    credible probability (90 %), empty without information. `without` tells the mode when one cluster is left out
    (None when nothing is left). `carriers` are the URNs of the ratings that were scored.
    """

    posterior: tuple[float, float, float, float]
    mode: int | None = None
    set90: tuple[int, ...] = ()
    n_items: int = 0
    n_clusters: int = 0
    kinds: tuple[str, ...] = ()
    n_unknown: int = 0
    without: Mapping[str, int | None] = field(default_factory=dict)
    carriers: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Tell whether anything was rated."""
        return self.mode is not None

    @property
    def decisive_clusters(self) -> tuple[str, ...]:
        """Return the clusters without which the mode would be another one."""
        return tuple(cluster for cluster, mode in self.without.items() if mode != self.mode)


def read_errors(data: Mapping[str, Any]) -> ErrorModel:
    """Return an error model from parsed TOML (`prior`, `kinds.<kind>.own|shared`).

    Raises Problem when the prior is not four positive numbers or a size is not a positive number.
    """
    prior = [float(p) for p in data.get("prior", (1, 1, 1, 1))]
    if len(prior) != len(LEVELS) or min(prior) <= 0:
        raise Problem("judgement.prior", value=", ".join(f"{p:g}" for p in prior))
    kinds = {}
    for kind, sizes in data["kinds"].items():
        own, shared = float(sizes.get("own", 0)), float(sizes.get("shared", -1))
        if own <= 0 or shared < 0:
            raise Problem("judgement.error_size", kind=kind)
        kinds[kind] = ErrorSize(own=own, shared=shared)
    total = sum(prior)
    first, second, third, fourth = (p / total for p in prior)
    return ErrorModel(kinds=kinds, prior=(first, second, third, fourth))


@cache
def default_errors() -> ErrorModel:
    """Return the error model that ships with the package."""
    return read_errors(tomllib.loads(package_file("judgement", "errors.toml").read_text(encoding="utf-8")))
