"""What one more source can be expected to tell of a state."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seutukuva.judgement.integral import Array, evidence
from seutukuva.judgement.model import LEVELS, ErrorModel, Rating
from seutukuva.judgement.posterior import normalised
from seutukuva.judgement.raters import Raters

_NEW = "\0new"  # a cluster that no source has


def expected_information(
    ratings: Sequence[Rating], model: ErrorModel, kind: str = "interview", raters: Raters | None = None
) -> float:
    """Return how many bits one rating from one more source of `kind` tells of the level, on average.

    The source is one that has not been heard; its rating has reliability 1 and each level the probability that the
    ratings so far give it. The entropy of the posterior less its expected entropy after the rating: the mutual
    information of the level and the rating (Lindley 1956), between 0 and 2 bits. Raises Problem for a kind whose
    error sizes the model does not state.
    """
    scored = [rating for rating in ratings if rating.level is not None]
    after = np.stack(
        [_joint([*scored, Rating(level=level, kind=kind, cluster=_NEW)], model, raters) for level in LEVELS]
    )
    probability = normalised(np.logaddexp.reduce(after, axis=1))
    posteriors = normalised(after)
    now = probability @ posteriors
    return max(0.0, float(_entropy(now) - probability @ _entropy(posteriors)))


def _joint(ratings: Sequence[Rating], model: ErrorModel, raters: Raters | None) -> Array:
    told = evidence(ratings, model, raters)
    return told.log_posterior(told.table.sum(axis=1))


def _entropy(probabilities: Array) -> Array:
    certain = np.maximum(probabilities, 1e-300)
    return np.asarray(-(certain * np.log2(certain)).sum(axis=-1))
