"""What one more source is expected to tell, other priors, sources left out."""

from __future__ import annotations

import numpy as np
import pytest

from seutukuva.base import Problem
from seutukuva.judgement import (
    ErrorModel,
    ErrorSize,
    Rating,
    assess,
    default_errors,
    expected_gains,
    expected_information,
    read_errors,
    under_priors,
    without_each_cluster,
)

RATINGS = [Rating(2, "interview", "a"), Rating(3, "document", "d", 0.5), Rating(None, "survey", "s")]


def entropy(posterior: tuple[float, ...]) -> float:
    return float(-sum(p * np.log2(p) for p in posterior if p))


def test_the_gain_is_the_mean_fall_of_entropy_over_answers_that_were_drawn() -> None:
    """Against simulation: a level from the posterior, an answer from the level, the posterior with it."""
    model = ErrorModel({"interview": ErrorSize(0.7, 0.5), "document": ErrorSize(0.5, 0.4)})
    now = assess(RATINGS[:2], model)
    rng = np.random.default_rng(20261124)
    latent = rng.choice(4, 40_000, p=now.posterior) + 1 + rng.normal(0, np.hypot(0.7, 0.5), 40_000)
    answers = np.clip(np.floor(latent + 0.5), 1, 4)
    left = [entropy(assess([*RATINGS[:2], Rating(k, "interview", "new")], model).posterior) for k in (1, 2, 3, 4)]
    simulated = entropy(now.posterior) - float(np.mean([left[int(k) - 1] for k in answers]))
    assert expected_information(RATINGS, model) == pytest.approx(simulated, abs=0.01)


def test_the_first_source_tells_more_than_the_tenth() -> None:
    gains = [
        expected_information([Rating(2, "interview", f"person {i}") for i in range(n)], default_errors())
        for n in (0, 1, 3, 9)
    ]
    assert gains == sorted(gains, reverse=True)
    assert 0 < gains[-1] < 0.1 < gains[0] < 2


def test_kinds_are_told_with_the_most_telling_first() -> None:
    gains = expected_gains(RATINGS, default_errors())
    assert {kind for kind, _ in gains} == set(default_errors().kinds)
    assert gains[0][1] == max(gain for _, gain in gains)
    assert dict(gains)["document"] > dict(gains)["survey"]
    with pytest.raises(Problem, match="rumour"):
        expected_information(RATINGS, default_errors(), kind="rumour")


def test_a_judgement_is_seen_under_three_priors() -> None:
    views = {view.name: view for view in under_priors(RATINGS, default_errors())}
    assert list(views) == ["flat", "optimistic", "pessimistic"]
    assert views["flat"].posterior == pytest.approx(assess(RATINGS, default_errors()).posterior)
    optimistic = read_errors(
        {"prior": [1, 2, 3, 4], "scales": default_errors().scales, "kinds": {
            kind: {"own": size.own, "shared": size.shared} for kind, size in default_errors().kinds.items()
        }}
    )  # fmt: skip
    assert views["optimistic"].posterior == pytest.approx(assess(RATINGS, optimistic).posterior)
    assert views["pessimistic"].changed == (views["pessimistic"].mode != views["flat"].mode)
    assert [view.mode for view in under_priors([], default_errors())] == [None] * 3


def test_each_source_left_out_gives_the_judgement_of_the_others() -> None:
    first, second = without_each_cluster(RATINGS, default_errors())
    assert (first.name, second.name) == ("a", "d")
    assert first.posterior == pytest.approx(assess(RATINGS[1:], default_errors()).posterior)
    assert second.set90 == assess(RATINGS[:1], default_errors()).set90
    (alone,) = without_each_cluster(RATINGS[:1], default_errors())
    assert (alone.mode, alone.changed) == (None, True)
    assert without_each_cluster([], default_errors()) == ()
