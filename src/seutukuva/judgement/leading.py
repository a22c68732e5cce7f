"""Who leads an ecosystem: exact Bayes over five nominal states, with an error that each source's signs share.

A sign says one of the leaders. Given the true leader t, a source (cluster) tells of t with probability 1 - own_view,
otherwise of a leader v that it has in mind instead, drawn from the prior; either way each of its signs says k with the
probability that the model states for that kind and leader. So, for a source with signs k1, k2, ...,

    P(signs | t) = (1 - own_view) prod L[t, ki] + own_view sum over v of prior[v] prod L[v, ki]

which is a finite sum: nothing is approximated. However much one source says, it never weighs more than
(1 - own_view + own_view prior[t]) / (own_view prior[t]) to one. A sign of reliability r tells nothing with probability
1 - r. Who leads says nothing of how mature an ecosystem is: no function of a stage takes a leader.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seutukuva.base import Problem
from seutukuva.base.store import package_file
from seutukuva.judgement.model import checked_keys

LEADERS = ("city", "company", "education", "shared", "none")

_Five = tuple[float, float, float, float, float]
_TIE = 1e-9


@dataclass(frozen=True)
class Sign:
    """One thing that tells who leads.

    `says` is one of LEADERS, or None for "no information", which is never counted; "none" is the answer that nobody
    leads. `kind` is one of the model's (mandate, nomination, brokerage, money); `cluster` names the source;
    `reliability` in (0, 1] is the probability that the sign tells anything. `urn` and `further` are the URNs of what it
    stands on. Raises Problem for values outside these.
    """

    says: str | None
    kind: str
    cluster: str
    reliability: float = 1.0
    urn: str = ""
    further: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.says is not None and self.says not in LEADERS:
            raise Problem("judgement.leader", value=self.says, known=", ".join(LEADERS))
        if not 0 < self.reliability <= 1:
            raise Problem("judgement.reliability", value=str(self.reliability))
        if not self.cluster:
            raise Problem("judgement.cluster")


@dataclass(frozen=True)
class SignKind:
    """How a kind of sign errs: `own_view` (see the module), `says` rows of the true leader in LEADERS' order."""

    own_view: float
    says: tuple[_Five, _Five, _Five, _Five, _Five]


@dataclass(frozen=True)
class LeaderModel:
    """Prior of the five leaders and how each kind of sign errs."""

    kinds: Mapping[str, SignKind]
    prior: _Five = (0.2, 0.2, 0.2, 0.2, 0.2)
    credible: float = 0.9

    def kind(self, id_: str) -> SignKind:
        """Return how a kind of sign errs. Raises Problem when the model does not state it."""
        if id_ not in self.kinds:
            raise Problem("judgement.unknown_kind", kind=id_, known=", ".join(sorted(self.kinds)))
        return self.kinds[id_]


@dataclass(frozen=True)
class Leader:
    """Posterior of who leads.

    `posterior` is the probability of each of LEADERS (the prior without signs); `mode` the most probable one, None
    without signs and when two are equally probable; `set90` the fewest leaders that hold at least 90 %, the most
    probable first. `without` tells the mode when one source is left out, `by_kind` the posterior that each kind of sign
    alone would give.
    """

    posterior: Mapping[str, float]
    mode: str | None = None
    set90: tuple[str, ...] = ()
    n_signs: int = 0
    n_clusters: int = 0
    kinds: tuple[str, ...] = ()
    n_unknown: int = 0
    without: Mapping[str, str | None] = field(default_factory=dict)
    carriers: tuple[str, ...] = ()
    by_kind: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def decisive_clusters(self) -> tuple[str, ...]:
        """Return the sources without which another leader, or none, would be the most probable one."""
        return tuple(name for name, mode in self.without.items() if mode != self.mode)

    @property
    def known(self) -> bool:
        """Tell whether any sign was counted."""
        return self.n_signs > 0


def leader(signs: Sequence[Sign], model: LeaderModel | None = None) -> Leader:
    """Return who leads an ecosystem. Raises Problem for a kind of sign that the model does not state."""
    model = model or default_leader_model()
    counted = [sign for sign in signs if sign.says is not None]
    if not counted:
        return Leader(_named(np.array(model.prior)), n_unknown=len(signs))
    logs = _source_logs(counted, model)
    total = _total(logs, model)
    posterior = _normalised(total)
    return Leader(
        posterior=_named(posterior),
        mode=_mode(posterior),
        set90=_credible(posterior, model.credible),
        n_signs=len(counted),
        n_clusters=len(logs),
        kinds=(kinds := tuple(sorted({sign.kind for sign in counted}))),
        n_unknown=len(signs) - len(counted),
        without={name: _mode(_normalised(total - log)) if len(logs) > 1 else None for name, log in logs.items()},
        carriers=tuple(dict.fromkeys(one for sign in counted for one in (sign.urn, *sign.further) if one)),
        by_kind={
            kind: _named(
                _normalised(_total(_source_logs([sign for sign in counted if sign.kind == kind], model), model))
            )
            for kind in kinds
        },
    )


