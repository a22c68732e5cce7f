"""What is judged (ratings), under which errors (model), and what comes out (cell)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import isfinite
from typing import Any

from seutukuva.base import Problem
from seutukuva.base.store import package_file

LEVELS = (1, 2, 3, 4)
# Bounds of what a model may state. There are four levels: ten levels of error tell nothing any more, and a twentieth is
# as good as none. Outside them the integral would need more nodes than a computer holds.
LEAST_OWN = 0.05
MOST_ERROR = 10.0
MOST_SCALES = 20


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
    """Prior of the four levels and the sizes of error per kind of evidence.

    The size of the shared error is itself not known: every stated `shared` is multiplied by one of `scales`, which
    are equally probable beforehand and common to the whole cell, so that sources which contradict each other widen
    the set and sources which agree narrow it. `severity` is the standard deviation, in levels, of how strict or mild
    a rater is; it counts only where raters overlap (see `severities`). `priors` are other priors of the four levels, by
    name, under which a judgement is looked at (see `under_priors`).
    """

    kinds: Mapping[str, ErrorSize]
    prior: tuple[float, float, float, float] = (0.25, 0.25, 0.25, 0.25)
    credible: float = 0.9
    scales: tuple[float, ...] = (1.0,)
    severity: float = 0.3
    priors: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)

    def size(self, kind: str) -> ErrorSize:
        """Return the error sizes of `kind`. Raises Problem when the model does not state them."""
        if kind not in self.kinds:
            raise Problem("judgement.unknown_kind", kind=kind, known=", ".join(sorted(self.kinds)))
        return self.kinds[kind]


@dataclass(frozen=True)
class Conflict:
    """Two kinds of source that hardly tell of the same level.

    `low` and `high` name the kinds, `low_mode` and `high_mode` what each alone says; `odds` is how much more probable
    the ratings are when the kinds tell of two unrelated levels than of one and the same.
    """

    low: str
    low_mode: int
    high: str
    high_mode: int
    odds: float


@dataclass(frozen=True)
class Cell:
    """Posterior of one ordinal state.

    `posterior` is the probability of levels 1-4 (the prior when nothing was rated); `mode` the most probable level,
    None without information; `set90` the smallest run of neighbouring levels that holds at least the model's
    credible probability (90 %), empty without information. `without` tells the mode when one cluster is left out
    (None when nothing is left). `by_kind` is the posterior that each kind of source alone would give and `conflicts`
    the pairs of kinds that contradict each other, the plainest first. `carriers` are the URNs of the ratings that
    were scored.
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
    by_kind: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    @property
    def known(self) -> bool:
        """Tell whether anything was rated."""
        return self.mode is not None

    @property
    def decisive_clusters(self) -> tuple[str, ...]:
        """Return the clusters without which the mode would be another one."""
        return tuple(cluster for cluster, mode in self.without.items() if mode != self.mode)


def read_errors(data: Mapping[str, Any]) -> ErrorModel:
    """Return an error model from parsed TOML (`prior`, `priors`, `scales`, `severity`, `kinds.<kind>.own|shared`).

    Raises Problem for another key, a prior that is not four positive numbers, an `own` that is not from 0.05 to 10
    levels, a `shared` or `severity` not from 0 to 10, `scales` that are not one to twenty numbers above 0 and at most
    10, or no kinds.
    """
    checked_keys(data, ("prior", "priors", "scales", "severity", "kinds"), "")
    prior = _prior(data.get("prior", (1, 1, 1, 1)))
    priors = data.get("priors", {})
    if not isinstance(priors, Mapping):
        raise Problem("judgement.prior", value=_told(priors))
    scales = _numbers(data.get("scales", (1,)))
    if not 1 <= len(scales) <= MOST_SCALES or min(scales) <= 0 or max(scales) > MOST_ERROR:
        raise Problem("judgement.scales", value=_told(data["scales"]))
    (severity,) = _numbers((data.get("severity", ErrorModel.severity),)) or (-1.0,)
    if not 0 <= severity <= MOST_ERROR:
        raise Problem("judgement.severity", value=_told(data["severity"]))
    kinds = data.get("kinds")
    if not isinstance(kinds, Mapping) or not kinds:
        raise Problem("judgement.no_kinds")
    return ErrorModel(
        kinds={str(kind): _size(str(kind), sizes) for kind, sizes in kinds.items()},
        prior=prior,
        scales=scales,
        severity=severity,
        priors={str(name): _prior(values) for name, values in priors.items()},
    )


def _prior(values: object) -> tuple[float, float, float, float]:
    numbers = _numbers(values)
    if len(numbers) != len(LEVELS) or min(numbers) <= 0:
        raise Problem("judgement.prior", value=_told(values))
    # Divided by the largest first: four numbers that each can be held may have a sum that cannot.
    parts = [number / max(numbers) for number in numbers]
    first, second, third, fourth = (part / sum(parts) for part in parts)
    if min(first, second, third, fourth) <= 0:
        raise Problem("judgement.prior", value=_told(values))
    return first, second, third, fourth


def _size(kind: str, sizes: object) -> ErrorSize:
    if not isinstance(sizes, Mapping):
        raise Problem("judgement.error_size", kind=kind)
    checked_keys(sizes, ("own", "shared"), f"kinds.{kind}.")
    size = _numbers((sizes.get("own"), sizes.get("shared")))
    if len(size) != 2 or not LEAST_OWN <= size[0] <= MOST_ERROR or not 0 <= size[1] <= MOST_ERROR:
        raise Problem("judgement.error_size", kind=kind)
    return ErrorSize(own=size[0], shared=size[1])


def checked_keys(data: Mapping[str, Any], known: tuple[str, ...], within: str) -> None:
    """Raise Problem for a key of parsed TOML that is not known; `within` is the path before it."""
    for key in data:
        if key not in known:
            raise Problem("judgement.unknown_key", key=f"{within}{key}", known=", ".join(known))


def _numbers(values: object) -> tuple[float, ...]:
    """Return finite numbers, an empty tuple when any value is something else."""
    if not isinstance(values, Sequence) or isinstance(values, str):
        return ()
    if not all(isinstance(v, int | float) and not isinstance(v, bool) and isfinite(v) for v in values):
        return ()
    return tuple(float(v) for v in values)


def _told(value: object) -> str:
    return (
        ", ".join(str(v) for v in value) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
    )


@cache
def default_errors() -> ErrorModel:
    """Return the error model that ships with the package."""
    return read_errors(tomllib.loads(package_file("judgement", "errors.toml").read_text(encoding="utf-8")))
