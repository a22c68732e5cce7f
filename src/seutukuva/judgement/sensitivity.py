"""How a judgement looks under another prior, and without one of its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seutukuva.judgement.integral import Array, evidence
from seutukuva.judgement.model import ErrorModel, Rating
from seutukuva.judgement.posterior import credible_set, four, mode, normalised
from seutukuva.judgement.raters import Raters


@dataclass(frozen=True)
class View:
    """A judgement looked at in another way: `name` is the prior's, or that of the source that is left out.

    `mode` is None and `set90` empty when no rating is left; `posterior` is then the prior. `changed` tells whether
    the most probable level is another one than that of the judgement itself.
    """

    name: str
    posterior: tuple[float, float, float, float]
    mode: int | None
    set90: tuple[int, ...]
    changed: bool


def under_priors(ratings: Sequence[Rating], model: ErrorModel, raters: Raters | None = None) -> tuple[View, ...]:
    """Return the judgement under each of the model's `priors` (shipped: flat, optimistic, pessimistic), in their order.

    Without a scored rating every view is its prior, without a level.
    """
    scored = [rating for rating in ratings if rating.level is not None]
    if not scored:
        return tuple(View(name, prior, None, (), changed=False) for name, prior in model.priors.items())
    told = evidence(scored, model, raters)
    own = told.log_posterior(told.table.sum(axis=1))
    likelihood, start = own - np.log(told.prior), mode(normalised(own))
    return tuple(
        _view(name, normalised(likelihood + np.log(prior)), start, model) for name, prior in model.priors.items()
    )


def without_each_cluster(
    ratings: Sequence[Rating], model: ErrorModel, raters: Raters | None = None
) -> tuple[View, ...]:
    """Return the judgement with each source cluster left out, in the order in which the clusters first occur."""
    scored = [rating for rating in ratings if rating.level is not None]
    if not scored:
        return ()
    told = evidence(scored, model, raters)
    total = told.table.sum(axis=1)
    if len(told.clusters) == 1:
        return (View(told.clusters[0], model.prior, None, (), changed=True),)
    start = mode(normalised(told.log_posterior(total)))
    left = normalised(told.log_posterior(total[:, None, :] - told.table))
    return tuple(_view(name, row, start, model) for name, row in zip(told.clusters, left, strict=True))


def _view(name: str, posterior: Array, start: int, model: ErrorModel) -> View:
    level = mode(posterior)
    return View(name, four(posterior), level, credible_set(posterior, model.credible), changed=level != start)