def read_leader_model(data: Mapping[str, Any]) -> LeaderModel:
    """Return a model from parsed TOML in the form of `data/leader.toml`.

    Raises Problem for another key, a row without a positive number per leader, or an `own_view` outside 0-1.
    """
    checked_keys(data, ("prior", "kinds"), "")
    kinds = data.get("kinds")
    if not isinstance(kinds, Mapping) or not kinds:
        raise Problem("judgement.no_kinds")
    prior = _five(data.get("prior", dict.fromkeys(LEADERS, 1)), "prior")
    return LeaderModel({str(id_): _kind(str(id_), row) for id_, row in kinds.items()}, prior)


@cache
def default_leader_model() -> LeaderModel:
    """Return the leader model that ships with the package."""
    return read_leader_model(tomllib.loads(package_file("judgement", "leader.toml").read_text(encoding="utf-8")))


def _kind(id_: str, row: object) -> SignKind:
    within = f"kinds.{id_}."
    if not isinstance(row, Mapping):
        raise Problem("judgement.leader_row", row=f"kinds.{id_}")
    checked_keys(row, ("own_view", "says"), within)
    own_view, says = row.get("own_view"), row.get("says")
    if not isinstance(own_view, int | float) or isinstance(own_view, bool) or not 0 <= own_view <= 1:
        raise Problem("judgement.own_view", kind=id_, value=str(own_view))
    if not isinstance(says, Mapping):
        raise Problem("judgement.leader_row", row=f"{within}says")
    checked_keys(says, LEADERS, f"{within}says.")
    city, company, education, shared, none = (_five(says.get(true), f"{within}says.{true}") for true in LEADERS)
    return SignKind(float(own_view), (city, company, education, shared, none))


def _five(values: object, row: str) -> _Five:
    if not isinstance(values, Mapping):
        raise Problem("judgement.leader_row", row=row)
    checked_keys(values, LEADERS, f"{row}.")
    numbers = [values.get(name) for name in LEADERS]
    fit = [
        float(n) for n in numbers if isinstance(n, int | float) and not isinstance(n, bool) and n > 0 and isfinite(n)
    ]
    if len(fit) != len(LEADERS):
        raise Problem("judgement.leader_row", row=row)
    first, second, third, fourth, fifth = (number / sum(fit) for number in fit)
    return first, second, third, fourth, fifth


def _source_logs(signs: Sequence[Sign], model: LeaderModel) -> dict[str, NDArray[np.float64]]:
    """Return the log likelihood of the signs of each source."""
    sources: dict[str, list[Sign]] = {}
    for sign in signs:
        sources.setdefault(sign.cluster, []).append(sign)
    return {name: _log_likelihood(of, model) for name, of in sources.items()}


def _total(logs: Mapping[str, NDArray[np.float64]], model: LeaderModel) -> NDArray[np.float64]:
    return np.asarray(np.log(np.array(model.prior)) + np.sum(list(logs.values()), axis=0))


def _log_likelihood(signs: Sequence[Sign], model: LeaderModel) -> NDArray[np.float64]:
    """Return log P(signs of one source | true leader); the kinds' largest own view counts for the source."""
    prior = np.array(model.prior)
    logs = np.zeros(len(LEADERS))
    for sign in signs:
        assert sign.says is not None
        says = np.array(model.kind(sign.kind).says)[:, LEADERS.index(sign.says)]
        logs += np.log(sign.reliability * says + (1 - sign.reliability) * (prior @ says))
    own_view = max(model.kind(sign.kind).own_view for sign in signs)
    top = logs.max()
    seen = np.exp(logs - top)
    mixed = (1 - own_view) * seen + own_view * (prior @ seen)
    return np.asarray(np.log(np.maximum(mixed, 1e-300)) + top)


def _normalised(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _mode(posterior: NDArray[np.float64]) -> str | None:
    top = np.flatnonzero(posterior >= posterior.max() - _TIE)
    return LEADERS[int(top[0])] if len(top) == 1 else None


def _credible(posterior: NDArray[np.float64], probability: float) -> tuple[str, ...]:
    order = np.argsort(-posterior, kind="stable")
    needed = int(np.searchsorted(np.cumsum(posterior[order]), probability - _TIE)) + 1
    return tuple(LEADERS[int(place)] for place in order[:needed])


def _named(posterior: NDArray[np.float64]) -> dict[str, float]:
    return dict(zip(LEADERS, posterior.tolist(), strict=True))
