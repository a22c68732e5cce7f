"""How much one more source would tell: the expected fall of entropy (Lindley, Ann. Math. Stat. 27, 1956)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seutukuva.judgement.integral import Array, evidence
from seutukuva.judgement.model import LEVELS, ErrorModel, Rating
from seutukuva.judgement.posterior import normalised
from seutukuva.judgement.raters import Raters


def expected_information(
    ratings: Sequence[Rating],
    model: ErrorModel,
    kind: str = "interview",
    raters: Raters | None = None,
    reliability: float = 1.0,
) -> float:
    """Return by how many bits one more rating of `kind` from a new source is expected to lessen the uncertainty (0-2).

    It is the mutual information of the level and the answer given `ratings`: the entropy of the posterior less the
    mean, over the four answers as probable as they now are, of the entropy that would be left. A single answer may
    raise the entropy, the mean never does. Raises Problem for a kind whose error sizes the model does not state.
    """
    asked = [Rating(level, kind, f"\0{level}", reliability) for level in LEVELS]
    told = evidence([rating for rating in ratings if rating.level is not None], model, raters, asked)
    so_far = told.table[:, : -len(LEVELS)].sum(axis=1)
    logs = told.log_posterior(so_far[:, None, :] + told.table[:, -len(LEVELS) :])
    joint = normalised(logs.reshape(1, -1)).reshape(logs.shape)  # answers x levels
    answer, level = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    return max(_bits(level) + _bits(answer) - _bits(joint), 0.0)


def expected_gains(
    ratings: Sequence[Rating], model: ErrorModel, raters: Raters | None = None
) -> tuple[tuple[str, float], ...]:
    """Return each kind of source that the model knows with its expected information in bits, most telling first."""
    gains = [(kind, expected_information(ratings, model, kind, raters)) for kind in model.kinds]
    return tuple(sorted(gains, key=lambda gain: -gain[1]))


def _bits(probabilities: Array) -> float:
    above = probabilities[probabilities > 0]
    return float(-(above * np.log2(above)).sum())
